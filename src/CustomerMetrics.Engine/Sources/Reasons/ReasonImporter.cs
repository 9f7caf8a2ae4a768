using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using CustomerMetrics.Engine.Sources.Fields;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Reasons;

/// <summary>Reads a table of reasons.</summary>
internal sealed class ReasonImporter(ImportOptions options, ReasonDirection direction) : SideTableImporter<ReasonColumns, ReasonTable>(options, ReasonColumns.Parameter)
{
    private readonly List<GivenReason> given = [];
    private readonly Dictionary<string, string> known = new(StringComparer.Ordinal);
    private long withoutReason;

    public override ReasonTable Complete() => ReasonList.Of(Name, given, withoutReason);

    protected override ReasonColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => ReasonColumns.Map(header, mapper);

    protected override void Take(ReasonColumns mapped, SideRow row)
    {
        var customer = row.Text(mapped.Customer, FieldText.CustomerMissing);
        var day = row.Day(mapped.Date);
        var of = mapped.Direction < 0 ? direction : DirectionOf(row.Text(mapped.Direction), mapped, row);
        var source = row.Text(mapped.Source);
        var reason = row.Text(mapped.Reason);
        if (reason.Length == 0)
        {
            withoutReason++;
            return;
        }

        given.Add(new(customer, day, of, Shared(reason), source.Length == 0 ? null : Shared(source)));
    }

    private static ReasonDirection DirectionOf(string word, ReasonColumns mapped, SideRow row)
    {
        var plain = string.Concat(word.Where(char.IsLetter));
        return Enum.GetNames<ReasonDirection>().FirstOrDefault(name => string.Equals(name, plain, StringComparison.OrdinalIgnoreCase)) is { } found
            ? Enum.Parse<ReasonDirection>(found)
            : throw row.Refused(new(
                "ReasonDirectionUnknown",
                mapped.Header[mapped.Direction],
                word.Length == 0 ? "the direction is empty" : $"there is no direction '{FieldText.Shorten(Encoding.UTF8.GetBytes(word))}'",
                $"The directions are {string.Join(", ", Enum.GetNames<ReasonDirection>())}."));
    }

    // The same few reasons come again and again.
    private string Shared(string name)
    {
        known.TryAdd(name, name);
        return known[name];
    }
}
