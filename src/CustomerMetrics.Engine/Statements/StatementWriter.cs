using System;
using System.IO;
using CustomerMetrics.Engine.Files;

namespace CustomerMetrics.Engine.Statements;

/// <summary>Writes a statement as a file or a folder of them, whole or not at all.</summary>
internal static class StatementWriter
{
    public static void Write(CustomerStatement statement, string path, StatementFormat format, FileWriteOptions options)
    {
        if (format is StatementFormat.Csv)
        {
            StatementFolder.Write(statement, path, options);
            return;
        }

        var render = Renderer(format);
        AtomicFile.Write(path, options, stream => render(statement, stream));
    }

    /// <summary>Writes a statement as one file, in its culture.</summary>
    public static Action<CustomerStatement, Stream> Renderer(StatementFormat format)
    {
        Action<CustomerStatement, Stream> render = format switch
        {
            StatementFormat.Html => HtmlRenderer.Render,
            StatementFormat.Markdown => MarkdownRenderer.Render,
            StatementFormat.Text => TextRenderer.Render,
            StatementFormat.Json => JsonRenderer.Render,
            _ => throw new ArgumentOutOfRangeException(nameof(format)),
        };
        return (statement, stream) => TextCulture.In(statement.Culture, () => render(statement, stream));
    }
}
