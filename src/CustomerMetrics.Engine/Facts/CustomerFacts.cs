using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Facts.Durations;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Facts.Gaps;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Facts.Ids;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Moves;
using CustomerMetrics.Engine.Facts.Quality;
using CustomerMetrics.Engine.Facts.Renewals;
using CustomerMetrics.Engine.Facts.Summaries;
using CustomerMetrics.Engine.Facts.Totals;
using CustomerMetrics.Engine.Facts.WinBacks;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts;

/// <summary>The questions that may be asked of a source. Each kind of source has its own way to the same answer.</summary>
internal static class CustomerFacts
{
    public static LedgerFact Ledger(CustomerSource source, LedgerQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => LedgerScan.Scan(table.Data, question, cancellationToken),
        TermTable table => LedgerScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => LedgerSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers behind the period that starts on a day.</summary>
    public static IEnumerable<LedgerMember> Members(CustomerSource source, LedgerQuestion question, int startOfPeriod, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => LedgerScan.Members(table.Data, question, startOfPeriod, cancellationToken),
        TermTable table => LedgerScan.Members(table.Data, question, startOfPeriod, cancellationToken),
        SqlSource database => LedgerSql.Members(database, question, startOfPeriod, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>What customers did in a range of periods, in no order that could be relied on.</summary>
    public static void Movements(CustomerSource source, LedgerQuestion question, MovementRange range, MovementTaker take, CancellationToken cancellationToken)
    {
        switch (source)
        {
            case ColumnTable table:
                LedgerScan.Movements(table.Data, question, range, take, cancellationToken);
                break;
            case TermTable table:
                LedgerScan.Movements(table.Data, question, range, take, cancellationToken);
                break;
            case SqlSource database:
                foreach (var (start, member) in LedgerSql.Movements(database, question, range, cancellationToken))
                {
                    take(start, member);
                }

                break;
            default:
                throw Unknown(source);
        }
    }

    /// <summary>From which group to which customers went in a range of periods.</summary>
    public static IReadOnlyList<MoveLine> Moves(CustomerSource source, MoveQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => MoveScan.Scan(table.Data, question, cancellationToken),
        TermTable table => MoveScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => MoveSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>Who was lost at the opening of each period, and who of them came back.</summary>
    public static WinBackFact WinBacks(CustomerSource source, WinBackQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => WinBackScan.Scan(table.Data, question, cancellationToken),
        TermTable table => WinBackScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => WinBackSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The ids of the customers with a row.</summary>
    public static IEnumerable<string> Ids(CustomerSource source, int asOf, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => IdScan.Scan(table.Data, asOf, cancellationToken),
        TermTable table => IdScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => IdSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    public static CohortFact Cohorts(CustomerSource source, CohortQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => CohortScan.Scan(table.Data, null, question, cancellationToken),
        TermTable table => CohortScan.Scan(table.Data, table.Contract, question, cancellationToken),
        SqlSource database => CohortSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers of cohorts, and what they did in one bracket of offsets.</summary>
    public static IEnumerable<CohortFactMember> CohortMembers(CustomerSource source, CohortQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => CohortScan.Members(table.Data, null, question, cancellationToken),
        TermTable table => CohortScan.Members(table.Data, table.Contract, question, cancellationToken),
        SqlSource database => CohortSql.Members(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    public static IReadOnlyList<RenewalLine> Renewals(CustomerSource source, RenewalQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => RenewalScan.Scan(table.Data, null, question, cancellationToken),
        TermTable table => RenewalScan.Scan(table.Data, table.Contract, question, cancellationToken),
        SqlSource database => RenewalSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The terms that ended in a range of periods.</summary>
    public static IEnumerable<RenewalFactMember> RenewalMembers(CustomerSource source, RenewalQuestion question, int first, int last, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => RenewalScan.Members(table.Data, null, question, first, last, cancellationToken),
        TermTable table => RenewalScan.Members(table.Data, table.Contract, question, first, last, cancellationToken),
        SqlSource database => RenewalSql.Members(database, question, first, last, cancellationToken),
        _ => throw Unknown(source),
    };

    public static IEnumerable<CustomerSummary> Summaries(CustomerSource source, int asOf, IReadOnlyList<string> groupBy, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => CustomerSummaryScan.Scan(table.Data, asOf, groupBy),
        SqlSource database => CustomerSummarySql.Ask(database, asOf, groupBy, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>What the rows of each customer come to on some days.</summary>
    public static IEnumerable<CustomerTotal> CustomerTotals(CustomerSource source, TotalQuestion question, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => CustomerTotalScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => CustomerTotalSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The same, added up by group; a group without such rows is left out.</summary>
    public static IReadOnlyList<GroupTotal> GroupTotals(CustomerSource source, TotalQuestion question, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => GroupTotalScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => GroupTotalSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>What all rows come to on some days.</summary>
    public static RowTotal RowTotals(CustomerSource source, int from, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => RowTotalScan.Scan(table.Data, from, asOf, cancellationToken),
        SqlSource database => RowTotalSql.Ask(database, from, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The purchase histories of customers who first bought before a day.</summary>
    public static HistoryFact Histories(CustomerSource source, int asOf, int firstBefore, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => HistoryScan.Scan(table.Data, asOf, firstBefore, source.Refund is RefundRule.Separate, cancellationToken),
        SqlSource database => HistorySql.Ask(database, asOf, firstBefore, source.Refund is RefundRule.Separate, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>What the customers who had bought before a day did from it on.</summary>
    public static HoldOutFact HoldOut(CustomerSource source, int from, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => HoldOutScan.Scan(table.Data, from, asOf, cancellationToken),
        SqlSource database => HoldOutSql.Ask(database, from, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers at a day, those whom models cannot tell apart put together.</summary>
    public static EquityFact Equity(CustomerSource source, int asOf, IReadOnlyList<string> groupBy, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => EquityScan.Scan(table.Data, asOf, source.Refund is RefundRule.Separate, groupBy, cancellationToken),
        SqlSource database => EquitySql.Ask(database, asOf, source.Refund is RefundRule.Separate, groupBy, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers of cohorts at a day, those whom models cannot tell apart put together.</summary>
    public static IReadOnlyList<AcquiredLine> Acquired(CustomerSource source, CohortQuestion question, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => AcquiredScan.Scan(table.Data, question, cancellationToken),
        SqlSource database => AcquiredSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers at the start and at the end of a period, by what they did in it and since a day before it.</summary>
    public static BridgeFact Bridge(CustomerSource source, int before, int start, int end, IReadOnlyList<string> groupBy, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => EquityScan.Bridge(table.Data, before, start, end, source.Refund is RefundRule.Separate, groupBy, cancellationToken),
        SqlSource database => EquitySql.Bridge(database, before, start, end, source.Refund is RefundRule.Separate, groupBy, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers at a day, one by one.</summary>
    public static IEnumerable<CustomerState> States(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => EquityScan.Each(table.Data, asOf, source.Refund is RefundRule.Separate, cancellationToken),
        SqlSource database => EquitySql.Each(database, asOf, source.Refund is RefundRule.Separate, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>How many rows there are, and what they come to.</summary>
    public static TableSummary Totals(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => TableSummary.Of(table.Data, asOf, cancellationToken),
        SqlSource database => TotalSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    public static GapFact Gaps(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => GapScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => GapSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>How long customers stayed, those followed alike put together.</summary>
    public static DurationFact Durations(CustomerSource source, DurationQuestion question, CancellationToken cancellationToken) => source switch
    {
        ColumnTable table => DurationScan.Scan(table.Data, null, question, cancellationToken),
        TermTable table => DurationScan.Scan(table.Data, table.Contract, question, cancellationToken),
        SqlSource database => DurationSql.Ask(database, question, cancellationToken),
        _ => throw Unknown(source),
    };

    public static DailyRowFact DailyRows(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => DailyRowScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => DailyRowSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    public static DuplicateFact Duplicates(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => DuplicateScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => DuplicateSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    public static IdVariantFact IdVariants(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => IdVariantScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => IdVariantSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The refunds; those before the edge may belong to sales before the data begins.</summary>
    public static RefundFact Refunds(CustomerSource source, int asOf, int edge, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => RefundScan.Scan(table.Data, asOf, edge, cancellationToken),
        SqlSource database => RefundSql.Ask(database, asOf, edge, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The customers who first came before the edge.</summary>
    public static LeftEdgeFact LeftEdge(CustomerSource source, int asOf, int edge, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => LeftEdgeScan.Scan(table.Data, asOf, edge, cancellationToken),
        SqlSource database => LeftEdgeSql.Ask(database, asOf, edge, cancellationToken),
        _ => throw Unknown(source),
    };

    public static AmountFact Amounts(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => AmountScan.Scan(table.Data, asOf, cancellationToken),
        SqlSource database => AmountSql.Ask(database, asOf, cancellationToken),
        _ => throw Unknown(source),
    };

    /// <summary>The rows by currency; none where all have one.</summary>
    public static IReadOnlyList<CurrencyFact> Currencies(CustomerSource source, int asOf, CancellationToken cancellationToken) => Transactions(source) switch
    {
        ColumnTable table => CurrencyScan.Scan(table.Data, asOf, cancellationToken),

        // A row of a second currency cannot be read.
        SqlSource => [],
        _ => throw Unknown(source),
    };

    /// <summary>What the dates say about the order of day and month.</summary>
    public static DateOrderTally DateOrders(CustomerSource source) => Transactions(source) switch
    {
        ColumnTable table => table.DateOrders,

        // A date of a database is no text that could be read in two ways.
        SqlSource => new(),
        _ => throw Unknown(source),
    };

    /// <summary>The rows that pass a test of day and amount.</summary>
    public static RowTally Rows<TTest>(CustomerSource source, TTest test, CancellationToken cancellationToken)
        where TTest : struct, IRowTest => Transactions(source) switch
    {
        ColumnTable table => RowScan.Scan(table.Data, test, cancellationToken),
        SqlSource database => RowSql.Ask(database, test, cancellationToken),
        _ => throw Unknown(source),
    };

    // Subscriptions hold no purchases: what these facts ask has no answer there.
    private static CustomerSource Transactions(CustomerSource source) => source.Contract is null ? source : throw new CustomerMetricsException(
        "SubscriptionsHaveNoPurchases",
        FailureKind.InvalidArgument,
        $"{source.Name} holds subscriptions, and this is asked of purchases.",
        "Ask it of transactions, from Import-CustomerTransaction or Connect-CustomerSource. The ledger and its kin work on subscriptions.");

    private static CustomerMetricsException Unknown(CustomerSource source) => new(
        "SourceUnknown",
        FailureKind.NotSupported,
        $"A source of type {source.GetType().Name} did not come from this module.",
        "Make it with Import-CustomerTransaction or Connect-CustomerSource.");
}
