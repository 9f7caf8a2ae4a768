using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace CustomerMetrics.Help;

/// <summary>The plain text that Get-Help shows for an about topic.</summary>
internal static class AboutWriter
{
    public const int Width = 80;

    private const string Indent = "    ";

    public static string? ShortDescription(Page topic) => topic.Title.Blocks.FirstOrDefault(block => block.Kind is BlockKind.Paragraph)?.Text;

    public static string Write(Page topic)
    {
        var text = new StringBuilder();
        // Get-Help takes the fifth line as the synopsis.
        text.Append("TOPIC\n").Append(Indent).Append(topic.Name).Append("\n\nSHORT DESCRIPTION\n").Append(Indent).Append(ShortDescription(topic)).Append("\n\n");
        var rest = topic.Title.Blocks.Skip(1).ToList();
        if (rest.Count > 0)
        {
            text.Append("LONG DESCRIPTION\n");
            Append(text, rest);
        }

        foreach (var section in topic.Title.Parts)
        {
            text.Append(section.Title.ToUpperInvariant()).Append('\n');
            Append(text, section.Blocks);
            foreach (var part in section.Parts)
            {
                text.Append("  ").Append(part.Title).Append('\n');
                Append(text, part.Blocks);
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static void Append(StringBuilder text, IReadOnlyList<Block> blocks)
    {
        for (var i = 0; i < blocks.Count; i++)
        {
            var block = blocks[i];
            if (block.Kind is BlockKind.Table)
            {
                AppendTable(text, block.Text.Split('\n'));
            }
            else if (block.Kind is BlockKind.Code)
            {
                foreach (var line in block.Text.Split('\n'))
                {
                    text.Append((Indent + Indent + line).TrimEnd()).Append('\n');
                }
            }
            else
            {
                Wrap(text, Indent + block.Marker, Indent + new string(' ', block.Marker.Length), block.Text);
            }

            if (block.Kind is not BlockKind.Item || i + 1 == blocks.Count || blocks[i + 1].Kind is not BlockKind.Item)
            {
                text.Append('\n');
            }
        }

        if (blocks.Count == 0)
        {
            text.Append('\n');
        }
    }

    /// <summary>Columns where they fit, the last one wrapped; else one entry a row.</summary>
    private static void AppendTable(StringBuilder text, string[] lines)
    {
        var rows = lines.Where(line => line.Any(c => c is not ('|' or '-' or ':' or ' '))).Select(Cells).ToList();
        var columns = rows.Max(row => row.Count);
        var widths = Enumerable.Range(0, columns - 1).Select(column => rows.Max(row => column < row.Count ? row[column].Length : 0) + 2).ToList();
        if (widths.Sum() <= Width / 2)
        {
            foreach (var row in rows)
            {
                var lead = string.Concat(widths.Select((width, column) => (column < row.Count ? row[column] : string.Empty).PadRight(width)));
                Wrap(text, Indent + lead, Indent + new string(' ', lead.Length), row.Count == columns ? row[^1] : string.Empty);
            }

            return;
        }

        var heads = rows[0];
        foreach (var row in rows.Skip(1))
        {
            Wrap(text, Indent, Indent, row[0]);
            for (var column = 1; column < row.Count; column++)
            {
                Wrap(text, Indent + Indent, Indent + Indent + "  ", row[column].Length > 0 ? $"{heads[column]}: {row[column]}" : string.Empty);
            }
        }
    }

    private static List<string> Cells(string row) => row.Trim('|').Replace(@"\|", "\u0001", StringComparison.Ordinal).Split('|')
        .Select(cell => Page.Plain(cell.Trim().Replace('\u0001', '|'))).ToList();

    private static void Wrap(StringBuilder text, string first, string others, string words)
    {
        var line = new StringBuilder(first);
        var empty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!empty && line.Length + 1 + word.Length > Width)
            {
                text.Append(line.ToString().TrimEnd()).Append('\n');
                line.Clear().Append(others);
                empty = true;
            }

            line.Append(empty ? string.Empty : " ").Append(word);
            empty = false;
        }

        if (line.ToString().Trim().Length > 0)
        {
            text.Append(line.ToString().TrimEnd()).Append('\n');
        }
    }
}
