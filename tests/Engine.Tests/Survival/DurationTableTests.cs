using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>How tables of durations are read: strictly, by line and column.</summary>
public sealed class DurationTableTests
{
    private static readonly DurationColumns Columns = new() { Duration = "days", Event = "lost" };

    private static readonly DurationColumns All = Columns with { Reason = "why", Entry = "from", Groups = ["plan"] };

    [Theory]
    [InlineData("", "DurationInvalid", "is empty")]
    [InlineData("x", "DurationInvalid", "'x' is no number")]
    [InlineData("\"1,5\"", "DurationInvalid", "'1,5' is no number")]
    [InlineData("1 000", "DurationInvalid", "no number")]
    [InlineData("-1", "DurationInvalid", "-1 is below 0")]
    [InlineData("NaN", "DurationInvalid", "no number")]
    [InlineData("Infinity", "DurationInvalid", "no number")]
    [InlineData("1e400", "DurationInvalid", "no number")]
    [InlineData("1e10", "DurationInvalid", "no length of time")]
    [InlineData("(3)", "DurationInvalid", "no number")]
    [InlineData("2024-01-01", "DurationInvalid", "no number")]
    public void DurationsThatAreNone(string written, string id, string says) => Fails($"days,lost\n5,1\n{written},1\n", Columns, id, "lives.csv, line 3, column 'days'", says);

    [Theory]
    [InlineData("")]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("0.5")]
    [InlineData("yes")]
    [InlineData("lost")]
    [InlineData("NaN")]
    public void EventsThatSayNothing(string written) => Fails($"days,lost\n5,{written}\n", Columns, "EventUnknown", "lives.csv, line 2, column 'lost'");

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("late")]
    public void EntriesThatCannotBe(string written) => Fails($"days,lost,why,from,plan\n5,1,,{written},a\n", All, "EntryInvalid", "line 2, column 'from'");

    [Fact]
    public void AReasonWithoutALoss() => Fails("days,lost,why,from,plan\n5,1,price,,a\n5,0,price,,a\n", All, "ReasonWithoutLoss", "line 3, column 'why'");

    [Theory]
    [InlineData("days,lost\n5,1,1\n", "RowRagged")]
    [InlineData("days,lost\n5\n", "RowRagged")]
    [InlineData("days,lost\n\"5\"x,1\n", "QuoteMalformed")]
    [InlineData("days,lost\n\"5,1\n", "QuoteUnterminated")]
    [InlineData("days,lost\n", "NoRows")]
    [InlineData("", "FileEmpty")]
    [InlineData("days,event\n5,1\n", "ColumnNotFound")]
    [InlineData("days,lost,lost\n5,1,1\n", "ColumnDuplicate")]
    public void FilesThatAreNoTable(string csv, string id) => Fails(csv, Columns, id, "lives.csv");

    [Fact]
    public void NamesThatAreNoText()
    {
        Fails("days,lost,why,from,plan\n5,1,,,a\0b\n", All, "TextHasNul", "column 'plan'");
        Fails("days,lost,why,from,plan\n5,1," + new string('x', 70_000) + ",,a\n", All, "TextTooLong", "column 'why'");
        var failure = Assert.Throws<CustomerMetricsException>(() => DurationRows.OfBytes([.. "days,lost,why,from,plan\n5,1,,,"u8, 0xE9, (byte)'\n'], All));
        Assert.Equal("TextNotUtf8", failure.ErrorId);
        Assert.Equal("é", DurationsByGroup(DurationRows.OfBytes([.. "days,lost,why,from,plan\n5,1,,,"u8, 0xE9, (byte)'\n'], All, TestSource.Options with { Encoding = Encoding.Latin1 })).Single().Group);
    }

    [Fact]
    public void WithoutAnEventNobodyKnowsWhoWasLost()
    {
        Fails("days\n5\n", new() { Duration = "days" }, "EventColumnMissing", "lives.csv");
        Fails("days,lost\n5,1\n", Columns with { Reason = "lost" }, "ColumnUsedTwice", "'lost'");
        Fails("days,lost\n5,1\n", Columns with { Groups = ["lost", "lost"] }, "ColumnUsedTwice", "'lost'");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("1.0")]
    [InlineData("true")]
    [InlineData(" TRUE ")]
    [InlineData("+1")]
    public void WhatSaysLost(string written) => Assert.Equal((1, 0), Counts($"days,lost\n5,{written}\n"));

    [Theory]
    [InlineData("0")]
    [InlineData("0.0")]
    [InlineData("False")]
    public void WhatSaysStillThere(string written) => Assert.Equal((0, 1), Counts($"days,lost\n5,{written}\n"));

    [Fact]
    public void NumbersInTheirCulture()
    {
        var german = DurationRows.OfCsv("days;lost\n1,5;1\n2,5;0\n", Columns with { Culture = new CultureInfo("de-DE") });
        Assert.Equal([1.5, 2.5], TestSource.Engine.GetSurvival(german, new()).Single().Curve.Select(point => point.Age));
        Fails("days;lost\n1.5;1\n", Columns with { Culture = new CultureInfo("de-DE") }, "DurationInvalid", "line 2");
    }

    [Fact]
    public void ReasonsAloneTellWhoWasLost()
    {
        var durations = DurationRows.OfCsv("days,why\n5,price\n6,\n7,moved\n", new() { Duration = "days", Reason = "why" });
        Assert.Equal(["moved", "price"], durations.Reasons);
        var survival = TestSource.Engine.GetSurvival(durations, new()).Single();
        Assert.Equal((2, 1), (survival.Lost, survival.Censored));

        // With an event, a loss without a reason is one of its own.
        Assert.Equal(["(none)", "price"], DurationRows.OfCsv("days,lost,why\n5,1,price\n6,1,\n7,0,\n", new() { Duration = "days", Event = "lost", Reason = "why" }).Reasons);
    }

    [Fact]
    public void RowsOfObjectsAreReadAlike()
    {
        var lives = DurationRows.OfRows(["days", "lost"], [[5, true], [5.5, 0], [6m, 1.0], [7L, false], ["8", "1"], [9f, (byte)1]], Columns);
        var survival = TestSource.Engine.GetSurvival(lives, new()).Single();
        Assert.Equal([5, 5.5, 6, 7, 8, 9], survival.Curve.Select(point => point.Age));
        Assert.Equal([1, 0, 1, 0, 1, 1], survival.Curve.Select(point => point.Lost));
        foreach (var (row, id) in new (object?[], string)[] { ([double.NaN, 1], "DurationInvalid"), ([null, 1], "DurationInvalid"), ([true, 1], "DurationInvalid"), ([5, null], "EventUnknown"), ([5, 'x'], "EventUnknown"), ([-5m, 1], "DurationInvalid") })
        {
            var failure = Assert.Throws<CustomerMetricsException>(() => DurationRows.OfRows(["days", "lost"], [[1, 1], row], Columns));
            Assert.Equal(id, failure.ErrorId);
            Assert.StartsWith("rows from the pipeline, row 2, column", failure.Message);
        }
    }

    [Fact]
    public void SeveralFilesAreOneTableWhateverTheOrderOfTheirColumns()
    {
        using var folder = new TemporaryFolder();
        var (first, second) = (folder.File("first.csv"), folder.File("second.csv"));
        File.WriteAllText(first, "days,lost\n5,1\n");
        File.WriteAllText(second, "lost,x,days\n0,y,6\n");
        var durations = TestSource.Engine.ReadDurations([first, second], TestSource.Options, Columns, CancellationToken.None);
        Assert.Equal((2, "first.csv, second.csv"), (durations.Customers, durations.Name));
        Assert.Equal([5, 6], TestSource.Engine.GetSurvival(durations, new()).Single().Curve.Select(point => point.Age));
    }

    [Fact]
    public void GroupsOfSeveralColumns()
    {
        var groups = DurationsByGroup(DurationRows.OfCsv("days,lost,plan,land\n1,1,b,de\n2,1,a,fr\n3,1,,\n4,1,b,de\n", Columns with { Groups = ["plan", "land"] }));
        Assert.Equal([("(none) | (none)", 1), ("a | fr", 1), ("b | de", 2)], groups.Select(group => (group.Group!, group.Customers)));
        Assert.Equal("plan, land", groups[0].GroupBy);
    }

    [Fact]
    public void AMomentIsADuration()
    {
        var survival = TestSource.Engine.GetSurvival(DurationRows.OfCsv("days,lost\n0,1\n-0,1\n0,0\n", Columns), new()).Single();
        Assert.Equal((0, 3), (survival.Curve.Single().Age, survival.Curve[0].AtRisk));
        Assert.Equal(2, survival.Hazard.Single().Lost);
        Assert.Null(survival.Hazard[0].Hazard);
    }

    private static CustomerSurvival[] DurationsByGroup(CustomerDurations durations) => [.. TestSource.Engine.GetSurvival(durations, new())];

    private static (long Lost, long Censored) Counts(string csv)
    {
        var survival = TestSource.Engine.GetSurvival(DurationRows.OfCsv(csv, Columns), new()).Single();
        return (survival.Lost, survival.Censored);
    }

    private static void Fails(string csv, DurationColumns columns, string id, params string[] says)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => DurationRows.OfCsv(csv, columns));
        Assert.Equal(id, failure.ErrorId);
        Assert.NotEmpty(failure.Remedy);
        Assert.All(says, said => Assert.Contains(said, failure.Message));
    }
}
