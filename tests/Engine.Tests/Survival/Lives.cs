using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models.Survival;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Invented lifetimes, many of one age, and what is computed of them customer by customer.</summary>
internal static class Lives
{
    /// <param name="seed">Says all that is random.</param>
    /// <param name="count">How many customers there are.</param>
    /// <param name="reasons">For how many reasons they are lost.</param>
    /// <param name="isLate">Whether some are followed from a later age only.</param>
    /// <param name="isCensored">Whether some are not lost.</param>
    public static List<Lifetime> Draw(int seed, int count, int reasons = 1, bool isLate = true, bool isCensored = true)
    {
        var random = new Random(seed);
        var lives = new List<Lifetime>();
        for (var i = 0; i < count; i++)
        {
            var age = random.Next(1, 40);
            var entry = isLate && random.Next(3) == 0 ? random.Next(0, age) : 0;
            lives.Add(new(entry, age, isCensored && random.Next(2) == 0 ? Lifetime.Censored : random.Next(1, reasons + 1), 1));
        }

        return lives;
    }

    public static bool IsAtRisk(Lifetime life, double age) => life.Age >= age && (life.Entry < age || life.Entry == 0);

    public static long AtRisk(IEnumerable<Lifetime> lives, double age) => lives.Where(life => IsAtRisk(life, age)).Sum(life => life.Customers);

    public static long Lost(IEnumerable<Lifetime> lives, double age, int? reason = null) =>
        lives.Where(life => life.Age == age && life.Outcome != Lifetime.Censored && (reason is null || life.Outcome == reason)).Sum(life => life.Customers);

    public static IEnumerable<double> Ages(IEnumerable<Lifetime> lives) => lives.Select(life => life.Age).Distinct().Order();

    public static double Survival(IReadOnlyCollection<Lifetime> lives, double age) =>
        Ages(lives).Where(at => at <= age).Aggregate(1.0, (left, at) => AtRisk(lives, at) == 0 ? left : left * (1 - ((double)Lost(lives, at) / AtRisk(lives, at))));

    /// <summary>Those followed alike as one.</summary>
    public static List<Lifetime> Gathered(IEnumerable<Lifetime> lives) =>
        [.. lives.GroupBy(life => life with { Customers = 1 }).Select(same => same.Key with { Customers = same.Sum(life => life.Customers) })];
}
