using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Customers in and out per period, in people and in money; it balances or it fails.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerLedger", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerLedgerEntry))]
public sealed class GetCustomerLedgerCommand : GroupedLedgerCommand
{
    private protected override void ProcessSource(CustomerSource source)
    {
        foreach (var entry in GetLedger(source).Entries)
        {
            WriteRecord(entry, entry.Group);
        }
    }
}
