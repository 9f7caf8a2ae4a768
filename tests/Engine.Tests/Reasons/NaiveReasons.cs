using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>Reasons by the words of the definitions: the members of each period, one by one, and for each the rows of the table that fit.</summary>
internal sealed class NaiveReasons
{
    private readonly ReasonQuery query;
    private readonly List<Row> rows;
    private readonly List<(CustomerLedgerEntry Entry, CustomerMovement Movement, string CustomerId, decimal Value, Row? Reason)> moved = [];

    public NaiveReasons(CustomerSource source, string csv, ReasonQuery query)
    {
        this.query = query;
        rows = [.. csv.Split('\n').Skip(1).Select(line => line.Split(',')).Select(fields => new Row(fields[0], ReasonGiven.Date(fields[1]), fields[2], fields[3], fields[4]))
            .Where(row => string.Equals(row.Direction, query.Direction.ToString(), StringComparison.OrdinalIgnoreCase) && row.Reason.Length > 0 && row.Date < source.AsOf)];
        Ledger = TestSource.Engine.GetLedger(source, query.Ledger, CancellationToken.None).Entries;
        var members = Ledger.SelectMany(entry => Movements().SelectMany(movement => Members(source, entry, movement).Select(member => (entry, movement, member)))).ToList();
        var owners = rows.ToDictionary(row => row, row => members.Where(member => member.member.CustomerId == row.CustomerId && Fits(member.entry, row)).Select(member => (DateTime?)member.entry.Start).Min());
        foreach (var (entry, movement, member) in members)
        {
            var reason = rows.Where(row => row.CustomerId == member.CustomerId && owners[row] == entry.Start)
                .OrderByDescending(row => row.Date).ThenBy(row => row.Reason, StringComparer.Ordinal).FirstOrDefault();
            moved.Add((entry, movement, member.CustomerId, query.Direction is ReasonDirection.Out ? member.OpeningValue : member.ClosingValue, reason));
        }

        Unused = rows.Where(row => owners[row] is null).ToList();
    }

    public IReadOnlyList<CustomerLedgerEntry> Ledger { get; }

    public IReadOnlyList<Row> Unused { get; }

    /// <param name="start">The first day of the period.</param>
    /// <param name="group">The group.</param>
    /// <param name="movement">What the customers did.</param>
    /// <param name="reason">Null for those without one.</param>
    public List<(string CustomerId, decimal Value)> Of(DateTime start, string? group, CustomerMovement movement, string? reason) =>
        [.. moved.Where(one => one.Entry.Start == start && one.Entry.Group == group && one.Movement == movement && one.Reason?.Reason == reason).Select(one => (one.CustomerId, one.Value))];

    private CustomerMovement[] Movements() => query.Direction switch
    {
        ReasonDirection.Out => [CustomerMovement.Lost],
        ReasonDirection.In => [CustomerMovement.New, CustomerMovement.Returned],
        ReasonDirection.Stay => [CustomerMovement.Kept],
        _ => [CustomerMovement.Closing],
    };

    private IEnumerable<CustomerMember> Members(CustomerSource source, CustomerLedgerEntry entry, CustomerMovement movement) => TestSource.Engine.GetMembers(
        source,
        new MemberQuery { Ledger = query.Ledger, Period = entry.Period, Start = entry.Start, Group = entry.Group, Movements = movement is CustomerMovement.Kept ? [CustomerMovement.Kept, CustomerMovement.MovedIn] : [movement] },
        CancellationToken.None);

    private bool Fits(CustomerLedgerEntry entry, Row row)
    {
        var from = query.Direction is not (ReasonDirection.Out or ReasonDirection.In) ? entry.Start
            : query.Ledger.ActivityRule is ActivityRule.Window ? entry.Start.AddDays(-query.Ledger.WindowDays!.Value)
            : Before(entry.Start);
        return row.Date >= from.AddDays(-query.WithinDays) && row.Date < entry.End.AddDays(query.WithinDays);
    }

    private DateTime Before(DateTime start) => query.Ledger.Period switch
    {
        PeriodUnit.Day => start.AddDays(-1),
        PeriodUnit.Week => start.AddDays(-7),
        PeriodUnit.Month => start.AddMonths(-1),
        PeriodUnit.Quarter => start.AddMonths(-3),
        _ => start.AddYears(-1),
    };

    // A class, since two rows may be equal.
    internal sealed class Row(string customerId, DateTime date, string direction, string reason, string source)
    {
        public string CustomerId => customerId;

        public DateTime Date => date;

        public string Direction => direction;

        public string Reason => reason;

        public string Source => source;
    }
}
