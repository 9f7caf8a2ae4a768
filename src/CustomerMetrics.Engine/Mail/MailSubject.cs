using System;
using System.Linq;
using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>The line that a list of mails shows: by how many the customers of the last complete period became more or less.</summary>
internal static class MailSubject
{
    private const string UsualTitle = "Customer asset statement";

    public static string Of(CustomerStatement statement) =>
        StatementScope.SubjectOf(statement.Ledger.Where(entry => entry.Group is null)) is { } entry ? Title(statement) + News(entry) : PlainText.Clean(statement.Title).Trim();

    // Hyphens, since a subject of ASCII alone needs no encoding anywhere.
    private static string News(CustomerLedgerEntry entry)
    {
        var closing = NumberText.Count(entry.Closing) + (entry.ActivityRule is ActivityRule.Period ? " bought" : " at its end");
        var net = entry.Closing - entry.Opening;
        return entry.LeftEdge && entry.Opening == 0
            ? "Customers " + PeriodName.In(entry) + ": " + closing
            : "Customers " + (net > 0 ? "+" : "") + NumberText.Count(net).Replace(NumberText.Minus, "-", StringComparison.Ordinal) + " net " + PeriodName.In(entry) + ", " + closing;
    }

    private static string Title(CustomerStatement statement)
    {
        var title = PlainText.Clean(statement.Title).Trim();
        return title.StartsWith(UsualTitle, StringComparison.Ordinal) ? "" : title + ": ";
    }
}
