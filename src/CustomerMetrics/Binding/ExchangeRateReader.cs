using System.Collections;
using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads exchange rates from what -ExchangeRate takes: a hashtable of currencies, or rows with Currency, Date and Rate.</summary>
internal static class ExchangeRateReader
{
    private const string Currency = nameof(Currency);
    private const string Date = nameof(Date);
    private const string Rate = nameof(Rate);

    public static IReadOnlyList<ExchangeRateRow> Read(object[] given) => given.SelectMany(ReadOne).ToArray();

    private static IEnumerable<ExchangeRateRow> ReadOne(object given)
    {
        var value = PSObject.AsPSObject(given);
        if (value.BaseObject is IDictionary table)
        {
            return Has(table, Currency) && Has(table, Rate)
                ? [Row(Find(table, Currency), Find(table, Date), Find(table, Rate))]
                : table.Cast<DictionaryEntry>().Select(entry => Row(entry.Key, null, entry.Value)).ToArray();
        }

        if (value.Properties[Currency] is { } currency && value.Properties[Rate] is { } rate)
        {
            return [Row(currency.Value, value.Properties[Date]?.Value, rate.Value)];
        }

        throw new CustomerMetricsException(
            "ExchangeRateInvalid",
            FailureKind.InvalidArgument,
            "-ExchangeRate holds something that is no rate.",
            "Give a hashtable such as @{ USD = 0.92; GBP = 1.17 }, or rows with Currency, Date and Rate, for example from Import-Csv.");
    }

    private static ExchangeRateRow Row(object? currency, object? date, object? rate) => new(RowValue.Of(currency), RowValue.Of(date), RowValue.Of(rate));

    private static bool Has(IDictionary table, string name) => Key(table, name) is not null;

    private static object? Find(IDictionary table, string name) => Key(table, name) is { } key ? table[key] : null;

    private static object? Key(IDictionary table, string name) => table.Keys.Cast<object>().FirstOrDefault(key => string.Equals(key.ToString(), name, System.StringComparison.OrdinalIgnoreCase));
}
