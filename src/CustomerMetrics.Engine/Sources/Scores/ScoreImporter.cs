using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Sources.SideTables;

namespace CustomerMetrics.Engine.Sources.Scores;

/// <summary>Reads answers from 0 to 10. Another number is no answer to the question, so it is an error.</summary>
internal sealed class ScoreImporter(ImportOptions options) : SideTableImporter<ScoreColumns, ScoreTable>(options, ScoreColumns.Parameter)
{
    private const int Highest = 10;

    private readonly long[] answers = new long[Highest + 1];
    private int first = int.MaxValue;
    private int last = -1;

    public override ScoreTable Complete() => answers.Sum() is > 0 and var rows
        ? new ScoreList { Name = Name, Rows = rows, Answers = answers, From = last < 0 ? null : PeriodCalendar.Date(first), To = last < 0 ? null : PeriodCalendar.Date(last) }
        : throw new CustomerMetricsException("NoRows", FailureKind.InvalidData, "The table of scores has no rows.", "Give a row for each answer, with its score from 0 to 10.");

    protected override ScoreColumns Map(IReadOnlyList<string> header, ColumnMapper mapper) => ScoreColumns.Map(header, mapper);

    protected override void Take(ScoreColumns mapped, SideRow row)
    {
        if (mapped.Date >= 0)
        {
            var day = row.Day(mapped.Date);
            first = day < first ? day : first;
            last = day > last ? day : last;
        }

        var units = row.Amount(mapped.Score);
        if (units is < 0 or > Highest * Money.UnitsPerOne || units % Money.UnitsPerOne != 0)
        {
            throw row.Refused(new("ScoreInvalid", mapped.Header[mapped.Score], Errors.Invariant($"the score is {Money.ToDecimal(units)}"), "A score is a whole number from 0 to 10."));
        }

        answers[units / Money.UnitsPerOne]++;
    }
}
