using System;
using System.Collections.Generic;
using System.Linq;
using Npgsql;
using NpgsqlTypes;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>A set of rows as a table of PostgreSQL. The seed chooses among the types that a column may have.</summary>
internal sealed class PostgresTable(SqlRows set)
{
    /// <summary>A collation to which a and A are equal, as columns may have; <see cref="SqlLaboratory"/> makes it.</summary>
    public const string IgnoreCase = "ignore_case";

    private readonly NpgsqlDbType customer = set.HasNumbersAsIds ? NpgsqlDbType.Bigint : NpgsqlDbType.Text;
    private readonly NpgsqlDbType date = set.Zone is not null ? NpgsqlDbType.TimestampTz : set.HasTimes || set.Choose("date", 2) == 0 ? NpgsqlDbType.Timestamp : NpgsqlDbType.Date;
    private readonly NpgsqlDbType amount = set.Choose("number", 3) == 0 ? NpgsqlDbType.Double : NpgsqlDbType.Numeric;

    /// <summary>The columns and their types; <paramref name="collation"/> is that of text, if it is not the database's.</summary>
    public string Columns(string? collation = null)
    {
        var text = collation is null ? "text" : $"text COLLATE {collation}";
        var money = amount is NpgsqlDbType.Double ? "double precision" : set.Choose("number", 3) == 1 ? "numeric(18,4)" : "numeric";
        string[] types = [customer is NpgsqlDbType.Bigint ? "bigint" : text, date is NpgsqlDbType.Date ? "date" : date is NpgsqlDbType.TimestampTz ? "timestamptz" : "timestamp", money, text, text, "numeric(18,4)", "date", "text"];
        return string.Join(", ", SqlLaboratory.Columns.Zip(types, (column, type) => $"{Quote(column)} {type}"));
    }

    public static string Quote(string name) => "\"" + name.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    public void Copy(NpgsqlConnection connection, string table)
    {
        using var writer = connection.BeginBinaryImport($"COPY {table} FROM STDIN (FORMAT BINARY)");
        foreach (var row in set.Rows)
        {
            writer.StartRow();
            foreach (var (value, type) in Values(row))
            {
                if (value is null)
                {
                    writer.WriteNull();
                }
                else
                {
                    writer.Write(value, type);
                }
            }
        }

        writer.Complete();
    }

    private IEnumerable<(object? Value, NpgsqlDbType Type)> Values(SqlRow row) =>
    [
        (SqlLaboratory.Id(set, row), customer),
        (date is NpgsqlDbType.Date ? DateOnly.FromDateTime(row.Date) : SqlLaboratory.When(set, row), date),
        (amount is NpgsqlDbType.Double ? (double)row.Amount : row.Amount, amount),
        (row.Region, NpgsqlDbType.Text),
        (row.Channel, NpgsqlDbType.Text),
        (row.Cost, NpgsqlDbType.Numeric),
        (row.FirstSeen is { } first ? DateOnly.FromDateTime(first) : null, NpgsqlDbType.Date),
        (row.Order, NpgsqlDbType.Text),
    ];
}
