using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Moves;
using CustomerMetrics.Engine.Facts.WinBacks;

namespace CustomerMetrics.Engine.Metrics.Moves;

/// <summary>From which group to which customers went. Rows and columns are those of the ledger, or there is no answer.</summary>
internal static class MoveMetric
{
    public static CustomerMoves Compute(CustomerSource source, MoveQuery query, CancellationToken cancellationToken) => Compute(source, query, null, cancellationToken);

    /// <param name="source">The source.</param>
    /// <param name="query">What is asked.</param>
    /// <param name="known">The ledger of the query; null where nobody has asked for it yet.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static CustomerMoves Compute(CustomerSource source, MoveQuery query, CustomerLedger? known, CancellationToken cancellationToken)
    {
        MoveRules.Validate(query);
        var ledger = known ?? LedgerMetric.Compute(source, query.Ledger, cancellationToken);
        var plan = MovePlan.Of(query, ledger.Entries);
        if (ledger.Entries.Count == 0)
        {
            return new([], [], plan.Groups, ledger.Warnings);
        }

        var question = LedgerMetric.QuestionOf(source, query.Ledger, ledger.Entries[0].AsOf);
        var (first, last) = (PeriodCalendar.Day(ledger.Entries[0].Start), PeriodCalendar.Day(ledger.Entries[^1].Start));
        var lines = CustomerFacts.Moves(source, MovePlan.QuestionOf(question, query, first, last), cancellationToken).ToLookup(line => line.Cell.Start);
        var absences = CustomerFacts.WinBacks(source, new(question with { GroupBy = [] }, null) { CountsOnly = true }, cancellationToken).Lines;
        var asked = query with { Ledger = query.Ledger with { AsOf = ledger.Entries[0].AsOf } };
        var periods = ledger.Entries.GroupBy(entry => entry.Start).Select(period => (Entry: period.First(), Cells: Cells(source, asked, plan, [.. period], lines[PeriodCalendar.Day(period.Key)], absences))).ToList();
        return new([.. periods.SelectMany(period => period.Cells)], [.. periods.SelectMany(period => Summary(query, period.Entry, period.Cells))], plan.Groups, ledger.Warnings);
    }

    /// <summary>Of those who were lost before a period, those who are not there at its close.</summary>
    public static bool StaysAway(WinBackLine absence, int period) => absence.Enters <= period && (period < absence.Back || (absence.Back == period && !absence.IsReturned));

    private static List<CustomerMove> Cells(CustomerSource source, MoveQuery query, MovePlan plan, IReadOnlyList<CustomerLedgerEntry> entries, IEnumerable<MoveLine> lines, IReadOnlyList<WinBackLine> absences)
    {
        var entry = entries[0];
        var period = PeriodCalendar.OrdinalOf(query.Ledger.Period, PeriodCalendar.Day(entry.Start));
        var found = lines.Select(line => new Cell(plan, line)).ToList();
        var (people, money) = Differences(entries, found);
        if (people != 0 || money != 0)
        {
            throw Errors.MoveCheckFailed(entry.Period, people, money);
        }

        if (absences.Where(absence => StaysAway(absence, period)).Sum(absence => absence.Customers) is > 0 and var away)
        {
            found.Add(new(CustomerMove.Dormant, CustomerMove.Dormant, MoveDirection.Dormant, away, 0, 0));
        }

        var ofRow = found.GroupBy(cell => cell.From, StringComparer.Ordinal).ToDictionary(row => row.Key, row => row.Sum(cell => cell.Customers), StringComparer.Ordinal);
        var note = NoteOf(query, entry);
        return [.. found.OrderBy(cell => (plan.PlaceOf(cell.From), plan.PlaceOf(cell.To))).Select(Record)];

        CustomerMove Record(Cell cell)
        {
            var all = ofRow[cell.From];
            var interval = note is null ? Interval.Wilson(cell.Customers, all) : (Interval?)null;
            return new()
            {
                Period = entry.Period,
                From = cell.From,
                To = cell.To,
                Direction = cell.Direction,
                Customers = cell.Customers,
                FromCustomers = all,
                Share = note is null ? (double)cell.Customers / all : null,
                Low = interval?.Low,
                High = interval?.High,
                OpeningValue = Money.ToDecimal(cell.OpeningValue),
                ClosingValue = Money.ToDecimal(cell.ClosingValue),
                Change = Money.ToDecimal(cell.ClosingValue - cell.OpeningValue),
                Interval = interval is null ? null : "Wilson",
                Note = note,
                Check = people,
                ValueCheck = money,
                IsComplete = entry.IsComplete,
                LeftEdge = entry.LeftEdge,
                Start = entry.Start,
                End = entry.End,
                Unit = entry.Unit!.Value,
                ActivityRule = entry.ActivityRule,
                WindowDays = entry.WindowDays,
                GraceDays = entry.GraceDays,
                GroupBy = entry.GroupBy,
                Tiers = plan.Tiers,
                AsOf = entry.AsOf,
                TimeZone = entry.TimeZone,
                Currency = entry.Currency,
                Query = query,
                Source = source,
            };
        }
    }

    // Of columns each row and column is a line of the ledger; tiers have none, and add up to the whole.
    private static (long People, decimal Value) Differences(IReadOnlyList<CustomerLedgerEntry> entries, List<Cell> cells)
    {
        var (people, money) = (0L, 0m);
        foreach (var entry in entries)
        {
            var rows = cells.FindAll(cell => cell.IsOpening && (entry.Group is null || cell.From == entry.Group));
            var columns = cells.FindAll(cell => cell.Direction is not MoveDirection.Lost && (entry.Group is null || cell.To == entry.Group));
            Compare(entry.Opening, entry.OpeningValue, rows, cell => cell.OpeningValue);
            Compare(entry.Lost, entry.LostValue, rows.FindAll(cell => cell.Direction is MoveDirection.Lost), cell => cell.OpeningValue);
            Compare(entry.Closing, entry.ClosingValue, columns, cell => cell.ClosingValue);
            Compare(entry.New, entry.NewValue, columns.FindAll(cell => cell.Direction is MoveDirection.New), cell => cell.ClosingValue);
            Compare(entry.Returned, entry.ReturnedValue, columns.FindAll(cell => cell.Direction is MoveDirection.Returned), cell => cell.ClosingValue);
            if (entry.Group is not null)
            {
                Compare(entry.MovedOut, entry.MovedOutValue, rows.FindAll(cell => cell.Direction is MoveDirection.Moved), cell => cell.ClosingValue);
                Compare(entry.MovedIn, entry.MovedInValue, columns.FindAll(cell => cell.Direction is MoveDirection.Moved), cell => cell.ClosingValue);
            }
        }

        return (people, money);

        void Compare(long customers, decimal value, List<Cell> found, Func<Cell, Int128> moneyOf)
        {
            people += Math.Abs(found.Sum(cell => cell.Customers) - customers);
            money += Math.Abs(Sum(found, moneyOf) - value);
        }
    }

    private static IEnumerable<CustomerMoveSummary> Summary(MoveQuery query, CustomerLedgerEntry entry, List<CustomerMove> cells)
    {
        var opening = cells.Where(cell => cell.Direction is not (MoveDirection.New or MoveDirection.Returned or MoveDirection.Dormant)).Sum(cell => cell.Customers);
        var isOrdered = query.Tiers.Count > 0;
        foreach (var direction in Enum.GetValues<MoveDirection>().Where(direction => isOrdered ? direction is not MoveDirection.Moved : direction is not (MoveDirection.Up or MoveDirection.Down)))
        {
            var found = cells.FindAll(cell => cell.Direction == direction);
            var customers = found.Sum(cell => cell.Customers);
            var wasThere = direction is not (MoveDirection.New or MoveDirection.Returned or MoveDirection.Dormant);
            var note = !wasThere ? "they were not there at the opening" : NoteOf(query, entry) ?? (opening == 0 ? "nobody was there at the opening" : null);
            var interval = note is null ? Interval.Wilson(customers, opening) : (Interval?)null;
            var (openingValue, closingValue) = (found.Sum(cell => cell.OpeningValue), found.Sum(cell => cell.ClosingValue));
            yield return new()
            {
                Period = entry.Period,
                Direction = direction,
                Customers = customers,
                Share = note is null ? (double)customers / opening : null,
                Low = interval?.Low,
                High = interval?.High,
                Opening = opening,
                OpeningValue = openingValue,
                ClosingValue = closingValue,
                Change = closingValue - openingValue,
                Interval = interval is null ? null : "Wilson",
                Note = note,
                IsComplete = entry.IsComplete,
                Start = entry.Start,
                End = entry.End,
                Unit = entry.Unit!.Value,
                ActivityRule = entry.ActivityRule,
                WindowDays = entry.WindowDays,
                GraceDays = entry.GraceDays,
                GroupBy = entry.GroupBy,
                Tiers = isOrdered ? MovePlan.Of(query, []).Tiers : null,
                AsOf = entry.AsOf,
                TimeZone = entry.TimeZone,
                Currency = entry.Currency,
            };
        }
    }

    private static string? NoteOf(MoveQuery query, CustomerLedgerEntry entry) => entry.IsComplete || query.IncludeOpen ? null : Errors.Invariant($"the period is open until {entry.End:yyyy-MM-dd}");

    private static decimal Sum(List<Cell> cells, Func<Cell, Int128> moneyOf) => Money.ToDecimal(cells.Aggregate((Int128)0, (sum, cell) => sum + moneyOf(cell)));

    private sealed record Cell(string From, string To, MoveDirection Direction, long Customers, Int128 OpeningValue, Int128 ClosingValue)
    {
        public Cell(MovePlan plan, MoveLine line)
            : this(plan.FromOf(line.Cell), plan.ToOf(line.Cell), plan.DirectionOf(line.Cell.Kind, plan.FromOf(line.Cell), plan.ToOf(line.Cell)), line.Customers, line.OpeningValue, line.ClosingValue)
        {
        }

        public bool IsOpening => Direction is not (MoveDirection.New or MoveDirection.Returned);
    }
}
