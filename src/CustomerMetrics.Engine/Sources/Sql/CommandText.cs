using System;
using System.Data.Common;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>A statement as a driver takes it: the places of its values by name, or one by one where a driver knows no names.</summary>
internal static class CommandText
{
    /// <summary>Whether values are told apart by their order alone.</summary>
    public static bool HasPlaces(DbConnection connection) => DialectDetection.IsOfType(connection, "OdbcConnection", "OleDbConnection");

    public static void Write(DbCommand command, SqlStatement statement, bool hasPlaces)
    {
        // Between two marks stands a name, and outside of them text.
        var pieces = statement.Text.Split(SqlStatement.Mark);
        var text = new StringBuilder();
        for (var i = 0; i < pieces.Length; i++)
        {
            text.Append(i % 2 == 0 ? pieces[i] : hasPlaces ? "?" : "@" + pieces[i]);
        }

        command.CommandText = text.ToString();
        var byName = statement.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.Ordinal);
        var values = hasPlaces ? pieces.Where((_, i) => i % 2 == 1).Select(name => byName[name]) : statement.Parameters;
        foreach (var value in values)
        {
            Add(command, value);
        }
    }

    private static void Add(DbCommand command, SqlParameter value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = value.Name;
        parameter.Value = value.Value;
        command.Parameters.Add(parameter);
    }
}
