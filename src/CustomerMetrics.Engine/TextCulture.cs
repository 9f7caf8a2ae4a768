using System;
using System.Globalization;
using System.Linq;
using System.Threading;

namespace CustomerMetrics.Engine;

/// <summary>The culture in which a statement writes its numbers and dates, in force while it is built or written; elsewhere text is invariant.</summary>
internal static class TextCulture
{
    private static readonly AsyncLocal<CultureInfo?> Chosen = new();

    public static CultureInfo Current => Chosen.Value ?? CultureInfo.InvariantCulture;

    /// <summary>Whether numbers and dates are written as everywhere.</summary>
    public static bool IsInvariant => Current.Equals(CultureInfo.InvariantCulture);

    public static T In<T>(CultureInfo? culture, Func<T> write)
    {
        var before = Chosen.Value;
        Chosen.Value = culture is null ? null : InOurCalendar(culture);
        try
        {
            return write();
        }
        finally
        {
            Chosen.Value = before;
        }
    }

    public static void In(CultureInfo? culture, Action write) => In(culture, () =>
    {
        write();
        return true;
    });

    /// <summary>For text of the lower floors that a statement repeats.</summary>
    public static string Write(FormattableString text) => text.ToString(Current);

    // The periods of a ledger are those of one calendar, also where dates are written in another.
    private static CultureInfo InOurCalendar(CultureInfo culture)
    {
        if (culture.DateTimeFormat.Calendar is GregorianCalendar)
        {
            return culture;
        }

        var ours = (CultureInfo)culture.Clone();
        ours.DateTimeFormat.Calendar = culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() ?? CultureInfo.InvariantCulture.DateTimeFormat.Calendar;
        return ours;
    }
}
