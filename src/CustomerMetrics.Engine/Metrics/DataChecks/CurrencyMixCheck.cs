using System.Linq;
using CustomerMetrics.Engine.Facts;

namespace CustomerMetrics.Engine.Metrics.DataChecks;

/// <summary>Rows of several currencies. Added up as they are they mean nothing; with rates they are converted.</summary>
internal static class CurrencyMixCheck
{
    public static CustomerDataFinding? Find(DataSubject subject)
    {
        var currencies = CustomerFacts.Currencies(subject.Source, subject.AsOfDay, subject.CancellationToken);
        if (currencies.Count < 2)
        {
            return null;
        }

        var others = currencies.OrderByDescending(currency => currency.Rows.Count).Skip(1).ToList();
        var count = others.Sum(currency => currency.Rows.Count);
        var named = Words.List([.. currencies.OrderByDescending(currency => currency.Rows.Count).Select(currency => $"{currency.Name} {Words.Money(currency.Rows.Amount)} in {Words.Rows(currency.Rows.Count)}")]);
        var isConverted = subject.Source is TransactionTable { ConvertedRows: > 0 };
        return subject.Finding(
            "CurrencyMix",
            isConverted ? DataSeverity.Information : DataSeverity.Error,
            count,
            others.Aggregate((System.Int128)0, (sum, currency) => sum + currency.Rows.Amount),
            subject.ShareOfRows(count),
            [.. others.SelectMany(currency => currency.Rows.Examples).Order().Take(10)],
            isConverted ? $"The rows have {currencies.Count} currencies, which were converted: {named}." : $"The rows have {currencies.Count} currencies, whose amounts cannot be added: {named}.",
            isConverted ? "FxEffect in the ledger tells what the rates did." : "Import with -Currency and -ExchangeRate to convert them, or import each currency on its own.");
    }
}
