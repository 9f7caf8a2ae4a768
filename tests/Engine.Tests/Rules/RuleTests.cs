using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Tests.Sql;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Rules;

/// <summary>The hand-worked data sets of tests/data/rules, through every way in.</summary>
public sealed class RuleTests(PostgresFixture postgres) : IDisposable
{
    // A customer's sum in it is beyond 64 bits, and SQLite keeps no amounts of nineteen digits.
    private const string LargeAmounts = "21-decimals-and-large";

    // It has rates of exchange and terms of three months, which only memory knows.
    private const string ManyBillings = "31-contract-history";

    private static readonly string[] ChurnColumns = ["Rate", "Numerator", "Denominator", "Low", "High", "Annualized"];

    private DbConnection? database;

    public static TheoryData<string, string> Sets() =>
        new(RuleSet.Names.SelectMany(name => new[] { (name, "csv"), (name, "rows"), (name, "sqlite"), (name, "postgres") }).Where(pair => pair is not (LargeAmounts, "sqlite" or "postgres") && pair is not (ManyBillings, "sqlite" or "postgres")));

    public static TheoryData<string, string> ContractSets() => new(RuleSet.Names.Where(IsContract).SelectMany(name => new[] { (name, "csv"), (name, "rows"), (name, "sqlite"), (name, "postgres") }).Where(pair => pair is not (ManyBillings, "sqlite" or "postgres")));

    [Theory]
    [MemberData(nameof(Sets))]
    public void LedgerIsAsWorkedByHand(string name, string way)
    {
        var set = new RuleSet(name);
        var entries = TestSource.Engine.GetLedger(Source(set, way), set.Query, CancellationToken.None).Entries;
        AssertLines(set.Ledger, entries);
    }

    [Theory]
    [MemberData(nameof(ContractSets))]
    public void GroupsAreAsWorkedByHand(string name, string way)
    {
        var set = new RuleSet(name);
        var entries = TestSource.Engine.GetLedger(Source(set, way), set.Query with { GroupBy = set.Options.Columns.Groups }, CancellationToken.None).Entries;
        Assert.NotEmpty(set.Groups);
        AssertLines(set.Groups, entries);
    }

    [Theory]
    [MemberData(nameof(ContractSets))]
    public void CohortsAddUpToTheLedgerWorkedByHand(string name, string way)
    {
        // Who was known before is in no cohort, so nobody is known here.
        var set = new RuleSet(name);
        var source = Source(set, way, set.Options with { Columns = set.Options.Columns with { FirstSeen = null } });
        var query = new CohortQuery { Period = set.Query.Period, AsOf = set.Query.AsOf, Measure = CohortMeasure.Revenue };
        var cells = TestSource.Engine.GetCohorts(source, query, CancellationToken.None).Cells.Where(cell => !cell.IsAverage).ToLookup(cell => PeriodOf(query.Period, cell.Start) + cell.Offset);
        Assert.All(set.Ledger, line =>
        {
            var period = cells[PeriodOf(query.Period, DateTime.ParseExact(line["Start"], "yyyy-MM-dd", CultureInfo.InvariantCulture))].ToList();
            Assert.Equal(line["Closing"], period.Sum(cell => cell.Active).ToString(CultureInfo.InvariantCulture));
            Assert.Equal(line["ClosingValue"], period.Sum(cell => cell.Revenue).ToString("0.####", CultureInfo.InvariantCulture));
        });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void ChurnIsAsWorkedByHand(string name, string way)
    {
        var set = new RuleSet(name);
        var entries = TestSource.Engine.GetLedger(Source(set, way), set.Query, CancellationToken.None).Entries;
        var rates = TestSource.Engine.GetChurn(entries, new ChurnQuery { Methods = Enum.GetValues<ChurnMethod>() }).ToList();
        var expected = set.Churn.ToList();
        Assert.Equal(expected.Select(row => $"{row["Period"]} {row["Basis"]} {row["Method"]}"), rates.Select(rate => $"{rate.Period} {rate.Basis} {rate.Method}"));
        foreach (var (row, rate) in expected.Zip(rates))
        {
            double?[] figures = [rate.Rate, (double?)rate.Numerator, (double?)rate.Denominator, rate.Low, rate.High, rate.Annualized];
            foreach (var (column, figure) in ChurnColumns.Zip(figures))
            {
                AssertClose(row[column], figure, $"{name}: {rate.Period} {rate.Basis} {rate.Method} {column}");
            }
        }
    }

    [Fact]
    public void EveryRuleHasADataSet() => Assert.True(RuleSet.Names.Count() >= 20);

    [Theory]
    [InlineData("sqlite", "RowsUnreadable")]
    [InlineData("postgres", "MoneyOutOfRange")]
    public void ADatabaseTellsOfAmountsThatItCannotAdd(string way, string errorId)
    {
        var set = new RuleSet(LargeAmounts);
        var failure = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetLedger(Source(set, way), set.Query, CancellationToken.None));
        Assert.Equal(errorId, failure.ErrorId);
    }

    public void Dispose() => database?.Dispose();

    private CustomerSource Source(RuleSet set, string way) => Source(set, way, set.Options);

    private CustomerSource Source(RuleSet set, string way, ImportOptions options)
    {
        switch (way)
        {
            case "csv":
                return TestSource.Engine.ReadCsv([set.Rows], options, progress: null, CancellationToken.None);
            case "rows":
                var rows = CsvRows.Read(set.Rows);
                using (var importer = TestSource.Engine.ReadRows("rows", options))
                {
                    importer.Begin([.. rows[0].Keys]);
                    foreach (var row in rows)
                    {
                        importer.Add(row.Values.ToArray<object?>());
                    }

                    return importer.Complete(CancellationToken.None);
                }

            default:
                (database, var table) = way == "sqlite" ? RuleTable.Sqlite(set.Rows) : RuleTable.Postgres(postgres.Server, set.Rows);
                return TestSource.Engine.Connect(table, options, CancellationToken.None);
        }
    }

    // The hand-worked file says which figures it tells.
    private static void AssertLines(IEnumerable<Dictionary<string, string>> worked, IEnumerable<CustomerLedgerEntry> entries)
    {
        var lines = worked.ToList();
        var columns = lines[0].Keys.ToList();
        Assert.Equal(lines.Select(line => string.Join(' ', line.Select(pair => $"{pair.Key}={pair.Value}"))), entries.Select(entry => string.Join(' ', columns.Select(column => $"{column}={Text(entry, column)}"))));
    }

    private static string Text(CustomerLedgerEntry entry, string column) => typeof(CustomerLedgerEntry).GetProperty(column)!.GetValue(entry) switch
    {
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        decimal money => money.ToString("0.####", CultureInfo.InvariantCulture),
        var value => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static int PeriodOf(PeriodUnit unit, DateTime day) => PeriodCalendar.OrdinalOf(unit, PeriodCalendar.Day(day));

    private static bool IsContract(string name) => name.Contains("-contract-", StringComparison.Ordinal);

    // The figures are worked to twelve digits, of which the last ones are rounding.
    private static void AssertClose(string expected, double? actual, string where)
    {
        var message = $"{where}: worked {expected}, computed {actual?.ToString("R", CultureInfo.InvariantCulture)}";
        if (expected.Length == 0 || actual is null)
        {
            Assert.True(expected.Length == 0 && actual is null, message);
            return;
        }

        var worked = double.Parse(expected, CultureInfo.InvariantCulture);
        Assert.True(Math.Abs(worked - actual.Value) <= 1e-9 * Math.Max(1, Math.Abs(worked)), message);
    }
}
