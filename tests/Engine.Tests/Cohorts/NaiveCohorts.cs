using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Cohorts;

/// <summary>A row as a test has it.</summary>
internal sealed record NaiveRow(string Customer, DateTime Date, decimal Amount, string Region);

/// <summary>Cohorts worked out from rows, customer by customer and cell by cell, with nothing shared with the module.</summary>
internal sealed class NaiveCohorts(IReadOnlyList<NaiveRow> rows, CohortQuery query, DateTime asOf)
{
    private readonly List<Customer> customers =
    [
        .. rows.Where(row => row.Date < asOf).GroupBy(row => row.Customer)
            .Select(of => new Customer([.. of.GroupBy(row => row.Date).OrderBy(day => day.Key).Select(day => new Day(day.Key, [.. day]))]))
            .Where(customer => customer.Days.Exists(day => day.IsActivity)),
    ];

    public static IReadOnlyList<NaiveRow> Read(string csv) =>
    [
        .. csv.Split('\n').Skip(1).Select(line => line.Split(',')).Select(field => new NaiveRow(
            field[0],
            DateTime.ParseExact(field[1], "yyyy-MM-dd", CultureInfo.InvariantCulture),
            decimal.Parse(field[2], CultureInfo.InvariantCulture),
            field[3].Length == 0 ? "(none)" : field[3])),
    ];

    /// <summary>Those of a cell.</summary>
    public List<Customer> Of(CohortCell cell) => customers.FindAll(customer =>
        (cell.IsAverage ? Over(customer, cell.OffsetEnd + (query.Mode is CohortMode.Rolling ? query.Tail : 0))
            : query.CohortBy.Count > 0 ? customer.Region == cell.Cohort
            : StartOf(customer.First) == cell.Start)
        && (cell.Group is null || customer.Region == cell.Group));

    public bool Over(Customer customer, int offset) => query.Offset is CohortOffset.Elapsed
        ? Add(customer.First, offset + 1) <= asOf
        : Add(StartOf(customer.First), offset + 1) <= asOf;

    public bool IsActive(Customer customer, CohortCell cell) => customer.Days.Exists(day => day.IsActivity && IsIn(customer, day, cell));

    public decimal Revenue(Customer customer, CohortCell cell) => customer.Days.Where(day => IsIn(customer, day, cell)).Sum(day => day.Value);

    public int Orders(Customer customer, CohortCell cell) => customer.Days.Count(day => day.IsActivity && IsIn(customer, day, cell));

    /// <summary>What the rate is of, and what it is by.</summary>
    public (decimal Numerator, decimal Denominator) Parts(Customer customer, CohortCell cell) => query.Measure switch
    {
        CohortMeasure.Customers => (IsActive(customer, cell) ? 1 : 0, 1),
        CohortMeasure.Orders => (Orders(customer, cell), customer.Days.Count(day => day.IsActivity && OffsetOf(customer, day) == 0)),
        CohortMeasure.Revenue => (Revenue(customer, cell), customer.Days.Where(day => OffsetOf(customer, day) == 0).Sum(day => day.Value)),
        _ => (customer.Days.Where(day => OffsetOf(customer, day) is >= 0 and var offset && offset <= cell.Offset).Sum(day => day.Value), customer.Days.Where(day => OffsetOf(customer, day) == 0).Sum(day => day.Value)),
    };

    public decimal Earlier(Customer customer) => customer.Days.Where(day => OffsetOf(customer, day) < 0).Sum(day => day.Value);

    private bool IsIn(Customer customer, Day day, CohortCell cell) => OffsetOf(customer, day) is var offset && offset >= cell.Offset && (query.Mode is CohortMode.Rolling || offset <= cell.OffsetEnd);

    private int OffsetOf(Customer customer, Day day)
    {
        var first = query.Offset is CohortOffset.Elapsed ? customer.First : StartOf(customer.First);
        if (day.Date < first)
        {
            return -1;
        }

        var offset = 0;
        while (Add(first, offset + 1) <= day.Date)
        {
            offset++;
        }

        return offset;
    }

    private DateTime Add(DateTime date, int periods) => query.Period switch
    {
        PeriodUnit.Day => date.AddDays(periods),
        PeriodUnit.Week => date.AddDays(7 * periods),
        PeriodUnit.Month => date.AddMonths(periods),
        PeriodUnit.Quarter => date.AddMonths(3 * periods),
        _ => date.AddYears(periods),
    };

    private DateTime StartOf(DateTime date) => query.Period switch
    {
        PeriodUnit.Day => date,
        PeriodUnit.Week => date.AddDays(-(((int)date.DayOfWeek + 6) % 7)),
        PeriodUnit.Month => new(date.Year, date.Month, 1),
        PeriodUnit.Quarter => new(date.Year, ((date.Month - 1) / 3 * 3) + 1, 1),
        _ => new(date.Year, 1, 1),
    };

    internal sealed record Day(DateTime Date, IReadOnlyList<NaiveRow> Rows)
    {
        public decimal Value => Rows.Sum(row => row.Amount);

        public bool IsActivity => Rows.Any(row => row.Amount >= 0) && !(Rows.Any(row => row.Amount < 0) && Value == 0);

        public string Region => Rows.OrderByDescending(row => row.Amount).ThenBy(row => row.Region, StringComparer.Ordinal).First().Region;
    }

    internal sealed record Customer(List<Day> Days)
    {
        public DateTime First => Days.Find(day => day.IsActivity)!.Date;

        public string Region => Days.Find(day => day.IsActivity)!.Region;
    }
}
