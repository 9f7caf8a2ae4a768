using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>A picture with its text alternative; the numbers behind it stand in a table of the same section.</summary>
public abstract record StatementChart(string Title, string Alternative) : StatementBlock;

/// <summary>Opening and closing as standing bars, what came and went between them as floating ones, one group per period.</summary>
public sealed record WaterfallChart(string Title, string Alternative, ValueKind Kind, IReadOnlyList<WaterfallGroup> Groups)
    : StatementChart(Title, Alternative);

/// <summary>One period of a waterfall. Losses are given as positive numbers.</summary>
public sealed record WaterfallGroup(string Label, decimal Opening, IReadOnlyList<WaterfallStep> Steps, decimal Closing, bool IsComplete);

public sealed record WaterfallStep(string Label, decimal Amount, bool IsGain);

/// <summary>A line with the band of its interval; a null point is a gap.</summary>
public sealed record BandChart(string Title, string Alternative, IReadOnlyList<BandPoint> Points) : StatementChart(Title, Alternative);

public sealed record BandPoint(string Label, double? Value, double? Low, double? High);

/// <summary>Shares that are read together, period by period; a null is a gap.</summary>
public sealed record LinesChart(string Title, string Alternative, IReadOnlyList<string> Labels, IReadOnlyList<ChartLine> Lines) : StatementChart(Title, Alternative);

/// <summary>A line with a value for each label.</summary>
public sealed record ChartLine(string Name, IReadOnlyList<double?> Values);

/// <summary>Two amounts for each name as bars below each other, such as what a customer costs and brings.</summary>
public sealed record PairsChart(string Title, string Alternative, ValueKind Kind, string FirstName, string SecondName, IReadOnlyList<ChartPair> Pairs)
    : StatementChart(Title, Alternative);

public sealed record ChartPair(string Label, decimal? First, decimal? Second);

/// <summary>A curve of two shares, such as that of the customers and of the money they bring, with the points that are named on it.</summary>
public sealed record CurveChart(string Title, string Alternative, string XName, string YName, IReadOnlyList<CurvePoint> Points, IReadOnlyList<CurveMark> Marks)
    : StatementChart(Title, Alternative);

public sealed record CurvePoint(double X, double Y);

/// <summary>A point of a curve, and what is said of it.</summary>
public sealed record CurveMark(double X, double Y, string Label);

/// <summary>Bands from groups to groups, as wide as the customers who went that way.</summary>
public sealed record FlowChart(string Title, string Alternative, string FromName, string ToName, IReadOnlyList<string> From, IReadOnlyList<string> To, IReadOnlyList<FlowLink> Links)
    : StatementChart(Title, Alternative);

public sealed record FlowLink(string From, string To, long Customers, FlowKind Kind);

/// <summary>What a band of a flow is.</summary>
public enum FlowKind
{
    Stayed,
    Moved,
    Came,
    Lost,
}
