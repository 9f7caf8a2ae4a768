using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Table;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>The ledger fact from columns: one pass over the customers.</summary>
internal static class LedgerScan
{
    public static LedgerFact Scan(RowColumns rows, LedgerQuestion question, CancellationToken cancellationToken)
    {
        var firstDay = FirstDay(rows);
        if (firstDay >= question.AsOf)
        {
            return new LedgerFact(new PeriodCalendar(question.Period, question.AsOf, question.AsOf), [], question.AsOf, null);
        }

        var calendar = new PeriodCalendar(question.Period, firstDay, question.AsOf - 1);
        var lines = Enumerable.Range(0, calendar.Count).Select(_ => new LedgerLine()).ToArray();
        double? cameBack = null;
        if (question.ActivityRule is ActivityRule.Period)
        {
            new PeriodRuleScan(rows, question, calendar, lines, firstDay).Run(cancellationToken);
        }
        else
        {
            var scan = new WindowRuleScan(rows, question, calendar, lines, firstDay);
            scan.Run(cancellationToken);
            cameBack = scan.CameBackShare;
        }

        return new LedgerFact(calendar, lines, firstDay, cameBack);
    }

    private static int FirstDay(RowColumns rows)
    {
        var first = int.MaxValue;
        for (var customer = 0; customer < rows.Customers; customer++)
        {
            var days = rows.DaysOf(customer);
            first = days.IsEmpty ? first : Math.Min(first, days[0]);
        }

        return first;
    }
}
