#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Movements as they are typed. What each figure is, against the ledger, is tested in Engine.Tests/Moves.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = New-TestFile "$TestDrive/rows.csv" 'customer_id,date,amount,region', 'A,2024-01-05,50,north', 'A,2024-02-05,150,south', 'B,2024-01-06,120,north', 'B,2024-02-06,20,north', 'C,2024-01-07,30,south', 'D,2024-02-08,300,south'
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-03-01 -GroupColumn region
    $tiers = @{ Gold = 100; Bronze = 0 }

    function Format-Move {
        process { "$($_.From)>$($_.To) $($_.Direction) $($_.Customers)/$($_.FromCustomers) $($_.OpeningValue) $($_.ClosingValue)" }
    }
}

Describe 'Get-CustomerMigration' {
    It 'answers <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Get-CustomerMigration $rows -AsOf 2024-03-01 -Tier $tiers -Last 1 } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Get-CustomerMigration -AsOf 2024-03-01 -Tier $tiers -Last 1 } }
        @{ Way = 'a table'; Script = { $table | Get-CustomerMigration -Tier $tiers -Last 1 } }
    ) {
        & $Script | Format-Move | Should -Be 'Gold>Bronze Down 1/1 120 20', 'Bronze>Gold Up 1/2 50 150', 'Bronze>(lost) Lost 1/2 30 0', '(new)>Gold New 1/1 0 300'
    }

    It 'goes by the groups of a column' {
        $table | Get-CustomerMigration -GroupBy region -Last 1 | Format-Move | Should -Be 'north>north Same 1/2 120 20', 'north>south Moved 1/2 50 150', 'south>(lost) Lost 1/1 30 0', '(new)>south New 1/1 0 300'
    }

    It 'sums up' {
        $lines = $table | Get-CustomerMigration -Tier $tiers -Last 1 -Summary
        $lines | Should -BeOfType ([CustomerMetrics.CustomerMoveSummary])
        $lines | ForEach-Object { "$($_.Direction) $($_.Customers) $($_.Change)" } | Should -Be 'Up 1 100', 'Same 0 0', 'Down 1 -100', 'New 1 300', 'Returned 0 0', 'Lost 1 -30', 'Dormant 0 0'
    }

    It 'lays people out as a matrix' {
        $lines = $table | Get-CustomerMigration -Tier $tiers -Last 1 -AsMatrix
        $lines.From | Should -Be 'Gold', 'Bronze', '(new)', '(dormant)'
        $lines[1].PSObject.Properties.Name | Should -Be 'Period', 'From', 'Gold', 'Bronze', '(lost)', '(dormant)'
        $lines[1].PSObject.Properties.Value | Should -Be '2024-02', 'Bronze', 1, 0, 1, 0
    }

    It 'values customers' {
        $values = $table | Get-CustomerMigration -Tier $tiers -Value -DiscountRate 0 -Horizon '1 month' -RevenueByGroup @{ Gold = 100; Bronze = '10' }
        $values | Should -BeOfType ([CustomerMetrics.CustomerMoveValue])
        $values | ForEach-Object { "$($_.Group) $($_.Customers) $($_.Value) $($_.NextGroup) $($_.NextValue)" } | Should -Be 'Gold 1 110  ', 'Bronze 2 60 Gold 50', '(dormant) 0 0  '
        ($table | Get-CustomerMigration -Tier $tiers -Value -DiscountRate 0.1)[0].Horizon | Should -Be 'infinite'
    }

    It 'tells the customers behind a cell' {
        $cells = $table | Get-CustomerMigration -Tier $tiers -Last 1
        $cells[1] | Get-CustomerMember | ForEach-Object { "$($_.CustomerId) $($_.From) $($_.To) $($_.Change)" } | Should -Be 'A Bronze Gold 100'
        (Get-Failure { $cells[1] | Get-CustomerMember Lost }).Id | Should -Be 'MovementOfMove'
        (Get-Failure { $cells[1] | ConvertTo-Csv | ConvertFrom-Csv | Get-CustomerMember }).Id | Should -Be 'MoveCellCopied'
    }

    It 'refuses <Id>: <Name>' -ForEach @(
        @{ Id = 'MoveGroupsMissing'; Name = 'nothing to move between'; With = @{} }
        @{ Id = 'GroupedTwice'; Name = 'two divisions'; With = @{ GroupBy = 'region'; Tier = @{ Gold = 1 } } }
        @{ Id = 'MoveOutputTwice'; Name = 'two answers'; With = @{ Tier = @{ Gold = 1 }; Summary = $true; AsMatrix = $true } }
        @{ Id = 'MoveValueMissing'; Name = 'a horizon of nothing'; With = @{ Tier = @{ Gold = 1 }; Horizon = '1 month' } }
        @{ Id = 'DiscountRateMissing'; Name = 'a value without a rate'; With = @{ Tier = @{ Gold = 1 }; Value = $true } }
        @{ Id = 'DiscountRateInvalid'; Name = 'all time for nothing'; With = @{ Tier = @{ Gold = 1 }; Value = $true; DiscountRate = 0 } }
        @{ Id = 'HorizonInvalid'; Name = 'half a quarter'; With = @{ Tier = @{ Gold = 1 }; Value = $true; DiscountRate = 0.1; Period = 'Quarter'; Horizon = '4 months' } }
        @{ Id = 'StateRevenueInvalid'; Name = 'words for money'; With = @{ Tier = @{ Gold = 1 }; Value = $true; DiscountRate = 0.1; RevenueByGroup = @{ Gold = 'much' } } }
    ) {
        (Get-Failure { $table | Get-CustomerMigration @With }).Id | Should -Be $Id
    }

    It 'fits the screen' {
        foreach ($with in @{}, @{ Summary = $true }, @{ AsMatrix = $true }, @{ Value = $true; DiscountRate = 0.1 }) {
            $screen = $table | Get-CustomerMigration -Tier $tiers @with | Out-String -Width 120
            $screen | Should -Not -BeNullOrEmpty
            ($screen -split "`r?`n" | ForEach-Object TrimEnd | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        }
    }
}
