namespace CustomerMetrics;

/// <summary>The models of when customers buy, for those who come and go without telling.</summary>
public enum ModelKind
{
    /// <summary>Schmittlein, Morrison and Colombo 1987: customers leave at any time.</summary>
    ParetoNbd,

    /// <summary>Batislam, Denizel and Filiztekin 2007: customers leave after a purchase, the first one included.</summary>
    MbgNbd,

    /// <summary>Fader, Hardie and Lee 2005: customers leave after a repeat purchase, so one-time buyers are there for ever.</summary>
    BgNbd,

    /// <summary>Ehrenberg 1959: nobody leaves.</summary>
    Nbd,
}
