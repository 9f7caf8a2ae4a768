using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Statements;

public sealed class JsonRendererTests
{
    [Fact]
    public void ShapeIsStable()
    {
        using var json = JsonDocument.Parse(Given.Json(Given.ManyMonths(3)));
        Assert.Equal(
            ["schema", "schemaVersion", "title", "lead", "period", "asOf", "source", "currency", "activityRule", "windowDays", "sections", "footnotes", "ledger", "churn", "cohorts"],
            json.RootElement.EnumerateObject().Select(property => property.Name));
        Assert.Equal(1, json.RootElement.GetProperty("schemaVersion").GetInt32());
        Assert.Equal("period", json.RootElement.GetProperty("activityRule").GetString());
        Assert.Equal("2021-04-01", json.RootElement.GetProperty("asOf").GetString());
        Assert.Equal(["customers", "churn", "cohorts", "money", "data"], Sections(json).Select(section => section.GetProperty("id").GetString()));
        Assert.Equal(
            ["figures", "waterfall", "table"],
            Sections(json).First().GetProperty("blocks").EnumerateArray().Select(block => block.GetProperty("type").GetString()));
    }

    [Fact]
    public void NumbersAreNumbersAndNullIsNull()
    {
        using var json = JsonDocument.Parse(Given.Json(Given.Statement("a 24-01-05 100.50; b 24-01-06 50; a 24-02-05 80.1234", asOf: "24-03-01")));
        var first = json.RootElement.GetProperty("ledger")[0];
        Assert.Equal("2024-01-01", first.GetProperty("start").GetString());
        Assert.Equal("150.5", first.GetProperty("closingValue").GetRawText());
        Assert.Equal("80.1234", json.RootElement.GetProperty("ledger")[1].GetProperty("closingValue").GetRawText());
        var rate = json.RootElement.GetProperty("churn")[0];
        Assert.Equal(JsonValueKind.Null, rate.GetProperty("rate").ValueKind);
        Assert.NotEmpty(rate.GetProperty("reason").GetString()!);
        var churn = Sections(json).ElementAt(1).GetProperty("blocks").EnumerateArray().First(block => block.GetProperty("type").GetString() == "table");
        Assert.Equal(0.5, churn.GetProperty("rows")[1][1].GetDouble());
        Assert.Equal("share", churn.GetProperty("columns")[1].GetProperty("kind").GetString());
    }

    [Fact]
    public void SameStatementGivesTheSameBytes()
    {
        var json = Given.Json(Given.ManyMonths(5));
        Assert.Equal(json, Given.Json(Given.ManyMonths(5)));
        Assert.DoesNotContain('\r', json);
    }

    private static IEnumerable<JsonElement> Sections(JsonDocument json) => json.RootElement.GetProperty("sections").EnumerateArray();
}
