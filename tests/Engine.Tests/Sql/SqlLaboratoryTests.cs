using System;
using System.Collections.Generic;
using System.Data.Common;
using System.Globalization;
using System.Linq;
using Npgsql;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A set is the same in each kind of source, before anything is asked of it.</summary>
public sealed class SqlLaboratoryTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void SqliteHoldsTheRows(int count)
    {
        foreach (var set in Sets(count))
        {
            using var connection = SqlLaboratory.Sqlite(set, "sales");
            Assert.Equal(Lines(set, inZone: true), Read(connection, "sales"));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(50)]
    public void PostgresHoldsTheRows(int count)
    {
        var laboratory = new SqlLaboratory(postgres.Server);
        foreach (var set in Sets(count))
        {
            var (connectionString, table) = laboratory.Postgres(set);
            using var connection = new NpgsqlConnection(connectionString);
            connection.Open();
            Assert.Equal(Lines(set, inZone: false), Read(connection, table));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(50)]
    public void MemoryTakesAllRows(int count) =>
        Assert.All(Sets(count), set => Assert.Equal((count, 0), (SqlLaboratory.InMemory(set, set.Rows, SqlLaboratory.Options(set)).RowsRead, SqlLaboratory.InMemory(set, set.Rows, SqlLaboratory.Options(set)).RejectedRows)));

    private static IEnumerable<SqlRows> Sets(int count) => Enumerable.Range(0, 12).Select(seed => new SqlRows(seed, count));

    private static List<string> Lines(SqlRows set, bool inZone) => [.. set.Rows.Select(row => Line(row.Customer, inZone ? row.Date : SqlLaboratory.When(set, row), row.Amount, row.Region)).Order(StringComparer.Ordinal)];

    private static List<string> Read(DbConnection connection, string table)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM {table}";
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            var date = reader.GetValue(1) is string text ? DateTime.Parse(text, CultureInfo.InvariantCulture) : reader.GetDateTime(1);
            rows.Add(Line(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture)!, date, Convert.ToDecimal(reader.GetValue(2), CultureInfo.InvariantCulture), reader.IsDBNull(3) ? null : reader.GetString(3)));
        }

        return [.. rows.Order(StringComparer.Ordinal)];
    }

    private static string Line(string customer, DateTime date, decimal amount, string? region) =>
        FormattableString.Invariant($"{customer}/{date:yyyy-MM-dd HH:mm:ss}/{amount:0.0000}/{region ?? "none"}");
}
