using System;
using System.Collections.Generic;
using System.Data;
using System.Globalization;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>What is asked of subscriptions in SQL Server, in the eyes of its parser.</summary>
public sealed class TransactSqlTermTests
{
    private const int Seeds = 8;

    private static readonly Type[] Dates = [typeof(DateOnly), typeof(DateTime), typeof(DateTimeOffset), typeof(string)];
    private static readonly Type[] Numbers = [typeof(decimal), typeof(double), typeof(float), typeof(long), typeof(string)];

    // What was read, since the answer to a statement needs it as well.
    private readonly Dictionary<string, TransactSql> known = new(StringComparer.Ordinal);

    [Fact]
    public void EveryStatementIsOneOfSqlServer2016()
    {
        var problems = new List<string>();
        var statements = new HashSet<string>(StringComparer.Ordinal);
        for (var seed = 0; seed < Seeds; seed++)
        {
            var set = new TermRows(seed);
            var source = Connect(set, unreadable: 0, out var connection);
            foreach (var question in TermQuestions.Of(set))
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
        Assert.Contains(statements, statement => statement.Contains("as steady_undecided", StringComparison.Ordinal));
    }

    [Fact]
    public void SoIsTheOneThatExplainsUnreadableRows()
    {
        var set = new TermRows(1);
        var source = Connect(set, unreadable: 1, out var connection);
        var error = Assert.Throws<CustomerMetricsException>(() => TermQuestions.Of(set).ElementAt(1).Ask(source).ToList());
        Assert.Equal("RowsUnreadable", error.ErrorId);
        Assert.Contains("Import-CustomerSubscription", error.Remedy, StringComparison.Ordinal);
        Assert.Contains("without_month", connection.Statements[^1], StringComparison.Ordinal);
        Assert.All(connection.Statements, statement => Assert.Empty(Read(statement).Problems));
    }

    // A row only where one must come, with a day that makes a calendar.
    private DataTable Answer(string statement, TermRows set, int unreadable)
    {
        var answer = new DataTable { Locale = CultureInfo.InvariantCulture };
        if (statement.Contains("where 1 = 0", StringComparison.Ordinal))
        {
            var date = Pick(Dates, set, "dates");
            Type[] types = [typeof(string), date, date, Pick(Dates, set, "cancels"), Pick(Numbers, set, "numbers"), typeof(string), typeof(string), typeof(string), Pick(Dates, set, "firsts")];
            foreach (var (name, type) in TermLaboratory.Columns.Zip(types))
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
            foreach (var (name, value) in new[] { ("first_day", PeriodCalendar.Day(set.First) - 1), ("unreadable", unreadable) }.Where(cell => answer.Columns.Contains(cell.Item1)))
            {
                row[name] = value;
            }

            answer.Rows.Add(row);
        }

        return answer;
    }

    private static Type Pick(Type[] types, TermRows set, string what) => types[set.Choose(what, types.Length)];

    private TransactSql Read(string statement)
    {
        if (!known.TryGetValue(statement, out var read))
        {
            known.Add(statement, read = new(statement, TermLaboratory.Table, TermLaboratory.Columns));
        }

        return read;
    }

    private ConnectedSource Connect(TermRows set, int unreadable, out RecordingConnection connection)
    {
        connection = new(statement => Answer(statement, set, unreadable));
        return TestSource.Engine.Connect(new() { Connection = connection, Table = TermLaboratory.Table, Dialect = SqlDialectName.SqlServer }, TermLaboratory.Options(set), CancellationToken.None);
    }
}
