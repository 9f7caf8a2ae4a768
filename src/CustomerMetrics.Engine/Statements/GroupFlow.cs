using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>From which group to which the customers of a period went, as a picture and as the matrix behind it.</summary>
internal static class GroupFlow
{
    // More bands than these make nobody wiser; the matrix has all groups.
    private const int MostGroups = 8;
    private const int MostColumns = 14;
    private const string Others = "Other groups";

    public static IEnumerable<StatementBlock> Blocks(StatementScope scope, CustomerLedgerEntry subject, CustomerMoves moves)
    {
        var cells = moves.Cells.Where(cell => cell is not { From: CustomerMove.Dormant, To: CustomerMove.Dormant }).ToList();
        if (cells.Count == 0)
        {
            yield break;
        }

        yield return Chart(scope, subject, cells, moves.Groups);
        if (moves.Groups.Count <= MostColumns)
        {
            yield return Matrix(scope, subject, cells, moves.Groups);
        }
        else
        {
            yield return Table(scope, subject, cells);
        }
    }

    private static FlowChart Chart(StatementScope scope, CustomerLedgerEntry subject, List<CustomerMove> cells, IReadOnlyList<string> groups)
    {
        var shown = groups.Count <= MostGroups ? [.. groups]
            : groups.OrderByDescending(group => cells.Where(cell => cell.From == group || cell.To == group).Sum(cell => cell.Customers)).Take(MostGroups - 1).ToHashSet(StringComparer.Ordinal);
        var names = groups.Where(shown.Contains).Concat(shown.Count < groups.Count ? [Others] : []).ToList();
        string Fold(string group) => shown.Contains(group) || IsOutside(group) ? Name(scope, group) : Others;
        var links = cells.GroupBy(cell => (From: Fold(cell.From), To: Fold(cell.To), Kind: KindOf(cell))).Select(link => new FlowLink(link.Key.From, link.Key.To, link.Sum(cell => cell.Customers), link.Key.Kind)).ToList();
        return new(
            "Between the groups " + PeriodName.In(subject),
            Finding(cells),
            "Opening",
            "Close",
            [.. names.Concat([Name(scope, CustomerMove.New), Name(scope, CustomerMove.Dormant)]).Where(name => links.Exists(link => link.From == name))],
            [.. names.Concat([Name(scope, CustomerMove.Lost)]).Where(name => links.Exists(link => link.To == name))],
            links);
    }

    private static string Finding(List<CustomerMove> cells)
    {
        var moved = cells.Where(cell => KindOf(cell) is FlowKind.Moved).ToList();
        var stayed = cells.Where(cell => KindOf(cell) is FlowKind.Stayed).Sum(cell => cell.Customers);
        return "Of those who were there at both ends, " + NumberText.Count(stayed) + " stayed in their group and " + NumberText.Count(moved.Sum(cell => cell.Customers)) + " moved"
            + (moved.MaxBy(cell => cell.Customers) is { } most ? "; the most, " + NumberText.Count(most.Customers) + ", from \"" + most.From + "\" to \"" + most.To + "\"." : ".");
    }

    private static StatementMatrix Matrix(StatementScope scope, CustomerLedgerEntry subject, List<CustomerMove> cells, IReadOnlyList<string> groups)
    {
        List<string> to = [.. groups.Append(CustomerMove.Lost).Where(group => cells.Exists(cell => cell.To == group))];
        var from = groups.Concat([CustomerMove.New, CustomerMove.Dormant]).Where(group => cells.Exists(cell => cell.From == group));
        return new(
            "From which group to which, " + PeriodName.Short(subject),
            "From",
            "Customers",
            "To",
            [.. to.Select(group => Name(scope, group))],
            ValueKind.Count,
            [.. from.Select(group => Row(scope, cells.FindAll(cell => cell.From == group), to))])
        {
            Name = "moves",
            Notes = ["A line is the customers of one group at the opening, and a cell where they were at the close."],
        };
    }

    private static StatementMatrixRow Row(StatementScope scope, List<CustomerMove> cells, List<string> to) =>
        new(Name(scope, cells[0].From), cells.Sum(cell => cell.Customers), [.. to.Select(group => (double?)cells.Where(cell => cell.To == group).Sum(cell => cell.Customers))]);

    private static StatementTable Table(StatementScope scope, CustomerLedgerEntry subject, List<CustomerMove> cells) => new(
        "From which group to which, " + PeriodName.Short(subject),
        [new("From", ValueKind.Text), new("To", ValueKind.Text), new("Customers", ValueKind.Count)],
        [.. cells.Where(cell => KindOf(cell) is not FlowKind.Stayed).OrderByDescending(cell => cell.Customers).Take(StatementScope.TablePeriods).Select(cell => (IReadOnlyList<object?>)[Name(scope, cell.From), Name(scope, cell.To), cell.Customers])])
    {
        Name = "moves",
        Notes = [TextCulture.Write($"The largest {StatementScope.TablePeriods} movements; there are {Count(cells)} groups, too many for a matrix.")],
    };

    private static int Count(List<CustomerMove> cells) => cells.SelectMany(cell => new[] { cell.From, cell.To }).Where(group => !IsOutside(group)).Distinct(StringComparer.Ordinal).Count();

    private static FlowKind KindOf(CustomerMove cell) =>
        cell.From is CustomerMove.New or CustomerMove.Dormant ? FlowKind.Came
        : cell.To is CustomerMove.Lost ? FlowKind.Lost
        : cell.From == cell.To ? FlowKind.Stayed
        : FlowKind.Moved;

    private static bool IsOutside(string group) => group is CustomerMove.New or CustomerMove.Dormant or CustomerMove.Lost;

    private static string Name(StatementScope scope, string group) => group switch
    {
        CustomerMove.New => scope.Words.New,
        CustomerMove.Dormant => scope.Words.Returned,
        CustomerMove.Lost => scope.Words.Lost,
        _ => group,
    };
}
