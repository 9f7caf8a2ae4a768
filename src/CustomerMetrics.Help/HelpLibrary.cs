using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace CustomerMetrics.Help;

internal sealed record ParameterText(IReadOnlyList<string> Paragraphs, string? Default);

internal sealed record Command(Cmdlet Cmdlet, Page Page, IReadOnlyDictionary<string, ParameterText> Parameters);

/// <summary>All pages, matched with what the module really has.</summary>
internal sealed class HelpLibrary
{
    private const string SharedPage = "parameters";

    private static readonly string[] Sections = ["SYNOPSIS", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private static readonly Dictionary<string, ParameterText> Common = new(StringComparer.OrdinalIgnoreCase)
    {
        ["WhatIf"] = new(["Shows what would happen if the cmdlet ran. The cmdlet is not run."], null),
        ["Confirm"] = new(["Asks you before the cmdlet runs."], null),
    };

    private HelpLibrary(IReadOnlyList<Command> commands, IReadOnlyList<Page> topics)
    {
        Commands = commands;
        Topics = topics;
    }

    public IReadOnlyList<Command> Commands { get; }

    public IReadOnlyList<Page> Topics { get; }

    public static HelpLibrary Read(string folder, IReadOnlyList<Cmdlet> cmdlets, Problems problems)
    {
        var pages = Directory.Exists(folder)
            ? Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal).Select(Page.Read).ToDictionary(page => page.Name, StringComparer.Ordinal)
            : [];
        var shared = pages.Remove(SharedPage, out var sharedPage) ? ReadShared(sharedPage, cmdlets, problems) : [];
        var topics = pages.Values.Where(page => page.Name.StartsWith("about_", StringComparison.Ordinal)).ToList();

        var commands = new List<Command>();
        foreach (var cmdlet in cmdlets)
        {
            if (pages.TryGetValue(cmdlet.Name, out var page))
            {
                commands.Add(new Command(cmdlet, page, CheckCommand(cmdlet, page, shared, problems)));
            }
            else
            {
                problems.AddMissing(Path.Combine(folder, cmdlet.Name + ".md"), 1, $"{cmdlet.Name} has no page.");
            }
        }

        foreach (var page in pages.Values.Except(topics))
        {
            if (cmdlets.All(cmdlet => cmdlet.Name != page.Name))
            {
                problems.AddMissing(page.Path, page.Title.Line, $"The page describes {page.Name}, which the module has not.");
            }
        }

        foreach (var page in pages.Values)
        {
            CheckTitle(page, problems);
            foreach (var link in page.Links.Where(link => !LeadsSomewhere(link.Target, page, cmdlets, topics)))
            {
                problems.Add(page.Path, link.Line, $"The link to '{link.Target}' leads nowhere.");
            }
        }

        foreach (var topic in topics.Where(topic => AboutWriter.ShortDescription(topic) is not { Length: > 0 and <= AboutWriter.Width - 4 }))
        {
            problems.Add(topic.Path, topic.Title.Line, $"The first paragraph, the topic's short description, must be there and take one line of {AboutWriter.Width - 4} characters.");
        }

        return new HelpLibrary(commands, topics);
    }

    private static Dictionary<string, ParameterText> ReadShared(Page page, IReadOnlyList<Cmdlet> cmdlets, Problems problems)
    {
        var parts = page.Title.Parts.SelectMany(section => section.Parts.Prepend(section)).Where(part => part.Title.StartsWith('-'));
        return ReadParameters(page, parts, cmdlets.SelectMany(cmdlet => cmdlet.Parameters), "no cmdlet has", problems);
    }

    private static Dictionary<string, ParameterText> CheckCommand(Cmdlet cmdlet, Page page, Dictionary<string, ParameterText> shared, Problems problems)
    {
        foreach (var section in page.Title.Parts.Where(section => !Sections.Contains(section.Title, StringComparer.OrdinalIgnoreCase)))
        {
            problems.Add(page.Path, section.Line, $"A page has no section '{section.Title}'; the sections are {string.Join(", ", Sections)}.");
        }

        foreach (var required in new[] { "SYNOPSIS", "DESCRIPTION", "OUTPUTS" })
        {
            var section = page.Find(required);
            if (section is null or { IsEmpty: true })
            {
                problems.Add(page.Path, section?.Line ?? 1, $"The page has no {required}.");
            }
        }

        if (page.Find("RELATED LINKS") is { } related && related.Blocks.Count > page.Links.Count(link => link.Line > related.Line))
        {
            problems.Add(page.Path, related.Line, "An entry of RELATED LINKS, the last section, is no link.");
        }

        CheckExamples(page, problems);
        CheckOutputs(cmdlet, page, problems);

        var own = ReadParameters(page, page.Find("PARAMETERS")?.Parts ?? [], cmdlet.Parameters, $"{cmdlet.Name} has not", problems);
        var texts = new Dictionary<string, ParameterText>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in cmdlet.Parameters.Select(parameter => parameter.Name))
        {
            if (own.TryGetValue(name, out var text) || shared.TryGetValue(name, out text) || Common.TryGetValue(name, out text))
            {
                texts[name] = text;
            }
            else
            {
                problems.Add(page.Path, page.Find("PARAMETERS")?.Line ?? 1, $"-{name} is described neither here nor in {SharedPage}.md.");
            }
        }

        return texts;
    }

    private static Dictionary<string, ParameterText> ReadParameters(Page page, IEnumerable<Section> parts, IEnumerable<Parameter> known, string stranger, Problems problems)
    {
        var names = known.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal);
        var texts = new Dictionary<string, ParameterText>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts)
        {
            var name = part.Title.TrimStart('-');
            var standard = part.Paragraphs.LastOrDefault(text => text.StartsWith("Default:", StringComparison.Ordinal));
            var paragraphs = part.Paragraphs.Where(text => text != standard).ToList();
            if (!names.Contains(name))
            {
                problems.AddMissing(page.Path, part.Line, $"{part.Title} is a parameter that {stranger}.");
            }
            else if (paragraphs.Count == 0)
            {
                problems.Add(page.Path, part.Line, $"{part.Title} has no text.");
            }
            else if (!texts.TryAdd(name, new ParameterText(paragraphs, standard?["Default:".Length..].Trim())))
            {
                problems.Add(page.Path, part.Line, $"{part.Title} is described twice.");
            }
        }

        return texts;
    }

    private static void CheckTitle(Page page, Problems problems)
    {
        if (page.Title.Title != page.Name)
        {
            problems.Add(page.Path, page.Title.Line, $"The title must be '# {page.Name}'.");
        }
    }

    private static void CheckExamples(Page page, Problems problems)
    {
        var section = page.Find("EXAMPLES");
        var examples = section?.Parts ?? [];
        if (examples.Count < 3)
        {
            problems.Add(page.Path, section?.Line ?? 1, $"The page has {examples.Count} examples; three are the least.");
        }

        foreach (var example in examples.Where(example => example.Blocks.All(block => block.Kind is not BlockKind.Code)))
        {
            problems.Add(page.Path, example.Line, $"The example '{example.Title}' has no code.");
        }
    }

    private static void CheckOutputs(Cmdlet cmdlet, Page page, Problems problems)
    {
        var types = cmdlet.Outputs.SelectMany(type => new[] { type.FullName, type.Name }).ToHashSet(StringComparer.Ordinal);
        foreach (var part in page.Find("OUTPUTS")?.Parts ?? [])
        {
            if (part.Title != "None" && !types.Contains(part.Title))
            {
                problems.Add(page.Path, part.Line, $"{cmdlet.Name} does not declare the output '{part.Title}'; it declares: {string.Join(", ", cmdlet.Outputs)}.");
            }
        }
    }

    private static bool LeadsSomewhere(string target, Page page, IReadOnlyList<Cmdlet> cmdlets, List<Page> topics) =>
        target.StartsWith("https://", StringComparison.Ordinal)
        || cmdlets.Any(cmdlet => cmdlet.Name == target)
        || topics.Any(topic => topic.Name == target)
        || File.Exists(Path.Combine(Path.GetDirectoryName(page.Path)!, target.Split('#')[0]));
}
