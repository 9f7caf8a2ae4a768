using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading;
using CustomerMetrics.Engine.Tests.Equity;
using CustomerMetrics.Engine.Tests.Reasons;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>What users ask, of the bundled sample in memory and in databases: every figure of every answer is the same.</summary>
public sealed class MetricTests(PostgresFixture postgres) : IDisposable
{
    private static readonly DateTime End = new(2026, 1, 1);

    private static string Sample => Path.Combine(Repository.Root, "docs", "samples", "orders.csv");

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = End };

    private DbConnection? database;

    public static TheoryData<string> Ways() => new("sqlite", "postgres");

    [Theory]
    [MemberData(nameof(Ways))]
    public void EveryAnswerIsTheSame(string way)
    {
        var memory = TestSource.FromCsv(Sample, Options);
        (database, var options) = way == "sqlite" ? RuleTable.Sqlite(Sample) : RuleTable.Postgres(postgres.Server, Sample);
        var source = TestSource.Engine.Connect(options, Options, CancellationToken.None);
        foreach (var (name, ask) in Questions())
        {
            Assert.Equal((name, Text(ask(memory))), (name, Text(ask(source))));
        }
    }

    public void Dispose() => database?.Dispose();

    internal static IEnumerable<(string Name, Func<CustomerSource, object> Ask)> Questions()
    {
        var engine = TestSource.Engine;
        var forecast = new ValueForecast { Model = EquityGiven.Model(ModelKind.MbgNbd), Horizon = Horizon.Infinite, DiscountRate = 0.1, HasInterval = false };
        yield return ("ledger", source => engine.GetLedger(source, new LedgerQuery { Period = PeriodUnit.Month }, default).Entries);
        yield return ("churn", source => engine.GetChurn(engine.GetLedger(source, new LedgerQuery { ActivityRule = ActivityRule.Window, WindowDays = 90 }, default).Entries, new ChurnQuery { Methods = Enum.GetValues<ChurnMethod>() }));
        yield return ("cohorts", source => engine.GetCohorts(source, new CohortQuery { Period = PeriodUnit.Quarter, Measure = CohortMeasure.CumulativeRevenue, Offset = CohortOffset.Elapsed }, default).Cells.Select(cell => cell with { Source = null }));
        yield return ("value", source => engine.GetValue(source, new ValueQuery { Forecast = forecast }, default).OrderBy(value => value.CustomerId, StringComparer.Ordinal));
        yield return ("equity", source => engine.GetEquity(source, new EquityQuery { Forecast = forecast }, default));
        yield return ("bridge", source => engine.GetEquityBridge(source, new EquityQuery { Forecast = forecast, At = [EquityGiven.Start, EquityGiven.Middle, EquityGiven.End] }, default));
        yield return ("model", source => engine.FitModel(source, new ModelQuery { Model = ModelKind.MbgNbd }, default).Json.Replace(source.Name, "", StringComparison.Ordinal));
        yield return ("members", source => engine.GetMembers(source, new MemberQuery { Period = "2024Q3", Ledger = new LedgerQuery { Period = PeriodUnit.Quarter }, Start = new DateTime(2024, 7, 1) }, default).OrderBy(member => member.CustomerId, StringComparer.Ordinal));
        var reasons = ReasonGiven.FromFile(Path.Combine(Repository.Root, "docs", "samples", "reasons.csv"));
        var why = new ReasonQuery { Ledger = new() { Period = PeriodUnit.Quarter, ActivityRule = ActivityRule.Window, WindowDays = 90 }, Top = 3 };
        yield return ("reasons", source => Enum.GetValues<ReasonDirection>().SelectMany(direction => engine.GetReasons(source, reasons, why with { Direction = direction }, default).Reasons));
        yield return ("members of a reason", source => engine.GetReasonMembers(source, reasons, new ReasonMemberQuery { Reasons = why, Period = "2025Q2", Start = new DateTime(2025, 4, 1), Movement = CustomerMovement.Lost, Kind = ReasonKind.Recorded, Named = ["Price", "Service"] }, default));
        yield return ("win-backs", source => engine.GetWinBacks(source, new WinBackQuery { Ledger = why.Ledger, NewAgainAfter = 9 }, default).Periods);
        yield return ("segments", source => engine.GetSegments(source, new SegmentQuery(), default).Customers.OrderBy(customer => customer.CustomerId, StringComparer.Ordinal));
        yield return ("summary of segments", source => engine.GetSegments(source, new SegmentQuery { Method = SegmentMethod.Independent, WithSummary = true }, default).Summary);
        yield return ("groups", source => Enum.GetValues<CustomerGrouping>().SelectMany(by => engine.GetGroups(source, new GroupQuery { By = by, Tiers = by is CustomerGrouping.Tier ? [new() { Tier = "Gold", From = 200 }] : [], Period = PeriodUnit.Year }, default).Groups));
        yield return ("concentration", source => engine.GetConcentration(source, new GroupQuery { Period = PeriodUnit.Quarter, Last = 3 }, default));
        var moves = new MoveQuery { Tiers = [new() { Tier = "Gold", From = 200 }, new() { Tier = "Bronze", From = 0 }], Ledger = why.Ledger };
        yield return ("moves", source => engine.GetMoves(source, moves, default).Cells.Select(cell => cell with { Source = null, Query = null }));
        yield return ("values of moves", source => engine.GetMoveValues(source, new MoveValueQuery { Moves = moves, DiscountRate = 0.1 }, default).Values);
        yield return ("data", source => engine.TestData(source, new DataQuery { Tomorrow = End }, default).Select(finding => finding with { Examples = [] }));
    }

    internal static string Text(object answer) => answer as string ?? string.Join('\n', ((IEnumerable<object>)answer).Select(item => JsonSerializer.Serialize(item, item.GetType(), Json)));

    private static JsonSerializerOptions Json { get; } = new() { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
