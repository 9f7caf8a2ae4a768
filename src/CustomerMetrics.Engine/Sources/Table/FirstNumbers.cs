using System.Collections.Generic;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>The smallest few of many row numbers: examples that do not depend on the order of a scan.</summary>
internal sealed class FirstNumbers
{
    private const int Most = 10;

    private readonly List<int> smallest = new(Most);

    public void Add(int number)
    {
        if (smallest.Count == Most)
        {
            if (number >= smallest[^1])
            {
                return;
            }

            smallest.RemoveAt(Most - 1);
        }

        var place = smallest.BinarySearch(number);
        smallest.Insert(place < 0 ? ~place : place, number);
    }

    public IReadOnlyList<int> ToList() => [.. smallest];
}
