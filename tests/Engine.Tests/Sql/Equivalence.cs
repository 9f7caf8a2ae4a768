using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Tests.Sql;

/// <summary>Asks a source and a table in memory the same questions about the same rows.</summary>
internal static class Equivalence
{
    // No table in memory is empty; where there is no row, one that nobody sees stands for none.
    private static readonly SqlRow Unseen = new("nobody", new DateTime(2099, 1, 1), 1, null, null, 0, null, null);

    /// <summary>Where the answers differ: the fact, the question, and what only one of them says.</summary>
    public static IEnumerable<string> Differences(SqlRows set, ConnectedSource source)
    {
        var isEmpty = !set.Rows.Any(row => set.Refund is not RefundRule.Ignore || row.Amount >= 0);
        var memory = SqlLaboratory.InMemory(set, isEmpty ? [Unseen] : set.Rows, SqlLaboratory.Options(set));
        foreach (var question in FactQuestions.Of(set).Where(question => !isEmpty || question.Name != FactQuestions.DefaultAsOf))
        {
            var expected = question.Ask(memory).ToList();
            var answer = Answer(question, source);
            if (!expected.SequenceEqual(answer))
            {
                yield return $"{question.Name} from {source.Dialect}, refunds {set.Refund}: {expected.Count} lines in memory, {answer.Count} in the database{Less(expected, answer, "memory")}{Less(answer, expected, "database")}";
            }
        }
    }

    private static string Less(List<string> all, List<string> others, string where)
    {
        const int shown = 2;
        var rest = new List<string>(all);
        others.ForEach(other => rest.Remove(other));
        return string.Concat(rest.Take(shown).Select(line => $"\n  only in {where}: {line}"));
    }

    private static List<string> Answer(FactQuestion question, CustomerSource source)
    {
        try
        {
            return [.. question.Ask(source)];
        }
        catch (Exception e)
        {
            return [$"{e.GetType().Name}: {e.Message} {e.InnerException?.Message}\n{e.StackTrace}"];
        }
    }
}
