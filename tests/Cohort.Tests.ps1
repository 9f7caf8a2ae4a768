#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Cohorts as they are typed. What each cell is, against the rows, is tested in Engine.Tests/Cohorts.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = Convert-Path (Join-Path $PSScriptRoot 'data/cohorts/rows.csv')
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-04-01 -GroupColumn channel

    function Format-Cell {
        process { "$($_.Cohort) $($_.Group) $($_.Offset) $($_.Customers) $($_.Active) $($_.Revenue.ToString('0.##', [cultureinfo]::InvariantCulture)) $($_.Rate)" }
    }

    function Format-Screen {
        param([Parameter(ValueFromPipeline)] $InputObject)
        end { ($input | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ } }
    }
}

Describe 'Get-CustomerCohort' {
    It 'gives one object for each cohort and offset, then the average' {
        $table | Get-CustomerCohort | Format-Cell | Should -Be @(
            '2024-01  0 2 2 140 1', '2024-01  1 2 1 50 0.5', '2024-01  2 2 2 50 1'
            '2024-02  0 2 2 130 1', '2024-02  1 2 1 25 0.5'
            'All  0 4 4 270 1', 'All  1 4 2 75 0.5', 'All  2 2 2 50 1'
        )
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'Cohort', 'Offset', 'Customers', 'Active', 'Revenue', 'Rate', 'Low', 'High', 'IsComplete'
        ($table | Get-CustomerCohort)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'leaves a cell without a rate that is not over' {
        $cell = $table | Get-CustomerCohort -Offset Elapsed | Where-Object { $_.Cohort -eq '2024-02' -and $_.Offset -eq 1 }
        $cell.Active, $cell.IsComplete | Should -Be 1, $false
        $null -eq $cell.Rate | Should -BeTrue
        $cell.Reason | Should -Be 'the offset is over for nobody yet'
    }

    It 'takes brackets as they are typed' {
        $cells = $table | Get-CustomerCohort -Mode Bracket -Bracket 0, 1-2 -CohortBy channel | Where-Object -Not IsAverage
        $cells | ForEach-Object { "$($_.Cohort) $($_.Offset)-$($_.OffsetEnd) $($_.Active) $($_.Eligible)" } | Should -Be 'shop 0-0 2 2', 'shop 1-2 1 1', 'web 0-0 2 2', 'web 1-2 2 1'
    }

    It 'marks what is too early to tell' {
        $cells = $table | Get-CustomerCohort -Mode Rolling -Tail 1
        @($cells | Where-Object IsProvisional | Format-Cell) | Should -Be '2024-01  2 2 2 50 1', '2024-02  1 2 1 25 0.5'
        @($cells | Where-Object IsAverage | Format-Cell) | Should -Be 'All  0 4 4 395 1', 'All  1 2 2 100 1'
    }

    It 'splits cohorts by the group of the first day' {
        $table | Get-CustomerCohort -GroupBy channel -Last 2 | Where-Object { $_.Offset -eq 0 } | Format-Cell | Should -Be @(
            '2024-02 shop 0 1 1 80 1', '2024-02 web 0 1 1 50 1', 'All shop 0 1 1 80 1', 'All web 0 1 1 50 1'
        )
    }

    It 'knows what was before the range that it shows' {
        $table | Get-CustomerCohort -Since 2024-02-10 | Where-Object -Not IsAverage | Format-Cell | Should -Be '2024-02  0 2 2 130 1', '2024-02  1 2 1 25 0.5'
        $table | Get-CustomerCohort -Until 2024-02-01 | ForEach-Object Cohort | Sort-Object -Unique | Should -Be '2024-01', 'All'
    }

    It 'says that nobody came in the range' {
        $cells = $table | Get-CustomerCohort -Since 2024-03-01 -WarningVariable warnings -WarningAction SilentlyContinue
        $cells | Should -BeNullOrEmpty
        $warnings | Should -Be 'Nobody first came in the range asked for.'
    }

    It 'answers <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Get-CustomerCohort $rows -AsOf 2024-04-01 } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Get-CustomerCohort -AsOf 2024-04-01 } }
        @{ Way = 'a file'; Script = { Get-Item $rows | Get-CustomerCohort -AsOf 2024-04-01 } }
    ) {
        & $Script | Format-Cell | Should -Be ($table | Get-CustomerCohort | Format-Cell)
    }
}

Describe 'Get-CustomerCohort -AsMatrix' {
    It 'gives a line for each cohort and a property for each offset' {
        $lines = $table | Get-CustomerCohort -AsMatrix
        $lines[1].PSObject.Properties.Name | Should -Be 'Cohort', 'Group', 'Customers', '0', '1', '2'
        $lines.Cohort | Should -Be '2024-01', '2024-02', 'All'
        $lines.'1' | Should -Be 0.5, 0.5, 0.5
        $null -eq $lines[1].'2' | Should -BeTrue
    }

    It 'fits the screen, and tells what it leaves out' {
        $screen = $table | Get-CustomerCohort -Period Day -AsMatrix | Format-Screen
        ($screen | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $screen[0] | Should -Match '^Cohort +Customers +0 +1 .* 12 +More$'
        $screen[2] | Should -Match '\+69$'
    }

    It 'names brackets' {
        $lines = $table | Get-CustomerCohort -Mode Bracket -Bracket 0, 1-2 -AsMatrix
        $lines[0].'1-2' | Should -Be 1
        ($lines | Format-Screen)[2] | Should -Match '^2024-01 +2 0: +100 ?%   1-2: +100 ?%$'
    }
}

Describe 'Get-CustomerMember of a cohort' {
    It 'gives its customers, and whether they were active' {
        $table | Get-CustomerCohort | Where-Object { $_.Cohort -eq '2024-01' -and $_.Offset -eq 1 } | Get-CustomerMember |
            ForEach-Object { "$($_.CustomerId) $($_.IsActive) $($_.Orders) $($_.Revenue)" } | Should -Be 'A True 1 50', 'B False 0 0'
    }

    It 'finds them again after <Way>' -ForEach @(
        @{ Way = 'a file'; Script = { $_ | Export-Csv "$TestDrive/cells.csv"; Import-Csv "$TestDrive/cells.csv" } }
        @{ Way = 'JSON'; Script = { $_ | Select-Object * -ExcludeProperty Source | ConvertTo-Json | ConvertFrom-Json } }
        @{ Way = 'a job'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) } }
    ) {
        foreach ($cell in $table | Get-CustomerCohort -Offset Elapsed -GroupBy channel) {
            $back = $cell | ForEach-Object $Script
            ($back | Get-CustomerMember -Source $table | ForEach-Object { "$_" }) | Should -Be ($cell | Get-CustomerMember | ForEach-Object { "$_" })
            (Get-Failure { $back | Get-CustomerMember }).Id | Should -Be 'SourceMissing'
        }
    }

    It 'refuses a cell whose <Property> is <Value>' -ForEach @(
        @{ Property = 'Offset'; Value = 'x' }
        @{ Property = 'OffsetEnd'; Value = -1 }
        @{ Property = 'Unit'; Value = 'Moon' }
        @{ Property = 'End'; Value = '2020-01-01' }
        @{ Property = 'AsOf'; Value = '' }
    ) {
        $cell = ($table | Get-CustomerCohort)[0] | Select-Object *
        $cell.$Property = $Value
        $failure = Get-Failure { $cell | Get-CustomerMember -Source $table }
        $failure.Id, $failure.Category | Should -Be 'CohortCellInvalid', 'InvalidData'
    }
}
