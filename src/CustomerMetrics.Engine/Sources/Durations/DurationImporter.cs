using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Models.Survival;
using CustomerMetrics.Engine.Sources.Fields;

namespace CustomerMetrics.Engine.Sources.Durations;

/// <summary>Gathers the rows of a table of durations. The first one that cannot be read ends it: a curve of the others would be another one.</summary>
internal sealed class DurationImporter(string unit, DurationColumns wanted) : IDurationImporter
{
    private readonly List<string> names = [];
    private readonly Dictionary<(int Group, double Entry, double Age, int Reason), long> counts = [];
    private readonly NameCodes groups = new();
    private readonly NameCodes reasons = new();
    private readonly DurationFields fields = new(wanted.Culture);
    private string name = "";
    private string target = "";
    private IReadOnlyList<string> header = [];
    private int duration = -1;
    private int @event = -1;
    private int reason = -1;
    private int entry = -1;
    private int[] groupColumns = [];
    private long rows;

    public bool HasColumns => duration >= 0;

    /// <summary>The columns that are read.</summary>
    public IEnumerable<int> Used => new[] { duration, @event, reason, entry }.Concat(groupColumns).Where(column => column >= 0).Distinct();

    public void Begin(IReadOnlyList<string> columns) => Begin(columns, "rows from the pipeline", "rows from the pipeline");

    /// <param name="columns">The names of the columns.</param>
    /// <param name="name">What messages call the source.</param>
    /// <param name="target">The path, or the name again.</param>
    public void Begin(IReadOnlyList<string> columns, string name, string target)
    {
        (header, this.name, this.target) = ([.. columns], name, target);
        names.Add(name);
        int Find(string? column, string parameter) => column is null ? -1 : ColumnMapper.Find(header, column, parameter, name, target);
        if ((wanted.Event ?? wanted.Reason) is null)
        {
            throw new CustomerMetricsException("EventColumnMissing", FailureKind.InvalidArgument, $"{name}: durations alone do not tell who was lost and who is still there.", "Name the column that tells it with -EventColumn, or with -ReasonColumn the reasons of the lost.", target);
        }

        @event = Find(wanted.Event, "-EventColumn");
        reason = Find(wanted.Reason, "-ReasonColumn");
        entry = Find(wanted.Entry, "-EntryColumn");
        groupColumns = [.. wanted.Groups.Select(column => Find(column, "-GroupColumn"))];
        duration = Find(wanted.Duration, "-DurationColumn");
        var parts = new[] { duration, @event, reason, entry }.Where(column => column >= 0);
        if (parts.GroupBy(column => column).Concat(groupColumns.GroupBy(column => column)).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            throw new CustomerMetricsException("ColumnUsedTwice", FailureKind.InvalidArgument, $"{name}: the column '{header[twice.Key]}' cannot be two things at once.", "Name a column for each.", target);
        }
    }

    public void Add(object?[] values) => Add(values, rows + 1);

    /// <param name="values">The values of a row.</param>
    /// <param name="number">Where it stands.</param>
    public void Add(object?[] values, long number)
    {
        rows++;
        if (!TryRead(values, out var found, out var problem))
        {
            throw Failure(problem, number);
        }

        CollectionsMarshal.GetValueRefOrAddDefault(counts, found, out _)++;
    }

    public CustomerMetricsException Failure(RowProblem problem, long number)
    {
        var place = new RowPlace(name, target, unit, number);
        return new(problem.ErrorId, FailureKind.InvalidData, Errors.Invariant($"{place}{(problem.Column is null ? "" : $", column '{problem.Column}'")}: {problem.Reason}."), problem.Remedy, place.Target);
    }

    public CustomerDurations Complete(CancellationToken cancellationToken)
    {
        if (rows == 0)
        {
            throw new CustomerMetricsException("NoRows", FailureKind.InvalidData, $"{AllNames}: there are no rows.", "Check the export; a header alone tells nothing about customers.", target);
        }

        cancellationToken.ThrowIfCancellationRequested();
        var isGrouped = groupColumns.Length > 0;
        var known = GroupNames.Of(reasons.Names, isGrouped: true);
        var number = reasons.Names.Select(name => known.KeyOf(name) + 1).ToList();
        return new GroupedDurations
        {
            Name = AllNames,
            Customers = rows,
            Rule = "as the table tells",
            Reasons = reason < 0 ? [] : [.. known.Names.Select(name => name!)],
            Unit = wanted.Unit,
            GroupBy = isGrouped ? string.Join(", ", groupColumns.Select(column => header[column])) : null,
            Groups = [.. counts
                .GroupBy(count => count.Key.Group)
                .Select(group => new GroupedLifetimes(
                    isGrouped ? groups.Names[group.Key] : null,
                    [.. group.Select(count => new Lifetime(count.Key.Entry, count.Key.Age, Outcome(count.Key.Reason, number), count.Value))]))
                .OrderBy(group => group.Group ?? "", GroupNames.Order)],
        };
    }

    private string AllNames => string.Join(", ", names);

    private int Outcome(int code, List<int> number) => code < 0 ? Lifetime.Censored : reason < 0 ? Lifetime.Lost : number[code];

    private bool TryRead(object?[] values, out (int Group, double Entry, double Age, int Reason) found, out RowProblem problem)
    {
        found = default;
        if (!fields.TryReadAge(values[duration], header[duration], DurationFields.OfDuration, out var age, out problem))
        {
            return false;
        }

        var from = 0.0;
        if (entry >= 0 && !DurationFields.IsEmpty(values[entry]) && !fields.TryReadAge(values[entry], header[entry], DurationFields.OfEntry, out from, out problem))
        {
            return false;
        }

        if (from > 0 && from >= age)
        {
            problem = DurationFields.OfEntry(header[entry], Errors.Invariant($"the customer is followed from {from}, and was seen until {age} only"), "Somebody who was lost before being followed belongs in no row; check which of the two columns is wrong.");
            return false;
        }

        if (!TryReadOutcome(values, out var code, out problem) || !TryReadGroup(values, out var group, out problem))
        {
            return false;
        }

        found = (group, from, age, code);
        return true;
    }

    private bool TryReadOutcome(object?[] values, out int code, out RowProblem problem)
    {
        code = -1;
        var why = "";
        problem = null!;
        if (reason >= 0 && !TryReadName(values[reason], reason, out why, out problem))
        {
            return false;
        }

        if (@event < 0)
        {
            code = why.Length == 0 ? -1 : reasons.CodeOf(why);
            return true;
        }

        if (!fields.TryReadEvent(values[@event], header[@event], out var isLost, out problem))
        {
            return false;
        }

        if (!isLost && why.Length > 0)
        {
            problem = DurationFields.OfReason(header[reason]);
            return false;
        }

        code = isLost ? reasons.CodeOf(why.Length > 0 ? why : GroupNames.None) : -1;
        return true;
    }

    private bool TryReadGroup(object?[] values, out int group, out RowProblem problem)
    {
        (group, problem) = (0, null!);
        if (groupColumns.Length == 0)
        {
            return true;
        }

        var parts = new string[groupColumns.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!TryReadName(values[groupColumns[i]], groupColumns[i], out var written, out problem))
            {
                return false;
            }

            parts[i] = written.Length == 0 ? GroupNames.None : written;
        }

        group = groups.CodeOf(parts.Length == 1 ? parts[0] : string.Join(GroupNames.Separator, parts));
        return true;
    }

    private bool TryReadName(object? value, int column, out string written, out RowProblem problem)
    {
        written = DurationFields.Text(value);
        problem = null!;
        if (written.Length == 0 || groups.Has(written) || reasons.Has(written))
        {
            return true;
        }

        var status = FieldText.Check(Encoding.UTF8.GetBytes(written));
        problem = status switch
        {
            FieldStatus.Ok => null!,
            FieldStatus.TooLong => FieldText.DescribeText(status, header[column]) with { Remedy = "Check that the right column is named, or correct the export." },
            _ => FieldText.DescribeText(status, header[column]),
        };
        return status is FieldStatus.Ok;
    }

    private sealed class NameCodes
    {
        private readonly Dictionary<string, int> codes = new(StringComparer.Ordinal);

        public List<string> Names { get; } = [];

        public bool Has(string name) => codes.ContainsKey(name);

        public int CodeOf(string name)
        {
            if (!codes.TryGetValue(name, out var code))
            {
                code = Names.Count;
                codes.Add(name, code);
                Names.Add(name);
            }

            return code;
        }
    }
}
