using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace CustomerMetrics.Benchmarks;

/// <summary>Results as Markdown.</summary>
internal static class MarkdownTable
{
    public static string Write(PartResult result)
    {
        var text = new StringBuilder();
        foreach (var section in result.Sections)
        {
            text.Append(section.Setting).Append("\n\n");
            Ratios(text, section.Ratios);
            Figures(text, section.Figures);
            text.Append(section.Remark).Append(section.Remark.Length > 0 ? "\n\n" : "");
        }

        return text.Append(result.Run).Append('\n').ToString();
    }

    /// <summary>Every target of all parts.</summary>
    public static string Targets(IEnumerable<PartResult> results)
    {
        var text = new StringBuilder("| Work | Measured | Median (min to max) | Target |\n|---|---|---:|---|\n");
        foreach (var result in results)
        {
            foreach (var section in result.Sections)
            {
                foreach (var ratio in section.Ratios)
                {
                    if (ratio.Target is not null)
                    {
                        text.Append(CultureInfo.InvariantCulture, $"| {Escape(result.Title)} | {Row(ratio)}\n");
                    }
                }
            }
        }

        return text.ToString();
    }

    private static void Ratios(StringBuilder text, IReadOnlyList<Ratio> ratios)
    {
        if (ratios.Count == 0)
        {
            return;
        }

        text.Append("| Compared | Median (min to max) | Target |\n|---|---:|---|\n");
        foreach (var ratio in ratios)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {Row(ratio)}\n");
        }

        text.Append('\n');
    }

    private static void Figures(StringBuilder text, IReadOnlyList<Figure> figures)
    {
        if (figures.Count == 0)
        {
            return;
        }

        text.Append("| Measured | Median | Min | Max |\n|---|---:|---:|---:|\n");
        foreach (var figure in figures)
        {
            string Text(double value) => value.ToString(figure.Format, CultureInfo.InvariantCulture);
            text.Append(CultureInfo.InvariantCulture, $"| {Escape(figure.Name)} | {Text(figure.Spread.Median)} | {Text(figure.Spread.Min)} | {Text(figure.Spread.Max)} |\n");
        }

        text.Append('\n');
    }

    private static string Row(Ratio ratio)
    {
        string Text(double value) => value.ToString(ratio.Format, CultureInfo.InvariantCulture);
        return $"{Escape(ratio.Name)} | **{Text(ratio.Spread.Median)}** ({Text(ratio.Spread.Min)} to {Text(ratio.Spread.Max)}) | {ratio.Target?.Tell(ratio.Spread, ratio.Format)} |";
    }

    private static string Escape(string name) => name.Replace("|", "\\|", StringComparison.Ordinal);
}
