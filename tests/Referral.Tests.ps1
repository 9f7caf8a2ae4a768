#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Earned growth and referrals, worked by hand: in January A, B and C buy; in February A stays and pays more, B is lost, D comes by A's word, E by himself.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $samples = Convert-Path (Join-Path $PSScriptRoot '../docs/samples')
    $orders = New-TestFile "$TestDrive/orders.csv" @(
        'customer_id,date,amount,channel,referred_by'
        'A,2024-01-05,40,Shop,', 'B,2024-01-05,30,Shop,', 'C,2024-01-05,30,Shop,'
        'A,2024-02-05,55,Shop,', 'C,2024-02-05,30,Shop,', 'D,2024-02-06,25,Friend,A', 'E,2024-02-06,20,Shop,'
    )
    $referrals = New-TestFile "$TestDrive/referrals.csv" 'referrer,date,referred', 'A,2024-02-02,D', 'A,2024-02-03,', 'C,2024-02-09,Z', 'E,2024-02-10,Y', 'A,2024-03-01,E'
    $asked = @{ AsOf = '2024-03-01'; Last = 1 }
}

Describe 'Measure-EarnedGrowth' {
    It 'gives the published example from figures' {
        $growth = Measure-EarnedGrowth -BaseRevenue 100 -Revenue 130 -NetRevenueRetention 0.85 -EarnedRevenue 25 -BoughtRevenue 20
        $growth.EarnedGrowthFactor, $growth.EarnedGrowthRate, $growth.TotalGrowth | Should -Be 1.1, 0.1, 0.3
        [math]::Abs($growth.EarnedGrowthRatio - 1 / 3) | Should -BeLessThan 1e-12
        $growth.OtherRevenue, $growth.Check | Should -Be 0, 0
        (Measure-EarnedGrowth -BaseRevenue 100 -Revenue 130 -NetRevenueRetention 0.85 -EarnedRevenue 25).BoughtRevenue | Should -Be 20
        (Measure-EarnedGrowth -BaseRevenue 100 -Revenue 90 -NetRevenueRetention 0.8 -EarnedRevenue 5).EarnedGrowthRatio | Should -BeNullOrEmpty
    }

    It 'gives the same from a source, told by <Way>' -ForEach @(
        @{ Way = 'a table'; With = { @{ Referral = $referrals } } }
        @{ Way = 'a column'; With = { @{ ReferredByColumn = 'referred_by' } } }
        @{ Way = 'a channel'; With = { @{ ChannelColumn = 'channel'; EarnedChannel = 'Friend' } } }
    ) {
        $with = & $With
        $growth = Measure-EarnedGrowth $orders @asked @with
        $growth.BaseRevenue, $growth.Revenue, $growth.KeptRevenue, $growth.EarnedRevenue, $growth.BoughtRevenue | Should -Be 100, 130, 85, 25, 20
        $growth.EarnedGrowthRate, $growth.New, $growth.EarnedNew, $growth.EarnedShare, $growth.Check | Should -Be 0.1, 2, 1, 0.5, 0
        [math]::Abs($growth.EarnedGrowthRatio - 1 / 3) | Should -BeLessThan 1e-12
        $growth.NetRevenueRetentionLow | Should -BeLessThan 0.85
        $growth.NetRevenueRetentionHigh | Should -BeGreaterThan 0.85
    }

    It 'adds up in every period and group of the sample, and agrees with revenue retention' {
        $sales = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel, referred_by
        $lines = $sales | Measure-EarnedGrowth -ReferredByColumn referred_by -GroupBy channel -Period Quarter -IncludeOpen 3> $null
        $ledger = $sales | Get-RevenueRetention -Period Quarter -GroupBy channel -IncludeOpen 3> $null
        $lines.Count | Should -Be $ledger.Count
        foreach ($i in 0..($lines.Count - 1)) {
            $line, $entry = $lines[$i], $ledger[$i]
            $line.KeptRevenue + $line.EarnedRevenue + $line.BoughtRevenue + $line.OtherRevenue | Should -Be $entry.ClosingValue
            $line.EarnedRevenue + $line.BoughtRevenue | Should -Be $entry.NewValue
            if ($null -ne $line.NetRevenueRetention -and $entry.Excluded -eq 0) {
                [math]::Abs($line.NetRevenueRetention - 1 + $entry.NetChurn) | Should -BeLessThan 1e-12
            }
        }

        ($lines | Measure-Object EarnedNew -Sum).Sum | Should -BeGreaterThan 50
    }

    It 'gives no rates of an open period and of one without a base' {
        $open = Measure-EarnedGrowth $orders -Referral $referrals -AsOf 2024-02-20 -Last 1 3> $null
        $open.EarnedGrowthRate, $open.Note | Should -Be $null, 'the period is open until 2024-03-01'
        $first = (Measure-EarnedGrowth $orders -Referral $referrals -AsOf 2024-03-01)[0]
        $first.EarnedGrowthRate, $first.Note | Should -Be $null, 'there was no money at the opening'
    }

    It 'counts promoters less detractors, with the interval of their difference' {
        $scores = New-TestFile "$TestDrive/scores.csv" 'customer,date,score', 'a,2024-01-01,10', 'b,2024-01-02,9', 'c,2024-01-03,7', 'd,2024-01-04,0'
        $nps = Measure-EarnedGrowth -Score $scores
        $nps.Answers, $nps.Promoters, $nps.Passives, $nps.Detractors, $nps.Nps | Should -Be 4, 2, 1, 1, 25
        # sqrt((0.5 + 0.25 - 0.25^2) / 4) = 0.414578.
        [math]::Round($nps.Low, 3) | Should -Be -56.256
        $nps.High | Should -Be 100
        $nps.To | Should -Be ([datetime] '2024-01-04')
        $same = Measure-EarnedGrowth -Score @{ score = 10 }, @{ score = 9 }
        $same.Nps, $same.Low, $same.Interval | Should -Be 100, $null, $null
    }

    It 'names <Id>' -ForEach @(
        @{ Id = 'EarnedFigureInvalid'; Script = { Measure-EarnedGrowth -BaseRevenue 0 -Revenue 1 -NetRevenueRetention 1 -EarnedRevenue 0 } }
        @{ Id = 'EarnedFigureInvalid'; Script = { Measure-EarnedGrowth -BaseRevenue 1 -Revenue 1 -NetRevenueRetention -1 -EarnedRevenue 0 } }
        @{ Id = 'ParameterNeedsSource'; Script = { Measure-EarnedGrowth -Score @{ score = 1 } -Period Year } }
        @{ Id = 'ReferralMissing'; Script = { Measure-EarnedGrowth $orders } }
        @{ Id = 'EarnedChannelIncomplete'; Script = { Measure-EarnedGrowth $orders -ChannelColumn channel } }
        @{ Id = 'ChannelUnknown'; Script = { Measure-EarnedGrowth $orders -ChannelColumn channel -EarnedChannel friend } }
        @{ Id = 'ScoreInvalid'; Script = { Measure-EarnedGrowth -Score @{ score = 11 } } }
        @{ Id = 'ScoreInvalid'; Script = { Measure-EarnedGrowth -Score @{ score = 7.5 } } }
        @{ Id = 'NoRows'; Script = { Measure-EarnedGrowth -Score (New-TestFile "$TestDrive/none.csv" 'score') } }
        @{ Id = 'ReferrerMissing'; Script = { Measure-EarnedGrowth $orders -Referral @{ referrer = ''; date = '2024-01-01'; referred = 'A' } } }
        @{ Id = 'ReferralOfOneself'; Script = { Measure-EarnedGrowth $orders -Referral @{ referrer = 'A'; date = '2024-01-01'; referred = 'A' } } }
    ) {
        (Get-Failure $Script).Id | Should -Be $Id
    }

    It 'says where a score is wrong' {
        $scores = New-TestFile "$TestDrive/wrong.csv" 'score', '10', '12'
        (Get-Failure { Measure-EarnedGrowth -Score $scores }).Message | Should -BeLike "wrong.csv, line 3, column 'score': the score is 12*"
    }
}
