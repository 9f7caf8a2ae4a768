using System;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Models.Fitting;

/// <summary>
/// A log-likelihood summed over rows. The rows are cut into the same blocks and the blocks added in the same order on every machine,
/// so that the result does not depend on the number of threads.
/// </summary>
internal abstract class BlockedLikelihood : Likelihood
{
    private const int BlockRows = 8192;
    private static readonly ParallelOptions Threads = new() { MaxDegreeOfParallelism = 2 };

    private readonly int rows;
    private readonly double[] sums;
    private readonly Action<int> addBlock;

    protected BlockedLikelihood(int rows, int parameters)
    {
        this.rows = rows;
        Count = parameters;
        sums = new double[(rows + BlockRows - 1) / BlockRows * (parameters + 1)];
        addBlock = AddBlock;
    }

    public sealed override int Count { get; }

    public sealed override double Evaluate(ReadOnlySpan<double> parameters, Span<double> gradient)
    {
        Prepare(parameters);
        ForEach(sums.Length / (Count + 1), addBlock);
        gradient.Clear();
        var value = 0.0;
        for (var first = 0; first < sums.Length; first += Count + 1)
        {
            value += sums[first];
            for (var i = 0; i < Count; i++)
            {
                gradient[i] += sums[first + 1 + i];
            }
        }

        return value;
    }

    /// <summary>Runs the independent pieces, on two threads when there are several.</summary>
    protected static void ForEach(int pieces, Action<int> run)
    {
        if (pieces == 1)
        {
            run(0);
        }
        else
        {
            Parallel.For(0, pieces, Threads, run);
        }
    }

    /// <summary>Takes the parameters and makes the tables that the rows share.</summary>
    protected abstract void Prepare(ReadOnlySpan<double> parameters);

    /// <summary>The sums over some rows: the log-likelihood first, then its gradient.</summary>
    protected abstract void Add(int from, int to, Span<double> sums);

    private void AddBlock(int block)
    {
        var target = sums.AsSpan(block * (Count + 1), Count + 1);
        target.Clear();
        Add(block * BlockRows, Math.Min(rows, (block + 1) * BlockRows), target);
    }
}
