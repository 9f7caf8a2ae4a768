using System.Collections.Generic;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>A cmdlet that answers from the latest complete periods of a ledger, taken together: from a source, or from ledger entries.</summary>
public abstract class AverageCommand : GroupedLedgerCommand
{
    private readonly List<CustomerLedgerEntry> entries = [];

    /// <summary>The margin as a share of revenue.</summary>
    [Parameter]
    public double Margin { get; set; }

    /// <summary>The discount rate of a year.</summary>
    [Parameter]
    public double DiscountRate { get; set; }

    private protected override bool LastIsShown => false;

    private protected override void ProcessSource(CustomerSource source) => WriteAverages(GetLedger(source).Entries);

    private protected override bool TryTake(PSObject input)
    {
        if (ReadEntry(input) is not { } entry)
        {
            return false;
        }

        entries.Add(entry);
        return true;
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (entries.Count > 0)
        {
            Run(() => WriteAverages(entries));
        }
    }

    /// <summary>Answers for the entries of one ledger.</summary>
    private protected abstract void WriteAverages(IReadOnlyList<CustomerLedgerEntry> entries);

    /// <summary>What these parameters say, in a question that its cmdlet makes.</summary>
    private protected T Ask<T>(T query)
        where T : AverageQuery => query with
        {
            Last = IsGiven(nameof(Last)) ? Last : query.Last,
            Margin = IsGiven(nameof(Margin)) ? Margin : null,
            DiscountRate = IsGiven(nameof(DiscountRate)) ? DiscountRate : null,
        };
}
