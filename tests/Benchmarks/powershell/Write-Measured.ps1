# Prints a measurement of this process as the benchmark reads it.
param(
    [Parameter(Mandatory)] [double] $Seconds,
    [object[]] $Ledger = @()
)

$columns = 'Period', 'Opening', 'New', 'Returned', 'Lost', 'Closing', 'OpeningValue', 'NewValue', 'ReturnedValue', 'Expansion', 'Contraction', 'LostValue', 'ClosingValue'
$process = [System.Diagnostics.Process]::GetCurrentProcess()
@{
    Seconds    = $Seconds
    CpuSeconds = $process.TotalProcessorTime.TotalSeconds
    PeakBytes  = $process.PeakWorkingSet64
    Customers  = 0
    Ledger     = @($Ledger | Select-Object $columns)
} | ConvertTo-Json -Depth 3 -Compress
