using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Ledger;

/// <summary>Several currencies: rows are converted on their day, and what changing rates do to those who stay is a line of its own.</summary>
public sealed class CurrencyTests
{
    private static readonly string[] Currencies = ["EUR", "USD", "GBP"];

    public static TheoryData<int, bool> Seeds() => new(from seed in Enumerable.Range(1, 6) from separate in new[] { false, true } select (seed, separate));

    [Theory]
    [MemberData(nameof(Seeds))]
    public void TheEffectIsTheMoneyLessTheMoneyAtTheRatesOfTheOpening(int seed, bool separate)
    {
        var rows = Draw(seed);
        var table = TestSource.FromText(Csv(rows), Options(Rates(seed)) with { Refund = separate ? RefundRule.Separate : RefundRule.Net });
        var ledger = Ledger(table, new());
        Assert.Contains(ledger, entry => entry.FxEffect != 0);
        foreach (var entry in ledger)
        {
            var kept = Members(table, entry).Where(member => member.Movement is CustomerMovement.Kept).ToList();
            Assert.Equal(kept.Sum(member => member.FxEffect), entry.FxEffect);
            Assert.Equal(kept.Sum(member => Math.Max(member.Change - member.FxEffect, 0)), entry.Expansion);
            Assert.Equal(kept.Sum(member => Math.Max(member.FxEffect - member.Change, 0)), entry.Contraction);
            foreach (var member in kept)
            {
                var before = Money(rows, seed, member.CustomerId, entry.Start.AddMonths(-1), entry.Start, separate);
                var now = Money(rows, seed, member.CustomerId, entry.Start, entry.End, separate);
                Assert.Equal(before.Values.Sum(money => money.Converted), member.OpeningValue);
                Assert.Equal(now.Values.Sum(money => money.Converted), member.ClosingValue);
                var constant = now.Sum(money => before.TryGetValue(money.Key, out var then) && then.Local > 0 && then.Converted > 0
                    ? decimal.Round(money.Value.Local * then.Converted / then.Local, 4, MidpointRounding.AwayFromZero)
                    : money.Value.Converted);
                Assert.Equal(member.ClosingValue - constant, member.FxEffect);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void GroupsAndWindowsBalanceToo(int seed, bool separate)
    {
        var table = TestSource.FromText(Csv(Draw(seed)), Options(Rates(seed)) with { Refund = separate ? RefundRule.Separate : RefundRule.Net });
        foreach (var query in new LedgerQuery[] { new(), new() { ActivityRule = ActivityRule.Window, WindowDays = 45 } })
        {
            var whole = Ledger(table, query);
            var groups = Ledger(table, query with { GroupBy = ["region"] });
            Assert.Contains(groups, entry => entry.MovedOut > 0);
            foreach (var entry in whole)
            {
                var parts = groups.Where(part => part.Period == entry.Period).ToList();
                Assert.Equal(
                    (entry.OpeningValue, entry.Expansion, entry.Contraction, entry.FxEffect, entry.ClosingValue),
                    (parts.Sum(part => part.OpeningValue), parts.Sum(part => part.Expansion), parts.Sum(part => part.Contraction), parts.Sum(part => part.FxEffect), parts.Sum(part => part.ClosingValue)));
            }
        }
    }

    [Fact]
    public void RatesThatDoNotChangeHaveNoEffect()
    {
        var rows = Draw(3);
        ExchangeRateRow[] rates = [new("USD", null, 0.93m), new("gbp", null, "1.1712345")];
        var table = TestSource.FromText(Csv(rows), Options(rates));
        var ledger = Ledger(table, new());
        Assert.All(ledger, entry => Assert.InRange(entry.FxEffect, -0.001m, 0.001m));
        Assert.Equal(("EUR", rows.LongCount(row => row.Currency != "EUR")), (table.Currency, table.ConvertedRows));
        Assert.Equal(rows.Sum(row => decimal.Round(row.Amount * row.Currency switch { "USD" => 0.93m, "GBP" => 1.1712345m, _ => 1 }, 4, MidpointRounding.AwayFromZero)), table.Amount);
    }

    [Fact]
    public void RowsGiveWhatTheFileGives()
    {
        var rows = Draw(4);
        var options = Options(Rates(4));
        var fromRows = TestSource.FromRows(["customer_id", "date", "amount", "currency", "region"], rows.Select(row => new object?[] { row.Customer, row.Date, row.Amount, row.Currency, row.Region }), options);
        Assert.Equal(Ledger(TestSource.FromText(Csv(rows), options), new()), Ledger(fromRows, new()));
    }

    [Fact]
    public void TheCostOfARowIsConvertedLikeItsAmount()
    {
        var table = TestSource.FromText("customer_id,date,amount,cost,currency\na,2024-01-01,10,4,USD\n", Plain([new("USD", null, 2)]) with { Columns = new() { Cost = "cost" } });
        Assert.Equal((20m, 8m), (table.Amount, table.Cost));
    }

    [Fact]
    public void ARowWithoutARateIsABadRow()
    {
        ExchangeRateRow[] rates = [new("USD", "2024-02-01", 2)];
        var csv = "customer_id,date,amount,currency\na,2024-01-31,10,USD\na,2024-02-01,10,USD\na,2024-02-01,10,EUR\n";
        Assert.Equal("ExchangeRateMissing", Error(csv, Plain(rates)).ErrorId);
        var table = TestSource.FromText(csv, Plain(rates) with { BadRow = BadRowAction.Skip });
        Assert.Equal((30m, 1, 0m, 1), (table.Amount, table.RejectedRows, table.RejectedAmount, table.RejectedWithoutAmount));
    }

    [Fact]
    public void ARateHoldsUntilTheNext()
    {
        ExchangeRateRow[] rates = [new("USD", new DateTime(2024, 2, 1), 3), new("USD", "2024-01-01", 2)];
        Assert.Equal(5m, TestSource.FromText("customer_id,date,amount,currency\na,2024-01-31,1,USD\na,2024-02-01,1,USD\n", Plain(rates)).Amount);
    }

    [Fact]
    public void AnOldRateIsTold()
    {
        ExchangeRateRow[] rates = [new("USD", "2024-01-01", 2)];
        Assert.Empty(TestSource.FromText("customer_id,date,amount,currency\na,2024-02-15,1,USD\n", Plain(rates)).Warnings);
        Assert.Contains("old rate", Assert.Single(TestSource.FromText("customer_id,date,amount,currency\na,2024-02-16,1,USD\n", Plain(rates)).Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("USD", null, "x")]
    [InlineData("USD", null, 0)]
    [InlineData("USD", null, -1)]
    [InlineData("USD", null, 1_000_001)]
    [InlineData("USD", null, double.NaN)]
    [InlineData("USD", null, null)]
    [InlineData("USD", "01/02/2024", 1)]
    [InlineData("", null, 1)]
    [InlineData(null, null, 1)]
    public void ARateThatIsNoneIsAnError(string? currency, object? date, object? rate) =>
        Assert.Equal("ExchangeRateInvalid", Error("customer_id,date,amount,currency\na,2024-01-31,10,USD\n", Plain([new(currency, date, rate)])).ErrorId);

    [Fact]
    public void TwoRatesForOneDayAreAnError() =>
        Assert.Equal("ExchangeRateInvalid", Error("customer_id,date,amount,currency\na,2024-01-31,10,USD\n", Plain([new("USD", null, 1), new("usd", null, 2)])).ErrorId);

    [Fact]
    public void RatesNeedACurrencyAndAColumn()
    {
        Assert.Equal("ReportingCurrencyMissing", Error("customer_id,date,amount,currency\na,2024-01-31,10,USD\n", Plain([new("USD", null, 1)]) with { Currency = null }).ErrorId);
        Assert.Equal("CurrencyColumnMissing", Error("customer_id,date,amount\na,2024-01-31,10\n", Plain([new("USD", null, 1)])).ErrorId);
    }

    [Fact]
    public void ACurrencyThatIsNotTheOneNamedIsAnError()
    {
        Assert.Equal("CurrencyMixed", Error("customer_id,date,amount,currency\na,2024-01-31,10,USD\n", TestSource.Options with { Currency = "EUR" }).ErrorId);
        Assert.Equal("EUR", TestSource.FromText("customer_id,date,amount,currency\na,2024-01-31,10,eur\n", TestSource.Options with { Currency = "EUR" }).Currency);
        Assert.Equal("EUR", TestSource.FromText("customer_id,date,amount\na,2024-01-31,10\n", TestSource.Options with { Currency = "eur" }).Currency);
    }

    private sealed record Row(string Customer, DateTime Date, decimal Amount, string Currency, string Region);

    private static List<Row> Draw(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 400).Select(_ => new Row(
            "c" + random.Next(30),
            new DateTime(2024, 1, 1).AddDays(random.Next(300)),
            random.Next(8) == 0 ? -random.Next(1, 300) / 100m : random.Next(0, 5000) / 100m,
            Currencies[random.Next(3)],
            random.Next(2) == 0 ? "north" : "south"))];
    }

    // Twice a month, so that rates change within a period too.
    private static ExchangeRateRow[] Rates(int seed) =>
    [
        .. from currency in Currencies.Skip(1)
           from month in Enumerable.Range(1, 12)
           from day in new[] { 1, 16 }
           select new ExchangeRateRow(currency, new DateTime(2024, month, day), Rate(seed, currency, new DateTime(2024, month, day))),
    ];

    private static decimal Rate(int seed, string currency, DateTime date) =>
        currency == "EUR" ? 1 : 0.8m + (((seed * 31) + (currency[0] * 7) + (date.Month * 13) + (date.Day < 16 ? 0 : 5)) % 40 / 100m);

    private static Dictionary<string, (decimal Local, decimal Converted)> Money(IEnumerable<Row> rows, int seed, string customer, DateTime from, DateTime to, bool separate) => rows
        .Where(row => row.Customer == customer && row.Date >= from && row.Date < to && !(separate && row.Amount < 0))
        .GroupBy(row => row.Currency, StringComparer.Ordinal)
        .ToDictionary(
            currency => currency.Key,
            currency => (currency.Sum(row => row.Amount), currency.Sum(row => decimal.Round(row.Amount * Rate(seed, row.Currency, row.Date), 4, MidpointRounding.AwayFromZero))),
            StringComparer.Ordinal);

    private static string Csv(IEnumerable<Row> rows) => "customer_id,date,amount,currency,region\n" + string.Join('\n', rows.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Customer},{row.Date:yyyy-MM-dd},{row.Amount},{row.Currency},{row.Region}"))) + "\n";

    private static ImportOptions Options(IReadOnlyList<ExchangeRateRow> rates) => TestSource.Options with { Currency = "EUR", ExchangeRates = rates, AsOf = new DateTime(2024, 12, 1), Columns = new() { Groups = ["region"] } };

    private static ImportOptions Plain(IReadOnlyList<ExchangeRateRow> rates) => Options(rates) with { Columns = new() };

    private static CustomerMetricsException Error(string csv, ImportOptions options) => Assert.Throws<CustomerMetricsException>(() => TestSource.FromText(csv, options));

    private static List<CustomerLedgerEntry> Ledger(TransactionTable table, LedgerQuery query) =>
        [.. TestSource.Engine.GetLedger(table, query, CancellationToken.None).Entries.Select(entry => entry with { Source = null })];

    private static IEnumerable<CustomerMember> Members(TransactionTable table, CustomerLedgerEntry entry) =>
        TestSource.Engine.GetMembers(table, new MemberQuery { Ledger = new(), Period = entry.Period, Start = entry.Start }, CancellationToken.None);
}
