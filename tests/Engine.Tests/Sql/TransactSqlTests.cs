using System;
using System.Collections.Generic;
using System.Data;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>No SQL Server runs here. What every fact would send to one is read by the parser of SQL Server 2016 and held against its rules.</summary>
public sealed class TransactSqlTests
{
    private const string Table = "sales ]table";
    private const string Currency = "currency";

    // Each fact, unit, rule and refund rule in many of them, and each of the types below.
    private const int Seeds = 24;

    // No question is about an earlier day.
    private const int DaysBefore = 3;

    // What was read, since the answer to a statement needs it as well.
    private readonly Dictionary<string, TransactSql> known = new(StringComparer.Ordinal);

    private static readonly Type[] Ids = [typeof(string), typeof(long), typeof(int), typeof(Guid), typeof(double)];
    private static readonly Type[] Dates = [typeof(DateOnly), typeof(DateTime), typeof(DateTimeOffset), typeof(string)];
    private static readonly Type[] Numbers = [typeof(decimal), typeof(double), typeof(float), typeof(long), typeof(string)];
    private static readonly string[] Columns = [.. SqlLaboratory.Columns, Currency];

    [Fact]
    public void EveryStatementIsOneOfSqlServer2016()
    {
        var problems = new List<string>();
        var statements = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var set = new SqlRows(seed);
            var source = Connect(set, unreadable: 0, out var connection);
            foreach (var question in FactQuestions.Of(set).Append(new("Totals", source => [$"{CustomerFacts.Totals(source, PeriodCalendar.Day(set.End), CancellationToken.None)}"])))
            {
                var before = connection.Statements.Count;
                _ = question.Ask(source).ToList();
                foreach (var statement in connection.Statements.Skip(before).Where(statements.Add))
                {
                    problems.AddRange(Read(statement).Problems.Select(problem => $"seed {seed}, {question.Name}: {problem}\n{statement}"));
                }
            }
        }

        Assert.True(problems.Count == 0, $"{problems.Count} problems:\n{string.Join("\n\n", problems.Take(5))}");
        Assert.Contains(statements, statement => Read(statement).IsRecursive);
    }

    [Fact]
    public void SoIsTheOneThatExplainsUnreadableRows()
    {
        var source = Connect(new SqlRows(1), unreadable: 1, out var connection);
        var error = Assert.Throws<CustomerMetricsException>(() => CustomerFacts.Totals(source, PeriodCalendar.Day(new DateTime(2024, 1, 1)), CancellationToken.None));
        Assert.Equal("RowsUnreadable", error.ErrorId);
        Assert.Contains("without_customer", connection.Statements[^1], StringComparison.Ordinal);
        Assert.All(connection.Statements, statement => Assert.Empty(Read(statement).Problems));
    }

    [Theory]
    [InlineData("select trim(cost) as a from [sales ]]table]")]
    [InlineData("select string_agg(cost, ',') as a from [sales ]]table]")]
    [InlineData("select cost > 1 as a from [sales ]]table]")]
    [InlineData("select cost as a from [sales ]]table] limit 1")]
    [InlineData("select sum(cost) over w as a from [sales ]]table] window w as (order by cost)")]
    [InlineData("select sum(cost) over (partition by cost rows unbounded preceding) as a from [sales ]]table]")]
    [InlineData("select sum(case when cost > 0 then 1 else 0 end) as a from [sales ]]table]")]
    [InlineData("with both_sides as (select cost, cost from [sales ]]table]) select 1 as a from both_sides")]
    [InlineData("with both_sides as (select cost from [sales ]]table] order by cost) select cost from both_sides")]
    [InlineData("with rounds as (select 0 as shift union all select shift + 1 from rounds where shift < 9) select shift from rounds")]
    [InlineData("select a.cost from [sales ]]table] a cross join [sales ]]table] b where amount > 1")]
    [InlineData("select nothing from [sales ]]table]")]
    [InlineData("select cost from (select cost from [sales ]]table])")]
    [InlineData("select cast(cost as nvarchar) as a from [sales ]]table]")]
    [InlineData("select cost from [sales ]]table] where cost = ''")]
    [InlineData("with percent as (select cost from [sales ]]table]) select cost from percent")]
    public void WhatIsNoneIsFound(string statement) => Assert.NotEmpty(Read(statement).Problems);

    // A row only where one must come, with a day that makes a calendar.
    private DataTable Answer(string statement, SqlRows set, int unreadable)
    {
        var answer = new DataTable { Locale = System.Globalization.CultureInfo.InvariantCulture };
        if (statement.Contains("where 1 = 0", StringComparison.Ordinal))
        {
            Type[] types = [set.HasNumbersAsIds ? typeof(long) : Pick(Ids, set, "ids"), Pick(Dates, set, "dates"), Pick(Numbers, set, "numbers"), typeof(string), Pick(Ids, set, "groups"), Pick(Numbers, set, "costs"), Pick(Dates, set, "firsts"), typeof(string), typeof(string)];
            foreach (var (name, type) in Columns.Zip(types))
            {
                answer.Columns.Add(name, type).MaxLength = type == typeof(string) && set.Choose("lengths", 2) == 0 ? 50 : -1;
            }

            return answer;
        }

        var read = Read(statement);
        foreach (var column in read.Columns)
        {
            answer.Columns.Add(column, column is "currency" ? typeof(string) : typeof(long));
        }

        if (read.HasOneRow)
        {
            var row = answer.NewRow();
            Put(row, "first_day", PeriodCalendar.Day(set.First) - DaysBefore);
            Put(row, "unreadable", unreadable);
            answer.Rows.Add(row);
        }

        return answer;
    }

    private static void Put(DataRow row, string column, long value)
    {
        if (row.Table.Columns.Contains(column))
        {
            row[column] = value;
        }
    }

    private static Type Pick(Type[] types, SqlRows set, string what) => types[set.Choose(what, types.Length)];

    private TransactSql Read(string statement)
    {
        if (!known.TryGetValue(statement, out var read))
        {
            known.Add(statement, read = new(statement, Table, Columns));
        }

        return read;
    }

    private ConnectedSource Connect(SqlRows set, int unreadable, out RecordingConnection connection)
    {
        connection = new(statement => Answer(statement, set, unreadable));
        var plain = SqlLaboratory.Options(set);
        var options = plain with
        {
            RoundAmount = set.Choose("round", 2) == 0,
            Columns = plain.Columns with { Currency = set.Choose("currency", 2) == 0 ? Currency : null },
        };
        return TestSource.Engine.Connect(new DatabaseOptions { Connection = connection, Table = $"[{Table.Replace("]", "]]", StringComparison.Ordinal)}]", Dialect = SqlDialectName.SqlServer }, options, CancellationToken.None);
    }
}
