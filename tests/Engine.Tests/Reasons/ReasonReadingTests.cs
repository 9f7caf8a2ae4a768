using System;
using System.Linq;
using CustomerMetrics.Engine.Sources.Reasons;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Reasons;

/// <summary>How a table of reasons is read: as strictly as transactions.</summary>
public sealed class ReasonReadingTests
{
    [Theory]
    [InlineData("customer,date,direction,reason,source")]
    [InlineData("Customer ID;Date;Direction;Reason;Source")]
    [InlineData("source\treason\tdirection\tdate\tclient_id")]
    public void ColumnsAreRecognised(string header)
    {
        var separator = header.First(c => c is ',' or ';' or '\t');
        var row = header.Split(separator)[0] == "source" ? "call,Price,no-refer,2024-01-05,A" : "A,2024-01-05,no-refer,Price,call";
        var table = (ReasonList)ReasonGiven.FromText(header + "\n" + row.Replace(',', separator) + "\n");
        Assert.Equal(new GivenReason("A", DateOnly.Parse("2024-01-05", System.Globalization.CultureInfo.InvariantCulture).DayNumber, ReasonDirection.NoRefer, "Price", "call"), Assert.Single(table.Given));
    }

    [Fact]
    public void RowsAndFilesAreReadAlike()
    {
        var csv = RandomReasons.Csv(5);
        var lines = csv.Split('\n');
        var file = (ReasonList)ReasonGiven.FromText(csv);
        var rows = (ReasonList)ReasonGiven.FromRows(lines[0].Split(','), lines.Skip(1).Select(line => line.Split(',').Select((field, i) => i == 1 ? (object)ReasonGiven.Date(field) : field).ToArray()));
        Assert.Equal(file.Given, rows.Given);
        Assert.Equal((file.Rows, file.RowsWithoutReason, file.Customers, file.FirstDate, file.LastDate), (rows.Rows, rows.RowsWithoutReason, rows.Customers, rows.FirstDate, rows.LastDate));
        Assert.Equal(300, file.Rows + file.RowsWithoutReason);
        Assert.Equal(["Price", "delivery", "moved", "price", "service"], file.Reasons);
    }

    [Fact]
    public void WithoutAColumnAllRowsAreOfOneDirection()
    {
        var table = (ReasonList)ReasonGiven.FromText("customer,date,reason\nA,2024-01-05, Price \n", direction: ReasonDirection.Stay);
        Assert.Equal((ReasonDirection.Stay, "Price", null), Assert.Single(table.Given) is var given ? (given.Direction, given.Reason, given.Source) : default);
    }

    [Theory]
    [InlineData("DateAmbiguous", "customer,date,reason\nA,2024-01-01,x\nA,01/02/2024,x", "reasons.csv, line 3, column 'date'")]
    [InlineData("DateMissing", "customer,date,reason\nA,,x", "reasons.csv, line 2, column 'date'")]
    [InlineData("CustomerMissing", "customer,date,reason\n,2024-01-01,x", "reasons.csv, line 2, column 'customer'")]
    [InlineData("ReasonDirectionUnknown", "customer,date,reason,direction\nA,2024-01-01,x,up", "reasons.csv, line 2, column 'direction': there is no direction 'up'")]
    [InlineData("ReasonDirectionUnknown", "customer,date,reason,direction\nA,2024-01-01,x,", "reasons.csv, line 2, column 'direction': the direction is empty")]
    [InlineData("RowRagged", "customer,date,reason\nA,2024-01-01,x,y", "reasons.csv, line 2: the row has 4 fields, the header 3")]
    [InlineData("QuoteMalformed", "customer,date,reason\nA,2024-01-01,\"x\"y\nB,2024-01-01,z", "reasons.csv, line 2")]
    [InlineData("QuoteUnterminated", "customer,date,reason\nA,2024-01-01,\"x", "reasons.csv, line 2")]
    [InlineData("TextHasNul", "customer,date,reason\nA,2024-01-01,x\0y", "reasons.csv, line 2, column 'reason'")]
    [InlineData("ColumnNotFound", "customer,date,remark\nA,2024-01-01,x", "reasons.csv: there is no column that holds the reason")]
    [InlineData("ColumnAmbiguous", "customer,date,reason,reason code\nA,2024-01-01,x,y", "reasons.csv: the reason could be in 'reason', 'reason code'")]
    [InlineData("FileEmpty", "", "reasons.csv")]
    public void TheFirstRowThatCannotBeReadIsTheError(string errorId, string csv, string says)
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => ReasonGiven.FromText(csv));
        Assert.Equal(errorId, failure.ErrorId);
        Assert.StartsWith(says, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void OfRowsItTellsTheNumber()
    {
        var failure = Assert.Throws<CustomerMetricsException>(() => ReasonGiven.FromRows(["customer", "date", "reason"], [["A", "2024-01-01", "x"], ["A", "yesterday", "x"]]));
        Assert.Equal(("DateNotReadable", true), (failure.ErrorId, failure.Message.StartsWith("the rows of -Reason, row 2, column 'date'", StringComparison.Ordinal)));
    }
}
