using System;
using System.Globalization;
using System.Linq;
using CustomerMetrics.Engine.Statements;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class TextRendererTests
{
    [Fact]
    public void TellsTheFindingsAndTheTablesInLinesThatFit()
    {
        var statement = Given.ManyMonths(14);
        var text = Given.PlainText(statement);
        Assert.All(text.Split('\n'), line => Assert.InRange(new StringInfo(line).LengthInTextElements, 0, TextRenderer.Width));
        Assert.All(text.Split('\n'), line => Assert.Equal(line.TrimEnd(), line));
        var flowing = string.Join(' ', text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(statement.Lead, flowing, StringComparison.Ordinal);
        Assert.All(
            statement.Sections.SelectMany(section => section.Blocks).OfType<StatementChart>(),
            chart => Assert.Contains(chart.Alternative, flowing, StringComparison.Ordinal));
        Assert.DoesNotContain('\r', text);
    }

    [Fact]
    public void AlignsNumbersAndRepeatsTheFirstColumnOfAWideTable()
    {
        StatementColumn[] columns = [new("Name", ValueKind.Text), .. Enumerable.Range(1, 12).Select(i => new StatementColumn(Errors.Invariant($"Column {i}"), ValueKind.Count))];
        var table = new StatementTable("t", columns, [["a", .. Enumerable.Repeat<object?>(7L, 12)], ["b", .. Enumerable.Repeat<object?>(12345L, 12)]]);
        var lines = Given.PlainText(Given.ManyMonths(2) with { Sections = [new StatementSection("s", "s", [table])] }).Split('\n');
        Assert.Equal(2, lines.Count(line => line.StartsWith("a  ", StringComparison.Ordinal)));
        Assert.Contains("a          7       7       7       7       7       7", lines);
        Assert.Contains("b     12,345  12,345  12,345  12,345  12,345  12,345", lines);
        Assert.Contains("Name       1       2       3       4       5       6", lines);
        Assert.Contains("Name       7       8       9      10      11      12", lines);
    }

    [Fact]
    public void HostileTextStaysOnItsLine()
    {
        const string Hostile = "a\r\n.\r\nFrom: b\u202e\u2028c\u001b[31m";
        var table = new StatementTable(Hostile, [new(Hostile, ValueKind.Text), new("n", ValueKind.Count)], [[Hostile, 1L]]);
        var text = Given.PlainText(Given.ManyMonths(2) with { Title = Hostile, Lead = Hostile, Sections = [new StatementSection("s", Hostile, [table])] });
        Assert.DoesNotContain(text.Split('\n'), line => line is "." || line.StartsWith("From", StringComparison.Ordinal));
        Assert.DoesNotContain(text, c => c != '\n' && (char.IsControl(c) || c is '\u2028' or '\u202e'));
    }

    [Fact]
    public void WordsLongerThanTheirColumnAreCut()
    {
        var name = new string('Ж', 200);
        var table = new StatementTable("t", [new("Name", ValueKind.Text), new("Text", ValueKind.Text), new("n", ValueKind.Count)], [[name, name, 1L]]);
        var text = Given.PlainText(Given.ManyMonths(2) with { Title = name, Sections = [new StatementSection("s", name, [table])] });
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, TextRenderer.Width));
        Assert.Equal(4 * name.Length, text.Count(c => c == 'Ж'));
    }
}
