namespace CustomerMetrics.Engine.Mail;

/// <summary>The mark beside the word of a signal, as a coloured character that the fonts of all mail programs have.</summary>
internal static class MailSignal
{
    public static string Draw(object? signal) => signal switch
    {
        nameof(JourneySignal.Green) => Mark("\u25CF", "y1", MailStyle.Green),
        nameof(JourneySignal.Yellow) => Mark("\u25B2", "y2", MailStyle.Yellow),
        nameof(JourneySignal.Red) => Mark("\u25A0", "y3", MailStyle.Red),
        _ => "",
    };

    private static string Mark(string shape, string name, string colour) =>
        "<span aria-hidden=\"true\" class=\"" + name + "\" style=\"color:" + colour + "\">" + shape + "</span> ";
}
