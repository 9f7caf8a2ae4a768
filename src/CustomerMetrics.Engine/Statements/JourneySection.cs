using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Whether the effort is where the losses are, in the last complete period.</summary>
internal static class JourneySection
{
    public static StatementSection Build(StatementScope scope, CustomerJourneys journey)
    {
        var blocks = new List<StatementBlock>();
        var stages = journey.Efforts.Where(line => line.Effort is not null).ToList();
        if (scope.Subject is { } subject && stages is [{ LostWithStage: > 0 }, ..])
        {
            blocks.Add(new StatementText(Finding(scope, subject, stages)));
            blocks.Add(Table(scope, subject, journey));
        }
        else
        {
            blocks.Add(new StatementText("Of nobody who " + scope.Words.LostVerb + " the stage is known that it was for, so effort and losses cannot be compared."));
        }

        return new StatementSection("journey", "Is the effort where the losses are", blocks);
    }

    private static string Finding(StatementScope scope, CustomerLedgerEntry subject, List<JourneyEffort> stages)
    {
        var worst = stages.MaxBy(line => line.Gap)!;
        var most = stages.MaxBy(line => line.EffortShare)!;
        var known = NumberText.Count(worst.LostWithStage) + " of " + NumberText.Count(worst.Total) + " who " + scope.Words.LostVerb + " " + PeriodName.In(subject);
        return "For " + known + " it is known which stage of their journey it was for. \"" + worst.Stage + "\" has " + NumberText.Share(worst.LossShare!.Value) + " of these losses and " + NumberText.Share(worst.EffortShare!.Value)
            + " of the effort" + (worst.Signal is JourneySignal.Red ? "." : ", a difference that may be chance.")
            + (most == worst ? "" : " Most effort goes into \"" + most.Stage + "\": " + NumberText.Share(most.EffortShare!.Value) + ", with " + NumberText.Share(most.LossShare!.Value) + " of the losses.");
    }

    private static StatementTable Table(StatementScope scope, CustomerLedgerEntry subject, CustomerJourneys journey) => new(
        "Effort and losses by stage of the journey, " + PeriodName.Short(subject),
        [
            new("Stage", ValueKind.Text),
            new("Share of effort", ValueKind.Share),
            new(scope.Words.Lost, ValueKind.Count),
            new("Share of losses", ValueKind.Share),
            new("From", ValueKind.Share),
            new("To", ValueKind.Share),
            new("Signal", ValueKind.Signal),
            new("Money", ValueKind.Money),
        ],
        [
            .. journey.Efforts.Select(line => (IReadOnlyList<object?>)[line.Stage, line.EffortShare, line.Lost, line.LossShare, line.LossShareLow, line.LossShareHigh, line.Signal?.ToString(), line.LostValue]),
            ["All", 1.0, journey.Efforts[0].Total, null, null, null, null, journey.Efforts[0].TotalValue],
        ])
    {
        Notes =
        [
            "Shares of losses are of those whose stage is known, with their 95% interval. Green: at least its share of the effort. Yellow: more of the losses than of the effort, which may be chance. Red: more, beyond chance.",
            .. journey.Warnings,
        ],
    };
}
