using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Targets;

/// <summary>A figure against its limits. Where it has an interval, a limit is broken only when the whole interval lies beyond it, so that chance raises no alarm.</summary>
internal static class TargetMetric
{
    public static CustomerTarget Compute(string property, TargetReading reading, TargetReading? before, TargetQuery query)
    {
        var parts = Parts(property, reading, before, query).ToList();
        return new(parts.Max(part => part.Verdict), string.Join("; ", parts.Select(part => part.Target)));
    }

    private static IEnumerable<CustomerTarget> Parts(string property, TargetReading reading, TargetReading? before, TargetQuery query)
    {
        if (query.Minimum is { } minimum)
        {
            yield return Compare(property, reading, "at least", minimum, query.IsExact);
        }

        if (query.Maximum is { } maximum)
        {
            yield return Compare(property, reading, "at most", maximum, query.IsExact);
        }

        if (query.RiseLimit is { } rise)
        {
            yield return CompareChange($"rise of {property}", reading, before, rise, query, change => change);
        }

        if (query.FallLimit is { } fall)
        {
            yield return CompareChange($"fall of {property}", reading, before, fall, query, change => new(-change.Value, -change.High, -change.Low));
        }
    }

    private static CustomerTarget CompareChange(string name, TargetReading reading, TargetReading? before, decimal limit, TargetQuery query, Func<TargetReading, TargetReading> turn)
    {
        if (before?.Value is not { } old)
        {
            return new(TargetVerdict.Unknown, $"{name}: nothing to compare it with in the period before");
        }

        if (query.IsRelative && old <= 0)
        {
            return new(TargetVerdict.Unknown, Errors.Invariant($"{name}: the period before has {Shown(old)}, of which there is no share"));
        }

        var change = turn(Change(reading, before));
        return Compare(name, query.IsRelative ? new(change.Value / old, change.Low / old, change.High / old) : change, "at most", limit, query.IsExact);
    }

    // The interval of a difference from those of its two sides, each taken at the end that the difference moves to (Newcombe 1998, method 10).
    private static TargetReading Change(TargetReading now, TargetReading before)
    {
        var change = now.Value - before.Value;
        return now is { Low: { } low, High: { } high } && before is { Low: { } oldLow, High: { } oldHigh }
            ? new(change, change - Length(now.Value - low, oldHigh - before.Value), change + Length(high - now.Value, before.Value - oldLow))
            : new(change, null, null);
    }

    private static decimal? Length(decimal? a, decimal? b) => (decimal)Math.Sqrt((double)((a * a) + (b * b))!.Value);

    private static CustomerTarget Compare(string name, TargetReading reading, string side, decimal limit, bool isExact)
    {
        if (reading.Value is not { } value)
        {
            return new(TargetVerdict.Unknown, $"{name}: no value");
        }

        // An interval without an end reaches as far as there are numbers.
        var hasInterval = !isExact && (reading.Low ?? reading.High) is not null;
        var (low, high) = hasInterval ? (reading.Low ?? decimal.MinValue, reading.High ?? decimal.MaxValue) : (value, value);
        var isKept = (decimal figure) => side == "at least" ? figure >= limit : figure <= limit;
        var verdict = (isKept(low), isKept(high)) switch
        {
            (true, true) => TargetVerdict.Met,
            (false, false) => TargetVerdict.Missed,
            _ => TargetVerdict.Unclear,
        };
        var interval = hasInterval ? $" ({(reading.Low is null ? "…" : Shown(low))} to {(reading.High is null ? "…" : Shown(high))})" : "";
        return new(verdict, $"{name} {side} {limit.ToString("#,0.##########", CultureInfo.InvariantCulture)}: {Shown(value, limit)}{interval}");
    }

    // A value that rounds to its limit is not at it.
    private static string Shown(decimal value, decimal limit) =>
        value != limit && Shown(value) == Shown(limit) ? value.ToString("#,0.##########", CultureInfo.InvariantCulture) : Shown(value);

    private static string Shown(decimal value) => value.ToString(Math.Abs(value) < 1000 ? "0.####" : "#,0.##", CultureInfo.InvariantCulture);
}
