namespace CustomerMetrics;

/// <summary>The files a statement can be written as.</summary>
public enum StatementFormat
{
    Html,
    Markdown,
    Json,

    /// <summary>A folder of tables.</summary>
    Csv,
    Text,
}
