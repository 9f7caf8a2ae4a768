#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Renewal rates as they are typed. What each figure is, against the rows, is tested in Engine.Tests/Renewals.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $path = New-TestFile "$TestDrive/contracts.csv" @(
        'customer,start,end,mrr,plan,contract'
        'A,2024-01-10,2025-01-10,100.00,plus,1'
        'A,2025-01-10,2026-01-10,120.00,plus,1'
        'B,2024-01-15,2025-01-15,80.00,basic,1'
        'B,2024-12-20,2025-12-20,60.00,basic,2'
        'C,2024-01-20,2025-01-20,200.00,plus,1'
        'F,2023-03-05,2025-03-05,90.00,plus,1'
        'F,2025-03-05,,99.00,plus,1'
    )
    $contracts = Import-CustomerSubscription $path -TimeZone UTC -AsOf 2025-04-01 -GraceDays 30 -GroupColumn plan, contract
    $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')

    function Format-Rate {
        process { "$($_.Period) $($_.Group) $($_.Opportunities) $($_.Renewed) $($_.Lost) $($_.Undecided) $($_.OldValue.ToString('0.##', [cultureinfo]::InvariantCulture)) $($_.NewValue.ToString('0.##', [cultureinfo]::InvariantCulture))" }
    }
}

Describe 'Get-RenewalRate' {
    It 'gives one object for each period' {
        $contracts | Get-RenewalRate | Format-Rate | Should -Be '2025-01  3 2 1 0 380 180', '2025-02  0 0 0 0 0 0', '2025-03  1 0 0 1 0 0'
        ($contracts | Get-RenewalRate).Check | Sort-Object -Unique | Should -Be 0
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'Period', 'Start', 'End', 'Group', 'IsComplete', 'Opportunities', 'Renewed', 'Lost', 'Undecided', 'UndecidedRenewed', 'Rate', 'Low', 'High'
        ($contracts | Get-RenewalRate)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'adds up over groups' {
        $grouped = $contracts | Get-RenewalRate -Period Year -GroupBy plan
        $grouped | Format-Rate | Should -Be '2025 basic 1 1 0 0 80 60', '2025 plus 3 1 1 1 300 120'
    }

    It 'has no rate while nothing is decided' {
        $march = $contracts | Get-RenewalRate -Last 1
        $null -eq $march.Rate | Should -BeTrue
        $march.UndecidedRenewed, $march.IsComplete, $march.Reason | Should -Be 1, $false, 'the grace is over for no term yet'
        ($contracts | Get-RenewalRate -Last 1 -AsOf 2025-04-05).Rate | Should -Be $null
        ($contracts | Get-RenewalRate -AsOf 2025-04-05 | Where-Object Period -EQ 2025-03).Rate | Should -Be 1
    }

    It 'takes another grace, and tells contracts apart' {
        ($contracts | Get-RenewalRate -GraceDays 0 -Last 1).GraceDays | Should -Be 0
        $contracts | Get-RenewalRate -ContractColumn contract -Until 2025-02-01 | Format-Rate | Should -Be '2025-01  3 1 2 0 380 120'
    }

    It 'tells why terms were lost and renewed' {
        $why = @{ customer = 'C'; date = '2025-01-18'; reason = 'Price'; direction = 'Out' }, @{ customer = 'B'; date = '2024-12-20'; reason = 'Support'; direction = 'Stay' }
        $january = $contracts | Get-RenewalRate -Reason $why -Until 2025-02-01
        $january.Reasons | ForEach-Object { "$($_.Outcome) $($_.Reason) $($_.Opportunities) $($_.OldValue)" } | Should -Be 'Lost Price 1 200', 'Renewed (no reason recorded) 1 100', 'Renewed Support 1 80'
        ($contracts | Get-RenewalRate)[0].Reasons | Should -BeNullOrEmpty
    }

    It 'warns of reasons of other directions' {
        $null = $contracts | Get-RenewalRate -Reason @{ customer = 'C'; date = '2025-01-18'; reason = 'Ad'; direction = 'In' } -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*direction Out*Stay*'
    }

    It 'answers <Way>' -ForEach @(
        @{ Way = 'a table'; Script = { Import-CustomerTransaction $orders -AsOf 2026-01-01 | Get-RenewalRate -TermDays 90 -GraceDays 30 -Period Quarter } }
        @{ Way = 'a path'; Script = { Get-RenewalRate $orders -TermDays 90 -GraceDays 30 -Period Quarter -AsOf 2026-01-01 } }
        @{ Way = 'rows'; Script = { Import-Csv $orders | Get-RenewalRate -TermDays 90 -GraceDays 30 -Period Quarter -AsOf 2026-01-01 } }
        @{ Way = 'a database'; Script = { Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$([IO.Path]::ChangeExtension($orders, 'db'))" -Table orders -AsOf 2026-01-01 | Get-RenewalRate -TermDays 90 -GraceDays 30 -Period Quarter } }
    ) {
        $lines = & $Script
        $lines.Count | Should -BeGreaterThan 3
        $lines | ForEach-Object { $_.Renewed + $_.Lost + $_.Undecided - $_.Opportunities } | Sort-Object -Unique | Should -Be 0
        $lines | Format-Rate | Should -Be (Get-RenewalRate $orders -TermDays 90 -GraceDays 30 -Period Quarter -AsOf 2026-01-01 | Format-Rate)
    }

    It 'goes by the gaps of each customer in <Way>' -ForEach @(
        @{ Way = 'a table'; Script = { Import-CustomerTransaction $orders -AsOf 2026-01-01 | Get-RenewalRate -GapFactor 2 -Period Quarter } }
        @{ Way = 'a database'; Script = { Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$([IO.Path]::ChangeExtension($orders, 'db'))" -Table orders -AsOf 2026-01-01 | Get-RenewalRate -GapFactor 2 -Period Quarter } }
    ) {
        $lines = & $Script
        $new = (Get-CustomerLedger $orders -Period Quarter -AsOf 2026-01-01 | Measure-Object New -Sum).Sum
        ($lines | Measure-Object WithoutExpectation -Sum).Sum | Should -Be $new
        $lines | ForEach-Object { "$($_.GapFactor) $($_.TermDays) $($_.GraceDays) $($_.Check)" } | Sort-Object -Unique | Should -Be '2  0 0'
        $members = $lines[-1] | Get-CustomerMember
        foreach ($outcome in 'Renewed', 'Lost', 'Undecided') {
            @($members | Where-Object Outcome -EQ $outcome).Count | Should -Be $lines[-1].$outcome
        }

        $lines[-1] | ConvertTo-Json | ConvertFrom-Json | Get-CustomerMember -Source (Import-CustomerTransaction $orders -AsOf 2026-01-01) | ForEach-Object { "$_" } | Sort-Object | Should -Be ($members | ForEach-Object { "$_" } | Sort-Object)
        $lines[-1] | Format-Table | Out-String | Should -BeLike '*NoTerm*'
    }

    It 'warns of rows that end only with a cancellation' {
        $cancelled = New-TestFile "$TestDrive/cancelled.csv" 'customer,start,end,mrr', 'A,2024-01-01,2024-05-10,10', 'B,2024-01-01,,10'
        $null = Import-CustomerSubscription $cancelled -TimeZone UTC -AsOf 2025-01-01 | Get-RenewalRate -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -BeLike '*only when the customer cancels*Get-ChurnRate*'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'RenewalRuleMissing'; Script = { Get-RenewalRate $orders }; Remedy = '*-TermDays 365 -GraceDays 30*' }
        @{ Id = 'RenewalRuleMissing'; Script = { Get-RenewalRate $orders -TermDays 365 }; Remedy = '*-GraceDays*' }
        @{ Id = 'TermDaysInvalid'; Script = { Get-RenewalRate $orders -TermDays -1 -GraceDays 30 }; Remedy = '*36525*' }
        @{ Id = 'GapFactorInvalid'; Script = { Get-RenewalRate $orders -GapFactor 0.5 }; Remedy = '*from 1 to 100*' }
        @{ Id = 'GapFactorOfTerms'; Script = { $contracts | Get-RenewalRate -GapFactor 2 }; Remedy = '*Leave out*' }
        @{ Id = 'RenewalRuleTwice'; Script = { Get-RenewalRate $orders -GapFactor 2 -TermDays 30 }; Remedy = '*one of them*' }
        @{ Id = 'GraceDaysInvalid'; Script = { Get-RenewalRate $orders -TermDays 30 -GraceDays ([int]::MaxValue) }; Remedy = '*3660*' }
        @{ Id = 'TermDaysOfTerms'; Script = { $contracts | Get-RenewalRate -TermDays 30 }; Remedy = '*Leave out*' }
        @{ Id = 'ContractColumnOfTransactions'; Script = { Get-RenewalRate $orders -TermDays 30 -GraceDays 5 -ContractColumn amount }; Remedy = '*Leave out*' }
        @{ Id = 'GroupColumnUnknown'; Script = { $contracts | Get-RenewalRate -GroupBy moon }; Remedy = '*-GroupColumn*' }
        @{ Id = 'GroupColumnUnknown'; Script = { $contracts | Get-RenewalRate -ContractColumn moon }; Remedy = '*-GroupColumn*' }
        @{ Id = 'LastInvalid'; Script = { $contracts | Get-RenewalRate -Last 0 }; Remedy = '*from 1 on*' }
        @{ Id = 'AsOfInvalid'; Script = { $contracts | Get-RenewalRate -AsOf 9999-06-01 }; Remedy = '*9998*' }
    ) {
        $failure = { & $Script } | Should -Throw -ErrorId "$Id,*" -PassThru
        $failure.ErrorDetails.RecommendedAction | Should -BeLike $Remedy
    }

    It 'fits a console' {
        $lines = ($contracts | Get-RenewalRate -GroupBy plan | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ }
        $lines.Count | Should -Be 8
        $lines[0] | Should -BeLike 'Period*Group*Renewed*Lost*Undecided*Rate*'
    }
}

Describe 'Get-CustomerMember of a renewal rate' {
    It 'gives the terms, and what became of them' {
        $contracts | Get-RenewalRate -Period Quarter | Get-CustomerMember | ForEach-Object { "$($_.CustomerId) $($_.Outcome) $($_.RenewedOn ? $_.RenewedOn.ToString('yyyy-MM-dd') : '')" } |
            Should -Be 'A Renewed 2025-01-10', 'B Renewed 2024-12-20', 'C Lost ', 'F Undecided 2025-03-05'
    }

    It 'finds them again after <Way>' -ForEach @(
        @{ Way = 'a file'; Script = { $_ | Export-Csv "$TestDrive/rates.csv"; Import-Csv "$TestDrive/rates.csv" } }
        @{ Way = 'JSON'; Script = { $_ | ConvertTo-Json | ConvertFrom-Json } }
        @{ Way = 'a job'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } }
    ) {
        foreach ($rate in $contracts | Get-RenewalRate -GroupBy plan -ContractColumn contract) {
            $back = $rate | ForEach-Object $Script
            ($back | Get-CustomerMember -Source $contracts | ForEach-Object { "$_" }) | Should -Be ($rate | Get-CustomerMember | ForEach-Object { "$_" })
            (Get-Failure { $back | Get-CustomerMember }).Id | Should -Be 'SourceMissing'
        }
    }

    It 'has no movements' {
        $failure = Get-Failure { ($contracts | Get-RenewalRate)[0] | Get-CustomerMember Lost }
        $failure.Id | Should -Be 'MovementOfRenewal'
        $failure.Remedy | Should -BeLike '*Outcome*'
    }

    It 'refuses a rate whose <Property> is <Value>' -ForEach @(
        @{ Property = 'Start'; Value = 'x' }
        @{ Property = 'Unit'; Value = 'Moon' }
        @{ Property = 'GraceDays'; Value = -1 }
        @{ Property = 'GraceDays'; Value = '' }
        @{ Property = 'TermDays'; Value = 1.5 }
        @{ Property = 'AsOf'; Value = '' }
    ) {
        $rate = ($contracts | Get-RenewalRate)[0] | Select-Object *
        $rate.$Property = $Value
        $failure = Get-Failure { $rate | Get-CustomerMember -Source $contracts }
        $failure.Id, $failure.Category | Should -Be 'RenewalRateInvalid', 'InvalidData'
    }
}
