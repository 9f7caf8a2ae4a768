using MathNet.Numerics.LinearAlgebra;

namespace CustomerMetrics.Engine.Models;

/// <summary>Pfeifer and Carraway 2000: the value of a customer in each state, when customers go from state to state by fixed chances and each state brings fixed money.</summary>
internal static class MarkovValue
{
    /// <param name="chances">From each state to each; a row may add up to less than 1, and who is left over brings nothing any more.</param>
    /// <param name="money">What each state brings in a period, the present one included.</param>
    /// <param name="discount">The rate of a period; above zero for all time.</param>
    /// <param name="periods">The periods after the present one; null is all time.</param>
    public static double[] Of(double[,] chances, double[] money, double discount, int? periods)
    {
        var discounted = Matrix<double>.Build.DenseOfArray(chances) / (1 + discount);
        var present = Vector<double>.Build.DenseOfArray(money);
        if (periods is not { } horizon)
        {
            return (Matrix<double>.Build.DenseIdentity(money.Length) - discounted).Solve(present).ToArray();
        }

        var value = present.Clone();
        for (var period = 0; period < horizon; period++)
        {
            value = present + (discounted * value);
        }

        return value.ToArray();
    }
}
