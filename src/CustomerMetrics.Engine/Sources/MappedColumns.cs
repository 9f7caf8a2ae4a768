using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources;

/// <summary>The places of the columns that play a part; -1 is none.</summary>
internal sealed record MappedColumns
{
    public required IReadOnlyList<string> Header { get; init; }

    public required int Count { get; init; }

    public required int Customer { get; init; }

    /// <summary>The day of a transaction, the first day of a term.</summary>
    public required int Date { get; init; }

    /// <summary>The first day after a term, the day of its cancellation, and what its amount is paid for: of subscriptions only.</summary>
    public int End { get; init; } = -1;

    public int Cancel { get; init; } = -1;

    public int BillingPeriod { get; init; } = -1;

    public required int Amount { get; init; }

    public required int Cost { get; init; }

    public required int Currency { get; init; }

    public required int FirstSeen { get; init; }

    public required int Reference { get; init; }

    public required int Order { get; init; }

    public required IReadOnlyList<int> Groups { get; init; }

    /// <summary>Where the order of a sale stands, or the one that a refund takes back.</summary>
    public int ReferenceOf(long amount) => amount >= 0 && Order >= 0 ? Order : Reference;

    /// <summary>The columns by part, as the table tells them.</summary>
    public IReadOnlyDictionary<string, string> ByPart()
    {
        var columns = new Dictionary<string, string>(8)
        {
            ["Customer"] = Header[Customer],
            [End < 0 ? "Date" : "Start"] = Header[Date],
        };
        Add("End", End);
        Add("Cancel", Cancel);
        Add("Amount", Amount);
        Add("BillingPeriod", BillingPeriod);
        Add("Cost", Cost);
        Add("Currency", Currency);
        Add("FirstSeen", FirstSeen);
        Add("Reference", Reference);
        Add("Order", Order);
        for (var i = 0; i < Groups.Count; i++)
        {
            columns[Groups.Count == 1 ? "Group" : Errors.Invariant($"Group{i + 1}")] = Header[Groups[i]];
        }

        return columns;

        void Add(string part, int column)
        {
            if (column >= 0)
            {
                columns[part] = Header[column];
            }
        }
    }
}
