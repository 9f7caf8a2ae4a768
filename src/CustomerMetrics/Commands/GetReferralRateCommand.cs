using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Who recommends, how many come by it, and why others do not recommend; with -Compare whether referred customers stay longer and bring more.</summary>
[Cmdlet(VerbsCommon.Get, "ReferralRate", DefaultParameterSetName = "Path")]
[OutputType(typeof(ReferralRate), typeof(ReferralComparison))]
public sealed class GetReferralRateCommand : ReferralCommand
{
    private static readonly string[] PeriodParameters =
        [nameof(Period), nameof(GroupBy), nameof(WarmUp), nameof(Since), nameof(Until), nameof(Last), nameof(Reason), nameof(Top), nameof(IncludeOpen)];

    /// <summary>Why customers do not recommend: files, or rows.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public PSObject[] Reason { get; set; } = [];

    /// <summary>How many reasons of each period stand alone.</summary>
    [Parameter]
    public int Top { get; set; } = 3;

    /// <summary>Referred customers beside all others.</summary>
    [Parameter]
    public SwitchParameter Compare { get; set; }

    [Parameter]
    public SwitchParameter IncludeOpen { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing() => Run(() =>
    {
        if (Compare && Array.Find(PeriodParameters, IsGiven) is { } parameter)
        {
            throw new CustomerMetricsException("ComparisonOfAllTime", FailureKind.InvalidArgument, $"-Compare looks at the whole time of customers, and -{parameter} belongs to periods.", "Ask one after the other.");
        }

        if (IsGiven(nameof(Top)) && Reason.Length == 0)
        {
            throw new CustomerMetricsException("TopWithoutReason", FailureKind.InvalidArgument, "-Top says how many reasons stand alone, and there is no -Reason.", "Give the table of reasons with -Reason.");
        }
    });

    private protected override void ProcessSource(CustomerSource source)
    {
        if (Compare)
        {
            WriteComparison(source);
            return;
        }

        var answer = Engine.GetReferralRates(source, GetQuery(source), StopToken);
        Warn(answer.Warnings);
        foreach (var rate in answer.Rates)
        {
            WriteRecord(rate, rate.Group, Reason.Length == 0 ? "" : "WhyNot");
        }
    }

    private void WriteComparison(CustomerSource source)
    {
        var query = new DurationQuery
        {
            ActivityRule = IsGiven(nameof(ActivityRule)) ? ActivityRule : null,
            WindowDays = IsGiven(nameof(WindowDays)) ? WindowDays : null,
            AsOf = GivenAsOf,
        };
        foreach (var side in Engine.CompareReferred(source, GetReferrals(source), query, StopToken))
        {
            WriteObject(side);
        }
    }

    private ReferralRateQuery GetQuery(CustomerSource source) => new()
    {
        Ledger = GetLedgerQuery() with { GroupBy = GroupBy },
        Sources = GetReferrals(source),
        Reasons = Reason.Length == 0 ? null : ReadReasons(source, Reason, ReasonDirection.NoRefer),
        Top = Top,
        IncludeOpen = IncludeOpen,
    };
}
