namespace CustomerMetrics;

/// <summary>In which colours a page is shown. Paper is light in any case.</summary>
public enum StatementTheme
{
    /// <summary>As the reader's system is set.</summary>
    Auto,

    Light,
    Dark,
}
