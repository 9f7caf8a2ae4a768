using System;
using System.Linq;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class MarkdownRendererTests
{
    [Fact]
    public void HostileTextNeitherBreaksTheTableNorBecomesHtml()
    {
        const string Hostile = "a|b`c`<b>*d*_e_[f](http://x.test)\n# g";
        var statement = Given.ManyMonths(2);
        var table = new StatementTable("t", [new("name", ValueKind.Text), new("n", ValueKind.Count)], [[Hostile, 1L]]);
        var markdown = Given.Markdown(statement with { Title = Hostile, Sections = [new StatementSection("s", "s", [table])] });
        var row = Assert.Single(markdown.Split('\n'), line => line.StartsWith("| a", StringComparison.Ordinal));
        Assert.Equal(@"| a\|b\`c\`&lt;b&gt;\*d\*\_e\_\[f\](http&#58;//x.test) \# g | 1 |", row);
        Assert.StartsWith(@"# a\|b", markdown, StringComparison.Ordinal);
        Assert.Single(markdown.Split('\n'), line => line.StartsWith("# ", StringComparison.Ordinal));
    }

    [Fact]
    public void TellsTheFindingsAndTheTables()
    {
        var statement = Given.Statement("a 24-01-05 1000; b 24-01-06 50; a 24-02-05 80", asOf: "24-03-01");
        var markdown = Given.Markdown(statement);
        Assert.Contains("**" + statement.Lead + "**", markdown, StringComparison.Ordinal);
        Assert.Contains("| Feb 2024 | 2 | 0 | 0 | 1 | 1 |", markdown, StringComparison.Ordinal);
        Assert.Contains("| Feb 2024 | 1,050.00 | 0.00 | 0.00 | 0.00 | 920.00 | 50.00 | 80.00 |", markdown, StringComparison.Ordinal);
        Assert.All(
            statement.Sections.SelectMany(section => section.Blocks).OfType<StatementChart>(),
            chart => Assert.Contains(chart.Alternative, markdown, StringComparison.Ordinal));
        Assert.DoesNotContain('\r', markdown);
    }
}
