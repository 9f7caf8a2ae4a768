using System.Collections.Generic;

namespace CustomerMetrics.Engine.Facts.Renewals;

/// <summary>The gaps of one customer so far, and the term that their median makes.</summary>
/// <param name="hundredths">The factor of the median.</param>
internal sealed class PersonalRhythm(int hundredths)
{
    /// <summary>The median is known doubled, and the factor in hundredths: together they are divided by this.</summary>
    public const int Divisor = 200;

    private readonly List<int> gaps = [];

    /// <summary>Whole days: a later day is a whole number of days away. Null before the first gap.</summary>
    public int? TermDays => gaps.Count == 0 ? null : (int)((long)(gaps[(gaps.Count - 1) / 2] + gaps[gaps.Count / 2]) * hundredths / Divisor);

    public void Add(int gap)
    {
        var place = gaps.BinarySearch(gap);
        gaps.Insert(place < 0 ? ~place : place, gap);
    }

    public void Clear() => gaps.Clear();
}
