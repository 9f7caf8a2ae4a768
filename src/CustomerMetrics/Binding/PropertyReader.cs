using System;
using System.Globalization;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads the properties of an object that merely looks like a record: after a job, a remote session, a CSV, or made by hand.</summary>
internal abstract class PropertyReader(PSObject input)
{
    // Far beyond any books, and far from where sums of them would overflow.
    private protected const decimal MostCounted = 1e15m;
    private protected const decimal MostMoney = 1e25m;

    /// <summary>What to say of a property that cannot be read.</summary>
    private protected abstract CustomerMetricsException Unreadable(string name);

    private object? Value(string name) => input.Properties[name]?.Value is { } value ? value is PSObject wrapped ? wrapped.BaseObject : value : null;

    private protected string? Text(string name) => Value(name) is { } value && Convert.ToString(value, CultureInfo.InvariantCulture) is { Length: > 0 } text ? text : null;

    private protected long Count(string name) => Whole(name, 0, MostCounted) ?? 0;

    private protected long? Whole(string name, decimal least, decimal most) => Number(name) switch
    {
        null => null,
        { } number when number == decimal.Truncate(number) && number >= least && number <= most => (long)number,
        _ => throw Unreadable(name),
    };

    private protected decimal Money(string name) => Number(name) switch
    {
        null => 0,
        { } number when Math.Abs(number) <= MostMoney => number,
        _ => throw Unreadable(name),
    };

    // Export-Csv writes numbers in the culture of its session: without thousands there is only one way to read them.
    private protected decimal? Number(string name)
    {
        switch (Value(name))
        {
            case null or "":
                return null;
            case string text:
                return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var invariant) ? invariant
                    : decimal.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var local) ? local
                    : throw Unreadable(name);
            case IConvertible number:
                return Converted(name, () => Convert.ToDecimal(number, CultureInfo.InvariantCulture));
            default:
                throw Unreadable(name);
        }
    }

    private protected double? Real(string name)
    {
        switch (Value(name))
        {
            case null or "":
                return null;
            case string text:
                return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var invariant) ? Finite(name, invariant)
                    : double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out var local) ? Finite(name, local)
                    : throw Unreadable(name);
            case IConvertible number:
                return Finite(name, Converted(name, () => Convert.ToDouble(number, CultureInfo.InvariantCulture)));
            default:
                throw Unreadable(name);
        }
    }

    private double Finite(string name, double number) => double.IsNaN(number) || double.IsInfinity(number) ? throw Unreadable(name) : number;

    // Of a date or a letter no number can be made, and a double may be larger than any decimal.
    private T Converted<T>(string name, Func<T> convert)
    {
        try
        {
            return convert();
        }
        catch (Exception e) when (e is OverflowException or InvalidCastException or FormatException)
        {
            throw Unreadable(name);
        }
    }

    private protected DateTime? Date(string name) => Value(name) switch
    {
        null or "" => null,
        DateTime date => date,
        string text when DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var iso) => iso,
        string text when DateTime.TryParse(text, CultureInfo.CurrentCulture, DateTimeStyles.None, out var local) => local,
        string text when DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.None, out var invariant) => invariant,
        _ => throw Unreadable(name),
    };

    private protected bool? Flag(string name) => Value(name) switch
    {
        null or "" => null,
        bool flag => flag,
        string text when bool.TryParse(text, out var flag) => flag,
        _ => throw Unreadable(name),
    };

    private protected T? Choice<T>(string name)
        where T : struct, Enum
    {
        var text = Text(name);
        return text is null ? null
            : Enum.TryParse<T>(text, ignoreCase: true, out var choice) && Enum.IsDefined(typeof(T), choice) ? choice
            : throw Unreadable(name);
    }
}
