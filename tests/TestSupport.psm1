# What the suites share: the composed module, files to read, failures to look at, published figures.

Import-Module (Join-Path $PSScriptRoot '../output/CustomerMetrics') -Global

$shared = Join-Path $PSScriptRoot '../../shared'
$utf8 = [Text.UTF8Encoding]::new($false)

<#
.SYNOPSIS
    Writes text, or bytes, exactly as given and returns the path.
#>
function New-TestFile {
    param(
        [Parameter(Mandatory)] [string] $Path,
        [Parameter(Mandatory)] [AllowEmptyString()] $Content,
        [Text.Encoding] $Encoding = $utf8
    )

    if ($Content -is [byte[]]) {
        [IO.File]::WriteAllBytes($Path, $Content)
    }
    else {
        [IO.File]::WriteAllText($Path, ($Content -join "`n"), $Encoding)
    }

    $Path
}

<#
.SYNOPSIS
    Runs a command that has to fail; returns its error record and what it wrote before.
#>
function Get-Failure {
    param([Parameter(Mandatory)] [scriptblock] $Script)

    $output = [Collections.Generic.List[object]]::new()
    try {
        & $Script | ForEach-Object { $output.Add($_) }
    }
    catch {
        $id, $origin = $_.FullyQualifiedErrorId.Split(',')
        return [pscustomobject]@{
            Id = $id
            Origin = $origin
            Category = [string] $_.CategoryInfo.Category
            Target = [string] $_.TargetObject
            Message = $_.ToString()
            Remedy = [string] $_.ErrorDetails.RecommendedAction
            Output = $output.Count
        }
    }

    throw "The command did not fail; it wrote $($output.Count) objects: $($output | Out-String)"
}

<#
.SYNOPSIS
    What a table holds, as text that equals that of another table with the same rows. Its name and the shape it came in are left out.
#>
function Get-TableText {
    param([Parameter(Mandatory)] $Table, [string[]] $Except = @())

    $properties = $Table.PSObject.Properties.Name | Where-Object { $_ -notin (@('Name', 'Columns', 'Warnings') + $Except) } | Sort-Object
    $summary = $Table | Select-Object -Property $properties | ConvertTo-Json -Depth 3
    $ledger = $Table | Get-CustomerLedger -WarningAction SilentlyContinue | ConvertTo-Json
    $value = $Table | Measure-CustomerValue | Sort-Object CustomerId | ConvertTo-Json
    $summary, $ledger, $value -join "`n"
}

<#
.SYNOPSIS
    A ledger as lines of figures in the order of the published one.
#>
function Format-Ledger {
    param([Parameter(Mandatory, ValueFromPipeline)] $Entry)

    process {
        $figures = foreach ($name in 'Opening', 'OpeningValue', 'New', 'NewValue', 'Returned', 'ReturnedValue', 'Expansion', 'Contraction', 'Lost', 'LostValue', 'Closing', 'ClosingValue') {
            ([decimal] $Entry.$name).ToString('0.####', [cultureinfo]::InvariantCulture)
        }

        "$($Entry.Period) $figures"
    }
}

<#
.SYNOPSIS
    The published ledger of the CDNOW sample by quarter, in the lines of Format-Ledger.
#>
function Get-PublishedLedger {
    $gold = Get-Content -Raw -LiteralPath (Join-Path $shared 'gold.json') | ConvertFrom-Json
    foreach ($row in ($gold | Where-Object id -eq 'cdnow.sample.ledger.quarter.periodrule').value.rows) {
        $figures = $row | Select-Object -Skip 1 | ForEach-Object { ([decimal]::Parse($_, [cultureinfo]::InvariantCulture)).ToString('0.####', [cultureinfo]::InvariantCulture) }
        "$($row[0]) $figures"
    }
}

<#
.SYNOPSIS
    The path of a published data set; nothing on a machine that has none.
#>
function Get-PublishedData {
    param([Parameter(Mandatory)] [string] $Name)

    $path = Join-Path $shared "data/$Name"
    if (Test-Path -LiteralPath $path) {
        Convert-Path -LiteralPath $path
    }
    else {
        Write-Warning "The published data set $Name is not here: the tests that need it are SKIPPED."
    }
}

<#
.SYNOPSIS
    The hand-worked data sets of docs/definitions.md: rows, a question for the cmdlets, and where the answers are.
#>
function Get-RuleSet {
    foreach ($folder in Get-ChildItem -LiteralPath (Join-Path $PSScriptRoot 'data/rules') -Directory | Sort-Object Name) {
        $rule = Get-Content -Raw -LiteralPath (Join-Path $folder 'rule.json') | ConvertFrom-Json -DateKind String
        $import = @{ TimeZone = 'UTC' }
        if ($rule.PSObject.Properties['contract']) {
            $import.GraceDays = $rule.contract.graceDays
            $import.LossDate = $rule.contract.lossDate
            $import.IncludeFree = $rule.contract.includesFree
            $import.EndIsLastDay = $rule.contract.endIsLastDay
            $import.GroupColumn = $rule.groups
            if ($rule.PSObject.Properties['rates']) {
                $import.FirstSeenColumn = $rule.firstSeen
                $import.Currency = $rule.currency
                $import.ExchangeRate = foreach ($rate in $rule.rates) { [pscustomobject]@{ Currency = $rate[0]; Date = $rate[1]; Rate = $rate[2] } }
            }
        }
        else {
            $import.Refund = $rule.refund
        }

        if ($rule.asOf) {
            $import.AsOf = $rule.asOf
        }

        $ledger = @{ Period = $rule.period; ActivityRule = $rule.activityRule }
        if ($rule.windowDays) {
            $ledger.WindowDays = $rule.windowDays
        }

        @{
            Name = $folder.Name
            Title = $rule.title
            Rows = Join-Path $folder 'rows.csv'
            Ledger = Join-Path $folder 'ledger.csv'
            Churn = Join-Path $folder 'churn.csv'
            Command = $rule.PSObject.Properties['contract'] ? 'Import-CustomerSubscription' : 'Import-CustomerTransaction'
            Import = $import
            Question = $ledger
        }
    }
}

<#
.SYNOPSIS
    Compares records with the lines of a CSV: exactly for counts and money, closely for quotients. Writes what differs.
#>
function Compare-Record {
    param([Parameter(Mandatory)] $Record, [Parameter(Mandatory)] [string] $Csv)

    $invariant = [cultureinfo]::InvariantCulture
    $expected = @(Import-Csv -LiteralPath $Csv)
    if (@($Record).Count -ne $expected.Count) {
        "there are $(@($Record).Count) records instead of $($expected.Count)"
    }

    for ($i = 0; $i -lt $expected.Count; $i++) {
        $line = $expected[$i]
        foreach ($column in $line.PSObject.Properties) {
            $name = $column.Name
            $value = $Record[$i].$name
            $same = if ($column.Value -eq '' -or $null -eq $value) {
                $column.Value -eq '' -and $null -eq $value
            }
            elseif ($value -is [double]) {
                $wanted = [double]::Parse($column.Value, $invariant)
                [math]::Abs($value - $wanted) -le 1e-9 * [math]::Max(1.0, [math]::Abs($wanted))
            }
            elseif ($name -in 'Numerator', 'Denominator') {
                # Some are quotients, which the file holds with twelve digits.
                $wanted = [decimal]::Parse($column.Value, $invariant)
                [math]::Abs($value - $wanted) -le 1e-11d * [math]::Max(1d, [math]::Abs($wanted))
            }
            elseif ($value -is [datetime]) {
                $value.ToString('yyyy-MM-dd', $invariant) -ceq $column.Value
            }
            elseif ($value -is [decimal] -or $value -is [long] -or $value -is [int]) {
                [decimal] $value -eq [decimal]::Parse($column.Value, $invariant)
            }
            else {
                [string] $value -ceq $column.Value
            }

            if (-not $same) {
                "$name of $($line.Period) $($line.Basis) $($line.Method) is '$value' instead of '$($column.Value)'"
            }
        }
    }
}

<#
.SYNOPSIS
    A shell of its own, with the module: what it writes to each stream can be seen, and it can be stopped.
#>
function New-Shell {
    param([Parameter(Mandatory)] [string] $Script, [object[]] $With = @())

    $shell = [powershell]::Create()
    $null = $shell.AddScript('param($module) Import-Module $module').AddArgument((Get-Module CustomerMetrics).Path).Invoke()
    $shell.Commands.Clear()
    $null = $shell.AddScript($Script)
    $With | ForEach-Object { $null = $shell.AddArgument($_) }
    $shell
}

<#
.SYNOPSIS
    Starts a shell, waits until it is under way, and stops it. The times only bound a test that fails.
#>
function Stop-Shell {
    param([Parameter(Mandatory)] [powershell] $Shell, [Parameter(Mandatory)] [Func[bool]] $Begun)

    $running = $Shell.BeginInvoke()
    $isBegun = [Threading.SpinWait]::SpinUntil([Func[bool]] { $Begun.Invoke() -or $running.IsCompleted }, 30000)
    $isBegun -and -not $running.IsCompleted | Should -BeTrue -Because 'it has to be under way to be stopped'
    $stop = $Shell.BeginStop($null, $null)
    $stop.AsyncWaitHandle.WaitOne(60000) | Should -BeTrue -Because 'it has to stop promptly'
    $Shell.EndStop($stop)
    $Shell.InvocationStateInfo.State | Should -Be 'Stopped'
    $Shell.InvocationStateInfo.Reason | Should -BeOfType ([Management.Automation.PipelineStoppedException])
    $Shell.Streams.Error | Should -BeNullOrEmpty
}
