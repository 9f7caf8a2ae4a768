using System;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>What a query of segments asks for, its defaults filled in.</summary>
internal sealed record SegmentPlan(SegmentMethod Method, int Bins, FrequencyMeasure FrequencyOf, SegmentCuts? Cuts)
{
    private const int DefaultBins = 5;
    private const int LeastBins = 2;
    private const int MostBins = 10;
    private const decimal MostMoney = 1e20m;

    public static SegmentPlan Of(SegmentQuery query)
    {
        var method = query.Method ?? (query.Cuts is null ? SegmentMethod.Rank : SegmentMethod.Fixed);
        if (method is SegmentMethod.Fixed && query.Cuts is null)
        {
            throw new CustomerMetricsException("SegmentCutsMissing", FailureKind.InvalidArgument, "The method Fixed needs cut points.", "Give them with -Cuts, for example the Cuts of an earlier answer, or @{ Recency = 30, 90; Frequency = 2, 5; Monetary = 100, 500 }.");
        }

        if (method is not SegmentMethod.Fixed && query.Cuts is not null)
        {
            throw new CustomerMetricsException("SegmentCutsConflict", FailureKind.InvalidArgument, $"The method {method} finds its cut points itself, and -Cuts gives them.", "Leave out -Cuts or -Method.");
        }

        var bins = query.Cuts is { } cuts ? BinsOf(cuts, query.Bins) : query.Bins ?? DefaultBins;
        return bins is >= LeastBins and <= MostBins
            ? new(method, bins, query.FrequencyOf ?? (method is SegmentMethod.Independent ? FrequencyMeasure.Rows : FrequencyMeasure.Days), query.Cuts)
            : throw new CustomerMetricsException("SegmentBinsInvalid", FailureKind.InvalidArgument, Errors.Invariant($"-Bins is {bins}; there can be 2 to 10 scores."), "Give a number from 2 to 10; 5 is usual.");
    }

    private static int BinsOf(SegmentCuts cuts, int? wanted)
    {
        if (cuts.Nested.Length > 0)
        {
            throw Invalid("come from the method Nested, where each score has its own", "Run -Method Nested again, or take the cuts of Rank.");
        }

        decimal[][] all = [cuts.Recency, cuts.Frequency, cuts.Monetary];
        if (all.Any(list => list.Length != all[0].Length) || all[0].Length is < LeastBins - 1 or > MostBins - 1)
        {
            throw Invalid(Errors.Invariant($"are {all[0].Length} for recency, {all[1].Length} for frequency and {all[2].Length} for money"), "Give as many of each, from 1 to 9: four cuts make five scores.");
        }

        if (all.Any(list => list.Zip(list.Skip(1)).Any(pair => pair.First > pair.Second)))
        {
            throw Invalid("do not ascend", "Give each list from the smallest to the largest, recency too.");
        }

        if (all.Any(list => list.Any(cut => Math.Abs(cut) > MostMoney)))
        {
            throw Invalid("are too large", "Give numbers that customers can have.");
        }

        return wanted is { } bins && bins != all[0].Length + 1
            ? throw new CustomerMetricsException("SegmentCutsConflict", FailureKind.InvalidArgument, Errors.Invariant($"{all[0].Length} cuts make {all[0].Length + 1} scores, and -Bins is {bins}."), "Leave out -Bins.")
            : all[0].Length + 1;
    }

    private static CustomerMetricsException Invalid(string what, string remedy) => new("SegmentCutsInvalid", FailureKind.InvalidArgument, $"The cuts {what}.", remedy);
}
