using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Cli;

/// <summary>What the command line can do.</summary>
internal enum CliAction
{
    Statement,
    Help,
    Version,
}

/// <summary>A command line that cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>The command line, understood.</summary>
internal sealed record Arguments
{
    public const string Usage = """
        Writes the customer statement of a CSV of transactions, and prints its ledger.

        usage: CustomerMetrics.Cli statement <file.csv> [<file.csv> ...] --out <file> [options]

          --out <file>       statement.html, .md, .txt or .json; an existing file is replaced
          --period <unit>    Day, Week, Month, Quarter (default) or Year
          --as-of <date>     the exclusive end of observation, as 2024-12-31; default: the day after the last row
          --title <text>     the heading of the statement
          --help             this text
          --version          the version

        Several files are one data set. The columns are recognised by their headers (customer_id, date, amount, ...);
        for anything else use the PowerShell module, whose Import-CustomerTransaction names columns, formats and rules.

        exit codes: 0 written, 1 failed (the reason is on standard error), 2 wrong usage, 130 stopped

        """;

    public CliAction Action { get; init; }

    public IReadOnlyList<string> Files { get; init; } = [];

    public string Output { get; init; } = "";

    public StatementFormat Format { get; init; }

    public PeriodUnit Period { get; init; } = PeriodUnit.Quarter;

    public DateTime? AsOf { get; init; }

    public string? Title { get; init; }

    public static Arguments Parse(string[] args)
    {
        if (args.Length == 0 || args.Contains("--help") || args.Contains("-h"))
        {
            return new Arguments { Action = CliAction.Help };
        }

        if (args.Contains("--version"))
        {
            return new Arguments { Action = CliAction.Version };
        }

        if (args[0] != "statement")
        {
            throw new UsageException($"There is no command '{args[0]}'; there is 'statement'.");
        }

        return ParseStatement(args[1..]);
    }

    private static Arguments ParseStatement(string[] args)
    {
        var arguments = new Arguments();
        var files = new List<string>();
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                files.Add(Path.GetFullPath(args[i]));
                continue;
            }

            var name = args[i];
            var value = ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value.");
            arguments = name switch
            {
                "--out" => arguments with { Output = Path.GetFullPath(value), Format = FormatOf(value) },
                "--period" => arguments with { Period = PeriodOf(value) },
                "--as-of" => arguments with { AsOf = DateOf(value) },
                "--title" => arguments with { Title = value },
                _ => throw new UsageException($"There is no option {name}."),
            };
        }

        if (files.Count == 0)
        {
            throw new UsageException("A statement needs a CSV file.");
        }

        return arguments.Output.Length == 0 ? throw new UsageException("A statement needs --out.") : arguments with { Files = files };
    }

    // By name alone: the parser of enums also takes numbers.
    private static PeriodUnit PeriodOf(string value) => Enum.GetNames<PeriodUnit>().FirstOrDefault(name => string.Equals(name, value, StringComparison.OrdinalIgnoreCase)) is { } found
        ? Enum.Parse<PeriodUnit>(found)
        : throw new UsageException($"--period is {string.Join(", ", Enum.GetNames<PeriodUnit>())}, not '{value}'.");

    private static DateTime DateOf(string value) => DateTime.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        ? date
        : throw new UsageException($"--as-of is written as 2024-12-31, not '{value}'.");

    private static StatementFormat FormatOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".HTML" or ".HTM" => StatementFormat.Html,
        ".MD" or ".MARKDOWN" => StatementFormat.Markdown,
        ".TXT" => StatementFormat.Text,
        ".JSON" => StatementFormat.Json,
        _ => throw new UsageException("--out ends in .html, .md, .txt or .json."),
    };
}
