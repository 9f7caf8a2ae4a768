using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>When customers leave: the share that is still there, by months since they came.</summary>
internal static class SurvivalSection
{
    private const int MostPoints = 13;

    private static readonly int[] Steps = [1, 2, 3, 6, 12, 24, 60];

    public static StatementSection Build(StatementScope scope, CustomerSurvival? survival)
    {
        var points = survival is null ? [] : Points(survival);
        List<StatementBlock> blocks = survival is null || points.Count < 2
            ? [new StatementText("There is nothing to show: no customer was followed for a whole month.")]
            : [new StatementText(Finding(survival, points)), Chart(points), Table(scope, survival, points)];
        return new StatementSection("survival", "When do they leave?", blocks);
    }

    /// <summary>A survival whose curve holds the ages shown: that of every day would fill a file.</summary>
    public static CustomerSurvival Shown(CustomerSurvival survival) =>
        survival with { Curve = [.. Points(survival).Select(point => Known(survival, point.Month)).OfType<SurvivalPoint>().Distinct()] };

    /// <summary>The ages in months that are shown, in even steps up to the longest time that somebody was followed.</summary>
    private static List<Point> Points(CustomerSurvival survival)
    {
        var last = survival.Curve.Length == 0 ? 0 : survival.Curve[^1].Age;
        var step = Array.Find(Steps, step => last / step < MostPoints) is > 0 and var found ? found : (int)Math.Ceiling(last / (MostPoints - 1));
        var points = new List<Point> { new(0, 1, null, null, survival.Customers) };
        for (var month = step; month <= last; month += step)
        {
            var known = Known(survival, month);
            points.Add(new(month, known?.Survival ?? 1, known?.Low, known?.High, Array.Find(survival.Curve, point => point.Age >= month)!.AtRisk));
        }

        return points;
    }

    private static SurvivalPoint? Known(CustomerSurvival survival, int month) => Array.FindLast(survival.Curve, point => point.Age <= month);

    private static string Finding(CustomerSurvival survival, List<Point> points)
    {
        var half = survival.Median is { } median
            ? "Half of the customers are gone " + Months(median) + " after they came" + (survival is { MedianLow: { } low, MedianHigh: { } high } ? " (95% interval " + Number(low) + " to " + Number(high) + ")" : "") + "."
            : "More than half of the customers are still there after " + Months(points[^1].Month) + ", the longest time shown.";
        var year = points.Find(point => point.Month == 12);
        return half + (year is null ? "" : " After a year " + NumberText.Share(year.Share) + " are still there" + Interval(year) + ".")
            + " " + StatementWords.Sentence(StatementWords.Customers(survival.Customers)) + " " + (survival.Customers == 1 ? "was" : "were") + " followed and " + NumberText.Count(survival.Lost)
            + " of them lost; the others count for as long as they have been there.";
    }

    private static string Interval(Point point) => point is { Low: { } low, High: { } high } ? " (95% interval " + NumberText.Share(low) + " to " + NumberText.Share(high) + ")" : "";

    private static BandChart Chart(List<Point> points) => new(
        "Share still there, by months since they came",
        Steepest(points),
        [.. points.Select(point => new BandPoint(NumberText.Count(point.Month), point.Share, point.Low, point.High))]);

    private static string Steepest(List<Point> points)
    {
        var at = Enumerable.Range(1, points.Count - 1).MaxBy(i => points[i - 1].Share - points[i].Share);
        return points[at].Share == points[at - 1].Share
            ? "Nobody was lost within " + Months(points[^1].Month) + "."
            : "The most are lost between " + NumberText.Count(points[at - 1].Month) + " and " + Months(points[at].Month) + " after they came: the share falls from " + NumberText.Share(points[at - 1].Share) + " to "
                + NumberText.Share(points[at].Share) + ".";
    }

    private static StatementTable Table(StatementScope scope, CustomerSurvival survival, List<Point> points) => new(
        "Share still there, by months since they came",
        [new("Months", ValueKind.Text), new("Still there", ValueKind.Share), new("Low (95%)", ValueKind.Share), new("High (95%)", ValueKind.Share), new("Followed that long", ValueKind.Count)],
        [.. points.Select(point => (IReadOnlyList<object?>)[NumberText.Count(point.Month), point.Share, point.Low, point.High, point.Followed])])
    {
        Notes = [.. Notes(scope, survival)],
    };

    private static IEnumerable<string> Notes(StatementScope scope, CustomerSurvival survival)
    {
        yield return "A month is a twelfth of 365.25 days. Late months rest on few customers.";
        if (scope.Words is WindowWords window)
        {
            yield return "A customer is lost " + window.WindowDays + " after a last purchase, so nobody is before.";
        }

        if (survival.CameBackShare is { } back and > 0)
        {
            yield return "Of the lost, " + NumberText.Share(back) + " came back later; here they stay lost, since it is the first loss that counts.";
        }
    }

    private static string Months(double months) => Number(months) + (Number(months) == "1" ? " month" : " months");

    private static string Number(double months) => NumberText.Count(Math.Round((decimal)months, 1));

    private sealed record Point(int Month, double Share, double? Low, double? High, long Followed);
}
