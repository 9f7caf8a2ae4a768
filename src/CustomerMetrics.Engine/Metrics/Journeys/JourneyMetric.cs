using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Reasons;
using CustomerMetrics.Engine.Sources.Stages;

namespace CustomerMetrics.Engine.Metrics.Journeys;

/// <summary>The share of effort of each stage of the journey beside its share of the losses, told by the reasons that come from it.</summary>
internal static class JourneyMetric
{
    public static CustomerJourneys Compute(CustomerSource source, ReasonTable reasons, StageTable stages, ReasonQuery query, bool byPhase, CancellationToken cancellationToken)
    {
        var list = (StageList)stages;
        var rows = byPhase ? Phases(list) : [.. list.Given];
        var answer = ReasonMetric.Compute(source, reasons, query with { Direction = ReasonDirection.Out, Top = null }, cancellationToken);
        var efforts = answer.Reasons.GroupBy(line => (line.Start, line.Group)).SelectMany(lines => Lines([.. lines], rows, list.Name, query.IncludeOpen)).ToList();
        return new(efforts, [.. answer.Warnings, .. Warnings(list, answer.Reasons)]);
    }

    private static List<GivenStage> Phases(StageList stages)
    {
        if (stages.Given.FirstOrDefault(stage => stage.Phase is null) is { } open)
        {
            throw new CustomerMetricsException("StagePhaseMissing", FailureKind.InvalidData, $"{stages.Name} does not tell on which side of the purchase the stage '{open.Name}' is.", "Fill in the column phase: Before or After.");
        }

        return [.. stages.Given.GroupBy(stage => stage.Phase!.Value).OrderBy(phase => phase.Key).Select(phase => new GivenStage(
            phase.Key is JourneyPhase.Before ? "before the purchase" : "after the purchase",
            phase.Key,
            phase.Aggregate(0L, (sum, stage) => checked(sum + stage.Effort)),
            [.. phase.SelectMany(stage => stage.Reasons)]))];
    }

    private static IEnumerable<JourneyEffort> Lines(List<CustomerReason> lines, IReadOnlyList<GivenStage> stages, string from, bool includeOpen)
    {
        var stageOf = stages.SelectMany((stage, i) => stage.Reasons.Select(reason => (reason, i))).ToDictionary(pair => pair.reason, pair => pair.i, StringComparer.Ordinal);
        int PlaceOf(CustomerReason line) => line.Kind is ReasonKind.Recorded && stageOf.TryGetValue(line.Reason, out var place) ? place : -1;
        var mapped = lines.Where(line => PlaceOf(line) >= 0).ToList();
        var (people, money) = (mapped.Sum(line => line.Customers), mapped.Sum(line => line.Value));
        var effort = stages.Sum(stage => Money.ToDecimal(stage.Effort));
        var first = lines[0];
        JourneyEffort Line(string name, IEnumerable<CustomerReason> of)
        {
            var told = of.ToList();
            return new()
            {
                Period = first.Period,
                Group = first.Group,
                Stage = name,
                Lost = told.Sum(line => line.Customers),
                LostValue = told.Sum(line => line.Value),
                Reasons = [.. told.Where(line => line.Kind is ReasonKind.Recorded && line.Customers > 0).Select(line => line.Reason)],
                LostWithStage = people,
                Total = first.Total,
                TotalValue = first.TotalValue,
                Check = lines.Sum(line => line.Customers) - first.Total,
                ValueCheck = lines.Sum(line => line.Value) - first.TotalValue,
                IsComplete = first.IsComplete,
                Start = first.Start,
                End = first.End,
                ActivityRule = first.ActivityRule,
                WindowDays = first.WindowDays,
                AsOf = first.AsOf,
                GroupBy = first.GroupBy,
                ReasonsFrom = first.ReasonsFrom,
                StagesFrom = from,
                TimeZone = first.TimeZone,
                Currency = first.Currency,
            };
        }

        foreach (var (stage, place) in stages.Select((stage, i) => (stage, i)))
        {
            yield return Weigh(Line(stage.Name, mapped.Where(line => PlaceOf(line) == place)), stage, effort, money, first.IsComplete || includeOpen);
        }

        yield return Line(JourneyEffort.NoStage, lines.Where(line => line.Kind is not ReasonKind.NotRecorded && PlaceOf(line) < 0)) with { Note = "Reasons that no stage names." };
        yield return Line(CustomerReason.NotRecorded, lines.Where(line => line.Kind is ReasonKind.NotRecorded)) with { Note = "Nobody knows the stage." };
    }

    private static JourneyEffort Weigh(JourneyEffort line, GivenStage stage, decimal effort, decimal money, bool isTold)
    {
        var share = (double)(Money.ToDecimal(stage.Effort) / effort);
        var told = line with { Phase = stage.Phase, Effort = Money.ToDecimal(stage.Effort), EffortShare = share };
        if (!isTold || line.LostWithStage == 0)
        {
            return told with { Note = !isTold ? "The period is open." : "Nobody was lost for a reason of a stage." };
        }

        var losses = (double)line.Lost / line.LostWithStage;
        var interval = Interval.Wilson(line.Lost, line.LostWithStage);
        return told with
        {
            LossShare = losses,
            LossShareLow = interval.Low,
            LossShareHigh = interval.High,
            Interval = "Wilson",
            Gap = losses - share,
            Signal = losses <= share ? JourneySignal.Green : interval.Low > share ? JourneySignal.Red : JourneySignal.Yellow,
            LossValueShare = money > 0 ? (double)(line.LostValue / money) : null,
        };
    }

    private static IEnumerable<string> Warnings(StageList stages, IReadOnlyList<CustomerReason> lines)
    {
        var given = lines.Where(line => line.Kind is ReasonKind.Recorded && line.Customers > 0).Select(line => line.Reason).ToHashSet(StringComparer.Ordinal);
        if (given.Count > 0 && !stages.Given.Any(stage => stage.Reasons.Any(given.Contains)))
        {
            yield return $"No stage of {stages.Name} names a reason that was given in these periods: {Errors.List(given.Order(StringComparer.Ordinal).Take(10))}.";
        }
    }
}
