# Measures the monthly ledger as PowerShell alone makes it from Import-Csv, beside the module's; and a shell that does nothing.
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [ValidateSet('Bare', 'GroupObject', 'Hashtable', 'Module')] [string] $Use
)

$ErrorActionPreference = 'Stop'

# A hashtable for each customer, of money by month: rows are grouped by customer and month, and these by customer.
function Get-MonthByGroupObject {
    param([string] $Path)

    $months = Import-Csv -LiteralPath $Path | Group-Object customer_id, { $_.order_date.Substring(0, 7) } | ForEach-Object {
        $value = [decimal] 0
        foreach ($row in $_.Group) { $value += [decimal] $row.amount }
        [pscustomobject]@{ Customer = $_.Values[0]; Month = $_.Values[1]; Value = $value }
    }

    $months | Group-Object Customer | ForEach-Object {
        $byMonth = @{}
        foreach ($month in $_.Group) { $byMonth[$month.Month] = $month.Value }
        $byMonth
    }
}

# The same with a hashtable instead of Group-Object for the months, as somebody writes who waits too long for the above.
function Get-MonthByHashtable {
    param([string] $Path)

    foreach ($customer in Import-Csv -LiteralPath $Path | Group-Object customer_id) {
        $byMonth = @{}
        foreach ($row in $customer.Group) { $byMonth[$row.order_date.Substring(0, 7)] += [decimal] $row.amount }
        $byMonth
    }
}

# The movements of customers from month to month.
function Get-PlainLedger {
    param([hashtable[]] $Customer)

    $names = $Customer | ForEach-Object { $_.Keys } | Sort-Object -Unique
    $months = for ($month = [datetime] $names[0]; $month -le [datetime] $names[-1]; $month = $month.AddMonths(1)) { $month.ToString('yyyy-MM') }
    $ledger = [ordered]@{}
    foreach ($month in $months) {
        $ledger[$month] = [pscustomobject]@{
            Period = $month; Opening = 0; New = 0; Returned = 0; Lost = 0; Closing = 0
            OpeningValue = [decimal] 0; NewValue = [decimal] 0; ReturnedValue = [decimal] 0; Expansion = [decimal] 0
            Contraction = [decimal] 0; LostValue = [decimal] 0; ClosingValue = [decimal] 0
        }
    }

    foreach ($byMonth in $Customer) {
        $isKnown = $false
        $before = $null
        foreach ($month in $months) {
            $now = $byMonth[$month]
            if ($null -eq $now -and $null -eq $before) { continue }

            $entry = $ledger[$month]
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
    'GroupObject' { $entries = @(Get-PlainLedger (Get-MonthByGroupObject $Path)) }
    'Hashtable' { $entries = @(Get-PlainLedger (Get-MonthByHashtable $Path)) }
    'Module' { $entries = @(Import-CustomerTransaction $Path | Get-CustomerLedger -Period Month) }
}

$seconds = $clock.Elapsed.TotalSeconds
& "$PSScriptRoot/Write-Measured.ps1" -Seconds $seconds -Ledger $entries
