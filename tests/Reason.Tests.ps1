#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Reasons as they are typed. What each line is, against the rows, is tested in Engine.Tests/Reasons.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = New-TestFile "$TestDrive/rows.csv" 'customer_id,date,amount,region', 'A,2024-01-10,100,north', 'B,2024-01-20,50,south', 'C,2024-01-25,30,north', 'D,2024-01-30,20,south', 'D,2024-02-10,25,south'
    $reasons = New-TestFile "$TestDrive/reasons.csv" 'customer,date,direction,reason,source', 'A,2024-01-15,Out,Service,call', 'A,2024-02-03,out,Price,survey', 'B,2024-02-29,Out,Price,survey', 'B,2024-02-29,Out,Delivery,survey', 'D,2024-02-20,Out,Price,survey', 'D,2024-02-05,Stay,Quality,call', 'A,2024-01-09,In,Search,'
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-04-01 -GroupColumn region

    function Format-Reason {
        process { "$($_.Period) $($_.Group) $($_.Movement) $($_.Reason) $($_.Customers) $($_.Value.ToString('0.##', [cultureinfo]::InvariantCulture))" }
    }

    $lost = @(
        '2024-02  Lost (no reason recorded) 1 30', '2024-02  Lost Price 1 100', '2024-02  Lost Delivery 1 50'
        '2024-03  Lost (no reason recorded) 0 0', '2024-03  Lost Price 1 25', '2024-03  Lost Delivery 0 0'
    )
}

Describe 'Get-CustomerReason' {
    It 'gives the losses by reason, those without one first' {
        $table | Get-CustomerReason -Reason $reasons -Last 2 | Format-Reason | Should -Be $lost
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'Period', 'Group', 'Movement', 'Reason', 'Kind', 'Customers', 'CustomerShare', 'Low', 'High', 'Value', 'ValueShare'
        ($table | Get-CustomerReason -Reason $reasons)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'takes reasons from <Way>' -ForEach @(
        @{ Way = 'a file'; Given = { Get-Item $reasons } }
        @{ Way = 'a wildcard'; Given = { "$TestDrive/reas*.csv" } }
        @{ Way = 'rows'; Given = { Import-Csv $reasons } }
        @{ Way = 'hashtables'; Given = { Import-Csv $reasons | ForEach-Object { @{ customer = $_.customer; date = [datetime] $_.date; direction = $_.direction; reason = $_.reason } } } }
        @{ Way = 'a data table'; Given = {
                $data = [Data.DataTable]::new()
                'customer', 'date', 'direction', 'reason' | ForEach-Object { $null = $data.Columns.Add($_) }
                Import-Csv $reasons | ForEach-Object { $null = $data.Rows.Add($_.customer, $_.date, $_.direction, $_.reason) }
                , $data
            }
        }
        @{ Way = 'two files'; Given = {
                $lines = Get-Content $reasons
                (New-TestFile "$TestDrive/1.csv" $lines[0..3]), (New-TestFile "$TestDrive/2.csv" (@($lines[0]) + $lines[4..7]))
            }
        }
    ) {
        $given = & $Given
        $table | Get-CustomerReason -Reason $given -Last 2 | Format-Reason | Should -Be $lost
    }

    It 'answers <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Get-CustomerReason $rows -AsOf 2024-04-01 -Reason $reasons -Last 2 } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Get-CustomerReason -AsOf 2024-04-01 -Reason $reasons -Last 2 } }
        @{ Way = 'a file'; Script = { Get-Item $rows | Get-CustomerReason -AsOf 2024-04-01 -Reason $reasons -Last 2 } }
    ) {
        & $Script | Format-Reason | Should -Be $lost
    }

    It 'explains what a direction says: <Direction>' -ForEach @(
        @{ Direction = 'In'; Lines = '2024-01  New (no reason recorded) 3 100', '2024-01  New Search 1 100', '2024-01  Returned (no reason recorded) 0 0' }
        @{ Direction = 'Stay'; Lines = '2024-02  Kept (no reason recorded) 0 0', '2024-02  Kept Quality 1 25' }
        @{ Direction = 'NoRefer'; Lines = @('2024-02  Closing (no reason recorded) 1 25') }
    ) {
        $table | Get-CustomerReason -Reason $reasons -Direction $Direction -WarningAction Ignore | Where-Object Period -eq @($Lines)[0].Substring(0, 7) | Format-Reason | Should -Be $Lines
    }

    It 'puts what is not among the top together' {
        $lines = $table | Get-CustomerReason -Reason $reasons -Since 2024-02-01 -Until 2024-03-01 -Top 1 -By Money
        $lines | Format-Reason | Should -Be '2024-02  Lost (no reason recorded) 1 30', '2024-02  Lost Price 1 100', '2024-02  Lost (other reasons) 1 50'
        "$($lines.Kind)" | Should -Be 'NotRecorded Recorded Other'
    }

    It 'answers by group' {
        $table | Get-CustomerReason -Reason $reasons -GroupBy region -Since 2024-02-01 -Until 2024-03-01 | Format-Reason | Should -Be @(
            '2024-02 north Lost (no reason recorded) 1 30', '2024-02 north Lost Price 1 100'
            '2024-02 south Lost (no reason recorded) 0 0', '2024-02 south Lost Delivery 1 50'
        )
    }

    It 'says what changed' {
        $price = ($table | Get-CustomerReason -Reason $reasons -Last 1)[1]
        $price.Previous, $price.Change, $price.ValueChange | Should -Be 1, 0, -75
        [math]::Round($price.ShareChange, 6) | Should -Be 0.666667
    }

    It 'gives no share of a period that is not over, unless it is asked for' {
        $open = ($table | Get-CustomerReason -Reason $reasons -AsOf 2024-02-20 -Last 1 -WarningAction Ignore)[1]
        $open.Customers, $open.CustomerShare, $open.Note | Should -Be 1, $null, 'the period is open until 2024-03-01'
        ($table | Get-CustomerReason -Reason $reasons -AsOf 2024-02-20 -Last 1 -IncludeOpen -WarningAction Ignore)[1].CustomerShare | Should -BeGreaterThan 0
    }

    It 'warns of reasons that explain nothing' {
        $more = @(Import-Csv $reasons) + [pscustomobject]@{ customer = 'Z'; date = '2024-02-03'; direction = 'Out'; reason = 'Price'; source = '' } + [pscustomobject]@{ customer = 'D'; date = '2024-01-30'; direction = 'Out'; reason = 'Price'; source = '' }
        $null = $table | Get-CustomerReason -Reason $more -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings | Should -Be '2 of 7 reasons Out dated in the periods shown explain nothing: 1 of customers that rows.csv does not have; 1 of customers without such a movement at that time.'
    }

    It 'reads dates as it is told' {
        $german = New-TestFile "$TestDrive/german.csv" 'customer;date;reason', 'A;03.02.2024;Price'
        (Get-Failure { $table | Get-CustomerReason -Reason $german }).Id | Should -Be 'DateAmbiguous'
        ($table | Get-CustomerReason -Reason $german -Culture de-DE | Where-Object Kind -eq Recorded | Where-Object Customers).Period | Should -Be '2024-02'
        ($table | Get-CustomerReason -Reason $german -DateFormat dd.MM.yyyy | Where-Object Kind -eq Recorded | Where-Object Customers).Period | Should -Be '2024-02'
    }

    It 'says whose dates it means' {
        $odd = New-TestFile "$TestDrive/odd.csv" 'customer_id,date,amount', 'A,31.01.2024,1'
        (Get-Failure { Get-CustomerReason $odd -Reason $reasons -Culture de-DE }).Remedy | Should -BeLike '*For transactions these parameters belong to Import-CustomerTransaction*'
    }

    It 'works on subscriptions' {
        $terms = @{ customer = 'A'; start = '2024-01-10'; end = '2024-03-10'; mrr = 10 }, @{ customer = 'B'; start = '2024-01-20'; end = ''; mrr = 5 } | Import-CustomerSubscription -AsOf 2024-04-01 -TimeZone UTC
        $terms | Get-CustomerReason -Reason @{ customer = 'A'; date = '2024-02-25'; reason = 'Price' } -Last 1 | Format-Reason | Should -Be '2024-03  Lost (no reason recorded) 0 0', '2024-03  Lost Price 1 10'
        ($terms | Get-CustomerWinBack)[-1].LostBefore | Should -Be 0
    }

    It 'fails with <Id>: <Name>' -ForEach @(
        @{ Id = 'FileNotFound'; Name = 'no such file'; Script = { $table | Get-CustomerReason -Reason "$TestDrive/none.csv" } }
        @{ Id = 'CustomerMissing'; Name = 'an empty customer'; Script = { $table | Get-CustomerReason -Reason @{ customer = ''; date = '2024-01-01'; reason = 'x' } }; Says = 'the rows of -Reason, row 1*' }
        @{ Id = 'ReasonDirectionUnknown'; Name = 'a direction of its own'; Script = { $table | Get-CustomerReason -Reason @{ customer = 'A'; date = '2024-01-01'; reason = 'x'; direction = 'up' } }; Remedy = '*In, Stay*' }
        @{ Id = 'ColumnNotFound'; Name = 'no reason in the rows'; Script = { $table | Get-CustomerReason -Reason @{ customer = 'A'; date = '2024-01-01' } }; Remedy = '*-Reason*' }
        @{ Id = 'InputNotRows'; Name = 'an empty row'; Script = { $table | Get-CustomerReason -Reason @{} } }
        @{ Id = 'TextNotUtf8'; Name = 'another encoding'; Script = { $table | Get-CustomerReason -Reason (New-TestFile "$TestDrive/latin.csv" 'customer,date,reason', 'A,2024-01-01,é' -Encoding ([Text.Encoding]::Latin1)) }; Remedy = '*Import-Csv*' }
        @{ Id = 'TopInvalid'; Name = 'a top of none'; Script = { $table | Get-CustomerReason -Reason $reasons -Top 0 } }
        @{ Id = 'WithinDaysInvalid'; Name = 'days below 0'; Script = { $table | Get-CustomerReason -Reason $reasons -WithinDays -1 } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id, $failure.Output | Should -Be $Id, 0
        $failure.Message | Should -BeLike ($Says ?? '*')
        $failure.Remedy | Should -BeLike ($Remedy ?? '?*')
        $failure.Remedy | Should -Not -BeLike '*belong to*'
    }

    It 'fits the screen' {
        $screen = ($table | Get-CustomerReason -Reason $reasons | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd
        ($screen | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        $screen[1] | Should -Match '^Period +Movement +Reason +Customers +Share +Low +High +Value +ValueShare +Change +ShareChange$'
    }
}

Describe 'Get-CustomerMember of a reason' {
    It 'gives its customers, with what they told' {
        $lines = $table | Get-CustomerReason -Reason $reasons -Since 2024-02-01 -Until 2024-03-01 -Top 1
        $lines | Get-CustomerMember | ForEach-Object { "$($_.CustomerId) $($_.OpeningValue) $($_.Reason) $('{0:yyyy-MM-dd}' -f $_.ReasonDate) $($_.ReasonSource)" } |
            Should -Be 'C 30   ', 'A 100 Price 2024-02-03 survey', 'B 50 Delivery 2024-02-29 survey'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a movement'; Id = 'MovementOfReason'; Script = { $_ | Get-CustomerMember Lost } }
        @{ Name = 'a line that was a file'; Id = 'ReasonTableMissing'; Script = { $_ | Export-Csv "$TestDrive/lines.csv"; Import-Csv "$TestDrive/lines.csv" | Get-CustomerMember } }
        @{ Name = 'a line that crossed a job'; Id = 'ReasonTableMissing'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_)) | Get-CustomerMember -Source $table } }
    ) {
        $line = ($table | Get-CustomerReason -Reason $reasons)[0]
        (Get-Failure { $line | ForEach-Object $Script }).Id | Should -Be $Id
    }
}
