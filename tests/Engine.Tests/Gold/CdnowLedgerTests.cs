using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Gold;

/// <summary>The quarterly ledger of the CDNOW sample, and what must not change it.</summary>
public sealed class CdnowLedgerTests
{
    private const string Header = "customer_id,date,quantity,amount";

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(1998, 7, 1) };

    private static string[] Rows => File.ReadAllLines(GoldFact.Data("cdnow_sample.csv"))[1..];

    private static IReadOnlyList<string> Gold =>
        [.. GoldFact.Value("cdnow.sample.ledger.quarter.periodrule").GetProperty("rows").EnumerateArray().Select(row => string.Join(' ', row.EnumerateArray().Select(cell => Cell(cell.ToString()))))];

    [Fact]
    public void CsvGivesThePublishedLedger() => Assert.Equal(Gold, Ledger(TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv"), Options)));

    [Fact]
    public void RowsGiveThePublishedLedger()
    {
        var source = TestSource.FromRows(Header.Split(','), Rows.Select(row => row.Split(',').ToArray<object?>()), Options);
        Assert.Equal(Gold, Ledger(source));
    }

    [Fact]
    public void TypedRowsGiveThePublishedLedger()
    {
        var rows = Rows.Select(row => row.Split(',')).Select(cells => new object?[]
        {
            cells[0], DateTime.ParseExact(cells[1], "yyyy-MM-dd", CultureInfo.InvariantCulture), int.Parse(cells[2], CultureInfo.InvariantCulture), double.Parse(cells[3], CultureInfo.InvariantCulture),
        });
        Assert.Equal(Gold, Ledger(TestSource.FromRows(Header.Split(','), rows, Options)));
    }

    [Fact]
    public void ShufflingTheRowsChangesNothing()
    {
        var rows = Rows;
        new Random(7).Shuffle(rows);
        Assert.Equal(Gold, Ledger(FromRows(rows, Options)));
    }

    [Fact]
    public void SplittingTheFileInTenChangesNothing()
    {
        using var folder = new TemporaryFolder();
        var paths = Rows.Chunk(700).Select((rows, i) =>
        {
            var path = folder.File($"part{i}.csv");
            File.WriteAllLines(path, rows.Prepend(Header));
            return path;
        }).ToList();
        Assert.Equal(10, paths.Count);
        Assert.Equal(Gold, Ledger(TestSource.Engine.ReadCsv(paths, Options, progress: null, CancellationToken.None)));
    }

    [Fact]
    public void RenamingTheCustomersChangesNothing() =>
        Assert.Equal(Gold, Ledger(FromRows(Rows.Select(row => $"someone else {9999 - int.Parse(row[..4], CultureInfo.InvariantCulture)}{row[4..]}"), Options)));

    [Fact]
    public void ShiftingTheDatesByTwentyEightYearsShiftsThePeriodsOnly()
    {
        var shifted = Rows.Select(row => row.Replace(",1997-", ",2025-", StringComparison.Ordinal).Replace(",1998-", ",2026-", StringComparison.Ordinal));
        var ledger = Ledger(FromRows(shifted, Options with { AsOf = new DateTime(2026, 7, 1) }));
        Assert.Equal(Gold, ledger.Select(line => line.Replace("2025Q", "1997Q", StringComparison.Ordinal).Replace("2026Q", "1998Q", StringComparison.Ordinal)));
    }

    [Fact]
    public void DuplicatesAreCountedAndKept()
    {
        var table = TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv"), Options);
        Assert.Equal(Rows.Length - Rows.Distinct(StringComparer.Ordinal).Count(), table.DuplicateRows);
        Assert.Equal(Rows.Length, table.Rows);
        var dropped = TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv"), Options with { DropDuplicate = true });
        Assert.Equal(Rows.Distinct(StringComparer.Ordinal).Count(), dropped.Rows);
        Assert.Equal(table.Amount - table.DuplicateAmount, dropped.Amount);
    }

    private static TransactionTable FromRows(IEnumerable<string> rows, ImportOptions options) => TestSource.FromText(string.Join('\n', rows.Prepend(Header)), options);

    private static List<string> Ledger(CustomerSource source) =>
        [.. TestSource.Engine.GetLedger(source, new LedgerQuery { Period = PeriodUnit.Quarter }, CancellationToken.None).Entries.Select(entry => string.Join(
            ' ',
            [
                entry.Period, .. new[]
                {
                    entry.Opening, entry.OpeningValue, entry.New, entry.NewValue, entry.Returned, entry.ReturnedValue,
                    entry.Expansion, entry.Contraction, entry.Lost, entry.LostValue, entry.Closing, entry.ClosingValue,
                }.Select(value => Cell(value.ToString(CultureInfo.InvariantCulture))),
            ]))];

    private static string Cell(string value) => decimal.TryParse(value, CultureInfo.InvariantCulture, out var number) ? number.ToString("0.####", CultureInfo.InvariantCulture) : value;
}
