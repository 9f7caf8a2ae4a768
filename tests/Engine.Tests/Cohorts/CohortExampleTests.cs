using System;
using System.Data.Common;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Sql;
using CustomerMetrics.Tests;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Cohorts;

/// <summary>The example of docs/definitions.md, worked by hand.</summary>
public sealed class CohortExampleTests(PostgresFixture postgres) : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "data", "cohorts");

    private static readonly ImportOptions Options = TestSource.Options with { AsOf = new DateTime(2024, 4, 1), Columns = new() { Groups = ["channel"] } };

    private DbConnection? database;

    public static TheoryData<string, string> Ways() => new(
        from example in new[] { "calendar", "elapsed", "channel" }
        from way in new[] { "csv", "sqlite", "postgres" }
        select (example, way));

    [Theory]
    [MemberData(nameof(Ways))]
    public void CellsAreAsWorkedByHand(string example, string way)
    {
        var query = new CohortQuery { Offset = example == "elapsed" ? CohortOffset.Elapsed : CohortOffset.Calendar, CohortBy = example == "channel" ? ["channel"] : [] };
        var cells = TestSource.Engine.GetCohorts(Source(way), query, CancellationToken.None).Cells;
        Assert.Equal(CsvRows.Read(Path.Combine(Folder, example + ".csv")).Select(row => string.Join(' ', row.Values)), cells.Select(Line));
    }

    public void Dispose() => database?.Dispose();

    private CustomerSource Source(string way)
    {
        var rows = Path.Combine(Folder, "rows.csv");
        if (way == "csv")
        {
            return TestSource.FromCsv(rows, Options);
        }

        (database, var options) = way == "sqlite" ? RuleTable.Sqlite(rows) : RuleTable.Postgres(postgres.Server, rows);
        return TestSource.Engine.Connect(options, Options, CancellationToken.None);
    }

    private static string Line(CohortCell cell) => string.Create(
        CultureInfo.InvariantCulture,
        $"{cell.Cohort} {cell.Offset} {cell.Customers} {cell.Active} {cell.Revenue:0.##} {cell.EarlierValue:0.##} {cell.Eligible} {cell.Rate} {cell.IsComplete}");
}
