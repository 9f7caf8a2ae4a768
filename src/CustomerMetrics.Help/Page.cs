using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace CustomerMetrics.Help;

internal enum BlockKind
{
    Paragraph,
    Item,
    Code,
    Table,
}

/// <summary>One paragraph, list item, fence or table; <paramref name="Marker"/> is that of an item, with its indent.</summary>
internal sealed record Block(BlockKind Kind, string Text, string Marker = "");

internal sealed record Section(string Title, int Line, IReadOnlyList<Block> Blocks, IReadOnlyList<Section> Parts)
{
    public bool IsEmpty => Blocks.Count == 0 && Parts.Count == 0;

    /// <summary>The text for a viewer that knows only paragraphs: a list is one, with a line for each item.</summary>
    public IReadOnlyList<string> Paragraphs
    {
        get
        {
            var paragraphs = new List<string>();
            for (var i = 0; i < Blocks.Count; i++)
            {
                if (i > 0 && Blocks[i].Kind is BlockKind.Item && Blocks[i - 1].Kind is BlockKind.Item)
                {
                    paragraphs[^1] += "\n" + Blocks[i].Marker + Blocks[i].Text;
                }
                else
                {
                    paragraphs.Add(Blocks[i].Marker + Blocks[i].Text);
                }
            }

            return paragraphs;
        }
    }
}

internal sealed record Link(string Target, int Line);

/// <summary>A help page: the part of Markdown that the pages use.</summary>
internal sealed partial class Page
{
    private Page(string path)
    {
        Path = path;
        var lines = File.ReadAllLines(path);
        var at = 0;
        var top = ReadSections(lines, ref at, above: 0);
        Title = top.Count > 0 ? top[0] : new Section(string.Empty, 1, [], []);
        Links = FindLinks(lines);
    }

    public string Path { get; }

    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    public Section Title { get; }

    public IReadOnlyList<Link> Links { get; }

    public static Page Read(string path) => new(path);

    public Section? Find(string title) => Title.Parts.FirstOrDefault(section => string.Equals(section.Title, title, StringComparison.OrdinalIgnoreCase));

    private static List<Link> FindLinks(string[] lines)
    {
        var links = new List<Link>();
        var fenced = false;
        for (var i = 0; i < lines.Length; i++)
        {
            fenced ^= IsFence(lines[i]);
            if (!fenced)
            {
                links.AddRange(LinkPattern().Matches(CodePattern().Replace(lines[i], string.Empty)).Select(match => new Link(match.Groups["target"].Value, i + 1)));
            }
        }

        return links;
    }

    private static List<Section> ReadSections(string[] lines, ref int at, int above)
    {
        var sections = new List<Section>();
        ReadBlocks(lines, ref at);
        while (at < lines.Length && LevelOf(lines[at]) is var level && level > above)
        {
            var line = at + 1;
            var title = Plain(lines[at++][level..].Trim());
            sections.Add(new Section(title, line, ReadBlocks(lines, ref at), ReadSections(lines, ref at, level)));
        }

        return sections;
    }

    private static List<Block> ReadBlocks(string[] lines, ref int at)
    {
        var blocks = new List<Block>();
        var open = false;
        for (; at < lines.Length && LevelOf(lines[at]) == 0; at++)
        {
            var line = lines[at];
            if (IsFence(line))
            {
                var from = ++at;
                while (at < lines.Length && !IsFence(lines[at]))
                {
                    at++;
                }

                blocks.Add(new Block(BlockKind.Code, string.Join('\n', lines[from..Math.Min(at, lines.Length)])));
                open = false;
            }
            else if (string.IsNullOrWhiteSpace(line))
            {
                open = false;
            }
            else if (ItemPattern().Match(line) is { Success: true } item)
            {
                blocks.Add(new Block(BlockKind.Item, Plain(line[item.Length..]), item.Value));
                open = true;
            }
            else if (line.StartsWith('|'))
            {
                if (open && blocks[^1].Kind is BlockKind.Table)
                {
                    blocks[^1] = blocks[^1] with { Text = blocks[^1].Text + "\n" + line.Trim() };
                }
                else
                {
                    blocks.Add(new Block(BlockKind.Table, line.Trim()));
                }

                open = true;
            }
            else if (open && blocks[^1].Kind is not BlockKind.Table)
            {
                blocks[^1] = blocks[^1] with { Text = blocks[^1].Text + " " + Plain(line.Trim()) };
            }
            else
            {
                blocks.Add(new Block(BlockKind.Paragraph, Plain(line.Trim())));
                open = true;
            }
        }

        return blocks;
    }

    /// <summary>The text as a terminal shows it.</summary>
    public static string Plain(string text)
    {
        text = LinkPattern().Replace(text, match => match.Groups["target"].Value.StartsWith("http", StringComparison.Ordinal) ? $"{match.Groups["text"].Value} ({match.Groups["target"].Value})" : match.Groups["text"].Value);
        // What stands in backticks is literal, stars included.
        return string.Concat(text.Split('`').Select((part, i) => i % 2 == 1 ? part : EscapePattern().Replace(StrongPattern().Replace(part, "${text}"), "${mark}")));
    }

    private static bool IsFence(string line) => line.TrimStart().StartsWith("```", StringComparison.Ordinal);

    private static int LevelOf(string line) => HeadingPattern().Match(line).Groups["marks"].Length;

    [GeneratedRegex(@"^(?<marks>#{1,6}) ", RegexOptions.None, 1000)]
    private static partial Regex HeadingPattern();

    [GeneratedRegex(@"^\s*(?:[-*]|\d+\.)\s+", RegexOptions.None, 1000)]
    private static partial Regex ItemPattern();

    [GeneratedRegex(@"\[(?<text>[^\]]+)\]\((?<target>[^)\s]+)\)", RegexOptions.None, 1000)]
    private static partial Regex LinkPattern();

    [GeneratedRegex("`[^`]*`", RegexOptions.None, 1000)]
    private static partial Regex CodePattern();

    [GeneratedRegex(@"(?<mark>\*\*|\*)(?=\S)(?<text>.+?)(?<=\S)\k<mark>", RegexOptions.None, 1000)]
    private static partial Regex StrongPattern();

    [GeneratedRegex(@"\\(?<mark>[\\`*_{}\[\]()#+.!|<>-])", RegexOptions.None, 1000)]
    private static partial Regex EscapePattern();
}
