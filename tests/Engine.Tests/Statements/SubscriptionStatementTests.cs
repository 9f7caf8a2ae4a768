using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using Microsoft.Data.Sqlite;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

/// <summary>A statement of subscriptions speaks of those who left and of money a month, and never of purchases.</summary>
public sealed partial class SubscriptionStatementTests
{
    /// <summary>In March b leaves with 80, c comes with 200 and a pays 20 more; in April c pays 50 less and d is back; e comes and leaves again.</summary>
    private const string Terms = """
        customer,start,end,mrr
        a,2024-01-05,2024-03-10,100.00
        a,2024-03-10,,120.00
        b,2024-01-20,2024-03-15,80.00
        c,2024-03-02,2024-04-02,200.00
        c,2024-04-02,,150.00
        d,2024-01-10,2024-02-10,30.00
        d,2024-04-10,,30.00
        e,2024-04-03,2024-04-20,10.00
        """;

    [Theory]
    [InlineData("24-04-01", "In March 2024, 1 of 2 customers left; 1 was new. Monthly revenue rose from 180 at the start to 320 at the end; the one who left had paid 80.")]
    [InlineData("24-05-01", "In April 2024, none of 2 customers left; 1 came back and 1 came and left again. Monthly revenue fell from 320 at the start to 300 at the end.")]
    [InlineData("24-02-01", "In January 2024, 3 customers came, paying 210 a month: 3 were new. Nobody was there at the start.")]
    [InlineData("24-01-25", "No month is complete yet. So far in January 2024, 3 customers came, paying 210 a month.")]
    public void LeadTellsWhoLeftAndTheMonthlyRevenue(string asOf, string lead) => Assert.Equal(lead, Of(asOf).Lead);

    [Fact]
    public void MonthsOfNobodyAreTold() => Assert.Equal(
        "In February 2024, the one customer left; nobody came. Monthly revenue fell from 30 at the start to 0 at the end. Nobody had a paid subscription in March 2024.",
        Of("24-04-01", "customer,start,end,mrr\nd,2024-01-10,2024-02-10,30\n").Lead);

    [Theory]
    [InlineData("24-05-01")]
    [InlineData("24-04-15")]
    [InlineData("24-02-01")]
    [InlineData("24-01-25")]
    [InlineData("24-01-01")]
    public void NoWordIsOfPurchases(string asOf)
    {
        var statement = Of(asOf);
        Assert.All([Given.Html(statement), Given.Markdown(statement)], text => Assert.DoesNotMatch(OfPurchases(), text));
        Assert.NotEmpty(Given.Json(statement));
    }

    [Fact]
    public void MovementsAreThoseOfTheRows()
    {
        var statement = Of("24-05-01");
        var money = Given.Blocks<StatementTable>(statement, "money").Single();
        Assert.Equal(["Month", "Opening", "New", "Came back", "Paying more", "Paying less", "Left", "Closing", "Came and left"], money.Columns.Select(column => column.Name));
        Assert.Equal(["Apr 2024", 320m, 0m, 30m, 0m, 50m, 0m, 300m, 10m], money.Rows[^1]);
        Assert.StartsWith("Every line adds up: opening + new + came back + paying more \u2212 paying less \u2212 left = closing.", money.Notes[0], StringComparison.Ordinal);
        Assert.Equal("Monthly revenue, Apr 2024", Given.Blocks<StatementFigures>(statement, "money").Single().Figures[0].Label);
    }

    [Fact]
    public void GraceThatRunsIsAColumnAndAFootnote()
    {
        var statement = Of("24-02-15", rule: new() { BillingPeriod = BillingPeriod.Month, GraceDays = 10 });
        var people = Given.Blocks<StatementTable>(statement, "customers").Single();
        Assert.Equal("Grace still running", people.Columns[^1].Name);
        Assert.Equal(1L, people.Rows[^1][^1]);
        Assert.Contains("Grace still running: what they paid for has ended, the 10 days of grace have not, so they are in the closing as yet.", people.Notes);
        Assert.Contains("A gap of at most 10 days between two terms is bridged (grace)", statement.Footnotes[0], StringComparison.Ordinal);
        Assert.Contains("There is no grace", Of("24-05-01").Footnotes[0], StringComparison.Ordinal);
        Assert.Contains("on the day of the cancellation", Of("24-05-01", rule: new() { BillingPeriod = BillingPeriod.Month, LossDate = LossDate.Cancel }).Footnotes[0], StringComparison.Ordinal);
    }

    /// <summary>Of January's three, a and b are there in February, a in March, and a and d in April. C, March's only one, is there in April.</summary>
    [Fact]
    public void CohortsAreThoseWhoAreStillThere()
    {
        var statement = Of("24-05-01");
        var matrix = Given.Blocks<StatementMatrix>(statement, "cohorts").Single();
        Assert.Equal("First subscription", matrix.RowName);
        Assert.StartsWith("Share still there, by month of the first subscription", matrix.Caption, StringComparison.Ordinal);
        Assert.Equal([2 / 3.0, 1 / 3.0, 2 / 3.0], matrix.Rows[0].Cells);
        Assert.StartsWith("The one customer who first subscribed in March 2024 was still there a month later. On average 75.0% were still there a month later (95% interval ", Given.Blocks<StatementText>(statement, "cohorts").Single().Text, StringComparison.Ordinal);
    }

    [Fact]
    public void RowsOfTermsAreCountedByKind()
    {
        const string Rows = "customer,start,end,mrr\na,2024-01-05,,10\nb,2024-01-05,,0\nc,2024-01-06,2024-01-06,5\na,2024-01-07,,-2\nd,2024-13-01,,1\ne,2024-06-01,,1\n";
        var statement = Of("24-05-01", Rows, options: TestSource.Options with { BadRow = BadRowAction.Skip });
        var rows = Given.Blocks<StatementTable>(statement, "data").First().Rows.ToDictionary(row => (string)row[0]!, row => row[1], StringComparer.Ordinal);
        Assert.Equal([6L, 1L, 1L, 0L, 4L, 3L, 1L, 1L, 1L, 0L], rows.Values);
        Assert.Contains("Rejected as not readable: 1 row.", statement.Footnotes);
        Assert.Equal(["Rows read", "Customers", "First start", "Last start"], Given.Blocks<StatementFigures>(statement, "data").Single().Figures.Select(figure => figure.Label));
    }

    /// <summary>A database counts no rows of terms; all else is as from memory.</summary>
    [Fact]
    public void ADatabaseOfTermsTellsAllButRows()
    {
        using var connection = new SqliteConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "CREATE TABLE terms (customer TEXT, start TEXT, \"end\" TEXT, mrr NUMERIC);"
            + string.Concat(Terms.Split('\n').Skip(1).Select(row => row.Trim().Split(',')).Select(row => $"INSERT INTO terms VALUES ('{row[0]}', '{row[1]}', '{row[2]}', {row[3]});"));
        command.ExecuteNonQuery();
        var options = TestSource.Options with { AsOf = new DateTime(2024, 5, 1), Contract = new() { BillingPeriod = BillingPeriod.Month } };
        var database = TestSource.Engine.NewStatement(TestSource.Engine.Connect(new() { Connection = connection, Table = "terms" }, options, CancellationToken.None), Given.Months, CancellationToken.None);
        var memory = Of("24-05-01");
        Assert.Equal(memory.Lead, database.Lead);
        foreach (var section in new[] { "customers", "churn", "money" })
        {
            Assert.Equal(Rows(memory, section), Rows(database, section));
        }

        Assert.Equal(Given.Blocks<StatementText>(memory, "cohorts").Single().Text, Given.Blocks<StatementText>(database, "cohorts").Single().Text);
        Assert.NotEmpty(memory.Cohorts);
        Assert.Equal(memory.Cohorts.Select(cell => cell with { Source = null }), database.Cohorts.Select(cell => cell with { Source = null }));
        Assert.Equal("Columns read", Given.Blocks<StatementTable>(database, "data").Single().Caption);
        Assert.All([Given.Html(database), Given.Markdown(database)], text => Assert.DoesNotMatch(OfPurchases(), text));

        static object?[] Rows(CustomerStatement statement, string section) => [.. Given.Blocks<StatementTable>(statement, section).SelectMany(table => table.Rows).SelectMany(row => row)];
    }

    private static CustomerStatement Of(string asOf, string terms = Terms, ContractRule? rule = null, ImportOptions? options = null)
    {
        var date = DateTime.ParseExact(asOf, "yy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        return TestSource.Engine.NewStatement(TestSource.Subscriptions(terms, rule, (options ?? TestSource.Options) with { AsOf = date }), Given.Months, CancellationToken.None);
    }

    [GeneratedRegex(@"\b(purchases?|bought|spen[dt]|refunds?|no activity|orders)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex OfPurchases();
}
