using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>Checks of days: those that are missing, and those far from all others.</summary>
public sealed class DayCheckTests
{
    // A Monday.
    private static readonly DateTime Start = new(2024, 1, 1);

    [Fact]
    public void AnEmptyWeekdayIsMissing()
    {
        var rows = Rows(Start, 70, Weekdays(10), [Day("2024-02-07")]);
        var found = Finding.Of("MissingDay", rows)!;
        Assert.Equal((DataSeverity.Warning, 1, 20m, 1 / 68d), (found.Severity, found.Count, found.Amount, found.Share));

        // 27 weekdays of ten rows before it.
        Assert.Equal([270], found.Examples);
        Assert.Contains(": 2024-02-07. About 10 rows and 20 may be missing", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RunsAreOneExampleEachAndClosedDaysAreNotCounted()
    {
        // Friday to Monday over a closed weekend, and a Thursday.
        var rows = Rows(Start, 70, Weekdays(10), [Day("2024-02-02"), Day("2024-02-05"), Day("2024-02-15")]);
        var found = Finding.Of("MissingDay", rows.Reverse())!;
        Assert.Equal((3, 60m), (found.Count, found.Amount));
        Assert.Equal(2, found.Examples.Length);
        Assert.Contains("2024-02-02 to 2024-02-05, 2024-02-15.", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ALongGapIsMissingFromEndToEnd()
    {
        var gap = Enumerable.Range(0, 56).Select(i => Day("2024-03-04").AddDays(i)).ToHashSet();
        var found = Finding.Of("MissingDay", Rows(Start, 250, Weekdays(3), gap))!;
        Assert.Equal((40, 40 * 6m), (found.Count, found.Amount));
        Assert.Contains("2024-03-04 to 2024-04-26", found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(9, false)]
    [InlineData(10, true)]
    public void FewRowsMakeNoExpectation(int perDay, bool isFound) =>
        Assert.Equal(isFound, Finding.Of("MissingDay", Rows(Start, 70, Weekdays(perDay), [Day("2024-02-07")])) is not null);

    [Fact]
    public void AShortWeekOfFewRowsAddsUp() =>
        Assert.Equal(2, Finding.Of("MissingDay", Rows(Start, 70, Weekdays(5), [Day("2024-02-07"), Day("2024-02-08")]))!.Count);

    [Fact]
    public void ClosedWeekendsAreNotMissing() => Assert.Null(Finding.Of("MissingDay", Rows(Start, 300, Weekdays(50), [])));

    [Fact]
    public void ANewClosingDayIsNotMissing() =>
        Assert.Null(Finding.Of("MissingDay", Rows(Start, 300, day => day.DayOfWeek is DayOfWeek.Monday && day >= Day("2024-05-01") ? 0 : 40, [])));

    [Fact]
    public void BurstsAreNotMissingOnTheDaysBetween() =>
        Assert.Null(Finding.Of("MissingDay", Rows(Start, 300, day => day.Day is 1 or 15 ? 200 : 0, [])));

    [Fact]
    public void ADateMissingInTwoYearsIsAHoliday()
    {
        HashSet<DateTime> holidays = [Day("2024-12-25"), Day("2025-12-25")];
        Assert.Null(Finding.Of("MissingDay", Rows(Start, 800, _ => 12, holidays)));
        Assert.Equal(1, Finding.Of("MissingDay", Rows(Start, 800, _ => 12, [.. holidays, Day("2025-06-11")]))!.Count);
        Assert.Equal(1, Finding.Of("MissingDay", Rows(Start, 400, _ => 12, holidays))!.Count);
    }

    [Fact]
    public void ALongGapIsNoHoliday()
    {
        var gap = Enumerable.Range(0, 40).Select(i => Day("2025-05-20").AddDays(i)).ToHashSet();
        Assert.Equal(41, Finding.Of("MissingDay", Rows(Start, 800, _ => 12, [.. gap, Day("2024-06-11")]))!.Count);
    }

    [Fact]
    public void DataThatEndsBeforeTheAsOfDateIsMissingAtItsEnd()
    {
        var table = Finding.Table(Rows(Start, 70, Weekdays(10), []));
        Assert.Null(Finding.Of("MissingDay", table));
        var found = Finding.Of("MissingDay", table, asOf: Start.AddDays(77))!;
        Assert.Equal((5, 100m), (found.Count, found.Amount));
        Assert.Equal([500], found.Examples);
    }

    [Theory]
    [InlineData("1970-01-01", 51)]
    [InlineData("2034-01-01", 51)]
    public void ARowFarFromAllOthersIsStray(string date, int number)
    {
        var rows = Rows(Start, 70, Weekdays(10), []).ToList();
        rows.Insert(number - 1, $"x,{date},3.25");
        var findings = Finding.All(Finding.Table(rows));

        // The years between are not missing days, and the body alone has a left edge.
        var found = Assert.Single(findings, finding => finding.Severity > DataSeverity.Information);
        Assert.Equal(("StrayDate", DataSeverity.Warning, 1, 3.25m, 1 / 501d), (found.Check, found.Severity, found.Count, found.Amount, found.Share));
        Assert.Equal([number], found.Examples);
        Assert.Contains(date, found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void APauseIsNotStray()
    {
        var rows = Rows(Start, 70, Weekdays(10), []).ToList();

        // Less than half a year away, or more than a few.
        Assert.Null(Finding.Of("StrayDate", rows.Append("x,2024-08-01,1")));
        Assert.Null(Finding.Of("StrayDate", rows.Concat(Enumerable.Range(0, 6).Select(i => $"x{i},2020-01-01,1"))));
        Assert.Null(Finding.Of("StrayDate", "a,2001-01-01,1", "b,2020-01-01,1"));
    }

    private static DateTime Day(string date) => DateTime.ParseExact(date, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Func<DateTime, int> Weekdays(int rows) => day => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 0 : rows;

    // Rows of 2 each, of as many customers as a day has rows.
    private static IEnumerable<string> Rows(DateTime start, int days, Func<DateTime, int> perDay, HashSet<DateTime> without) =>
        Enumerable.Range(0, days).Select(i => start.AddDays(i)).Where(day => !without.Contains(day)).SelectMany(day => Enumerable.Range(0, perDay(day)).Select(i => Finding.Row("c" + i, day, 2)));
}
