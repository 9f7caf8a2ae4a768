using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Metrics.Survival;

/// <summary>How long the customers of a statement stay, where a rule says who is lost.</summary>
internal static class StatementSurvivalMetric
{
    /// <summary>Whether a rule says who is lost.</summary>
    public static bool CanAsk(ActivityRule rule) => rule is not ActivityRule.Period;

    public static CustomerSurvival? Compute(CustomerSource source, CustomerLedger ledger, CancellationToken cancellationToken)
    {
        if (ledger.Entries.Count == 0 || !CanAsk(ledger.Entries[0].ActivityRule))
        {
            return null;
        }

        var entry = ledger.Entries[0];
        var durations = SourceDurations.Ask(source, null, new DurationQuery { ActivityRule = entry.ActivityRule, WindowDays = entry.WindowDays, AsOf = entry.AsOf }, cancellationToken);
        return SurvivalMetric.Compute(durations, new SurvivalQuery { AgeUnit = AgeUnit.Month }).SingleOrDefault();
    }
}
