using System;

namespace CustomerMetrics;

/// <summary>Where the clock is read for the date of a mail.</summary>
internal static class MailDefaults
{
    public static DateTimeOffset Date() => DateTimeOffset.UtcNow;
}
