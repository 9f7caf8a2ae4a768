# Measures the monthly ledger as PowerShell alone makes it, with Import-Csv and Group-Object, beside the module's; and a shell that does nothing.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [ValidateSet('Bare', 'GroupObject', 'Module')] [string] $Use
)

$ErrorActionPreference = 'Stop'

function Get-PlainLedger {
    param([string] $Path)

    $customers = Import-Csv -LiteralPath $Path | Group-Object customer_id
    $ledger = [ordered]@{}
    $start = [datetime]::MaxValue
    $end = [datetime]::MinValue
    $spent = foreach ($customer in $customers) {
        $months = @{}
        foreach ($row in $customer.Group) {
            $date = [datetime] $row.order_date
            $month = [datetime]::new($date.Year, $date.Month, 1)
            $months[$month] += [decimal] $row.amount
            if ($month -lt $start) { $start = $month }
            if ($month -gt $end) { $end = $month }
        }

        $months
    }

    for ($month = $start; $month -le $end; $month = $month.AddMonths(1)) {
        $ledger[$month.ToString('yyyy-MM')] = [pscustomobject]@{
            Period = $month.ToString('yyyy-MM'); Opening = 0; New = 0; Returned = 0; Lost = 0; Closing = 0
            OpeningValue = [decimal] 0; NewValue = [decimal] 0; ReturnedValue = [decimal] 0; Expansion = [decimal] 0; Contraction = [decimal] 0; LostValue = [decimal] 0; ClosingValue = [decimal] 0
        }
    }

    foreach ($months in $spent) {
        $isKnown = $false
        $before = $null
        for ($month = $start; $month -le $end; $month = $month.AddMonths(1)) {
            $now = $months[$month]
            if ($null -eq $now -and $null -eq $before) {
                continue
            }

            $entry = $ledger[$month.ToString('yyyy-MM')]
            if ($null -ne $before) {
                $entry.Opening++
                $entry.OpeningValue += $before
            }

            if ($null -eq $now) {
                $entry.Lost++
                $entry.LostValue += $before
            }
            else {
                $entry.Closing++
                $entry.ClosingValue += $now
                if ($null -ne $before) {
                    if ($now -gt $before) { $entry.Expansion += $now - $before } else { $entry.Contraction += $before - $now }
                }
                elseif ($isKnown) {
                    $entry.Returned++
                    $entry.ReturnedValue += $now
                }
                else {
                    $entry.New++
                    $entry.NewValue += $now
                    $isKnown = $true
                }
            }

            $before = $now
        }
    }

    $ledger.Values
}

if ($Use -eq 'Module') {
    Import-Module $Module
}

$entries = @()
$clock = [System.Diagnostics.Stopwatch]::StartNew()
switch ($Use) {
    'GroupObject' { $entries = @(Get-PlainLedger $Path) }
    'Module' { $entries = @(Import-CustomerTransaction $Path | Get-CustomerLedger -Period Month) }
}

$seconds = $clock.Elapsed.TotalSeconds
& "$PSScriptRoot/Write-Measured.ps1" -Seconds $seconds -Ledger $entries
