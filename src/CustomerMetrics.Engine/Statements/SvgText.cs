namespace CustomerMetrics.Engine.Statements;

/// <summary>Names in pictures, which have little room; the whole name stands in the table.</summary>
internal static class SvgText
{
    public static string Cut(string name, int letters)
    {
        if (name.Length <= letters)
        {
            return name;
        }

        var at = char.IsHighSurrogate(name[letters - 2]) ? letters - 2 : letters - 1;
        return name[..at].TrimEnd() + "\u2026";
    }
}
