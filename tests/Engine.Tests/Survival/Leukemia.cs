using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Models.Survival;

namespace CustomerMetrics.Engine.Tests.Survival;

/// <summary>Weeks to relapse of 42 children with leukaemia (Freireich and others 1963; Gehan 1965), which every book on survival prints.</summary>
internal static class Leukemia
{
    public static IReadOnlyList<Lifetime> Treated { get; } =
        [.. Lost(6, 6, 6, 7, 10, 13, 16, 22, 23), .. Censored(6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35)];

    public static IReadOnlyList<Lifetime> Placebo { get; } = [.. Lost(1, 1, 2, 2, 3, 4, 4, 5, 5, 8, 8, 8, 8, 11, 11, 12, 12, 15, 17, 22, 23)];

    public static IEnumerable<Lifetime> Lost(params double[] ages) => ages.Select(age => new Lifetime(0, age, Lifetime.Lost, 1));

    public static IEnumerable<Lifetime> Censored(params double[] ages) => ages.Select(age => new Lifetime(0, age, Lifetime.Censored, 1));
}
