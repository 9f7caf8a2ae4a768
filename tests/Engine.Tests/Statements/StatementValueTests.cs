using System;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Threading;
using CustomerMetrics.Engine.Tests.Equity;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed partial class StatementValueTests
{
    private static readonly TransactionTable Shop = EquityGiven.Shop(300);

    // Fitted, so that there are intervals.
    private static readonly CustomerModel Model = Fit(ModelKind.ParetoNbd, new DateTime(2025, 10, 1));

    private static readonly CustomerStatement Statement = Of(Model);

    [Fact]
    public void WithoutAModelThereIsNothingOfValue()
    {
        var plain = TestSource.Engine.NewStatement(Shop, new StatementQuery(), CancellationToken.None);
        Assert.Null(plain.Value);
        Assert.Equal(["customers", "churn", "cohorts", "money", "groups", "data"], plain.Sections.Select(section => section.Id));
        Assert.Equal(["customers", "churn", "cohorts", "money", "groups", "value", "data"], Statement.Sections.Select(section => section.Id));
        Assert.Equal(Statement.Footnotes.Take(plain.Footnotes.Count), plain.Footnotes);
        Assert.All([Given.Html(plain), Given.Markdown(plain), Given.Json(plain)], text => Assert.DoesNotMatch(Value(), text));

        // The same statement but for its value.
        var stripped = Statement with { Value = null, Sections = [.. Statement.Sections.Where(section => section.Id != "value")], Footnotes = plain.Footnotes };
        Assert.Equal(Given.Html(plain), Given.Html(stripped));
        Assert.Equal(Given.Json(plain), Given.Json(stripped));
    }

    [Fact]
    public void FiguresAreThoseOfTheEquityItsBridgeAndItsReturn()
    {
        var forecast = Forecast(Model);
        var equity = TestSource.Engine.GetEquity(Shop, new EquityQuery { Forecast = forecast }, CancellationToken.None).Single();
        var bridge = TestSource.Engine.GetEquityBridge(Shop, new EquityQuery { At = [new(2025, 10, 1), EquityGiven.End], Forecast = forecast }, CancellationToken.None);
        Assert.Equal(equity, Statement.Value!.Equity);
        Assert.Equal(bridge, Statement.Value.Bridge);
        Assert.Equal(TestSource.Engine.GetReturn(bridge).Single(), Statement.Value.Return);

        var figures = Given.Blocks<StatementFigures>(Statement, "value").Single().Figures;
        Assert.Equal([equity.Equity, (double)decimal.Round(equity.Equity!.Value / equity.Customers, 2), (long)Math.Round(equity.ExpectedAlive!.Value), Statement.Value.Return!.Return], figures.Select(figure => figure.Value));
        Assert.Matches("^[\\d,]+ to [\\d,]+ \\(95%\\)$", figures[0].Note);
        Assert.All(figures, figure => Assert.Contains("estimated", figure.Label + figure.Note, StringComparison.Ordinal));
    }

    [Fact]
    public void BridgeStandsInTableAndWaterfall()
    {
        var table = Table("Customer equity");
        Assert.Equal(["Customers", "Number", "Opening", "New", "Accretion", "Cash expected", "Surprise", "Closing"], table.Columns.Select(column => column.Name));
        Assert.Equal(["New", "Bought again", "Kept", "Bought nothing", "Dormant", "All"], table.Rows.Select(row => row[0]));
        Assert.Equal(Statement.Value!.Bridge.Select(line => (object?)line.Surprise), table.Rows.Select(row => row[6]));
        var group = Given.Blocks<WaterfallChart>(Statement, "value").Single().Groups.Single();
        Assert.Equal(group.Closing, group.Opening + group.Steps.Sum(step => step.IsGain ? step.Amount : -step.Amount));
        Assert.Equal(Statement.Value.Bridge[^1].Closing, group.Closing);
    }

    [Fact]
    public void HorizonHasALineWhereItMoves()
    {
        var statement = Of(Model, horizon: new Horizon(12, PeriodUnit.Month));
        var group = Given.Blocks<WaterfallChart>(statement, "value").Single().Groups.Single();
        Assert.Contains("Horizon", group.Steps.Select(step => step.Label));
        Assert.Equal(group.Closing, group.Opening + group.Steps.Sum(step => step.IsGain ? step.Amount : -step.Amount));
    }

    [Fact]
    public void TenthsAreThoseOfTheCustomersByValue()
    {
        var values = TestSource.Engine.GetValue(Shop, new ValueQuery { Forecast = Forecast(Model) with { HasInterval = false } }, CancellationToken.None)
            .Where(value => value.ResidualValue is not null).Select(value => value.ResidualValue!.Value).OrderDescending().ToList();
        var tenths = Statement.Value!.Tenths;
        Assert.Equal(10, tenths.Count);
        Assert.Equal(values.Count, tenths.Sum(tenth => tenth.Customers));
        Assert.Equal(Statement.Value.Equity.Equity, tenths.Sum(tenth => tenth.Equity));
        foreach (var tenth in tenths)
        {
            var members = values.Skip((int)tenths.Take(tenth.Tenth - 1).Sum(before => before.Customers)).Take((int)tenth.Customers);
            Assert.True(Math.Abs(members.Sum() - tenth.Equity) < 0.01m);
            Assert.Equal((double)(tenth.Equity / Statement.Value.Equity.Equity!.Value), tenth.Share!.Value, 12);
        }

        Assert.Equal(1, tenths[^1].ShareSoFar!.Value, 12);
        Assert.Contains("The most valuable 10% of the customers, 30 of 300, hold ", Given.Markdown(Statement), StringComparison.Ordinal);
    }

    [Fact]
    public void TestIsThatOfAModelOfTheSameKindFittedToTheFirstThreeQuarters()
    {
        var brief = Statement.Value!.Test!;
        var test = TestSource.Engine.TestModel(Shop, new ModelTestQuery { Model = Fit(ModelKind.ParetoNbd, brief.Start) }, CancellationToken.None);
        Assert.Equal(TestSource.Engine.TestModel(Shop, new ModelTestQuery(), CancellationToken.None).Start, brief.Start);
        Assert.Equal((test.End, test.Customers, test.Actual, test.Expected, test.Verdict), (brief.End, brief.Customers, brief.Actual, brief.Expected, brief.Verdict));
        Assert.Equal(test.ByFrequency, brief.ByFrequency);
        Assert.Contains(Given.Blocks<StatementText>(Statement, "value"), text => text.Text.EndsWith(test.Verdict, StringComparison.Ordinal));
        var table = Table("Purchases made");
        Assert.Equal(brief.Actual, table.Rows.SkipLast(1).Sum(row => (long)row[2]!));
        Assert.Equal("All", table.Rows[^1][0]);
    }

    [Fact]
    public void EveryFaceTellsTheSameAndKeepsItsWords()
    {
        var (html, markdown) = (Given.Html(Statement), Given.Markdown(Statement));
        Assert.All([html, markdown], text => Assert.DoesNotMatch(Gone(), text));
        Assert.All(Given.Blocks<StatementTable>(Statement, "value"), table => Assert.All(table.Rows, row => Assert.Equal(table.Columns.Count, row.Count)));
        Assert.Equal(20, Regex.Count(html, " class=\"bar\"", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("Share as a bar", markdown, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(Given.Json(Statement));
        var value = json.RootElement.GetProperty("value");
        Assert.Equal(Statement.Value!.Equity.Equity, value.GetProperty("equity").GetProperty("equity").GetDecimal());
        Assert.Equal(6, value.GetProperty("bridge").GetArrayLength());
        Assert.Equal(Statement.Value.Return!.Return, value.GetProperty("return").GetProperty("return").GetDouble());
        Assert.Equal(Given.Json(Statement), Given.Json(Of(Model)));
    }

    [Fact]
    public void FootnotesTellHowItWasMade()
    {
        var notes = string.Join('\n', Of(Model, horizon: new Horizon(3, PeriodUnit.Year), margin: 0.35).Footnotes);
        Assert.Contains("Pareto/NBD", notes, StringComparison.Ordinal);
        Assert.Contains("as of 2025-10-01", notes, StringComparison.Ordinal);
        Assert.Contains("margin, 35.0% of the money, over 3 years, at a discount rate of 10.0% a year.", notes, StringComparison.Ordinal);
        Assert.Contains("95 of 100 draws", notes, StringComparison.Ordinal);
    }

    [Fact]
    public void ModelThatKnowsMoreThanThePeriodHasNoBridge()
    {
        var asOf = new DateTime(2025, 12, 15);
        var value = Of(Fit(ModelKind.ParetoNbd, asOf), asOf: asOf);
        Assert.Empty(value.Value!.Bridge);
        Assert.Null(value.Value.Return);
        Assert.Contains("2025-10-01 or earlier", Given.Markdown(value), StringComparison.Ordinal);
        Assert.Equal("Return on Customer, 2025 Q3", Given.Blocks<StatementFigures>(value, "value").Single().Figures[3].Label);
        Assert.Null(Given.Blocks<StatementFigures>(value, "value").Single().Figures[3].Value);
    }

    [Fact]
    public void WeeksHaveNoBridgeOverMonths()
    {
        var query = new LedgerQuery { Period = PeriodUnit.Week };
        Assert.NotNull(Of(Model, ledger: query).Value!.Return);
        Assert.Contains("goes by months", Of(Model, ledger: query, horizon: new Horizon(12, PeriodUnit.Month)).Value!.BridgeReason, StringComparison.Ordinal);
    }

    [Fact]
    public void BgNbdTellsNoNumberAlive()
    {
        var statement = Of(EquityGiven.Model(ModelKind.BgNbd, EquityGiven.Start));
        Assert.Null(Given.Blocks<StatementFigures>(statement, "value").Single().Figures[2].Value);
        Assert.NotNull(statement.Value!.Equity.Equity);
        Assert.Contains("no interval", Given.Markdown(statement), StringComparison.Ordinal);
        Assert.DoesNotMatch(Gone(), Given.Html(statement));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void FewCustomersAreEnough(int customers)
    {
        var rows = Enumerable.Range(0, customers).Select(i => new object?[] { $"c{i}", new DateTime(2025, 1, 5 + i), 10m })
            .Append(["never bought", new DateTime(2025, 1, 1), -1m]);
        var table = TestSource.FromRows(["customer_id", "date", "amount"], rows, TestSource.Options with { AsOf = EquityGiven.End });
        var statement = TestSource.Engine.NewStatement(table, new StatementQuery { Forecast = Forecast(EquityGiven.Model(ModelKind.ParetoNbd)) }, CancellationToken.None);
        Assert.Equal(customers, statement.Value!.Equity.Customers);
        Assert.Empty(statement.Value.Tenths);
        Assert.All([Given.Html(statement), Given.Markdown(statement), Given.Json(statement)], text => Assert.Contains("What customers are worth", text, StringComparison.Ordinal));
    }

    [Fact]
    public void ModelWithoutSpendHasNoEquityAndSaysWhy()
    {
        var statement = Of(EquityGiven.Model(ModelKind.ParetoNbd) with { Spend = null });
        Assert.Null(statement.Value!.Equity.Equity);
        Assert.Empty(statement.Value.Bridge);
        Assert.Contains("too little money to learn from", Given.Html(statement), StringComparison.Ordinal);
        Assert.NotNull(statement.Value.Test);
    }

    [Theory]
    [InlineData("ModelFromTheFuture")]
    [InlineData("DiscountRateMissing")]
    public void FailsAsTheEquityDoes(string error)
    {
        var forecast = error is "DiscountRateMissing" ? Forecast(Model) with { DiscountRate = 0 } : Forecast(Model);
        var asOf = error is "ModelFromTheFuture" ? new DateTime(2025, 7, 1) : EquityGiven.End;
        var ofEquity = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.GetEquity(Shop, new EquityQuery { AsOf = asOf, Forecast = forecast }, CancellationToken.None));
        var ofStatement = Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.NewStatement(Shop, new StatementQuery { Ledger = new LedgerQuery { Period = PeriodUnit.Quarter, AsOf = asOf }, Forecast = forecast }, CancellationToken.None));
        Assert.Equal((error, ofEquity.Message, ofEquity.Remedy), (ofStatement.ErrorId, ofStatement.Message, ofStatement.Remedy));
    }

    private static StatementTable Table(string caption) =>
        Given.Blocks<StatementTable>(Statement, "value").Single(table => table.Caption.StartsWith(caption, StringComparison.Ordinal));

    private static CustomerModel Fit(ModelKind kind, DateTime asOf) => TestSource.Engine.FitModel(Shop, new ModelQuery { Model = kind, AsOf = asOf }, CancellationToken.None);

    private static ValueForecast Forecast(CustomerModel model) => new() { Model = model, Horizon = Horizon.Infinite, DiscountRate = 0.1 };

    private static CustomerStatement Of(CustomerModel model, Horizon? horizon = null, double? margin = null, LedgerQuery? ledger = null, DateTime? asOf = null) => TestSource.Engine.NewStatement(
        Shop,
        new StatementQuery { Ledger = (ledger ?? new LedgerQuery { Period = PeriodUnit.Quarter }) with { AsOf = asOf }, Forecast = Forecast(model) with { Horizon = horizon ?? Horizon.Infinite, MarginRate = margin } },
        CancellationToken.None);

    [GeneratedRegex(@"\b(left|churned|lost|leave|gone)\b", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Gone();

    [GeneratedRegex("are worth|equity|Pareto.?Nbd|\"value\": \\{", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Value();
}
