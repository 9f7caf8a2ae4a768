using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>The contract rule the slow way: every customer on every day, and the ledger from these days alone.</summary>
internal sealed class ContractOracle
{
    private readonly Dictionary<string, Dictionary<int, DailyStand>> stands = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> known = new(StringComparer.Ordinal);
    private readonly int firstDay;
    private int firstStart;
    private readonly int asOf;

    public ContractOracle(TermCase given)
    {
        asOf = given.AsOf.DayNumber;
        var seen = given.Rows.Where(row => row.Start.DayNumber < asOf).ToList();
        firstDay = seen.Min(row => row.Start.DayNumber);
        foreach (var customer in seen.GroupBy(row => row.Customer, StringComparer.Ordinal))
        {
            var terms = customer.Select(row => PlainTerm.Of(row, given.Rule, given.Dollars)).Where(term => term.Start < term.End).ToList();
            stands[customer.Key] = Enumerable.Range(firstDay, asOf - firstDay + 1).ToDictionary(day => day, day => DailyStand.At(terms, day, given.Rule, asOf));
            var paid = terms.Where(term => term.Money > 0 || (term.Money == 0 && given.Rule.IncludesFree)).Select(term => term.Start);
            var since = given.Rows.Where(row => row.Customer == customer.Key && row.Since is not null).Select(row => row.Since!.Value.DayNumber);
            known[customer.Key] = paid.Concat(since).DefaultIfEmpty(int.MaxValue).Min();
        }
    }

    /// <summary>Who did what in the period that starts on a day.</summary>
    public sealed record Part(string Customer, string Movement, string OpeningGroup, string ClosingGroup, decimal OpeningValue, decimal ClosingValue, decimal FxEffect, bool IsInterrupted, bool IsUndecided);

    public List<Part> Parts(int start, int end, int openingDay)
    {
        var close = Math.Min(end, asOf);
        var parts = new List<Part>();
        foreach (var (customer, days) in stands)
        {
            var open = days.GetValueOrDefault(openingDay) ?? new DailyStand();
            var last = days[close];
            var between = Enumerable.Range(start + 1, close - start).Select(day => days.GetValueOrDefault(day)).OfType<DailyStand>().ToList();
            var isSingle = openingDay == start;
            var isInterrupted = isSingle && open.IsThere && last.IsThere && between.Exists(stand => !stand.IsThere);
            if (open.IsThere || last.IsThere)
            {
                var movement = open.IsThere && last.IsThere ? "Kept" : open.IsThere ? "Lost" : known[customer] >= Math.Max(openingDay, firstStart) ? "New" : "Returned";
                parts.Add(new(customer, movement, open.IsThere ? open.Group : last.Group, last.Group, open.Value, last.Value, movement == "Kept" ? last.EffectSince(open) : 0, isInterrupted, last.IsUndecided));
            }
            else if (isSingle && between.FindLast(stand => stand.IsThere) is { } passing)
            {
                parts.Add(new(customer, "Transient", last.Group, last.Group, 0, passing.Value, 0, false, false));
            }

            if (last.Outside != 0)
            {
                parts.Add(new(customer, "Outside", last.Group, last.Group, 0, last.Outside, 0, false, false));
            }
        }

        return parts;
    }

    /// <summary>The figures of each period and group, by their names.</summary>
    public Dictionary<(int Start, string Group), Dictionary<string, double>> Ledger(PeriodUnit unit, bool isGrouped, int span)
    {
        var lines = new Dictionary<(int, string), Dictionary<string, double>>();
        var starts = Starts(unit).ToList();
        firstStart = starts[0];
        for (var period = 0; period + 1 < starts.Count; period++)
        {
            var (start, end) = (starts[period], starts[period + 1]);
            if (!isGrouped)
            {
                Add(start, "", "Opening", 0);
            }

            foreach (var part in Parts(start, end, period - span + 1 >= 0 ? starts[period - span + 1] : -1))
            {
                AddPart(start, part);
            }

            AddDays(start, end);
        }

        return lines;

        void Add(int start, string group, string name, double value)
        {
            var line = lines.TryGetValue((start, isGrouped ? group : ""), out var found) ? found : lines[(start, isGrouped ? group : "")] = new(StringComparer.Ordinal);
            line[name] = line.GetValueOrDefault(name) + value;
        }

        void AddPart(int start, Part part)
        {
            void Close(string name, decimal value) => Add(start, part.ClosingGroup, name, (double)value);
            void Open(string name, decimal value) => Add(start, part.OpeningGroup, name, (double)value);
            if (part.Movement is "Outside")
            {
                Close("OutsideValue", part.ClosingValue);
                return;
            }

            if (part.Movement is not "Kept")
            {
                Close(part.Movement is "Lost" ? "Ignored" : part.Movement, 1);
                Close(part.Movement is "Lost" ? "Ignored" : part.Movement + "Value", part.ClosingValue);
            }

            if (part.Movement is "Kept" or "New" or "Returned")
            {
                Close("Closing", 1);
                Close("ClosingValue", part.ClosingValue);
                Close("Interrupted", part.IsInterrupted ? 1 : 0);
                Close("Undecided", part.IsUndecided ? 1 : 0);
            }

            if (part.Movement is not ("Kept" or "Lost"))
            {
                return;
            }

            Open("Opening", 1);
            Open("OpeningValue", part.OpeningValue);
            var (opening, closing) = (part.OpeningValue, part.Movement is "Lost" ? 0 : part.ClosingValue - part.FxEffect);
            var isNegative = opening < 0 || closing < 0;
            var gross = part.Movement is "Lost" ? opening : Math.Max(opening - closing, 0);
            Open("NegativeCustomers", isNegative ? 1 : 0);
            Open("NegativeOpeningValue", isNegative ? opening : 0);
            Open("NegativeLoss", isNegative ? gross : 0);
            Open("OpeningSquares", isNegative ? 0 : opening * opening);
            Open("GrossLossSquares", isNegative ? 0 : gross * gross);
            Open("GrossLossProducts", isNegative ? 0 : gross * opening);
            Open("NetLossSquares", isNegative ? 0 : (opening - closing) * (opening - closing));
            Open("NetLossProducts", isNegative ? 0 : (opening - closing) * opening);
            if (part.Movement is "Lost")
            {
                Open("Lost", 1);
                Open("LostValue", opening);
                return;
            }

            Open("FxEffect", part.FxEffect);
            Open("Expansion", Math.Max(closing - opening, 0));
            Open("Contraction", Math.Max(opening - closing, 0));
            Open("Expanded", closing > opening ? 1 : 0);
            Open("Contracted", closing < opening ? 1 : 0);
            Open("NegativeExpansion", isNegative ? Math.Max(closing - opening, 0) : 0);
            if (isGrouped && part.OpeningGroup != part.ClosingGroup)
            {
                Open("MovedOut", 1);
                Open("MovedOutValue", part.ClosingValue);
                Close("MovedIn", 1);
                Close("MovedInValue", part.ClosingValue);
            }
        }

        void AddDays(int start, int end)
        {
            for (var day = Math.Max(start, firstDay); day < Math.Min(end, asOf); day++)
            {
                var there = stands.Values.Where(days => days[day].IsThere).Select(days => (days[day].Group, IsLost: !days[day + 1].IsThere)).ToList();
                foreach (var group in there.GroupBy(customer => isGrouped ? customer.Group : "", StringComparer.Ordinal))
                {
                    var lost = group.Count(customer => customer.IsLost);
                    Add(start, group.Key, "CustomerDays", group.Count());
                    Add(start, group.Key, "Losses", lost);
                    Add(start, group.Key, "DailyLossSum", (double)lost / group.Count());
                }
            }
        }
    }

    // One more than there are periods.
    private IEnumerable<int> Starts(PeriodUnit unit)
    {
        var first = DateOnly.FromDayNumber(firstDay);
        var start = unit switch
        {
            PeriodUnit.Day => first,
            PeriodUnit.Week => first.AddDays(-(((int)first.DayOfWeek + 6) % 7)),
            PeriodUnit.Month => new DateOnly(first.Year, first.Month, 1),
            PeriodUnit.Quarter => new DateOnly(first.Year, (((first.Month - 1) / 3) * 3) + 1, 1),
            _ => new DateOnly(first.Year, 1, 1),
        };
        while (true)
        {
            yield return start.DayNumber;
            if (start.DayNumber >= asOf)
            {
                yield break;
            }

            start = unit switch
            {
                PeriodUnit.Day => start.AddDays(1),
                PeriodUnit.Week => start.AddDays(7),
                PeriodUnit.Month => start.AddMonths(1),
                PeriodUnit.Quarter => start.AddMonths(3),
                _ => start.AddYears(1),
            };
        }
    }
}
