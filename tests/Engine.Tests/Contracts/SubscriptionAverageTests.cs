using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Tests.Gold;
using Xunit;

namespace CustomerMetrics.Engine.Tests.Contracts;

/// <summary>Averages from the ledger of subscriptions.</summary>
public sealed class SubscriptionAverageTests
{
    [Fact]
    public void TheExamplesOfChartMogul()
    {
        var gold = GoldFact.Value("chartmogul.examples");
        double Of(string name) => gold.GetProperty(name).GetDouble();

        // 100 at the opening: 10 are cancelled, 10 less and 10 more are paid.
        var ledger = Ledger("a,2024-01-10,,50\nb,2024-01-10,2024-02-10,10\nc,2024-01-10,2024-02-10,20\nc,2024-02-10,,10\nd,2024-01-10,2024-02-10,20\nd,2024-02-10,,30");
        var rates = TestSource.Engine.GetChurn([ledger[1]], new ChurnQuery { Bases = [ChurnBasis.GrossRevenue, ChurnBasis.NetRevenue] }).ToList();
        Assert.Equal(((decimal)Of("opening"), (decimal)Of("churn"), (decimal)Of("contraction"), (decimal)Of("expansion")), (ledger[1].OpeningValue, ledger[1].LostValue, ledger[1].Contraction, ledger[1].Expansion));
        Assert.Equal(Of("gross"), rates[0].Rate!.Value, 1e-12);
        Assert.Equal(Of("net"), rates[1].Rate!.Value, 1e-12);

        // Of 20 customers who pay 100 one is lost: 5%.
        var twenty = Ledger(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"c{i},2024-01-10,{(i == 0 ? "2024-02-10" : "")},100")));
        var value = Assert.Single(TestSource.Engine.EstimateValue(twenty, new ValueEstimateQuery { Last = 1 }, CancellationToken.None));
        Assert.Equal((100m, MarginBasis.Revenue), (value.Arpa!.Value, value.MarginBasis));
        Assert.Equal(Of("ltv_arpa100_churn5pct"), (double)value.Value!.Value, 1e-6);

        var table = TestSource.Subscriptions("customer,start,end,amount\na,2024-01-10,,2000\n", new() { BillingPeriod = BillingPeriod.Year });
        Assert.Equal(Of("mrr_of_2000_yearly"), (double)TestSource.Engine.GetLedger(table, new(), CancellationToken.None).Entries[0].ClosingValue, 0.005);
    }

    [Fact]
    public void ImpactAndValueTakeSubscriptionsWithAndWithoutAMargin()
    {
        var ledger = Ledger(string.Join('\n', Enumerable.Range(0, 20).Select(i => $"c{i},2024-01-10,{(i == 0 ? "2024-02-10" : "")},100")));
        var plain = Assert.Single(TestSource.Engine.GetRetentionImpact(ledger, new RetentionQuery { Last = 1 }, CancellationToken.None));
        var given = Assert.Single(TestSource.Engine.GetRetentionImpact(ledger, new RetentionQuery { Last = 1, Margin = 0.5 }, CancellationToken.None));
        Assert.Equal(0.95, plain.Retention!.Value, 1e-12);
        Assert.True(plain.Uplift > 0);
        Assert.Equal((double)plain.Uplift!.Value / 2, (double)given.Uplift!.Value, 1e-9);
    }

    private static IReadOnlyList<CustomerLedgerEntry> Ledger(string rows) =>
        TestSource.Engine.GetLedger(TestSource.Subscriptions($"customer,start,end,mrr\n{rows}\n", new(), TestSource.Options with { AsOf = new DateTime(2024, 3, 1) }), new(), CancellationToken.None).Entries;
}
