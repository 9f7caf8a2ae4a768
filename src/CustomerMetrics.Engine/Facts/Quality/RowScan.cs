using System.Threading;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>A test that a row passes or not, by its day and its amount.</summary>
internal interface IRowTest
{
    bool Passes(int day, long amount);
}

/// <summary>Rows from a day on, up to a day that is not among them.</summary>
internal readonly record struct DatedBetween(int From, int To) : IRowTest
{
    public bool Passes(int day, long amount) => day >= From && day < To;
}

/// <summary>Rows of one amount, before a day.</summary>
internal readonly record struct OfAmount(int AsOf, long Amount) : IRowTest
{
    public bool Passes(int day, long amount) => amount == Amount && day < AsOf;
}

/// <summary>Rows, before a day, whose size is outside of two bounds. Rows of zero have no size.</summary>
internal readonly record struct OutsideOf(int AsOf, double Low, double High) : IRowTest
{
    public bool Passes(int day, long amount)
    {
        var size = (double)amount;
        size = size < 0 ? -size : size;
        return day < AsOf && size > 0 && (size < Low || size > High);
    }
}

/// <summary>The rows that pass a test, from columns.</summary>
internal static class RowScan
{
    // The test is a type, so that it costs no call a row.
    public static RowTally Scan<TTest>(RowColumns rows, TTest test, CancellationToken cancellationToken)
        where TTest : struct, IRowTest
    {
        var tally = new RowTally();
        var count = rows.Start[^1];
        for (var row = 0; row < count; row++)
        {
            if ((row & 0xFFFFF) == 0)
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            if (test.Passes(rows.Day[row], rows.Amount[row]))
            {
                tally.Add(rows.RowNumber[row], rows.Amount[row]);
            }
        }

        return tally;
    }
}
