#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $noCdnow = -not (Get-PublishedData 'cdnow_sample.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
    $model = $sales | New-CustomerModel -Model ParetoNbd -AsOf 2025-01-01
    $free = Import-Csv (Join-Path $PSScriptRoot '../docs/samples/orders.csv') | ForEach-Object { $_.amount = 0; $_ } | Import-CustomerTransaction
    $quarters = [datetime[]] ('2025-01-01', '2025-04-01', '2025-07-01', '2025-10-01', '2026-01-01')
    $worth = @{ Model = $model; DiscountRate = 0.1 }

    function Get-Sum {
        param($Bridge)
        $Bridge.Opening + $Bridge.NewEquity + $Bridge.Accretion - $Bridge.ExpectedCash + $Bridge.HorizonEffect + $Bridge.Surprise + $Bridge.Moved + $Bridge.AssumptionEffect
    }
}

Describe 'Measure-CustomerEquity' {
    It 'is the sum of the residual values' {
        $equity = $sales | Measure-CustomerEquity @worth -NoInterval
        $sum = 0d
        $sales | Measure-CustomerValue @worth -Horizon infinite -NoInterval | ForEach-Object { $sum += $_.ResidualValue }
        [Math]::Abs($equity.Equity - $sum) | Should -BeLessThan 0.1
        $equity.Customers, $equity.AsOf, $equity.Net | Should -Be 1000, ([datetime]'2026-01-01'), $sales.Amount
        $equity.Low, $equity.MeanLow, $equity.Method | Should -Be $null, $null, 'Static, no interval'
        $equity.Equity | Should -BeOfType [decimal]
    }

    It 'answers for each date, the earliest first, and once' {
        $found = $sales | Measure-CustomerEquity @worth -NoInterval -At 2026-01-01, 2025-04-01, '2025-04-01 12:00'
        $found.AsOf | Should -Be ([datetime]'2025-04-01'), ([datetime]'2026-01-01')
        $found[0].Equity | Should -Be ($sales | Measure-CustomerEquity @worth -NoInterval -AsOf 2025-04-01).Equity
    }

    It 'keeps the names that scripts rely on, in their order' {
        $found = $sales | Measure-CustomerEquity @worth
        $found.PSObject.Properties.Name | Select-Object -First 7 | Should -Be 'AsOf', 'Group', 'Customers', 'Equity', 'Low', 'High', 'Method'
        $found.Low | Should -BeLessThan $found.Equity
        $found.High | Should -BeGreaterThan $found.Equity
        ($sales | Measure-CustomerEquity @worth).High | Should -Be $found.High
        ($sales | Measure-CustomerEquity @worth -Seed 1).High | Should -Not -Be $found.High
    }

    It 'is the share of the margin' {
        $margin = $sales | Measure-CustomerEquity @worth -Margin 0.25 -NoInterval
        [Math]::Abs($margin.Equity - ($sales | Measure-CustomerEquity @worth -NoInterval).Equity / 4) | Should -BeLessThan 0.001
        $margin.MarginRate | Should -Be 0.25
    }

    It 'shows its dates in a table' {
        $shown = $sales | Measure-CustomerEquity @worth -NoInterval -At $quarters | Out-String -Width 120
        $shown | Should -BeLike '*AsOf*Customers*Alive*Equity*Low*High*'
        $shown | Should -BeLike '*2025-07-01*'
        ($shown -split "`n" | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 121
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'ModelMissing'; Script = { $sales | Measure-CustomerEquity -DiscountRate 0.1 } }
        @{ Id = 'DiscountRateMissing'; Script = { $sales | Measure-CustomerEquity -Model $model } }
        @{ Id = 'ModelFromTheFuture'; Script = { $sales | Measure-CustomerEquity @worth -At 2024-12-31, 2026-01-01 } }
        @{ Id = 'ValuationDateAfterAsOf'; Script = { $sales | Measure-CustomerEquity @worth -At 2026-01-02 } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }
}

Describe 'Get-CustomerEquityBridge' {
    It 'adds up over <Horizon>' -ForEach @(
        @{ Horizon = 'infinite' }
        @{ Horizon = '12 months' }
        @{ Horizon = '3 years' }
    ) {
        $bridges = $sales | Get-CustomerEquityBridge @worth -Horizon $Horizon -At $quarters
        $bridges.Count | Should -Be 24
        $bridges | ForEach-Object {
            Get-Sum $_ | Should -Be $_.Closing
            $_.Check | Should -Be 0
        }

        $all = $bridges | Where-Object Class -EQ All
        $equity = $sales | Measure-CustomerEquity @worth -Horizon $Horizon -At $quarters -NoInterval
        $all.Opening | Should -Be $equity[0..3].Equity
        $all.Closing | Should -Be $equity[1..4].Equity
    }

    It 'has the classes of the ledger' {
        $bridges = $sales | Get-CustomerEquityBridge @worth -At $quarters
        $ledger = $sales | Get-CustomerLedger -Period Quarter -Since 2025-01-01
        foreach ($entry in $ledger) {
            $of = $bridges | Where-Object Start -EQ $entry.Start | Group-Object Class -AsHashTable -AsString
            $of.New.Customers, $of.Returned.Customers, $of.Lost.Customers | Should -Be $entry.New, $entry.Returned, $entry.Lost
            $of.All.ActualCash | Should -Be ($entry.ClosingValue + $entry.OutsideValue)
        }
    }

    It 'has a line for new assumptions' {
        $new = $sales | New-CustomerModel -Model ParetoNbd -AsOf 2026-01-01
        $found = $sales | Get-CustomerEquityBridge @worth -NewModel $new -NewDiscountRate 0.12 -At 2025-01-01, 2026-01-01 | Where-Object Class -EQ All
        $found.Closing | Should -Be ($sales | Measure-CustomerEquity -Model $new -DiscountRate 0.12 -NoInterval).Equity
        $found.AssumptionEffect | Should -Be ($found.Closing - ($sales | Measure-CustomerEquity @worth -NoInterval).Equity)
        $found.NewModel, $found.NewDiscountRate | Should -Be 'ParetoNbd', 0.12
    }

    It 'adds up over groups, who move' {
        $rows = Import-Csv (Join-Path $PSScriptRoot '../docs/samples/orders.csv') | ForEach-Object {
            $_ | Add-Member -PassThru -NotePropertyName region -NotePropertyValue @('north', 'south', 'west')[([int] $_.customer_id.Substring(1) + [int] $_.date.Substring(2, 2)) % 3]
        }
        $table = $rows | Import-CustomerTransaction -GroupColumn region
        $groups = $table | Get-CustomerEquityBridge @worth -GroupBy region -At $quarters
        $whole = $sales | Get-CustomerEquityBridge @worth -At $quarters
        foreach ($all in $whole | Where-Object Class -EQ All) {
            $parts = $groups | Where-Object { $_.Start -eq $all.Start -and $_.Class -eq 'All' }
            $parts.Group | Should -Be 'north', 'south', 'west'
            foreach ($line in 'Customers', 'Opening', 'Accretion', 'ExpectedCash', 'Moved', 'Closing', 'ActualCash') {
                $sum = 0d
                $parts.$line | ForEach-Object { $sum += $_ }
                $sum | Should -Be $all.$line -Because $line
            }
        }

        $groups | ForEach-Object { Get-Sum $_ | Should -Be $_.Closing }
        @($groups | Where-Object Moved -NE 0).Count | Should -BeGreaterThan 0
        $groups | Out-String -Width 120 | Should -BeLike '*Group*north*'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'BridgeDatesMissing'; Script = { $sales | Get-CustomerEquityBridge @worth } }
        @{ Id = 'BridgeDatesMissing'; Script = { $sales | Get-CustomerEquityBridge @worth -At 2025-07-01, 2025-07-01 } }
        @{ Id = 'BridgeNeedsMonths'; Script = { $sales | Get-CustomerEquityBridge @worth -Horizon '12 months' -At 2025-01-01, 2025-01-20 } }
        @{ Id = 'ModelFromTheFuture'; Script = { $sales | Get-CustomerEquityBridge @worth -At 2024-01-01, 2024-07-01 } }
        @{ Id = 'EquityUnknown'; Script = { $sales | Get-CustomerEquityBridge -Model ($free | New-CustomerModel -Model Nbd) -DiscountRate 0.1 -At 2025-01-01, 2026-01-01 } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }
}

Describe 'Get-ReturnOnCustomer' {
    BeforeAll {
        $bridges = $sales | Get-CustomerEquityBridge @worth -At $quarters
        $returns = $bridges | Get-ReturnOnCustomer
    }

    It 'is the cash and the change over the opening' {
        $returns.Count | Should -Be 4
        foreach ($i in 0..3) {
            $all = ($bridges | Where-Object Class -EQ All)[$i]
            $returns[$i].Return | Should -Be ([double] (($all.ActualCash + $all.Closing - $all.Opening) / $all.Opening))
            $returns[$i].CashFlow + $returns[$i].EquityChange + $returns[$i].OpeningEquity | Should -Be ($all.ActualCash + $all.Closing)
        }
    }

    It 'is the same from a source, a CSV and a job' {
        $expected = $returns | ConvertTo-Json
        $sales | Get-ReturnOnCustomer @worth -At $quarters | ConvertTo-Json | Should -Be $expected
        $bridges | Export-Csv "$TestDrive/bridges.csv"
        (Import-Csv "$TestDrive/bridges.csv" | Get-ReturnOnCustomer).Return | Should -Be $returns.Return
        ([Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($bridges)) | Get-ReturnOnCustomer).Return | Should -Be $returns.Return
    }

    It 'has no return without an opening, and says why' {
        $first = $sales | Get-ReturnOnCustomer @worth -At 2024-01-01, 2025-01-01
        $first.Return, $first.AnnualizedReturn | Should -Be $null, $null
        $first.Reason | Should -Not -BeNullOrEmpty
        $first | Format-List | Out-String | Should -BeLike '*Reason*nothing*'
    }

    It 'leaves new assumptions out' {
        $found = $sales | Get-ReturnOnCustomer @worth -NewDiscountRate 0.2 -At 2025-10-01, 2026-01-01
        $found.Return | Should -Be $returns[-1].Return
        $found.ReturnWithAssumptions | Should -BeLessThan $found.Return
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'BridgeAlreadyMade'; Script = { $bridges | Get-ReturnOnCustomer -Margin 0.3 } }
        @{ Id = 'BridgeInvalid'; Script = { [pscustomobject]@{ Start = 'then'; End = '2025-01-01'; Class = 'All'; Opening = 1; Closing = 2; ActualCash = 3 } | Get-ReturnOnCustomer } }
        @{ Id = 'InputMixed'; Script = { $bridges[0], [pscustomobject]@{ customer_id = 'A'; date = '2024-01-01'; amount = 1 } | Get-ReturnOnCustomer } }
    ) {
        (Get-Failure $Script).Id | Should -Be $Id
    }
}

Describe 'Published data' {
    It 'of CDNOW: what was expected of 1998 from 1997 alone' -Skip:$noCdnow {
        $cdnow = Import-CustomerTransaction (Get-PublishedData 'cdnow_sample.csv') -AsOf 1998-07-01
        $early = $cdnow | New-CustomerModel -Model ParetoNbd -AsOf 1997-10-01
        $found = $cdnow | Get-CustomerEquityBridge -Model $early -DiscountRate 0.15 -At 1997-10-01, 1998-07-01 | Where-Object Class -EQ All
        $found.Customers, $found.NewEquity, $found.Check | Should -Be 2357, 0, 0
        Get-Sum $found | Should -Be $found.Closing
        # The cash of the 39 weeks that the model had not seen.
        $found.ActualCash | Should -Be 70976.39
        $found.ExpectedCash / $found.ActualCash | Should -BeGreaterThan 0.85
        $found.ExpectedCash / $found.ActualCash | Should -BeLessThan 1.15
    }
}

Describe 'A bridge from a file' {
    BeforeAll {
        $given = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $old = $given | New-CustomerModel -Model MbgNbd -AsOf 2025-01-01
        $made = $given | Get-CustomerEquityBridge -Model $old -DiscountRate 0.1 -At 2025-12-01, 2026-01-01
        $direct = $made | Get-ReturnOnCustomer
    }

    It 'of a session under <_> is read as it was written' -ForEach 'de-DE', 'fr-FR', 'en-GB', 'en-US' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $made | Export-Csv "$TestDrive/bridge.csv"
            $read = Import-Csv "$TestDrive/bridge.csv" | Get-ReturnOnCustomer
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }

        $read.Start, $read.OpeningEquity, $read.CashFlow, $read.DiscountRate, $read.AnnualizedReturn | Should -Be $direct.Start, $direct.OpeningEquity, $direct.CashFlow, $direct.DiscountRate, $direct.AnnualizedReturn
    }

    It 'whose lines do not add up is refused' {
        $rows = $made | ConvertTo-Csv | ConvertFrom-Csv
        $rows[-1].Closing = 999999
        (Get-Failure { $rows | Get-ReturnOnCustomer }).Id | Should -Be 'BridgeInvalid'
    }
}

Describe 'What makes a forecast doubtful' {
    BeforeAll {
        $orders = Join-Path $PSScriptRoot '../docs/samples/orders.csv'
        $given = Import-CustomerTransaction $orders
        $old = $given | New-CustomerModel -Model MbgNbd -AsOf 2025-07-01
        function Get-Warning { param($Script) @(& $Script 3>&1 | Where-Object { $_ -is [Management.Automation.WarningRecord] }).Message }
    }

    It 'is told: <What>' -ForEach @(
        @{ What = 'an as-of date long after the last row'; Script = { $given | Measure-CustomerEquity -Model $old -DiscountRate 0.1 -NoInterval -AsOf 2026-06-01 }; Warning = '*151 days without a row*' }
        @{ What = 'the same for a model'; Script = { New-CustomerModel $orders -Model MbgNbd -AsOf 2026-06-01 }; Warning = '*151 days without a row*' }
        @{ What = 'a currency on one side only'; Script = { Import-CustomerTransaction $orders -Currency EUR | Measure-CustomerValue -Model $old -NoInterval }; Warning = '*knows no currency*EUR*' }
        @{ What = 'nobody who ever leaves'; Script = { $given | Measure-CustomerEquity -Model ($given | New-CustomerModel -Model Nbd) -DiscountRate 0.1 -NoInterval }; Warning = '*nobody ever leaves*' }
        @{ What = 'a model that knew the period'; Script = { $given | Get-CustomerEquityBridge -Model $old -DiscountRate 0.1 -At 2025-04-01, 2025-07-01 }; Warning = '*knew a part*' }
    ) {
        Get-Warning $Script | Should -BeLike $Warning
    }

    It 'is not told where there is nothing to tell' {
        Get-Warning { $given | Measure-CustomerEquity -Model $old -DiscountRate 0.1 -NoInterval } | Should -BeNullOrEmpty
    }

    It 'is an error where refunds mean different things' {
        (Get-Failure { Import-CustomerTransaction $orders -Refund Separate | Measure-CustomerEquity -Model $old -DiscountRate 0.1 }).Id | Should -Be 'ModelRefundDiffers'
    }
}
