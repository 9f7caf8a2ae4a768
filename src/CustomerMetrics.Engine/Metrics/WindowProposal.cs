using System.Linq;
using CustomerMetrics.Engine.Facts.Gaps;

namespace CustomerMetrics.Engine.Metrics;

/// <summary>A window length to start from: the shortest usual one of whose losses at most a tenth came back.</summary>
internal static class WindowProposal
{
    private const double Tolerated = 0.10;

    private static readonly int[] Usual = [30, 60, 90, 120, 180, 270, 365, 540, 730];

    public static string Describe(GapFact gaps)
    {
        var shares = Usual
            .Select(days => (Days: days, Losses: gaps.LossesOf(days)))
            .Where(candidate => candidate.Losses.Lost > 0)
            .Select(candidate => (candidate.Days, Share: (double)candidate.Losses.CameBack / candidate.Losses.Lost))
            .ToList();
        if (shares.Count == 0)
        {
            return "The data is too short to propose one.";
        }

        var proposal = shares.Find(candidate => candidate.Share <= Tolerated);
        proposal = proposal.Days == 0 ? shares[^1] : proposal;
        var others = shares.Where(candidate => candidate.Days != proposal.Days).Select(candidate => Errors.Invariant($"{candidate.Days} days: {candidate.Share * 100:0}%"));
        var rest = shares.Count > 1 ? $" ({string.Join(", ", others)})" : "";
        return Errors.Invariant($"A proposal is {proposal.Days}: of those it would have declared lost, {proposal.Share * 100:0}% came back later{rest}.");
    }
}
