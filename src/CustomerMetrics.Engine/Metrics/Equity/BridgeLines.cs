using System;
using System.Linq;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>One line of a bridge.</summary>
internal sealed class BridgeLine(int groups)
{
    private const int Classes = (int)EquityClass.All;

    /// <summary>By class within the groups.</summary>
    public double[] Parts { get; } = new double[groups * Classes];

    /// <summary>Sums over histories, which are the same for the same customers, whatever class they are in.</summary>
    public double[] Groups { get; } = new double[groups];

    /// <summary>A sum over histories, which is the same however the customers are grouped.</summary>
    public double Whole { get; set; }

    /// <summary>The parts rounded so that the classes of a group add up to it, and the groups to the whole.</summary>
    public decimal[] Round()
    {
        var ofGroups = Apportionment.Round(Groups, Apportionment.Round(Whole));
        return [.. ofGroups.SelectMany((ofGroup, i) => Apportionment.Round(Parts.AsSpan(i * Classes, Classes), ofGroup))];
    }

    /// <summary>The parts of a line that is known by its parts only.</summary>
    public decimal[] RoundParts() => Apportionment.Round(Parts, Apportionment.Round(Parts.Sum()));
}

/// <summary>The lines of a bridge before they are rounded.</summary>
internal sealed class BridgeLines(int groups)
{
    public BridgeLine Opening { get; } = new(groups);

    public BridgeLine NewEquity { get; } = new(groups);

    public BridgeLine Accretion { get; } = new(groups);

    public BridgeLine ExpectedCash { get; } = new(groups);

    public BridgeLine HorizonEffect { get; } = new(groups);

    public BridgeLine Surprise { get; } = new(groups);

    public BridgeLine Moved { get; } = new(groups);

    /// <summary>The closing by the assumptions of the opening.</summary>
    public BridgeLine Closing { get; } = new(groups);

    /// <summary>The closing by new assumptions; null where there are none.</summary>
    public BridgeLine? Renewed { get; set; }

    /// <summary>What is left of each part when the lines are added up.</summary>
    public double[] Left =>
    [
        .. Enumerable.Range(0, Closing.Parts.Length).Select(part =>
            Closing.Parts[part] - Opening.Parts[part] - NewEquity.Parts[part] - Accretion.Parts[part] + ExpectedCash.Parts[part] - HorizonEffect.Parts[part] - Surprise.Parts[part] - Moved.Parts[part]),
    ];

    /// <summary>How large the numbers of each part are that have to cancel out.</summary>
    public double[] Sizes =>
    [
        .. Enumerable.Range(0, Closing.Parts.Length).Select(part =>
            new[] { Opening, NewEquity, Accretion, ExpectedCash, HorizonEffect, Surprise, Moved, Closing }.Sum(line => Math.Abs(line.Parts[part])) + Math.Abs(Renewed?.Parts[part] ?? 0)),
    ];

    /// <summary>
    /// The figures of each part, whose lines add up to the closing: the last digit of rounding is in the surprise, and for new customers in their equity.
    /// The lines have been verified before, so that it is no more than that.
    /// </summary>
    public BridgeFigures[] Round()
    {
        var (opening, accretion, cash, horizon) = (Opening.Round(), Accretion.Round(), ExpectedCash.Round(), HorizonEffect.Round());
        var (fresh, surprise, moved, before) = (NewEquity.RoundParts(), Surprise.RoundParts(), Moved.RoundParts(), Closing.Round());
        var closing = Renewed?.Round() ?? before;
        var figures = new BridgeFigures[closing.Length];
        for (var part = 0; part < figures.Length; part++)
        {
            var figure = new BridgeFigures(opening[part], fresh[part], accretion[part], cash[part], horizon[part], surprise[part], moved[part], closing[part] - before[part], closing[part]);
            figures[part] = part % (int)EquityClass.All == (int)EquityClass.New ? figure with { NewEquity = figure.NewEquity + figure.Left } : figure with { Surprise = figure.Surprise + figure.Left };
        }

        return figures;
    }
}

/// <summary>The rounded lines of one part.</summary>
internal readonly record struct BridgeFigures(
    decimal Opening, decimal NewEquity, decimal Accretion, decimal ExpectedCash, decimal HorizonEffect, decimal Surprise, decimal Moved, decimal AssumptionEffect, decimal Closing)
{
    /// <summary>What is left of the closing.</summary>
    public decimal Left => Closing - Opening - NewEquity - Accretion + ExpectedCash - HorizonEffect - Surprise - Moved - AssumptionEffect;
}
