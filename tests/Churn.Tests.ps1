#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rules = Get-RuleSet
    $noGold = -not (Get-PublishedData 'cdnow_sample.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')

    # What a table would show, without anything that depends on where it is shown.
    function Format-Rate {
        param([Parameter(ValueFromPipeline)] $Rate)
        process {
            $figures = foreach ($name in 'Rate', 'Numerator', 'Denominator', 'Low', 'High', 'Annualized') {
                $null -eq $Rate.$name ? '-' : ([double] $Rate.$name).ToString('0.#########', [cultureinfo]::InvariantCulture)
            }

            "$($Rate.Period) $($Rate.Basis) $($Rate.Method) $($Rate.IsComplete) $figures"
        }
    }

    $methods = 'Opening', 'OpeningAll', 'OpeningPlusNew', 'Average', 'DailyAverage', 'DailySum', 'Hazard'
    $toy = [pscustomobject]@{ Period = 'toy'; Opening = 100; Lost = 10; New = 45; Transient = 5; Closing = 135 }
    $path = New-TestFile "$TestDrive/orders.csv" @(
        'customer_id,date,amount'
        'A,2024-01-05,10.25'
        'B,2024-01-10,20'
        'C,2024-01-15,30'
        'A,2024-02-05,15.5'
        'A,2024-03-05,15'
        'B,2024-03-06,25'
        'D,2024-03-07,40'
    )
    $table = Import-CustomerTransaction $path -TimeZone UTC -AsOf 2024-04-01
}

Describe 'Get-ChurnRate' {
    It 'gives the worked rates of <Name>: <Title>' -ForEach $rules {
        $table = & $Command $Rows @Import
        $rates = $table | Get-ChurnRate @Question -Method All -WarningAction SilentlyContinue
        Compare-Record $rates $Churn | Should -BeNullOrEmpty
        # From entries it is the same, and what is null says why.
        $table | Get-CustomerLedger @Question -WarningAction SilentlyContinue | Get-ChurnRate -Method All | Format-Rate | Should -Be ($rates | Format-Rate)
        $rates | Where-Object { ($null -eq $_.Rate -or $null -eq $_.Low) -and -not $_.Reason } | Should -BeNullOrEmpty
    }

    It 'shows why three dashboards show three rates' {
        $rates = $toy | Get-ChurnRate -Method All -Basis Customers
        $rates.Method | Should -Be $methods
        $rates[0].Rate, $rates[1].Rate, $rates[2].Rate | Should -Be 0.1, 0.15, 0.1
        [math]::Round($rates[3].Rate, 12) | Should -Be 0.127659574468
        $rates[0].Numerator, $rates[0].Denominator | Should -Be 10, 100
        $rates[2].Numerator, $rates[2].Denominator | Should -Be 15, 150
        $rates[3].Denominator | Should -Be 117.5
        # Nothing in the toy tells on which day they left.
        $rates[4..6].Rate | Should -Be $null, $null, $null
        $rates[4..6].Reason | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        $rates.Period | Should -Be (, 'toy' * 7)
    }

    It 'takes entries whose figures are text' {
        $text = [pscustomobject]@{ Period = 'toy'; Opening = '100'; Lost = '10'; New = '45'; Transient = '5'; Closing = '135' }
        ($text | Get-ChurnRate -Basis Customers).Rate | Should -Be 0.1
    }

    It 'gives one method and three bases unless told otherwise' {
        $rates = $table | Get-ChurnRate
        $rates.Count | Should -Be 9
        $rates.Method | Sort-Object -Unique | Should -Be 'Opening'
        ($rates | Where-Object Period -eq '2024-02').Basis | Should -Be 'Customers', 'GrossRevenue', 'NetRevenue'
        # Of 60.25 in January, 50 were lost, and A added 5.25.
        $february = $rates | Where-Object Period -eq '2024-02'
        $february.Numerator | Should -Be 2, 50, 44.75
        $february.Denominator | Should -Be 3, 60.25, 60.25
        $february.Rate | Should -Be (2 / 3), (50 / 60.25), (44.75 / 60.25)
    }

    It 'keeps the names and the order that scripts rely on' {
        $expected = 'Period', 'Group', 'Basis', 'Method', 'Rate', 'Numerator', 'Denominator', 'Low', 'High', 'Annualized', 'IsComplete'
        ($toy | Get-ChurnRate)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'takes methods by any case, and several' {
        ($toy | Get-ChurnRate -Method average, OPENING -Basis Customers).Method | Should -Be 'Average', 'Opening'
    }

    # Numbers and lists in one text are no names, though an enum would read them.
    It 'refuses the method <_>, and names those it knows' -ForEach 'Naive', '2', 'OpeningAll,OpeningPlusNew' {
        $method = $_
        $failure = Get-Failure { $toy | Get-ChurnRate -Method $method }
        $failure.Id, $failure.Category | Should -Be 'ChurnMethodUnknown', 'InvalidArgument'
        $failure.Message | Should -BeLike "*'$method'*"
        $failure.Remedy | Should -BeLike '*Opening*Hazard*All*'
    }

    It 'keeps a rate of nobody null' {
        $rate = $table | Get-ChurnRate -Basis Customers -Last 3 | Select-Object -First 1
        $rate.Rate, $rate.Low, $rate.Annualized | Should -Be $null, $null, $null
        $rate.Denominator | Should -Be 0
        $rate.Reason | Should -Not -BeNullOrEmpty
    }

    It 'keeps rates numbers and formats them in views alone' {
        $rate = $toy | Get-ChurnRate -Basis Customers
        $rate.Rate | Should -BeOfType [double]
        $rate | Format-Table | Out-String | Should -BeLike '*10*%*'
    }

    It 'takes the published rates of CDNOW from <Way>' -Skip:$noGold -ForEach @(
        @{ Way = '-Path'; Script = { Get-ChurnRate (Get-PublishedData 'cdnow_sample.csv') -Period Quarter -AsOf 1998-07-01 -Basis Customers } }
        @{ Way = 'Import-Csv'; Script = { Import-Csv (Get-PublishedData 'cdnow_sample.csv') | Get-ChurnRate -Period Quarter -AsOf 1998-07-01 -Basis Customers } }
    ) {
        $rates = & $Script
        $rates.Numerator | Should -Be 0, 1833, 310, 215, 208, 215
        $rates.Denominator | Should -Be 0, 2357, 524, 418, 404, 384
    }
}

Describe 'An open period' {
    It 'has no rate unless it is asked for' {
        $entries = $table | Get-CustomerLedger -AsOf 2024-03-20 -WarningAction SilentlyContinue
        $rate = $entries | Get-ChurnRate -Basis Customers | Select-Object -Last 1
        $rate.Rate, $rate.IsComplete, $rate.Numerator, $rate.Denominator | Should -Be $null, $false, 0, 1
        $rate.Reason | Should -BeLike '*open*2024-04-01*'
        $asked = $entries | Get-ChurnRate -Basis Customers -IncludeOpen | Select-Object -Last 1
        $asked.Rate, $asked.IsComplete | Should -Be 0, $false
    }

    It 'is warned of when the source is asked' {
        $null = $table | Get-ChurnRate -AsOf 2024-03-20 -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*2024-03*open*-AsOf 2024-04-01*'
    }
}

Describe 'Entries that travel' {
    BeforeDiscovery {
        $travels = foreach ($rule in 'Period', 'Window') {
            @{ Rule = $rule; Way = 'a job' }
            @{ Rule = $rule; Way = 'a CSV' }
            @{ Rule = $rule; Way = 'a CSV of German culture' }
            @{ Rule = $rule; Way = 'a CSV of American culture' }
            @{ Rule = $rule; Way = 'JSON' }
            @{ Rule = $rule; Way = 'CLIXML' }
        }
    }

    BeforeAll {
        $entries = @{
            Period = $table | Get-CustomerLedger -Period Month
            Window = $table | Get-CustomerLedger -Period Month -ActivityRule Window -WindowDays 40
        }
        $module = (Get-Module CustomerMetrics).Path
        # One job for both rules.
        $fromJob = Start-Job {
            Import-Module $using:module
            $table = Import-CustomerTransaction $using:path -TimeZone UTC -AsOf 2024-04-01
            $table | Get-CustomerLedger -Period Month
            $table | Get-CustomerLedger -Period Month -ActivityRule Window -WindowDays 40
        } | Receive-Job -Wait -AutoRemoveJob
    }

    It 'by <Way> under the rule <Rule> give the same rates' -ForEach $travels {
        $expected = $entries[$Rule] | Get-ChurnRate -Method All | Format-Rate
        $expected.Count | Should -BeGreaterThan 20
        $culture = [cultureinfo]::CurrentCulture
        try {
            $came = switch ($Way) {
                'a job' { $fromJob | Where-Object ActivityRule -eq $Rule }
                'JSON' { $entries[$Rule] | ConvertTo-Json | ConvertFrom-Json }
                'CLIXML' { $entries[$Rule] | Export-Clixml "$TestDrive/entries.xml"; Import-Clixml "$TestDrive/entries.xml" }
                default {
                    if ($Way -like '*German*') { [cultureinfo]::CurrentCulture = 'de-DE' }
                    if ($Way -like '*American*') { [cultureinfo]::CurrentCulture = 'en-US' }
                    $entries[$Rule] | Export-Csv "$TestDrive/entries.csv"
                    Import-Csv "$TestDrive/entries.csv"
                }
            }
            $came.Count | Should -Be 3
            $came[0] | Should -Not -BeOfType ([CustomerMetrics.CustomerLedgerEntry])
            $rates = $came | Get-ChurnRate -Method All
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $rates | Format-Rate | Should -Be $expected
        $rates[0].Start, $rates[0].End | Should -Be ([datetime]'2024-01-01'), ([datetime]'2024-02-01')
    }

    It 'with a figure that is none are refused, which is named' {
        $entry = $entries.Period[1] | Select-Object *
        $entry.LostValue = 'much'
        $failure = Get-Failure { $entry | Get-ChurnRate }
        $failure.Id, $failure.Category | Should -Be 'LedgerEntryInvalid', 'InvalidData'
        $failure.Message | Should -BeLike '*2024-02*LostValue*'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'made by hand with <Name> <Value> are refused' -ForEach @(
        @{ Name = 'Opening'; Value = 1e20 }
        @{ Name = 'Opening'; Value = [double]::NaN }
        @{ Name = 'Opening'; Value = [double]::PositiveInfinity }
        @{ Name = 'Opening'; Value = '99999999999999999999' }
        @{ Name = 'Opening'; Value = [datetime]'2024-01-01' }
        @{ Name = 'Opening'; Value = -5 }
        @{ Name = 'Closing'; Value = '-1' }
        @{ Name = 'New'; Value = 1.5 }
        @{ Name = 'OpeningValue'; Value = 1e27 }
        @{ Name = 'WindowDays'; Value = 1e12 }
        @{ Name = 'CustomerDays'; Value = -1 }
        @{ Name = 'Losses'; Value = 1e19 }
        @{ Name = 'OpeningSquares'; Value = 'NaN' }
        @{ Name = 'DailyLossSum'; Value = [char] 'x' }
        @{ Name = 'Transient'; Value = 3; With = @{ ActivityRule = 'Period' } }
    ) {
        $made = @{ Period = 'made'; Opening = 10; Lost = 0; Closing = 10 } + ($With ?? @{})
        $made[$Name] = $Value
        $failure = Get-Failure { [pscustomobject] $made | Get-ChurnRate }
        $failure.Id, $failure.Category | Should -Be 'LedgerEntryInvalid', 'InvalidData'
        $failure.Message | Should -BeLike "*'made'*$Name*"
    }

    It 'made by hand without sums of squares have no interval of money, and say why' {
        $rates = [pscustomobject]@{ Period = 'made'; Opening = 10; Lost = 2; Closing = 8; OpeningValue = 100; LostValue = 20 } | Get-ChurnRate -Basis GrossRevenue, NetRevenue
        foreach ($rate in $rates) {
            $rate.Rate | Should -Be 0.2
            $rate.Low, $rate.High, $rate.Interval | Should -Be $null, $null, $null
            $rate.Reason | Should -BeLike '*sums of squares*'
        }
    }

    It 'stream, and stop when nobody needs more' {
        $passed = 0
        $first = $entries.Period | ForEach-Object { $passed++; $_ } | Get-ChurnRate -Basis Customers | Select-Object -First 1
        $first.Period | Should -Be '2024-01'
        $passed | Should -Be 1
    }

    It 'are not mixed with rows' {
        $failure = Get-Failure { @($entries.Period) + @(Import-Csv -LiteralPath $path) | Get-ChurnRate 3>$null }
        $failure.Id | Should -Be 'InputMixed'
    }

    It 'are not regrouped by -<Name>, which would be dropped in silence' -ForEach @(
        @{ Name = 'Period'; Value = 'Quarter' }
        @{ Name = 'AsOf'; Value = '2024-02-01' }
        @{ Name = 'Last'; Value = 1 }
        @{ Name = 'Since'; Value = '2024-03-01' }
    ) {
        $given = @{ $Name = $Value }
        $refused = $false
        try {
            $rates = $entries.Period | Get-ChurnRate -Basis Customers @given -WarningVariable warnings -WarningAction SilentlyContinue
        }
        catch {
            $refused = $_.CategoryInfo.Category -eq 'InvalidArgument'
        }

        # Either it is said, or it is done.
        $refused -or $warnings -or $rates.Count -lt 3 | Should -BeTrue
    }
}
