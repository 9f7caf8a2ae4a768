using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>Checks of single rows: repeats, dates out of range, rejected rows, amounts.</summary>
public sealed class RowCheckTests
{
    private static readonly DateTime Start = new(2024, 1, 1);

    private static readonly string[] Repeating = ["b,2024-02-01,7", "a,2024-01-01,10", "a,2024-01-01,5", "a,2024-01-01,10", "a,2024-01-01,10"];

    [Fact]
    public void DuplicatesAreTheRepeatsAndNotTheFirst()
    {
        var found = Finding.Of("Duplicate", Repeating)!;
        Assert.Equal((DataSeverity.Warning, 2, 20m, 0.4), (found.Severity, found.Count, found.Amount, found.Share));
        Assert.Equal([4, 5], found.Examples);
    }

    [Fact]
    public void DroppedDuplicatesAreStillTold()
    {
        var found = Finding.Of("Duplicate", TestSource.FromText(Finding.Csv(Repeating), TestSource.Options with { DropDuplicate = true }))!;
        Assert.Equal((DataSeverity.Information, 2, 20m, 0.4), (found.Severity, found.Count, found.Amount, found.Share));
        Assert.Equal([4, 5], found.Examples);
    }

    [Fact]
    public void SeveralCurrenciesAreAnErrorUntilTheyAreConverted()
    {
        var csv = "customer_id,date,amount,currency\na,2024-01-01,10,EUR\na,2024-01-02,20,usd\na,2024-01-03,30,EUR\na,2024-01-04,40,USD\na,2024-01-05,50,EUR\n";
        var mixed = Finding.Of("CurrencyMix", TestSource.FromText(csv, TestSource.Options with { KeepsCurrencies = true }))!;
        Assert.Equal((DataSeverity.Error, 2, 60m, null), (mixed.Severity, mixed.Count, mixed.Amount, mixed.Currency));
        Assert.Equal([2, 4], mixed.Examples);
        Assert.Contains("EUR 90.00 in 3 rows, USD 60.00 in 2 rows", mixed.Message, StringComparison.Ordinal);
        var converted = Finding.Of("CurrencyMix", TestSource.FromText(csv, TestSource.Options with { Currency = "EUR", ExchangeRates = [new("USD", null, 2)] }))!;
        Assert.Equal((DataSeverity.Information, 2, 60m), (converted.Severity, converted.Count, converted.Amount));
        Assert.Null(Finding.Of("CurrencyMix", TestSource.FromText(csv.Replace("usd", "eur", StringComparison.Ordinal).Replace("USD", "EUR", StringComparison.Ordinal), TestSource.Options with { KeepsCurrencies = true })));
    }

    [Fact]
    public void DuplicatesOnOrAfterTheAsOfDateAreNotSeen()
    {
        var table = Finding.Table("b,2024-01-31,1", "a,2024-02-01,10", "a,2024-02-01,10");
        Assert.Null(Finding.Of("Duplicate", table, asOf: new DateTime(2024, 2, 1)));
        Assert.NotNull(Finding.Of("Duplicate", table, asOf: new DateTime(2024, 2, 2)));
    }

    [Fact]
    public void RowsThatDifferInAnotherColumnAreNoDuplicates() =>
        Assert.Null(Finding.Of("Duplicate", TestSource.FromText("customer_id,date,amount,order\na,2024-01-01,10,1\na,2024-01-01,10,2\nb,2024-01-01,10,3\n")));

    [Fact]
    public void AFewDuplicatesAreNoWarning()
    {
        var rows = Enumerable.Range(0, 200).Select(i => Finding.Row("c" + i, Start, i));
        Assert.Equal(DataSeverity.Information, Finding.Of("Duplicate", rows.Append(Finding.Row("c7", Start, 7)))!.Severity);
        Assert.Equal(DataSeverity.Warning, Finding.Of("Duplicate", rows.Append(Finding.Row("c7", Start, 7)).Append(Finding.Row("c8", Start, 8)).Append(Finding.Row("c9", Start, 9)))!.Severity);
    }

    [Fact]
    public void AFileReadTwiceIsFoundByItsSecondCopy()
    {
        using var folder = new TemporaryFolder();
        string[] paths = [folder.File("a.csv"), folder.File("b.csv")];
        foreach (var path in paths)
        {
            File.WriteAllText(path, Finding.Csv("b,2024-02-02,1.5", "a,2024-01-02,2", "b,2024-01-01,3"));
        }

        var found = Finding.Of("Duplicate", (TransactionTable)TestSource.Engine.ReadCsv(paths, TestSource.Options, progress: null, CancellationToken.None))!;
        Assert.Equal((3, 6.5m, 0.5), (found.Count, found.Amount, found.Share));
        Assert.Equal([4, 5, 6], found.Examples);
    }

    [Fact]
    public void RowsFromTomorrowOnAreInTheFuture()
    {
        var tomorrow = new DateTime(2024, 3, 1);
        var table = TestSource.FromText(Finding.Csv("a,2024-03-01,5", "b,2024-02-29,7", "a,2042-01-01,-2"), TestSource.Options with { Tomorrow = tomorrow });
        var found = Finding.Of("FutureDate", table, tomorrow: tomorrow)!;
        Assert.Equal((DataSeverity.Error, 2, 3m), (found.Severity, found.Count, found.Amount));
        Assert.Equal([1, 3], found.Examples);
        Assert.Null(Finding.Of("AfterAsOf", table, tomorrow: tomorrow));
        Assert.Null(Finding.Of("FutureDate", table, tomorrow: new DateTime(2042, 1, 2)));
    }

    [Fact]
    public void RowsThatTheAsOfDateHidesAreTold()
    {
        var table = Finding.Table("a,2024-02-01,5", "b,2024-01-31,7");
        var found = Finding.Of("AfterAsOf", table, asOf: new DateTime(2024, 2, 1))!;
        Assert.Equal((DataSeverity.Information, 1, 5m), (found.Severity, found.Count, found.Amount));
        Assert.Equal([1], found.Examples);
        Assert.Null(Finding.Of("AfterAsOf", table));
    }

    [Fact]
    public void RejectedRowsAreTold()
    {
        var table = TestSource.FromText(Finding.Csv("a,2024-01-01,5", "b,never,7.5", "c,2024-01-01,much"), TestSource.Options with { BadRow = BadRowAction.Skip });
        var found = Finding.Of("RejectedRow", table)!;
        Assert.Equal((DataSeverity.Warning, 2, 7.5m, 2 / 3d), (found.Severity, found.Count, found.Amount, found.Share));
        Assert.Null(Finding.Of("RejectedRow", "a,2024-01-01,5"));
    }

    [Fact]
    public void OutliersAreFarFromTheMedianOnALogarithmicScale()
    {
        var usual = Enumerable.Range(0, 60).Select(i => Finding.Row("c" + i, Start.AddDays(i), 20 + i)).ToList();
        Assert.Null(Finding.Of("Outlier", usual));

        // Twenty times the median is a large order.
        Assert.Null(Finding.Of("Outlier", usual.Append("x,2024-01-05,1000")));
        var found = Finding.Of("Outlier", usual.Prepend("x,2024-05-05,5000000").Append("y,2024-01-01,0.01").Append("z,2024-01-01,0"))!;
        Assert.Equal((DataSeverity.Warning, 2, 5000000.01m), (found.Severity, found.Count, found.Amount));
        Assert.Equal([1, 62], found.Examples);
        Assert.Contains(": from 0.01 to 5,000,000.00", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void WideSpreadIsNoOutlier()
    {
        // From 1 to 2^59 ten-thousandths, each size as often as the others.
        Assert.Null(Finding.Of("Outlier", Enumerable.Range(0, 60).Select(i => Finding.Row("c" + i, Start, (1L << i) / 10_000m))));
    }

    [Fact]
    public void FewerThanThirtyRowsHaveNoOutliers()
    {
        var rows = Enumerable.Range(0, 28).Select(i => Finding.Row("c" + i, Start, 20 + i)).ToList();
        Assert.Null(Finding.Of("Outlier", rows.Append("x,2024-01-01,9000000")));
        Assert.NotNull(Finding.Of("Outlier", rows.Append("x,2024-01-01,9000000").Append("y,2024-01-01,21")));
    }

    [Fact]
    public void ARefundCanBeAnOutlier()
    {
        var rows = Enumerable.Range(0, 40).Select(i => Finding.Row("c" + i, Start, 20 + i));
        var found = Finding.Of("Outlier", rows.Append("c1,2024-02-01,-900000"))!;
        Assert.Equal((1, -900000m), (found.Count, found.Amount));
        Assert.Equal([41], found.Examples);
    }

    [Theory]
    [InlineData(51, true)]
    [InlineData(50, false)]
    public void OneAmountInMoreThanHalfOfTheRowsIsConstant(int same, bool isFound)
    {
        var found = Finding.Of("ConstantAmount", Rows(100, same, 9.99m));
        Assert.Equal(isFound, found is not null);
        if (found is not null)
        {
            Assert.Equal((DataSeverity.Information, same, same * 9.99m, same / 100d), (found.Severity, found.Count, found.Amount, found.Share));
        }
    }

    [Fact]
    public void AColumnOfZeroesIsAWarningAndAFewRowsAreNothing()
    {
        Assert.Equal(DataSeverity.Warning, Finding.Of("ConstantAmount", Rows(100, 80, 0))!.Severity);
        Assert.Null(Finding.Of("ConstantAmount", Rows(99, 99, 9.99m)));
    }

    // Each amount in turn, so that no amount leads until the end.
    private static IEnumerable<string> Rows(int count, int same, decimal amount) =>
        Enumerable.Range(0, count).Select(i => Finding.Row("c" + (i % 90), Start.AddDays(i % 30), i * same / count < (i + 1) * same / count ? amount : 100 + i));
}
