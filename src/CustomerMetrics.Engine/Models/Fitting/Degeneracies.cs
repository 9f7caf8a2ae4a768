using CustomerMetrics.Engine.Models.Numerics;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>The simpler models that a fit may end at, in words for those who read it.</summary>
internal static class Degeneracies
{
    private const double Many = 1e3;
    private const double Few = 1e-3;

    public static string? Rates(double r) => r switch
    {
        > Many => "Customers hardly differ in how often they buy, so that r and alpha cannot be told apart; their ratio is the rate of all. The expected purchases may be used, the parameters one by one may not.",
        < Few => "Nearly all repeat purchases are those of very few customers, so that the model does not fit. Look at these customers first: they may be resellers or test accounts.",
        _ => null,
    };

    public static string? DropoutChances(double a, double b) => (a / (a + b), a + b) switch
    {
        ( < Few, _) => NobodyLeaves,
        (_, > Many) => "Customers hardly differ in their chance to leave, so that a and b cannot be told apart; a/(a+b) is the chance of all. The expected purchases may be used, the parameters one by one may not.",
        (_, < Few) => "Each customer seems to leave at once or never, so that a and b cannot be told. Compare with the Pareto/NBD model.",
        _ => null,
    };

    /// <summary>The chance to have left by the mean age is 1 - exp(-s ln(1 + age/beta)).</summary>
    public static string? Lifetimes(double s, double beta, double age) => (s * NearOne.Log1p(age / beta), s) switch
    {
        ( < Few, _) => NobodyLeaves,
        (_, > Many) => "Customers hardly differ in how long they stay, so that s and beta cannot be told apart; beta/s is the mean time of all. The expected purchases may be used, the parameters one by one may not.",
        _ => null,
    };

    public static string? Spend(double p, double q) => (p, q) switch
    {
        (_, > Many) => "Customers hardly differ in their mean spend, so that q and gamma cannot be told apart. Use the plain mean of all purchases for every customer.",
        ( > Many, _) => "The purchases of each customer are all of nearly the same money, so that p cannot be told. Use each customer's own mean.",
        _ => null,
    };

    public static string? Renewals(double a, double b) => (a / (a + b), a + b) switch
    {
        ( < Few, _) => "Hardly any customer left, so that the parameters of leaving cannot be told. Take contracts of a longer time.",
        (_, > Many) => "The share that renews is the same at every age, so that a and b cannot be told apart. Use one constant retention rate, b/(a+b).",
        (_, < Few) => "Each customer seems to leave at the first renewal or never, so that a and b cannot be told.",
        _ => null,
    };

    private const string NobodyLeaves = "Hardly any customer seems to have left in this time, so that the parameters of leaving cannot be told. Use the NBD model, which has none, or data of a longer time.";
}
