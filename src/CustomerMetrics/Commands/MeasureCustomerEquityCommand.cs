using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>Static customer equity: what the customers of a date are expected to bring together.</summary>
[Cmdlet(VerbsDiagnostic.Measure, "CustomerEquity", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerEquity))]
public sealed class MeasureCustomerEquityCommand : EquityCommand
{
    [Parameter]
    public SwitchParameter NoInterval { get; set; }

    [Parameter]
    public long Seed { get; set; }

    private protected override void ProcessSource(CustomerSource source)
    {
        WarnOfEquity(source);
        if (Model is { Identified: false } && !NoInterval)
        {
            WriteWarning($"The model {Model.Model} is not identified, so equity has no interval. {string.Join(" ", Model.Notes)}");
        }

        foreach (var equity in Engine.GetEquity(source, GetQuery(), StopToken))
        {
            if (equity is { Equity: null, Reason: { } reason })
            {
                WriteWarning(reason);
            }
            else if (equity.Customers == 0)
            {
                WriteWarning($"{source.Name} has no purchase before {equity.AsOf:yyyy-MM-dd}.");
            }

            WriteRecord(equity, equity.Group);
        }
    }

    private protected override ValueForecast GetForecast(CustomerModel model) => base.GetForecast(model) with { HasInterval = !NoInterval, Seed = Seed };
}
