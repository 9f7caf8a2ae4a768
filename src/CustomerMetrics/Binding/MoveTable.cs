using System.Collections.Generic;
using System.Linq;
using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Lays the cells of migration matrices out for people: a line for each group at the opening, a column for each at the close, the same columns in every line.</summary>
internal static class MoveTable
{
    public static IEnumerable<PSObject> Of(CustomerMoves moves)
    {
        string[] rows = [.. moves.Groups, CustomerMove.New, CustomerMove.Dormant];
        string[] columns = [.. moves.Groups, CustomerMove.Lost, CustomerMove.Dormant];
        foreach (var period in moves.Cells.GroupBy(cell => cell.Period))
        {
            var customers = period.ToDictionary(cell => (cell.From, cell.To), cell => cell.Customers);
            foreach (var row in rows.Where(row => row != GroupTier.Below || period.Any(cell => cell.From == row)))
            {
                var line = PSObject.AsPSObject(new MoveMatrix());
                line.Properties.Add(new PSNoteProperty(nameof(CustomerMove.Period), period.Key));
                line.Properties.Add(new PSNoteProperty(nameof(CustomerMove.From), row));
                foreach (var column in columns.Where(column => column != GroupTier.Below || moves.Cells.Any(cell => cell.To == column)))
                {
                    line.Properties.Add(new PSNoteProperty(column, customers.TryGetValue((row, column), out var count) ? count : 0L));
                }

                yield return line;
            }
        }
    }
}
