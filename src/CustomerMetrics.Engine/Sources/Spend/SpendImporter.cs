using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Spend;

/// <summary>Reads a table of spend: a row for each channel and time.</summary>
internal sealed class SpendImporter(ImportOptions options) : SideTableImporter<SpendColumns, SpendTable>(options, SpendColumns.Parameter)
{
    private readonly List<GivenSpend> given = [];

    public override SpendTable Complete() => given.Count == 0
        ? throw new CustomerMetricsException("NoRows", FailureKind.InvalidData, "The table of spend has no rows.", "Give a row for each channel and period, with its cost.")
        : new SpendList
        {
            Name = Name,
            Rows = given.Count,
            Channels = [.. given.Select(row => row.Channel).Distinct(StringComparer.Ordinal).Order(GroupNames.Order)],
            Spend = Money.ToDecimal(given.Aggregate(Int128.Zero, (sum, row) => sum + row.Units)),
            Given = given,
        };

    protected override SpendColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => SpendColumns.Map(header, mapper);

    protected override void Take(SpendColumns mapped, SideRow row)
    {
        var channel = row.Text(mapped.Channel);
        var (first, last) = TimeOf(mapped, row);
        var units = row.Amount(mapped.Cost);
        if (units < 0)
        {
            throw row.Refused(new("SpendInvalid", mapped.Header[mapped.Cost], "the cost is below 0", "Give a cost from 0 on; take a credit from the period that it belongs to."));
        }

        given.Add(new(channel.Length == 0 ? GroupNames.None : channel, first, last, units, row.Place, mapped.Header[mapped.Period < 0 ? mapped.Start : mapped.Period]));
    }

    private static (int First, int Last) TimeOf(SpendColumns mapped, SideRow row)
    {
        if (mapped.Period >= 0)
        {
            return SpendPeriod.Read(row.Text(mapped.Period)) ?? (row.Day(mapped.Period), row.Day(mapped.Period));
        }

        var (first, last) = (row.Day(mapped.Start), row.Day(mapped.End));
        return first <= last ? (first, last) : throw row.Refused(new("SpendTimeInvalid", mapped.Header[mapped.End], "the last day is before the first", "Give the first and the last day of the time that was paid for."));
    }
}
