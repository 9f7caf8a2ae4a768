using System.Globalization;

namespace CustomerMetrics.Benchmarks;

/// <summary>What a figure is to be.</summary>
/// <param name="Limit">The worst that is good enough.</param>
/// <param name="IsLeast">Whether more is better.</param>
internal sealed record Target(double Limit, bool IsLeast = false)
{
    public bool IsReached(Spread spread) => IsLeast ? spread.Median >= Limit : spread.Median <= Limit;

    public string Tell(Spread spread, string format) =>
        $"{(IsLeast ? "at least" : "at most")} {Limit.ToString(format, CultureInfo.InvariantCulture)}: {(IsReached(spread) ? "reached" : "missed")}";
}
