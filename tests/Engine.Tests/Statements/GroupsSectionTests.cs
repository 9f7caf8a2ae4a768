using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed partial class GroupsSectionTests
{
    private const string Sales = "customer,date,amount,cost,shop\na,2024-01-05,100,60,web\nb,2024-01-06,50,30,web\nc,2024-01-07,30,40,town\na,2024-02-05,80,50,town\nd,2024-02-06,20,25,town\n";

    /// <summary>In February a has moved from web to town, b of web and c of town bought nothing, and d came. Profits are 70, 20, -10 and -5: a fifth of four is 0.8 of the first.</summary>
    [Fact]
    public void SentencesTellTheGroupsAndTheMoves() => Assert.Equal(
        [
            "Of the 100 that 2 customers brought in February 2024, 100 (100.0%) came from the group \"town\", which is 2 customers (100.0%).",
            "1 customer moved from one group to another in February 2024; the group \"town\" gained most by it, 1. Of the group \"town\" the largest share bought nothing: 1 of 1.",
        ],
        Given.Blocks<StatementText>(Of(["shop"]), "groups").Select(text => text.Text));

    [Fact]
    public void TheWhaleCurveTellsWhatItShows()
    {
        var curve = Given.Blocks<CurveChart>(Of(["shop"]), "groups").Single();
        Assert.Equal("Of all profit so far, the best fifth of the customers brought 74.7%. 2 customers (50.0%) brought less than nothing, and take 15 of the profit away again.", curve.Alternative);
        Assert.Equal([new CurvePoint(0, 0), new(0.25, 70 / 75d), new(0.5, 90 / 75d), new(0.75, 85 / 75d), new(1, 1)], curve.Points);
        Assert.Equal(["20% bring 74.7%", "50.0% bring 120.0%"], curve.Marks.Select(mark => mark.Label));
    }

    [Fact]
    public void TheFlowIsTheLedgerOfTheGroups()
    {
        var statement = Of(["shop"]);
        var flow = Given.Blocks<FlowChart>(statement, "groups").Single();
        Assert.Equal(
            [("town", "Bought nothing", 1, FlowKind.Lost), ("web", "town", 1, FlowKind.Moved), ("web", "Bought nothing", 1, FlowKind.Lost), ("New", "town", 1, FlowKind.Came)],
            flow.Links.Select(link => (link.From, link.To, link.Customers, link.Kind)));
        var matrix = Given.Blocks<StatementMatrix>(statement, "groups").Single();
        foreach (var entry in statement.GroupLedger)
        {
            Assert.Equal(entry.Opening, flow.Links.Where(link => link.From == entry.Group).Sum(link => link.Customers));
            Assert.Equal(entry.Closing, flow.Links.Where(link => link.To == entry.Group).Sum(link => link.Customers));
        }

        Assert.Equal(flow.Links.Sum(link => link.Customers), matrix.Rows.Sum(row => row.Base));
    }

    [Fact]
    public void LinesAddUp()
    {
        var statement = Of(["shop"]);
        var tables = Given.Blocks<StatementTable>(statement, "groups").ToList();
        var (brought, moved) = (tables.Single(table => table.Name is null), tables.Single(table => table.Name is "movement"));
        Assert.Equal(["All", 2L, 1.0, 100m, 1.0, null, 50m, 25m, 0.25], brought.Rows[^1]);
        Assert.Equal(["town", 1L, 1L, 0L, 1L, 1L, 0L, 2L, 100m], moved.Rows[0]);
        Assert.Equal(["web", 2L, 0L, 0L, 0L, 1L, 1L, 0L, 0m], moved.Rows[1]);
        Assert.Equal(["All", 3L, 1L, 0L, 1L, 2L, 1L, 2L, 100m], moved.Rows[2]);
        Assert.All(brought.Rows.Concat(moved.Rows.Select(row => row)), row => Assert.NotNull(row[0]));
        Assert.Equal(statement.Ledger[^1].Closing, statement.GroupLedger.Sum(entry => entry.Closing));
    }

    [Fact]
    public void EveryFaceKeepsItsWords()
    {
        var statement = Of(["shop"]);
        Assert.All([Given.Html(statement), Given.Markdown(statement)], text => Assert.DoesNotMatch(Gone(), text));
        Assert.Contains("\"groupLedger\"", Given.Json(statement), StringComparison.Ordinal);
        Assert.Contains("svg.bar", Given.Html(statement), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutColumnsAFewCustomersHaveNoTenths() => Assert.DoesNotContain(Of([]).Sections, section => section.Id == "groups");

    [Fact]
    public void TenthsBeginWithTheBest()
    {
        var rows = string.Concat(Enumerable.Range(1, 40).Select(i => FormattableString.Invariant($"c{i:00},2024-01-05,{i}\n")));
        var statement = TestSource.Engine.NewStatement(TestSource.FromText("customer,date,amount\n" + rows, TestSource.Options with { AsOf = new DateTime(2024, 2, 1) }), Given.Months, CancellationToken.None);
        var table = Given.Blocks<StatementTable>(statement, "groups").Single(shown => shown.Name is null);
        Assert.Equal(["Tenth 1", 4L, 0.1, 4L, 154m, 154 / 820d, 154 / 820d, 38.5m], table.Rows[0]);
        Assert.Equal(11, table.Rows.Count);
    }

    private static CustomerStatement Of(string[] groupBy)
    {
        var source = TestSource.FromText(Sales, TestSource.Options with { AsOf = new DateTime(2024, 3, 1), Columns = new() { Cost = "cost", Groups = ["shop"] } });
        return TestSource.Engine.NewStatement(source, Given.Months with { GroupBy = groupBy }, CancellationToken.None);
    }

    [GeneratedRegex(@"\b(left|churned|lost|leave|gone)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gone();
}
