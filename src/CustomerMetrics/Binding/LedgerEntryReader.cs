using System;
using System.Collections;
using System.Globalization;
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

    private sealed class Reader(PSObject input)
    {
        // Far beyond any ledger, and far from where sums of them would overflow.
        private const decimal MostCounted = 1e15m;
        private const decimal MostMoney = 1e25m;

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

        private object? Value(string name) => input.Properties[name]?.Value is { } value ? value is PSObject wrapped ? wrapped.BaseObject : value : null;

        private string? Text(string name) => Value(name) is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

        private long Count(string name) => Whole(name, 0, MostCounted) ?? 0;

        private long? Whole(string name, decimal least, decimal most) => Number(name) switch
        {
            null => null,
            { } number when number == decimal.Truncate(number) && number >= least && number <= most => (long)number,
            _ => throw Unreadable(name),
        };

        private decimal Money(string name) => Number(name) switch
        {
            null => 0,
            { } number when Math.Abs(number) <= MostMoney => number,
            _ => throw Unreadable(name),
        };

        // Export-Csv writes numbers in the culture of its session: without thousands there is only one way to read them.
        private decimal? Number(string name)
        {
            switch (Value(name))
            {
                case null or "":
                    return null;
                case string text:
                    return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var invariant) ? invariant
                        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var local) ? local
                        : throw Unreadable(name);
                case IConvertible number:
                    return Converted(name, () => Convert.ToDecimal(number, CultureInfo.InvariantCulture));
                default:
                    throw Unreadable(name);
            }
        }

        private double? Real(string name)
        {
            switch (Value(name))
            {
                case null or "":
                    return null;
                case string text:
                    return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var invariant) ? Finite(name, invariant)
                        : double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var local) ? Finite(name, local)
                        : throw Unreadable(name);
                case IConvertible number:
                    return Finite(name, Converted(name, () => Convert.ToDouble(number, CultureInfo.InvariantCulture)));
                default:
                    throw Unreadable(name);
            }
        }

        private double Finite(string name, double number) => double.IsNaN(number) || double.IsInfinity(number) ? throw Unreadable(name) : number;

        // Of a date or a letter no number can be made, and a double may be larger than any decimal.
        private T Converted<T>(string name, Func<T> convert)
        {
            try
            {
                return convert();
            }
            catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
            {
                throw Unreadable(name);
            }
        }

        private DateTime? Date(string name) => Value(name) switch
        {
            null or "" => null,
            DateTime date => date,
            string text when DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso) => iso,
            string text when DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out var local) => local,
            string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var invariant) => invariant,
            _ => throw Unreadable(name),
        };

        private bool? Flag(string name) => Value(name) switch
        {
            null or "" => null,
            bool flag => flag,
            string text when bool.TryParse(text, out var flag) => flag,
            _ => throw Unreadable(name),
        };

        private T? Choice<T>(string name)
            where T : struct, Enum
        {
            var text = Text(name);
            return text is null ? null
                : Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(typeof(T), choice) ? choice
                : throw Unreadable(name);
        }

        private CustomerMetricsException Unreadable(string name) => new(
            "LedgerEntryInvalid",
            FailureKind.InvalidData,
            $"The ledger entry of '{input.Properties["Period"]?.Value}' cannot be read: look at its {name}.",
            "Pipe the entries of Get-CustomerLedger, or what Export-Csv and Import-Csv made of them in the same culture.");
    }
}
