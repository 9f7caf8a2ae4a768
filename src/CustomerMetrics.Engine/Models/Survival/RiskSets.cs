using System;
using System.Collections.Generic;

namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>
/// Who could still be lost at each age at which somebody was lost or last seen. Customers are followed over the ages above their entry up to their own, so who
/// enters at an age is not at risk at it, and who is censored at an age still is.
/// </summary>
internal sealed class RiskSets
{
    private readonly double[] entries;
    private readonly long[] entered;

    private RiskSets(Builder made)
    {
        (Age, AtRisk, Entered, Lost, Censored, LostBy) = ([.. made.Age], [.. made.AtRisk], [.. made.Entered], [.. made.Lost], [.. made.Censored], made.ByReason());
        (Customers, LateEntries, entries, entered) = (made.Customers, made.Late, made.Entries, made.EntryCounts);
        for (var i = 0; i < Age.Length; i++)
        {
            AllLost += Lost[i];
        }
    }

    /// <summary>The ages, ascending.</summary>
    public double[] Age { get; }

    public long[] AtRisk { get; }

    /// <summary>Late entries since the age before.</summary>
    public long[] Entered { get; }

    public long[] Lost { get; }

    public long[] Censored { get; }

    /// <summary>The lost by reason, then by age.</summary>
    public long[][] LostBy { get; }

    public long Customers { get; }

    public long LateEntries { get; }

    public long AllLost { get; }

    public double LastAge => Age.Length == 0 ? 0 : Age[^1];

    /// <param name="lifetimes">The customers.</param>
    /// <param name="reasons">How many reasons there are; at least one.</param>
    public static RiskSets Of(IReadOnlyCollection<Lifetime> lifetimes, int reasons) => new(new(lifetimes, reasons));

    /// <summary>Walks up the ages.</summary>
    public Cursor Walk() => new(this);

    /// <summary>A place among the ages, which only moves up.</summary>
    internal sealed class Cursor(RiskSets sets)
    {
        private int next;
        private int nextEntry;
        private long gone;
        private long late;

        public long AtRisk { get; private set; }

        public long Lost { get; private set; }

        public void MoveTo(double age)
        {
            for (; next < sets.Age.Length && sets.Age[next] < age; next++)
            {
                gone += sets.Lost[next] + sets.Censored[next];
            }

            for (; nextEntry < sets.entries.Length && sets.entries[nextEntry] < age; nextEntry++)
            {
                late += sets.entered[nextEntry];
            }

            AtRisk = sets.Customers - sets.LateEntries + late - gone;
            Lost = next < sets.Age.Length && sets.Age[next] == age ? sets.Lost[next] : 0;
        }
    }

    private sealed class Builder
    {
        private readonly List<long>[] byReason;

        public Builder(IReadOnlyCollection<Lifetime> lifetimes, int reasons)
        {
            byReason = new List<long>[reasons];
            for (var reason = 0; reason < reasons; reason++)
            {
                byReason[reason] = [];
            }

            var sorted = new Lifetime[lifetimes.Count];
            var ages = new double[sorted.Length];
            var lateAges = new List<double>();
            var lateCounts = new List<long>();
            var at = 0;
            foreach (var lifetime in lifetimes)
            {
                (sorted[at], ages[at]) = (lifetime, lifetime.Age);
                at++;
                Customers += lifetime.Customers;
                if (lifetime.Entry > 0)
                {
                    lateAges.Add(lifetime.Entry);
                    lateCounts.Add(lifetime.Customers);
                    Late += lifetime.Customers;
                }
            }

            (Entries, EntryCounts) = ([.. lateAges], [.. lateCounts]);
            Array.Sort(Entries, EntryCounts);
            Array.Sort(ages, sorted);
            Gather(sorted);
        }

        public List<double> Age { get; } = [];

        public List<long> AtRisk { get; } = [];

        public List<long> Entered { get; } = [];

        public List<long> Lost { get; } = [];

        public List<long> Censored { get; } = [];

        public double[] Entries { get; }

        public long[] EntryCounts { get; }

        public long Customers { get; }

        public long Late { get; }

        public long[][] ByReason() => Array.ConvertAll(byReason, lost => lost.ToArray());

        private void Gather(Lifetime[] sorted)
        {
            var remaining = Customers - Late;
            var nextEntry = 0;
            for (var i = 0; i < sorted.Length;)
            {
                var age = sorted[i].Age;
                long came = 0;
                for (; nextEntry < Entries.Length && Entries[nextEntry] < age; nextEntry++)
                {
                    came += EntryCounts[nextEntry];
                }

                remaining += came;
                Age.Add(age);
                AtRisk.Add(remaining);
                Entered.Add(came);
                Lost.Add(0);
                Censored.Add(0);
                Array.ForEach(byReason, lost => lost.Add(0));
                for (; i < sorted.Length && sorted[i].Age == age; i++)
                {
                    remaining -= sorted[i].Customers;
                    if (sorted[i].Outcome == Lifetime.Censored)
                    {
                        Censored[^1] += sorted[i].Customers;
                    }
                    else
                    {
                        Lost[^1] += sorted[i].Customers;
                        byReason[sorted[i].Outcome - 1][^1] += sorted[i].Customers;
                    }
                }
            }
        }
    }
}
