using System;
using System.Collections.Generic;
using System.Threading;
using CustomerMetrics.Engine.Facts.Cohorts;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Equity;

/// <summary>The histories of those who first came in some cohorts from columns: the customers of the cohort fact, with their states.</summary>
internal sealed class AcquiredScan : ICohortSink
{
    private readonly RowColumns rows;
    private readonly CohortQuestion question;
    private readonly GroupKeys groups;
    private readonly Dictionary<(int Period, int Group, int Age, int Repeats, int Last), AcquiredLine> lines = [];
    private CustomerState state;
    private (int Period, int Group) cell;
    private Int128 value;

    private AcquiredScan(RowColumns rows, CohortQuestion question, GroupKeys groups)
    {
        this.rows = rows;
        this.question = question;
        this.groups = groups;
    }

    public static IReadOnlyList<AcquiredLine> Scan(RowColumns rows, CohortQuestion question, CancellationToken cancellationToken)
    {
        var scan = new AcquiredScan(rows, question, GroupKeys.Create(rows, question.GroupBy));
        CohortScan.Each(rows, question, scan.groups, scan, cancellationToken);
        return AcquiredLine.Ordered(scan.lines.Values);
    }

    public void Begin(int customer, int period, int done, int group, int first)
    {
        state = CustomerState.Read(rows, customer, question.AsOf, question.Refund is RefundRule.Separate, groups);
        (cell, value) = ((period, group), 0);
    }

    public void Add(int bin, bool isBase, in Visit visit) => value += bin == CohortQuestion.Before ? 0 : visit.Value;

    public void End()
    {
        var (age, repeats, last) = (question.AsOf - 1 - state.First, state.Purchases - 1, state.Last - state.First);
        if (!lines.TryGetValue((cell.Period, cell.Group, age, repeats, last), out var line))
        {
            lines.Add((cell.Period, cell.Group, age, repeats, last), line = new(cell.Period, groups.Name(cell.Group), age, repeats, last));
        }

        var money = repeats > 0 && state.RepeatMoney > 0 ? state.RepeatMoney : 0;
        line.Customers++;
        line.Money += money;
        line.MoneySquares = line.MoneySquares.Plus(money, money);
        line.Value += value;
        line.Products = line.Products.Plus(value, money);
    }
}
