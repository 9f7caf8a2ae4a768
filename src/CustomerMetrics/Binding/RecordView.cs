using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Xml.Linq;

namespace CustomerMetrics;

/// <summary>How the prompt shows records of one type, which is how a statement shows them too.</summary>
/// <param name="Columns">The columns of a table, or the lines of a list.</param>
/// <param name="IsList">Whether a record is a list of lines.</param>
internal sealed record RecordView(IReadOnlyList<RecordColumn> Columns, bool IsList)
{
    private const string Prefix = "CustomerMetrics.";
    private const string Crossed = "Deserialized.";

    private static readonly Lazy<Dictionary<string, RecordView>> Views = new(Read);

    // They are rows, sources and statements, of which a cmdlet makes something else than a table of records.
    private static readonly string[] NoRecords = [nameof(SampleTransaction), nameof(CustomerSample), nameof(TransactionTable), nameof(SubscriptionTable), "ConnectedSource", nameof(CustomerStatement)];

    /// <summary>The kind of a record and how it is shown; null when the object is none of this module.</summary>
    public static (string Kind, RecordView View)? Find(IEnumerable<string> typeNames)
    {
        foreach (var full in typeNames)
        {
            var name = full.StartsWith(Crossed, StringComparison.Ordinal) ? full.Substring(Crossed.Length) : full;
            if (name.StartsWith(Prefix, StringComparison.Ordinal) && Views.Value.TryGetValue(name, out var view))
            {
                var kind = name.Substring(Prefix.Length).Split('#')[0];
                return NoRecords.Contains(kind) ? null : (kind, view);
            }
        }

        return null;
    }

    // Tables win over lists.
    private static Dictionary<string, RecordView> Read()
    {
        var path = Path.Combine(Path.GetDirectoryName(typeof(RecordView).Assembly.Location)!, "CustomerMetrics.Format.ps1xml");
        var found = new Dictionary<string, RecordView>(StringComparer.Ordinal);
        foreach (var view in XDocument.Load(path).Descendants("View").OrderBy(view => view.Element("TableControl") is null))
        {
            var read = view.Element("TableControl") is { } table ? new RecordView(Table(table), IsList: false) : new RecordView([.. view.Descendants("ListItem").Select(item => Column(item, null))], IsList: true);
            foreach (var type in view.Element("ViewSelectedBy")!.Elements("TypeName").Where(type => !found.ContainsKey(type.Value)))
            {
                found.Add(type.Value, read);
            }
        }

        return found;
    }

    private static RecordColumn[] Table(XElement table)
    {
        var headers = table.Descendants("TableColumnHeader").Select(header => header.Element("Label")?.Value);
        return [.. table.Descendants("TableColumnItem").Zip(headers, Column)];
    }

    private static RecordColumn Column(XElement item, string? label)
    {
        var property = item.Element("PropertyName")?.Value;
        return new(label ?? item.Element("Label")?.Value ?? property ?? "", property, item.Element("ScriptBlock")?.Value, item.Element("FormatString")?.Value);
    }
}
