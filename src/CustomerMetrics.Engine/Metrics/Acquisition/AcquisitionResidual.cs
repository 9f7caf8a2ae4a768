using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Equity;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Metrics.Equity;

namespace CustomerMetrics.Engine.Metrics.Acquisition;

/// <summary>What the new customers of each channel and cohort are expected to bring from the as-of date on. All together it is their customer equity.</summary>
/// <param name="Forecast">By what; its margin is the one that what was seen counts by.</param>
/// <param name="Reason">Why there are no such values; null where there are.</param>
internal sealed record AcquisitionResidual(ValueForecast Forecast, string? Reason)
{
    private readonly Dictionary<(int Period, string Channel), int> places = [];
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private decimal[] equity = [];
    private AcquiredMoment[] moments = [];
    private DrawnEquity? ofCells;
    private DrawnEquity? ofChannels;

    /// <returns>Null where nobody asked for it.</returns>
    public static AcquisitionResidual? Create(AcquisitionScope scope, IReadOnlyList<AcquisitionCell> cells, CancellationToken cancellationToken)
    {
        if (scope.Query.Forecast is not { } given)
        {
            return null;
        }

        // What is expected counts as what was seen does.
        var basis = AcquisitionRules.BasisOf(scope.Source, scope.Query);
        var forecast = given with { MarginRate = basis switch { MarginBasis.Given => scope.Query.Margin, MarginBasis.Cost => null, _ => 1 } };
        ForecastRules.Check(scope.Source, forecast);
        ForecastRules.CheckNotLater(forecast.Model, scope.AsOf);
        return AcquisitionRules.NoResidual(scope.Source, forecast.Model, basis) is { } reason ? new(forecast, reason) : Sum(scope, cells, forecast, cancellationToken);
    }

    /// <summary>What the customers of some cells are expected to bring; null where that is not known.</summary>
    /// <param name="cells">Whole channels where it is a total.</param>
    /// <param name="isTotal">Whether cohorts are together.</param>
    public AcquiredValue? Of(IReadOnlyList<AcquisitionCell> cells, bool isTotal)
    {
        var peopled = cells.Where(cell => cell.Customers > 0).ToList();
        if (Reason is not null || peopled.Count == 0)
        {
            return null;
        }

        var parts = peopled.ConvertAll(cell => places[(cell.Period, cell.Channel)]);
        var interval = isTotal
            ? ofChannels?.IntervalOf([.. peopled.Select(cell => numbers[cell.Channel]).Distinct()])
            : ofCells?.IntervalOf(parts);
        return new(parts.Sum(part => equity[part]), interval, parts.Select(part => moments[part]).Aggregate((sum, moment) => sum + moment));
    }

    private static AcquisitionResidual Sum(AcquisitionScope scope, IReadOnlyList<AcquisitionCell> cells, ValueForecast forecast, CancellationToken cancellationToken)
    {
        var model = FittedModel.From(forecast.Model);
        var valuation = new Valuation(scope.AsOf, forecast.Horizon, forecast.DiscountRate, ForecastRules.MarginRate(forecast) ?? 1);
        var lines = CustomerFacts.Acquired(scope.Source, scope.Question, cancellationToken);
        var (places, numbers) = (Numbered(cells.Where(cell => cell.Customers > 0).Select(cell => (cell.Period, cell.Channel))), Numbered(cells.Select(cell => cell.Channel)));
        Check(scope, cells, lines);
        var fact = FactOf(lines, line => places[CellOf(line)], places.Count);
        var sums = EquitySums.Of(fact, model, valuation, cancellationToken);
        if (sums.NoEquity(model) is { } reason)
        {
            return new(forecast, reason);
        }

        var residual = new AcquisitionResidual(forecast, null) { equity = sums.Round(), moments = AcquiredMoment.Of(lines, line => places[CellOf(line)], places.Count, model, valuation) };
        foreach (var (cell, place) in places)
        {
            residual.places.Add(cell, place);
        }

        foreach (var (channel, number) in numbers)
        {
            residual.numbers.Add(channel, number);
        }

        if (forecast.HasInterval && FittedModel.Drawer(forecast.Model) is { } drawer)
        {
            var draws = new EquityDraws(drawer, model, valuation, forecast.Seed, forecast.Draws);
            var together = new double[numbers.Count];
            foreach (var ((_, channel), place) in places)
            {
                together[numbers[channel]] += sums.Equity[place];
            }

            residual.ofChannels = draws.Draw(FactOf(lines, line => numbers[CellOf(line).Channel], numbers.Count), together, cancellationToken);
            residual.ofCells = scope.Query.IsTotal ? null : draws.Draw(fact, sums.Equity, cancellationToken);
        }

        return residual;
    }

    private static Dictionary<T, int> Numbered<T>(IEnumerable<T> keys)
        where T : notnull => keys.Distinct().Select((key, number) => (key, number)).ToDictionary(pair => pair.key, pair => pair.number);

    private static (int Period, string Channel) CellOf(AcquiredLine line) => (line.Period, line.Group ?? GroupNames.None);

    // The very customers of the cells, or rows were written meanwhile.
    private static void Check(AcquisitionScope scope, IEnumerable<AcquisitionCell> cells, IEnumerable<AcquiredLine> lines)
    {
        var valued = lines.GroupBy(CellOf).ToDictionary(cell => cell.Key, cell => cell.Sum(line => line.Customers));
        var counted = cells.Where(cell => cell.Customers > 0).ToDictionary(cell => (cell.Period, cell.Channel), cell => cell.Customers);
        foreach (var cell in valued.Keys.Union(counted.Keys))
        {
            var people = counted.GetValueOrDefault(cell) - valued.GetValueOrDefault(cell);
            if (people != 0)
            {
                throw Errors.AcquisitionCheckFailed(scope.Calendar.Label(cell.Period - scope.Calendar.FirstPeriod), people, 0);
            }
        }
    }

    // The money of all rows is a matter of the cohorts.
    private static EquityFact FactOf(IReadOnlyList<AcquiredLine> lines, Func<AcquiredLine, int> partOf, int parts)
    {
        var customers = new long[parts];
        var histories = new List<EquityHistory>(lines.Count);
        foreach (var line in lines)
        {
            var part = partOf(line);
            customers[part] += line.Customers;
            histories.Add(new(line.Age, line.Repeats, line.Last, part, part, line.Customers, line.Money));
        }

        return new([.. histories.OrderBy(history => (history.Age, history.Repeats, history.Last, history.To))], new string?[parts], customers, []);
    }
}

/// <summary>What some customers are expected to bring.</summary>
/// <param name="Equity">All of them together.</param>
/// <param name="Interval">Its intervals; null where there are none.</param>
/// <param name="Moment">How it differs between them.</param>
internal sealed record AcquiredValue(decimal Equity, ResidualInterval? Interval, AcquiredMoment Moment);
