using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sources;

/// <summary>Each kind of bad input ends in its own error, with its place, and never in a number.</summary>
public sealed class BadInputTests
{
    private const string Header = "customer_id,date,amount\n";
    private const string Good = "a,2024-01-01,10\n";

    private static readonly CultureInfo German = CultureInfo.GetCultureInfo("de-DE");
    private static readonly CultureInfo American = CultureInfo.GetCultureInfo("en-US");

    /// <summary>Name, content, options, error id, what the message must say.</summary>
    private static readonly (string Name, byte[] Content, ImportOptions Options, string ErrorId, string[] Says)[] Cases =
    [
        Case("empty file", "", "FileEmpty", "rows.csv"),
        Case("header only", Header, "NoRows", "rows.csv"),
        Case("no customer column", "who,date,amount\na,2024-01-01,1\n", "ColumnNotFound", "customer", "'who', 'date', 'amount'"),
        Case("no date column", "customer_id,when,amount\na,2024-01-01,1\n", "ColumnNotFound", "date"),
        Case("named column missing", Header + Good, With(columns: new() { Amount = "net" }), "ColumnNotFound", "'net'", "'customer_id', 'date', 'amount'"),
        Case("two candidates", "customer_id,date,amount,total\na,2024-01-01,1,2\n", "ColumnAmbiguous", "'amount', 'total'"),
        Case("duplicate header, recognised", "customer_id,date,amount,amount\na,2024-01-01,1,2\n", "ColumnDuplicate", "'amount'"),
        Case("price of one piece", "customer_id,date,quantity,price\na,2024-01-01,3,2\n", "ColumnAmbiguous", "'price' beside 'quantity'"),
        Case("quote as delimiter", Header + Good, With(delimiter: '"'), "DelimiterInvalid"),
        Case("line break as delimiter", Header + Good, With(delimiter: '\n'), "DelimiterInvalid"),
        Case("format without a year", Header + "a,31.12.,1\n", With(dateFormats: ["dd.MM."]), "DateFormatIncomplete", "'dd.MM.'"),
        Case("format without a date", Header + "a,12:00,1\n", With(dateFormats: ["HH:mm"]), "DateFormatIncomplete", "'HH:mm'"),
        Case("format that is none", Header + "a,x,1\n", With(dateFormats: ["%"]), "DateFormatIncomplete", "'%'"),
        Case("nothing but bad rows", Header + "a,x,1\nb,y,2\n", With(badRow: BadRowAction.Skip), "AllRowsRejected", "line 2"),
        Case("fifteen digits before the point", Header + "a,2024-01-01,922337203685478\n", "AmountOutOfRange", "line 2"),
        Case("fifteen nines", Header + "a,2024-01-01,-999999999999999\n", "AmountOutOfRange", "line 2"),
        Case("duplicate header, named", "customer_id,date,net,net\na,2024-01-01,1,2\n", With(columns: new() { Amount = "net" }), "ColumnDuplicate", "'net'"),
        Case("wrong delimiter", Header + Good, With(delimiter: ';'), "ColumnNotFound", "'customer_id,date,amount'"),
        Case("unknown delimiter", "customer_id:date:amount\na:2024-01-01:1\n", "ColumnNotFound", "'customer_id:date:amount'"),
        Case("short row", Header + Good + "b,2024-01-02\n", "RowRagged", "line 3", "2 fields, the header 3"),
        Case("long row", Header + Good + "b,2024-01-02,1,5\n", "RowRagged", "line 3", "4 fields, the header 3"),
        Case("comma decimal without culture", Header + "a,2024-01-01,1,5\n", "RowRagged", "line 2"),
        Case("quote never closed", Header + Good + "\"b,2024-01-02,1\nc,2024-01-03,1\n", "QuoteUnterminated", "line 3"),
        Case("quote never closed, skipping", Header + Good + "\"b,2024-01-02,1\nc,2024-01-03,1\n", With(badRow: BadRowAction.Skip), "QuoteUnterminated", "line 3"),
        Case("quote never closed in the header", "customer_id,\"date,amount\n" + Good, "QuoteUnterminated", "line 1"),
        Case("stray quote", Header + "a\"b,2024-01-01,1\n", "QuoteMalformed", "line 2"),
        Case("text after a quote", Header + "\"a\"b,2024-01-01,1\n", "QuoteMalformed", "line 2"),
        Case("empty id", Header + Good + ",2024-01-02,1\n", "CustomerMissing", "line 3", "'customer_id'"),
        Case("blank id", Header + Good + " \t,2024-01-02,1\n", "CustomerMissing", "line 3"),
        Case("empty date", Header + "a,,1\n", "DateMissing", "line 2", "'date'"),
        Case("no date", Header + "a,yesterday,1\n", "DateNotReadable", "line 2", "'yesterday'"),
        Case("impossible date", Header + "a,2023-02-30,1\n", "DateImpossible", "line 2", "'2023-02-30'"),
        Case("impossible month", Header + "a,2023-13-01,1\n", "DateImpossible", "line 2"),
        Case("impossible hour", Header + "a,2023-12-01 24:00,1\n", "DateImpossible", "line 2"),
        Case("ambiguous date", Header + "a,01/02/2024,1\n", "DateAmbiguous", "line 2", "2024-02-01", "2024-01-02"),
        Case("date that only one order can read", Header + "a,13/02/2024,1\n", "DateAmbiguous", "2024-02-13"),
        Case("date that no order can read", Header + "a,32/13/2024,1\n", "DateImpossible", "'32/13/2024'"),
        Case("mixed date formats", Header + "a,31/12/2023,1\na,2024-01-01,1\n", With(dateFormats: ["dd/MM/yyyy"]), "DateNotReadable", "line 3", "'2024-01-01'"),
        Case("American date under a German culture", Header + "a,12/31/2023,1\n", With(culture: German), "DateNotReadable", "line 2"),
        Case("empty amount", Header + "a,2024-01-01,\n", "AmountMissing", "line 2", "'amount'"),
        Case("no amount", Header + "a,2024-01-01,ten\n", "AmountNotReadable", "'ten'"),
        Case("exponent", Header + "a,2024-01-01,1e3\n", "AmountNotReadable", "'1e3'"),
        Case("comma decimal", "customer_id;date;amount\na;2024-01-01;1,5\n", "AmountAmbiguous", "is 1.5 only if it is a decimal sign", "line 2"),
        Case("comma decimal or thousands", "customer_id;date;amount\na;2024-01-01;1,500\n", "AmountAmbiguous", "1.500 if", "1500 if", "line 2"),
        Case("one column for customer and date", Header + Good, With(columns: new() { Customer = "date" }), "ColumnUsedTwice", "'date'", "the customer and the date"),
        Case("one column for date and amount", Header + Good, With(columns: new() { Date = "amount" }), "ColumnUsedTwice", "'amount'"),
        Case("one group column twice", Header + Good, With(columns: new() { Groups = ["customer_id", "CUSTOMER_ID"] }), "ColumnUsedTwice", "'customer_id'"),
        Case("id of more than 64 KB", Header + Good + new string('b', (1 << 16) + 1) + ",2024-01-01,1\n", "TextTooLong", "line 3", "'customer_id'"),
        Case("group of more than 64 KB", "customer_id,date,amount,shop\na,2024-01-01,1," + new string('b', (1 << 16) + 1) + "\n", With(columns: new() { Groups = ["shop"] }), "TextTooLong", "line 2", "'shop'"),
        Case("too many columns", Header.TrimEnd() + new string(',', 100_000) + "\n", "TooManyColumns", "rows.csv", "100,000"),
        Case("thousands", "customer_id;date;amount\na;2024-01-01;1,234.56\n", "AmountAmbiguous", "1234.56"),
        Case("comma decimal under an American culture", "customer_id;date;amount\na;2024-01-01;1,5\n", With(culture: American), "AmountAmbiguous", "line 2"),
        Case("point decimal under a German culture", Header + "a,2024-01-01,1.5\n", With(culture: German), "AmountAmbiguous", "line 2"),
        Case("currency sign", Header + "a,2024-01-01,$10\n", "AmountHasCurrencySign", "'$10'"),
        Case("currency sign behind", Header + "a,2024-01-01,10 €\n", With(culture: German), "AmountHasCurrencySign", "'10 €'"),
        Case("five decimals", Header + "a,2024-01-01,20.340000000000003\n", "AmountTooPrecise", "'20.340000000000003'"),
        Case("beyond counting", Header + "a,2024-01-01,922337203685477.5808\n", "AmountOutOfRange", "line 2"),
        Case("far beyond counting", Header + "a,2024-01-01,99999999999999999999999999999999999\n", "AmountOutOfRange", "line 2"),
        Case("two currencies", "customer_id,date,amount,currency\na,2024-01-01,1,EUR\nb,2024-01-01,1,USD\n", "CurrencyMixed", "'EUR', 'USD'"),
        Case("NUL in an id", Header + "a\0,2024-01-01,1\n", "TextHasNul", "line 2"),
        Case("bytes that are no UTF-8", [.. Encoding.UTF8.GetBytes(Header), 0xE9, .. Encoding.UTF8.GetBytes(",2024-01-01,1\n")], TestSource.Options, "TextNotUtf8", "line 2"),
        Case("header that is no UTF-8", [.. Encoding.UTF8.GetBytes("customer_id,date,amount,stra"), 0xDF, .. Encoding.UTF8.GetBytes("e\na,2024-01-01,1,x\n")], TestSource.Options, "HeaderNotUtf8", "rows.csv"),
        Case("bytes beyond the encoding", [.. Encoding.UTF8.GetBytes(Header), 0xE9, .. Encoding.UTF8.GetBytes(",2024-01-01,1\n")], TestSource.Options with { Encoding = Encoding.ASCII }, "TextNotInEncoding", "rows.csv"),
        Case("UTF-16 without a mark", Encoding.Unicode.GetBytes(Header + Good), TestSource.Options, "HeaderHasNul", "rows.csv"),
    ];

    public static IEnumerable<string> Names() => Cases.Select(one => one.Name);

    public static TheoryData<string> CaseNames() => new(Names());

    [Theory]
    [MemberData(nameof(CaseNames))]
    public void EndsInItsError(string name)
    {
        var (_, content, options, errorId, says) = Cases.Single(one => one.Name == name);
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromBytes(content, options));
        Assert.Equal(errorId, error.ErrorId);
        Assert.All(says, text => Assert.Contains(text, error.Message, StringComparison.Ordinal));
        Assert.NotEmpty(error.Remedy);
        if (error.Message.Contains("line ", StringComparison.Ordinal) && errorId != "AllRowsRejected")
        {
            Assert.Matches(":[0-9]+$", Assert.IsType<string>(error.Target));
        }
    }

    [Fact]
    public void MissingFile() => AssertError("FileNotFound", () => TestSource.FromCsv(Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".csv")));

    [Fact]
    public void Directory() => AssertError("PathIsDirectory", () => TestSource.FromCsv(Path.GetTempPath()));

    [Fact]
    public void RecordBeyondTheLimit()
    {
        var note = new string('x', 17 << 20);
        AssertError("RecordTooLong", () => TestSource.FromText($"customer_id,date,amount,note\na,2024-01-01,1,\"{note}\n"));
    }

    // What is there is told: a quote is suspected only where lines end within the record.
    [Theory]
    [InlineData("x", "no line end", "a CSV file", false)]
    [InlineData("\0", "NUL bytes", "-Encoding unicode", false)]
    [InlineData("xx\n", "", "A quote is probably opened", true)]
    public void ARecordBeyondTheLimitIsToldAsWhatItIs(string filler, string says, string remedy, bool quoted)
    {
        var content = string.Concat(Enumerable.Repeat(filler, (17 << 20) / filler.Length));
        var error = Assert.Throws<CustomerMetricsException>(() => TestSource.FromText("customer_id,date,amount,note\na,2024-01-01,1," + (quoted ? "\"" : "") + content));
        Assert.Equal("RecordTooLong", error.ErrorId);
        Assert.Contains(says, error.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void APathWithANulIsNoPath() => AssertError("PathInvalid", () => TestSource.FromCsv("/tmp/a\0b.csv"));

    [Theory]
    [InlineData("a,2024-01-01,x")]
    [InlineData("\"a\"x,2024-01-01,1")]
    public void ALongRecordIsCutInTheRejectFileAndSaysSo(string start)
    {
        using var folder = new TemporaryFolder();
        var rejects = folder.File("rejects.csv");
        var record = start + "," + new string('n', 100_000);
        TestSource.FromText("customer_id,date,amount,note\na,2024-01-01,1,x\n" + record + "\n", TestSource.Options with { BadRow = BadRowAction.Skip, RejectPath = rejects });
        var written = CsvRows.Read(rejects).Single()["Record"];
        Assert.StartsWith(record[..60_000], written, StringComparison.Ordinal);
        Assert.EndsWith(string.Create(CultureInfo.InvariantCulture, $"… [cut: the record is {record.Length:#,0} long]"), written, StringComparison.Ordinal);
        Assert.InRange(written.Length, 1 << 16, (1 << 16) + 60);
    }

    [Theory]
    [InlineData(Good + "b,2024-01-01,x\n", "1 of 2 rows was rejected; its amount is not readable. The first: ")]
    [InlineData(Good + "b,no date,7\n", "1 of 2 rows was rejected; its amount is 7.00. The first: ")]
    [InlineData(Good + "b,2024-01-01,x\nc,no date,7\n", "2 of 3 rows were rejected; their readable amounts sum to 7.00, 1 has no readable amount. The first: ")]
    [InlineData(Good + "b,2024-01-01,x\nc,2024-01-01,y\n", "2 of 3 rows were rejected; their readable amounts sum to 0.00, 2 have no readable amount.")]
    public void TheWarningCountsInWholeSentences(string rows, string expected) =>
        Assert.StartsWith(expected, TestSource.FromText(Header + rows, TestSource.Options with { BadRow = BadRowAction.Report }).Warnings.Single(), StringComparison.Ordinal);

    [Fact]
    public void TheRejectFileIsNotTheInput()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("rows.csv");
        File.WriteAllText(path, Header + Good);
        AssertError("RejectPathIsInput", () => TestSource.FromCsv(path, TestSource.Options with { BadRow = BadRowAction.Skip, RejectPath = Path.Combine(folder.Path, ".", "rows.csv") }));
        Assert.Equal(Header + Good, File.ReadAllText(path));
    }

    [Fact]
    public void RejectPathNeedsAnotherRule() =>
        AssertError("RejectPathWithoutBadRow", () => TestSource.FromText(Header + Good, TestSource.Options with { RejectPath = Path.Combine(Path.GetTempPath(), "rejects.csv") }));

    [Theory]
    [InlineData(BadRowAction.Skip)]
    [InlineData(BadRowAction.Report)]
    public void BadRowsAreCountedWithTheirMoney(BadRowAction action)
    {
        using var folder = new TemporaryFolder();
        var rejects = folder.File("rejects.csv");
        const string rows = "a,2024-01-01,10\n,2024-01-02,2.50\nb,yesterday,1.25\nc,2024-01-03,ten\nd,2024-01-04\n\"e\"x,2024-01-05,7\nf,2024-01-06,=1\ng,2024-01-07,5\n";
        var table = TestSource.FromText(Header + rows, TestSource.Options with { BadRow = action, RejectPath = rejects });
        Assert.Equal(8, table.RowsRead);
        Assert.Equal(2, table.Rows);
        Assert.Equal(6, table.RejectedRows);
        Assert.Equal(15m, table.Amount);
        Assert.Equal(3.75m, table.RejectedAmount);
        Assert.Equal(4, table.RejectedWithoutAmount);
        Assert.Equal(action is BadRowAction.Report ? 1 : 0, table.Warnings.Count);

        var written = CsvRows.Read(rejects);
        Assert.Equal(["3", "4", "5", "6", "7", "8"], written.Select(row => row["Line"]));
        Assert.Equal(["customer_id", "date", "amount", "", "", "amount"], written.Select(row => row["Column"]));
        Assert.Equal(",2024-01-02,2.50", written[0]["Record"]);
        Assert.Equal("\"e\"x,2024-01-05,7", written[4]["Record"]);
    }

    [Fact]
    public void AFailedImportLeavesNoRejectFile()
    {
        using var folder = new TemporaryFolder();
        var options = TestSource.Options with { BadRow = BadRowAction.Skip, RejectPath = folder.File("rejects.csv") };
        AssertError("QuoteUnterminated", () => TestSource.FromText(Header + ",2024-01-01,1\n\"a,2024-01-01,1\n", options));
        Assert.Empty(System.IO.Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void RowsFailLikeFields()
    {
        string[] columns = ["customer_id", "date", "amount"];
        AssertError("CustomerMissing", () => TestSource.FromRows(columns, [["", "2024-01-01", 1]]));
        AssertError("CustomerMissing", () => TestSource.FromRows(columns, [[null, "2024-01-01", 1]]));
        AssertError("DateAmbiguous", () => TestSource.FromRows(columns, [["a", "01/02/2024", 1]]));
        AssertError("AmountTooPrecise", () => TestSource.FromRows(columns, [["a", "2024-01-01", 1.23456m]]));
        AssertError("AmountTooPrecise", () => TestSource.FromRows(columns, [["a", "2024-01-01", 1.23456]]));
        AssertError("AmountNotReadable", () => TestSource.FromRows(columns, [["a", "2024-01-01", double.NaN]]));
        AssertError("AmountOutOfRange", () => TestSource.FromRows(columns, [["a", "2024-01-01", 1e300]]));
        AssertError("AmountMissing", () => TestSource.FromRows(columns, [["a", "2024-01-01", null]]));
        AssertError("NoRows", () => TestSource.FromRows(columns, []));
    }

    [Fact]
    public void StoppingEndsAnImport()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("rows.csv"), Header + Good);
        Assert.ThrowsAny<OperationCanceledException>(() => TestSource.Engine.ReadCsv([folder.File("rows.csv")], TestSource.Options, progress: null, stopped.Token));
    }

    private static void AssertError(string errorId, Func<object> work) => Assert.Equal(errorId, Assert.Throws<CustomerMetricsException>(work).ErrorId);

    private static (string, byte[], ImportOptions, string, string[]) Case(string name, string content, string errorId, params string[] says) =>
        Case(name, content, TestSource.Options, errorId, says);

    private static (string, byte[], ImportOptions, string, string[]) Case(string name, string content, ImportOptions options, string errorId, params string[] says) =>
        (name, Encoding.UTF8.GetBytes(content), options, errorId, says);

    private static (string, byte[], ImportOptions, string, string[]) Case(string name, byte[] content, ImportOptions options, string errorId, params string[] says) =>
        (name, content, options, errorId, says);

    private static ImportOptions With(ColumnMapping? columns = null, char? delimiter = null, CultureInfo? culture = null, string[]? dateFormats = null, BadRowAction badRow = BadRowAction.Stop) =>
        TestSource.Options with { Columns = columns ?? new(), Delimiter = delimiter, Culture = culture, DateFormats = dateFormats ?? [], BadRow = badRow };
}
