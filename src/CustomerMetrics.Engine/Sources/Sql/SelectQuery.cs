using System;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>
/// A query that can stand in brackets: one SELECT, read as its database would read it. Comments, texts and quoted names are passed over; what would end the
/// brackets, begin another statement, or cannot be told for sure is refused.
/// </summary>
internal sealed class SelectQuery
{
    private readonly string text;
    private readonly SqlDialectName dialect;
    private readonly bool hasPlaces;
    private int at;
    private int depth;

    // Where the text ends but for blanks, comments and a semicolon.
    private int end;
    private bool isClosed;

    private SelectQuery(string text, SqlDialectName dialect, bool hasPlaces)
    {
        this.text = text;
        this.dialect = dialect;
        this.hasPlaces = hasPlaces;
    }

    /// <returns>The query without the semicolon at its end.</returns>
    /// <param name="query">What the user gave.</param>
    /// <param name="dialect">Whose texts, names and comments it has.</param>
    /// <param name="hasPlaces">Whether the driver takes each question mark for the place of a value.</param>
    public static string Check(string query, SqlDialectName dialect, bool hasPlaces) => new SelectQuery(query, dialect, hasPlaces).Check();

    private string Check()
    {
        CheckCharacters();
        CheckFirstWord();
        while (at < text.Length)
        {
            if (!SkipComment() && !SkipBlank())
            {
                Take();
            }
        }

        return depth > 0 ? throw Invalid("has a bracket that is not closed") : text[..end];
    }

    private void CheckCharacters()
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isLineEnd = text[i] == '\n' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n');

            // Not all databases end a comment at a carriage return.
            if (char.IsControl(text[i]) && !isLineEnd && text[i] != '\t')
            {
                throw Invalid("holds a character that cannot be seen");
            }
        }
    }

    private void CheckFirstWord()
    {
        while (at < text.Length && (SkipComment() || SkipBlank()))
        {
        }

        var begin = at;
        while (at < text.Length && IsOfName(text[at]))
        {
            at++;
        }

        end = at;
        switch (text[begin..at].ToUpperInvariant())
        {
            case "SELECT":
                break;
            case "WITH" when dialect is SqlDialectName.SqlServer:
                throw Invalid("begins with WITH, which SQL Server does not take in a subquery", "Write the steps as subqueries, or make a view and give its name with -Table.");
            case "WITH":
                break;
            case "" when at == text.Length:
                throw Invalid("is empty");
            default:
                throw Invalid("does not begin with SELECT");
        }
    }

    private void Take()
    {
        if (isClosed)
        {
            throw Invalid("goes on after a semicolon");
        }

        var c = text[at];
        switch (c)
        {
            case ';':
                isClosed = true;
                at++;
                return;
            case '(':
                depth++;
                at++;
                break;
            case ')':
                at++;
                depth = depth > 0 ? depth - 1 : throw Invalid("closes a bracket that it did not open");
                break;
            case '\'':
                SkipQuoted('\'', isDoubled: true);
                break;
            case '"':
                SkipQuoted('"', isDoubled: true);
                break;
            case '`' when dialect is SqlDialectName.Sqlite:
                SkipQuoted('`', isDoubled: true);
                break;
            case '[' when dialect is not SqlDialectName.PostgreSql:
                SkipQuoted(']', isDoubled: dialect is SqlDialectName.SqlServer);
                break;
            case '$' when dialect is SqlDialectName.PostgreSql:
                SkipDollars();
                break;
            case '?' when hasPlaces:
            case '$' or '@' or ':' or '#' when dialect is SqlDialectName.Sqlite:
                throw Invalid($"holds a {c}, which is the place of a value", "Write the value itself into the query.");
            case var _ when IsOfName(c):
                SkipWord();
                break;
            default:
                at++;
                break;
        }

        end = at;
    }

    private bool SkipBlank()
    {
        var begin = at;
        while (at < text.Length && char.IsWhiteSpace(text[at]))
        {
            at++;
        }

        return at > begin;
    }

    private bool SkipComment()
    {
        if (Is("--"))
        {
            var line = text.IndexOf('\n', at);
            at = line < 0 ? text.Length : line + 1;
            return true;
        }

        if (!Is("/*"))
        {
            return false;
        }

        // In SQLite comments do not nest.
        var level = 0;
        do
        {
            var isBegin = Is("/*") && (level == 0 || dialect is not SqlDialectName.Sqlite);
            var isEnd = Is("*/");
            level += isBegin ? 1 : isEnd ? -1 : 0;
            at += isBegin || isEnd ? 2 : 1;
        }
        while (level > 0 && at < text.Length);
        return level == 0 ? true : throw Invalid("has a comment that is not closed");
    }

    // As a whole: what a dollar or a quote behind it means depends on how it begins.
    private void SkipWord()
    {
        var begin = at;
        var isNumber = char.IsAsciiDigit(text[at]);
        while (at < text.Length && (IsOfName(text[at]) || (text[at] == '$' && !isNumber)))
        {
            at++;
        }

        if (dialect is not SqlDialectName.PostgreSql || at == text.Length)
        {
            return;
        }

        // Some versions end the number before its letter, and some do not.
        if (isNumber && text[at] is '\'' or '$')
        {
            throw Invalid("has a text directly behind a number", "Put a blank between them.");
        }

        if (text[at] == '\'' && text[begin..at] is "e" or "E")
        {
            SkipEscapes();
        }
    }

    // E'it\'s'
    private void SkipEscapes()
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\\')
            {
                at++;
            }
            else if (text[at] == '\'' && at + 1 < text.Length && text[at + 1] == '\'')
            {
                at++;
            }
            else if (text[at] == '\'')
            {
                at++;
                CheckContinuation();
                return;
            }
        }

        throw Invalid("has a text that is not closed");
    }

    // On the next line the text would go on, escapes included.
    private void CheckContinuation()
    {
        var closed = at;
        while (at < text.Length && (SkipComment() || SkipBlank()))
        {
        }

        if (at < text.Length && text[at] == '\'')
        {
            throw Invalid("has a text with escapes in several pieces", "Write it in one.");
        }

        at = closed;
    }

    private void SkipQuoted(char close, bool isDoubled)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] != close)
            {
                continue;
            }

            if (isDoubled && at + 1 < text.Length && text[at + 1] == close)
            {
                at++;
                continue;
            }

            at++;
            return;
        }

        throw Invalid(close == '\'' ? "has a text that is not closed" : "has a quoted name that is not closed");
    }

    // $$text$$ or $tag$text$tag$
    private void SkipDollars()
    {
        var close = at + 1;
        while (close < text.Length && IsOfName(text[close]) && !(close == at + 1 && char.IsAsciiDigit(text[close])))
        {
            close++;
        }

        if (close >= text.Length || text[close] != '$')
        {
            throw Invalid("holds a $, which is the place of a value", "Write the value itself into the query.");
        }

        var tag = text[at..(close + 1)];
        var found = text.IndexOf(tag, close + 1, StringComparison.Ordinal);
        at = found < 0 ? throw Invalid("has a text that is not closed") : found + tag.Length;
    }

    private static bool IsOfName(char c) => c == '_' || char.IsAsciiLetterOrDigit(c) || c > '\u007F';

    private bool Is(string part) => string.CompareOrdinal(text, at, part, 0, part.Length) == 0;

    private static CustomerMetricsException Invalid(string what, string remedy = "Give one SELECT, as it would stand in brackets after FROM.") =>
        new("QueryInvalid", FailureKind.InvalidArgument, $"The text given with -Query {what}.", remedy);
}
