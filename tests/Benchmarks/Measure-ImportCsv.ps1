# Measures Import-Csv, alone or with the ledger behind it. The module is loaded either way, before the clock starts.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [switch] $Ledger
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$clock = [System.Diagnostics.Stopwatch]::StartNew()
if ($Ledger) {
    $entries = @(Import-Csv -LiteralPath $Path | Get-CustomerLedger -Period Month)
}
else {
    $entries = @()
    Import-Csv -LiteralPath $Path | Out-Null
}

$seconds = $clock.Elapsed.TotalSeconds
$columns = 'Period', 'Opening', 'New', 'Returned', 'Lost', 'Closing', 'OpeningValue', 'NewValue', 'ReturnedValue', 'Expansion', 'Contraction', 'LostValue', 'ClosingValue'
$process = [System.Diagnostics.Process]::GetCurrentProcess()
@{
    Seconds    = $seconds
    CpuSeconds = $process.TotalProcessorTime.TotalSeconds
    PeakBytes  = $process.PeakWorkingSet64
    Customers  = 0
    Ledger     = @($entries | Select-Object $columns)
} | ConvertTo-Json -Depth 3 -Compress
