using System.Globalization;

namespace CustomerMetrics.Benchmarks;

/// <summary>Which orders a file holds; it is named after them.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Population">How the rates of customers differ.</param>
/// <param name="Ids">How their ids are written.</param>
internal sealed record OrderKind(int Rows, Population Population = Population.Gamma, CustomerIds Ids = CustomerIds.Padded)
{
    public string FileName => string.Create(
        CultureInfo.InvariantCulture,
        $"orders-{Rows}{(Population is Population.Gamma ? "" : "-zipf")}{(Ids is CustomerIds.Padded ? "" : "-" + Ids.ToString().ToLowerInvariant())}.csv");

    public override string ToString() => $"{Population} rates, {IdText}";

    private string IdText => Ids switch
    {
        CustomerIds.Short => "short ids (c4f2k)",
        CustomerIds.Long => "ids of 36 characters",
        CustomerIds.Numeric => "numeric ids",
        _ => "ids like C00000123",
    };
}

/// <summary>How often customers buy.</summary>
internal enum Population
{
    /// <summary>Rates drawn from a gamma distribution, as the NBD models have it.</summary>
    Gamma,

    /// <summary>The rate of the customer of rank r is 1/r: of a million rows one customer has every eleventh.</summary>
    Zipf,
}

/// <summary>How the ids of customers are written.</summary>
internal enum CustomerIds
{
    /// <summary>C and eight digits.</summary>
    Padded,

    /// <summary>c and up to five digits or letters, in no order.</summary>
    Short,

    /// <summary>36 characters, like a GUID.</summary>
    Long,

    /// <summary>Integers from 1 on.</summary>
    Numeric,
}
