using System;
using System.Linq;
using CustomerMetrics.Engine.Sources.Scores;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>The Net Promoter Score (Reichheld 2003), its interval by the variance of a difference of two shares of one multinomial.</summary>
internal static class PromoterMetric
{
    private const int LowestPassive = 7;
    private const int LowestPromoter = 9;
    private const double Points = 100;

    public static NetPromoterScore Compute(ScoreTable scores)
    {
        var list = (ScoreList)scores;
        var (detractors, promoters) = (list.Answers.Take(LowestPassive).Sum(), list.Answers.Skip(LowestPromoter).Sum());
        var (p, d) = ((double)promoters / list.Rows, (double)detractors / list.Rows);
        var error = Math.Sqrt(Math.Max(0, p + d - ((p - d) * (p - d))) / list.Rows);
        var hasInterval = promoters < list.Rows && detractors < list.Rows && promoters + detractors > 0;
        return new()
        {
            Answers = list.Rows,
            Promoters = promoters,
            Passives = list.Rows - promoters - detractors,
            Detractors = detractors,
            PromoterShare = p,
            DetractorShare = d,
            Nps = Points * (promoters - detractors) / list.Rows,
            Low = hasInterval ? Math.Max(-Points, Points * (p - d - (Interval.Z * error))) : null,
            High = hasInterval ? Math.Min(Points, Points * (p - d + (Interval.Z * error))) : null,
            Interval = hasInterval ? "Multinomial" : null,
            Note = hasInterval ? null : "all answers are of one kind, so nothing tells how far they vary",
            From = list.From,
            To = list.To,
            ScoresFrom = list.Name,
        };
    }
}
