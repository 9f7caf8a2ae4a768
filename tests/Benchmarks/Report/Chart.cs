using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security;
using System.Text;

namespace CustomerMetrics.Benchmarks;

/// <summary>Panels of bars as an SVG that is readable on light and dark pages, and says its figures as text.</summary>
internal sealed class Chart(IReadOnlyList<Panel> panels)
{
    private const int Width = 720;
    private const int Margin = 16;
    private const int LabelWidth = 250;
    private const int ValueWidth = 90;
    private const int TitleHeight = 30;
    private const int BarHeight = 16;
    private const int BarStep = 24;
    private const int PanelGap = 18;

    private readonly StringBuilder text = new();

    public string Write()
    {
        var height = (2 * Margin) + panels.Sum(panel => TitleHeight + (BarStep * panel.Bars.Count) + PanelGap) - PanelGap;
        var said = string.Join(' ', panels.Select(panel => $"{panel.Title}: {string.Join(", ", panel.Bars.Select(bar => $"{bar.Name} {Number(bar.Value)} {panel.Unit}"))}."));
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {height}\" width=\"{Width}\" height=\"{height}\" role=\"img\" aria-labelledby=\"title said\">");
        Line($"<title id=\"title\">Times of the module and of others</title>");
        Line($"<desc id=\"said\">{Escape(said)}</desc>");
        Line($"<style>text {{ font: 13px sans-serif; fill: #333 }} .title {{ font-weight: 600 }} .other {{ fill: #a3a9b1 }} .module {{ fill: #2f6f9f }} @media (prefers-color-scheme: dark) {{ text {{ fill: #ddd }} .other {{ fill: #7b828b }} .module {{ fill: #6fb1df }} }}</style>");
        var top = Margin;
        foreach (var panel in panels)
        {
            Draw(panel, top);
            top += TitleHeight + (BarStep * panel.Bars.Count) + PanelGap;
        }

        return text.Append("</svg>\n").ToString();
    }

    private void Draw(Panel panel, int top)
    {
        Line($"<text class=\"title\" x=\"{Margin}\" y=\"{top + 14}\">{Escape($"{panel.Title}, {panel.Unit}")}</text>");
        var longest = panel.Bars.Max(bar => bar.Value);
        for (var i = 0; i < panel.Bars.Count; i++)
        {
            var bar = panel.Bars[i];
            var y = top + TitleHeight + (i * BarStep);
            var length = Math.Max(1, bar.Value / longest * (Width - (2 * Margin) - LabelWidth - ValueWidth));
            Line($"<text x=\"{Margin}\" y=\"{y + 13}\">{Escape(bar.Name)}</text>");
            Line($"<rect class=\"{(bar.IsModule ? "module" : "other")}\" x=\"{Margin + LabelWidth}\" y=\"{y}\" width=\"{length:0.#}\" height=\"{BarHeight}\" rx=\"2\"/>");
            Line($"<text x=\"{Margin + LabelWidth + length + 8:0.#}\" y=\"{y + 13}\">{Number(bar.Value)}</text>");
        }
    }

    private void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static string Number(double value) => value.ToString(value < 10 ? "0.00" : value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Escape(string name) => SecurityElement.Escape(name);
}
