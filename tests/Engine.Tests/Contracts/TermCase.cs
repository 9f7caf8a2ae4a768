using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>Generated subscriptions, dense in what is hard: ties, gaps around the grace, edges of periods, credits, free and empty terms, currencies.</summary>
internal sealed record TermCase(IReadOnlyList<TermRow> Rows, ContractRule Rule, DateOnly AsOf, IReadOnlyList<(DateOnly From, decimal Rate)> Dollars, bool IsAsOfAsked)
{
    private static readonly DateOnly First = new(2023, 12, 15);

    private static readonly string[] Plans = ["basic", "plus", "pro", ""];

    private static readonly string[] Words = ["month", "Monthly", "quarter", "year", "annual", "week", "day", "half-year", "3 months", "2_years"];

    public static TermCase Draw(int seed)
    {
        var random = new Random(seed);
        int[] graces = [0, 1, 3, 10, 30];
        var grace = graces[random.Next(graces.Length)];
        var hasDollars = random.Next(3) == 0;
        var rule = new ContractRule { GraceDays = grace, LossDate = random.Next(3) == 0 ? LossDate.Cancel : LossDate.End, IncludesFree = random.Next(3) == 0, EndIsLastDay = random.Next(3) == 0 };
        var rows = new List<TermRow>();
        for (var customer = 0; customer < 14; customer++)
        {
            DateOnly? since = random.Next(4) == 0 ? Day(random, 0) : null;
            var next = Day(random, 0);
            for (var term = random.Next(7); term > 0; term--)
            {
                var row = DrawTerm(random, $"c{customer}", next, since, hasDollars);
                rows.Add(row);
                next = (row.End ?? Day(random, 200)).AddDays(random.Next(6) switch
                {
                    0 => 0,
                    1 => grace,
                    2 => grace + 1,
                    3 => -random.Next(40),
                    _ => random.Next(70),
                });
            }
        }

        rows.Add(new("early", First, First, null, 1, "month", "basic", "EUR", null));
        var order = rows.OrderBy(_ => random.Next()).ToList();
        (DateOnly, decimal)[] dollars = [(DateOnly.MinValue, 0.9m), (new(2024, 2, 1), 0.95m), (new(2024, 5, 16), 1.0333m), (new(2024, 9, 1), 0.87m)];
        return new(order, rule, Day(random, 150), dollars, random.Next(2) == 0);
    }

    public LedgerQuery Query => new() { AsOf = IsAsOfAsked ? AsOf.ToDateTime(TimeOnly.MinValue) : null };

    public SubscriptionTable Import(IEnumerable<TermRow>? rows = null)
    {
        var options = TestSource.Options with
        {
            Contract = Rule,
            AsOf = IsAsOfAsked ? new DateTime(2027, 1, 1) : AsOf.ToDateTime(TimeOnly.MinValue),
            Currency = "EUR",
            ExchangeRates = [.. Dollars.Select(rate => new ExchangeRateRow("USD", rate.From.ToDateTime(TimeOnly.MinValue), rate.Rate))],
            Columns = new() { Groups = ["plan"], FirstSeen = "since" },
        };
        using var importer = TestSource.Engine.ReadRows("rows", options);
        importer.Begin(TermRow.Header);
        foreach (var row in rows ?? Rows)
        {
            importer.Add(row.Values);
        }

        return (SubscriptionTable)importer.Complete(CancellationToken.None);
    }

    private static TermRow DrawTerm(Random random, string customer, DateOnly start, DateOnly? since, bool hasDollars)
    {
        start = start < First ? First : start;
        DateOnly? end = random.Next(8) switch
        {
            0 => null,
            1 => start,
            2 => start.AddMonths(random.Next(1, 4)),
            3 => new DateOnly(start.Year, start.Month, 1).AddMonths(random.Next(1, 5)),
            4 => new DateOnly(start.Year, start.Month, 1).AddMonths(random.Next(1, 5)).AddDays(-1),
            _ => start.AddDays(random.Next(1, 80)),
        };
        DateOnly? cancel = random.Next(5) == 0 ? start.AddDays(random.Next(-5, 60)) : null;
        var amount = random.Next(8) switch
        {
            0 => 0,
            1 => -random.Next(1, 5) * 5,
            2 => random.Next(1, 100_000) / 100m,
            _ => random.Next(1, 5) * 10,
        };
        return new(customer, start, end, cancel, amount, random.Next(2) == 0 ? "month" : Words[random.Next(Words.Length)], Plans[random.Next(Plans.Length)], hasDollars && random.Next(3) == 0 ? "USD" : "EUR", since);
    }

    private static DateOnly Day(Random random, int from)
    {
        var day = First.AddDays(from + random.Next(330 - from));
        return random.Next(4) switch
        {
            0 => new DateOnly(day.Year, day.Month, 1),
            1 => new DateOnly(day.Year, day.Month, 1).AddDays(day.Month == 1 ? 30 : -1),
            _ => day,
        };
    }
}
