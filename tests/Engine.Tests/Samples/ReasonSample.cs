using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Samples;

namespace CustomerMetrics.Engine.Tests.Samples;

/// <summary>
/// The reasons that go with the bundled sample. Of the customers who came, stayed away or stayed in a quarter some are asked, and some of them answer.
/// A customer's answers depend on the customer's number and the quarter alone.
/// </summary>
internal static class ReasonSample
{
    private static readonly (CustomerMovement Movement, ReasonDirection Direction, int Percent, (string Reason, int Weight)[] Reasons)[] Questions =
    [
        (CustomerMovement.Lost, ReasonDirection.Out, 40, [("Price", 20), ("Delivery", 20), ("Competitor", 15), ("No need", 25), ("Service", 10), ("Moved away", 5), ("Quality", 5)]),
        (CustomerMovement.New, ReasonDirection.In, 25, [("Recommended", 35), ("Search", 30), ("Newsletter", 15), ("Shop window", 15), ("Competitor closed", 5)]),
        (CustomerMovement.Kept, ReasonDirection.Stay, 8, [("Quality", 40), ("Service", 30), ("Habit", 20), ("Price", 10)]),
        (CustomerMovement.Closing, ReasonDirection.Refer, 4, [("Quality", 50), ("Service", 30), ("Reward", 20)]),
        (CustomerMovement.Closing, ReasonDirection.NoRefer, 6, [("Nobody to tell", 50), ("Delivery", 30), ("Price", 20)]),
    ];

    public static IEnumerable<string> Lines(TransactionTable orders)
    {
        var query = new LedgerQuery { Period = PeriodUnit.Quarter };
        var ledger = TestSource.Engine.GetLedger(orders, query, CancellationToken.None).Entries;
        var rows =
            from entry in ledger
            from question in Questions
            from member in TestSource.Engine.GetMembers(orders, new MemberQuery { Ledger = query, Period = entry.Period, Start = entry.Start, Movements = [question.Movement] }, CancellationToken.None)
            let row = Answer(entry, question.Direction, question.Percent, question.Reasons, member.CustomerId)
            where row.Date < orders.AsOf && row.Reason.Length > 0
            orderby row.Date, member.CustomerId, question.Direction
            select string.Create(CultureInfo.InvariantCulture, $"{member.CustomerId},{row.Date:yyyy-MM-dd},{question.Direction},{row.Reason},{row.Source}");
        return rows.Prepend("customer_id,date,direction,reason,source");
    }

    private static (DateTime Date, string Reason, string Source) Answer(CustomerLedgerEntry entry, ReasonDirection direction, int percent, (string Reason, int Weight)[] reasons, string customerId)
    {
        var random = new CustomerStream();
        random.Start((entry.Start.Ticks / TimeSpan.TicksPerDay * 10) + (int)direction, int.Parse(customerId.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture));
        var isAsked = random.NextDouble() * 100 < percent;
        var date = entry.Start.AddDays((int)(random.NextDouble() * (entry.End - entry.Start).Days));

        // Delivery was bad in the autumn of 2025.
        var weights = reasons.Select(one => direction is ReasonDirection.Out && one.Reason == "Delivery" && entry.Period == "2025Q4" ? one.Weight * 3 : one.Weight).ToList();
        var place = (int)(random.NextDouble() * weights.Sum());
        var reason = 0;
        while (place >= weights[reason])
        {
            place -= weights[reason++];
        }

        var source = random.NextDouble() < 0.6 ? "survey" : "call";
        return (date, isAsked ? reasons[reason].Reason : "", source);
    }
}
