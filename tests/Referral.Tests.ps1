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

Describe 'Get-ReferralRate' {
    It 'counts referrers, referrals and those who came by them' {
        $rate = Get-ReferralRate $orders @asked -Referral $referrals
        # A referred D, who came, and somebody unknown; C referred Z, who never came. E was new when he referred Y. The last one is of a day that is not seen.
        $rate.Opening, $rate.Referrers, $rate.Referrals, $rate.Converted, $rate.Outside, $rate.PeriodReferrals | Should -Be 3, 2, 3, 1, 1, 4
        $rate.Rate, $rate.ReferralsPerCustomer, $rate.Conversion | Should -Be (2 / 3), 1, (1 / 3)
        $rate.New, $rate.ReferredNew, $rate.ReferredShare, $rate.NewValue, $rate.ReferredNewValue | Should -Be 2, 1, 0.5, 45, 25
        # Wilson of 2 in 3.
        [math]::Round($rate.Low, 6), [math]::Round($rate.High, 6) | Should -Be 0.20766, 0.938508
        $rate.Check, $rate.ValueCheck, $rate.Interval | Should -Be 0, 0, 'Wilson'
    }

    It 'takes a column, and dates it on the first purchase' {
        $rate = Get-ReferralRate $orders @asked -ReferredByColumn referred_by
        $rate.Referrers, $rate.Referrals, $rate.Converted, $rate.ReferredNew, $rate.Outside | Should -Be 1, 1, 1, 1, 0
        # It names nobody who did not come.
        $rate.Conversion, $rate.ConversionLow | Should -Be $null, $null
    }

    It 'loses no referral and no new customer of the sample: groups and Outside are all of the period' {
        $sales = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel
        $rates = $sales | Get-ReferralRate -Referral "$samples/referrals.csv" -Period Quarter -GroupBy channel 3> $null
        $ledger = $sales | Get-CustomerLedger -Period Quarter -GroupBy channel 3> $null
        ($rates | Measure-Object New -Sum).Sum | Should -Be ($ledger | Measure-Object New -Sum).Sum
        $all = 0
        foreach ($period in $rates | Group-Object Period) {
            ($period.Group | Measure-Object Referrals -Sum).Sum + $period.Group[0].Outside | Should -Be $period.Group[0].PeriodReferrals
            $all += $period.Group[0].PeriodReferrals
        }

        $all | Should -Be @(Import-Csv "$samples/referrals.csv").Count
    }

    It 'answers the same in a database' {
        $connected = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Table orders
        $read = Import-CustomerTransaction "$samples/orders.csv"
        foreach ($question in
            { Get-ReferralRate -Referral "$samples/referrals.csv" -Period Quarter },
            { Measure-EarnedGrowth -Referral "$samples/referrals.csv" -Period Quarter },
            { Get-ReferralRate -Referral "$samples/referrals.csv" -Compare -ActivityRule Window -WindowDays 180 }
        ) {
            $of = [scriptblock]::Create("`$input | $question")
            $there = @($connected | & $of 3> $null | Select-Object * -ExcludeProperty AsOf, TimeZone, Currency, Source | ConvertTo-Json -Depth 4)
            $here = @($read | & $of 3> $null | Select-Object * -ExcludeProperty AsOf, TimeZone, Currency, Source | ConvertTo-Json -Depth 4)
            $there.Count | Should -BeGreaterThan 0
            $there | Should -Be $here
        }
    }

    It 'says why others do not recommend' {
        $reasons = @(@{ customer = 'A'; date = '2024-02-10'; reason = 'Nobody asked' }, @{ customer = 'C'; date = '2024-02-10'; reason = 'Nobody asked' }, @{ customer = 'D'; date = '2024-02-10'; reason = 'Price' })
        $rate = Get-ReferralRate $orders @asked -Referral $referrals -Reason $reasons -Top 1
        $rate.WhyNot.Reason | Should -Be '(no reason recorded)', 'Nobody asked', '(other reasons)'
        $rate.WhyNot.Customers | Should -Be 1, 2, 1
        $rate | Out-String -Width 160 | Should -Match 'Nobody asked \(2\)'
    }

    It 'compares the referred with the others as the survival test of a column does' {
        $rows = Import-Csv "$samples/shop.csv"
        $sides = $rows | Get-ReferralRate -ReferredByColumn referred_by -Compare -ActivityRule Window -WindowDays 180
        $sides.Group | Should -Be 'Referred', 'Others'
        $marked = $rows | Group-Object customer_id | ForEach-Object {
            $first = $_.Group | Sort-Object date | Select-Object -First 1
            $_.Group | Select-Object customer_id, date, amount, @{ n = 'side'; e = { $first.referred_by ? 'Referred' : 'Others' } }
        }
        $test = $marked | Measure-CustomerSurvival -ActivityRule Window -WindowDays 180 -GroupBy side -Test LogRank
        [math]::Abs($sides[0].ChiSquare - $test.ChiSquare) | Should -BeLessThan 1e-9
        $sides[0].PValue | Should -Be $sides[1].PValue
        $curves = $marked | Measure-CustomerSurvival -ActivityRule Window -WindowDays 180 -GroupBy side
        foreach ($side in $sides) {
            $curve = $curves | Where-Object Group -EQ $side.Group
            $side.Customers, $side.Lost, $side.MedianDays | Should -Be $curve.Customers, $curve.Lost, $curve.Median
            $side.Retention | Should -Be ($curve.Curve | Where-Object Age -LE 365)[-1].Survival
            $money = ($marked | Where-Object side -EQ $side.Group | Measure-Object amount -Sum).Sum
            [math]::Abs($side.Revenue - $money) | Should -BeLessThan 0.005
            $side.RevenuePerCustomer | Should -BeGreaterThan $side.RevenuePerCustomerLow
        }
    }

    It 'tells what it cannot know' {
        $first = (Get-ReferralRate $orders -Referral $referrals -AsOf 2024-03-01 3> $null)[0]
        $first.Rate, $first.Conversion, $first.Note | Should -Be $null, $null, 'nobody was a customer at the opening'
        $open = Get-ReferralRate $orders -Referral $referrals -AsOf 2024-02-20 -Last 1 3> $null
        $open.Rate, $open.Note | Should -Be $null, 'the period is open until 2024-03-01'
        $null = Get-ReferralRate $orders @asked -Referral @{ referrer = 'X'; date = '2024-02-02'; referred = 'D' } -WarningVariable told 3> $null
        "$told" | Should -BeLike '1 of 1 referrals*does not have. They are in Outside.'
        $null = Get-ReferralRate $orders @asked -Referral @{ referrer = 'A'; date = '2023-02-02'; referred = 'D' } -WarningVariable none 3> $null
        "$none" | Should -BeLike '*holds no referral dated in the periods shown.'
    }

    It 'names <Id>' -ForEach @(
        @{ Id = 'ReferralMissing'; Script = { Get-ReferralRate $orders } }
        @{ Id = 'ComparisonOfAllTime'; Script = { Get-ReferralRate $orders -Referral $referrals -Compare -Period Year } }
        @{ Id = 'TopWithoutReason'; Script = { Get-ReferralRate $orders -Referral $referrals -Top 2 } }
        @{ Id = 'LossRuleMissing'; Script = { Get-ReferralRate $orders -Referral $referrals -Compare } }
        @{ Id = 'ColumnNotFound'; Script = { Get-ReferralRate $orders -ReferredByColumn nobody } }
    ) {
        (Get-Failure $Script).Id | Should -Be $Id
    }
}

Describe 'The customers behind a referral rate' {
    BeforeAll {
        $samples = Convert-Path (Join-Path $PSScriptRoot '../docs/samples')
        $shop = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel, referred_by
    }

    It 'are as many as it counts, <Name>' -ForEach @(
        @{ Name = 'by a table'; With = @{ Referral = 'referrals.csv' } }
        @{ Name = 'by a table and by channel'; With = @{ Referral = 'referrals.csv'; GroupBy = 'channel' } }
        @{ Name = 'by a column'; With = @{ ReferredByColumn = 'referred_by' } }
    ) {
        $asked = $With.Clone()
        if ($asked.Referral) { $asked.Referral = "$samples/$($asked.Referral)" }
        $rates = $shop | Get-ReferralRate @asked -Period Quarter -Last 3 3> $null
        ($rates | Measure-Object Referrers -Sum).Sum | Should -BeGreaterThan 20
        foreach ($rate in $rates) {
            $members = @($rate | Get-CustomerMember)
            $referrers, $referred = $members.Where({ $_.Role -eq 'Referrer' }, 'Split')
            $referrers.Count, $referred.Count | Should -Be $rate.Referrers, $rate.ReferredNew
            [long] ($referrers | Measure-Object Referrals -Sum).Sum | Should -Be $rate.Referrals
            [long] ($referrers | Measure-Object Converted -Sum).Sum | Should -Be $rate.Converted
            $value = [decimal] 0
            $referred.ForEach({ $value += $_.Value })
            $value | Should -Be $rate.ReferredNewValue
            $referred.Where({ -not $_.ReferredBy }) | Should -BeNullOrEmpty
        }
    }

    It 'refuses a movement, and a copy' {
        $rate = $shop | Get-ReferralRate -Referral "$samples/referrals.csv" -Period Quarter -Last 1 3> $null
        (Get-Failure { $rate | Get-CustomerMember New }).Id | Should -Be 'MovementOfReferral'
        (Get-Failure { $rate | ConvertTo-Csv | ConvertFrom-Csv | Get-CustomerMember }).Id | Should -Be 'ReferralLineCopied'
    }
}
