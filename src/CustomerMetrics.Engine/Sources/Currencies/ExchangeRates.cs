using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Currencies;

/// <summary>Exchange rates into one currency. A rate holds from its day until the next one of its currency.</summary>
internal sealed class ExchangeRates
{
    // Kept to twelve decimals; the product of a row and the largest rate still fits 128 bits.
    private const int Scale = 1_000_000;
    private const long One = (long)Scale * Scale;
    private const decimal Largest = 1_000_000;

    private readonly Dictionary<string, (int[] Days, long[] Rates)> rates;

    private ExchangeRates(Dictionary<string, (int[] Days, long[] Rates)> rates) => this.rates = rates;

    public static ExchangeRates Create(IReadOnlyList<ExchangeRateRow> rows, ImportOptions options)
    {
        var dates = new DateParser(options.TimeZone, options.Culture, options.DateFormats);
        var read = new List<(string Currency, int Day, long Rate)>(rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            var name = Convert.ToString(rows[i].Currency, CultureInfo.InvariantCulture)?.Trim().ToUpperInvariant();
            if (string.IsNullOrEmpty(name))
            {
                throw Invalid(i, "has no currency");
            }

            read.Add((name, DayOf(rows[i].Date, dates, i), RateOf(rows[i].Rate, options.Culture, i)));
        }

        if (read.GroupBy(rate => (rate.Currency, rate.Day)).FirstOrDefault(same => same.Select(rate => rate.Rate).Distinct().Count() > 1)?.Key is { } twice)
        {
            throw new CustomerMetricsException("ExchangeRateInvalid", FailureKind.InvalidArgument, $"-ExchangeRate has two rates of {twice.Currency} for one day.", "Leave one of them in the table.");
        }

        return new(read.GroupBy(rate => rate.Currency, StringComparer.Ordinal).ToDictionary(
            currency => currency.Key,
            currency => (currency.OrderBy(rate => rate.Day).Select(rate => rate.Day).ToArray(), currency.OrderBy(rate => rate.Day).Select(rate => rate.Rate).ToArray()),
            StringComparer.Ordinal));
    }

    /// <summary>The days and rates of a currency; null when it has none.</summary>
    public (int[] Days, long[] Rates)? Find(string currency) => rates.TryGetValue(currency, out var found) ? found : null;

    /// <summary>The rate that holds on a day; null before the first.</summary>
    public static long? RateOn(int day, (int[] Days, long[] Rates) ofCurrency)
    {
        var at = Array.BinarySearch(ofCurrency.Days, day);
        at = at < 0 ? ~at - 1 : at;
        return at < 0 ? null : ofCurrency.Rates[at];
    }

    /// <summary>Rounds half away from zero to a unit. False when the result is no row's amount any more.</summary>
    public static bool TryConvert(long units, long rate, out long converted)
    {
        var product = (Int128)units * rate;
        var rounded = (product + (product < 0 ? -(One / 2) : One / 2)) / One;
        converted = (long)Int128.Clamp(rounded, long.MinValue, long.MaxValue);
        return converted == rounded;
    }

    private static int DayOf(object? date, DateParser dates, int row)
    {
        switch (date)
        {
            case null or "":
                return 0;
            case DateTime value:
                return dates.Convert(value);
            case DateTimeOffset value:
                return dates.Convert(value);
            default:
                var text = Encoding.UTF8.GetBytes(Convert.ToString(date, CultureInfo.InvariantCulture)!);
                var status = dates.TryParse(text, out var day);
                return status is FieldStatus.Ok ? day : throw Invalid(row, "has a date that cannot be read: " + dates.Describe(status, text, "Date").Reason);
        }
    }

    private static long RateOf(object? rate, CultureInfo? culture, int row)
    {
        decimal value;
        try
        {
            value = rate is string text
                ? decimal.Parse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, culture ?? CultureInfo.InvariantCulture)
                : Convert.ToDecimal(rate, CultureInfo.InvariantCulture);
        }
        catch (Exception e) when (e is FormatException or OverflowException or InvalidCastException)
        {
            throw Invalid(row, "has a rate that is no number");
        }

        var scaled = decimal.Round(Math.Min(value, Largest + 1) * Scale * Scale, MidpointRounding.AwayFromZero);
        return value <= Largest && scaled >= 1 ? (long)scaled : throw Invalid(row, Errors.Invariant($"has the rate {value}"));
    }

    private static CustomerMetricsException Invalid(int row, string what) => new(
        "ExchangeRateInvalid",
        FailureKind.InvalidArgument,
        Errors.Invariant($"Rate {row + 1} of -ExchangeRate {what}."),
        "Each rate tells Currency, Date (the first day that it holds; none is every day) and Rate, what one unit is worth: a number above 0, at most 1,000,000.");
}
