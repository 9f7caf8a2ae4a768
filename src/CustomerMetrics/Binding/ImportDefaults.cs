using System;

namespace CustomerMetrics;

/// <summary>The one place where the clock is read.</summary>
internal static class ImportDefaults
{
    public static ImportOptions Create(TimeZoneInfo zone) => new()
    {
        TimeZone = zone,
        Tomorrow = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone).Date.AddDays(1),
    };
}
