using System;
using System.Globalization;

namespace CustomerMetrics.Benchmarks;

/// <summary>Markdown on the console.</summary>
internal static class Table
{
    public static void BeginRatios() => Begin("| Ratio | Median (min to max) | Target |", "|---|---:|---|");

    /// <param name="name">What is compared.</param>
    /// <param name="ratio">The ratios of the runs.</param>
    /// <param name="most">The target; null when there is none.</param>
    public static void Ratio(string name, Spread ratio, double? most = null)
    {
        var verdict = most is null ? "" : $"at most {most:0.00}: {(ratio.Median <= most ? "reached" : "missed")}";
        Console.Out.WriteLine($"| {Escape(name)} | **{ratio.Median:0.00}** ({ratio.Min:0.00} to {ratio.Max:0.00}) | {verdict} |");
    }

    public static void BeginFigures() => Begin("| Measured | Median | Min | Max |", "|---|---:|---:|---:|");

    public static void Figure(string name, Spread spread, string format) =>
        Console.Out.WriteLine($"| {Escape(name)} | {Text(spread.Median, format)} | {Text(spread.Min, format)} | {Text(spread.Max, format)} |");

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static string Escape(string name) => name.Replace("|", "\\|", StringComparison.Ordinal);

    private static void Begin(string head, string rule)
    {
        Console.Out.WriteLine();
        Console.Out.WriteLine(head);
        Console.Out.WriteLine(rule);
    }
}
