using System;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Which customers a line of reasons is about.</summary>
internal static class ReasonLine
{
    private static readonly string[] Needed = [nameof(CustomerReason.Reason), nameof(CustomerReason.Kind), nameof(CustomerReason.CustomerShare), nameof(CustomerReason.ReasonsFrom)];

    public static ReasonMemberQuery Query(CustomerReason line) => new()
    {
        Reasons = new()
        {
            Ledger = new()
            {
                Period = line.Unit!.Value,
                ActivityRule = line.ActivityRule,
                WindowDays = line.WindowDays,
                AsOf = line.AsOf,
                GroupBy = line.GroupBy?.Split([", "], StringSplitOptions.None) ?? [],
            },
            Direction = line.Direction,
            WithinDays = line.WithinDays,
        },
        Period = line.Period,
        Start = line.Start,
        Group = line.Group,
        Movement = line.Movement,
        Kind = line.Kind,
        Named = line.Named,
    };

    /// <summary>Whether an object looks like a line that was written and read back.</summary>
    public static bool IsCopy(PSObject input) => Needed.All(name => input.Properties[name] is not null);
}
