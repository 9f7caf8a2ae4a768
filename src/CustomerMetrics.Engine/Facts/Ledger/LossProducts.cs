using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>
/// Sums of products that the intervals of loss rates are made of, over customers with an opening. What sums have in common is added once: a customer who is
/// lost adds one product and one who stays three, where the five sums would take five each.
/// </summary>
internal struct LossProducts
{
    private ProductSum lost;
    private ProductSum kept;

    // Of those kept whose money shrank, and whose money grew.
    private ProductSum shrunkSquares;
    private ProductSum shrunkProducts;
    private ProductSum grownSquares;
    private ProductSum grownProducts;

    /// <summary>What a database has added up.</summary>
    /// <param name="openingSquares">Squares of the openings.</param>
    /// <param name="grossSquares">Squares of the losses, nothing for those whose money grew.</param>
    /// <param name="grossProducts">These losses times the openings.</param>
    /// <param name="netSquares">Squares of the losses, below zero for those whose money grew.</param>
    /// <param name="netProducts">These losses times the openings.</param>
    public LossProducts(BigInteger openingSquares, BigInteger grossSquares, BigInteger grossProducts, BigInteger netSquares, BigInteger netProducts)
    {
        kept = new(openingSquares);
        shrunkSquares = new(grossSquares);
        shrunkProducts = new(grossProducts);
        grownSquares = new(netSquares - grossSquares);
        grownProducts = new(netProducts - grossProducts);
    }

    public readonly double OpeningSquares => lost.Plus(kept).ToDouble();

    public readonly double GrossSquares => lost.Plus(shrunkSquares).ToDouble();

    public readonly double GrossProducts => lost.Plus(shrunkProducts).ToDouble();

    public readonly double NetSquares => lost.Plus(shrunkSquares).Plus(grownSquares).ToDouble();

    public readonly double NetProducts => lost.Plus(shrunkProducts).Plus(grownProducts).ToDouble();

    public void AddLost(Int128 open) => lost.Add(open, open);

    [MethodImpl(Hot.Path)]
    public void AddKept(Int128 open, Int128 close)
    {
        kept.Add(open, open);
        var loss = open - close;
        if (loss > 0)
        {
            shrunkSquares.Add(loss, loss);
            shrunkProducts.Add(loss, open);
        }
        else if (loss < 0)
        {
            grownSquares.Add(loss, loss);
            grownProducts.Add(loss, open);
        }
    }

    /// <summary>Those whose money has not changed.</summary>
    /// <param name="squares">Squares of their money.</param>
    public void AddSteady(in ProductSum squares) => kept.Add(squares);

    public void Add(in LossProducts other)
    {
        lost.Add(other.lost);
        kept.Add(other.kept);
        shrunkSquares.Add(other.shrunkSquares);
        shrunkProducts.Add(other.shrunkProducts);
        grownSquares.Add(other.grownSquares);
        grownProducts.Add(other.grownProducts);
    }
}
