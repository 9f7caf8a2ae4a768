using System;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Metrics.CustomerModels;

namespace CustomerMetrics.Engine.Metrics.Equity;

/// <summary>The figures of value that a statement shows. What the model or the data do not allow is left out with its reason; a question that cannot be asked at all fails as that of the equity does.</summary>
internal static class StatementValueMetric
{
    public static StatementValue Compute(CustomerSource source, CustomerLedger ledger, DateTime asOf, ValueForecast forecast, CancellationToken cancellationToken)
    {
        var equity = EquityMetric.Compute(source, new EquityQuery { At = [asOf], AsOf = asOf, Forecast = forecast }, cancellationToken)[0];
        var value = new StatementValue { Equity = equity };
        if (equity.Customers == 0)
        {
            return value with { BridgeReason = "nobody has bought yet", TestReason = "nobody has bought yet" };
        }

        if (equity.Equity is { } whole)
        {
            value = value with { Tenths = TenthMetric.Compute(source, forecast, asOf, whole, cancellationToken) };
        }

        var test = ModelTestMetric.Brief(source, forecast.Model.Model, asOf, cancellationToken);
        return WithBridge(value, source, ledger, asOf, forecast, cancellationToken) with
        {
            Test = test,
            TestReason = test is null ? "there are too few data before the last quarter of the time to fit a model to" : null,
        };
    }

    private static StatementValue WithBridge(StatementValue value, CustomerSource source, CustomerLedger ledger, DateTime asOf, ValueForecast forecast, CancellationToken cancellationToken)
    {
        if (ledger.Entries.LastOrDefault(entry => entry.IsComplete) is not { } period)
        {
            return value with { BridgeReason = "no period is complete yet" };
        }

        if (forecast.Model.AsOf > period.End)
        {
            return value with { BridgeReason = TextCulture.Write($"the model was fitted to data up to {forecast.Model.AsOf:yyyy-MM-dd}, after the end of that period; one with an as-of date of {period.End:yyyy-MM-dd} or earlier allows it") };
        }

        try
        {
            var query = new EquityQuery { At = [period.Start, period.End], AsOf = asOf, Forecast = forecast };
            var bridge = BridgeMetric.Compute(source, query, cancellationToken);
            return value with { Bridge = bridge, Return = ReturnMetric.Compute(bridge.Single(line => line.Class is EquityClass.All)) };
        }
        catch (CustomerMetricsException failure) when (failure.ErrorId is "BridgeNeedsMonths" or "EquityUnknown")
        {
            return value with { BridgeReason = failure.ErrorId is "EquityUnknown" ? "there is no equity" : "a discount over a finite horizon goes by months, and that period is not made of them" };
        }
    }
}
