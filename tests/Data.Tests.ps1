#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $noCdnow = -not (Get-PublishedData 'cdnow_sample.csv')
    $noOrders = -not (Get-PublishedData 'rfm_data_orders.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $clean = New-TestFile "$TestDrive/clean.csv" 'customer_id,date,amount', 'A,2024-01-01,10', 'B,2024-02-01,5.5'
    $doubtful = New-TestFile "$TestDrive/doubtful.csv" @(
        'customer_id,date,amount,currency'
        'B,2024-05-10,50,EUR'
        'A,2024-01-05,100,EUR'
        'B,2024-05-10,50,EUR'
        'a,2024-02-05,80,EUR'
        'C,2024-05-11,-20,EUR'
        'B,2999-01-01,7,EUR'
    )
}

Describe 'Test-CustomerData' {
    It 'says when there is nothing to say' {
        $found = Test-CustomerData $clean
        @($found).Count, $found.Check, $found.Severity, $found.Count, $found.Amount | Should -Be 1, 'None', 'Information', 0, 0
        $found.Message | Should -Be 'Nothing doubtful found in 2 rows.'
        $found | Should -BeOfType ([CustomerMetrics.CustomerDataFinding])
    }

    It 'tells checks, counts, money and row numbers' {
        $found = Test-CustomerData $doubtful -WarningAction SilentlyContinue
        $found.Check | Should -Be 'FutureDate', 'Duplicate', 'IdVariant', 'RefundWithoutSale'
        $found.Severity | Should -Be 'Error', 'Warning', 'Warning', 'Warning'
        $found | ForEach-Object Count | Should -Be 1, 1, 1, 1
        $found.Amount | Should -Be 7, 50, 80, -20
        $found | ForEach-Object { $_.Examples -join ' ' } | Should -Be '6', '3', '4', '5'
        $found[1].Share | Should -Be 0.2
        $found.Currency | Sort-Object -Unique | Should -Be 'EUR'
        $found.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'numbers rows as Import-Csv reads them, over files and past rejected rows' {
        $paths = 1..2 | ForEach-Object { New-TestFile "$TestDrive/part$_.csv" 'customer_id,date,amount', "x$_,someday,1", 'A,2024-01-01,10', '', "y$_,2024-01-01,5" }
        $found = Import-CustomerTransaction $paths -BadRow Skip | Test-CustomerData
        $found.Check | Should -Be 'RejectedRow', 'Duplicate'
        $rows = $paths | Import-Csv
        $rows[$found[1].Examples[0] - 1].customer_id, $found[1].Examples[0] | Should -Be 'A', 5
    }

    It 'shows no customer id' {
        $ids = 'Zorro-1', 'ZORRO-1'
        $path = New-TestFile "$TestDrive/ids.csv" 'customer_id,date,amount', "$($ids[0]),2024-01-01,10", "$($ids[1]),2024-02-01,-10"
        Test-CustomerData $path | Format-List | Out-String | Should -Not -BeLike '*zorro*'
    }

    It 'sees what the as-of date leaves' {
        (Test-CustomerData $doubtful -AsOf 2024-02-01).Check | Should -Be 'FutureDate', 'AfterAsOf'
        (Import-CustomerTransaction $doubtful -AsOf 2024-02-06 | Test-CustomerData).Check | Should -Be 'FutureDate', 'IdVariant', 'AfterAsOf'
    }

    It 'compares severities in their order' {
        @(Test-CustomerData $doubtful -WarningAction SilentlyContinue | Where-Object Severity -ge Warning).Count | Should -Be 4
        Test-CustomerData $clean | Where-Object Severity -ge Warning | Should -BeNullOrEmpty
    }

    It 'keeps the properties that scripts rely on, in their order' {
        (Test-CustomerData $clean).PSObject.Properties.Name | Should -Be 'Check', 'Severity', 'Count', 'Amount', 'Share', 'Examples', 'Message', 'Remedy', 'AsOf', 'Currency'
    }

    It 'finds the late start of CDNOW and no more' -Skip:$noCdnow {
        $found = Test-CustomerData (Get-PublishedData 'cdnow_sample.csv') -AsOf 1998-07-01
        $found.Check | Should -Be 'Duplicate', 'LeftEdge'
        $found.Severity | Sort-Object -Unique | Should -Be 'Information'
        $found | ForEach-Object Count | Should -Be 21, 759
    }

    It 'finds the one order that is two years too old' -Skip:$noOrders {
        $found = Test-CustomerData (Get-PublishedData 'rfm_data_orders.csv')
        $found.Check, $found.Count, $found.Amount, $found.Examples[0] | Should -Be 'StrayDate', 1, 178, 4034
        (Import-Csv (Get-PublishedData 'rfm_data_orders.csv'))[4033].order_date | Should -Be '2001-10-29'
    }
}
