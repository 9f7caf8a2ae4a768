#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $noCdnow = -not (Get-PublishedData 'cdnow_sample.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')

    # Ten customers in a year, of whom one is lost: a customer brings 100 a year.
    $year = [pscustomobject]@{ Period = '2024'; Opening = 10; Lost = 1; New = 1; Closing = 10; ClosingValue = 1000; Unit = 'Year' }

    # Of four customers a month, in each of two shops, one is lost on the web in March, and one in the store in April.
    $lines = @('customer,date,amount,cost,shop') + @(
        foreach ($month in 1..4) {
            foreach ($customer in 1..8) {
                $shop = $customer -le 4 ? 'web' : 'store'
                $last = @{ 1 = 2; 5 = 3 }[$customer] ?? 4
                if ($month -le $last) { "C$customer,2024-0$month-10,10,$($shop -eq 'web' ? 6 : 5),$shop" }
            }
        }
    )
    $path = New-TestFile "$TestDrive/orders.csv" $lines
    $table = Import-CustomerTransaction $path -CostColumn cost -GroupColumn shop -TimeZone UTC -AsOf 2024-05-01
}

Describe 'Measure-RetentionImpact' {
    It 'tells what a point is worth' {
        # February 0 of 8, March 1 of 8, April 1 of 7: 21 of 23 stay. They buy 21 times for 10, in 21 months of a customer.
        $impact = $table | Measure-RetentionImpact
        $impact.Opening, $impact.Lost, $impact.Periods | Should -Be 23, 2, 3
        $impact.Retention | Should -Be (21 / 23)
        $impact.Arpa, $impact.MarginBasis | Should -Be 10, 'Cost'
        $margin = 10 * $impact.MarginRate
        [math]::Abs($impact.ValuePerCustomer - $margin * 21 / 2) | Should -BeLessThan 1e-9
        $raised = 21 / 23 + 0.01
        [math]::Abs($impact.ValueWithPoint - $margin * $raised / (1 - $raised)) | Should -BeLessThan 1e-9
        [math]::Abs($impact.Uplift - ($impact.ValueWithPoint - $impact.ValuePerCustomer)) | Should -BeLessThan 1e-9
        [math]::Abs($impact.TotalUplift - 6 * $impact.Uplift) | Should -BeLessThan 1e-9
        $impact.Customers | Should -Be 6
        [math]::Round($impact.Lifetime, 9) | Should -Be 11.5
        $impact.Low | Should -BeLessThan $impact.Retention
        $impact.High | Should -BeGreaterThan $impact.Retention
        $impact.Interval, $impact.FirstPeriod, $impact.LastPeriod | Should -Be 'Wilson', '2024-02', '2024-04'
        $impact.Formula | Should -BeLike '*undiscounted'
    }

    It 'answers for each group, over the same periods' {
        $impacts = $table | Measure-RetentionImpact -GroupBy shop
        $impacts.Group | Should -Be 'store', 'web'
        $impacts.Opening | Should -Be 12, 11
        $impacts.Lost | Should -Be 1, 1
        $impacts.MarginRate | Should -Be 0.5, 0.4
        $impacts.Customers | Should -Be 3, 3
    }

    It 'takes <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Measure-RetentionImpact $path -AsOf 2024-05-01 -Margin 0.4 } }
        @{ Way = 'rows'; Script = { Import-Csv $path | Measure-RetentionImpact -AsOf 2024-05-01 -Margin 0.4 } }
        @{ Way = 'entries'; Script = { $table | Get-CustomerLedger | Measure-RetentionImpact -Margin 0.4 } }
        @{ Way = 'entries from a CSV'; Script = { $table | Get-CustomerLedger | Export-Csv "$TestDrive/ledger.csv"; Import-Csv "$TestDrive/ledger.csv" | Measure-RetentionImpact -Margin 0.4 } }
        @{ Way = 'entries from JSON'; Script = { $table | Get-CustomerLedger | ConvertTo-Json | ConvertFrom-Json | Measure-RetentionImpact -Margin 0.4 } }
    ) {
        $expected = $table | Measure-RetentionImpact -Margin 0.4 | Select-Object * -ExcludeProperty TimeZone | ConvertTo-Json
        & $Script | Select-Object * -ExcludeProperty TimeZone | ConvertTo-Json | Should -Be $expected
    }

    It 'finds the cost of entries that know their table, and says revenue of those that do not' {
        ($table | Get-CustomerLedger | Measure-RetentionImpact).MarginBasis | Should -Be 'Cost'
        ($table | Get-CustomerLedger | ConvertTo-Json | ConvertFrom-Json | Measure-RetentionImpact).MarginBasis | Should -Be 'Revenue'
    }

    It 'averages as many periods as -Last says, of entries too' {
        ($table | Measure-RetentionImpact -Last 1).Retention | Should -Be (6 / 7)
        ($table | Get-CustomerLedger | Measure-RetentionImpact -Last 2).Opening | Should -Be 15
    }

    It 'does the sums of the books' {
        $impact = $year | Measure-RetentionImpact -DiscountRate 0.1 -Points 5
        [math]::Round($impact.ValuePerCustomer, 9), [math]::Round($impact.UpliftShare, 9) | Should -Be 450, 0.407407407
        $impact = $year | Measure-RetentionImpact
        [math]::Round($impact.Lifetime, 9), [math]::Round($impact.QuartersOfWork, 9) | Should -Be 10, 4.444444444
    }

    It 'leaves an open period out' {
        $impact = $table | Measure-RetentionImpact -AsOf 2024-04-05 -WarningVariable warnings -WarningAction SilentlyContinue
        $impact.LastPeriod, $impact.Periods | Should -Be '2024-03', 2
        "$warnings" | Should -BeLike '*2024-04*open*'
    }

    It 'says why there is nothing' {
        $impact = $table | Measure-RetentionImpact -AsOf 2024-02-01
        $impact.Retention, $impact.Uplift, $impact.Periods | Should -Be $null, $null, 0
        $impact.Reason | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'PointsInvalid'; Script = { $table | Measure-RetentionImpact -Points 0 } }
        @{ Id = 'LastInvalid'; Script = { $table | Measure-RetentionImpact -Last 0 } }
        @{ Id = 'MarginInvalid'; Script = { $table | Measure-RetentionImpact -Margin 40 } }
        @{ Id = 'DiscountRateInvalid'; Script = { $table | Measure-RetentionImpact -DiscountRate 10 } }
        @{ Id = 'LedgerAlreadyMade'; Script = { $table | Get-CustomerLedger | Measure-RetentionImpact -Period Year } }
        @{ Id = 'LedgerEntriesMixed'; Script = { @($table | Get-CustomerLedger) + @($table | Get-CustomerLedger -Period Quarter 3>$null) | Measure-RetentionImpact } }
        @{ Id = 'InputMixed'; Script = { @($table | Get-CustomerLedger) + @(Import-Csv $path) | Measure-RetentionImpact } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'shows groups in a table of 120 columns, every figure in full' {
        $shown = $table | Measure-RetentionImpact -GroupBy shop -DiscountRate 0.1 | Out-String -Width 120
        $shown | Should -BeLike '*Group*Retention*Value*Uplift*TotalHigh*Reason*store*91.67*%*web*90.91*%*'
        $shown | Should -Not -Match '…'
        $table | Measure-RetentionImpact | Out-String -Width 120 | Should -BeLike '*Retention*91.30*QuartersOfWork*undiscounted*'
    }

    It 'measures CDNOW' -Skip:$noCdnow {
        $impact = Measure-RetentionImpact (Get-PublishedData 'cdnow_sample.csv') -Period Quarter -AsOf 1998-07-01
        # The published churn of five quarters, the first having no opening.
        $impact.Opening, $impact.Lost, $impact.Periods | Should -Be (2357 + 524 + 418 + 404 + 384), (1833 + 310 + 215 + 208 + 215), 5
    }
}
