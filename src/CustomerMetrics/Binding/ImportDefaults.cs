using System;

namespace CustomerMetrics;

/// <summary>Where the clock is read for what lies in the future.</summary>
internal static class ImportDefaults
{
    public static ImportOptions Create(TimeZoneInfo zone) => new()
    {
        TimeZone = zone,
        Tomorrow = TimeZoneInfo.ConvertTime(DateTimeOffset.UtcNow, zone).Date.AddDays(1),
    };
}
