using CustomerMetrics.Engine.Sources.Sql;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>The steps that find the median gap of a customer up to each activity, as <see cref="PersonalRhythm"/> does.</summary>
internal static class PersonalRhythmSql
{
    /// <summary>The step with the term of each activity that has one.</summary>
    public const string Step = "personal_terms";

    /// <param name="text">The statement.</param>
    /// <param name="hundredths">The factor of the median.</param>
    public static void Write(SqlText text, int hundredths)
    {
        var factor = text.Parameter("gap_hundredths", hundredths);
        text.Step("known_gaps", """
            select later.customer, later.day, later.place - 1 as gaps, earlier.gap,
                row_number() over (partition by later.customer, later.day order by earlier.gap) as rank_of_gap
            from term_activities later
            inner join term_activities earlier on earlier.customer = later.customer and earlier.place <= later.place
            where later.activity = 1 and later.place > 1 and earlier.activity = 1 and earlier.place > 1
            """);

        // The two in the middle, which are the same of an odd number.
        text.Step("doubled_medians", """
            select customer, day, min(gap) + max(gap) as doubled
            from known_gaps
            where rank_of_gap = (gaps + 1) / 2 or rank_of_gap = gaps / 2 + 1
            group by customer, day
            """);

        // Divided before it is multiplied, to stay within 32 bits.
        text.Step(Step, $"select customer, day, doubled / {PersonalRhythm.Divisor} * {factor} + doubled % {PersonalRhythm.Divisor} * {factor} / {PersonalRhythm.Divisor} as term_days\nfrom doubled_medians");
    }
}
