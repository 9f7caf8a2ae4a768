using System;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Histories;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>Fits a model of purchases and of spend to a source.</summary>
internal static class ModelMetric
{
    private const string OneTimeBuyers =
        "Under BG/NBD every customer without a repeat purchase counts as alive, whatever the silence: no chance to be alive is given for them, and none may be added up to a share of active customers. Compare with MbgNbd or ParetoNbd.";

    public static CustomerModel Fit(CustomerSource source, ModelQuery query, CancellationToken cancellationToken)
    {
        var asOf = query.AsOf ?? source.AsOf;
        var day = PeriodCalendar.Day(asOf);
        var fact = CustomerFacts.Histories(source, day, day, cancellationToken);
        if (fact.Purchases.Count == 0)
        {
            throw new CustomerMetricsException("NoCustomers", FailureKind.InvalidData, Errors.Invariant($"{source.Name} has no purchase before the as-of date {asOf:yyyy-MM-dd}."), "Check -AsOf and the data.");
        }

        var histories = HistoryColumns.Purchases(fact, query.TimeUnit.Days());
        var comparison = query.Model is null ? ModelComparison.Run(source, fact, histories, query.TimeUnit, asOf, cancellationToken) : null;
        var kind = query.Model ?? comparison!.Best;
        var fit = comparison?.Fits[kind] ?? kind.Family().Fit(histories, cancellationToken);
        return new CustomerModel
        {
            Model = kind,
            TimeUnit = query.TimeUnit,
            AsOf = asOf,
            Customers = histories.Customers,
            Repeaters = histories.Repeaters,
            RepeatPurchases = histories.TotalRepeats,
            Parameters = SpendFit.ByName(fit.ParameterNames, fit.Parameters),
            StandardErrors = SpendFit.ByName(fit.ParameterNames, fit.StandardErrors),
            LogLikelihood = fit.Model is null ? null : fit.LogLikelihood,
            Identified = fit.Identified,
            Notes = kind is ModelKind.BgNbd && fit.Model is not null ? [.. fit.Notes, OneTimeBuyers] : [.. fit.Notes],
            LogCovariance = SpendFit.Flatten(fit.LogCovariance),
            Spend = SpendFit.Fit(fact, query.Spend, cancellationToken),
            Choice = comparison?.Words,
            Candidates = comparison is null ? [] : [.. comparison.Candidates],
            Source = source.Name,
            FirstDate = PeriodCalendar.Date(fact.FirstDay),
            TimeZone = source.TimeZone,
            Currency = source.Currency,
            Refund = source.Refund,
            CostRate = fact.Cost is { } cost && fact.Net > 0 ? (double)cost / (double)fact.Net : null,
            Fingerprint = Fingerprint(fact),
        };
    }

    private static string Fingerprint(HistoryFact fact)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var history in fact.Purchases)
        {
            Append(hash, [history.Repeats, history.Last, history.Age, history.Customers]);
        }

        foreach (var spend in fact.Spends)
        {
            Append(hash, [spend.Repeats, (long)(spend.Money >> 64), (long)(ulong)spend.Money, spend.Customers]);
        }

        return Convert.ToHexString(hash.GetCurrentHash())[..16];
    }

    private static void Append(IncrementalHash hash, ReadOnlySpan<long> numbers) => hash.AppendData(MemoryMarshal.AsBytes(numbers));
}
