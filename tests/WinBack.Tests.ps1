#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Win-backs as they are typed. What each figure is, against the rows, is tested in Engine.Tests/WinBacks.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = New-TestFile "$TestDrive/rows.csv" 'customer_id,date,amount,region', 'A,2024-01-31,10,north', 'A,2024-04-01,7,south', 'B,2024-01-05,3,south', 'C,2024-02-10,5,north'
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-06-01 -GroupColumn region

    function Format-WinBack {
        process { "$($_.Period) $($_.Group) $($_.LostBefore) $($_.Returned) $($_.ReturnedValue)" }
    }

    $all = '2024-01  0 0 0', '2024-02  0 0 0', '2024-03  2 0 0', '2024-04  3 1 7', '2024-05  2 0 0'
}

Describe 'Get-CustomerWinBack' {
    It 'answers <Way>' -ForEach @(
        @{ Way = 'a table'; Script = { $table | Get-CustomerWinBack } }
        @{ Way = 'a path'; Script = { Get-CustomerWinBack $rows -AsOf 2024-06-01 } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Get-CustomerWinBack -AsOf 2024-06-01 } }
        @{ Way = 'a file'; Script = { Get-Item $rows | Get-CustomerWinBack -AsOf 2024-06-01 } }
    ) {
        & $Script | Format-WinBack | Should -Be $all
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'Period', 'Group', 'LostBefore', 'Returned', 'Rate', 'Low', 'High', 'ReturnedValue', 'ValuePerReturned', 'Ages'
        ($table | Get-CustomerWinBack)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'tells how long they had been away' {
        $april = $table | Get-CustomerWinBack | Where-Object Period -eq '2024-04'
        , $april.Ages | Should -BeOfType ([CustomerMetrics.WinBackAge[]])
        "$($april.Ages.Returned)" | Should -Be '0 1 0 0 0 0'
        [math]::Round($april.Rate, 6), $april.Interval | Should -Be 0.333333, 'Wilson'
    }

    It 'counts strangers as new' {
        $april = $table | Get-CustomerWinBack -NewAgainAfter 2 | Where-Object Period -eq '2024-04'
        $april.LostBefore, $april.Returned, $april.NewAgain, $april.NewAgainValue | Should -Be 1, 0, 1, 7
    }

    It 'stands by the group in which somebody was lost' {
        $table | Get-CustomerWinBack -GroupBy region | Where-Object Period -eq '2024-04' | Format-WinBack | Should -Be '2024-04 north 2 1 7', '2024-04 south 1 0 0'
    }

    It 'is the returned of the ledger' {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        foreach ($with in @{ Period = 'Month' }, @{ Period = 'Quarter'; ActivityRule = 'Window'; WindowDays = 60 }) {
            $ledger = $sales | Get-CustomerLedger @with
            $back = $sales | Get-CustomerWinBack @with
            "$($back.Returned)" | Should -Be "$($ledger.Returned)"
            "$($back.ReturnedValue)" | Should -Be "$($ledger.ReturnedValue)"
            ($back.Check | Measure-Object -Sum).Sum | Should -Be 0
        }
    }

    It 'goes on to its customers' {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $back = ($sales | Get-CustomerWinBack -Period Quarter)[-1]
        $members = $back | Get-CustomerMember
        $members.Count | Should -Be $back.Returned
        ($members | Measure-Object ClosingValue -Sum).Sum | Should -Be $back.ReturnedValue
        (Get-Failure { $back | Get-CustomerMember Lost }).Id | Should -Be 'MovementOfWinBack'
        (Get-Failure { ($sales | Get-CustomerWinBack -Period Quarter -NewAgainAfter 12)[-1] | Get-CustomerMember }).Id | Should -Be 'WinBackOfPart'
    }

    It 'gives no rate of a period that is not over, unless it is asked for' {
        $open = ($table | Get-CustomerWinBack -AsOf 2024-04-10 -WarningAction Ignore)[-1]
        $open.Returned, $open.Rate, $open.Note | Should -Be 1, $null, 'the period is open until 2024-05-01'
        ($table | Get-CustomerWinBack -AsOf 2024-04-10 -IncludeOpen -WarningAction Ignore)[-1].Rate | Should -BeGreaterThan 0.3
    }

    It 'refuses <After> months' -ForEach @{ After = 0 }, @{ After = 1201 } {
        (Get-Failure { $table | Get-CustomerWinBack -NewAgainAfter $After }).Id | Should -Be 'NewAgainAfterInvalid'
    }

    It 'fits the screen' {
        $screen = ($table | Get-CustomerWinBack | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd
        ($screen | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $screen[1] | Should -Match '^Period +LostBefore +Returned +Rate +Low +High +ReturnedValue +ValuePerReturned +By months 0 1 3 6 12 24$'
    }
}
