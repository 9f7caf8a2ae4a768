#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')

    function Get-Line {
        param([Parameter(ValueFromPipeline)] $Row)
        process { [string]::Join(',', $Row.CustomerId, $Row.Date.ToString('yyyy-MM-dd', [cultureinfo]::InvariantCulture), $Row.Amount.ToString([cultureinfo]::InvariantCulture)) }
    }
}

Describe 'New-CustomerSample' {
    It 'begins as the bundled sample does' {
        $bundled = Get-Content -LiteralPath (Join-Path $PSScriptRoot '../docs/samples/orders.csv') -TotalCount 21 | Select-Object -Skip 1
        New-CustomerSample | Select-Object -First 20 | Get-Line | Should -Be $bundled
    }

    It 'draws the same rows for the same seed' {
        $first = New-CustomerSample -Customers 50 -Seed 7 | Get-Line
        New-CustomerSample -Customers 50 -Seed 7 | Get-Line | Should -Be $first
        New-CustomerSample -Customers 50 -Seed 8 | Get-Line | Should -Not -Be $first
    }

    It 'keeps the first customers when there are more' {
        $few = New-CustomerSample -Customers 10 | Get-Line
        New-CustomerSample -Customers 40 | Where-Object CustomerId -le 'C00010' | Get-Line | Should -Be $few
    }

    It 'draws typed rows in the order of time, within its days' {
        $rows = New-CustomerSample -Customers 30 -Start 2020-02-01 -End 2020-08-01
        $rows[0].Date | Should -BeOfType [datetime]
        $rows[0].Amount | Should -BeOfType [decimal]
        $rows.Date | Should -Be ($rows.Date | Sort-Object)
        $rows[0].Date | Should -BeGreaterOrEqual ([datetime]'2020-02-01')
        $rows[-1].Date | Should -BeLessThan ([datetime]'2020-08-01')
        ($rows.CustomerId | Sort-Object -Unique).Count | Should -Be 30
    }

    It 'refunds as it is told' {
        (New-CustomerSample -Customers 50 -RefundShare 0).Amount | Where-Object { $_ -lt 0 } | Should -BeNullOrEmpty
        (New-CustomerSample -Customers 50 -RefundShare 1).Amount | Where-Object { $_ -lt 0 } | Should -Not -BeNullOrEmpty
    }

    It 'does not depend on the culture of the session' {
        $culture = [cultureinfo]::CurrentCulture
        $null = New-CustomerSample "$TestDrive/invariant.csv" -Customers 20
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $null = New-CustomerSample "$TestDrive/german.csv" -Customers 20
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        (Get-FileHash "$TestDrive/german.csv").Hash | Should -Be (Get-FileHash "$TestDrive/invariant.csv").Hash
    }
}

Describe 'A sample in a file' {
    It 'holds the rows that are drawn, and tells of itself' {
        $sample = New-CustomerSample -Path TestDrive:/sample.csv -Customers 25 -Seed 3
        $drawn = New-CustomerSample -Customers 25 -Seed 3
        $sample.Path | Should -Be (Join-Path $TestDrive 'sample.csv')
        $sample.Rows | Should -Be $drawn.Count
        $sample.Process.Seed, $sample.Process.Customers | Should -Be 3, 25
        Get-Content -LiteralPath "$TestDrive/sample.csv" | Should -Be (@('customer_id,date,amount') + ($drawn | Get-Line))
    }

    It 'gives the ledger of the rows' {
        $null = New-CustomerSample "$TestDrive/ledger.csv" -Customers 40 -Start 2022-01-01 -End 2023-01-01
        $fromRows = New-CustomerSample -Customers 40 -Start 2022-01-01 -End 2023-01-01 | Get-CustomerLedger -Period Quarter -AsOf 2023-01-01
        $fromRows.Count | Should -Be 4
        $fromRows | ConvertTo-Json | Should -Be (Get-CustomerLedger "$TestDrive/ledger.csv" -Period Quarter -AsOf 2023-01-01 | ConvertTo-Json)
        ($fromRows | Measure-Object New -Sum).Sum | Should -Be 40
    }

    It 'goes on to the next cmdlet by its path' {
        (New-CustomerSample "$TestDrive/next.csv" -Customers 5).Path | Import-CustomerTransaction | ForEach-Object Customers | Should -Be 5
    }

    It 'is not written under -WhatIf' {
        New-CustomerSample "$TestDrive/whatif.csv" -Customers 3 -WhatIf | Should -BeNullOrEmpty
        Test-Path -LiteralPath "$TestDrive/whatif.csv" | Should -BeFalse
    }

    It 'is kept by -NoClobber and replaced otherwise' {
        $file = New-TestFile "$TestDrive/kept.csv" 'old'
        (Get-Failure { New-CustomerSample $file -Customers 3 -NoClobber }).Id | Should -Be 'FileExists'
        Get-Content -Raw -LiteralPath $file | Should -Be 'old'
        $null = New-CustomerSample $file -Customers 3
        Get-Content -LiteralPath $file -TotalCount 1 | Should -Be 'customer_id,date,amount'
    }

    It 'replaces a read-only file with -Force alone' {
        $file = New-TestFile "$TestDrive/readonly.csv" 'old'
        Set-ItemProperty -LiteralPath $file -Name IsReadOnly -Value $true
        try {
            (Get-Failure { New-CustomerSample $file -Customers 3 }).Id | Should -Be 'FileIsReadOnly'
            (New-CustomerSample $file -Customers 3 -Force).Rows | Should -BeGreaterThan 0
        }
        finally {
            Set-ItemProperty -LiteralPath $file -Name IsReadOnly -Value $false
        }
    }
}
