using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using CustomerMetrics.Engine.Statements;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>Statements of small data sets, and what their renderings say.</summary>
internal static class Given
{
    public static StatementQuery Months { get; } = new() { Ledger = new LedgerQuery { Period = PeriodUnit.Month } };

    public static StatementQuery Window { get; } = new() { Ledger = new LedgerQuery { Period = PeriodUnit.Month, ActivityRule = ActivityRule.Window, WindowDays = 30 } };

    /// <summary>Rows as "customer date amount", the date without its century.</summary>
    public static CustomerStatement Statement(string rows, StatementQuery? query = null, string? asOf = null, string name = "orders", string? currency = null, RefundRule refund = RefundRule.Net)
    {
        var options = TestSource.Options with { AsOf = asOf is null ? null : Date(asOf), Refund = refund };
        using var importer = TestSource.Engine.ReadRows(name, options);
        importer.Begin(currency is null ? ["customer", "date", "amount"] : ["customer", "date", "amount", "currency"]);
        foreach (var row in rows.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var cells = row.Split(' ');
            importer.Add([cells[0], "20" + cells[1], cells[2], .. currency is null ? Array.Empty<object?>() : [currency]]);
        }

        return TestSource.Engine.NewStatement(importer.Complete(CancellationToken.None), query ?? Months, CancellationToken.None);
    }

    /// <summary>Two customers who buy every month, one who starts and stops in turn, and one new customer a month.</summary>
    public static CustomerStatement ManyMonths(int months, StatementQuery? query = null) => Statement(
        string.Join(';', Enumerable.Range(0, months).SelectMany(i =>
        {
            var date = new DateTime(2021, 1, 15).AddMonths(i).ToString("yy-MM-dd", CultureInfo.InvariantCulture);
            string[] rows = [$"a {date} 100", $"b {date} {50 + i}", i % 2 == 0 ? $"c {date} 20.5" : "", $"n{i} {date} 10"];
            return rows;
        })),
        query,
        asOf: new DateTime(2021, 1, 1).AddMonths(months).ToString("yy-MM-dd", CultureInfo.InvariantCulture));

    public static string Html(CustomerStatement statement) => Text(stream => HtmlRenderer.Render(statement, stream));

    public static string Markdown(CustomerStatement statement) => Text(stream => MarkdownRenderer.Render(statement, stream));

    public static string PlainText(CustomerStatement statement) => Text(stream => TextRenderer.Render(statement, stream));

    public static string Json(CustomerStatement statement) => Text(stream => JsonRenderer.Render(statement, stream));

    /// <summary>As the file that is written of it.</summary>
    public static string Written(CustomerStatement statement, StatementFormat format)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("statement");
        StatementWriter.Write(statement, path, format, default);
        return File.ReadAllText(path);
    }

    public static IEnumerable<T> Blocks<T>(CustomerStatement statement, string section)
        where T : StatementBlock => statement.Sections.Single(candidate => candidate.Id == section).Blocks.OfType<T>();

    private static DateTime Date(string date) => DateTime.ParseExact(date, "yy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(Action<Stream> render)
    {
        using var stream = new MemoryStream();
        render(stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
