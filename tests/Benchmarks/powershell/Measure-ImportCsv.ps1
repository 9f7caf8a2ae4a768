# Measures Import-Csv: its rows kept in a variable, thrown away, or made into a ledger. The module is loaded each time, before the clock starts.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [ValidateSet('Collect', 'Discard', 'Ledger')] [string] $Use
)

$ErrorActionPreference = 'Stop'
Import-Module $Module
$clock = [System.Diagnostics.Stopwatch]::StartNew()
$entries = @()
switch ($Use) {
    'Collect' { $rows = Import-Csv -LiteralPath $Path }
    'Discard' { Import-Csv -LiteralPath $Path | Out-Null }
    'Ledger' { $entries = @(Import-Csv -LiteralPath $Path | Get-CustomerLedger -Period Month) }
}

$seconds = $clock.Elapsed.TotalSeconds
& "$PSScriptRoot/Write-Measured.ps1" -Seconds $seconds -Ledger $entries
