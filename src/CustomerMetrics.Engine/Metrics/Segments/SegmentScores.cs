using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Metrics.Segments;

/// <summary>The scores of customers, from 1 for the worst, and the cuts that they come from.</summary>
internal sealed record SegmentScores(byte[] R, byte[] F, byte[] M, SegmentCuts Cuts)
{
    // Behind the largest sum a score that nobody has begins with the next cent.
    private const long Cent = Money.UnitsPerOne / 100;

    public static SegmentScores Of(SegmentCustomers customers, SegmentPlan plan)
    {
        if (customers.Count == 0)
        {
            return new([], [], [], plan.Cuts ?? new() { Recency = [], Frequency = [], Monetary = [] });
        }

        var recency = Widen(CollectionsMarshal.AsSpan(customers.Recency));
        var frequency = Widen(CollectionsMarshal.AsSpan(customers.Frequency));
        Int128[] money = [.. customers.Money];
        return plan.Method switch
        {
            SegmentMethod.Nested => Nested(recency, frequency, money, plan.Bins),
            SegmentMethod.Fixed => Cut(recency, frequency, money, plan.Cuts!),
            SegmentMethod.Independent => Cut(recency, frequency, money, SideBySide(
                () => BinCuts.OfQuantiles(BinCuts.Sort(recency), plan.Bins, 1),
                () => BinCuts.OfQuantiles(BinCuts.Sort(frequency), plan.Bins, 1),
                () => BinCuts.OfQuantiles(BinCuts.Sort(money), plan.Bins, Money.UnitsPerOne))),
            _ => Cut(recency, frequency, money, SideBySide(() => RecencyCuts(recency, plan.Bins), () => FrequencyCuts(frequency, plan.Bins), () => MoneyCuts(money, plan.Bins))),
        };
    }

    private static SegmentScores Cut(Int128[] recency, Int128[] frequency, Int128[] money, decimal[][] cuts) =>
        Cut(recency, frequency, money, new SegmentCuts { Recency = cuts[0], Frequency = cuts[1], Monetary = cuts[2] });

    private static SegmentScores Cut(Int128[] recency, Int128[] frequency, Int128[] money, SegmentCuts cuts)
    {
        var days = BinCuts.ToUnits(cuts.Recency, 1);
        var scores = SideBySide(
            () => Array.ConvertAll(BinCuts.Scores(recency, days), score => (byte)(days.Length + 2 - score)),
            () => BinCuts.Scores(frequency, BinCuts.ToUnits(cuts.Frequency, 1)),
            () => BinCuts.Scores(money, BinCuts.ToUnits(cuts.Monetary, Money.UnitsPerOne)));
        return new(scores[0], scores[1], scores[2], cuts);
    }

    // What does not depend on each other, on all cores.
    private static T[] SideBySide<T>(params Func<T>[] work)
    {
        var done = new T[work.Length];
        Parallel.For(0, work.Length, i => done[i] = work[i]());
        return done;
    }

    private static SegmentScores Nested(Int128[] recency, Int128[] frequency, Int128[] money, int bins)
    {
        var cuts = RecencyCuts(recency, bins);
        var days = BinCuts.ToUnits(cuts, 1);
        var r = Array.ConvertAll(recency, value => (byte)(bins - BinCuts.Below(days, value)));
        var f = new byte[r.Length];
        var m = new byte[r.Length];
        var nested = new List<SegmentNestedCut>();
        foreach (var ofR in Parts(Enumerable.Range(0, r.Length), r))
        {
            var frequencies = FrequencyCuts([.. ofR.Select(i => frequency[i])], bins);
            nested.Add(new() { R = ofR.Key, Cuts = frequencies });
            Score(ofR, frequency, BinCuts.ToUnits(frequencies, 1), f);
            foreach (var ofF in Parts(ofR, f))
            {
                var sums = MoneyCuts([.. ofF.Select(i => money[i])], bins);
                nested.Add(new() { R = ofR.Key, F = ofF.Key, Cuts = sums });
                Score(ofF, money, BinCuts.ToUnits(sums, Money.UnitsPerOne), m);
            }
        }

        return new(r, f, m, new() { Recency = cuts, Frequency = [], Monetary = [], Nested = [.. nested] });
    }

    private static IEnumerable<IGrouping<byte, int>> Parts(IEnumerable<int> places, byte[] scores) => places.GroupBy(i => scores[i]).OrderBy(part => part.Key);

    private static void Score(IEnumerable<int> places, Int128[] values, Int128[] cuts, byte[] scores)
    {
        foreach (var i in places)
        {
            scores[i] = (byte)(BinCuts.Below(cuts, values[i]) + 1);
        }
    }

    // Fewer days are better: ranked as if below zero, and cut where the next score below begins.
    private static decimal[] RecencyCuts(Int128[] recency, int bins) =>
        [.. BinCuts.OfRank(BinCuts.Sort(Negate(recency)), bins, 1).Select(cut => (decimal)(1 - cut)).Reverse()];

    private static decimal[] FrequencyCuts(Int128[] frequency, int bins) => [.. BinCuts.OfRank(BinCuts.Sort(frequency), bins, 1).Select(cut => (decimal)cut)];

    private static decimal[] MoneyCuts(Int128[] money, int bins) => [.. BinCuts.OfRank(BinCuts.Sort(money), bins, Cent).Select(Money.ToDecimal)];

    [MethodImpl(Hot.Path)]
    private static Int128[] Widen(ReadOnlySpan<int> values)
    {
        var wide = new Int128[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            wide[i] = values[i];
        }

        return wide;
    }

    [MethodImpl(Hot.Path)]
    private static Int128[] Negate(Int128[] values)
    {
        var negative = new Int128[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            negative[i] = -values[i];
        }

        return negative;
    }
}
