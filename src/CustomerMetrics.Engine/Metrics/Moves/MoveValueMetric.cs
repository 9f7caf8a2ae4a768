using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.Averages;
using CustomerMetrics.Engine.Metrics.CustomerModels;
using CustomerMetrics.Engine.Models;
using Sampling = CustomerMetrics.Engine.Models.Numerics.Draws;

namespace CustomerMetrics.Engine.Metrics.Moves;

/// <summary>The value of a customer in each group, when customers go on to move as they did in the periods asked for. Who is lost becomes dormant, and may return.</summary>
internal static class MoveValueMetric
{
    private const int Draws = 1000;
    private const double Tail = 0.025;
    private const double MonthsOfYear = 12;

    public static CustomerMoveValues Compute(CustomerSource source, MoveValueQuery query, CancellationToken cancellationToken)
    {
        MoveRules.Validate(query);
        var periods = MoveRules.PeriodsOf(query.Horizon, query.Moves.Ledger.Period);
        var moves = MoveMetric.Compute(source, query.Moves, cancellationToken);
        var cells = moves.Cells.Where(cell => cell.IsComplete || query.Moves.IncludeOpen).ToList();
        if (cells.Count == 0)
        {
            return new([], [.. moves.Warnings, "No complete period lies in the range asked for, so nothing tells how customers move."]);
        }

        // Of columns those that were never there in these periods have no chances and no money.
        var groups = moves.Groups.Where(group => cells.Exists(cell => cell.From == group || cell.To == group)).ToList();
        MoveRules.CheckStates(query, groups);
        string[] states = [.. groups, CustomerMove.Dormant];
        var counts = Counts(states, cells);
        var money = states.Select(state => MoneyOf(query, cells, state)).ToArray();
        var discount = ValueFormula.PerPeriod(query.DiscountRate, query.Moves.Ledger.Period);
        var values = MarkovValue.Of(Chances(counts), money, discount, periods);
        var draws = Drawn(query.Seed, counts, money, discount, periods, cancellationToken);
        return new([.. states.Select(Record)], moves.Warnings);

        CustomerMoveValue Record(string state, int i)
        {
            var seen = Enumerable.Range(0, states.Length).Sum(j => counts[i, j]);
            var isDormant = i == groups.Count;

            // Below the best tier, and not of those who are in none.
            int? next = query.Moves.Tiers.Count > 0 && i > 0 && !isDormant ? i - 1 : null;
            var range = seen == 0 ? default((double Low, double High)?) : Range(draws, draw => draw[i]);
            var step = seen == 0 || next is not { } better || Enumerable.Range(0, states.Length).All(j => counts[better, j] == 0) ? default((double Low, double High)?) : Range(draws, draw => draw[better] - draw[i]);
            var cell = cells[0];
            return new()
            {
                Group = state,
                Customers = seen,
                Revenue = (decimal)money[i],
                Stay = seen == 0 ? null : (double)counts[i, i] / seen,
                Leave = seen == 0 ? null : (double)counts[i, groups.Count] / seen,
                Value = ValueFormula.Money(values[i]),
                Low = ValueFormula.Money(range?.Low),
                High = ValueFormula.Money(range?.High),
                NextGroup = next is { } above ? states[above] : null,
                NextValue = next is { } other ? ValueFormula.Money(values[other] - values[i]) : null,
                NextLow = ValueFormula.Money(step?.Low),
                NextHigh = ValueFormula.Money(step?.High),
                Interval = range is null ? null : "Dirichlet",
                Note = seen == 0 ? "nobody was there at an opening: the value is the money of one period" : null,
                Method = "Pfeifer and Carraway 2000",
                DiscountRate = query.DiscountRate,
                PeriodRate = discount,
                Horizon = query.Horizon.ToString(),
                HorizonPeriods = periods,
                Periods = cells.Select(one => one.Start).Distinct().Count(),
                Start = cell.Start,
                End = cells[^1].End,
                Draws = Draws,
                Seed = query.Seed,
                Unit = cell.Unit,
                ActivityRule = cell.ActivityRule,
                WindowDays = cell.WindowDays,
                GraceDays = cell.GraceDays,
                GroupBy = cell.GroupBy,
                Tiers = cell.Tiers,
                AsOf = cell.AsOf,
                TimeZone = cell.TimeZone,
                Currency = cell.Currency,
            };
        }
    }

    private static long[,] Counts(string[] states, List<CustomerMove> cells)
    {
        var counts = new long[states.Length, states.Length];
        var places = states.Select((state, place) => (state, place)).ToDictionary(one => one.state, one => one.place, StringComparer.Ordinal);
        foreach (var cell in cells.Where(cell => cell.Direction is not MoveDirection.New))
        {
            counts[places[cell.From], cell.Direction is MoveDirection.Lost ? states.Length - 1 : places[cell.To]] += cell.Customers;
        }

        return counts;
    }

    // What a ledger holds at the close is the money of the period, of a month, or of the window: a period has its share of them.
    private static double MoneyOf(MoveValueQuery query, List<CustomerMove> cells, string state)
    {
        if (query.Revenue is { } given)
        {
            return given.TryGetValue(state, out var amount) ? (double)amount : 0;
        }

        var there = cells.FindAll(cell => cell.To == state);
        var customers = there.Sum(cell => cell.Customers);
        var unit = cells[0].Unit;
        var share = cells[0].ActivityRule switch
        {
            ActivityRule.Period => 1,
            ActivityRule.Window => PeriodsOfYear.In(PeriodUnit.Day) / PeriodsOfYear.In(unit) / cells[0].WindowDays!.Value,
            _ => MonthsOfYear / PeriodsOfYear.In(unit),
        };
        return customers == 0 || state == CustomerMove.Dormant ? 0 : (double)there.Sum(cell => cell.ClosingValue) / customers * share;
    }

    private static double[,] Chances(long[,] counts)
    {
        var n = counts.GetLength(0);
        var chances = new double[n, n];
        for (var i = 0; i < n; i++)
        {
            var all = Enumerable.Range(0, n).Sum(j => counts[i, j]);
            for (var j = 0; j < n && all > 0; j++)
            {
                chances[i, j] = (double)counts[i, j] / all;
            }
        }

        return chances;
    }

    // Perks 1947: beside the customers seen one more, spread evenly, so that a movement nobody made is not impossible.
    private static double[][] Drawn(long seed, long[,] counts, double[] money, double discount, int? periods, CancellationToken cancellationToken)
    {
        var random = new Random(Seeds.Fold(seed));
        var n = money.Length;
        var draws = new double[Draws][];
        for (var draw = 0; draw < Draws; draw++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var chances = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                var row = Enumerable.Range(0, n).Select(j => Sampling.Gamma(random, counts[i, j] + (1.0 / n), 1)).ToArray();
                var all = row.Sum();
                for (var j = 0; j < n; j++)
                {
                    chances[i, j] = row[j] / all;
                }
            }

            draws[draw] = MarkovValue.Of(chances, money, discount, periods);
        }

        return draws;
    }

    private static (double Low, double High) Range(double[][] draws, Func<double[], double> valueOf)
    {
        var sorted = Array.ConvertAll(draws, draw => valueOf(draw));
        Array.Sort(sorted);
        return (ResidualDraws.Quantile(sorted, Tail), ResidualDraws.Quantile(sorted, 1 - Tail));
    }
}
