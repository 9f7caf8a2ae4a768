using System;
using System.Collections.Generic;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Equity;
using CustomerMetrics.Engine.Tests.Sql;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Acquisition;

/// <summary>The return on acquisition with what is to come, and its win-backs, from every kind of source.</summary>
public sealed class AcquisitionTests(PostgresFixture postgres) : IDisposable
{
    private static readonly ImportOptions Options = TestSource.Options with { AsOf = EquityGiven.End, Columns = new() { Groups = ["channel"] } };

    private DbConnection? database;

    public static TheoryData<ModelKind> Kinds() => new(ModelKind.ParetoNbd, ModelKind.MbgNbd, ModelKind.BgNbd, ModelKind.Nbd);

    public void Dispose() => database?.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ChannelsAreTheCustomerEquity(ModelKind kind)
    {
        var memory = TestSource.FromCsv(Sample("shop.csv"), Options);
        var forecast = new ValueForecast { Model = EquityGiven.Model(kind), Horizon = new(24, PeriodUnit.Month), DiscountRate = 0.1 };
        var returns = Returns(memory, Query(forecast, isTotal: false));
        var equity = TestSource.Engine.GetEquity(memory, new EquityQuery { Forecast = forecast with { MarginRate = 0.4 } }, CancellationToken.None).Single();
        Assert.Equal(equity.Equity, returns.Where(line => !line.IsTotal && line.Kind is AcquisitionKind.New).Sum(line => line.Equity));
        var all = returns.Single(line => line is { IsTotal: true, Channel: AcquisitionReturn.All });
        Assert.Equal((equity.Equity, equity.Customers), (all.Equity, all.NewCustomers));

        // Nobody knows how sure such a model is.
        Assert.Equal((null, null, null), (all.LtvToCacLow, all.LtvToCacHigh, all.LtvInterval));
        Assert.Contains("The model is not identified, so LTV:CAC has no interval.", all.Note, StringComparison.Ordinal);
        Assert.NotNull(all.LtvToCac);
    }

    [Theory]
    [InlineData("sqlite")]
    [InlineData("postgres")]
    public void DatabasesAnswerAsMemoryDoes(string way)
    {
        var memory = TestSource.FromCsv(Sample("shop.csv"), Options);
        (database, var options) = way == "sqlite" ? RuleTable.Sqlite(Sample("shop.csv")) : RuleTable.Postgres(postgres.Server, Sample("shop.csv"));
        var source = TestSource.Engine.Connect(options, TestSource.Options with { AsOf = EquityGiven.End }, CancellationToken.None);
        var model = TestSource.Engine.FitModel(memory, new ModelQuery { Model = ModelKind.MbgNbd }, CancellationToken.None);
        var query = Query(new ValueForecast { Model = model, Horizon = Horizon.Infinite, DiscountRate = 0.1, Draws = 50 }, isTotal: true);
        var (told, known) = (Returns(source, query), Returns(memory, query));
        Assert.Contains(known, line => line is { Kind: AcquisitionKind.WinBack, Returned: > 10 });
        Assert.Contains(known, line => line.LtvToCacHigh > line.LtvToCac);
        Assert.Equal(MetricTests.Text(known.Select(Plain)), MetricTests.Text(told.Select(Plain)));
        foreach (var (line, same) in known.Zip(told))
        {
            Assert.Equal(Members(memory, line), Members(source, same));
        }
    }

    private static string Sample(string name) => Path.Combine(Repository.Root, "docs", "samples", name);

    private static AcquisitionQuery Query(ValueForecast forecast, bool isTotal) => new()
    {
        ChannelColumn = "channel",
        Period = PeriodUnit.Quarter,
        Margin = 0.4,
        Forecast = forecast,
        IsTotal = isTotal,
        WinBackChannels = ["Email"],
        ActivityRule = ActivityRule.Window,
        WindowDays = 60,
    };

    private static IReadOnlyList<AcquisitionReturn> Returns(CustomerSource source, AcquisitionQuery query)
    {
        var spend = TestSource.Engine.ReadSpend(TestSource.Options);
        spend.AddFile(Sample("spend.csv"), CancellationToken.None);
        return TestSource.Engine.GetAcquisition(source, spend.Complete(), query, CancellationToken.None).Returns;
    }

    private static AcquisitionReturn Plain(AcquisitionReturn line) => line with { Source = null, Query = null };

    private static List<AcquisitionMember> Members(CustomerSource source, AcquisitionReturn line) =>
        [.. TestSource.Engine.GetAcquisitionMembers(source, new(line.Query!, line), CancellationToken.None).OrderBy(member => (member.Since, member.CustomerId))];
}
