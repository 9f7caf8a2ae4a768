namespace CustomerMetrics.Engine.Facts.Ledger;

/// <summary>Customers of one group day by day: who is there at the start of each day, and who is lost on it.</summary>
internal sealed class DailyCounts(int days)
{
    // One day more: who comes on the last day is there at the start of the day after.
    private readonly long[] entered = new long[days + 1];
    private readonly long[] left = new long[days];
    private readonly long[] lost = new long[days];

    /// <summary>There from the start of this day on.</summary>
    public void Enter(int day, long customers) => entered[day] += customers;

    /// <summary>There at the start of this day for the last time, and then in another group.</summary>
    public void Leave(int day, long customers) => left[day] += customers;

    /// <summary>There at the start of this day for the last time, and then lost.</summary>
    public void Lose(int day, long customers) => lost[day] += customers;

    /// <summary>Adds what other customers did.</summary>
    public void Add(DailyCounts other)
    {
        AddEach(entered, other.entered);
        AddEach(left, other.left);
        AddEach(lost, other.lost);
    }

    /// <param name="from">The first day.</param>
    /// <param name="to">The first day after the last.</param>
    /// <param name="active">Who was there at the end of the day before; who is there at the end of the last day.</param>
    public DatedLosses Sum(int from, int to, ref long active)
    {
        long customerDays = 0;
        long losses = 0;
        double? rates = null;
        for (var day = from; day < to; day++)
        {
            active += entered[day];
            customerDays += active;
            losses += lost[day];
            if (active > 0)
            {
                rates = (rates ?? 0) + ((double)lost[day] / active);
            }

            active -= lost[day] + left[day];
        }

        return new DatedLosses(customerDays, losses, rates);
    }

    private static void AddEach(long[] sums, long[] others)
    {
        for (var day = 0; day < sums.Length; day++)
        {
            sums[day] += others[day];
        }
    }
}
