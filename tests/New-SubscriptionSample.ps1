#Requires -Version 7.4

<#
.SYNOPSIS
    Draws docs/samples/subscriptions.csv: the subscriptions of an invented service over two years, the same lines each time.
.DESCRIPTION
    A row is a term at one price. Months are paid for until somebody cancels; years end and are renewed, at times a few days late, or not. Some begin with a free month, some change their plan.
#>
param([string] $Path = (Join-Path $PSScriptRoot '../docs/samples/subscriptions.csv'))

$first = [datetime]::new(2024, 1, 1)
$last = [datetime]::new(2026, 1, 1)
$plans = @(
    @{ Name = 'basic'; Month = 19; Year = 190; Stays = 90 }
    @{ Name = 'plus'; Month = 49; Year = 490; Stays = 94 }
    @{ Name = 'pro'; Month = 129; Year = 1290; Stays = 97 }
)

# A generator of its own: the same numbers on every platform and in every version.
$script:state = [long] 20240101
function Get-Draw {
    param([int] $Below)
    $script:state = ($script:state * 1103515245 + 12345) % 2147483648
    [int] [math]::Floor($script:state / 65536) % $Below
}

$lines = [Collections.Generic.List[object]]::new()
function Add-Term {
    param([string] $Customer, [datetime] $Start, $End, $Cancelled, [int] $Amount, [string] $Billing, [string] $Plan)
    $text = { $null -eq $args[0] ? '' : $args[0].ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture) }
    $lines.Add([pscustomobject]@{ Start = $Start; Customer = $Customer; Text = [string]::Join(',', $Customer, (& $text $Start), (& $text $End), (& $text $Cancelled), "$Amount.00", $Billing, $Plan) })
}

for ($i = 1; $i -le 180; $i++) {
    $customer = 'S{0:000}' -f $i
    $start = $first.AddDays((Get-Draw 100) -lt 30 ? (Get-Draw 31) : (Get-Draw 720))
    $level = (Get-Draw 10) -lt 5 ? 0 : (Get-Draw 10) -lt 7 ? 1 : 2
    if ((Get-Draw 10) -lt 2) {
        Add-Term $customer $start $start.AddMonths(1) $null 0 month $plans[$level].Name
        $start = $start.AddMonths(1)
        if ((Get-Draw 10) -lt 3) {
            continue
        }
    }

    $isYearly = (Get-Draw 10) -lt 3
    while ($start -lt $last) {
        $plan = $plans[$level]
        if ($isYearly) {
            $end = $start.AddYears(1)
            $stays = (Get-Draw 100) -lt 70
            $cancelled = -not $stays -and (Get-Draw 2) ? $end.AddDays(-(Get-Draw 90) - 1) : $null
            Add-Term $customer $start $end ($cancelled -lt $last ? $cancelled : $null) $plan.Year year $plan.Name
            if (-not $stays) {
                break
            }

            $start = $end.AddDays((Get-Draw 3) ? 0 : (Get-Draw 12))
            continue
        }

        # Month by month until something changes.
        $end = $start.AddMonths(1)
        while ($end -lt $last -and (Get-Draw 100) -lt $plan.Stays) {
            $end = $end.AddMonths(1)
        }

        if ($end -ge $last) {
            Add-Term $customer $start $null $null $plan.Month month $plan.Name
            break
        }

        $next = Get-Draw 10
        Add-Term $customer $start $end ($next -lt 6 ? $end.AddDays(-(Get-Draw 20)) : $null) $plan.Month month $plan.Name
        if ($next -lt 5) {
            break
        }

        # Back after a while, or on another plan the same day.
        $start = $next -eq 5 ? $end.AddDays(30 + (Get-Draw 200)) : $end
        $level = $next -lt 9 ? [math]::Min($level + ($next -gt 5), 2) : [math]::Max($level - 1, 0)
    }
}

$text = 'customer_id,start_date,end_date,cancelled_at,amount,billing_period,plan', ($lines | Sort-Object Start, Customer | ForEach-Object Text) | Write-Output
[IO.File]::WriteAllText([IO.Path]::GetFullPath($Path), ($text -join "`n") + "`n", [Text.UTF8Encoding]::new($false))
