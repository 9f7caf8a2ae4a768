using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Gathers the records of the pipeline, kind by kind in the order of their first, as tables for a statement.</summary>
internal sealed class RecordTables(CommandInvocationIntrinsics invoke, CultureInfo culture, CustomerIdRule ids)
{
    /// <summary>A page holds no more rows of a kind.</summary>
    public const int MostRows = 500;

    private const string CustomerId = nameof(CustomerMember.CustomerId);

    private static readonly string[] InCommon = ["AsOf", nameof(ActivityRule), "WindowDays", "Currency", "TimeZone", "Interval", "Source"];

    // Which of them a record has, the first tells how many customers it is about.
    private static readonly string[] PeopleNames = ["Customers", "NewCustomers", "Opening", "Opportunities", "Lost"];

    private readonly List<Gathered> kinds = [];

    public bool IsEmpty => kinds.Count == 0;

    /// <returns>False when the object is no record of this module.</returns>
    public bool TryAdd(PSObject input)
    {
        if (RecordView.Find(input.TypeNames) is not { } found)
        {
            return false;
        }

        var of = kinds.Find(gathered => gathered.Kind == found.Kind && ReferenceEquals(gathered.View, found.View));
        if (of is null)
        {
            kinds.Add(of = new(found.Kind, found.View, ids));
        }

        of.Add(input, invoke, culture);
        return true;
    }

    public IReadOnlyList<RecordTable> Tables() => [.. kinds.Select(gathered => gathered.Table(culture))];

    private sealed class Gathered(string kind, RecordView view, CustomerIdRule ids)
    {
        private readonly List<object?[]> rows = [];
        private readonly List<object> records = [];
        private readonly List<long?> people = [];
        private readonly Dictionary<string, object?> common = [];
        private long count;

        public string Kind => kind;

        public RecordView View => view;

        public void Add(PSObject record, CommandInvocationIntrinsics invoke, CultureInfo culture)
        {
            foreach (var name in InCommon)
            {
                var value = Given(record, name);
                common[name] = count == 0 || Equals(common[name], value) ? value : name is "AsOf" ? Later(common[name], value) : null;
            }

            if (++count > MostRows)
            {
                return;
            }

            // Scripts of a view format as the session does.
            var before = CultureInfo.CurrentCulture;
            CultureInfo.CurrentCulture = culture;
            try
            {
                rows.Add([.. view.Columns.Select(column => column.Property == CustomerId ? ids.Show(column.ValueOf(record, invoke)) : column.ValueOf(record, invoke))]);
            }
            finally
            {
                CultureInfo.CurrentCulture = before;
            }

            people.Add(PeopleIn(record));
            if (record.BaseObject is not PSCustomObject)
            {
                records.Add(record.BaseObject);
            }
        }

        public RecordTable Table(CultureInfo culture)
        {
            var hasIds = view.Columns.Any(column => column.Property == CustomerId);
            var shown = Enumerable.Range(0, view.Columns.Count).Where(i => (view.IsList || rows.Exists(row => row[i] is not null)) && !(ids.LeavesOut && view.Columns[i].Property == CustomerId)).ToList();
            return new()
            {
                Kind = kind,
                Columns = view.IsList
                    ? new[] { new StatementColumn("Figure", ValueKind.Text) }.Concat(rows.Select((_, i) => new StatementColumn(rows.Count == 1 ? "Value" : $"Value {i + 1}", ValueKind.Text))).ToArray()
                    : shown.Select(i => new StatementColumn(view.Columns[i].Label, view.Columns[i].KindOf([.. rows.Select(row => row[i])]))).ToArray(),
                Rows = view.IsList
                    ? shown.Select(i => new object?[] { view.Columns[i].Label }.Concat(rows.Select(row => view.Columns[i].Written(row[i], culture))).ToArray()).ToArray()
                    : rows.Select(row => shown.Select(i => row[i]).ToArray()).ToArray(),
                Count = count,
                People = view.IsList ? shown.Select(_ => (long?)null).ToArray() : people.ToArray(),
                Records = records,
                Notes = Notes(culture, hasIds).ToArray(),
                Common = common.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!),
            };
        }

        private IEnumerable<string> Notes(CultureInfo culture, bool hasIds)
        {
            if (hasIds && ids.Note.Length > 0)
            {
                yield return ids.Note;
            }

            if (count > rows.Count)
            {
                yield return string.Format(culture, "The first {0:#,0} of {1:#,0}; the rest is not on this page.", rows.Count, count);
            }
        }

        private static long? PeopleIn(PSObject record) =>
            record.Properties["IsTotal"]?.Value is true || record.Properties["IsAverage"]?.Value is true ? null
            : PeopleNames.Select(name => record.Properties[name]?.Value).FirstOrDefault(value => value is not null) switch
            {
                long count => count,
                int count => count,
                _ => null,
            };

        // A rule that crossed a job is its name.
        private static object? Given(PSObject record, string name) => (record.Properties[name]?.Value is PSObject wrapped ? wrapped.BaseObject : record.Properties[name]?.Value) switch
        {
            "" => null,
            string text when name == nameof(ActivityRule) => Enum.TryParse<ActivityRule>(text, out var rule) ? rule : null,
            var value => value,
        };

        private static object? Later(object? one, object? other) => one is DateTime date && (other is not DateTime second || date > second) ? one : other;
    }
}
