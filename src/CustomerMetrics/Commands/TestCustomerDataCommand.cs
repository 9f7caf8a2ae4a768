using System;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>What is wrong or doubtful in the transactions of a company.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CustomerData", DefaultParameterSetName = "Path")]
[OutputType(typeof(CustomerDataFinding))]
public sealed class TestCustomerDataCommand : SourceCommand
{
    // Several currencies are a finding here, not an error.
    private protected override ImportOptions GetImportOptions() => base.GetImportOptions() with { KeepsCurrencies = true };

    private protected override void ProcessSource(CustomerSource source) =>
        WriteObject(Engine.TestData(source, new DataQuery { AsOf = GivenAsOf, Tomorrow = ImportDefaults.Create(ZoneOf(source)).Tomorrow }, StopToken), enumerateCollection: true);

    // A zone that only its own machine knows has no id to find it by.
    private static TimeZoneInfo ZoneOf(CustomerSource source)
    {
        try
        {
            return TimeZoneInfo.FindSystemTimeZoneById(source.TimeZone);
        }
        catch (Exception e) when (e is TimeZoneNotFoundException or InvalidTimeZoneException)
        {
            return TimeZoneInfo.Local;
        }
    }
}
