namespace CustomerMetrics.Engine.Statements;

/// <summary>The mark beside the word of a signal: shapes differ as well as colours, and need no font that has them.</summary>
internal static class SvgSignal
{
    public static string Draw(object? signal) => signal switch
    {
        nameof(JourneySignal.Green) => Mark("green", "M6 0a6 6 0 1 0 0 12a6 6 0 1 0 0-12Z"),
        nameof(JourneySignal.Yellow) => Mark("yellow", "M6 .5L12 11.5H0Z"),
        nameof(JourneySignal.Red) => Mark("red", "M.5 .5H11.5V11.5H.5Z"),
        _ => "",
    };

    private static string Mark(string colour, string shape) =>
        "<svg class=\"mark\" viewBox=\"0 0 12 12\" aria-hidden=\"true\"><path class=\"" + colour + "\" d=\"" + shape + "\"/></svg>";
}
