using System;
using System.Collections.Generic;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Threading;
using MathNet.Numerics.Distributions;

namespace CustomerMetrics.Engine.Samples;

/// <summary>
/// Draws the rows of a process. A customer's rows depend on the process, the seed and the customer's number alone, never on how many customers there are.
/// Only whole days and cents leave the arithmetic, which keeps the last bits of a platform's logarithms out of the rows.
/// </summary>
internal static class SampleGenerator
{
    private const double DaysPerWeek = 7;
    private const double LargestMeanAmount = 1e9;
    private const double MostRows = 1e9;
    private const int LongestRefundDays = 21;

    // A gamma mixture has a long tail: no single amount may exhaust the range of money.
    private const double LargestCents = 1e14;

    /// <summary>The rows by date, then by customer id; those of one customer on one day in the order they happened.</summary>
    public static IEnumerable<SampleTransaction> Draw(SampleProcess process, CancellationToken cancellationToken)
    {
        Validate(process);
        return Rows(process, cancellationToken);
    }

    private static void Validate(SampleProcess process)
    {
        ArgumentNullException.ThrowIfNull(process);
        if (process.Customers < 1)
        {
            throw Invalid(nameof(process.Customers), process.Customers, "a number of at least 1");
        }

        if (process.End.Date <= process.Start.Date)
        {
            throw Invalid(nameof(process.End), process.End, FormattableString.Invariant($"a day after the start, {process.Start:yyyy-MM-dd}"));
        }

        if (process.ArrivalShare is not (> 0 and <= 1))
        {
            throw Invalid(nameof(process.ArrivalShare), process.ArrivalShare, "above 0 and at most 1");
        }

        if (process.RefundShare is not (>= 0 and <= 1))
        {
            throw Invalid(nameof(process.RefundShare), process.RefundShare, "between 0 and 1");
        }

        RequirePositive(nameof(process.RateShape), process.RateShape);
        RequirePositive(nameof(process.RateScale), process.RateScale);
        RequirePositive(nameof(process.DropoutShape), process.DropoutShape);
        RequirePositive(nameof(process.DropoutScale), process.DropoutScale);
        RequirePositive(nameof(process.SpendShape), process.SpendShape);
        RequirePositive(nameof(process.SpendMixScale), process.SpendMixScale);
        if (process.SpendMixShape is not (> 1 and < double.PositiveInfinity))
        {
            throw Invalid(nameof(process.SpendMixShape), process.SpendMixShape, "above 1, or the mean spend is infinite");
        }

        var mean = process.SpendShape * process.SpendMixScale / (process.SpendMixShape - 1);
        if (mean is not (> 0 and <= LargestMeanAmount))
        {
            throw Invalid(nameof(process.SpendMixScale), process.SpendMixScale, FormattableString.Invariant($"such that the mean spend is at most {LargestMeanAmount:N0}"));
        }

        var weeks = (process.End.Date - process.Start.Date).TotalDays / DaysPerWeek;
        var rows = process.Customers * (1 + (process.RateShape / process.RateScale * weeks)) * (1 + process.RefundShare);
        if (rows is not <= MostRows)
        {
            throw TooManyRows();
        }
    }

    // Every customer is drawn twice, first to count the rows of each day and then to place them: half the memory of a sort, and stable.
    private static IEnumerable<SampleTransaction> Rows(SampleProcess process, CancellationToken cancellationToken)
    {
        var start = DateTime.SpecifyKind(process.Start.Date, DateTimeKind.Unspecified);
        var first = FirstRows(process, cancellationToken);
        var rows = new Row[first[^1]];
        var next = first.AsSpan(..^1).ToArray();
        var drawn = new List<DrawnRow>();
        var random = new CustomerStream();
        for (var customer = 1; customer <= process.Customers; customer++)
        {
            DrawCustomer(process, customer, random, drawn, cancellationToken);
            foreach (var row in drawn)
            {
                rows[next[row.Day]++] = new Row(customer, row.Cents);
            }
        }

        var format = "D" + Math.Max(5, Digits(process.Customers)).ToString(CultureInfo.InvariantCulture);
        for (var day = 0; day + 1 < first.Length; day++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var date = start.AddDays(day);
            for (var i = first[day]; i < first[day + 1]; i++)
            {
                yield return new SampleTransaction
                {
                    CustomerId = "C" + rows[i].Customer.ToString(format, CultureInfo.InvariantCulture),
                    Date = date,
                    Amount = Money(rows[i].Cents),
                };
            }
        }
    }

    /// <summary>Where each day's rows begin, and last how many rows there are.</summary>
    private static int[] FirstRows(SampleProcess process, CancellationToken cancellationToken)
    {
        var first = new int[(process.End.Date - process.Start.Date).Days + 1];
        var drawn = new List<DrawnRow>();
        var random = new CustomerStream();
        var total = 0L;
        for (var customer = 1; customer <= process.Customers; customer++)
        {
            DrawCustomer(process, customer, random, drawn, cancellationToken);
            total += drawn.Count;
            if (total > Array.MaxLength)
            {
                throw TooManyRows();
            }

            foreach (var row in drawn)
            {
                first[row.Day + 1]++;
            }
        }

        for (var day = 1; day < first.Length; day++)
        {
            first[day] += first[day - 1];
        }

        return first;
    }

    private static void DrawCustomer(SampleProcess process, int customer, CustomerStream random, List<DrawnRow> rows, CancellationToken cancellationToken)
    {
        rows.Clear();
        random.Start(process.Seed, customer);
        var days = (process.End.Date - process.Start.Date).Days;
        var time = random.NextDouble() * Math.Max(1, days * process.ArrivalShare);
        var rate = Gamma.Sample(random, process.RateShape, process.RateScale);
        var dropout = Gamma.Sample(random, process.DropoutShape, process.DropoutScale);
        var end = Math.Min(days, time + (DaysPerWeek * Exponential.Sample(random, dropout)));
        var spend = Gamma.Sample(random, process.SpendMixShape, process.SpendMixScale);
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            var day = (int)time;
            var cents = (long)Math.Clamp(Math.Round(Gamma.Sample(random, process.SpendShape, spend) * 100), 1, LargestCents);
            rows.Add(new DrawnRow(day, cents));

            // Both are drawn for every purchase, so that another share of refunds leaves the purchases as they are.
            var refunded = random.NextDouble() < process.RefundShare;
            var refundDay = day + 1 + (int)(random.NextDouble() * LongestRefundDays);
            if (refunded && refundDay < days)
            {
                rows.Add(new DrawnRow(refundDay, -cents));
            }

            time += DaysPerWeek * Exponential.Sample(random, rate);
        }
        while (time < end);
    }

    private static decimal Money(long cents)
    {
        var size = (ulong)Math.Abs(cents);
        return new decimal(unchecked((int)size), unchecked((int)(size >> 32)), 0, cents < 0, 2);
    }

    private static int Digits(int number) => number.ToString(CultureInfo.InvariantCulture).Length;

    private static void RequirePositive(string name, double value)
    {
        if (value is not (> 0 and < double.PositiveInfinity))
        {
            throw Invalid(name, value, "a finite number above 0");
        }
    }

    private static CustomerMetricsException Invalid(string name, IFormattable value, string expected)
    {
        var given = value.ToString(value is DateTime ? "yyyy-MM-dd" : null, CultureInfo.InvariantCulture);
        return new("SampleProcessInvalid", FailureKind.InvalidArgument, Errors.Invariant($"No sample can be drawn with {name} {given}."), Errors.Invariant($"Set {name} to a value that is {expected}."));
    }

    private static CustomerMetricsException TooManyRows() =>
        new("SampleProcessInvalid", FailureKind.InvalidArgument, Errors.Invariant($"No sample can be drawn: the process makes more than {MostRows:N0} rows."), "Take fewer customers, a shorter time or a lower purchase rate.");

    private readonly record struct DrawnRow(int Day, long Cents);

    // Packed: 12 bytes a row instead of 16.
    [StructLayout(LayoutKind.Sequential, Pack = 4)]
    private readonly record struct Row(int Customer, long Cents);
}
