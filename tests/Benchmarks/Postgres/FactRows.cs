using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Ledger;
using CustomerMetrics.Engine.Facts.Quality;
using Npgsql;

namespace CustomerMetrics.Benchmarks;

/// <summary>How many rows come back from the database for each fact.</summary>
internal static class FactRows
{
    private const string Group = "channel";
    private const int WindowDays = 90;

    public static void Print(string connectionString, string table, ImportOptions import)
    {
        using var connection = new CountingConnection(new NpgsqlConnection(connectionString));
        connection.Open();
        var source = new EngineFacade().Connect(new() { Connection = connection, Table = table, Dialect = SqlDialectName.PostgreSql, CommandTimeout = 0 }, import, CancellationToken.None);
        Console.Out.WriteLine("\nRows that come back, with the seconds of one run:");
        Console.Out.WriteLine("\n| Fact | Statements | Rows | Seconds |\n|---|---:|---:|---:|");
        foreach (var (name, ask) in Facts())
        {
            connection.Reset();
            var clock = Stopwatch.StartNew();
            ask(source);
            Console.Out.WriteLine($"| {name} | {connection.Statements} | {connection.Rows:#,0} | {clock.Elapsed.TotalSeconds:0.0} |");
        }
    }

    private static IEnumerable<(string Name, Action<CustomerSource> Ask)> Facts()
    {
        var end = PeriodCalendar.Day(OrderFile.End);
        var (year, quarter) = (PeriodCalendar.Day(OrderFile.End.AddYears(-1)), PeriodCalendar.Day(OrderFile.End.AddMonths(-3)));
        var none = CancellationToken.None;
        LedgerQuestion Ledger(ActivityRule rule, params string[] groups) => new(PeriodUnit.Month, rule, rule is ActivityRule.Window ? WindowDays : 0, end, RefundRule.Net, groups);
        return
        [
            ("ledger, months", source => CustomerFacts.Ledger(source, Ledger(ActivityRule.Period), none)),
            ("ledger, months, by channel", source => CustomerFacts.Ledger(source, Ledger(ActivityRule.Period, Group), none)),
            ("ledger, months, window of 90 days", source => CustomerFacts.Ledger(source, Ledger(ActivityRule.Window), none)),
            ("members of the last month", source => Drain(CustomerFacts.Members(source, Ledger(ActivityRule.Period), PeriodCalendar.Day(OrderFile.End.AddMonths(-1)), none))),
            ("summaries", source => Drain(CustomerFacts.Summaries(source, end, [], none))),
            ("states", source => Drain(CustomerFacts.States(source, end, none))),
            ("histories", source => CustomerFacts.Histories(source, end, end, none)),
            ("hold-out, last year", source => CustomerFacts.HoldOut(source, year, end, none)),
            ("equity", source => CustomerFacts.Equity(source, end, [], none)),
            ("bridge, last quarter", source => CustomerFacts.Bridge(source, year, quarter, end, [], none)),
            ("gaps", source => CustomerFacts.Gaps(source, end, none)),
            ("totals", source => CustomerFacts.Totals(source, end, none)),
            ("daily rows", source => CustomerFacts.DailyRows(source, end, none)),
            ("amounts", source => CustomerFacts.Amounts(source, end, none)),
            ("refunds", source => CustomerFacts.Refunds(source, end, year, none)),
            ("left edge", source => CustomerFacts.LeftEdge(source, end, year, none)),
            ("duplicates", source => CustomerFacts.Duplicates(source, end, none)),
            ("variants of ids", source => CustomerFacts.IdVariants(source, end, none)),
            ("rows of a year", source => CustomerFacts.Rows(source, new DatedBetween(year, end), none)),
        ];
    }

    private static void Drain<T>(IEnumerable<T> items) => _ = items.Count();
}
