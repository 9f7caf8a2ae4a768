using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Currencies;

/// <summary>
/// Brings all rows to one currency: by rates where there are some, else by refusing a second one, since sums over several mean nothing.
/// </summary>
internal sealed class CurrencyReader
{
    // A column with more is none of currencies.
    private const int MostCurrencies = 500;

    // Monthly rates are common; older ones than this are a table that ended too early.
    private const int FreshDays = 45;

    private readonly ImportOptions options;
    private readonly string? reporting;
    private readonly ExchangeRates? rates;
    private readonly List<Currency> currencies = [];

    // As they are written: usd is USD.
    private readonly List<(byte[] Text, int Code)> spellings = [];
    private int latest;

    public CurrencyReader(ImportOptions options)
    {
        this.options = options;
        reporting = options.Currency?.Trim().ToUpperInvariant();
        if (options.ExchangeRates is { } given)
        {
            rates = reporting is null
                ? throw new CustomerMetricsException("ReportingCurrencyMissing", FailureKind.InvalidArgument, "-ExchangeRate does not tell into which currency the rates convert.", "Name it with -Currency, for example -Currency EUR.")
                : ExchangeRates.Create(given, options);
        }
    }

    /// <summary>The currency of the results; null when nothing tells it, or there are several.</summary>
    public string? Name => reporting ?? (currencies is [var only] ? only.Name : null);

    public IReadOnlyList<string> Names => [.. currencies.Select(currency => currency.Name)];

    /// <summary>Whether there are rates.</summary>
    public bool Converts => rates is not null;

    public long ConvertedRows { get; private set; }

    /// <summary>Rates need a column that tells the currency of a row.</summary>
    public void CheckColumns(MappedColumns columns, string name, string target)
    {
        if (rates is not null && columns.Currency < 0)
        {
            throw new CustomerMetricsException("CurrencyColumnMissing", FailureKind.InvalidData, $"{name}: no column tells the currency of a row, so -ExchangeRate has nothing to convert.", "Name it with -CurrencyColumn, or leave out -ExchangeRate.", target);
        }
    }

    /// <param name="text">The field.</param>
    /// <param name="column">Its column.</param>
    /// <param name="place">The row.</param>
    /// <param name="code">The place of the currency among <see cref="Names"/>.</param>
    /// <param name="problem">Why it cannot be read.</param>
    public bool TryRead(ReadOnlySpan<byte> text, string column, RowPlace place, out int code, out RowProblem problem)
    {
        problem = null!;
        text = FieldText.Trim(text);
        if (latest < spellings.Count && text.SequenceEqual(spellings[latest].Text))
        {
            code = spellings[latest].Code;
            return true;
        }

        for (latest = 0; latest < spellings.Count; latest++)
        {
            if (text.SequenceEqual(spellings[latest].Text))
            {
                code = spellings[latest].Code;
                return true;
            }
        }

        code = 0;
        var status = FieldText.Check(text);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, column, FieldText.CurrencyMissing);
            return false;
        }

        code = Find(text, column, place);
        spellings.Add((text.ToArray(), code));
        return true;
    }

    /// <summary>Converts an amount of a currency that was read.</summary>
    public bool TryConvert(int code, int day, ref long units, string column, out RowProblem problem)
    {
        problem = null!;
        var currency = currencies[code];
        if (rates is null || currency.Name == reporting)
        {
            return true;
        }

        if (currency.Rates is not { } ofCurrency || ExchangeRates.RateOn(day, ofCurrency) is not { } rate)
        {
            problem = new("ExchangeRateMissing", column, Errors.Invariant($"-ExchangeRate has no rate of {currency.Name} for {PeriodCalendar.Date(day):yyyy-MM-dd}"), "Add one from that day or an earlier one on; a rate without a date holds for every day.");
            return false;
        }

        if (!ExchangeRates.TryConvert(units, rate, out units))
        {
            problem = AmountParser.OutOfRange("the converted amount", column);
            return false;
        }

        currency.LastDay = Math.Max(currency.LastDay, day);
        return true;
    }

    /// <summary>Counts a row that was taken.</summary>
    public void Count(int code) => ConvertedRows += rates is null || currencies[code].Name == reporting ? 0 : 1;

    /// <summary>What to say of the rates at the end.</summary>
    public IEnumerable<string> Warnings() =>
        from currency in currencies
        where currency.Rates is { Days: [.., > 0 and var last] } && currency.LastDay - last > FreshDays
        select Errors.Invariant($"The last rate of {currency.Name} is of {PeriodCalendar.Date(currency.Rates!.Value.Days[^1]):yyyy-MM-dd}, but rows run to {PeriodCalendar.Date(currency.LastDay):yyyy-MM-dd}: they are converted at an old rate. Add later rates.");

    private int Find(ReadOnlySpan<byte> text, string column, RowPlace place)
    {
        var name = Encoding.UTF8.GetString(text).ToUpperInvariant();
        var known = currencies.FindIndex(currency => currency.Name == name);
        if (known >= 0)
        {
            return known;
        }

        var expected = reporting ?? (currencies.Count > 0 ? currencies[0].Name : name);
        if (rates is null && (!options.KeepsCurrencies || currencies.Count == MostCurrencies) && name != expected)
        {
            var (message, remedy) = reporting is null
                ? ($"the rows have more than one currency, {Errors.List([expected, FieldText.Shorten(text)])} among them, so their amounts cannot be added", "Give -Currency and -ExchangeRate to convert them, or import each currency on its own.")
                : ($"the currency is {Errors.List([FieldText.Shorten(text)])}, not {Errors.List([reporting])}", "Give -ExchangeRate to convert it, or leave out -Currency.");
            throw new CustomerMetricsException("CurrencyMixed", FailureKind.InvalidData, $"{place}, column '{column}': {message}.", remedy, place.Target);
        }

        currencies.Add(new Currency(name, rates?.Find(name)));
        return currencies.Count - 1;
    }

    private sealed record Currency(string Name, (int[] Days, long[] Rates)? Rates)
    {
        /// <summary>The last day with a row of it.</summary>
        public int LastDay { get; set; }
    }
}
