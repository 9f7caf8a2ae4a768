using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Durations;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>The day of each customer's first activity or paid term, and the group on it.</summary>
internal readonly record struct CustomerOrigin(string CustomerId, string? Group, int FirstDay);

/// <summary>Asks for the origins of the customers of a source.</summary>
internal static class CustomerOrigins
{
    // Longer than any calendar, so that silence ends nobody's time.
    private const int NoWindow = 36_525_000;

    public static IEnumerable<CustomerOrigin> Of(CustomerSource source, int asOf, string? column, CancellationToken cancellationToken)
    {
        var question = new DurationQuestion(source.Contract is null ? NoWindow : 0, 0, asOf, column is null ? [] : [column]) { NamesLost = true, NamesAll = true };
        return CustomerFacts.Durations(source, question, cancellationToken).Lines.Select(line => new CustomerOrigin(line.CustomerId!, line.Group, (line.IsLost ? line.LossDay : asOf) - line.Age + line.Entry));
    }
}
