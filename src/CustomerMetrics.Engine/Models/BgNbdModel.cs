using CustomerMetrics.Engine.Models.Fitting;

namespace CustomerMetrics.Engine.Models;

/// <summary>BG/NBD (Fader, Hardie and Lee 2005): nobody drops out before a repeat purchase, so that every customer without one counts as alive.</summary>
internal sealed class BgNbdModel(double r, double alpha, double a, double b) : BetaGeometricModel(r, alpha, a, b, firstChance: 0)
{
    public static PurchaseModelFamily Family { get; } = new()
    {
        Name = "BG/NBD",
        ParameterNames = ["r", "alpha", "a", "b"],
        IsTime = [false, true, false, false],
        Create = p => new BgNbdModel(p[0], p[1], p[2], p[3]),
        Likelihood = histories => new BetaGeometricLikelihood(histories, firstChance: 0),
        Starts = Starts,
        Degeneracy = Degeneracy,
    };

    public override PurchaseModelFamily ModelFamily => Family;
}
