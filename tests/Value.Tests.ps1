#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $noCdnow = -not (Get-PublishedData 'cdnow_sample.csv')
    $noOrders = -not (Get-PublishedData 'rfm_data_orders.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $path = New-TestFile "$TestDrive/orders.csv" @(
        'customer_id,date,amount,cost,currency'
        'A,2024-01-01,10,4,EUR'
        'A,2024-01-11,20.5,8.25,EUR'
        'A,2024-01-11,1,0,EUR'
        'A,2024-02-10,-5.5,0,EUR'
        'A,2024-03-01,0,0,EUR'
        'B,2024-01-05,-7,0,EUR'
        'C,2024-01-06,30,10,EUR'
        'C,2024-01-06,-30,-10,EUR'
        'D,2024-02-01,3,1,EUR'
    )
    $table = Import-CustomerTransaction $path -CostColumn cost -TimeZone UTC
    $values = $table | Measure-CustomerValue | Sort-Object CustomerId
}

Describe 'Measure-CustomerValue' {
    It 'tells one customer''s history' {
        $a = $values[0]
        $a.CustomerId, $a.FirstActivity, $a.LastActivity | Should -Be 'A', ([datetime]'2024-01-01'), ([datetime]'2024-03-01')
        # The free day counts, the refund's does not, and the two rows of one day are one.
        $a.PurchaseDays | Should -Be 3
        $a.Gross, $a.Refunds, $a.Net, $a.Cost, $a.Margin | Should -Be 31.5, -5.5, 26, 12.25, 13.75
        $a.AverageValue | Should -Be (26d / 3)
        $a.MeanSpacingDays | Should -Be 30
        $a.AsOf, $a.Currency | Should -Be ([datetime]'2024-03-02'), 'EUR'
    }

    It 'knows customers without an activity' {
        $values.CustomerId | Should -Be 'A', 'B', 'C', 'D'
        foreach ($nobody in $values[1], $values[2]) {
            $nobody.PurchaseDays | Should -Be 0
            $nobody.FirstActivity, $nobody.LastActivity, $nobody.AverageValue, $nobody.MeanSpacingDays | Should -Be $null, $null, $null, $null
        }

        $values[1].Net, $values[2].Net | Should -Be -7, 0
        $values[3].MeanSpacingDays | Should -BeNullOrEmpty
    }

    It 'sums to the table' {
        ($values | Measure-Object Net -Sum).Sum | Should -Be $table.Amount
        ($values | Measure-Object Gross -Sum).Sum | Should -Be $table.Sales
        ($values | Measure-Object Refunds -Sum).Sum | Should -Be $table.Refunds
        ($values | Measure-Object Cost -Sum).Sum | Should -Be $table.Cost
        $values.Count | Should -Be $table.Customers
    }

    It 'has no margin without a cost' {
        $value = Measure-CustomerValue $path | Select-Object -First 1
        $value.Margin, $value.Cost | Should -Be $null, $null
    }

    It 'sees nothing on or after the as-of date, which it echoes' {
        $seen = $table | Measure-CustomerValue -AsOf 2024-01-11 | Sort-Object CustomerId
        $seen.CustomerId | Should -Be 'A', 'B', 'C'
        $seen[0].Net, $seen[0].PurchaseDays, $seen[0].LastActivity | Should -Be 10, 1, ([datetime]'2024-01-01')
        $seen.AsOf | Sort-Object -Unique | Should -Be ([datetime]'2024-01-11')
        $before = Import-CustomerTransaction $path -AsOf 2024-01-11
        ($before | Measure-CustomerValue | Measure-Object Net -Sum).Sum | Should -Be $before.Amount
        @($before | Measure-CustomerValue -AsOf 2024-03-02).Count | Should -Be 4
    }

    It 'keeps the names that scripts rely on, in their order' {
        $expected = 'CustomerId', 'Group', 'FirstActivity', 'LastActivity', 'PurchaseDays', 'Net', 'Margin'
        $values[0].PSObject.Properties.Name | Where-Object { $_ -in $expected } | Should -Be $expected
    }

    It 'streams, and stops when nobody needs more' {
        $first = $table | Measure-CustomerValue -OutVariable written | Select-Object -First 1
        @($first).Count, $written.Count | Should -Be 1, 1
        @($table | Measure-CustomerValue).Count | Should -Be 4
    }

    It 'leaves values numbers' {
        $values[0].Net | Should -BeOfType [decimal]
        $values[0].FirstActivity | Should -BeOfType [datetime]
        $sorted = $values | Sort-Object Net -Descending | Select-Object -First 2
        $sorted.CustomerId | Should -Be 'A', 'D'
    }
}

Describe 'Measure-CustomerValue -Method' {
    BeforeAll {
        # February 1 of 2 lost, March 0 of 1; 110 and 140 of 1 and 2 customers.
        $orders = New-TestFile "$TestDrive/months.csv" @(
            'customer,date,amount,cost,shop'
            'A,2024-01-05,100,60,web'
            'B,2024-01-05,50,30,store'
            'A,2024-02-05,110,66,web'
            'A,2024-03-05,90,54,web'
            'C,2024-03-05,50,30,store'
        )
        $months = Import-CustomerTransaction $orders -CostColumn cost -GroupColumn shop -TimeZone UTC -AsOf 2024-04-01
    }

    It 'gives a record for each formula, with what went into it' {
        $estimates = $months | Measure-CustomerValue -Method ArpaOverChurn, ArpaOverNetRevenueChurn, MarginMultiple -DiscountRate 0.1
        $estimates.Method | Should -Be 'ArpaOverChurn', 'ArpaOverNetRevenueChurn', 'MarginMultiple'
        $estimates[0] | Should -BeOfType ([CustomerMetrics.CustomerValueEstimate])
        [math]::Round($estimates[0].Value, 9) | Should -Be ([math]::Round(250 / 3 * 0.4 / 0.25, 9))
        [math]::Round($estimates[1].Value, 9) | Should -Be ([math]::Round(250 / 3 * 0.4 / ((40 / 150 + 20 / 110) / 2), 9))
        [math]::Round($estimates[2].Value, 9) | Should -Be ([math]::Round(250 / 3 * 0.4 * 0.75 / ([math]::Pow(1.1, 1 / 12) - 0.75), 9))
        $estimates.MarginBasis | Sort-Object -Unique | Should -Be 'Cost'
        $estimates[0].Periods, $estimates[0].FirstPeriod, $estimates[0].LastPeriod, $estimates[0].Unit | Should -Be 2, '2024-02', '2024-03', 'Month'
        $estimates[0].Value | Should -BeOfType [decimal]
        $estimates[0].Churn | Should -BeOfType [double]
    }

    It 'takes <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Measure-CustomerValue $orders -AsOf 2024-04-01 -Method ArpaOverChurn -Margin 0.4 } }
        @{ Way = 'rows'; Script = { Import-Csv $orders | Measure-CustomerValue -AsOf 2024-04-01 -Method ArpaOverChurn -Margin 0.4 } }
        @{ Way = 'entries'; Script = { $months | Get-CustomerLedger | Measure-CustomerValue -Method ArpaOverChurn -Margin 0.4 } }
        @{ Way = 'entries from a CSV'; Script = { $months | Get-CustomerLedger | Export-Csv "$TestDrive/ledger.csv"; Import-Csv "$TestDrive/ledger.csv" | Measure-CustomerValue -Method ArpaOverChurn -Margin 0.4 } }
    ) {
        $expected = $months | Measure-CustomerValue -Method ArpaOverChurn -Margin 0.4 | Select-Object * -ExcludeProperty TimeZone | ConvertTo-Json
        & $Script | Select-Object * -ExcludeProperty TimeZone | ConvertTo-Json | Should -Be $expected
    }

    It 'answers for each group, with its own margin' {
        $estimates = $months | Measure-CustomerValue -Method ArpaOverChurn -GroupBy shop
        $estimates.Group | Should -Be 'store', 'web'
        $estimates[0].Churn, $estimates[0].Periods | Should -Be 1, 1
        # On the web nobody was lost, which has no limit and is neither zero nor infinite.
        $estimates[1].Value, $estimates[1].High | Should -Be $null, $null
        $estimates[1].Low | Should -BeGreaterThan 0
        $estimates[1].Reason | Should -BeLike 'no customer was lost*'
    }

    It 'knows the rule Window' {
        $estimate = $months | Measure-CustomerValue -Method ArpaOverChurn -ActivityRule Window -WindowDays 20 -Last 2
        $estimate.ActivityRule, $estimate.WindowDays, $estimate.Opening | Should -Be 'Window', 20, 0
        $estimate.Reason | Should -Not -BeNullOrEmpty
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'DiscountRateMissing'; Script = { $months | Measure-CustomerValue -Method MarginMultiple } }
        @{ Id = 'MarginMultipleMissing'; Script = { $months | Measure-CustomerValue -Method ArpaOverChurn -DiscountRate 0.1 } }
        @{ Id = 'MarginGrowthInvalid'; Script = { $months | Measure-CustomerValue -Method MarginMultiple -DiscountRate 0.1 -MarginGrowth 3 } }
        @{ Id = 'ValueMethodMissing'; Script = { $months | Measure-CustomerValue -Period Quarter } }
        @{ Id = 'ValueMethodMissing'; Script = { $months | Measure-CustomerValue -Margin 0.4 } }
        @{ Id = 'WindowDaysMissing'; Script = { $months | Measure-CustomerValue -Method ArpaOverChurn -ActivityRule Window } }
        @{ Id = 'LedgerAlreadyMade'; Script = { $months | Get-CustomerLedger | Measure-CustomerValue -Method ArpaOverChurn -AsOf 2024-03-01 } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'completes the names of methods' {
        $line = 'Measure-CustomerValue ./orders.csv -Method Arpa'
        ([Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText | Should -Be 'ArpaOverChurn', 'ArpaOverNetRevenueChurn'
    }

    It 'shows every figure in full on 120 columns' {
        $shown = $months | Measure-CustomerValue -Method ArpaOverChurn, ArpaOverNetRevenueChurn -GroupBy shop | Out-String -Width 120
        $shown | Should -BeLike '*Method*Group*Value*Low*High*Arpa*Churn*Margin*Periods*Unit*Reason*'
        $shown | Should -Not -Match '…'
        $months | Measure-CustomerValue -Method ArpaOverChurn | Out-String -Width 120 | Should -BeLike '*133.33*83.33*25.00*%*Cost*'
    }
}

Describe 'Published data' {
    It 'of CDNOW sum to the table, from <Way>' -Skip:$noCdnow -ForEach @(
        @{ Way = '-Path'; Script = { Measure-CustomerValue (Get-PublishedData 'cdnow_sample.csv') -AsOf 1998-07-01 } }
        @{ Way = 'Import-Csv'; Script = { Import-Csv (Get-PublishedData 'cdnow_sample.csv') | Measure-CustomerValue -AsOf 1998-07-01 } }
    ) {
        $found = & $Script
        $found.Count | Should -Be 2357
        $sum = 0d
        $found.Net | ForEach-Object { $sum += $_ }
        $sum | Should -Be (Import-CustomerTransaction (Get-PublishedData 'cdnow_sample.csv') -AsOf 1998-07-01).Amount
        # The repeat purchase days of the first 39 weeks.
        $early = Measure-CustomerValue (Get-PublishedData 'cdnow_sample.csv') -AsOf 1997-10-01
        ($early.PurchaseDays | Measure-Object -Sum).Sum - $early.Count | Should -Be 2457
    }

    It 'of an RFM package have its customers, orders and revenue' -Skip:$noOrders {
        $orders = Import-CustomerTransaction (Get-PublishedData 'rfm_data_orders.csv')
        $orders.Customers, $orders.Rows, $orders.Amount | Should -Be 995, 4906, 464158
        $orders.Columns['Date'], $orders.Columns['Amount'] | Should -Be 'order_date', 'revenue'
    }
}
