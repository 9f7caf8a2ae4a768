namespace CustomerMetrics.Engine.Models.Survival;

/// <summary>Customers who were followed alike.</summary>
/// <param name="Entry">The age from which they were followed; zero for those followed from their beginning.</param>
/// <param name="Age">The age at which they were lost, or last seen as customers.</param>
/// <param name="Outcome"><see cref="Censored"/>, or the number of the reason for which they were lost, from one on.</param>
/// <param name="Customers">How many they are.</param>
internal readonly record struct Lifetime(double Entry, double Age, int Outcome, long Customers)
{
    public const int Censored = 0;

    public const int Lost = 1;
}
