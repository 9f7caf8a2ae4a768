using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Lays the cells of cohorts out for people: a line for each cohort, a column for each offset, the same columns in every line.</summary>
internal static class CohortTable
{
    public static IEnumerable<PSObject> Of(IEnumerable<CohortCell> cells)
    {
        var all = cells.ToList();
        var columns = all.Select(cell => (cell.Offset, cell.OffsetEnd)).Distinct().OrderBy(offsets => offsets).ToList();
        foreach (var cohort in all.GroupBy(cell => (cell.Cohort, cell.Group, cell.IsAverage)))
        {
            var line = PSObject.AsPSObject(new CohortMatrix());
            if (cohort.First().Mode is CohortMode.Bracket)
            {
                line.TypeNames.Insert(0, typeof(CohortMatrix).FullName + "#Bracket");
            }

            Add(line, nameof(CohortCell.Cohort), cohort.Key.Cohort);
            Add(line, nameof(CohortCell.Group), cohort.Key.Group);
            Add(line, nameof(CohortCell.Customers), cohort.Max(cell => cell.Customers));
            var rates = cohort.ToDictionary(cell => cell.Offset, cell => cell.Rate);
            foreach (var (offset, end) in columns)
            {
                Add(line, offset == end ? Text(offset) : Text(offset) + "-" + Text(end), rates.TryGetValue(offset, out var rate) ? rate : null);
            }

            yield return line;
        }
    }

    private static void Add(PSObject line, string name, object? value) => line.Properties.Add(new PSNoteProperty(name, value));

    private static string Text(int offset) => offset.ToString(CultureInfo.InvariantCulture);
}
