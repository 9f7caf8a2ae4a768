using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The ledger fact from a database: the parts of the customers, added up to a line for each period and group.</summary>
internal static class LedgerSql
{
    public static LedgerFact Ask(SqlSource source, LedgerQuestion question, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var isPeriod = question.ActivityRule is ActivityRule.Period;
        if (isPeriod && question.Span == 1)
        {
            return Lines(session, source, question, Write(source, question, calendar: null), null, null);
        }

        // The other rules ask for customers at the ends of periods, so these must be known first.
        return FindCalendar(session, source, question) is { } calendar
            ? Lines(session, source, question, Write(source, question, calendar), isPeriod ? null : DailyEventSql.Ask(session, source, question), calendar)
            : Nothing(question);
    }

    /// <summary>The parts of the customers in one period.</summary>
    public static IEnumerable<LedgerMember> Members(SqlSource source, LedgerQuestion question, int startOfPeriod, CancellationToken cancellationToken) =>
        Movements(source, question, new(startOfPeriod, startOfPeriod, []), cancellationToken).Select(movement => movement.Member);

    /// <summary>The parts of the customers in a range of periods, in no order.</summary>
    public static IEnumerable<(int Start, LedgerMember Member)> Movements(SqlSource source, LedgerQuestion question, MovementRange range, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var calendar = FindCalendar(session, source, question);
        if (calendar is null || range.FirstStart >= question.AsOf || calendar.IndexOf(range.LastStart) < 0)
        {
            yield break;
        }

        var text = new SqlText();
        var rows = WriteParts(text, source, question, calendar, range);
        var first = text.Parameter("first_asked", PeriodCalendar.OrdinalOf(question.Period, range.FirstStart));
        var last = text.Parameter("last_asked", PeriodCalendar.OrdinalOf(question.Period, range.LastStart));
        var kinds = range.Kinds.Count == 0 ? "" : $" and kind in ({string.Join(", ", range.Kinds.Select(kind => (int)kind))})";
        var statement = text.Select(
            $"""
            select customer, period, kind, {(rows.IsGrouped ? "opening_grp, closing_grp, " : "")}opening_value, closing_value, interrupted, undecided, unreadable
            from parts
            where (period between {first} and {last}{kinds} and (kind <> {(int)PartKind.Outside} or closing_value <> 0)) or unreadable > 0
            """,
            source.Sql,
            SqlMerge.Lines);
        foreach (var movement in session.Query(statement, row => (calendar.Start(row.Small("period") - calendar.FirstPeriod), Member(rows.IsGrouped, row))))
        {
            yield return movement;
        }
    }

    private static LedgerMember Member(bool isGrouped, SqlRow row) => new(
        row.Text("customer")!,
        (PartKind)row.Small("kind"),
        isGrouped ? row.Text("opening_grp") : null,
        isGrouped ? row.Text("closing_grp") : null,
        row.Units("opening_value"),
        row.Units("closing_value"),
        0,
        row.Number("interrupted") != 0,
        row.Number("undecided") != 0);

    public static PeriodCalendar? FindCalendar(FactSession session, SqlSource source, LedgerQuestion question) =>
        FirstDaySql.Ask(session, source, question.AsOf) is { } first ? new(question.Period, first, question.AsOf - 1) : null;

    private static SqlStatement Write(SqlSource source, LedgerQuestion question, PeriodCalendar? calendar)
    {
        var text = new SqlText();
        var rows = WriteParts(text, source, question, calendar, range: null);
        return LedgerLineSql.Write(text, source.Sql, rows.IsGrouped, hasSteady: question.ActivityRule is ActivityRule.Contract);
    }

    /// <param name="range">The periods asked for, where some are cheaper than all; null asks for all.</param>
    public static RowsSql WriteParts(SqlText text, SqlSource source, LedgerQuestion question, PeriodCalendar? calendar, MovementRange? range)
    {
        var rows = new RowsSql(source, text, question.GroupBy);
        rows.Seen("seen_rows", text.Parameter("as_of", question.AsOf));
        rows.Known();
        switch (question.ActivityRule)
        {
            case ActivityRule.Period:
                PeriodRuleSql.Write(text, source, rows, question, calendar);
                break;
            case ActivityRule.Window:
                WindowRuleSql.Write(text, source, rows, question, calendar!);
                break;
            default:
                var contract = new ContractRuleSql(text, source, rows, question, calendar!);
                if (range is null)
                {
                    contract.WriteLines();
                }
                else
                {
                    contract.WriteMembers(range);
                }

                break;
        }

        return rows;
    }

    private static LedgerFact Lines(FactSession session, SqlSource source, LedgerQuestion question, SqlStatement statement, IReadOnlyList<DailyEvent>? events, PeriodCalendar? calendar)
    {
        var found = session.Query(statement, row => LedgerLineSql.Read(row, source.Sql)).ToList();
        if (found.Count == 0 && calendar is null)
        {
            return Nothing(question);
        }

        var isGrouped = question.GroupBy.Count > 0;
        calendar ??= new PeriodCalendar(question.Period, found.Min(line => line.FirstDay), question.AsOf - 1);
        var groups = GroupNames.Of(found.Select(line => line.Group).Concat(events?.Select(daily => daily.Group) ?? []), isGrouped);
        var book = new LedgerBook(calendar.Count, groups.Count);
        foreach (var line in found)
        {
            var (period, group) = (line.Period - calendar.FirstPeriod, groups.KeyOf(line.Group));
            if (line.Line is { } whole)
            {
                book.Put(period, group, whole);
            }

            if (line.Steady is { } change)
            {
                book.AddSteady(period, group, change);
            }
        }

        book.BookSteady();
        var cameBackShare = events is null ? null : AddEvents(book, events, calendar, groups, question);
        return new(calendar, book.ToLines(groups.Names, isGrouped), calendar.FirstDay, cameBackShare);
    }
    private static double? AddEvents(LedgerBook book, IReadOnlyList<DailyEvent> events, PeriodCalendar calendar, GroupNames groups, LedgerQuestion question)
    {
        var dated = new DatedLossBook(calendar, groups.Count, question.AsOf);
        foreach (var daily in events)
        {
            var group = groups.KeyOf(daily.Group);
            dated.Enter(group, daily.Day, daily.Entered);
            if (daily.Left + daily.Lost > 0)
            {
                dated.Leave(group, daily.Day, daily.Left);
                dated.Lose(group, daily.Day, cameBack: true, daily.CameBack);
                dated.Lose(group, daily.Day, cameBack: false, daily.Lost - daily.CameBack);
            }
        }

        dated.AddTo(book, question.GroupBy.Count > 0);
        return dated.CameBackShare;
    }

    private static LedgerFact Nothing(LedgerQuestion question) => new(null, [], question.AsOf, null);
}
