using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace CustomerMetrics.Help;

/// <summary>The format that Get-Help reads for the cmdlets of a dll.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Msh = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Cmd = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static void Write(string path, IEnumerable<Command> commands)
    {
        var root = new XElement(
            Msh + "helpItems",
            new XAttribute("schema", "maml"),
            new XAttribute(XNamespace.Xmlns + "maml", Maml),
            new XAttribute(XNamespace.Xmlns + "command", Cmd),
            new XAttribute(XNamespace.Xmlns + "dev", Dev),
            commands.Select(Write));
        using var writer = XmlWriter.Create(path, new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(false), NewLineChars = "\n" });
        root.Save(writer);
    }

    private static XElement Write(Command command)
    {
        var (cmdlet, page, texts) = command;
        return new XElement(
            Cmd + "command",
            new XElement(
                Cmd + "details",
                new XElement(Cmd + "name", cmdlet.Name),
                new XElement(Cmd + "verb", cmdlet.Verb),
                new XElement(Cmd + "noun", cmdlet.Noun),
                Description(page.Find("SYNOPSIS"))),
            Description(page.Find("DESCRIPTION")),
            new XElement(Cmd + "syntax", cmdlet.Sets.Select(set => Syntax(cmdlet, set, texts))),
            new XElement(Cmd + "parameters", cmdlet.Parameters.OrderBy(parameter => parameter.Name, StringComparer.Ordinal).Select(parameter => Describe(parameter, MostTelling(parameter), texts[parameter.Name]))),
            new XElement(Cmd + "inputTypes", Types(page.Find("INPUTS"), "inputType")),
            new XElement(Cmd + "returnValues", Types(page.Find("OUTPUTS"), "returnValue")),
            page.Find("NOTES") is { } notes ? new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(notes.Paragraphs))) : null,
            new XElement(Cmd + "examples", (page.Find("EXAMPLES")?.Parts ?? []).Select(Example)),
            new XElement(Cmd + "relatedLinks", (page.Find("RELATED LINKS")?.Blocks ?? []).Select(block => new XElement(
                Maml + "navigationLink",
                new XElement(Maml + "linkText", block.Text),
                // Empty, or Get-Help -Online would open it as the page of the cmdlet.
                new XElement(Maml + "uri")))));
    }

    private static XElement Syntax(Cmdlet cmdlet, string set, IReadOnlyDictionary<string, ParameterText> texts) => new(
        Cmd + "syntaxItem",
        new XElement(Maml + "name", cmdlet.Name),
        cmdlet.ParametersOf(set).Select(pair => Element(
            pair.Parameter,
            pair.Set,
            new XElement(Maml + "name", pair.Parameter.Name),
            Description(texts[pair.Parameter.Name].Paragraphs),
            pair.Parameter.Values.Count > 0 ? new XElement(Cmd + "parameterValueGroup", pair.Parameter.Values.Select(value => Value(value, required: false))) : null,
            pair.Parameter.IsSwitch ? null : Value(TypeName(pair.Parameter.Type), required: true),
            TypeOf(pair.Parameter),
            Default(pair.Parameter, texts[pair.Parameter.Name]))));

    private static XElement Describe(Parameter parameter, ParameterSet set, ParameterText text) => Element(
        parameter,
        set,
        new XElement(Maml + "name", parameter.Name),
        Description(parameter.Values.Count > 0 ? text.Paragraphs.Append($"Values: {string.Join(", ", parameter.Values)}.") : text.Paragraphs),
        Value(TypeName(parameter.Type), required: !parameter.IsSwitch),
        TypeOf(parameter),
        Default(parameter, text));

    private static XElement Element(Parameter parameter, ParameterSet set, params object?[] content) => new(
        Cmd + "parameter",
        new XAttribute("required", Lower(set.Required)),
        new XAttribute("variableLength", Lower(parameter.Type.IsArray)),
        new XAttribute("globbing", Lower(parameter.Wildcards)),
        new XAttribute("pipelineInput", set.Pipeline),
        new XAttribute("position", set.Position?.ToString(CultureInfo.InvariantCulture) ?? "named"),
        new XAttribute("aliases", parameter.Aliases.Count > 0 ? string.Join(", ", parameter.Aliases) : "none"),
        content);

    // Where sets differ, the list of parameters has room for one of them.
    private static ParameterSet MostTelling(Parameter parameter) => parameter.Sets
        .OrderByDescending(set => set.Required)
        .ThenByDescending(set => set.ByValue)
        .ThenByDescending(set => set.ByPropertyName)
        .ThenByDescending(set => set.Position is not null)
        .First();

    private static XElement Value(string value, bool required) => new(
        Cmd + "parameterValue",
        new XAttribute("required", Lower(required)),
        new XAttribute("variableLength", "false"),
        value);

    private static XElement TypeOf(Parameter parameter) => new(Dev + "type", new XElement(Maml + "name", TypeName(parameter.Type)), new XElement(Maml + "uri"));

    private static XElement Default(Parameter parameter, ParameterText text) => new(Dev + "defaultValue", text.Default ?? (parameter.IsSwitch ? "False" : "None"));

    private static IEnumerable<XElement> Types(Section? section, string element)
    {
        if (section is null)
        {
            yield break;
        }

        foreach (var text in section.Paragraphs)
        {
            yield return TypeEntry(element, text, []);
        }

        foreach (var part in section.Parts)
        {
            yield return TypeEntry(element, part.Title, part.Paragraphs);
        }
    }

    private static XElement TypeEntry(string element, string name, IEnumerable<string> text) => new(
        Cmd + element,
        new XElement(Dev + "type", new XElement(Maml + "name", name)),
        Description(text));

    private static XElement Example(Section example, int index)
    {
        var title = $" Example {index + 1}: {example.Title} ";
        var rule = new string('-', Math.Max(2, (AboutWriter.Width - title.Length) / 2));
        return new XElement(
            Cmd + "example",
            new XElement(Maml + "title", rule + title + rule),
            new XElement(Dev + "code", string.Join("\n", example.Blocks.Where(block => block.Kind is BlockKind.Code).Select(block => block.Text))),
            new XElement(Dev + "remarks", Paras((example with { Blocks = example.Blocks.Where(block => block.Kind is not BlockKind.Code).ToList() }).Paragraphs)));
    }

    private static XElement Description(Section? section) => Description(section?.Paragraphs ?? []);

    private static XElement Description(IEnumerable<string> paragraphs) => new(Maml + "description", Paras(paragraphs));

    private static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Maml + "para", text));

    private static string TypeName(Type type) => type.IsArray ? TypeName(type.GetElementType()!) + "[]" : type.Name;

    private static string Lower(bool value) => value ? "true" : "false";
}
