using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace CustomerMetrics.Completion;

/// <summary>The currencies of the world by their three letters.</summary>
public sealed class CurrencyCompleter : NameCompleter
{
    private protected override IEnumerable<string> Names(IDictionary boundParameters) => CultureInfo.GetCultures(CultureTypes.SpecificCultures)
        .Select(culture => new RegionInfo(culture.Name).ISOCurrencySymbol)
        .Where(symbol => symbol.Length == 3 && symbol.All(char.IsUpper))
        .Distinct()
        .OrderBy(symbol => symbol, System.StringComparer.Ordinal);
}
