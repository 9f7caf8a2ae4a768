#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Survival as it is typed. What each figure is, against published ones and the rows, is tested in Engine.Tests/Survival.

BeforeDiscovery {
    $hasFigures = Test-Path -LiteralPath (Join-Path $PSScriptRoot '../../shared/data/waltons_dataset.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
    $waltons = Join-Path $PSScriptRoot '../../shared/data/waltons_dataset.csv'
    $lives = New-TestFile "$TestDrive/lives.csv" 'days,lost,why,from,plan', '10,1,price,,a', '20,0,,5,a', '30,1,moved,,b', '30,1,price,,b', '40,1,price,,b', '50,0,,,b'
    $small = New-TestFile "$TestDrive/small.csv" 'customer_id,date,amount,channel', 'A,2024-01-01,1,web', 'A,2024-01-11,1,shop', 'A,2024-03-01,1,web', 'B,2024-01-20,1,shop', 'C,2024-02-25,1,web'

    function Format-Screen {
        param([Parameter(ValueFromPipeline)] $InputObject)
        end { ($input | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ } }
    }
}

Describe 'Measure-CustomerSurvival of a table of durations' {
    It 'gives the published figures, from rows and from the file' -Skip:(-not $hasFigures) {
        $fromRows = Import-Csv $waltons | Measure-CustomerSurvival -DurationColumn T -EventColumn E -GroupColumn group
        $fromFile = Measure-CustomerSurvival $waltons -DurationColumn T -EventColumn E -GroupColumn group
        foreach ($survival in $fromRows, $fromFile) {
            $survival | ForEach-Object { "$($_.Group) $($_.Customers) $($_.Lost) $($_.Median)" } | Should -Be 'control 129 122 58', 'miR-137 34 34 26'
        }

        $test = Import-Csv $waltons | Measure-CustomerSurvival -DurationColumn T -EventColumn E -GroupColumn group -Test LogRank
        $test.ChiSquare | Should -BeGreaterThan 122.249
        $test.ChiSquare | Should -BeLessThan 122.2492
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'Group', 'Customers', 'Lost', 'Censored', 'LateEntries', 'Median', 'MedianLow', 'MedianHigh', 'Quantiles', 'RestrictedMean', 'RestrictedMeanLow', 'RestrictedMeanHigh', 'Horizon'
        $survival = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost
        $survival.PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
        $survival.Customers, $survival.Lost, $survival.Censored, $survival.LateEntries | Should -Be 6, 4, 2, 0
        $survival.Rule | Should -Be 'as the table tells'
    }

    It 'takes late entries' {
        $survival = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -EntryColumn from
        $survival.LateEntries | Should -Be 1
        $survival.Curve[0].AtRisk, $survival.Curve[0].Entered | Should -Be 6, 1
    }

    It 'lays the curve out as lines, those of the reasons after it' {
        $lines = Measure-CustomerSurvival $lives -DurationColumn days -ReasonColumn why -GroupColumn plan -AsCurve
        $lines | ForEach-Object { "$($_.Group) $($_.Reason) $($_.Age) $($_.AtRisk) $($_.Lost) $($_.Share.ToString('0.###', [cultureinfo]::InvariantCulture))" } | Should -Be @(
            'a  10 2 1 0.5', 'a  20 1 0 0.5', 'a moved 10 2 0 0', 'a moved 20 1 0 0', 'a price 10 2 1 0.5', 'a price 20 1 0 0.5'
            'b  30 4 2 0.5', 'b  40 2 1 0.25', 'b  50 1 0 0.25', 'b moved 30 4 1 0.25', 'b moved 40 2 0 0.25', 'b moved 50 1 0 0.25'
            'b price 30 4 1 0.25', 'b price 40 2 1 0.5', 'b price 50 1 0 0.5'
        )
    }

    It 'goes to a CSV and back' {
        Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -AsCurve | Export-Csv "$TestDrive/curve.csv"
        (Import-Csv "$TestDrive/curve.csv").Count | Should -Be 5
        (Import-Csv "$TestDrive/curve.csv")[0].Age | Should -Be '10'
    }

    It 'takes <Way>' -ForEach @(
        @{ Way = 'hashtables'; Script = { @{ days = 5; lost = $true }, @{ days = 7.5; lost = 0 } | Measure-CustomerSurvival -DurationColumn days -EventColumn lost } }
        @{ Way = 'an array as one argument'; Script = { Measure-CustomerSurvival -InputObject ([pscustomobject]@{ days = 5; lost = 1 }), ([pscustomobject]@{ days = 7.5; lost = 0 }) -DurationColumn days -EventColumn lost } }
        @{ Way = 'a data table'; Script = { Measure-CustomerSurvival -InputObject (New-LifeTable) -DurationColumn days -EventColumn lost } }
        @{ Way = 'a data reader'; Script = { Measure-CustomerSurvival -InputObject (New-LifeTable).CreateDataReader() -DurationColumn days -EventColumn lost } }
    ) {
        function New-LifeTable {
            $made = [Data.DataTable]::new()
            $null = $made.Columns.Add('days', [double])
            $null = $made.Columns.Add('lost', [bool])
            $null = $made.Rows.Add(5.0, $true)
            $null = $made.Rows.Add(7.5, $false)
            , $made
        }

        $survival = & $Script
        $survival.Customers, $survival.Lost, $survival.Median | Should -Be 2, 1, 6.25
    }

    It 'turns ages into another unit' {
        (Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -Unit Week -AgeUnit Day).Median | Should -Be (30 * 7)
        (Get-Failure { Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -AgeUnit Day }).Id | Should -Be 'DurationUnitMissing'
    }

    It 'names the row and the column of what cannot be read: <Id>' -ForEach @(
        @{ Id = 'DurationInvalid'; Row = @{ days = 'five'; lost = 1 }; Column = 'days' }
        @{ Id = 'EventUnknown'; Row = @{ days = 5; lost = 'price' }; Column = 'lost' }
    ) {
        $failure = Get-Failure { [pscustomobject]@{ days = 1; lost = 1 }, [pscustomobject] $Row | Measure-CustomerSurvival -DurationColumn days -EventColumn lost }
        $failure.Id, $failure.Category, $failure.Target | Should -Be $Id, 'InvalidData', 'rows from the pipeline:2'
        $failure.Message | Should -BeLike "rows from the pipeline, row 2, column '$Column': *"
        $failure.Remedy | Should -Not -BeLike '*Import-CustomerTransaction*'
    }

    It 'says which columns there are' {
        $failure = Get-Failure { Measure-CustomerSurvival $lives -DurationColumn day -EventColumn lost }
        $failure.Id | Should -Be 'ColumnNotFound'
        $failure.Message | Should -BeLike "*'days', 'lost', 'why'*"
        $failure.Remedy | Should -BeLike '*-DurationColumn*'
    }

    It 'wants to know who was lost' {
        (Get-Failure { Measure-CustomerSurvival $lives -DurationColumn days }).Id | Should -Be 'EventColumnMissing'
    }

    It 'says of durations without their parameter what to do' {
        $failure = Get-Failure { Measure-CustomerSurvival $lives -ActivityRule Window -WindowDays 30 }
        $failure.Id | Should -Be 'ColumnNotFound'
        $failure.Remedy | Should -BeLike '*-DurationColumn*'
    }
}

Describe 'Measure-CustomerSurvival of transactions' {
    It 'declares losses by the rule' {
        # A is lost on 21 January, and came back in March; B on 30 January; C is still there.
        $survival = Measure-CustomerSurvival $small -ActivityRule Window -WindowDays 10 -AsOf 2024-03-02
        $survival.Curve | ForEach-Object { "$($_.Age) $($_.AtRisk) $($_.Lost) $($_.Censored)" } | Should -Be '6 3 0 1', '10 2 1 0', '20 1 1 0'
        $survival.CameBack, $survival.CameBackShare | Should -Be 1, 0.5
        $survival.Rule | Should -Be 'declared lost after 10 days without an activity'
        $survival.WindowDays, "$($survival.ActivityRule)", "$($survival.Unit)" | Should -Be 10, 'Window', 'Day'
    }

    It 'has customers in the group of their first activity' {
        Measure-CustomerSurvival $small -ActivityRule Window -WindowDays 10 -AsOf 2024-03-02 -GroupBy channel | ForEach-Object { "$($_.Group) $($_.Customers) $($_.Lost)" } | Should -Be 'shop 1 1', 'web 2 1'
    }

    It 'follows from a day on' {
        $survival = Measure-CustomerSurvival $small -ActivityRule Window -WindowDays 10 -AsOf 2024-03-02 -Since 2024-01-25 -WarningVariable warnings -WarningAction SilentlyContinue
        $survival.Customers, $survival.LateEntries | Should -Be 2, 1
        $warnings | Should -Be '1 customer is left out, lost by 2024-01-25.'
    }

    It 'answers a database as it does a table' {
        $ofTable = Measure-CustomerSurvival $orders -ActivityRule Window -WindowDays 180 -AsCurve
        $ofDatabase = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$($orders -replace 'csv$', 'db')" -Table orders | Measure-CustomerSurvival -ActivityRule Window -WindowDays 180 -AsCurve
        $ofDatabase.Count | Should -BeGreaterThan 100
        $ofDatabase | ConvertTo-Csv | Should -Be ($ofTable | ConvertTo-Csv)
    }

    It 'says that there is nothing' {
        $survival = Measure-CustomerSurvival $small -ActivityRule Window -WindowDays 10 -AsOf 2020-01-01 -WarningVariable warnings -WarningAction SilentlyContinue
        $survival | Should -BeNullOrEmpty
        $warnings | Should -BeLike '*has no rows before the as-of date 2020-01-01.'
        Measure-CustomerSurvival $small -ActivityRule Window -WindowDays 10 -AsOf 2020-01-01 -Test LogRank -WarningAction SilentlyContinue | Should -BeNullOrEmpty
    }

    It 'proposes a window' {
        $failure = Get-Failure { Measure-CustomerSurvival $orders -ActivityRule Window }
        $failure.Id | Should -Be 'WindowDaysMissing'
        $failure.Message | Should -BeLike '*A proposal is*'
    }
}

Describe 'Measure-CustomerSurvival of subscriptions' {
    BeforeAll {
        $path = New-TestFile "$TestDrive/terms.csv" 'customer_id,start,end,amount,plan', 'A,2024-01-01,2024-02-01,10,basic', 'A,2024-03-01,2024-04-01,10,basic', 'B,2024-01-15,,10,basic', 'C,2024-01-10,2024-01-31,10,plus'
        $subscriptions = Import-CustomerSubscription $path -BillingPeriod Month -TimeZone UTC -AsOf 2024-04-15 -GroupColumn plan
    }

    It 'needs no rule, since the terms tell who is lost' {
        $survival = $subscriptions | Measure-CustomerSurvival
        $survival.Curve | ForEach-Object { "$($_.Age) $($_.AtRisk) $($_.Lost) $($_.Censored)" } | Should -Be '21 3 1 0', '31 2 1 0', '91 1 0 1'
        $survival.CameBack, "$($survival.ActivityRule)", $survival.Rule | Should -Be 1, 'Contract', 'lost with the end of the paid term'
        ($subscriptions | Measure-CustomerSurvival -GroupBy plan).Group | Should -Be 'basic', 'plus'
    }

    It 'has no window' {
        (Get-Failure { $subscriptions | Measure-CustomerSurvival -WindowDays 30 }).Id | Should -Be 'WindowDaysWithoutWindow'
        (Get-Failure { $subscriptions | Measure-CustomerSurvival -ActivityRule Window -WindowDays 30 }).Id | Should -Be 'ContractsHaveOneRule'
    }
}

Describe 'Measure-CustomerSurvival with reasons' {
    BeforeAll {
        $path = New-TestFile "$TestDrive/why.csv" 'customer_id,start,end,amount', 'A,2024-01-01,2024-02-01,10', 'A,2024-02-01,2024-03-01,10', 'B,2024-01-01,2024-02-01,10', 'C,2024-01-01,2024-03-01,10', 'D,2024-01-01,2024-06-01,10', 'E,2024-01-15,2024-02-01,10'
        $terms = Import-CustomerSubscription $path -BillingPeriod Month -TimeZone UTC -AsOf 2024-04-15
        $reasons = New-TestFile "$TestDrive/reasons.csv" 'customer,date,direction,reason', 'A,2024-01-05,Out,moved', 'A,2024-02-20,Out,price', 'B,2024-02-01,Out,moved', 'C,2024-02-02,Stay,friends', 'D,2024-02-03,Out,price', 'E,2024-02-03,Out,late'
        function Format-Curve {
            process { "$($_.Reason) $($_.Age) $($_.AtRisk) $($_.Lost) $($_.Share.ToString('0.####', [cultureinfo]::InvariantCulture))" }
        }
    }

    It 'gives each lost customer the latest reason up to the loss, and tells those without one' {
        # E said it after the loss, C why it stayed, and D is still there.
        $lines = $terms | Measure-CustomerSurvival -Reason $reasons -AsCurve -WarningVariable told 3> $null | Where-Object Reason | Format-Curve
        $lines | Should -Be @(
            '(no reason recorded) 17 5 1 0.2', '(no reason recorded) 31 4 0 0.2', '(no reason recorded) 60 3 1 0.4', '(no reason recorded) 105 1 0 0.4'
            'moved 17 5 0 0', 'moved 31 4 1 0.2', 'moved 60 3 0 0.2', 'moved 105 1 0 0.2'
            'price 17 5 0 0', 'price 31 4 0 0', 'price 60 3 1 0.2', 'price 105 1 0 0.2'
        )
        "$told" | Should -BeLike '2 of 5 reasons Out explain no loss:*'
    }

    It 'takes later reasons by -WithinDays' {
        $survival = $terms | Measure-CustomerSurvival -Reason $reasons -WithinDays 2 3> $null
        $survival.Curve[0].Incidence | Where-Object Lost | ForEach-Object Reason | Should -Be 'late'
        $survival.Rule | Should -Be 'lost with the end of the paid term; reasons from reasons.csv'
        $survival.Method | Should -Be 'Kaplan-Meier, Aalen-Johansen'
    }

    It 'leaves the shares of a source and of the table of its durations the same' {
        $fromSource = Measure-CustomerSurvival $orders -ActivityRule Window -WindowDays 180 -Reason (Join-Path (Split-Path $orders) 'reasons.csv') -AsCurve 3> $null
        $plain = Measure-CustomerSurvival $orders -ActivityRule Window -WindowDays 180 -AsCurve
        $byAge = $fromSource | Group-Object Age
        $byAge.Count | Should -Be $plain.Count
        for ($i = 0; $i -lt $plain.Count; $i++) {
            $left, $lost = $byAge[$i].Group.Where({ -not $_.Reason }, 'Split')
            $left.Lost | Should -Be $plain[$i].Lost
            ($lost | Measure-Object Lost -Sum).Sum | Should -Be $plain[$i].Lost
            [math]::Abs(($lost | Measure-Object Share -Sum).Sum + $left.Share - 1) | Should -BeLessThan 1e-12
        }
    }

    It 'wants the reasons with -WithinDays, and neither with a table of durations' {
        (Get-Failure { $terms | Measure-CustomerSurvival -WithinDays 3 }).Id | Should -Be 'WithinDaysWithoutReason'
        (Get-Failure { $terms | Measure-CustomerSurvival -Reason $reasons -WithinDays -1 }).Id | Should -Be 'WithinDaysInvalid'
        (Get-Failure { Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -Reason $reasons }).Id | Should -Be 'DurationsAlreadyMade'
    }
}

Describe 'Tests between groups' {
    It 'give one record each' {
        $tests = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -GroupColumn plan -Test LogRank, Wilcoxon, TaroneWare, Peto, FlemingHarrington -FlemingP 0 -FlemingQ 0
        $tests.Test | ForEach-Object { "$_" } | Should -Be 'LogRank', 'Wilcoxon', 'TaroneWare', 'Peto', 'FlemingHarrington'
        $tests[4].ChiSquare | Should -Be $tests[0].ChiSquare
        $tests[0].DegreesOfFreedom, $tests[0].ByGroup.Count | Should -Be 1, 2
        ($tests[0].ByGroup | Measure-Object Observed -Sum).Sum | Should -Be 4
    }
}

Describe 'What is shown' {
    It 'of survival is a line for each group' {
        $shown = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -GroupColumn plan -Unit Day | Format-Screen
        $shown[0] | Should -Match '^Group Customers Lost Median MedianLow MedianHigh RestrictedMean Horizon Unit$'
        $shown.Count | Should -Be 4
    }

    It 'of survival as a list has no object in it' {
        $shown = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost | Format-List | Format-Screen
        "$shown" | Should -BeLike '*25*% lost by 30, 50*% lost by 30, *'
        "$shown" | Should -Not -BeLike '*{*'
    }

    It 'of a test is its statistic' {
        $shown = Measure-CustomerSurvival $lives -DurationColumn days -EventColumn lost -GroupColumn plan -Test LogRank | Format-Screen
        $shown[0] | Should -Match '^Test +Groups ChiSquare DegreesOfFreedom +PValue Customers Lost Reason$'
    }
}
