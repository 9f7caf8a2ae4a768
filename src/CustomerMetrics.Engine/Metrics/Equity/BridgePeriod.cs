using System;
using System.Linq;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>What is expected of a customer who is alive at the opening, in purchases.</summary>
/// <param name="Opening">Those within the horizon of the opening, as they count at the opening.</param>
/// <param name="Cash">Those of the period, as they count at its end.</param>
/// <param name="Entering">Those of the time that comes into the horizon, as they count at the end of the period.</param>
/// <param name="Closing">Those within the horizon of the close, as they count at the close.</param>
internal readonly record struct BridgeExpectation(double Opening, double Cash, double Entering, double Closing);

/// <summary>
/// The expectations of a period, each by a calculation of its own. With n(u) purchases a day expected u days after the opening, D days of period and the discount rate a day delta, over all time
/// Cash is the integral of exp(delta (D-u)) n(u) up to D, by quadrature, and Closing that of exp(-delta (u-D)) n(u) from D on, in closed form.
/// Over a finite horizon both are sums over the months of <see cref="Valuation"/>. So Opening (1 + Growth) + Entering = Cash + Closing is a check of all of them.
/// </summary>
internal sealed class BridgePeriod
{
    private readonly Valuation valuation;
    private readonly int days;

    // Of each step: its end in days, what a purchase in it counts for at the end of the period, and whether it belongs to Cash, Entering and Closing.
    private readonly (double Days, double Factor, bool IsCash, bool IsEntering, bool IsClosing)[] steps;

    public BridgePeriod(DateTime start, DateTime end, Horizon horizon, double discountRate, double marginRate)
    {
        valuation = new Valuation(start, horizon, discountRate, marginRate);
        days = (end - start).Days;
        if (horizon.IsInfinite)
        {
            Growth = Math.Exp(valuation.DailyRate * days) - 1;
            steps = [];
        }
        else if (discountRate == 0)
        {
            steps = [.. new[] { end, horizon.From(start), horizon.From(end) }.Distinct().Order().Select(to => Step(to, start, end, horizon, 1))];
        }
        else
        {
            var (months, ahead) = (Months(start, end, horizon), MonthsBetween(start, horizon.From(start)));
            Growth = Math.Pow(1 + discountRate, months / 12.0) - 1;
            steps = [.. Enumerable.Range(1, months + ahead).Select(month => Step(start.AddMonths(month), start, end, horizon, Math.Pow(1 + discountRate, (months - month) / 12.0)))];
        }
    }

    /// <summary>What the opening gains as its money comes a period nearer, for each unit.</summary>
    public double Growth { get; }

    public double MarginRate => valuation.MarginRate;

    /// <summary>The whole months from one day to another; 0 where there are none.</summary>
    public static int MonthsBetween(DateTime from, DateTime to)
    {
        var months = ((to.Year - from.Year) * 12) + to.Month - from.Month;
        return months > 0 && from.AddMonths(months) == to ? months : 0;
    }

    public BridgeExpectation Expect(FittedModel model, int repeats, double age)
    {
        var opening = valuation.ExpectIfAlive(model, repeats, age).Discounted;
        if (valuation.IsInfinite)
        {
            var unit = model.Units(1);
            return new(opening, Compounded(model, repeats, age), 0, model.Purchases.DiscountedIfAlive(repeats, model.Units(age), model.Units(days), valuation.DailyRate / unit));
        }

        var (before, cash, entering, closing) = (0.0, 0.0, 0.0, 0.0);
        foreach (var step in steps)
        {
            var purchases = model.Purchases.ExpectedIfAlive(repeats, model.Units(age), model.Units(step.Days));
            var value = step.Factor * (purchases - before);
            cash += step.IsCash ? value : 0;
            entering += step.IsEntering ? value : 0;
            closing += step.IsClosing ? value : 0;
            before = purchases;
        }

        return new(opening, cash, entering, closing);
    }

    // N(D) + delta times the integral of exp(delta (D-u)) N(u), by parts, with u = (1+T)(e^v - 1), which takes the bend of N near 0 away.
    private double Compounded(FittedModel model, int repeats, double age)
    {
        var (delta, scale, units) = (valuation.DailyRate, 1 + age, model.Units(age));
        var integral = LegendreRule.Integrate(Math.Log(1 + (days / scale)), v =>
        {
            var u = scale * (Math.Exp(v) - 1);
            return Math.Exp(delta * (days - u)) * model.Purchases.ExpectedIfAlive(repeats, units, model.Units(u)) * (scale + u);
        });
        return model.Purchases.ExpectedIfAlive(repeats, units, model.Units(days)) + (delta * integral);
    }

    private static (double Days, double Factor, bool IsCash, bool IsEntering, bool IsClosing) Step(DateTime to, DateTime start, DateTime end, Horizon horizon, double factor) =>
        ((to - start).Days, factor, to <= end, to > horizon.From(start), to > end);

    // At both ends money must come on the same days, or values of one and the same month would differ.
    private static int Months(DateTime start, DateTime end, Horizon horizon)
    {
        var (months, ahead) = (MonthsBetween(start, end), MonthsBetween(start, horizon.From(start)));
        var isSame = months > 0 && ahead > 0 && horizon.Unit is PeriodUnit.Month or PeriodUnit.Quarter or PeriodUnit.Year
            && Enumerable.Range(1, ahead).All(month => end.AddMonths(month) == start.AddMonths(months + month));
        return isSame ? months : throw new CustomerMetricsException(
            "BridgeNeedsMonths",
            FailureKind.InvalidArgument,
            Errors.Invariant($"With a discount, money of a finite horizon comes at the ends of months, and a bridge from {start:yyyy-MM-dd} to {end:yyyy-MM-dd} over {horizon} does not keep them."),
            "Give dates whole months apart, such as the first days of months, and a -Horizon of months, quarters or years; or an infinite one.");
    }
}
