using CustomerMetrics.Engine.Statements;

namespace CustomerMetrics.Engine.Mail;

/// <summary>Text as it stands in the page of a mail.</summary>
internal static class MailText
{
    public static string Encode(string text) => SvgWriter.Encode(text);

    public static string Paragraph(string text, string style, string name) => "<p class=\"" + name + "\" style=\"margin:0 0 12px;" + style + "\">" + Encode(text) + "</p>\n";

    public static string Note(string text) => Paragraph(text, "font-size:13px;line-height:19px;color:" + MailStyle.Soft, "s");

    /// <summary>What stands over a chart or a table.</summary>
    public static string Caption(string text) => Paragraph(text, "margin-top:20px;font-weight:600", "i");
}
