using System;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Reads which cell of a cohort an object is that merely looks like one: after a job, a remote session or a CSV.</summary>
internal static class CohortCellReader
{
    private static readonly string[] Needed = ["Cohort", "Offset", "Customers", "Active"];

    /// <returns>Null when the object is no cell.</returns>
    public static (CohortMemberQuery Query, CustomerSource? Source)? Read(PSObject input) =>
        Needed.All(name => input.Properties[name] is not null) ? (new Reader(input).Read(), (input.BaseObject as CohortCell)?.Source) : null;

    private sealed class Reader(PSObject input) : PropertyReader(input)
    {
        public CohortMemberQuery Read()
        {
            var offset = Small("Offset");
            var end = Date("End") ?? throw Unreadable("End");
            var start = Date("Start") is { } first && first < end ? first : throw Unreadable("Start");
            return new()
            {
                Cohorts = new()
                {
                    Period = Choice<PeriodUnit>("Unit") ?? throw Unreadable("Unit"),
                    Mode = Choice<CohortMode>("Mode") ?? throw Unreadable("Mode"),
                    Offset = Choice<CohortOffset>("OffsetBy") ?? throw Unreadable("OffsetBy"),
                    CohortBy = Columns("CohortBy"),
                    GroupBy = Columns("GroupBy"),
                    AsOf = Date("AsOf") ?? throw Unreadable("AsOf"),
                    Tail = Small("Tail"),
                },
                Cohort = Text("Cohort") ?? throw Unreadable("Cohort"),
                IsAverage = Flag("IsAverage") ?? false,
                Group = Text("Group"),
                Offset = offset,
                OffsetEnd = Small("OffsetEnd") is var last && last >= offset ? last : throw Unreadable("OffsetEnd"),
                Start = start,
                End = end,
            };
        }

        private int Small(string name) => (int)(Whole(name, 0, 100_000) ?? throw Unreadable(name));

        private string[] Columns(string name) => Text(name)?.Split([", "], StringSplitOptions.None) ?? [];

        private protected override CustomerMetricsException Unreadable(string name) => new(
            "CohortCellInvalid",
            FailureKind.InvalidData,
            $"The cell of the cohort '{Text("Cohort")}' cannot be read: look at its {name}.",
            "Pipe the cells of Get-CustomerCohort with all their properties, or what Export-Csv and Import-Csv made of them in the same culture.");
    }
}
