using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.IO.Compression;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>What is read, and as what.</summary>
public sealed class ReadingTests
{
    [Theory]
    [InlineData("10", "", 10)]
    [InlineData("10.5", "", 10.5)]
    [InlineData("-0.0001", "", -0.0001)]
    [InlineData("+3.20", "", 3.2)]
    [InlineData(".5", "", 0.5)]
    [InlineData("99999999999999", "", 99999999999999d)]
    [InlineData("922337203685477", "", 922337203685477d)]
    [InlineData(" 7 ", "", 7)]
    [InlineData("1,234.56", "en-US", 1234.56)]
    [InlineData("12,34,567.8", "en-IN", 1234567.8)]
    [InlineData("1.234,56", "de-DE", 1234.56)]
    [InlineData("1,5", "de-DE", 1.5)]
    [InlineData("-1.000", "de-DE", -1000)]
    [InlineData("1 234,56", "fr-FR", 1234.56)]
    [InlineData("1\u00A0234,56", "fr-FR", 1234.56)]
    [InlineData("1'234.56", "de-CH", 1234.56)]
    [InlineData("\u22125", "sv-SE", -5)]
    public void Amounts(string text, string culture, double expected)
    {
        var options = TestSource.Options with { Culture = culture.Length == 0 ? null : CultureInfo.GetCultureInfo(culture) };
        Assert.Equal((decimal)expected, Read("a", "2024-01-01", text, options).Amount);
    }

    [Theory]
    [InlineData("1.23", "de-DE")]
    [InlineData("1.2345,6", "de-DE")]
    [InlineData("1,23", "en-US")]
    [InlineData(",123", "en-US")]
    [InlineData("1,234,56", "en-US")]
    [InlineData("1234,567", "en-US")]
    public void SeparatorsOutOfPlaceAreRefused(string text, string culture) =>
        Assert.Throws<CustomerMetricsException>(() => Read("a", "2024-01-01", text, TestSource.Options with { Culture = CultureInfo.GetCultureInfo(culture) }));

    [Theory]
    [InlineData("2024-02-29", "", "")]
    [InlineData("20240229", "", "")]
    [InlineData("2024/02/29", "", "")]
    [InlineData("2024-02-29T23:59:59", "", "")]
    [InlineData("2024-02-29 23:59:59.999", "", "")]
    [InlineData("2024-02-29T23:59:59Z", "", "")]
    [InlineData("2024-03-01T00:30+01:00", "", "")]
    [InlineData("2024-02-28T23:30:00-0100", "", "")]
    [InlineData("29.02.2024", "", "de-DE")]
    [InlineData("29.2.2024", "", "de-DE")]
    [InlineData("2/29/2024", "", "en-US")]
    [InlineData("2/29/2024 11:59:59 PM", "", "en-US")]
    [InlineData("29/02/2024", "", "en-GB")]
    [InlineData("29-Feb-2024", "dd-MMM-yyyy", "")]
    [InlineData("29 Februar 2024", "d MMMM yyyy", "de-DE")]
    [InlineData("240229", "yyMMdd", "")]
    public void Dates(string text, string format, string culture)
    {
        var options = TestSource.Options with
        {
            Culture = culture.Length == 0 ? null : CultureInfo.GetCultureInfo(culture),
            DateFormats = format.Length == 0 ? [] : [format],
        };
        Assert.Equal(new DateTime(2024, 2, 29), Read("a", text, "1", options).FirstDate);
    }

    [Fact]
    public void InstantsAreDatedInTheReportingZone()
    {
        var newYork = TestSource.Options with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York") };
        Assert.Equal(new DateTime(2024, 6, 30), Read("a", "2024-07-01T03:59:59Z", "1", newYork).FirstDate);
        Assert.Equal(new DateTime(2024, 7, 1), Read("a", "2024-07-01T04:00:00Z", "1", newYork).FirstDate);
        Assert.Equal(new DateTime(2024, 7, 1), Read("a", "2024-07-01T03:59:59", "1", newYork).FirstDate);
        var instant = new DateTimeOffset(2024, 7, 1, 3, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTime(2024, 6, 30), TestSource.FromRows(["customer", "date", "amount"], [["a", instant, 1]], newYork).FirstDate);
    }

    [Theory]
    [InlineData("customer_id;date;amount\na;2024-01-01;10\n")]
    [InlineData("customer_id\tdate\tamount\na\t2024-01-01\t10\n")]
    [InlineData("customer_id|date|amount\na|2024-01-01|10\n")]
    [InlineData("sep=;\ncustomer_id;date;amount\na;2024-01-01;10\n")]
    [InlineData("customer_id,date,amount\r\na,2024-01-01,10\r\n")]
    [InlineData("customer_id,date,amount\ra,2024-01-01,10\r")]
    [InlineData("\"customer_id\",\"date\",\"amount\"\n\"a\",\"2024-01-01\",\"10\"\n")]
    [InlineData("Customer ID,Order Date,Total Amount\na,2024-01-01,10\n")]
    [InlineData("CUSTOMERNO,INVOICE_DATE,REVENUE\na,2024-01-01,10")]
    [InlineData("note,amount,date,customer\n\"two\nlines, and \"\"quotes\"\"\",10,2024-01-01,a\n")]
    [InlineData("customer_id,date,amount\n\na,2024-01-01,10\n\n")]
    public void FilesOfManyShapes(string csv)
    {
        var table = TestSource.FromText(csv);
        Assert.Equal((1, 1, 10m, new DateTime(2024, 1, 1)), (table.Rows, table.Customers, table.Amount, table.FirstDate));
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    [InlineData("utf-8")]
    public void AByteOrderMarkTellsTheEncoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        Assert.Equal("Zoë", OnlyId([.. encoding.GetPreamble(), .. encoding.GetBytes("customer_id,date,amount\nZoë,2024-01-01,1\n")], TestSource.Options));
    }

    [Theory]
    [InlineData("windows-1252")]
    [InlineData("latin1")]
    [InlineData("1252")]
    [InlineData("unicode")]
    public void AnEncodingIsNamed(string name)
    {
        var encoding = TestSource.Engine.FindEncoding(name)!;
        Assert.Equal("Zoë", OnlyId(encoding.GetBytes("customer_id,date,amount\nZoë,2024-01-01,1\n"), TestSource.Options with { Encoding = encoding }));
    }

    [Fact]
    public void CompressedFilesAreRead()
    {
        var csv = Encoding.UTF8.GetBytes("customer_id,date,amount\na,2024-01-01,10\nb,2024-01-02,5\n");
        Assert.Equal(15m, TestSource.FromBytes(Compress(csv)).Amount);
    }

    /// <summary>A file cut off between two rows, or after all of them, must not pass for a shorter one.</summary>
    [Fact]
    public void CompressedFilesThatWereCutOffAreRefused()
    {
        var csv = Encoding.UTF8.GetBytes("customer_id,date,amount\n" + string.Concat(Enumerable.Range(0, 5000).Select(i => $"c{i * 7919 % 5003},2024-01-01,{i}\n")));
        var whole = Compress(csv);
        foreach (var length in new[] { whole.Length / 2, whole.Length - 8, whole.Length - 1 })
        {
            var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromBytes(whole[..length], TestSource.Options with { BadRow = BadRowAction.Skip }));
            Assert.Equal("CompressedDataBroken", error.ErrorId);
        }
    }

    [Fact]
    public void UnknownEncodingsAreNone() => Assert.Null(TestSource.Engine.FindEncoding("klingon"));

    [Fact]
    public void RowsOfObjectsGiveTheTableOfTheCsv()
    {
        var table = TestSource.FromText("customer_id,date,amount\n7,2024-01-01,10.50\n7,2024-01-02,-3\n8,2024-01-03,0\n");
        var rows = TestSource.FromRows(["customer_id", "date", "amount"],
        [
            [7, new DateTime(2024, 1, 1), 10.5],
            [7L, new DateOnly(2024, 1, 2), -3m],
            ["8", "2024-01-03", (short)0],
        ]);
        Assert.Equal(Summary(table), Summary(rows));
    }

    [Fact]
    public void DuplicatesAreEqualRecordsHoweverTheyAreWritten()
    {
        Assert.Equal(2, TestSource.FromText("id,customer_id,date,amount\n1,a,2024-01-01,5\n\"1\",\"a\",2024-01-01,\"5\"\n2,a,2024-01-01,5\n1,a,2024-01-01,5\n").DuplicateRows);

        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("a.csv"), "customer_id,date,amount\na,2024-01-01,5\n");
        File.WriteAllText(folder.File("b.csv"), "amount,customer_id,date\n5,a,2024-01-01\n");
        Assert.Equal(1, TestSource.Engine.ReadCsv([folder.File("a.csv"), folder.File("b.csv")], TestSource.Options, progress: null, CancellationToken.None).DuplicateRows);
    }

    // What tells two sales of one day apart is kept, whether or not a text shows it.
    public static TheoryData<string, object?, object?> Different()
    {
        var noon = new DateTime(2024, 1, 1, 12, 0, 0);
        return new()
        {
            { "a millisecond", noon, noon.AddMilliseconds(1) },
            { "a tick", noon, noon.AddTicks(1) },
            { "the kind of a date", noon, DateTime.SpecifyKind(noon, DateTimeKind.Utc) },
            { "a tick of an instant", new DateTimeOffset(noon, TimeSpan.Zero), new DateTimeOffset(noon.AddTicks(1), TimeSpan.Zero) },
            { "the offset of an instant", new DateTimeOffset(noon, TimeSpan.Zero), new DateTimeOffset(noon.AddHours(1), TimeSpan.FromHours(1)) },
            { "the seconds of a time", new TimeOnly(10, 0, 0), new TimeOnly(10, 0, 1) },
            { "a tick of a span", TimeSpan.FromTicks(1), TimeSpan.FromTicks(2) },
            { "the last bit of a double", 0.1, Math.BitIncrement(0.1) },
            { "a digit of a decimal", 1.00000000000000000001m, 1.00000000000000000002m },
            { "a byte", new byte[] { 1, 2 }, new byte[] { 1, 3 } },
            { "an element", new[] { 1, 2 }, new[] { 1, 3 } },
            { "a value by its key", new Dictionary<string, int> { ["a"] = 1 }, new Dictionary<string, int> { ["a"] = 2 } },
            { "the letter case of a text", "a", "A" },
        };
    }

    [Theory]
    [MemberData(nameof(Different), DisableDiscoveryEnumeration = true)]
    public void RowsThatDifferAreNoDuplicates(string by, object? one, object? other)
    {
        var table = TestSource.FromRows(["customer", "date", "amount", "note"], [["a", "2024-01-01", 5, one], ["a", "2024-01-01", 5, other]], TestSource.Options with { DropDuplicate = true });
        Assert.True(table.Rows == 2, by);
        Assert.Equal(1, TestSource.FromRows(["customer", "date", "amount", "note"], [["a", "2024-01-01", 5, one], ["a", "2024-01-01", 5, one]]).DuplicateRows);
    }

    [Fact]
    public void TheTimeOfASaleIsPartOfIt()
    {
        var noon = new DateTime(2024, 1, 1, 12, 0, 0);
        var table = TestSource.FromRows(["customer", "date", "amount"], [["a", noon, 5], ["a", noon.AddMilliseconds(300), 5], ["a", noon, 5]], TestSource.Options with { DropDuplicate = true });
        Assert.Equal((2, 1), (table.Rows, table.DuplicateRows));
    }

    // A single holds seven digits for sure and shows up to nine: the cents of a sum stay what they were written as.
    [Theory]
    [InlineData(45.99f, 45.99)]
    [InlineData(0.1f, 0.1)]
    [InlineData(-19.9f, -19.9)]
    [InlineData(123456.78f, 123456.78)]
    [InlineData(45.989998f, 45.99)]
    [InlineData(16777216f, 16777216)]
    public void SinglesAreWhatTheyWereWrittenAs(float amount, double expected) =>
        Assert.Equal((decimal)expected, TestSource.FromRows(["customer", "date", "amount"], [["a", "2024-01-01", amount]]).Amount);

    [Fact]
    public void RoundingIsAskedForAndReported()
    {
        var options = TestSource.Options with { RoundAmount = true };
        var table = TestSource.FromText("customer_id,date,amount\na,2024-01-01,20.340000000000003\na,2024-01-02,0.00005\na,2024-01-03,-0.00005\na,2024-01-04,1\n", options);
        Assert.Equal(3, table.RoundedRows);
        Assert.Equal(21.34m, table.Amount);
        Assert.Equal(-0.000000000000003m, table.RoundedDifference);
    }

    [Fact]
    public void RowsFromTheFutureDoNotMoveTheAsOfDate()
    {
        var options = TestSource.Options with { Tomorrow = new DateTime(2024, 1, 3) };
        var table = TestSource.FromText("customer_id,date,amount\na,2024-01-01,1\nb,2042-01-01,5\n", options);
        Assert.Equal(new DateTime(2024, 1, 3), table.AsOf);
        Assert.Equal((2, 1, 1, 5m), (table.RowsRead, table.Rows, table.RowsAfterAsOf, table.AmountAfterAsOf));
        Assert.Single(table.Warnings);
    }

    [Fact]
    public void AnAsOfDateAfterImportSeesTheRowsBeforeIt()
    {
        var table = TestSource.FromText("customer_id,date,amount\na,2024-01-01,1\nb,2024-02-01,5\n", TestSource.Options with { AsOf = new DateTime(2024, 2, 1) });
        Assert.Equal(1, table.Rows);
        var later = TestSource.Engine.GetLedger(table, new LedgerQuery { AsOf = new DateTime(2024, 3, 1) }, CancellationToken.None);
        Assert.Equal([1L, 1L], later.Entries.Select(entry => entry.New));
    }

    [Fact]
    public void GroupsCostsAndCurrencyAreKept()
    {
        var options = TestSource.Options with { Columns = new() { Groups = ["region", "channel"], Cost = "cost", Currency = "cur" } };
        var table = TestSource.FromText("customer_id,date,amount,cost,cur,region,channel\na,2024-01-01,10,4,EUR,north,web\nb,2024-01-02,5,1.5,eur,,shop\n", options);
        Assert.Equal((5.5m, "EUR"), (table.Cost, table.Currency));
        Assert.Equal(["region", "channel"], table.GroupColumns);
        var values = TestSource.Engine.GetValue(table, new ValueQuery(), CancellationToken.None);
        Assert.Equal([6m, 3.5m], values.Select(value => value.Margin));
    }

    [Fact]
    public void CustomerValuesSumToTheTable()
    {
        var table = TestSource.FromText("customer_id,date,amount\na,2024-01-01,10\na,2024-01-01,5\na,2024-01-31,15\nb,2024-01-02,7\nb,2024-01-02,-7\nc,2024-01-03,-2\n");
        var values = TestSource.Engine.GetValue(table, new ValueQuery(), CancellationToken.None).ToList();
        Assert.Equal(table.Amount, values.Sum(value => value.Net));
        Assert.Equal((2, 30m, 15m, 30.0), (values[0].PurchaseDays, values[0].Net, values[0].AverageValue, values[0].MeanSpacingDays));
        Assert.Equal((0, null, 0m, -7m), (values[1].PurchaseDays, values[1].FirstActivity, values[1].Net, values[1].Refunds));
        Assert.Equal((0, null, -2m, null), (values[2].PurchaseDays, values[2].LastActivity, values[2].Net, values[2].AverageValue));
    }

    private static byte[] Compress(byte[] content)
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return compressed.ToArray();
    }

    private static TransactionTable Read(string customer, string date, string amount, ImportOptions options) =>
        TestSource.FromText($"customer_id;date;amount\n{customer};{date};{amount}\n", options);

    private static string OnlyId(byte[] csv, ImportOptions options) =>
        TestSource.Engine.GetValue(TestSource.FromBytes(csv, options), new ValueQuery(), CancellationToken.None).Single().CustomerId;

    private static List<object?> Summary(TransactionTable table) =>
        [table.Rows, table.Customers, table.FirstDate, table.LastDate, table.Amount, table.Sales, table.Refunds, table.RefundRows, table.ZeroRows, table.AsOf, table.DuplicateRows];
}
