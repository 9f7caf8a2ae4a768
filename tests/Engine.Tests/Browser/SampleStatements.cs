using System;
using System.IO;
using System.Threading;
using CustomerMetrics.Engine.Tests.Reasons;
using CustomerMetrics.Tests;

namespace CustomerMetrics.Engine.Tests.Browser;

/// <summary>The statements of the samples, each made once.</summary>
internal static class SampleStatements
{
    public const string Shop = "shop";
    public const string Subscriptions = "subscriptions";
    public const string Window = "window";

    private static readonly Lazy<CustomerStatement> OfShop = new(MakeShop);
    private static readonly Lazy<CustomerStatement> OfSubscriptions = new(MakeSubscriptions);
    private static readonly Lazy<CustomerStatement> OfWindow = new(MakeWindow);

    public static CustomerStatement Of(string name) => name switch
    {
        Shop => OfShop.Value,
        Subscriptions => OfSubscriptions.Value,
        Window => OfWindow.Value,
        _ => throw new ArgumentOutOfRangeException(nameof(name)),
    };

    // With all that a statement can tell.
    private static CustomerStatement MakeShop()
    {
        var engine = TestSource.Engine;
        var source = TestSource.FromCsv(Sample("shop.csv"), TestSource.Options with { Columns = new() { Cost = "cost", Groups = ["channel"] } });
        var stages = engine.ReadStages(TestSource.Options);
        stages.AddFile(Sample("stages.csv"), CancellationToken.None);
        var referrals = engine.ReadReferrals(TestSource.Options);
        referrals.AddFile(Sample("referrals.csv"), CancellationToken.None);
        var spend = engine.ReadSpend(TestSource.Options);
        spend.AddFile(Sample("spend.csv"), CancellationToken.None);
        var query = new StatementQuery
        {
            Reasons = ReasonGiven.FromFile(Sample("reasons.csv")),
            Stages = stages.Complete(),
            Referrals = referrals.Complete(),
            Spend = spend.Complete(),
            ChannelColumn = "channel",
            GroupBy = ["channel"],
            Forecast = new()
            {
                Model = engine.FitModel(source, new ModelQuery { Model = ModelKind.ParetoNbd, AsOf = new DateTime(2025, 1, 1) }, CancellationToken.None),
                Horizon = Horizon.Infinite,
                DiscountRate = 0.1,
            },
        };
        return engine.NewStatement(source, query, CancellationToken.None);
    }

    private static CustomerStatement MakeSubscriptions()
    {
        var options = TestSource.Options with { AsOf = new DateTime(2026, 1, 1), Contract = new ContractRule() };
        var source = TestSource.Engine.ReadCsv([Sample("subscriptions.csv")], options, progress: null, CancellationToken.None);
        return TestSource.Engine.NewStatement(source, new StatementQuery { Ledger = new() { Period = PeriodUnit.Quarter, ActivityRule = ActivityRule.Contract } }, CancellationToken.None);
    }

    private static CustomerStatement MakeWindow() => TestSource.Engine.NewStatement(
        TestSource.FromCsv(Sample("orders.csv")),
        new StatementQuery { Ledger = new() { Period = PeriodUnit.Month, ActivityRule = ActivityRule.Window, WindowDays = 90 } },
        CancellationToken.None);

    private static string Sample(string name) => Path.Combine(Repository.Root, "docs", "samples", name);
}
