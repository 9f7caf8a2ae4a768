using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Gold;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.CustomerModels;

/// <summary>Models from transactions: what is fitted, chosen, kept and refused.</summary>
public sealed class CustomerModelTests
{
    private static readonly DateTime Published = new(1997, 10, 1);

    [Theory]
    [InlineData(ModelKind.BgNbd, "cdnow.sample.bgnbd.mle")]
    [InlineData(ModelKind.MbgNbd, "cdnow.sample.mbgnbd.mle")]
    [InlineData(ModelKind.ParetoNbd, "cdnow.sample.pnbd.mle")]
    public void TheFileOfCdnowGivesThePublishedParameters(ModelKind kind, string id)
    {
        var gold = GoldFact.Value(id);
        var model = Fit(TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv")), new() { Model = kind, AsOf = Published });
        Assert.Equal((2357, 2457), (model.Customers, model.RepeatPurchases));
        Assert.All(model.Parameters, parameter => Assert.InRange(parameter.Value / gold.GetProperty(parameter.Key).GetDouble(), 0.999, 1.001));
        Assert.InRange(model.LogLikelihood!.Value / gold.GetProperty("LL").GetDouble(), 1 - 1e-8, 1 + 1e-8);
        var spend = GoldFact.Value("cdnow.sample.gg.mle.from_txn");
        Assert.All(model.Spend!.Parameters, parameter => Assert.InRange(parameter.Value / spend.GetProperty(parameter.Key).GetDouble(), 0.998, 1.002));
        Assert.Equal(spend.GetProperty("n").GetInt64(), model.Spend.Customers);
        Assert.Equal(0.114, model.Spend.Correlation!.Value, 3);
    }

    [Fact]
    public void ThePurchasesAfterThePublishedDateAreThePublishedOnes()
    {
        var table = TestSource.FromCsv(GoldFact.Data("cdnow_sample.csv"));
        var test = TestSource.Engine.TestModel(table, new() { Model = Fit(table, new() { Model = ModelKind.ParetoNbd, AsOf = Published }), AsOf = new DateTime(1998, 7, 1) }, CancellationToken.None);
        Assert.Equal(GoldFact.Value("cdnow.sample.sumxstar39").GetInt64(), test.Actual);
        Assert.Equal(GoldFact.Value("cdnow.sample.sumx39").GetInt64() + test.Actual, test.Weekly[^1].CumulativeActual);
    }

    [Fact]
    public void TheUnitChangesNoPrediction()
    {
        var table = Drawn.Table();
        var values = new[] { ModelTimeUnit.Day, ModelTimeUnit.Week, ModelTimeUnit.Month }
            .Select(unit => Values(table, Forecast(Fit(table, new() { Model = ModelKind.ParetoNbd, TimeUnit = unit })) with { HasInterval = false, DiscountRate = 0.1 })).ToList();
        foreach (var (day, week, month) in values[0].Zip(values[1], values[2]))
        {
            Assert.Equal(day.ProbabilityAlive!.Value, week.ProbabilityAlive!.Value, 4);
            Assert.Equal(day.ResidualValue!.Value, week.ResidualValue!.Value, 1);
            Assert.Equal(day.ResidualValue!.Value, month.ResidualValue!.Value, 1);
        }
    }

    [Fact]
    public void AutoTakesTheBestByWhatItForetoldAndNeverBgNbd()
    {
        var model = Fit(Drawn.Table(), new());
        Assert.Equal(4, model.Candidates.Length);
        Assert.Equal(model.Candidates.Select(candidate => candidate.Score).OrderDescending(), model.Candidates.Select(candidate => candidate.Score));
        Assert.Equal(model.Candidates.First(candidate => candidate.Model is not ModelKind.BgNbd).Model, model.Model);
        Assert.True(model.Candidates.Single(candidate => candidate.Model is ModelKind.ParetoNbd).Score > model.Candidates.Single(candidate => candidate.Model is ModelKind.Nbd).Score + 20);
        Assert.Contains("log units more than", model.Choice, StringComparison.Ordinal);
    }

    [Fact]
    public void TheScoreOfAutoIsThatOfTheTest()
    {
        var table = Drawn.Table();
        var cut = Drawn.Start.AddDays(Math.Round((new DateTime(2025, 1, 1) - FirstDate(table)).Days * 0.75) + (FirstDate(table) - Drawn.Start).Days);
        var test = TestSource.Engine.TestModel(table, new() { Model = Fit(table, new() { Model = ModelKind.MbgNbd, AsOf = cut }) }, CancellationToken.None);
        Assert.Equal(Fit(table, new()).Candidates.Single(candidate => candidate.Model is ModelKind.MbgNbd).Score!.Value, test.LogScore, 6);
    }

    [Fact]
    public void AModelSurvivesItsFile()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.json");
        foreach (var query in new ModelQuery[] { new(), new() { Model = ModelKind.Nbd, Spend = SpendKind.Stratum } })
        {
            var model = Fit(Drawn.Table(), query);
            TestSource.Engine.ExportModel(model, path, default);
            var read = TestSource.Engine.ImportModel(path);
            Assert.Equal(model.Json, read.Json);
            Assert.Equal(model.Parameters, read.Parameters);
            Assert.Equal(Values(Drawn.Table(), Forecast(model)), Values(Drawn.Table(), Forecast(read)));
        }
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("CustomerMetrics model", "Another thing")]
    [InlineData("\"version\": 1", "\"version\": 2")]
    [InlineData("\"r\":", "\"q\":")]
    [InlineData("\"alpha\": ", "\"alpha\": -")]
    [InlineData("\"model\": \"Nbd\"", "\"model\": \"Nothing\"")]
    [InlineData("\"model\": \"Nbd\"", "\"model\": 3")]
    [InlineData("\"customers\":", "\"clients\":")]
    [InlineData("\"logCovariance\": [", "\"logCovariance\": [ 1,")]
    [InlineData("\"logCovariance\": [\n      0", "\"logCovariance\": [\n      -0")]
    [InlineData("\"customers\": ", "\"customers\": -")]
    [InlineData("}", "")]
    public void AFileThatIsNoWholeModelIsRefused(string from, string to)
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.json");
        var json = Fit(Drawn.Table(), new() { Model = ModelKind.Nbd }).Json;
        File.WriteAllText(path, from.Length == 0 ? "" : json.Replace(from, to, StringComparison.Ordinal));
        Assert.Equal("ModelInvalid", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.ImportModel(path)).ErrorId);
    }

    [Fact]
    public void AFileThatIsTooLargeOrNotThereIsTold()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("model.json");
        Assert.Equal("FileNotFound", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.ImportModel(path)).ErrorId);
        File.WriteAllBytes(path, new byte[5 << 20]);
        Assert.Equal("FileTooLarge", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.ImportModel(path)).ErrorId);
    }

    [Fact]
    public void EqualHistoriesHaveEqualFingerprints()
    {
        var model = Fit(Drawn.Table(), new() { Model = ModelKind.Nbd });
        Assert.Equal(model.Fingerprint, Fit(Drawn.Table(), new() { Model = ModelKind.MbgNbd, TimeUnit = ModelTimeUnit.Day }).Fingerprint);
        Assert.NotEqual(model.Fingerprint, Fit(Drawn.Table(seed: 2), new() { Model = ModelKind.Nbd }).Fingerprint);
    }

    [Fact]
    public void TooFewCustomersAreAnAnswer()
    {
        var model = Fit(TestSource.FromText("customer_id,date,amount\na,2024-01-01,10\na,2024-02-01,10\nb,2024-02-01,10\n"), new());
        Assert.False(model.Identified);
        Assert.Empty(model.Parameters);
        Assert.Contains(model.Notes, note => note.Contains("at least 30", StringComparison.Ordinal));
        Assert.Equal("ModelNotFitted", Assert.Throws<CustomerMetricsException>(() => Values(Drawn.Table(), Forecast(model))).ErrorId);
    }

    [Fact]
    public void NobodyBeforeTheAsOfDateIsAnError() =>
        Assert.Equal("NoCustomers", Assert.Throws<CustomerMetricsException>(() => Fit(Drawn.Table(), new() { AsOf = Drawn.Start })).ErrorId);

    [Fact]
    public void AModelThatIsNotIdentifiedPredictsWithoutIntervals()
    {
        // Everybody buys at the same pace and nobody leaves.
        var random = new Random(5);
        var rows = Enumerable.Range(0, 300).SelectMany(customer => Enumerable.Range(0, 30).Where(_ => random.Next(3) == 0).Append(0).Select(week => $"c{customer},{new DateTime(2024, 1, 1).AddDays((7 * week) + (customer % 7)):yyyy-MM-dd},10"));
        var table = TestSource.FromText("customer_id,date,amount\n" + string.Join('\n', rows));
        var model = Fit(table, new() { Model = ModelKind.ParetoNbd });
        Assert.False(model.Identified);
        Assert.NotEmpty(model.Notes);
        Assert.All(model.StandardErrors.Values, error => Assert.True(double.IsNaN(error)));
        Assert.All(Values(table, Forecast(model)), value => Assert.True(value is { ExpectedPurchases: > 0, ResidualLow: null, MeanLow: null }));
    }

    [Fact]
    public void SpendThatGoesWithFrequencyIsTold()
    {
        var rows = from customer in Enumerable.Range(0, 400)
                   from purchase in Enumerable.Range(0, 2 + (customer % 9))
                   select $"c{customer},{new DateTime(2024, 1, 1).AddDays((purchase * 20) + (customer % 13)):yyyy-MM-dd},{(10 * (customer % 9)) + 5 + ((customer + purchase) % 7)}";
        var table = TestSource.FromText("customer_id,date,amount\n" + string.Join('\n', rows));
        var spend = Fit(table, new() { Model = ModelKind.Nbd }).Spend!;
        Assert.InRange(spend.Correlation!.Value, 0.9, 1);
        Assert.Contains(spend.Notes, note => note.Contains("-SpendModel Stratum", StringComparison.Ordinal));
        var strata = Fit(table, new() { Model = ModelKind.Nbd, Spend = SpendKind.Stratum }).Spend!;
        Assert.Equal(["1", "2", "3", "5", "9"], strata.Parameters.Keys);
        Assert.Equal(strata.Parameters.Values.Order(), strata.Parameters.Values);
        Assert.DoesNotContain(strata.Notes, note => note.Contains("correlation", StringComparison.Ordinal));
    }

    [Fact]
    public void CustomersWhoseRepeatPurchasesBroughtNothingStayInTheModelOfPurchases()
    {
        var rows = Enumerable.Range(0, 100).Select(customer => $"c{customer},2024-01-0{1 + (customer % 9)},10\nc{customer},2024-03-0{1 + (customer % 7)},{(customer < 3 ? 0 : 5 + (customer % 11))}");
        var model = Fit(TestSource.FromText("customer_id,date,amount\n" + string.Join('\n', rows)), new() { Model = ModelKind.Nbd });
        Assert.Equal((100, 97, 3), (model.Repeaters, model.Spend!.Customers, model.Spend.Excluded));
    }

    [Fact]
    public void RefundsLowerTheMoneyOfRepeatPurchasesUnlessTheyAreSeparate()
    {
        var csv = "customer_id,date,amount\n" + string.Join('\n', Enumerable.Range(0, 50).Select(customer => $"c{customer},2024-01-01,10\nc{customer},2024-02-01,30\nc{customer},2024-02-05,-10"));
        Assert.Equal(20, Fit(TestSource.FromText(csv), new() { Model = ModelKind.Nbd, Spend = SpendKind.Stratum }).Spend!.Mean);
        Assert.Equal(30, Fit(TestSource.FromText(csv, TestSource.Options with { Refund = RefundRule.Separate }), new() { Model = ModelKind.Nbd, Spend = SpendKind.Stratum }).Spend!.Mean);
    }

    [Fact]
    public void TheTestFitsToWhatIsBeforeTheHoldOut()
    {
        var test = TestSource.Engine.TestModel(Drawn.Table(), new() { HoldOut = new(6, PeriodUnit.Month) }, CancellationToken.None);
        Assert.Equal((new DateTime(2024, 7, 1), new DateTime(2024, 7, 1)), (test.Start, test.Fit.AsOf));
        Assert.InRange(test.Bias!.Value, -0.1, 0.1);
        Assert.True(test.MeanAbsoluteError < test.NaiveError);
        Assert.InRange(test.Coverage, 0.95, 0.995);
        Assert.Equal(test.Customers, test.ByFrequency.Sum(frequency => frequency.Customers));
        Assert.Equal(test.Actual, test.ByFrequency.Sum(frequency => frequency.Customers * frequency.Actual), 6);
        Assert.Equal(test.Expected, test.ByFrequency.Sum(frequency => frequency.Customers * frequency.Expected), 6);
        Assert.Equal(test.Actual, test.Weekly.Where(week => week.IsHoldOut).Sum(week => week.Actual), 20.0);
        Assert.Equal(test.Fit.RepeatPurchases + test.Actual, test.Weekly[^1].CumulativeActual);
    }

    [Fact]
    public void AHoldOutNeedsTimeAfterTheModel()
    {
        var table = Drawn.Table();
        Assert.Equal("HoldOutEmpty", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.TestModel(table, new() { Model = Fit(table, new() { Model = ModelKind.Nbd }) }, CancellationToken.None)).ErrorId);
        foreach (var horizon in new[] { Horizon.Infinite, new(10, PeriodUnit.Year) })
        {
            Assert.Equal("HoldOutInvalid", Assert.Throws<CustomerMetricsException>(() => TestSource.Engine.TestModel(table, new() { HoldOut = horizon }, CancellationToken.None)).ErrorId);
        }
    }

    private static DateTime FirstDate(TransactionTable table) => Fit(table, new() { Model = ModelKind.Nbd }).FirstDate;

    private static CustomerModel Fit(TransactionTable table, ModelQuery query) => TestSource.Engine.FitModel(table, query, CancellationToken.None);

    private static ValueForecast Forecast(CustomerModel model) => new() { Model = model, Horizon = new(12, PeriodUnit.Month), Draws = 40 };

    private static List<CustomerValue> Values(TransactionTable table, ValueForecast forecast) => [.. TestSource.Engine.GetValue(table, new() { Forecast = forecast }, CancellationToken.None).Where(value => value.PurchaseDays > 0)];
}
