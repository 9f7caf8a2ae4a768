using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Records of the module as a statement: a section for each kind, with the picture that it has elsewhere.</summary>
internal static class RecordStatement
{
    public static CustomerStatement Build(RecordStatementQuery query)
    {
        var small = new SmallGroups(query.MinimumGroupSize);
        var logo = LogoFile.Read(query.LogoPath);
        var tables = query.Tables.Select(small.Shown).ToList();
        var asOf = query.AsOf ?? tables.Select(table => Common<DateTime?>(table, "AsOf")).Max()
            ?? throw new CustomerMetricsException("RecordsWithoutDate", FailureKind.InvalidArgument, "The records do not tell the date that they are as of.", "Give it with -AsOf.");
        var counts = StatementWords.List([.. tables.Select(table => Counted(table.Kind, table.Count))]);
        return new()
        {
            Title = string.IsNullOrWhiteSpace(query.Title) ? StatementWords.Sentence(StatementWords.List([.. tables.Select(table => Plural(table.Kind)).Distinct(StringComparer.Ordinal)])) : query.Title,
            Lead = StatementWords.Sentence(counts) + ", as of " + NumberText.Date(asOf) + ".",
            AsOf = asOf,
            Source = "records from the pipeline",
            Culture = query.Culture,
            Theme = query.Theme,
            Logo = logo,
            Currency = One<string>(tables, "Currency"),
            ActivityRule = One<ActivityRule?>(tables, "ActivityRule"),
            WindowDays = One<int?>(tables, "WindowDays"),
            Sections = tables.Select((table, i) => Section(table, tables.Take(i).Count(other => other.Kind == table.Kind) + 1)).ToArray(),
            Footnotes = tables.SelectMany(Footnotes).Concat(small.Note is { } note ? [note] : []).Distinct(StringComparer.Ordinal).ToArray(),
            Ledger = Records<CustomerLedgerEntry>(tables),
            Churn = Records<ChurnRate>(tables),
            Cohorts = Records<CohortCell>(tables),
        };
    }

    private static StatementSection Section(RecordTable table, int number)
    {
        var blocks = new List<StatementBlock>();
        if (RecordChart.Of(table) is { } chart)
        {
            blocks.Add(chart);
        }

        blocks.Add(new StatementTable(StatementWords.Sentence(Plural(table.Kind)), table.Columns, table.Rows)
        {
            Notes = table.Notes,
        });
        return new(table.Kind.ToLowerInvariant() + (number == 1 ? "" : Errors.Invariant($"-{number}")), StatementWords.Sentence(Plural(table.Kind)), blocks);
    }

    private static IEnumerable<string> Footnotes(RecordTable table)
    {
        var of = StatementWords.Sentence(Plural(table.Kind)) + ": ";
        if (Common<ActivityRule?>(table, "ActivityRule") is { } rule)
        {
            yield return of + "activity rule " + rule + (Common<int?>(table, "WindowDays") is { } days ? ", " + StatementWords.Days(days) : "") + ".";
        }

        if (Common<string>(table, "Source") is { } source)
        {
            yield return of + "source " + source + ".";
        }

        if (Common<string>(table, "Interval") is { } interval)
        {
            yield return of + "95% intervals " + interval + ".";
        }

        if (Common<DateTime?>(table, "AsOf") is { } asOf)
        {
            yield return of + "as of " + NumberText.Date(asOf) + (Common<string>(table, "TimeZone") is { } zone ? ", dates are local to the time zone " + zone : "") + ".";
        }
    }

    private static string Counted(string kind, long count) => NumberText.Count(count) + " " + (count == 1 ? Words(kind) : Plural(kind));

    private static string Plural(string kind)
    {
        var words = Words(kind);
        return words[^1] switch
        {
            'y' => words[..^1] + "ies",
            's' or 'x' or 'h' => words + "es",
            _ => words + "s",
        };
    }

    // "ChurnRate" is a churn rate.
    private static string Words(string kind)
    {
        var words = new StringBuilder();
        foreach (var c in kind)
        {
            words.Append(char.IsUpper(c) && words.Length > 0 ? " " : "").Append(char.ToLowerInvariant(c));
        }

        return words.ToString();
    }

    private static T? Common<T>(RecordTable table, string name) => table.Common.TryGetValue(name, out var value) && value is T found ? found : default;

    private static T? One<T>(IReadOnlyList<RecordTable> tables, string name)
    {
        var found = tables.Select(table => Common<T>(table, name)).Distinct().ToList();
        return found.Count == 1 ? found[0] : default;
    }

    private static List<T> Records<T>(IReadOnlyList<RecordTable> tables) => [.. tables.SelectMany(table => table.Records).OfType<T>()];
}
