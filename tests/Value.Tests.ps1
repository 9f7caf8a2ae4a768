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
