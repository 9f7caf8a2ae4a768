using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Sources.Table;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Quality;

/// <summary>A row keeps the number it was read with, whatever happens on the way. The amount of each row is its number, so the two must agree.</summary>
public sealed class RowNumberTests
{
    // More than a chunk of a column, and several batches.
    private const int Many = 150_000;

    private static readonly ImportOptions Options = TestSource.Options with { BadRow = BadRowAction.Skip, Refund = RefundRule.Ignore, DropDuplicate = true };

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void RowsFromFilesKeepTheirNumbers(int badEvery)
    {
        using var folder = new TemporaryFolder();
        var lines = Lines(badEvery).ToList();
        var paths = lines.Chunk(Many / 3).Select((part, i) =>
        {
            var path = folder.File($"{i}.csv");
            File.WriteAllText(path, "customer_id,date,amount\n" + string.Concat(part.Select(line => string.Join(',', line) + "\n")));
            return path;
        }).ToList();
        var table = (TransactionTable)TestSource.Engine.ReadCsv(paths, Options, progress: null, CancellationToken.None);
        AssertNumbered(table, lines);
    }

    [Fact]
    public void RowsOfObjectsKeepTheirNumbers()
    {
        var lines = Lines(7).ToList();
        AssertNumbered(TestSource.FromRows(["customer_id", "date", "amount"], lines, Options), lines);
    }

    [Fact]
    public void NumbersGoOnOverFilesAndPastLeftOutRows()
    {
        var table = TestSource.FromText("customer_id,date,amount\nb,2024-01-09,1\nb,2024-01-02,2\na,no date,3\n\"a\"x,2024-01-01,4\n\na,2024-01-03,5\n", TestSource.Options with { BadRow = BadRowAction.Skip });
        Assert.Equal([2, 1, 5], Numbers(table));
    }

    private static void AssertNumbered(TransactionTable table, List<string[]> lines)
    {
        // Bad dates, refunds and repeats are gone, and the rest are all there.
        var numbers = Numbers(table);
        var kept = lines.Select((line, i) => (line, i)).Where(row => row.line[1].Length == 10 && row.line[2] == (row.i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).Select(row => row.i + 1);
        Assert.Equal(kept, numbers.Order());
        var rows = ((ColumnTable)table).Data;
        Assert.All(numbers.Select((number, row) => (number, row)).Where(pair => rows.Amount[pair.row] != pair.number * 10_000L), pair => Assert.Fail($"Row {pair.number} has the amount {rows.Amount[pair.row]}."));
    }

    private static List<int> Numbers(TransactionTable table)
    {
        var rows = ((ColumnTable)table).Data;
        return [.. rows.RowNumber.Take(rows.Start[^1])];
    }

    private static IEnumerable<string[]> Lines(int badEvery)
    {
        var random = new Random(4);
        var day = new DateTime(2020, 1, 1);
        var repeated = new[] { "c", "2020-01-01", "1" };
        for (var number = 1; number <= Many; number++)
        {
            var line = new[] { "c" + random.Next(5000), day.AddDays(random.Next(1000)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), number.ToString(System.Globalization.CultureInfo.InvariantCulture) };
            if (number == 1)
            {
                line = repeated;
            }
            else if (badEvery > 0 && number % badEvery == 0)
            {
                line[1] = "?";
            }
            else if (number % 11 == 0)
            {
                line[2] = "-" + line[2];
            }
            else if (number % 13 == 0)
            {
                line = repeated;
            }

            yield return line;
        }
    }
}
