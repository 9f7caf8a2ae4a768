using CustomerMetrics.Engine.Models.Fitting;

namespace CustomerMetrics.Engine.Models;

/// <summary>MBG/NBD (Batislam, Denizel and Filiztekin 2007): the first purchase, too, is a chance to drop out.</summary>
internal sealed class MbgNbdModel(double r, double alpha, double a, double b) : BetaGeometricModel(r, alpha, a, b, firstChance: 1)
{
    public static PurchaseModelFamily Family { get; } = new()
    {
        Name = "MBG/NBD",
        ParameterNames = ["r", "alpha", "a", "b"],
        IsTime = [false, true, false, false],
        Create = p => new MbgNbdModel(p[0], p[1], p[2], p[3]),
        Likelihood = histories => new BetaGeometricLikelihood(histories, firstChance: 1),
        Starts = Starts,
        Degeneracy = Degeneracy,
    };

    public override PurchaseModelFamily ModelFamily => Family;
}
