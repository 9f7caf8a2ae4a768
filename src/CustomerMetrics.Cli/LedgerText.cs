using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Cli;

/// <summary>A ledger as aligned text.</summary>
internal static class LedgerText
{
    private static readonly string[] Header = ["Period", "Opening", "New", "Returned", "Lost", "Closing", "OpeningValue", "ClosingValue"];

    public static string Format(IReadOnlyList<CustomerLedgerEntry> entries)
    {
        var rows = entries.Select(Cells).Prepend(Header).ToList();
        var widths = Header.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            text.Append(row[0].PadRight(widths[0]));
            for (var column = 1; column < row.Length; column++)
            {
                text.Append("  ").Append(row[column].PadLeft(widths[column]));
            }

            text.AppendLine();
        }

        return text.ToString();
    }

    private static string[] Cells(CustomerLedgerEntry entry) =>
    [
        entry.IsComplete ? entry.Period : entry.Period + " (open)",
        Count(entry.Opening), Count(entry.New), Count(entry.Returned), Count(entry.Lost), Count(entry.Closing),
        Money(entry.OpeningValue), Money(entry.ClosingValue),
    ];

    private static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Money(decimal value) => value.ToString("#,0.00", CultureInfo.InvariantCulture);
}
