using System.Globalization;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>Fits a purchase model, where there is enough to fit it to.</summary>
internal static class PurchaseFit
{
    private const int FewestCustomers = 30;
    private const int FewestRepeaters = 10;

    // Enough to come close to the maximum; the rest is done on all customers.
    private const int RoughCustomers = 20_000;

    public static ModelFit<PurchaseModel> Run(PurchaseModelFamily family, PurchaseHistories histories, CancellationToken cancellationToken)
    {
        if (TooLittle(histories) is { } reason)
        {
            return new() { Name = family.Name, ParameterNames = family.ParameterNames, Create = family.Create, Customers = histories.Customers, Notes = [reason] };
        }

        var meanAge = histories.TotalAge / histories.Customers;
        var full = family.Likelihood(histories);
        var maximum = new Maximum<PurchaseModel>
        {
            Name = family.Name,
            ParameterNames = family.ParameterNames,
            Create = family.Create,
            Scales = [.. family.IsTime.Select(isTime => isTime ? meanAge : 1)],
            Starts = family.Starts(histories.TotalRepeats / histories.TotalAge, meanAge),
            Customers = histories.Customers,
            Degeneracy = parameters => family.Degeneracy(parameters, meanAge),
        };
        return maximum.Fit(histories.Customers > 2 * RoughCustomers ? family.Likelihood(histories.Thin(RoughCustomers)) : full, full, cancellationToken);
    }

    private static string? TooLittle(PurchaseHistories histories)
    {
        if (histories.Customers < FewestCustomers)
        {
            return string.Create(CultureInfo.InvariantCulture, $"There are {histories.Customers} customers; at least {FewestCustomers} are needed to fit a model. Take data of a longer time or of more customers.");
        }

        if (histories.TotalAge == 0)
        {
            return "All customers are new on the last day, so that nothing has been seen of them yet. Take data of a longer time.";
        }

        return histories.Repeaters < FewestRepeaters
            ? string.Create(CultureInfo.InvariantCulture, $"Of {histories.Customers} customers {histories.Repeaters} bought again; at least {FewestRepeaters} must have, to tell how often customers come back. Take data of a longer time.")
            : null;
    }
}
