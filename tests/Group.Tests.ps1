#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Groups as they are typed. What each figure is, against the rows, is tested in Engine.Tests/Groups.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = New-TestFile "$TestDrive/rows.csv" 'customer_id,date,amount,cost,region', 'A,2024-01-05,100,40,north', 'A,2024-02-05,50,10,south', 'B,2024-01-10,30,40,north', 'C,2024-02-20,200,50,south'
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-03-01 -CostColumn cost -GroupColumn region

    function Format-Group {
        process { "$($_.Period) $($_.Group) $($_.Customers) $($_.Orders) $($_.Revenue) $($_.Profit)" }
    }

    $regions = ' north 1 1 30 ', ' south 2 3 350 ', ' (all) 3 4 380 '
}

Describe 'Measure-CustomerGroup' {
    It 'answers <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Measure-CustomerGroup $rows -AsOf 2024-03-01 -GroupBy region } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Measure-CustomerGroup -AsOf 2024-03-01 -GroupBy region } }
        @{ Way = 'a file'; Script = { Get-Item $rows | Measure-CustomerGroup -AsOf 2024-03-01 -GroupBy region } }
    ) {
        & $Script | Format-Group | Should -Be $regions
    }

    It 'tells profit where cost is known' {
        $table | Measure-CustomerGroup -GroupBy region | Format-Group | Should -Be ' north 1 1 30 -10', ' south 2 3 350 250', ' (all) 3 4 380 240'
        ($table | Measure-CustomerGroup -GroupBy region)[-1].Margin | Should -Be (240 / 380)
    }

    It 'cuts the time into periods' {
        $table | Measure-CustomerGroup -Period Month | Format-Group | Should -Be '2024-01 (all) 2 2 130 50', '2024-02 (all) 2 2 250 190'
        $table | Measure-CustomerGroup -Period Month -Last 1 | Format-Group | Should -Be '2024-02 (all) 2 2 250 190'
        $table | Measure-CustomerGroup -Since 2024-02-01 | Format-Group | Should -Be ' (all) 2 2 250 190'
    }

    It 'takes tiers as <Way>' -ForEach @(
        @{ Way = 'a hashtable'; Tier = @{ Gold = 100; Bronze = 0 } }
        @{ Way = 'an ordered one'; Tier = [ordered]@{ Bronze = '0'; Gold = 100.0 } }
        @{ Way = 'objects'; Tier = [pscustomobject]@{ Tier = 'Gold'; From = 100 }, [pscustomobject]@{ Tier = 'Bronze'; From = '0' } }
    ) {
        $table | Measure-CustomerGroup -Tier $Tier | Format-Group | Should -Be ' Gold 2 3 350 250', ' Bronze 0 0 0 0', ' (below) 1 1 30 -10', ' (all) 3 4 380 240'
    }

    It 'refuses tiers without money' {
        { $table | Measure-CustomerGroup -Tier @{ Gold = 'much' } } | Should -Throw -ExpectedMessage "*'Gold' is no tier with a threshold of money*"
    }

    It 'divides by <By>' -ForEach @{ By = 'Segment'; Groups = 11 }, @{ By = 'Decile'; Groups = 11 } {
        $lines = @($table | Measure-CustomerGroup -By $By)
        $lines.Count | Should -Be $Groups
        $lines[-1].IsTotal, $lines[-1].Revenue, ($lines | Measure-Object Revenue -Sum).Sum | Should -Be $true, 380, 760
    }

    It 'takes the rules and cuts of segments' {
        $with = @{ By = 'Segment'; Cuts = @{ Recency = 20; Frequency = 2; Monetary = 100 }; Rule = @{ Segment = 'Big'; R = '*'; F = '*'; M = 2 }, @{ Segment = 'Small'; R = '*'; F = '*'; M = 1 } }
        $table | Measure-CustomerGroup @with | Format-Group | Should -Be ' Big 2 3 350 250', ' Small 1 1 30 -10', ' (all) 3 4 380 240'
    }

    It 'tells the customers behind a line' {
        $south = $table | Measure-CustomerGroup -GroupBy region | Where-Object Group -eq south | Get-CustomerMember
        $south | Should -BeOfType ([CustomerMetrics.GroupMember])
        $south | ForEach-Object { "$($_.CustomerId) $($_.Orders) $($_.Revenue) $($_.Cost) $($_.Profit)" } | Should -Be 'A 2 150 50 100', 'C 1 200 50 150'
        $line = ($table | Measure-CustomerGroup -By Decile)[0]
        ($line | Get-CustomerMember).CustomerId | Should -Be 'C'
        (Get-Failure { $line | Get-CustomerMember Lost }).Id | Should -Be 'MovementOfGroup'
        (Get-Failure { $line | ConvertTo-Csv | ConvertFrom-Csv | Get-CustomerMember }).Id | Should -Be 'GroupLineCopied'
    }

    It 'tells how profit is spread' {
        $whale = $table | Measure-CustomerGroup -Concentration
        $whale | Should -BeOfType ([CustomerMetrics.CustomerConcentration])
        $whale.Basis, $whale.Total, $whale.PeakAmount, $whale.Destroyed, $whale.Unprofitable | Should -Be 'Profit', 240, 250, 10, 1
        , $whale.Curve | Should -BeOfType ([CustomerMetrics.ConcentrationPoint[]])
        "$($whale.Curve.Amount)" | Should -Be '0 150 250 240'
        ($table | Measure-CustomerGroup -Concentration -RankBy Revenue).Basis | Should -Be 'Revenue'
        ($table | Measure-CustomerGroup -Concentration -GroupBy region).Group | Should -Be 'north', 'south'
    }

    It 'warns of an open period' {
        $null = $table | Measure-CustomerGroup -Period Year -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike '*2024 is open*'
    }

    It 'refuses <Id>: <Name>' -ForEach @(
        @{ Id = 'GroupOptionUnused'; Name = 'cuts of no segments'; With = @{ Cuts = @{ Recency = 1; Frequency = 1; Monetary = 1 } } }
        @{ Id = 'GroupOptionUnused'; Name = 'an order of nothing'; With = @{ RankBy = 'Revenue' } }
        @{ Id = 'GroupedTwice'; Name = 'two divisions'; With = @{ By = 'Decile'; GroupBy = 'region' } }
        @{ Id = 'TiersMissing'; Name = 'tiers without thresholds'; With = @{ By = 'Tier' } }
        @{ Id = 'LastNeedsPeriod'; Name = 'the last of what'; With = @{ Last = 1 } }
        @{ Id = 'ConcentrationOfGrouping'; Name = 'a curve of tenths'; With = @{ Concentration = $true; By = 'Decile' } }
    ) {
        (Get-Failure { $table | Measure-CustomerGroup @With }).Id | Should -Be $Id
    }

    It 'needs cost for profit' {
        (Get-Failure { Measure-CustomerGroup $rows -AsOf 2024-03-01 -Concentration -RankBy Profit }).Id | Should -Be 'BasisNeedsCost'
    }

    It 'fits the screen' {
        foreach ($screen in ($table | Measure-CustomerGroup -GroupBy region -Period Month | Out-String -Width 120), ($table | Measure-CustomerGroup -By Segment | Out-String -Width 120), ($table | Measure-CustomerGroup -Concentration | Out-String -Width 120)) {
            ($screen -split "`r?`n" | ForEach-Object TrimEnd | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        }
    }
}
