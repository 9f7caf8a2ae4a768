using System;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads which terms a renewal rate is about, also from an object that merely looks like one: after a job, a remote session or a CSV.</summary>
internal static class RenewalRateReader
{
    private static readonly string[] Needed = ["Period", "Opportunities", "Renewed", "Undecided"];

    /// <returns>Null when the object is no renewal rate.</returns>
    public static (RenewalMemberQuery Query, CustomerSource? Source)? Read(PSObject input) =>
        Needed.All(name => input.Properties[name] is not null) ? (new Reader(input).Read(), (input.BaseObject as RenewalRate)?.Source) : null;

    private sealed class Reader(PSObject input) : PropertyReader(input)
    {
        public RenewalMemberQuery Read() => new()
        {
            Renewals = new()
            {
                Period = Choice<PeriodUnit>("Unit") ?? throw Unreadable("Unit"),
                TermDays = (int?)Whole("TermDays", 0, int.MaxValue),
                GapFactor = Number("GapFactor"),
                GraceDays = (int)(Whole("GraceDays", 0, int.MaxValue) ?? throw Unreadable("GraceDays")),
                ContractColumn = Text("ContractColumn"),
                GroupBy = Text("GroupBy")?.Split([", "], StringSplitOptions.None) ?? [],
                AsOf = Date("AsOf") ?? throw Unreadable("AsOf"),
            },
            Period = Text("Period") ?? throw Unreadable("Period"),
            Start = Date("Start") ?? throw Unreadable("Start"),
            Group = Text("Group"),
        };

        private protected override CustomerMetricsException Unreadable(string name) => new(
            "RenewalRateInvalid",
            FailureKind.InvalidData,
            $"The renewal rate of '{Text("Period")}' cannot be read: look at its {name}.",
            "Pipe the output of Get-RenewalRate with all its properties, or what Export-Csv and Import-Csv made of it in the same culture.");
    }
}
