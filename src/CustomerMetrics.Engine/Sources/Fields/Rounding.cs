namespace CustomerMetrics.Engine.Sources.Fields;

/// <param name="Rows">Rows whose amounts had more decimals than are kept.</param>
/// <param name="Difference">What rounding them changed.</param>
internal readonly record struct Rounding(long Rows, decimal Difference)
{
    public static Rounding operator +(Rounding one, Rounding other) => new(one.Rows + other.Rows, one.Difference + other.Difference);
}
