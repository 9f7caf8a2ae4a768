using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
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

    // Both are replaced and never changed, so that other threads may look currencies up while one adds to them.
    private volatile Currency[] currencies = [];

    // As they are written: usd is USD.
    private volatile (byte[] Text, int Code)[] spellings = [];

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

    /// <summary>The code of a currency that was read before, written as it was then.</summary>
    public bool TryFind(ReadOnlySpan<byte> text, out int code)
    {
        text = FieldText.Trim(text);
        foreach (var spelling in spellings)
        {
            if (text.SequenceEqual(spelling.Text))
            {
                code = spelling.Code;
                return true;
            }
        }

        code = 0;
        return false;
    }

    /// <summary>Reads a currency, which may be a new one. Only one thread at a time may do this.</summary>
    /// <param name="text">The field.</param>
    /// <param name="column">Its column.</param>
    /// <param name="place">The row.</param>
    /// <param name="code">The place of the currency among <see cref="Names"/>.</param>
    /// <param name="problem">Why it cannot be read.</param>
    public bool TryRead(ReadOnlySpan<byte> text, string column, RowPlace place, out int code, out RowProblem problem)
    {
        problem = null!;
        if (TryFind(text, out code))
        {
            return true;
        }

        text = FieldText.Trim(text);
        var status = FieldText.Check(text);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, column, FieldText.CurrencyMissing);
            return false;
        }

        code = Find(text, column, place);
        spellings = [.. spellings, (text.ToArray(), code)];
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

        currency.See(day);
        return true;
    }

    /// <summary>Whether the rates convert rows of this currency.</summary>
    public bool IsConverted(int code) => rates is not null && currencies[code].Name != reporting;

    /// <summary>Counts rows that were converted.</summary>
    public void Count(long rows) => ConvertedRows += rows;

    /// <summary>What to say of the rates at the end.</summary>
    public IEnumerable<string> Warnings() =>
        from currency in currencies
        where currency.Rates is { Days: [.., > 0 and var last] } && currency.LastDay - last > FreshDays
        select Errors.Invariant($"The last rate of {currency.Name} is of {PeriodCalendar.Date(currency.Rates!.Value.Days[^1]):yyyy-MM-dd}, but rows run to {PeriodCalendar.Date(currency.LastDay):yyyy-MM-dd}: they are converted at an old rate. Add later rates.");

    private int Find(ReadOnlySpan<byte> text, string column, RowPlace place)
    {
        var name = Encoding.UTF8.GetString(text).ToUpperInvariant();
        var known = Array.FindIndex(currencies, currency => currency.Name == name);
        if (known >= 0)
        {
            return known;
        }

        var expected = reporting ?? (currencies.Length > 0 ? currencies[0].Name : name);
        if (rates is null && (!options.KeepsCurrencies || currencies.Length == MostCurrencies) && name != expected)
        {
            var (message, remedy) = reporting is null
                ? ($"the rows have more than one currency, {Errors.List([expected, FieldText.Shorten(text)])} among them, so their amounts cannot be added", "Give -Currency and -ExchangeRate to convert them, or import each currency on its own.")
                : ($"the currency is {Errors.List([FieldText.Shorten(text)])}, not {Errors.List([reporting])}", "Give -ExchangeRate to convert it, or leave out -Currency.");
            throw new CustomerMetricsException("CurrencyMixed", FailureKind.InvalidData, $"{place}, column '{column}': {message}.", remedy, place.Target);
        }

        currencies = [.. currencies, new Currency(name, rates?.Find(name))];
        return currencies.Length - 1;
    }

    private sealed record Currency(string Name, (int[] Days, long[] Rates)? Rates)
    {
        private int lastDay;

        /// <summary>The last day with a row of it.</summary>
        public int LastDay => lastDay;

        public void See(int day)
        {
            for (var known = lastDay; known < day;)
            {
                known = Interlocked.CompareExchange(ref lastDay, day, known);
            }
        }
    }
}
