using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>What the names of models and units stand for.</summary>
internal static class ModelUnits
{
    /// <summary>The days of a unit.</summary>
    public static double Days(this ModelTimeUnit unit) => unit switch
    {
        ModelTimeUnit.Day => 1,
        ModelTimeUnit.Week => 7,
        _ => 365.25 / 12,
    };

    public static PurchaseModelFamily Family(this ModelKind kind) => kind switch
    {
        ModelKind.ParetoNbd => ParetoNbdModel.Family,
        ModelKind.MbgNbd => MbgNbdModel.Family,
        ModelKind.BgNbd => BgNbdModel.Family,
        _ => NbdModel.Family,
    };
}
