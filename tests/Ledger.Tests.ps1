#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rules = Get-RuleSet
    $noGold = -not (Get-PublishedData 'cdnow_sample.csv')
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')

    # Four months: A stays, B pauses, C leaves, D comes.
    $path = New-TestFile "$TestDrive/orders.csv" @(
        'customer_id,date,amount'
        'A,2024-01-05,10'
        'B,2024-01-10,20'
        'C,2024-01-15,30'
        'A,2024-02-05,15'
        'A,2024-03-05,15'
        'B,2024-03-06,25'
        'D,2024-03-07,40'
        'A,2024-04-01,5'
    )
    $table = Import-CustomerTransaction $path -TimeZone UTC -AsOf 2024-05-01
}

Describe 'Get-CustomerLedger' {
    It 'gives the worked ledger of <Name>: <Title>' -ForEach $rules {
        $entries = & $Command $Rows @Import | Get-CustomerLedger @Question -WarningAction SilentlyContinue
        Compare-Record $entries $Ledger | Should -BeNullOrEmpty
        $entries.Check + $entries.ValueCheck + $entries.RowCheck | Sort-Object -Unique | Should -Be 0
        $entries | Where-Object { $_.Opening + $_.New + $_.Returned + $_.MovedIn - $_.Lost - $_.MovedOut -ne $_.Closing } | Should -BeNullOrEmpty
        $entries.ActivityRule | Sort-Object -Unique | Should -Be $Question.ActivityRule
        $entries.Unit | Sort-Object -Unique | Should -Be $Question.Period
    }

    It 'gives the published ledger of CDNOW by <Way>' -Skip:$noGold -ForEach @(
        @{ Way = '-Path'; Script = { Get-CustomerLedger -Path $cdnow -Period Quarter -AsOf 1998-07-01 } }
        @{ Way = '-LiteralPath'; Script = { Get-CustomerLedger -LiteralPath $cdnow -Period Quarter } }
        @{ Way = 'a file from the pipeline'; Script = { Get-Item -LiteralPath $cdnow | Get-CustomerLedger -Period Quarter } }
        @{ Way = 'Import-Csv'; Script = { Import-Csv -LiteralPath $cdnow | Get-CustomerLedger -Period Quarter } }
        @{ Way = 'Import-CustomerTransaction'; Script = { Import-CustomerTransaction $cdnow | Get-CustomerLedger -Period Quarter -AsOf 1998-07-01 } }
    ) {
        $cdnow = Get-PublishedData 'cdnow_sample.csv'
        & $Script 3>$null | Format-Ledger | Should -Be (Get-PublishedLedger)
    }

    It 'keeps the names and the order that scripts rely on' {
        $expected = 'Period, Start, End, Group, IsComplete, Opening, New, Returned, MovedIn, Lost, MovedOut, Closing, Transient, Interrupted, Undecided, OpeningValue, NewValue, ReturnedValue, MovedInValue, Expansion, Contraction, LostValue, MovedOutValue, FxEffect, ClosingValue, TransientValue, OutsideValue, Check, ValueCheck, RowCheck' -split ', '
        $entry = $table | Get-CustomerLedger | Select-Object -First 1
        $entry.PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
        $entry.ClosingValue | Should -BeOfType [decimal]
        $entry.Start | Should -BeOfType [datetime]
    }

    It 'answers once for each source' {
        ($table, $table | Get-CustomerLedger -Period Year -WarningAction SilentlyContinue).Count | Should -Be 2
    }

    It 'shows months unless told otherwise' {
        ($table | Get-CustomerLedger).Period | Should -Be '2024-01', '2024-02', '2024-03', '2024-04'
    }

    It 'names periods: <Period>' -ForEach @(
        @{ Period = 'Day'; Label = '2024-04-01'; Start = '2024-04-01'; End = '2024-04-02' }
        @{ Period = 'Week'; Label = '2024-W14'; Start = '2024-04-01'; End = '2024-04-08' }
        @{ Period = 'Month'; Label = '2024-04'; Start = '2024-04-01'; End = '2024-05-01' }
        @{ Period = 'Quarter'; Label = '2024Q2'; Start = '2024-04-01'; End = '2024-07-01' }
        @{ Period = 'Year'; Label = '2024'; Start = '2024-01-01'; End = '2025-01-01' }
    ) {
        $entry = $table | Get-CustomerLedger -Period $Period -AsOf 2024-04-02 -Last 1 -WarningAction SilentlyContinue
        $entry.Period, $entry.Start, $entry.End | Should -Be $Label, ([datetime] $Start), ([datetime] $End)
    }
}

Describe 'The range shown' {
    It '<Name> shows <Expected>' -ForEach @(
        @{ Name = '-Last 2'; Given = @{ Last = 2 }; Expected = '2024-03', '2024-04' }
        @{ Name = '-Last 99'; Given = @{ Last = 99 }; Expected = '2024-01', '2024-02', '2024-03', '2024-04' }
        @{ Name = '-Since in a month'; Given = @{ Since = '2024-02-20' }; Expected = '2024-02', '2024-03', '2024-04' }
        @{ Name = '-Since on an edge'; Given = @{ Since = '2024-03-01' }; Expected = '2024-03', '2024-04' }
        @{ Name = '-Until on an edge'; Given = @{ Until = '2024-03-01' }; Expected = '2024-01', '2024-02' }
        @{ Name = '-Until in a month'; Given = @{ Until = '2024-03-02' }; Expected = '2024-01', '2024-02', '2024-03' }
        @{ Name = '-Since and -Until'; Given = @{ Since = '2024-02-01'; Until = '2024-04-01' }; Expected = '2024-02', '2024-03' }
        @{ Name = '-Until and -Last'; Given = @{ Until = '2024-04-01'; Last = 1 }; Expected = '2024-03' }
    ) {
        $whole = $table | Get-CustomerLedger
        $shown = $table | Get-CustomerLedger @Given
        $shown.Period | Should -Be $Expected
        # History before the range stays known: the same entries, only fewer.
        $shown | ConvertTo-Json | Should -Be ($whole | Where-Object Period -in $Expected | ConvertTo-Json)
    }

    It 'keeps B a returned customer when March alone is shown' {
        $entry = $table | Get-CustomerLedger -Since 2024-03-01 -Until 2024-04-01
        $entry.Returned, $entry.New, $entry.Opening | Should -Be 1, 1, 1
    }

    It 'without a period says so' {
        $entries = $table | Get-CustomerLedger -Since 2030-01-01 -WarningVariable warnings -WarningAction SilentlyContinue
        $entries | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*2024-01-01*2024-05-01*'
    }

    It 'of no periods is refused' {
        $failure = Get-Failure { $table | Get-CustomerLedger -Last 0 }
        $failure.Id, $failure.Category | Should -Be 'LastInvalid', 'InvalidArgument'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }
}

Describe 'The as-of date' {
    It 'of the source holds' {
        (Import-CustomerTransaction $path -AsOf 2024-03-01 | Get-CustomerLedger).Period | Should -Be '2024-01', '2024-02'
        (Get-CustomerLedger $path -AsOf 2024-03-01).Period | Should -Be '2024-01', '2024-02'
    }

    It 'of the cmdlet overrides it, both ways, and is echoed' {
        $source = Import-CustomerTransaction $path -TimeZone UTC -AsOf 2024-03-01
        $earlier = $source | Get-CustomerLedger -AsOf 2024-02-01
        $earlier.Period, $earlier.AsOf | Should -Be '2024-01', ([datetime]'2024-02-01')
        $later = $source | Get-CustomerLedger -AsOf 2024-05-01
        $later | ConvertTo-Json | Should -Be ($table | Get-CustomerLedger | ConvertTo-Json)
        $source.AsOf | Should -Be ([datetime]'2024-03-01')
    }

    It 'before the first row gives nothing, and says so' {
        $entries = $table | Get-CustomerLedger -AsOf 2024-01-01 -WarningVariable warnings -WarningAction SilentlyContinue
        $entries | Should -BeNullOrEmpty
        "$warnings" | Should -BeLike '*no rows before*2024-01-01*'
    }
}

Describe 'An open period' {
    It 'is shown, marked and warned of once, with the date that closes it' {
        $entries = $table | Get-CustomerLedger -AsOf 2024-04-02 -WarningVariable warnings -WarningAction SilentlyContinue
        $entries.IsComplete | Should -Be $true, $true, $true, $false
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*2024-04*-AsOf 2024-05-01*'
    }

    It 'that is not shown is not warned of' {
        $null = $table | Get-CustomerLedger -AsOf 2024-04-02 -Until 2024-04-01 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }

    It 'is no more at its end' {
        $null = $table | Get-CustomerLedger -AsOf 2024-05-01 -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
    }
}

Describe 'The activity rule Window' {
    It 'proposes a window when none is given' {
        $failure = Get-Failure { $table | Get-CustomerLedger -ActivityRule Window }
        $failure.Id, $failure.Category | Should -Be 'WindowDaysMissing', 'InvalidArgument'
        $failure.Message | Should -Match '-WindowDays.*A proposal is \d+: .*came back later'
        $failure.Remedy | Should -BeLike '*-WindowDays*'
        $failure.Output | Should -Be 0
    }

    It 'proposes 365 days for CDNOW, and tells what came back' -Skip:$noGold {
        $failure = Get-Failure { Get-CustomerLedger (Get-PublishedData 'cdnow_sample.csv') -AsOf 1998-07-01 -ActivityRule Window }
        $failure.Message | Should -BeLike '*A proposal is 365: of those it would have declared lost, 5*came back later*30 days: 51*'
    }

    It 'says that short data is too short' {
        $failure = Get-Failure { Get-CustomerLedger (New-TestFile "$TestDrive/short.csv" 'customer,date,amount', 'A,2024-01-01,1') -ActivityRule Window }
        $failure.Id | Should -Be 'WindowDaysMissing'
        $failure.Message | Should -BeLike '*too short*'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a window of no days'; Given = @{ ActivityRule = 'Window'; WindowDays = 0 }; Id = 'WindowDaysInvalid' }
        @{ Name = 'a window of minus one day'; Given = @{ ActivityRule = 'Window'; WindowDays = -1 }; Id = 'WindowDaysInvalid' }
        @{ Name = 'a window of more than a century'; Given = @{ ActivityRule = 'Window'; WindowDays = 36526 }; Id = 'WindowDaysInvalid' }
        @{ Name = 'days without the rule'; Given = @{ WindowDays = 30 }; Id = 'WindowDaysWithoutWindow' }
    ) {
        $failure = Get-Failure { $table | Get-CustomerLedger @Given }
        $failure.Id, $failure.Category | Should -Be $Id, 'InvalidArgument'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'echoes its days with every entry' {
        $entries = $table | Get-CustomerLedger -ActivityRule Window -WindowDays 40
        $entries.WindowDays | Should -Be 40, 40, 40, 40
        # B is lost on 19 February and again on 15 April, C on 24 February, D on 16 April.
        $entries.Losses | Should -Be 0, 2, 0, 2
    }
}
