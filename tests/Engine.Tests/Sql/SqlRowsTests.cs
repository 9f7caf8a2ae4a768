using System;
using System.Collections.Generic;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>The generated sets hold what they are made for.</summary>
public sealed class SqlRowsTests
{
    private static readonly IReadOnlyList<SqlRows> Sets = [.. Enumerable.Range(0, 200).Select(seed => new SqlRows(seed))];

    [Fact]
    public void TheSameSeedIsTheSameSet() => Assert.All(Sets.Take(20), set => Assert.Equal(set.Rows, new SqlRows(set.Seed).Rows));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    [InlineData(100_000)]
    public void ASetHasAsManyRowsAsAsked(int count) => Assert.Equal(count, new SqlRows(1, count).Rows.Count);

    [Theory]
    [InlineData("a day undone", 60)]
    [InlineData("a tie between groups", 60)]
    [InlineData("a zero", 60)]
    [InlineData("blanks at an end", 40)]
    [InlineData("ids apart by case", 15)]
    [InlineData("a customer below zero", 40)]
    [InlineData("a duplicate", 60)]
    [InlineData("29 February", 8)]
    [InlineData("the end of a year", 15)]
    [InlineData("four decimals", 60)]
    [InlineData("a large amount", 15)]
    [InlineData("a row without a group", 40)]
    public void ManySetsHold(string what, int atLeast) => Assert.InRange(Sets.Count(set => Holds(set, what)), atLeast, Sets.Count);

    private static bool Holds(SqlRows set, string what)
    {
        var rows = set.Rows;
        var days = rows.GroupBy(row => (Customer: Id(row), row.Date.Date)).ToList();
        return what switch
        {
            "a day undone" => days.Exists(day => day.Any(row => row.Amount < 0) && day.Any(row => row.Amount > 0) && day.Sum(row => row.Amount) == 0),
            "a tie between groups" => days.Exists(day => day.Where(row => row.Amount == day.Max(other => other.Amount)).DistinctBy(row => row.Region?.Trim() ?? "").Skip(1).Any()),
            "a zero" => rows.Any(row => row.Amount == 0),
            "blanks at an end" => rows.Any(row => row.Customer != Id(row)),
            "ids apart by case" => rows.Select(Id).Distinct().GroupBy(id => id.ToUpperInvariant()).Any(same => same.Skip(1).Any()),
            "a customer below zero" => rows.GroupBy(Id).Any(customer => customer.Sum(row => row.Amount) < 0),
            "a duplicate" => rows.Distinct().Count() < rows.Count,
            "29 February" => rows.Any(row => row.Date is { Month: 2, Day: 29 }),
            "the end of a year" => rows.Any(row => row.Date is { Month: 12, Day: 31 }) && rows.Any(row => row.Date is { Month: 1, Day: 1 }),
            "four decimals" => rows.Any(row => row.Amount != decimal.Round(row.Amount, 3)),
            "a large amount" => rows.Any(row => row.Amount > 9e10m),
            "a row without a group" => rows.Any(row => row.Region is null) && rows.Any(row => row.Region is not null && row.Region.Trim().Length == 0),
            _ => throw new ArgumentOutOfRangeException(nameof(what), what, null),
        };
    }

    private static string Id(SqlRow row) => row.Customer.Trim(' ', '\t', '\r', '\n');
}
