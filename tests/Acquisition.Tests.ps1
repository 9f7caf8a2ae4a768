#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Two channels with spend, one that brought nobody, and a customer without a channel, worked by hand.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $samples = Join-Path $PSScriptRoot '../docs/samples'
    $orders = New-TestFile "$TestDrive/orders.csv" 'customer_id,date,amount,channel,cost', 'A,2024-01-05,100,Search,60', 'A,2024-02-10,50,Mail,10', 'B,2024-01-10,20,Search,20', 'C,2024-02-01,30,Mail,0', 'D,2024-02-03,40,,0'
    $spend = New-TestFile "$TestDrive/spend.csv" 'channel,month,cost', ' Search ,2024-01,30', 'Search,2024-01,50', 'Mail,2024-02,100', 'Print,2024-02,9', 'Search,2023-12,5'
    $asked = @{ ChannelColumn = 'channel'; Spend = $spend; AsOf = '2024-04-01' }

    function Format-Return {
        process { ("$($_.Cohort) $($_.Channel) $($_.Spend) $($_.NewCustomers) $($_.Cac) | $($_.MarginPerCustomer1) $($_.Points.ForEach({ "$($_.PerCustomer)" }) -join ';') | $($_.PaybackMonth) $($_.IsPaidBack)").TrimEnd() }
    }
}

Describe 'Measure-AcquisitionReturn' {
    It 'tells cost, margin and payback by channel and cohort' {
        $returns = Measure-AcquisitionReturn $orders @asked -Margin 0.5 3> $null
        $returns | Format-Return | Should -Be @(
            '2024-01 Search 80 2 40 | 30.0 30.0;42.5 | 2 True'
            '2024-02 (none)  1  | 20.0 20.0 |'
            '2024-02 Mail 100 1 100 | 15.0 15.0;15.0 |  False'
            '2024-02 Print 9 0  |   |'
            'All (none)  1  | 20.0 20.0 |'
            'All Mail 100 1 100 | 15.0 15.0;15.0 |  False'
            'All Print 9 0  |   |'
            'All Search 80 2 40 | 30.0 30.0;42.5 | 2 True'
            'All Paid 189 3 63 | 25.0 25.0;33.333333333333333333333333333 |  False'
            'All All 189 4 47.25 | 23.75 23.75;42.5 |  False'
        )
        $search = $returns[0]
        $search.ObservedToCac, $search.Basis, $search.MarginRate, $search.Interval | Should -Be 1.0625, 'Given', 0.5, 'Delta'
        # 75 and 10: the error of their mean is 32.5.
        [math]::Round($search.ObservedToCacLow, 4), [math]::Round($search.ObservedToCacHigh, 4) | Should -Be -0.53, 2.655
        $returns[3].Note | Should -Be 'Nobody first came through this channel.'
        $returns[1].Note | Should -Be 'Nobody knows the channel, so there is no cost per customer.'
        $returns[2].Note | Should -Be 'Not paid back as far as is seen.'
    }

    It 'takes the margin from the cost column, else the revenue' {
        $sales = Import-CustomerTransaction $orders -CostColumn cost -GroupColumn channel -AsOf 2024-04-01
        $margin = $sales | Measure-AcquisitionReturn -ChannelColumn channel -Spend $spend -Total 3> $null | Where-Object Channel -EQ Search
        $margin.Basis, $margin.Value, $margin.MarginPerCustomer1, $margin.PaybackMonth | Should -Be 'Cost', 80, 20, 2
        $revenue = Measure-AcquisitionReturn $orders @asked -Total 3> $null | Where-Object Channel -EQ Search
        $revenue.Basis, $revenue.Value, $revenue.PaybackMonth | Should -Be 'Revenue', 170, 1
    }

    It 'says what spend counts nowhere' {
        $null = Measure-AcquisitionReturn $orders @asked -WarningVariable told 3> $null
        "$told" | Should -BeLike '1 rows of spend, 5.00 together, are outside*'
        $null = Measure-AcquisitionReturn $orders -ChannelColumn channel -AsOf 2024-04-01 -Spend @{ channel = 'search'; date = '2024-01-31'; cost = 1 } -WarningVariable told 3> $null
        "$told" | Should -BeLike "No channel of the spend is one of the customers*'(none)', 'Mail', 'Search'*"
    }

    It 'adds up to the ledger and to the table, by <_>' -ForEach 'Month', 'Quarter', 'Year' {
        $returns = Measure-AcquisitionReturn "$samples/shop.csv" -ChannelColumn channel -Spend "$samples/spend.csv" -Period $_ 3> $null
        $ledger = Get-CustomerLedger "$samples/shop.csv" -Period $_
        foreach ($entry in $ledger) {
            ($returns | Where-Object Cohort -EQ $entry.Period | Measure-Object NewCustomers -Sum).Sum | Should -Be $entry.New
        }

        $each, $all = [decimal] 0, $returns[-1]
        $returns.Where({ -not $_.IsTotal }).ForEach({ $each += $_.Spend })
        $table = [decimal] 0
        Import-Csv "$samples/spend.csv" | ForEach-Object { $table += $_.cost }
        $each | Should -Be $table
        $all.Spend, $all.NewCustomers | Should -Be $each, ($ledger | Measure-Object New -Sum).Sum
        $returns.Where({ $_.Check -ne 0 -or $_.SpendCheck -ne 0 }) | Should -BeNullOrEmpty
    }

    It 'retains as the cohorts of elapsed months do' {
        $returns = Measure-AcquisitionReturn "$samples/shop.csv" -ChannelColumn channel -Spend "$samples/spend.csv" 3> $null | Where-Object { -not $_.IsTotal -and $null -ne $_.Retention12 }
        $cells = @{}
        Get-CustomerCohort "$samples/shop.csv" -Offset Elapsed -GroupBy channel 3> $null | Where-Object Offset -EQ 12 | ForEach-Object { $cells["$($_.Cohort) $($_.Group)"] = $_ }
        $returns.Where({ $_.Retention12Active -gt 0 }).Count | Should -BeGreaterThan 10
        foreach ($return in $returns) {
            $cell = $cells["$($return.Cohort) $($return.Channel)"]
            $return.Retention12, $return.Retention12Low, $return.Retention12High, $return.Retention12Active | Should -Be $cell.Rate, $cell.Low, $cell.High, $cell.Active
        }
    }

    It 'answers from a database as from rows' {
        $bought = @{ ChannelColumn = 'channel'; Spend = @{ channel = '1'; month = '2024-03'; cost = 100 }; AsOf = '2026-01-01' }
        $rows = Import-Csv "$samples/orders.csv" | Select-Object customer_id, date, amount, @{ Name = 'channel'; Expression = { $_.customer_id[-1] } } | Measure-AcquisitionReturn @bought 3> $null
        $asked = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Query 'select customer_id, date, amount, substr(customer_id, -1) as channel from orders' | Measure-AcquisitionReturn @bought 3> $null
        $rows.Count | Should -BeGreaterThan 100
        $asked | Format-Return | Should -Be @($rows | Format-Return)
        $asked.ObservedToCacHigh | Should -Be $rows.ObservedToCacHigh
    }

    Context 'with a model' {
        BeforeAll {
            $shop = Import-CustomerTransaction "$samples/shop.csv" -CostColumn cost -GroupColumn channel
            $model = $shop | New-CustomerModel -Model MbgNbd
            $ahead = @{ Model = $model; DiscountRate = 0.1; Horizon = '24 months' }
            $bought = @{ ChannelColumn = 'channel'; Spend = "$samples/spend.csv" }

            function Measure-Equity([object[]] $Returns) {
                $sum = [decimal] 0
                $Returns.ForEach({ $sum += $_.Equity })
                $sum
            }
        }

        It 'adds up to the customer equity of the same customers, by <_>' -ForEach 'Month', 'Year' {
            $returns = $shop | Measure-AcquisitionReturn @bought @ahead -Period $_
            $equity = $shop | Measure-CustomerEquity @ahead
            $equity.Equity | Should -BeGreaterThan 1000
            Measure-Equity $returns.Where({ -not $_.IsTotal }) | Should -Be $equity.Equity
            Measure-Equity $returns.Where({ $_.IsTotal -and $_.Channel -notin 'Paid', 'All' }) | Should -Be $equity.Equity
            $all = $returns[-1]
            $all.Equity, $all.NewCustomers, $all.ResidualMarginRate | Should -Be $equity.Equity, $equity.Customers, $equity.MarginRate
            $all.ResidualLow, $all.ResidualHigh | Should -Be $equity.MeanLow.ForEach({ [math]::Round($_ / $equity.Customers, 4) }), $equity.MeanHigh.ForEach({ [math]::Round($_ / $equity.Customers, 4) })
            $returns.Where({ $_.IsTotal }).LtvToCacLow | Should -Be ($shop | Measure-AcquisitionReturn @bought @ahead -Period $_ -Total).LtvToCacLow
        }

        It 'values the customers of a range alone' {
            $returns = $shop | Measure-AcquisitionReturn @bought @ahead -Since 2025-01-01 -Until 2025-07-01 -Period Quarter 3> $null
            $whole = $shop | Measure-AcquisitionReturn @bought @ahead -Period Quarter
            $of = @{}
            $whole.ForEach({ $of["$($_.Cohort) $($_.Channel)"] = $_.Equity })
            $each = $returns.Where({ -not $_.IsTotal -and $_.NewCustomers -gt 0 })
            $each.Count | Should -BeGreaterThan 8
            foreach ($return in $each) {
                [math]::Abs($return.Equity - $of["$($return.Cohort) $($return.Channel)"]) | Should -BeLessOrEqual 0.0001
            }
        }

        It 'composes the interval of customers and of parameters' {
            $search = $shop | Measure-AcquisitionReturn @bought @ahead -Total | Where-Object Channel -EQ Search
            $residual, $seen = @{}, @{}
            $shop | Measure-CustomerValue @ahead -NoInterval | ForEach-Object { $residual[$_.CustomerId] = [double] $_.ResidualValue }
            $rows = Import-Csv "$samples/shop.csv"
            $firsts = @{}
            $rows | Sort-Object date -Stable | ForEach-Object {
                $firsts[$_.customer_id] ??= $_.channel
                $seen[$_.customer_id] += [double] $_.amount - [double] $_.cost
            }
            $lives = $seen.Keys.Where({ $firsts[$_] -eq 'Search' }).ForEach({ $seen[$_] + $residual[$_] })
            $lives.Count | Should -Be $search.NewCustomers
            $spread = $lives | Measure-Object -Average -StandardDeviation
            [math]::Abs($spread.Average - $search.LifetimeValue) | Should -BeLessThan 0.001
            $half = 1.959963984540054 * $spread.StandardDeviation / [math]::Sqrt($lives.Count)
            $low = $spread.Average - [math]::Sqrt($half * $half + [math]::Pow($search.ResidualValue - $search.ResidualLow, 2))
            $high = $spread.Average + [math]::Sqrt($half * $half + [math]::Pow($search.ResidualHigh - $search.ResidualValue, 2))
            [math]::Abs($low / $search.Cac - $search.LtvToCacLow) | Should -BeLessThan 0.0001
            [math]::Abs($high / $search.Cac - $search.LtvToCacHigh) | Should -BeLessThan 0.0001
            $search.LtvInterval | Should -Be 'Delta over the customers, and 250 draws of the parameters (seed 0)'
            $search.LtvToCac | Should -Be ([double] (($search.ObservedValue + $search.ResidualValue) / $search.Cac))
            $search.Model, $search.Horizon, $search.DiscountRate | Should -Be 'MbgNbd', '24 months', 0.1
        }

        It 'counts what is to come by the margin of what was seen' {
            $half = $shop | Measure-AcquisitionReturn @bought @ahead -Margin 0.5 -Total
            $equity = $shop | Measure-CustomerEquity @ahead -Margin 0.5 -NoInterval
            $half[-1].Equity, $half[-1].ResidualMarginRate, $half[-1].Basis | Should -Be $equity.Equity, 0.5, 'Given'

            # The model knows a cost, and nothing was taken from what was seen.
            $revenue = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel | Measure-AcquisitionReturn @bought @ahead -Total
            $revenue[-1].Equity | Should -Be ($shop | Measure-CustomerEquity @ahead -Margin 1 -NoInterval).Equity
            $revenue[-1].ResidualMarginRate, $revenue[-1].Basis | Should -Be 1, 'Revenue'
        }

        It 'says why there is no LTV' {
            $withoutCost = Import-CustomerTransaction "$samples/shop.csv" | New-CustomerModel -Model MbgNbd
            $none = $shop | Measure-AcquisitionReturn @bought -Model $withoutCost -Horizon '24 months' -Total | Where-Object Channel -EQ Search
            $none.LtvToCac, $none.ResidualValue, $none.Equity | Should -Be $null, $null, $null
            $none.Note | Should -BeLike '*The model knows no cost*'
            $none.ObservedToCac | Should -BeGreaterThan 1

            $returns = $shop | Measure-AcquisitionReturn @bought @ahead -Total
            $unknown = $returns | Where-Object Channel -EQ '(none)'
            $unknown.LifetimeValue | Should -BeGreaterThan $unknown.ObservedValue
            $unknown.LtvToCac, $unknown.LtvToCacLow, $unknown.LtvInterval | Should -Be $null, $null, $null
            ($returns | Where-Object Channel -EQ Print).LifetimeValue | Should -BeNullOrEmpty

            $separate = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel -Refund Separate
            $apart = $separate | Measure-AcquisitionReturn @bought -Model ($separate | New-CustomerModel -Model MbgNbd) -Horizon '24 months' -Total
            $apart[-1].LtvToCac | Should -BeNullOrEmpty
            $apart[-1].Note | Should -BeLike '*refunds kept apart*'
        }

        It 'refuses what it cannot look ahead with' {
            (Get-Failure { $shop | Measure-AcquisitionReturn @bought -DiscountRate 0.1 }).Id | Should -Be 'ModelMissing'
            (Get-Failure { $shop | Measure-AcquisitionReturn @bought -Model $model }).Id | Should -Be 'DiscountRateMissing'
            (Get-Failure { $shop | Measure-AcquisitionReturn @bought @ahead -AsOf 2025-06-01 }).Id | Should -Be 'ModelFromTheFuture'
        }

        It 'answers from a database as from rows' {
            $asked = @{ ChannelColumn = 'channel'; Spend = @{ channel = '1'; month = '2024-03'; cost = 100 }; AsOf = '2026-01-01'; Total = $true; Horizon = '24 months'; Model = New-CustomerModel "$samples/orders.csv" -Model MbgNbd }
            $rows = Import-Csv "$samples/orders.csv" | Select-Object customer_id, date, amount, @{ Name = 'channel'; Expression = { $_.customer_id[-1] } } | Measure-AcquisitionReturn @asked 3> $null
            $told = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Query 'select customer_id, date, amount, substr(customer_id, -1) as channel from orders' | Measure-AcquisitionReturn @asked 3> $null
            $rows.Where({ $null -ne $_.LtvToCacHigh }).Count | Should -BeGreaterThan 2
            foreach ($name in 'Equity', 'LifetimeValue', 'LtvToCac', 'LtvToCacLow', 'LtvToCacHigh') {
                $told.$name | Should -Be $rows.$name
            }
        }
    }

    Context 'with channels that bring customers back' {
        BeforeAll {
            # A is away in February and back by Mail, B is away in February and March and back by itself, C stays, D is gone. A comes back once more.
            $lapsed = New-TestFile "$TestDrive/lapsed.csv" 'customer_id,date,amount,channel', 'A,2024-01-05,10,Search', 'B,2024-01-06,10,Search', 'C,2024-01-07,10,Search', 'D,2024-01-08,10,Search',
                'C,2024-02-07,10,Search', 'C,2024-03-07,10,Search', 'A,2024-03-10,30,Mail', 'A,2024-04-20,8,Mail', 'B,2024-04-02,50,', 'C,2024-04-01,1,Search', 'A,2024-06-01,20,Mail', 'E,2024-04-03,5,Mail'
            $campaign = New-TestFile "$TestDrive/campaign.csv" 'channel,month,cost', 'Search,2024-01,40', 'Mail,2024-03,12', 'Mail,2024-04,6', 'Print,2024-04,2'
            $sent = @{ ChannelColumn = 'channel'; Spend = $campaign; AsOf = '2024-08-01'; WinBackChannel = 'Mail', ' Print ' }
        }

        It 'holds their spend against those who came back' {
            $returns = Measure-AcquisitionReturn $lapsed @sent -Margin 0.5
            $back = $returns.Where({ $_.Kind -eq 'WinBack' })
            $back.ForEach({ "$($_.Cohort) $($_.Channel) $($_.Spend) $($_.Returned)/$($_.LostBefore) $($_.CostPerReturned) | $($_.MarginPerCustomer1) $($_.MarginPerCustomer3) $($_.Value) | $($_.PaybackMonth) $($_.IsPaidBack)".TrimEnd() }) | Should -Be @(
                '2024-03 Mail 12 1/3 12 | 15.0 19.0 19.0 | 1 True'
                '2024-03 Returned 12 1/3 12 | 15.0 19.0 19.0 | 1 True'
                '2024-04 Mail 6 0/2  |   0.0 |'
                '2024-04 Print 2 0/2  |   0.0 |'
                '2024-04 Returned 8 1/2 8 | 25.0 25.0 25.0 | 1 True'
                '2024-06 Mail  1/5  | 10.0  10.0 |'
                '2024-06 Returned  1/5  | 10.0  10.0 |'
                'All Mail 18 2/7 9 | 12.5 19.0 29.0 | 1 True'
                'All Print 2 0/7  |   0.0 |'
                'All Returned 20 3/7 6.6666666666666666666666666667 | 16.666666666666666666666666667 22.0 54.0 | 1 True'
            )
            $back.Where({ $_.NewCustomers -gt 0 -or $null -ne $_.Cac -or $null -ne $_.LtvToCac }) | Should -BeNullOrEmpty
            $back[0].Attribution, $back[-1].Attribution, $back[0].ActivityRule | Should -Be 'ReturnTouch', 'AllReturned', 'Period'
            $back[3].Note | Should -BeLike 'No row of somebody who came back*'
            [math]::Round($back[-1].ReturnRate, 4) | Should -Be 0.4286
            $back[-1].ReturnRateLow, $back[-1].ReturnRateHigh | ForEach-Object { [math]::Round($_, 4) } | Should -Be 0.1582, 0.7495
        }

        It 'leaves it out of the cost of new customers' {
            $new = (Measure-AcquisitionReturn $lapsed @sent -Total).Where({ $_.Kind -eq 'New' })
            $new | ForEach-Object { "$($_.Channel) $($_.Spend) $($_.NewCustomers) $($_.Cac)".TrimEnd() } | Should -Be 'Mail  1', 'Search 40 4 10', 'Paid 40 4 10', 'All 40 5 8'
            $new[0].Note | Should -Be 'Its spend is held against those who came back.'
            $new.Where({ $null -ne $_.Returned -or $null -ne $_.CostPerReturned }) | Should -BeNullOrEmpty
        }

        It 'counts those of Get-CustomerWinBack, by <Rule> <Days>' -ForEach @(
            @{ Rule = 'Period'; Days = $null }
            @{ Rule = 'Window'; Days = 45 }
            @{ Rule = 'Window'; Days = 120 }
        ) {
            $under = @{ ActivityRule = $Rule; Period = 'Quarter' }
            if ($Days) { $under.WindowDays = $Days }
            $returns = (Measure-AcquisitionReturn "$samples/shop.csv" -ChannelColumn channel -Spend "$samples/spend.csv" -WinBackChannel Email @under 3> $null).Where({ $_.Kind -eq 'WinBack' -and $_.Channel -eq 'Returned' })
            $known = @{}
            Get-CustomerWinBack "$samples/shop.csv" @under 3> $null | ForEach-Object { $known[$_.Period] = $_ }
            $each = $returns.Where({ -not $_.IsTotal })
            $each.Count | Should -BeGreaterThan 5
            foreach ($return in $each) {
                $return.Returned, $return.LostBefore, $return.ReturnRate, $return.ReturnRateHigh | Should -Be $known[$return.Cohort].Returned, $known[$return.Cohort].LostBefore, $known[$return.Cohort].Rate, $known[$return.Cohort].High
            }

            $returns[-1].Returned | Should -Be (Get-CustomerLedger "$samples/shop.csv" @under 3> $null | Measure-Object Returned -Sum).Sum
            $returns[-1].WindowDays | Should -Be $Days
        }

        It 'answers from a database as from rows' {
            $asked = @{ ChannelColumn = 'channel'; Spend = @{ channel = '1'; month = '2024-03'; cost = 100 }, @{ channel = '2'; month = '2024-03'; cost = 100 }; AsOf = '2026-01-01'; WinBackChannel = '2'; ActivityRule = 'Window'; WindowDays = 60 }
            $rows = (Import-Csv "$samples/orders.csv" | Select-Object customer_id, date, amount, @{ Name = 'channel'; Expression = { $_.customer_id[-1] } } | Measure-AcquisitionReturn @asked 3> $null).Where({ $_.Kind -eq 'WinBack' })
            $told = (Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Query 'select customer_id, date, amount, substr(customer_id, -1) as channel from orders' | Measure-AcquisitionReturn @asked 3> $null).Where({ $_.Kind -eq 'WinBack' })
            $rows.Where({ $_.Returned -gt 0 }).Count | Should -BeGreaterThan 20
            foreach ($name in 'Cohort', 'Channel', 'Returned', 'LostBefore', 'CostPerReturned', 'MarginPerCustomer3', 'ObservedToCacHigh', 'PaybackMonth') {
                $told.$name | Should -Be $rows.$name
            }
        }

        It 'shows them behind the others, and alone in a table of their own' {
            $returns = Measure-AcquisitionReturn $lapsed @sent -Total
            $returns | Out-String -Width 200 | Should -Match 'All +Returned \(won back\) +20.00 +3 +6.67'
            $returns | Where-Object Kind -EQ WinBack | Out-String -Width 200 | Should -Match 'Cohort +Channel +Spend +Lost before +Returned +Rate +Cost of one'
        }

        It 'refuses a channel that the spend does not have, and a rule without win-backs' {
            (Get-Failure { Measure-AcquisitionReturn $lapsed -ChannelColumn channel -Spend $campaign -WinBackChannel mail }).Id | Should -Be 'WinBackChannelUnknown'
            (Get-Failure { Measure-AcquisitionReturn $lapsed -ChannelColumn channel -Spend $campaign -ActivityRule Window -WindowDays 60 }).Id | Should -Be 'WinBackChannelMissing'
            (Get-Failure { Measure-AcquisitionReturn $lapsed @sent -WindowDays 60 }).Id | Should -Be 'WindowDaysWithoutWindow'
        }
    }

    It 'tells the customers behind a line, <Kind>' -ForEach @(
        @{ Kind = 'New'; With = @{} }
        @{ Kind = 'WinBack'; With = @{ WinBackChannel = 'Email'; ActivityRule = 'Window'; WindowDays = 60 } }
    ) {
        $shop = Import-CustomerTransaction "$samples/shop.csv" -CostColumn cost -GroupColumn channel
        $returns = ($shop | Measure-AcquisitionReturn -ChannelColumn channel -Spend "$samples/spend.csv" -Period Quarter @With 3> $null).Where({ $_.Kind -eq $Kind })
        $returns.Where({ $_.Channel -in 'Paid', 'Returned' }).Count | Should -BeGreaterThan 0
        foreach ($return in $returns) {
            $members = @($return | Get-CustomerMember)
            $members.Count | Should -Be ($return.Returned ?? $return.NewCustomers)
            $value = [decimal] 0
            $members.ForEach({ $value += $_.Value })
            $value | Should -Be $return.Value
            $members.Where({ $_.Since -lt $return.Start -or $_.Since -ge $return.End -or $_.Kind -ne $Kind }) | Should -BeNullOrEmpty
        }

        $email = @($returns.Where({ $_.Channel -eq 'Email' })[-1] | Get-CustomerMember)
        $email[0] | Should -BeOfType ([CustomerMetrics.AcquisitionMember])
        $email.Channel | Sort-Object -Unique | Should -Be 'Email'
        (Get-Failure { $returns[0] | Get-CustomerMember Lost }).Id | Should -Be 'MovementOfAcquisition'
        (Get-Failure { $returns[0] | ConvertTo-Csv | ConvertFrom-Csv | Get-CustomerMember }).Id | Should -Be 'AcquisitionLineCopied'
    }

    It 'reads <Time> as a time of spend' -ForEach @(
        @{ Time = 'a quarter'; Row = @{ channel = 'Search'; quarter = '2024-Q1'; cost = 8 } }
        @{ Time = 'a year'; Row = @{ channel = 'Search'; year = 2024; cost = 8 }; Period = 'Year' }
        @{ Time = 'a day'; Row = @{ channel = 'Search'; date = [datetime] '2024-02-29'; cost = 8 } }
        @{ Time = 'a first and a last day'; Row = @{ channel = 'Search'; start = '2024-01-08'; end = '2024-03-31'; cost = 8 } }
    ) {
        $returns = Measure-AcquisitionReturn $orders -ChannelColumn channel -AsOf 2024-04-01 -Spend $Row -Period ($Period ?? 'Quarter') -Total 3> $null
        ($returns | Where-Object Channel -EQ Search).Cac | Should -Be 4
    }

    It 'names <Id> with the place' -ForEach @(
        @{ Id = 'SpendInvalid'; Row = @{ channel = 'Search'; month = '2024-01'; cost = -1 } }
        @{ Id = 'SpendTimeInvalid'; Row = @{ channel = 'Search'; start = '2024-01-02'; end = '2024-01-01'; cost = 1 } }
        @{ Id = 'SpendPeriodTooLong'; Row = @{ channel = 'Search'; quarter = '2024Q1'; cost = 1 } }
        @{ Id = 'DateNotReadable'; Row = @{ channel = 'Search'; month = '2024-13'; cost = 1 } }
    ) {
        $failure = Get-Failure { Measure-AcquisitionReturn $orders -ChannelColumn channel -Spend $Row }
        $failure.Id, $failure.Category | Should -Be $Id, 'InvalidData'
        $failure.Message | Should -BeLike "the rows of -Spend, row 1, column '*"
    }

    It 'refuses what it cannot answer' {
        (Get-Failure { Measure-AcquisitionReturn $orders @asked -Period Week }).Id | Should -Be 'AcquisitionPeriodInvalid'
        (Get-Failure { Measure-AcquisitionReturn $orders @asked -Margin 40 }).Id | Should -Be 'MarginInvalid'
        (Get-Failure { Import-CustomerSubscription "$samples/subscriptions.csv" -GroupColumn plan | Measure-AcquisitionReturn -ChannelColumn plan -Spend $spend }).Id | Should -Be 'AcquisitionOfTerms'
    }
}

Describe 'Get-AcquisitionBenchmark' {
    It 'gives the published table with its source' {
        $benchmarks = Get-AcquisitionBenchmark
        $benchmarks.Cost | Should -Be 7, 10, 22, 83, 98, 141, 175, 182, 213, 303, 315, 395
        $benchmarks | ForEach-Object { "$($_.Currency) $($_.Year)" } | Sort-Object -Unique | Should -Be 'USD 2020'
        $benchmarks.Source | Sort-Object -Unique | Should -BeLike '*Peppers & Rogers*4th ed., Exhibit 2.3'
        $benchmarks.Note | Sort-Object -Unique | Should -BeLike 'A secondary source*'
        $benchmarks.Where({ $null -ne $_.Compared }) | Should -BeNullOrEmpty
    }

    It 'compares a cost' {
        $compared = Get-AcquisitionBenchmark retail, tech* -Cac 25
        $compared.Industry | Should -Be 'Retail', 'Technology (Hardware)', 'Technology (Software)'
        $compared[0].Difference, $compared[0].Ratio | Should -Be 15, 2.5
        (Get-AcquisitionBenchmark Retail -Cac 0).Ratio | Should -Be 0
    }

    It 'compares the records of a return, and converts no money' {
        $none, $dollars, $euros = @(
            [pscustomobject] @{ Channel = 'a'; Cohort = 'All'; Cac = $null; Currency = 'USD' }
            [pscustomobject] @{ Channel = 'b'; Cohort = 'All'; Cac = 5; Currency = 'USD' }
            [pscustomobject] @{ Channel = 'c'; Cohort = 'All'; Cac = 5; Currency = 'EUR' }
        ) | Get-AcquisitionBenchmark -Industry Retail
        $none.Channel, $none.Difference, $none.Ratio | Should -Be 'a', $null, $null
        $dollars.Difference, $dollars.Ratio | Should -Be -5, 0.5
        $euros.Compared, $euros.Difference, $euros.Ratio | Should -Be 5, $null, $null
        $euros.Note | Should -BeLike '*in EUR and not converted*'
        $returns = Measure-AcquisitionReturn $orders @asked -Total 3> $null
        ($returns | Get-AcquisitionBenchmark -Industry Retail).Compared | Should -Be $returns.Cac
    }

    It 'refuses what it does not know' {
        (Get-Failure { Get-AcquisitionBenchmark Mining }).Id | Should -Be 'IndustryUnknown'
        (Get-Failure { Get-AcquisitionBenchmark -Cac -1 }).Id | Should -Be 'CacInvalid'
        (Get-Failure { 5 | Get-AcquisitionBenchmark }).Id | Should -Be 'AcquisitionReturnExpected'
    }

    It 'completes industries' {
        $line = 'Get-AcquisitionBenchmark -Industry Tech'
        (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches.CompletionText | Should -Be "'Technology (Hardware)'", "'Technology (Software)'"
    }
}
