using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>Checks of customers: their ids, their refunds, when they came.</summary>
public sealed class CustomerCheckTests
{
    private static readonly DateTime Start = new(2024, 1, 1);

    [Fact]
    public void VariantsOfAnIdAreThoseByCaseAndBlanks()
    {
        var found = Finding.Of("IdVariant", "ANNA LI,2024-01-05,1", "Anna Li,2024-01-01,2", "Bob,2024-01-01,4", "annali,2024-01-03,8", "Anna Li,2024-01-02,16", "annali,2024-01-01,-3", "annali,2024-01-02,0", "bob,2024-02-01,64", "äÖ\u00a0ß,2024-01-01,128", "ÄöSS,2024-01-01,1", "Äöß,2024-01-01,256")!;

        // annali has the most rows of its set; of Bob and bob, and of the two with an umlaut, the one in capitals comes first in the order of bytes.
        Assert.Equal((DataSeverity.Warning, 4, 1m + 2 + 16 + 64 + 128), (found.Severity, found.Count, found.Amount));
        Assert.Equal(4 / 8d, found.Share);
        Assert.Equal([1, 2, 8, 9], found.Examples);
        Assert.Contains("with 5 rows", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OtherDifferencesMakeOtherIds() =>
        Assert.Null(Finding.Of("IdVariant", "1-2,2024-01-01,1", "12,2024-01-01,1", "007,2024-01-01,1", "7,2024-01-01,1", "é,2024-01-01,1", "e,2024-01-01,1", "a,2024-01-01,1", " a ,2024-01-02,1"));

    [Fact]
    public void AVariantWhoComesAfterTheAsOfDateIsNotSeen()
    {
        var table = Finding.Table("a,2024-01-01,1", "A,2024-02-01,2");
        Assert.Null(Finding.Of("IdVariant", table, asOf: new DateTime(2024, 2, 1)));
        Assert.Equal(1, Finding.Of("IdVariant", table)!.Amount);
    }

    [Fact]
    public void ARefundNeedsASaleOnOrBeforeItsDay()
    {
        string[] rows =
        [
            "late,2024-06-01,-5", "late,2024-06-02,9",        // row 1
            "same,2024-06-01,-5", "same,2024-06-01,5",        // the order within a day is not known
            "free,2024-06-03,0", "free,2024-06-03,-2.5",      // row 6: nothing was paid
            "good,2024-06-01,10", "good,2024-07-01,-10",
            "first,2024-01-01,1",
        ];
        var found = Finding.Of("RefundWithoutSale", rows)!;
        Assert.Equal((DataSeverity.Warning, 2, -7.5m, 0.5), (found.Severity, found.Count, found.Amount, found.Share));
        Assert.Equal([1, 6], found.Examples);
        Assert.Null(Finding.Of("RefundAboveSales", rows));
        Assert.Null(Finding.Of("RefundWithoutSale", rows[2..4].Concat(rows[6..])));
    }

    [Fact]
    public void ARefundMayGiveBackWhatIsLeft()
    {
        string[] rows =
        [
            "a,2024-06-01,10", "a,2024-06-05,-4", "a,2024-06-09,-8",   // row 3: 2 too much
            "a,2024-06-10,5", "a,2024-06-11,-5",                       // and that is settled
            "b,2024-06-01,-3", "b,2024-06-02,3", "b,2024-06-03,-3",    // row 6 has no sale; row 8 has one
            "first,2024-01-01,1",
        ];
        var found = Finding.Of("RefundAboveSales", rows)!;
        Assert.Equal((DataSeverity.Warning, 1, -8m, 1 / 5d), (found.Severity, found.Count, found.Amount, found.Share));
        Assert.Equal([3], found.Examples);
        Assert.Contains("2.00 more in all", found.Message, StringComparison.Ordinal);
        Assert.Equal([6], Finding.Of("RefundWithoutSale", rows)!.Examples);
        Assert.Null(Finding.Of("RefundAboveSales", "a,2024-06-01,10", "a,2024-06-05,-4", "a,2024-06-09,-6"));
        Assert.Equal(-8, Finding.Of("RefundAboveSales", "a,2024-06-01,-8", "a,2024-06-01,-3", "a,2024-06-01,10", "first,2024-01-01,1")!.Amount);
    }

    [Fact]
    public void RefundsAtTheBeginningAreNoWarning()
    {
        string[] rows = ["first,2024-01-01,1", "a,2024-03-30,-5", "b,2024-03-01,1", "b,2024-03-30,-2"];
        Assert.All(["RefundWithoutSale", "RefundAboveSales"], check => Assert.Equal(DataSeverity.Information, Finding.Of(check, rows)!.Severity));
        var later = Finding.Of("RefundWithoutSale", rows.Append("c,2024-03-31,-5"))!;
        Assert.Equal((DataSeverity.Warning, 2), (later.Severity, later.Count));
        Assert.Contains("1 refund in the first 90 days", later.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TheLeftEdgeIsToldWhenTooManyCustomersSeemNew()
    {
        // Twelve in the first 30 days, then one each ten days: three in 30 days.
        var rows = Newcomers(12).ToList();
        var found = Finding.Of("LeftEdge", rows)!;
        Assert.Equal((DataSeverity.Information, 12, 12 / 21d), (found.Severity, found.Count, found.Share));
        Assert.Equal(12 * 6 + 100, found.Amount);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], found.Examples);
        Assert.Null(Finding.Of("LeftEdge", Newcomers(9)));
    }

    [Fact]
    public void ASteadyStreamOfNewCustomersHasNoLeftEdge() =>
        Assert.Null(Finding.Of("LeftEdge", Enumerable.Range(0, 200).Select(i => Finding.Row("c" + i, Start.AddDays(i), 6))));

    [Fact]
    public void ShortDataHasNoLeftEdge() =>
        Assert.Null(Finding.Of("LeftEdge", Newcomers(12).Where(row => string.CompareOrdinal(row.Split(',')[1], "2024-03-30") < 0)));

    private static IEnumerable<string> Newcomers(int early) =>
        Enumerable.Range(0, early).Select(i => Finding.Row("early" + i, Start.AddDays(2 * i), 6))
            .Concat(Enumerable.Range(0, 9).Select(i => Finding.Row("late" + i, Start.AddDays(39 + (10 * i)), 7)))
            .Append(Finding.Row("early3", Start.AddDays(80), 100));
}
