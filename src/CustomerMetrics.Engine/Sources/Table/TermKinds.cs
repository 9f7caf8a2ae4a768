using CustomerMetrics.Engine.Sources.Terms;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>How many of the terms that are seen have no end, and how many cover no day.</summary>
internal readonly record struct TermKinds(long Open, long Empty)
{
    public static TermKinds Of(RowColumns columns, int asOf)
    {
        long open = 0, empty = 0;
        for (var row = 0; row < columns.Start[^1]; row++)
        {
            if (columns.Day[row] < asOf)
            {
                open += columns.End![row] == TermReader.Open ? 1 : 0;
                empty += columns.End[row] == columns.Day[row] ? 1 : 0;
            }
        }

        return new(open, empty);
    }
}
