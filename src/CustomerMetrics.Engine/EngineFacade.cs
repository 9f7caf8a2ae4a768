using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Engine.Files;
using CustomerMetrics.Engine.Mail;
using CustomerMetrics.Engine.Mail.Smtp;
using CustomerMetrics.Engine.Metrics;
using CustomerMetrics.Engine.Metrics.Acquisition;
using CustomerMetrics.Engine.Metrics.Cohorts;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;
using CustomerMetrics.Engine.Metrics.Groups;
using CustomerMetrics.Engine.Metrics.Journeys;
using CustomerMetrics.Engine.Metrics.Moves;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Metrics.Referrals;
using CustomerMetrics.Engine.Metrics.Renewals;
using CustomerMetrics.Engine.Metrics.Segments;
using CustomerMetrics.Engine.Metrics.Restatements;
using CustomerMetrics.Engine.Metrics.Survival;
using CustomerMetrics.Engine.Metrics.Targets;
using CustomerMetrics.Engine.Metrics.WinBacks;
using CustomerMetrics.Engine.Samples;
using CustomerMetrics.Engine.Sources;
using CustomerMetrics.Engine.Sources.Csv;
using CustomerMetrics.Engine.Sources.Durations;
using CustomerMetrics.Engine.Sources.Reasons;
using CustomerMetrics.Engine.Sources.Referrals;
using CustomerMetrics.Engine.Sources.Scores;
using CustomerMetrics.Engine.Sources.Rows;
using CustomerMetrics.Engine.Sources.Segments;
using CustomerMetrics.Engine.Sources.Spend;
using CustomerMetrics.Engine.Sources.Sql;
using CustomerMetrics.Engine.Sources.Stages;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine;

/// <summary>The engine behind its one door.</summary>
public sealed class EngineFacade : IEngine
{
    public Encoding? FindEncoding(string name) => Encodings.Find(name);

    public IReadOnlyList<string> ReadHeader(string path, ImportOptions options)
    {
        using var file = CsvFile.Open(path, options, _ => { });
        return [.. file.Header];
    }

    public CustomerTable ReadCsv(IReadOnlyList<string> paths, ImportOptions options, IProgress<ImportProgress>? progress, CancellationToken cancellationToken) =>
        CsvImport.Read(paths, options, progress, cancellationToken);

    public IRowImporter ReadRows(string name, ImportOptions options) => new RowImporter(name, options);

    public ConnectedSource Connect(DatabaseOptions database, ImportOptions options, CancellationToken cancellationToken) => SqlConnect.Connect(database, options, cancellationToken);

    public void Resolve(ConnectedSource source, CancellationToken cancellationToken)
    {
        if (source is SqlSource database)
        {
            database.Resolve(cancellationToken);
        }
    }

    public CustomerTable ReadDatabase(DatabaseOptions database, ImportOptions options, CancellationToken cancellationToken) => DatabaseImport.Read(database, options, cancellationToken);

    public IReadOnlyList<string> ListTables(DbConnection connection) => TableList.Read(connection);

    public IReadOnlyList<string> ListColumns(DbConnection connection, string table) => TableList.ReadColumns(connection, table);

    public IDisposable WatchStatements(Action<string> sent) => new StatementWatch(sent);

    public CustomerLedger GetLedger(CustomerSource source, LedgerQuery query, CancellationToken cancellationToken) =>
        LedgerMetric.Compute(source, query, cancellationToken);

    public IEnumerable<ChurnRate> GetChurn(IEnumerable<CustomerLedgerEntry> entries, ChurnQuery query) =>
        entries.SelectMany(entry => ChurnMetric.Compute(entry, query));

    public IEnumerable<CustomerValue> GetValue(CustomerSource source, ValueQuery query, CancellationToken cancellationToken) =>
        ValueMetric.Compute(source, query, cancellationToken);

    public IReadOnlyList<CustomerEquity> GetEquity(CustomerSource source, EquityQuery query, CancellationToken cancellationToken) =>
        EquityMetric.Compute(source, query, cancellationToken);

    public IReadOnlyList<CustomerEquityBridge> GetEquityBridge(CustomerSource source, EquityQuery query, CancellationToken cancellationToken) =>
        BridgeMetric.Compute(source, query, cancellationToken);

    public IEnumerable<ReturnOnCustomer> GetReturn(IEnumerable<CustomerEquityBridge> bridges) =>
        bridges.Where(bridge => bridge.Class is EquityClass.All).Select(ReturnMetric.Compute);

    public CustomerModel FitModel(CustomerSource source, ModelQuery query, CancellationToken cancellationToken) =>
        ModelText.Complete(ModelMetric.Fit(source, query, cancellationToken));

    public RetentionModel FitRetention(IReadOnlyList<long> survivors, double? discountRate, CancellationToken cancellationToken) =>
        RetentionFit.Fit(survivors, discountRate, cancellationToken);

    public CustomerModelTest TestModel(CustomerSource source, ModelTestQuery query, CancellationToken cancellationToken)
    {
        var test = ModelTestMetric.Compute(source, query, cancellationToken);
        return test with { Fit = ModelText.Complete(test.Fit) };
    }

    public void ExportModel(CustomerModel model, string path, FileWriteOptions write) =>
        AtomicFile.Write(path, write, stream => stream.Write(Encoding.UTF8.GetBytes(model.Json + "\n")));

    public CustomerModel ImportModel(string path) => ModelText.Read(TextFile.Read(path, ModelText.MostBytes), path);

    public CustomerModel ReadModel(string json, string origin) => ModelText.Read(json, origin);

    public IEnumerable<CustomerValueEstimate> EstimateValue(IReadOnlyList<CustomerLedgerEntry> entries, ValueEstimateQuery query, CancellationToken cancellationToken) =>
        ValueEstimateMetric.Compute(entries, query, cancellationToken);

    public IReadOnlyList<RevenueRetention> GetRevenueRetention(CustomerSource source, CustomerLedger ledger, LedgerQuery query, RevenueRetentionQuery retention, CancellationToken cancellationToken) =>
        RevenueRetentionMetric.Compute(source, ledger, query, retention, cancellationToken);

    public RevenueRetention GetRevenueRetention(CustomerLedgerEntry entry, RevenueRetentionQuery retention) => RevenueRetentionMetric.Compute(entry, retention);

    public IEnumerable<RetentionImpact> GetRetentionImpact(IReadOnlyList<CustomerLedgerEntry> entries, RetentionQuery query, CancellationToken cancellationToken) =>
        RetentionMetric.Compute(entries, query, cancellationToken);

    public IEnumerable<CustomerMember> GetMembers(CustomerSource source, MemberQuery query, CancellationToken cancellationToken) =>
        MemberMetric.Compute(source, query, cancellationToken);

    public CustomerCohorts GetCohorts(CustomerSource source, CohortQuery query, CancellationToken cancellationToken) =>
        CohortMetric.Compute(source, query, cancellationToken);

    public IEnumerable<CohortMember> GetCohortMembers(CustomerSource source, CohortMemberQuery query, CancellationToken cancellationToken) =>
        CohortMemberMetric.Compute(source, query, cancellationToken);

    public CustomerDurations ReadDurations(IReadOnlyList<string> paths, ImportOptions options, DurationColumns columns, CancellationToken cancellationToken) =>
        DurationCsv.Read(paths, options, columns, cancellationToken);

    public IDurationImporter ReadDurationRows(DurationColumns columns) => new DurationImporter("row", columns);

    public CustomerDurations GetDurations(CustomerSource source, ReasonTable? reasons, DurationQuery query, CancellationToken cancellationToken) =>
        SourceDurations.Ask(source, reasons, query, cancellationToken);

    public IEnumerable<CustomerSurvival> GetSurvival(CustomerDurations durations, SurvivalQuery query) => SurvivalMetric.Compute((GroupedDurations)durations, query);

    public IReadOnlyList<SurvivalTest> TestSurvival(CustomerDurations durations, SurvivalTestQuery query, CancellationToken cancellationToken) =>
        SurvivalTestMetric.Compute((GroupedDurations)durations, query, cancellationToken);

    public ITableImporter<ReasonTable> ReadReasons(ImportOptions options, ReasonDirection direction) => new ReasonImporter(options, direction);

    public CustomerReasons GetReasons(CustomerSource source, ReasonTable reasons, ReasonQuery query, CancellationToken cancellationToken) =>
        ReasonMetric.Compute(source, reasons, query, cancellationToken);

    public ITableImporter<ReferralTable> ReadReferrals(ImportOptions options) => new ReferralImporter(options);

    public ITableImporter<ScoreTable> ReadScores(ImportOptions options) => new ScoreImporter(options);

    public NetPromoterScore GetNetPromoterScore(ScoreTable scores) => PromoterMetric.Compute(scores);

    public EarnedGrowth GetEarnedGrowth(EarnedGrowthFigures figures) => EarnedGrowthMetric.Compute(figures);

    public EarnedGrowths GetEarnedGrowth(CustomerSource source, ReferralSources referrals, LedgerQuery query, bool includeOpen, CancellationToken cancellationToken) =>
        EarnedGrowthMetric.Compute(source, referrals, query, includeOpen, cancellationToken);

    public ReferralRates GetReferralRates(CustomerSource source, ReferralRateQuery query, CancellationToken cancellationToken) => ReferralMetric.Compute(source, query, cancellationToken);

    public IReadOnlyList<ReferralComparison> CompareReferred(CustomerSource source, ReferralSources referrals, DurationQuery query, CancellationToken cancellationToken) =>
        ReferralComparisonMetric.Compute(source, referrals, query, cancellationToken);

    public ITableImporter<StageTable> ReadStages(ImportOptions options) => new StageImporter(options);

    public CustomerJourneys GetJourneys(CustomerSource source, ReasonTable reasons, StageTable stages, ReasonQuery query, bool byPhase, CancellationToken cancellationToken) =>
        JourneyMetric.Compute(source, reasons, stages, query, byPhase, cancellationToken);

    public IEnumerable<CustomerMember> GetReasonMembers(CustomerSource source, ReasonTable reasons, ReasonMemberQuery query, CancellationToken cancellationToken) =>
        ReasonMemberMetric.Compute(source, reasons, query, cancellationToken);

    public CustomerWinBacks GetWinBacks(CustomerSource source, WinBackQuery query, CancellationToken cancellationToken) => WinBackMetric.Compute(source, query, cancellationToken);

    public RenewalRates GetRenewals(CustomerSource source, ReasonTable? reasons, RenewalQuery query, CancellationToken cancellationToken) =>
        RenewalMetric.Compute(source, reasons, query, cancellationToken);

    public IEnumerable<RenewalMember> GetRenewalMembers(CustomerSource source, RenewalMemberQuery query, CancellationToken cancellationToken) =>
        RenewalMemberMetric.Compute(source, query, cancellationToken);

    public CustomerTarget TestTarget(string property, TargetReading reading, TargetReading? before, TargetQuery query) => TargetMetric.Compute(property, reading, before, query);

    public ITableImporter<IReadOnlyList<SegmentRule>> ReadSegmentRules(ImportOptions options, SegmentQuery query) => new SegmentRuleImporter(options, SegmentPlan.Of(query).Bins);

    public CustomerSegments GetSegments(CustomerSource source, SegmentQuery query, CancellationToken cancellationToken) =>
        SegmentMetric.Compute(source, query, cancellationToken);

    public CustomerGroups GetGroups(CustomerSource source, GroupQuery query, CancellationToken cancellationToken) => GroupMetric.Compute(source, query, cancellationToken);

    public IReadOnlyList<CustomerConcentration> GetConcentration(CustomerSource source, GroupQuery query, CancellationToken cancellationToken) =>
        ConcentrationMetric.Compute(source, query, cancellationToken);

    public IEnumerable<GroupMember> GetGroupMembers(CustomerSource source, GroupMemberQuery query, CancellationToken cancellationToken) =>
        GroupMemberMetric.Compute(source, query, cancellationToken);

    public CustomerMoves GetMoves(CustomerSource source, MoveQuery query, CancellationToken cancellationToken) => MoveMetric.Compute(source, query, cancellationToken);

    public CustomerMoveValues GetMoveValues(CustomerSource source, MoveValueQuery query, CancellationToken cancellationToken) => MoveValueMetric.Compute(source, query, cancellationToken);

    public IEnumerable<MoveMember> GetMoveMembers(CustomerSource source, MoveMemberQuery query, CancellationToken cancellationToken) => MoveMemberMetric.Compute(source, query, cancellationToken);

    public IReadOnlyList<AcquisitionBenchmark> GetBenchmarks(ComparedCost? compared) => BenchmarkMetric.Compute(compared);

    public ITableImporter<SpendTable> ReadSpend(ImportOptions options) => new SpendImporter(options);

    public AcquisitionReturns GetAcquisition(CustomerSource source, SpendTable spend, AcquisitionQuery query, CancellationToken cancellationToken) =>
        AcquisitionMetric.Compute(source, (SpendList)spend, query, cancellationToken);

    public IEnumerable<AcquisitionMember> GetAcquisitionMembers(CustomerSource source, AcquisitionMemberQuery query, CancellationToken cancellationToken) => AcquisitionMemberMetric.Compute(source, query, cancellationToken);

    public IEnumerable<ReferralMember> GetReferralMembers(CustomerSource source, ReferralMemberQuery query, CancellationToken cancellationToken) => ReferralMemberMetric.Compute(source, query, cancellationToken);

    public IEnumerable<CustomerDataFinding> TestData(CustomerSource source, DataQuery query, CancellationToken cancellationToken) =>
        DataMetric.Compute(source, query, cancellationToken);

    public CustomerStatement NewStatement(CustomerSource source, StatementQuery query, CancellationToken cancellationToken) =>
        StatementFactory.New(source, query, cancellationToken);

    public CustomerStatement NewStatement(RecordStatementQuery query) => TextCulture.In(query.Culture, () => RecordStatement.Build(query));

    public void ExportStatement(CustomerStatement statement, string path, StatementFormat format, FileWriteOptions write) =>
        StatementWriter.Write(statement, path, format, write);

    public CustomerStatementMail NewMail(CustomerStatement statement, MailQuery query) =>
        TextCulture.In(statement.Culture, () => MailBuilder.Build(statement, query));

    public CustomerStatementMail ChangeMail(CustomerStatementMail mail, MailQuery query) => MailBuilder.Change(mail, query);

    public void ExportMail(CustomerStatementMail mail, string path, FileWriteOptions write)
    {
        var message = MimeWriter.Write(mail);
        AtomicFile.Write(path, write, stream => stream.Write(message));
    }

    public SentStatement SendMail(CustomerStatementMail mail, SmtpOptions options, CancellationToken cancellationToken) => new SmtpSender(TimeProvider.System).Send(mail, options, cancellationToken);

    public IEnumerable<CustomerRestatement> GetRestatement(object earlier, object later, bool includeOpen) => RestatementMetric.Compute(SnapshotOf(earlier), SnapshotOf(later), includeOpen);

    private static StatementSnapshot SnapshotOf(object given) => given is CustomerStatement statement ? StatementSnapshot.Of(statement) : StatementSnapshot.Read((string)given);

    public IEnumerable<SampleTransaction> DrawSample(SampleProcess process, CancellationToken cancellationToken) =>
        SampleGenerator.Draw(process, cancellationToken);

    public CustomerSample ExportSample(SampleProcess process, string path, FileWriteOptions write, CancellationToken cancellationToken) =>
        SampleWriter.Write(process, path, write, cancellationToken);
}
