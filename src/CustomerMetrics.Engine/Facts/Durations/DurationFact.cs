using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Durations;

/// <summary>What a source answers when asked how long customers stayed.</summary>
/// <param name="WindowDays">The days without an activity after which a customer is gone; 0 of subscriptions, whose terms tell it.</param>
/// <param name="Since">The day from which customers are followed; 0 follows them from their beginning.</param>
/// <param name="AsOf">The first day that is not seen.</param>
/// <param name="GroupBy">The columns whose group on the day of the first activity is told; none asks for the whole.</param>
internal sealed record DurationQuestion(int WindowDays, int Since, int AsOf, IReadOnlyList<string> GroupBy)
{
    /// <summary>Whether each of the lost gets a line with name and day, so that something else that is known of them can be looked up.</summary>
    public bool NamesLost { get; init; }

    /// <summary>Whether those who are still there get such a line too.</summary>
    public bool NamesAll { get; init; }

    public bool IsLong(int pause) => pause > WindowDays;
}

/// <summary>The answer.</summary>
/// <param name="FirstDay">The first day with a row; null when none is seen.</param>
/// <param name="LeftOut">Customers who were lost before they were followed.</param>
/// <param name="Lines">By the name of the group, then by entry and age, the lost last.</param>
internal sealed record DurationFact(int? FirstDay, long LeftOut, IReadOnlyList<DurationLine> Lines);

/// <summary>Customers who were followed alike. Ages are days since the beginning of a customer, the first activity, the first paid term, or the day that the customer is known from.</summary>
/// <param name="Group">That of the first activity, since a later one would be known to nobody at the beginning; null where nobody asked for groups.</param>
/// <param name="Entry">The age from which they were followed.</param>
/// <param name="Age">The age at their first loss, or at the as-of date.</param>
/// <param name="IsLost">Whether they were lost.</param>
/// <param name="Customers">How many they are.</param>
/// <param name="CameBack">Those of the lost with an activity or a term after the loss.</param>
/// <param name="Early">Those first seen so close to the first day that they may be older; nobody of whom a column tells the beginning.</param>
internal readonly record struct DurationLine(string? Group, int Entry, int Age, bool IsLost, long Customers, long CameBack, long Early)
{
    /// <summary>Who it is; null where no names are asked for, and of those who are still there unless they are asked for too.</summary>
    public string? CustomerId { get; init; }

    /// <summary>The loss date of a customer with a name; 0 of one who is still there.</summary>
    public int LossDay { get; init; }
}
