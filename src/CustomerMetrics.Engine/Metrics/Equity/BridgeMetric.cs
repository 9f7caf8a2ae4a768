using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>Bridges from the customer equity of one date to that of the next: every one balances, or there is none.</summary>
internal static class BridgeMetric
{
    private const double Tolerance = 1e-6;
    private const double TooLarge = 1e15;

    public static IReadOnlyList<CustomerEquityBridge> Compute(CustomerSource source, EquityQuery query, CancellationToken cancellationToken)
    {
        var dates = EquityQuestion.BridgeDates(source, query);
        ForecastRules.Check(source, query.Forecast);

        // One model at both ends is the rule, so that it may know the last close, but nothing after it.
        ForecastRules.CheckNotLater(query.Forecast.Model, dates[^1]);
        var renewed = Renewed(query);
        if (renewed is not null)
        {
            ForecastRules.Check(source, renewed);
            ForecastRules.CheckNotLater(renewed.Model, dates[^1]);
        }

        return [.. dates.Zip(dates.Skip(1), (start, end) => Between(source, query, renewed is not null && end == dates[^1] ? renewed : null, start, end, cancellationToken)).SelectMany(bridges => bridges)];
    }

    private static List<CustomerEquityBridge> Between(CustomerSource source, EquityQuery query, ValueForecast? renewed, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var forecast = query.Forecast;
        var fact = CustomerFacts.Bridge(source, PeriodCalendar.Day(Before(start, end)), PeriodCalendar.Day(start), PeriodCalendar.Day(end), query.GroupBy, cancellationToken);
        var lines = new BridgeLines(fact.Groups.Count);
        AddOpening(lines, fact, forecast, start, end, cancellationToken);
        AddClosing(lines, fact, forecast, end, cancellationToken);
        if (renewed is not null)
        {
            lines.Renewed = new BridgeLine(fact.Groups.Count);
            Value(lines.Renewed, fact, renewed, end, (_, _) => { }, cancellationToken);
        }

        return [.. Records(source, query, renewed, fact, Verified(lines, start, end), start, end)];
    }

    private static void AddOpening(BridgeLines lines, BridgeFact fact, ValueForecast forecast, DateTime start, DateTime end, CancellationToken cancellationToken)
    {
        var model = ModelOf(forecast);
        var period = new BridgePeriod(start, end, forecast.Horizon, forecast.DiscountRate, ForecastRules.MarginRate(forecast) ?? 1);
        foreach (var run in HistoryRuns.Of(fact.Opening))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var expected = period.Expect(model, run.Repeats, run.Age);
            foreach (var equal in run.Lasts)
            {
                var alive = model.Purchases.ProbabilityAlive(run.Repeats, model.Units(equal.Last), model.Units(run.Age));

                // Multiplied in the order of the equity, so that not even the last digit differs from it.
                var worth = alive * expected.Opening * period.MarginRate;
                foreach (var history in equal.Histories)
                {
                    var money = model.ExpectedSpend(history);
                    lines.Opening.Parts[history.Part] += worth * money;
                    lines.Accretion.Parts[history.Part] += worth * money * period.Growth;
                    lines.ExpectedCash.Parts[history.Part] += alive * period.MarginRate * money * expected.Cash;
                    lines.HorizonEffect.Parts[history.Part] += alive * period.MarginRate * money * expected.Entering;
                    lines.Surprise.Parts[history.Part] -= alive * period.MarginRate * money * expected.Closing;
                }

                foreach (var together in equal.Together((int)EquityClass.All))
                {
                    var money = model.ExpectedSpend(together);
                    lines.Opening.Groups[together.Part] += worth * money;
                    lines.Accretion.Groups[together.Part] += worth * money * period.Growth;
                    lines.ExpectedCash.Groups[together.Part] += alive * period.MarginRate * money * expected.Cash;
                    lines.HorizonEffect.Groups[together.Part] += alive * period.MarginRate * money * expected.Entering;
                }

                foreach (var all in equal.Together(int.MaxValue))
                {
                    var money = model.ExpectedSpend(all);
                    lines.Opening.Whole += worth * money;
                    lines.Accretion.Whole += worth * money * period.Growth;
                    lines.ExpectedCash.Whole += alive * period.MarginRate * money * expected.Cash;
                    lines.HorizonEffect.Whole += alive * period.MarginRate * money * expected.Entering;
                }
            }
        }
    }

    private static void AddClosing(BridgeLines lines, BridgeFact fact, ValueForecast forecast, DateTime end, CancellationToken cancellationToken) => Value(
        lines.Closing,
        fact,
        forecast,
        end,
        (history, value) =>
        {
            var isNew = history.Part % (int)EquityClass.All == (int)EquityClass.New;
            (isNew ? lines.NewEquity : lines.Surprise).Parts[history.Part] += value;
            lines.Moved.Parts[history.Part] -= history.Part == history.To ? 0 : value;
            lines.Moved.Parts[history.To] += history.Part == history.To ? 0 : value;
        },
        cancellationToken);

    /// <summary>The residual values at the close.</summary>
    private static void Value(BridgeLine line, BridgeFact fact, ValueForecast forecast, DateTime end, Action<EquityHistory, double> add, CancellationToken cancellationToken)
    {
        var model = ModelOf(forecast);
        var valuation = new Valuation(end, forecast.Horizon, forecast.DiscountRate, ForecastRules.MarginRate(forecast) ?? 1);
        foreach (var run in HistoryRuns.Of(fact.Closing))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (_, discounted) = valuation.ExpectIfAlive(model, run.Repeats, run.Age);
            foreach (var equal in run.Lasts)
            {
                var worth = model.Purchases.ProbabilityAlive(run.Repeats, model.Units(equal.Last), model.Units(run.Age)) * discounted * valuation.MarginRate;
                foreach (var history in equal.Histories)
                {
                    var value = worth * model.ExpectedSpend(history);
                    line.Parts[history.To] += value;
                    add(history, value);
                }

                foreach (var together in equal.Together((int)EquityClass.All))
                {
                    line.Groups[together.Part] += worth * model.ExpectedSpend(together);
                }

                foreach (var all in equal.Together(int.MaxValue))
                {
                    line.Whole += worth * model.ExpectedSpend(all);
                }
            }
        }
    }

    private static FittedModel ModelOf(ValueForecast forecast)
    {
        var model = FittedModel.From(forecast.Model);
        return EquityQuestion.NoSpend(model) is { } reason ? throw NoEquity(reason) : model;
    }

    private static CustomerMetricsException NoEquity(string reason) =>
        new("EquityUnknown", FailureKind.InvalidData, "There is no customer equity to build a bridge of. " + reason, "Look at the notes of the model and of its Spend.");

    private static BridgeLines Verified(BridgeLines lines, DateTime start, DateTime end)
    {
        var sizes = lines.Sizes;
        var whole = sizes.Sum();
        if (!double.IsFinite(whole) || whole >= TooLarge)
        {
            throw NoEquity(double.IsFinite(whole) ? EquityQuestion.TooMuch : EquityQuestion.EndlessSpend);
        }

        return lines.Left.Zip(sizes).All(part => Math.Abs(part.First) <= Tolerance * part.Second) ? lines : throw Errors.BridgeCheckFailed(start, end);
    }

    private static IEnumerable<CustomerEquityBridge> Records(CustomerSource source, EquityQuery query, ValueForecast? renewed, BridgeFact fact, BridgeLines lines, DateTime start, DateTime end)
    {
        var forecast = query.Forecast;
        var figures = lines.Round();
        var left = lines.Left;
        var groups = fact.Groups.Count;
        for (var group = 0; group < groups; group++)
        {
            var parts = Enumerable.Range(0, (int)EquityClass.All).Select(ofClass => (group * (int)EquityClass.All) + ofClass).ToArray();
            if (groups > 1 && parts.All(part => fact.Customers[part] == 0 && figures[part].Closing == 0))
            {
                continue;
            }

            foreach (var (ofClass, members) in parts.Select((part, ofClass) => ((EquityClass)ofClass, new[] { part })).Append((EquityClass.All, parts)))
            {
                yield return new CustomerEquityBridge
                {
                    Start = start,
                    End = end,
                    Class = ofClass,
                    Group = fact.Groups[group],
                    Customers = members.Sum(part => fact.Customers[part]),
                    Opening = members.Sum(part => figures[part].Opening),
                    NewEquity = members.Sum(part => figures[part].NewEquity),
                    Accretion = members.Sum(part => figures[part].Accretion),
                    ExpectedCash = members.Sum(part => figures[part].ExpectedCash),
                    HorizonEffect = members.Sum(part => figures[part].HorizonEffect),
                    Surprise = members.Sum(part => figures[part].Surprise),
                    Moved = members.Sum(part => figures[part].Moved),
                    AssumptionEffect = members.Sum(part => figures[part].AssumptionEffect),
                    Closing = members.Sum(part => figures[part].Closing),
                    Check = Apportionment.Round(members.Sum(part => left[part])),
                    ActualCash = members.Sum(part => Cash(fact, forecast, part)),
                    Model = forecast.Model.Model,
                    ModelAsOf = forecast.Model.AsOf,
                    Horizon = forecast.Horizon.ToString(),
                    DiscountRate = forecast.DiscountRate,
                    MarginRate = ForecastRules.MarginRate(forecast),
                    NewModel = renewed is null || query.NewModel is null ? null : renewed.Model.Model,
                    NewDiscountRate = renewed is null ? null : query.NewDiscountRate,
                    Note = forecast.Model.AsOf > start ? TextCulture.Write($"The model was fitted to data up to {forecast.Model.AsOf:yyyy-MM-dd}, so at the opening it knew a part of what was to come: the surprise is smaller than that of a model of the opening.") : null,
                    GroupBy = query.GroupBy.Count == 0 ? null : string.Join(", ", query.GroupBy),
                    Currency = source.Currency,
                };
            }
        }
    }

    // The margin that was given; else that of the rows, or where they tell no cost that of the model.
    private static decimal Cash(BridgeFact fact, ValueForecast forecast, int part)
    {
        var money = Money.ToDecimal(fact.Cash[part]);
        return forecast.MarginRate is null && forecast.Model.CostRate is not null && fact.Cost is { } cost
            ? money - Money.ToDecimal(cost[part])
            : ForecastRules.MarginRate(forecast) is { } rate ? decimal.Round(money * (decimal)rate, Money.Scale) : money;
    }

    private static ValueForecast? Renewed(EquityQuery query) => query.NewModel is null && query.NewDiscountRate is null
        ? null
        : query.Forecast with { Model = query.NewModel ?? query.Forecast.Model, DiscountRate = query.NewDiscountRate ?? query.Forecast.DiscountRate };

    // Calendar months where the period is made of them, as the ledger has it; else as many days.
    private static DateTime Before(DateTime start, DateTime end)
    {
        var months = start.Day == 1 ? BridgePeriod.MonthsBetween(start, end) : 0;
        var days = (end - start).Days;
        return months > 0 && start > DateTime.MinValue.AddMonths(months) ? start.AddMonths(-months) : start > DateTime.MinValue.AddDays(days) ? start.AddDays(-days) : DateTime.MinValue;
    }
}
