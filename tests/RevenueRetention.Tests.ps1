#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Retention of revenue as it is typed. What each figure is, against the rows, is tested in Engine.Tests/Metrics.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $path = New-TestFile "$TestDrive/subscriptions.csv" @(
        'customer,start,end,mrr,plan'
        'A,2024-01-10,2024-07-10,100.00,basic'
        'A,2024-07-10,,150.00,plus'
        'B,2024-02-01,2025-02-01,80.00,basic'
        'C,2024-03-15,,200.00,plus'
        'D,2025-01-20,,90.00,basic'
    )
    $subscriptions = Import-CustomerSubscription $path -TimeZone UTC -AsOf 2025-04-01 -GroupColumn plan
    $hand = [pscustomobject]@{ Period = 'hand'; Opening = 100; Lost = 10; Closing = 90; OpeningValue = 100; LostValue = 10; Contraction = 10; Expansion = 10; ClosingValue = 90 }
}

Describe 'Get-RevenueRetention' {
    It 'gives what is left of the money of a year before' {
        $february = $subscriptions | Get-RevenueRetention -Last 2 | Select-Object -First 1
        $february.Period, $february.BaseCustomers, $february.BaseValue, $february.Trailing | Should -Be '2025-02', 2, 180, 12
        [math]::Round($february.GrossRetention, 6), [math]::Round($february.NetRetention, 6) | Should -Be 0.555556, 0.833333
        [math]::Round($february.GrossChurn, 6) | Should -Be 0.153846
        $february.Check | Should -Be 0
    }

    It 'adds up in every period and group' {
        $all = $subscriptions | Get-RevenueRetention
        $grouped = $subscriptions | Get-RevenueRetention -GroupBy plan
        $grouped.Check | Sort-Object -Unique | Should -Be 0
        foreach ($period in $all) {
            $lines = $grouped | Where-Object Period -EQ $period.Period
            foreach ($name in 'OpeningValue', 'NewValue', 'Expansion', 'Contraction', 'LostValue', 'ReturnedValue', 'ClosingValue', 'Expanded', 'Contracted', 'Closing') {
                ($lines | Measure-Object $name -Sum).Sum | Should -Be $period.$name -Because "$name of $($period.Period)"
            }
        }
    }

    It 'gives the published example of gross and net churn' {
        $line = $hand | Get-RevenueRetention
        $line.GrossChurn, $line.NetChurn | Should -Be 0.2, 0.1
        $null -eq $line.NetRetention | Should -BeTrue
        $line.Reason | Should -BeLike '*pipe the source*'
    }

    It 'takes another base' {
        $lines = $subscriptions | Get-RevenueRetention -Trailing 3
        ($lines | Where-Object Period -EQ '2025-03').BaseValue | Should -Be 430
        $lines.Trailing | Sort-Object -Unique | Should -Be 3
    }

    It 'is the same from ledger entries, but for the trailing rates' {
        $names = 'Period', 'GrossChurn', 'NetChurn', 'QuickRatio', 'OpeningValue', 'ClosingValue', 'Expanded'
        $direct = $subscriptions | Get-RevenueRetention | Select-Object $names | ConvertTo-Json
        $subscriptions | Get-CustomerLedger | Get-RevenueRetention | Select-Object $names | ConvertTo-Json | Should -Be $direct
        $file = "$TestDrive/ledger.csv"
        $subscriptions | Get-CustomerLedger | Export-Csv $file
        Import-Csv $file | Get-RevenueRetention | Select-Object $names | ConvertTo-Json | Should -Be $direct
    }

    It 'leads to the customers behind a line' {
        $lost = $subscriptions | Get-RevenueRetention | Where-Object Lost | Get-CustomerMember Lost
        $lost.CustomerId, $lost.OpeningValue | Should -Be 'B', 80
        ($subscriptions | Get-RevenueRetention | Where-Object Expanded | Get-CustomerMember Expansion).CustomerId | Should -Be 'A'
    }

    It 'works on purchases' {
        $orders = Join-Path $PSScriptRoot '../docs/samples/orders.csv'
        $line = Get-RevenueRetention $orders -Period Year | Select-Object -Last 1
        $line.NetRetention | Should -BeGreaterThan $line.GrossRetention
        $line.NetRetentionLow | Should -BeLessThan $line.NetRetention
        $line.BaseValue | Should -Be $line.OpeningValue
    }

    It 'has no trailing rates under the rule Window, and says so' {
        $orders = Join-Path $PSScriptRoot '../docs/samples/orders.csv'
        $line = Get-RevenueRetention $orders -ActivityRule Window -WindowDays 180 -Period Quarter -Last 1
        $null -eq $line.NetRetention | Should -BeTrue
        $line.Reason | Should -BeLike '*Window*'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'TrailingInvalid'; Script = { $subscriptions | Get-RevenueRetention -Trailing 0 }; Remedy = '*12 months*' }
        @{ Id = 'TrailingWithoutSource'; Script = { $hand | Get-RevenueRetention -Trailing 3 }; Remedy = '*Pipe the source*' }
        @{ Id = 'LedgerAlreadyMade'; Script = { $hand | Get-RevenueRetention -Period Year }; Remedy = '*Get-CustomerLedger*' }
    ) {
        $failure = { & $Script } | Should -Throw -ErrorId "$Id,*" -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike $Remedy
    }

    It 'fits a console' {
        $lines = ($subscriptions | Get-RevenueRetention -Last 2 | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ }
        $lines.Count | Should -Be 4
        $lines[0] | Should -BeLike 'Period*GRR*NRR'
    }
}
