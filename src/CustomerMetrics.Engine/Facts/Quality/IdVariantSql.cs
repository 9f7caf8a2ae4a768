using System;
using System.Collections.Generic;
using System.Text;
using System.Threading;
using CustomerMetrics.Engine.Facts.Sql;
using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Quality;

/// <summary>
/// The id variants from a database. Ids are folded here, a line for each customer, since engines do not agree on what the capital of a letter is. Rows of a
/// database have no numbers.
/// </summary>
internal static class IdVariantSql
{
    public static IdVariantFact Ask(SqlSource source, int asOf, CancellationToken cancellationToken)
    {
        using var session = FactSession.Open(source, cancellationToken);
        var text = new SqlText();
        new RowsSql(source, text, []).Seen("seen_rows", text.Parameter("as_of", asOf));
        var sql = source.Sql;
        var statement = text.Select($"select customer, {sql.Count} as row_count, {sql.TotalSum("amount")} as amount, {sql.Sum("unreadable")} as unreadable\nfrom seen_rows\ngroup by customer", sql, SqlMerge.Lines);
        var sets = new Dictionary<string, Variant>(StringComparer.Ordinal);
        var room = Array.Empty<byte>();
        var (customers, surplus, rows) = (0, 0, 0L);
        Int128 amount = 0;
        foreach (var found in session.Query(statement, row => new Variant(row.Text("customer")!, row.Number("row_count"), row.Units("amount"))))
        {
            customers++;
            var name = Encoding.UTF8.GetString(FoldedId.Of(Encoding.UTF8.GetBytes(found.Id), ref room));
            if (!sets.TryGetValue(name, out var main))
            {
                sets.Add(name, found);
                continue;
            }

            // One of the two is surplus; the other may still be, beside a third.
            var (first, second) = Outranks(found, main) ? (found, main) : (main, found);
            sets[name] = first;
            surplus++;
            rows += second.Rows;
            amount += second.Amount;
        }

        return new(customers, surplus, rows, amount, []);
    }

    private static bool Outranks(Variant one, Variant other) => one.Rows > other.Rows || (one.Rows == other.Rows && GroupNames.Order.Compare(one.Id, other.Id) < 0);

    private readonly record struct Variant(string Id, long Rows, Int128 Amount);
}
