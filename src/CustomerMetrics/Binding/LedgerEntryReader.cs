using System.Collections;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>
/// Reads a ledger entry back from an object that merely looks like one: after a job, a remote session, a CSV, or made by hand.
/// </summary>
internal static class LedgerEntryReader
{
    private static readonly string[] Needed = ["Period", "Opening", "Lost", "Closing"];

    /// <returns>Null when the object is no ledger entry.</returns>
    public static CustomerLedgerEntry? Read(PSObject input)
    {
        if (input.BaseObject is CustomerLedgerEntry entry)
        {
            return entry;
        }

        var entryLike = input.BaseObject is IDictionary dictionary ? Properties(dictionary) : input;
        return Needed.All(name => entryLike.Properties[name] is not null) ? new Reader(entryLike).Read() : null;
    }

    private static PSObject Properties(IDictionary dictionary)
    {
        var made = new PSObject();
        foreach (DictionaryEntry pair in dictionary)
        {
            made.Properties.Add(new PSNoteProperty(pair.Key.ToString(), pair.Value));
        }

        return made;
    }

    private sealed class Reader(PSObject input) : PropertyReader(input)
    {
        public CustomerLedgerEntry Read()
        {
            // Nobody is transient under the period rule.
            var transient = Count("Transient");
            var rule = Choice<ActivityRule>("ActivityRule") ?? (transient > 0 ? ActivityRule.Window : ActivityRule.Period);
            if (rule is ActivityRule.Period && transient > 0)
            {
                throw Unreadable("Transient");
            }

            if (Count("Lost") > Count("Opening"))
            {
                throw Unreadable("Lost");
            }

            return new CustomerLedgerEntry
            {
                Period = Text("Period") ?? "",
                Start = Date("Start") ?? default,
                End = Date("End") ?? default,
                Group = Text("Group"),
                IsComplete = Flag("IsComplete") ?? true,
                Opening = Count("Opening"),
                New = Count("New"),
                Returned = Count("Returned"),
                MovedIn = Count("MovedIn"),
                Lost = Count("Lost"),
                MovedOut = Count("MovedOut"),
                Closing = Count("Closing"),
                Transient = transient,
                Interrupted = Count("Interrupted"),
                Undecided = Count("Undecided"),
                OpeningValue = Money("OpeningValue"),
                NewValue = Money("NewValue"),
                ReturnedValue = Money("ReturnedValue"),
                MovedInValue = Money("MovedInValue"),
                Expansion = Money("Expansion"),
                Contraction = Money("Contraction"),
                LostValue = Money("LostValue"),
                MovedOutValue = Money("MovedOutValue"),
                FxEffect = Money("FxEffect"),
                Expanded = Count("Expanded"),
                Contracted = Count("Contracted"),
                ClosingValue = Money("ClosingValue"),
                TransientValue = Money("TransientValue"),
                OutsideValue = Money("OutsideValue"),
                Check = Whole("Check", -MostCounted, MostCounted) ?? 0,
                ValueCheck = Money("ValueCheck"),
                RowCheck = Money("RowCheck"),
                RefundValue = Money("RefundValue"),
                LeftEdge = Flag("LeftEdge") ?? false,
                Unit = Choice<PeriodUnit>("Unit"),
                ActivityRule = rule,
                WindowDays = (int?)Whole("WindowDays", 0, int.MaxValue),
                GraceDays = (int?)Whole("GraceDays", 0, int.MaxValue),
                AsOf = Date("AsOf") ?? default,
                GroupBy = Text("GroupBy"),
                TimeZone = Text("TimeZone") ?? "",
                Currency = Text("Currency"),
                CustomerDays = Whole("CustomerDays", 0, MostCounted),
                Losses = Whole("Losses", 0, MostCounted),
                DailyLossSum = Real("DailyLossSum"),
                CameBackShare = Real("CameBackShare"),
                PeriodValue = Number("PeriodValue"),
                NegativeCustomers = Count("NegativeCustomers"),
                NegativeOpeningValue = Money("NegativeOpeningValue"),
                NegativeLoss = Money("NegativeLoss"),
                NegativeExpansion = Money("NegativeExpansion"),
                OpeningSquares = Real("OpeningSquares") ?? double.NaN,
                GrossLossSquares = Real("GrossLossSquares") ?? double.NaN,
                GrossLossProducts = Real("GrossLossProducts") ?? double.NaN,
                NetLossSquares = Real("NetLossSquares") ?? double.NaN,
                NetLossProducts = Real("NetLossProducts") ?? double.NaN,
            };
        }

        private protected override CustomerMetricsException Unreadable(string name) => new(
            "LedgerEntryInvalid",
            FailureKind.InvalidData,
            $"The ledger entry of '{Text("Period")}' cannot be read: look at its {name}.",
            "Pipe the entries of Get-CustomerLedger, or what Export-Csv and Import-Csv made of them in the same culture.");
    }
}
