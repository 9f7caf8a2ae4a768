using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Text;
using System.Threading;

namespace CustomerMetrics;

/// <summary>
/// The one door to the engine. The faces see nothing else of it, so its third-party assemblies stay in a load context of their own.
/// </summary>
public interface IEngine
{
    /// <summary>An encoding by the names that people and PowerShell use; null when there is none.</summary>
    Encoding? FindEncoding(string name);

    /// <summary>The column names of a CSV.</summary>
    IReadOnlyList<string> ReadHeader(string path, ImportOptions options);

    /// <summary>Reads one or several CSV files as one data set.</summary>
    CustomerTable ReadCsv(IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken);

    /// <summary>Takes rows one by one; <paramref name="name"/> is what footnotes call them.</summary>
    IRowImporter ReadRows(string name, ImportOptions options);

    /// <summary>A source whose facts are computed in a database. Reads the columns of the table or query, and no row.</summary>
    ConnectedSource Connect(DatabaseOptions database, ImportOptions options, CancellationToken cancellationToken);

    /// <summary>Asks the database for the as-of date and the currency, where they were not given.</summary>
    void Resolve(ConnectedSource source, CancellationToken cancellationToken);

    /// <summary>Reads the rows of a database into memory.</summary>
    CustomerTable ReadDatabase(DatabaseOptions database, ImportOptions options, CancellationToken cancellationToken);

    /// <summary>The tables and views that a connection shows, as -Table takes them.</summary>
    IReadOnlyList<string> ListTables(DbConnection connection);

    /// <summary>The columns of a table, as a connection shows them.</summary>
    IReadOnlyList<string> ListColumns(DbConnection connection, string table);

    /// <summary>Tells the statements that this thread sends to databases, until it is disposed of.</summary>
    IDisposable WatchStatements(Action<string> sent);

    CustomerLedger GetLedger(CustomerSource source, LedgerQuery query, CancellationToken cancellationToken);

    /// <summary>The rates of each entry, in the order of the entries.</summary>
    IEnumerable<ChurnRate> GetChurn(IEnumerable<CustomerLedgerEntry> entries, ChurnQuery query);

    IEnumerable<CustomerValue> GetValue(CustomerSource source, ValueQuery query, CancellationToken cancellationToken);

    /// <summary>The customer equity at each date, group by group.</summary>
    IReadOnlyList<CustomerEquity> GetEquity(CustomerSource source, EquityQuery query, CancellationToken cancellationToken);

    /// <summary>The bridges between consecutive dates, class by class, the classes together last.</summary>
    IReadOnlyList<CustomerEquityBridge> GetEquityBridge(CustomerSource source, EquityQuery query, CancellationToken cancellationToken);

    /// <summary>The return of each bridge of all classes; those of single classes have none.</summary>
    IEnumerable<ReturnOnCustomer> GetReturn(IEnumerable<CustomerEquityBridge> bridges);

    /// <summary>Fits a model of when customers buy and what they spend.</summary>
    CustomerModel FitModel(CustomerSource source, ModelQuery query, CancellationToken cancellationToken);

    /// <summary>Fits a model of contracts to the survivors of one cohort.</summary>
    RetentionModel FitRetention(IReadOnlyList<long> survivors, double? discountRate, CancellationToken cancellationToken);

    /// <summary>How a model foretold what came after the time it was fitted to.</summary>
    CustomerModelTest TestModel(CustomerSource source, ModelTestQuery query, CancellationToken cancellationToken);

    void ExportModel(CustomerModel model, string path, FileWriteOptions write);

    CustomerModel ImportModel(string path);

    /// <summary>A model from its text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="origin">What messages call the place that it came from.</param>
    CustomerModel ReadModel(string json, string origin);

    /// <summary>What a customer is worth on average, by formulas, for each group of a ledger.</summary>
    IEnumerable<CustomerValueEstimate> EstimateValue(IReadOnlyList<CustomerLedgerEntry> entries, ValueEstimateQuery query, CancellationToken cancellationToken);

    /// <summary>Movements of money per period, and what is left of the money of a longer time before.</summary>
    IReadOnlyList<RevenueRetention> GetRevenueRetention(CustomerSource source, CustomerLedger ledger, LedgerQuery query, RevenueRetentionQuery retention, CancellationToken cancellationToken);

    /// <summary>The movements of an entry alone.</summary>
    RevenueRetention GetRevenueRetention(CustomerLedgerEntry entry, RevenueRetentionQuery retention);

    /// <summary>What retention is worth, for each group of a ledger.</summary>
    IEnumerable<RetentionImpact> GetRetentionImpact(IReadOnlyList<CustomerLedgerEntry> entries, RetentionQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind one cell of a ledger.</summary>
    IEnumerable<CustomerMember> GetMembers(CustomerSource source, MemberQuery query, CancellationToken cancellationToken);

    /// <summary>Cohorts of customers by their first activity, and what became of them.</summary>
    CustomerCohorts GetCohorts(CustomerSource source, CohortQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind one cell of a cohort.</summary>
    IEnumerable<CohortMember> GetCohortMembers(CustomerSource source, CohortMemberQuery query, CancellationToken cancellationToken);

    /// <summary>Reads a table of durations from CSV files, several as one.</summary>
    CustomerDurations ReadDurations(IReadOnlyList<string> paths, ImportOptions options, DurationColumns columns, CancellationToken cancellationToken);

    /// <summary>Takes durations row by row.</summary>
    IDurationImporter ReadDurationRows(DurationColumns columns);

    /// <summary>How long the customers of a source stayed, by a rule that declares who is lost, and with reasons why.</summary>
    CustomerDurations GetDurations(CustomerSource source, ReasonTable? reasons, DurationQuery query, CancellationToken cancellationToken);

    /// <summary>How long customers stay, group by group.</summary>
    IEnumerable<CustomerSurvival> GetSurvival(CustomerDurations durations, SurvivalQuery query);

    /// <summary>Whether the groups are lost at one rate, a record for each test.</summary>
    IReadOnlyList<SurvivalTest> TestSurvival(CustomerDurations durations, SurvivalTestQuery query, CancellationToken cancellationToken);

    /// <summary>Takes the reasons of customers from files or rows; <paramref name="direction"/> is that of a table without a column of it.</summary>
    ITableImporter<ReasonTable> ReadReasons(ImportOptions options, ReasonDirection direction);

    /// <summary>The reasons of the movements of a ledger. They add up to it, or there are none.</summary>
    CustomerReasons GetReasons(CustomerSource source, ReasonTable reasons, ReasonQuery query, CancellationToken cancellationToken);

    /// <summary>Takes who referred whom from files or rows.</summary>
    ITableImporter<ReferralTable> ReadReferrals(ImportOptions options);

    /// <summary>Takes answers from 0 to 10 from files or rows.</summary>
    ITableImporter<ScoreTable> ReadScores(ImportOptions options);

    NetPromoterScore GetNetPromoterScore(ScoreTable scores);

    /// <summary>Earned growth of figures that are given.</summary>
    EarnedGrowth GetEarnedGrowth(EarnedGrowthFigures figures);

    /// <summary>Earned growth by period. The parts add up to the ledger, or there are none.</summary>
    EarnedGrowths GetEarnedGrowth(CustomerSource source, ReferralSources referrals, LedgerQuery query, bool includeOpen, CancellationToken cancellationToken);

    /// <summary>Who recommends, and how many come by it. The customers add up to the ledger, or there are none.</summary>
    ReferralRates GetReferralRates(CustomerSource source, ReferralRateQuery query, CancellationToken cancellationToken);

    /// <summary>Referred customers beside all others.</summary>
    IReadOnlyList<ReferralComparison> CompareReferred(CustomerSource source, ReferralSources referrals, DurationQuery query, CancellationToken cancellationToken);

    /// <summary>Takes the stages of the customers' journey from files or rows.</summary>
    ITableImporter<StageTable> ReadStages(ImportOptions options);

    /// <summary>The effort of each stage beside its losses, or of both sides of the purchase.</summary>
    CustomerJourneys GetJourneys(CustomerSource source, ReasonTable reasons, StageTable stages, ReasonQuery query, bool byPhase, CancellationToken cancellationToken);

    /// <summary>The customers behind one line of reasons.</summary>
    IEnumerable<CustomerMember> GetReasonMembers(CustomerSource source, ReasonTable reasons, ReasonMemberQuery query, CancellationToken cancellationToken);

    /// <summary>Of the customers who were lost at the opening of each period, those who came back in it.</summary>
    CustomerWinBacks GetWinBacks(CustomerSource source, WinBackQuery query, CancellationToken cancellationToken);

    /// <summary>How many of the terms that ended in each period were renewed, group by group.</summary>
    RenewalRates GetRenewals(CustomerSource source, ReasonTable? reasons, RenewalQuery query, CancellationToken cancellationToken);

    /// <summary>The terms behind a renewal rate, and what became of them.</summary>
    IEnumerable<RenewalMember> GetRenewalMembers(CustomerSource source, RenewalMemberQuery query, CancellationToken cancellationToken);

    /// <summary>Holds a figure against its limits, and against that of the period before.</summary>
    /// <param name="property">What messages call it.</param>
    /// <param name="reading">The figure.</param>
    /// <param name="before">That of the period before; null where there is none.</param>
    /// <param name="query">The limits.</param>
    CustomerTarget TestTarget(string property, TargetReading reading, TargetReading? before, TargetQuery query);

    /// <summary>Takes the rules of named segments, which are checked against the scores that a query asks for.</summary>
    ITableImporter<IReadOnlyList<SegmentRule>> ReadSegmentRules(ImportOptions options, SegmentQuery query);

    /// <summary>Recency, frequency and money of each customer as scores, and the named segments of these.</summary>
    CustomerSegments GetSegments(CustomerSource source, SegmentQuery query, CancellationToken cancellationToken);

    /// <summary>Revenue, cost and profit of groups of customers. They add up to the rows, or there are none.</summary>
    CustomerGroups GetGroups(CustomerSource source, GroupQuery query, CancellationToken cancellationToken);

    /// <summary>How profit or revenue is spread over the customers.</summary>
    IReadOnlyList<CustomerConcentration> GetConcentration(CustomerSource source, GroupQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind a line of groups.</summary>
    IEnumerable<GroupMember> GetGroupMembers(CustomerSource source, GroupMemberQuery query, CancellationToken cancellationToken);

    /// <summary>From which group to which customers went. Rows and columns are those of the ledger, or there are none.</summary>
    CustomerMoves GetMoves(CustomerSource source, MoveQuery query, CancellationToken cancellationToken);

    /// <summary>The value of a customer in each group, when customers go on to move as they did.</summary>
    CustomerMoveValues GetMoveValues(CustomerSource source, MoveValueQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind a cell of a migration matrix.</summary>
    IEnumerable<MoveMember> GetMoveMembers(CustomerSource source, MoveMemberQuery query, CancellationToken cancellationToken);

    /// <summary>Published costs of acquiring a customer by industry, held against another cost where one is given.</summary>
    IReadOnlyList<AcquisitionBenchmark> GetBenchmarks(ComparedCost? compared);

    /// <summary>Takes what was spent on winning customers from files or rows.</summary>
    ITableImporter<SpendTable> ReadSpend(ImportOptions options);

    /// <summary>What was spent on the customers of each channel and cohort, and what they have brought since.</summary>
    AcquisitionReturns GetAcquisition(CustomerSource source, SpendTable spend, AcquisitionQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind a line of a return on acquisition.</summary>
    IEnumerable<AcquisitionMember> GetAcquisitionMembers(CustomerSource source, AcquisitionMemberQuery query, CancellationToken cancellationToken);

    /// <summary>The customers behind a referral rate.</summary>
    IEnumerable<ReferralMember> GetReferralMembers(CustomerSource source, ReferralMemberQuery query, CancellationToken cancellationToken);

    /// <summary>What is wrong or doubtful in the data, the gravest first; one finding that says so when there is nothing.</summary>
    IEnumerable<CustomerDataFinding> TestData(CustomerSource source, DataQuery query, CancellationToken cancellationToken);

    CustomerStatement NewStatement(CustomerSource source, StatementQuery query, CancellationToken cancellationToken);

    /// <summary>A statement of what cmdlets gave.</summary>
    CustomerStatement NewStatement(RecordStatementQuery query);

    void ExportStatement(CustomerStatement statement, string path, StatementFormat format, FileWriteOptions write);

    CustomerStatementMail NewMail(CustomerStatement statement, MailQuery query);

    /// <summary>A mail with what is asked otherwise.</summary>
    CustomerStatementMail ChangeMail(CustomerStatementMail mail, MailQuery query);

    /// <summary>Writes a mail as it would be sent.</summary>
    void ExportMail(CustomerStatementMail mail, string path, FileWriteOptions write);

    /// <summary>Hands a mail to a server, to all recipients or to none.</summary>
    SentStatement SendMail(CustomerStatementMail mail, SmtpOptions options, CancellationToken cancellationToken);

    /// <summary>What a later statement tells otherwise of the past. Each is a statement, or the full path of its JSON.</summary>
    IEnumerable<CustomerRestatement> GetRestatement(object earlier, object later, bool includeOpen);

    /// <summary>Draws a sample, ordered by date.</summary>
    IEnumerable<SampleTransaction> DrawSample(SampleProcess process, CancellationToken cancellationToken);

    CustomerSample ExportSample(SampleProcess process, string path, FileWriteOptions write, CancellationToken cancellationToken);
}

/// <summary>Opens the engine in its load context.</summary>
public interface IEngineLoader
{
    IEngine Load();
}
