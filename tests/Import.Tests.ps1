#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')

    # Six rows: a free one, a refund, and one customer with cents.
    $lines = @(
        'customer_id,date,amount'
        'A-1,2024-01-01,10.50'
        'B-2,2024-01-15,0'
        'A-1,2024-02-03,-2.25'
        'C-3,2024-02-10,7.0001'
        'B-2,2024-03-01,100'
        'A-1,2024-03-31,1'
    )
    $path = New-TestFile "$TestDrive/orders.csv" $lines
    $asOf = [datetime]'2024-04-01'
    $expected = Get-TableText (Import-CustomerTransaction $path -TimeZone UTC)
    $rows = Import-Csv -LiteralPath $path
}

Describe 'Several currencies' {
    BeforeAll {
        $path = New-TestFile "$TestDrive/world.csv" 'customer_id,date,amount,currency', 'A,2024-01-05,100,EUR', 'B,2024-01-20,100,USD', 'A,2024-02-05,120,EUR', 'B,2024-02-20,100,usd'
        $rates = '"Currency","Date","Rate"', '"USD","2024-01-01","0.90"', '"USD","2024-02-01","0.95"' | ConvertFrom-Csv
    }

    It 'are converted by rates from <Way>' -ForEach @(
        @{ Way = 'Import-Csv'; Given = { $rates } }
        @{ Way = 'hashtables'; Given = { @{ currency = 'USD'; date = '2024-01-01'; rate = 0.9 }, [ordered]@{ Currency = 'usd'; Date = [datetime]'2024-02-01'; Rate = 0.95 } } }
        @{ Way = 'a job'; Given = { Start-Job { param($rates) $rates } -ArgumentList (, $rates) | Receive-Job -Wait } }
    ) {
        $february = Import-CustomerTransaction $path -Currency EUR -ExchangeRate (& $Given) | Get-CustomerLedger -AsOf 2024-03-01 -Last 1
        $february.OpeningValue, $february.Expansion, $february.FxEffect, $february.ClosingValue, $february.Currency | Should -Be 190, 20, 5, 215, 'EUR'
        ($february | Get-CustomerMember Kept).FxEffect | Should -Be 0, 5
    }

    It 'have no effect at one rate for every day' {
        $february = Import-CustomerTransaction $path -Currency EUR -ExchangeRate @{ USD = 0.92 } | Get-CustomerLedger -AsOf 2024-03-01 -Last 1
        $february.OpeningValue, $february.FxEffect, $february.ClosingValue | Should -Be 192, 0, 212
    }

    It 'are an error without rates, and a finding for Test-CustomerData' {
        (Get-Failure { Import-CustomerTransaction $path }).Id | Should -Be 'CurrencyMixed'
        (Get-Failure { Import-CustomerTransaction $path -Currency EUR }).Id | Should -Be 'CurrencyMixed'
        (Test-CustomerData $path | Where-Object Check -EQ CurrencyMix).Severity | Should -Be 'Error'
    }

    It '<ErrorId> for -ExchangeRate <Given>' -ForEach @(
        @{ ErrorId = 'ExchangeRateInvalid'; Given = 'rates.csv' }
        @{ ErrorId = 'ExchangeRateInvalid'; Given = @{ USD = 'much' } }
        @{ ErrorId = 'ExchangeRateMissing'; Given = @{ GBP = 1.2 } }
    ) {
        (Get-Failure { Import-CustomerTransaction $path -Currency EUR -ExchangeRate $Given }).Id | Should -Be $ErrorId
    }
}

Describe 'Refunds on the date of their sale' {
    BeforeAll {
        $path = New-TestFile "$TestDrive/refunds.csv" 'customer_id,date,amount,order', 'A,2024-01-05,100,1001', 'A,2024-02-10,-100,1001', 'B,2024-01-07,80,1002'
    }

    It 'are not known before their own date' {
        $table = Import-CustomerTransaction $path -Refund Original -ReferenceColumn order
        $table.RefundsMatched, $table.RefundsUnmatched | Should -Be 1, 0
        ($table | Get-CustomerLedger -AsOf 2024-02-01).Closing | Should -Be 2
        ($table | Get-CustomerLedger -AsOf 2024-03-01).Closing | Should -Be 1, 0
    }

    It '<ErrorId> for <Given.Keys>' -ForEach @(
        @{ ErrorId = 'ReferenceColumnMissing'; Given = @{ Refund = 'Original' } }
        @{ ErrorId = 'ReferenceColumnUnused'; Given = @{ ReferenceColumn = 'order' } }
        @{ ErrorId = 'ReferenceColumnUnused'; Given = @{ OrderColumn = 'order' } }
        @{ ErrorId = 'ColumnNotFound'; Given = @{ Refund = 'Original'; ReferenceColumn = 'none' } }
    ) {
        (Get-Failure { Import-CustomerTransaction $path @Given }).Id | Should -Be $ErrorId
    }
}

Describe 'Customers older than the data' {
    BeforeAll {
        $path = New-TestFile "$TestDrive/since.csv" 'customer_id,date,amount,since', 'A,2024-01-05,10,2020-01-01', 'B,2024-01-07,10,', 'A,2024-02-10,10,', 'B,2024-02-11,10,'
    }

    It 'are returned where a column says so' {
        $january = Import-CustomerTransaction $path -FirstSeenColumn since | Get-CustomerLedger -AsOf 2024-03-01 | Select-Object -First 1
        $january.New, $january.Returned | Should -Be 1, 1
    }

    It 'are in the opening after a warm-up' {
        $shown = @(Get-CustomerLedger $path -WarmUp 1 -AsOf 2024-03-01)
        $shown.Period, $shown.Opening, $shown.New, $shown.LeftEdge | Should -Be '2024-02', 2, 0, $false
        (Get-Failure { Get-CustomerLedger $path -WarmUp 0 }).Id | Should -Be 'WarmUpInvalid'
        (Get-Failure { $shown | Get-ChurnRate -WarmUp 1 }).Id | Should -Be 'LedgerAlreadyMade'
    }
}

Describe 'A file is found' {
    It 'and what is expected of it is right' {
        $table = Import-CustomerTransaction $path -TimeZone UTC
        $table.Rows | Should -Be 6
        $table.Customers | Should -Be 3
        $table.Amount | Should -Be 116.2501
        $table.Amount | Should -BeOfType [decimal]
        $table.Sales | Should -Be 118.5001
        $table.Refunds | Should -Be -2.25
        $table.RefundRows | Should -Be 1
        $table.ZeroRows | Should -Be 1
        $table.FirstDate | Should -Be ([datetime]'2024-01-01')
        $table.LastDate | Should -Be ([datetime]'2024-03-31')
        $table.AsOf | Should -Be $asOf
        $table.Name | Should -Be 'orders.csv'
    }

    It 'by <Way>' -ForEach @(
        @{ Way = '-Path'; Script = { Import-CustomerTransaction -Path $path -TimeZone UTC } }
        @{ Way = '-LiteralPath'; Script = { Import-CustomerTransaction -LiteralPath $path -TimeZone UTC } }
        @{ Way = 'the alias -LP'; Script = { Import-CustomerTransaction -LP $path -TimeZone UTC } }
        @{ Way = 'the alias -PSPath'; Script = { Import-CustomerTransaction -PSPath (Get-Item -LiteralPath $path).PSPath -TimeZone UTC } }
        @{ Way = 'a file as an argument'; Script = { Import-CustomerTransaction (Get-Item -LiteralPath $path) -TimeZone UTC } }
        @{ Way = 'Get-ChildItem'; Script = { Get-ChildItem -Path "$TestDrive/ord*.csv" | Import-CustomerTransaction -TimeZone UTC } }
        @{ Way = 'its path from the pipeline'; Script = { $path | Import-CustomerTransaction -TimeZone UTC } }
        @{ Way = 'a path of the provider'; Script = { Import-CustomerTransaction 'TestDrive:/orders.csv' -TimeZone UTC } }
        @{ Way = 'a literal path of the provider'; Script = { Import-CustomerTransaction -LiteralPath 'TestDrive:/orders.csv' -TimeZone UTC } }
        @{ Way = 'a wildcard of the provider'; Script = { Import-CustomerTransaction 'TestDrive:/o?ders.[c]sv' -TimeZone UTC } }
        @{ Way = 'a path relative to the location'; Script = { Push-Location $TestDrive; try { Import-CustomerTransaction ./orders.csv -TimeZone UTC } finally { Pop-Location } } }
        @{ Way = 'a literal path relative to the location'; Script = { Push-Location TestDrive:/; try { Import-CustomerTransaction -LiteralPath orders.csv -TimeZone UTC } finally { Pop-Location } } }
    ) {
        Get-TableText (& $Script) | Should -Be $expected
    }

    It 'in the home folder' {
        $name = "CustomerMetrics.$([guid]::NewGuid().ToString('N')).csv"
        $homeFolder = (Get-PSProvider FileSystem).Home
        Copy-Item -LiteralPath $path -Destination (Join-Path $homeFolder $name)
        try {
            Get-TableText (Import-CustomerTransaction "~/$name" -TimeZone UTC) | Should -Be $expected
            Get-TableText (Import-CustomerTransaction -LiteralPath "~/$name" -TimeZone UTC) | Should -Be $expected
        }
        finally {
            Remove-Item -LiteralPath (Join-Path $homeFolder $name)
        }
    }

    Context 'when its name is a wildcard' {
        BeforeAll {
            $null = New-Item -ItemType Directory -Path "$TestDrive/brackets" -Force
            $bracketed = New-TestFile "$TestDrive/brackets/orders [2024].csv" $lines
        }

        It 'by -LiteralPath' {
            (Import-CustomerTransaction -LiteralPath $bracketed).Rows | Should -Be 6
        }

        It 'by Get-ChildItem' {
            (Get-ChildItem -LiteralPath "$TestDrive/brackets" | Import-CustomerTransaction).Rows | Should -Be 6
        }

        It 'and not by -Path, which says what to do' {
            $failure = Get-Failure { Import-CustomerTransaction $bracketed }
            $failure.Id | Should -Be 'FileNotFound'
            $failure.Remedy | Should -BeLike '*-LiteralPath*'
        }
    }
}

Describe 'Several files are one data set' {
    BeforeAll {
        $null = New-Item -ItemType Directory -Path "$TestDrive/parts" -Force
        $one = New-TestFile "$TestDrive/parts/1.csv" ($lines[0..3])
        $two = New-TestFile "$TestDrive/parts/2.csv" ($lines[0, 4, 5, 6])
        $null = New-TestFile "$TestDrive/parts/notes.txt" 'not a table'
    }

    It 'by <Way>' -ForEach @(
        @{ Way = 'an array'; Script = { Import-CustomerTransaction $one, $two -TimeZone UTC } }
        @{ Way = 'a literal array, in the other order'; Script = { Import-CustomerTransaction -LiteralPath $two, $one -TimeZone UTC } }
        @{ Way = 'a wildcard'; Script = { Import-CustomerTransaction "$TestDrive/parts/*.csv" -TimeZone UTC } }
        @{ Way = 'Get-ChildItem'; Script = { Get-ChildItem -LiteralPath "$TestDrive/parts" -Filter *.csv | Import-CustomerTransaction -TimeZone UTC } }
        @{ Way = 'paths from the pipeline'; Script = { $one, $two | Import-CustomerTransaction -TimeZone UTC } }
    ) {
        $table = & $Script
        @($table).Count | Should -Be 1
        Get-TableText $table | Should -Be $expected
    }

    It 'whose columns may stand in another order' {
        $turned = New-TestFile "$TestDrive/turned.csv" 'amount,note,date,customer_id', '7.0001,x,2024-02-10,C-3', '100,,2024-03-01,B-2', '1,y,2024-03-31,A-1'
        Get-TableText (Import-CustomerTransaction $one, $turned -TimeZone UTC) | Should -Be $expected
    }

    It 'of which each needs the columns' {
        $other = New-TestFile "$TestDrive/other.csv" 'customer_id,date', 'A-1,2024-01-01'
        $failure = Get-Failure { Import-CustomerTransaction $one, $other }
        $failure.Id | Should -Be 'ColumnNotFound'
        $failure.Message | Should -BeLike 'other.csv*'
    }
}

Describe 'Rows are the same as a file' {
    BeforeDiscovery {
        $ways = @(
            @{ Way = 'custom objects'; Script = { $rows | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'custom objects as an argument'; Script = { Import-CustomerTransaction -InputObject $rows -TimeZone UTC } }
            @{ Way = 'typed custom objects'; Script = { $rows | Select-Object customer_id, @{ n = 'date'; e = { [datetime] $_.date } }, @{ n = 'amount'; e = { [decimal] $_.amount } } | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'custom objects with double amounts'; Script = { $rows | Select-Object customer_id, date, @{ n = 'amount'; e = { [double]::Parse($_.amount, [cultureinfo]::InvariantCulture) } } | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'custom objects with more columns'; Script = { $rows | Select-Object @{ n = 'note'; e = { 'x' } }, * | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'hashtables'; Script = { $rows | ForEach-Object { @{ customer_id = $_.customer_id; date = $_.date; amount = $_.amount } } | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'ordered dictionaries'; Script = { $rows | ForEach-Object { [ordered]@{ amount = [decimal] $_.amount; customer_id = $_.customer_id; date = [datetime] $_.date } } | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'a data table'; Script = { , $data | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'a data table as an argument'; Script = { Import-CustomerTransaction -InputObject $data -TimeZone UTC } }
            @{ Way = 'data rows'; Script = { $data.Rows | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'a data view'; Script = { , [Data.DataView]::new($data) | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'a data reader'; Script = { , $data.CreateDataReader() | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'Import-Csv'; Script = { Import-Csv -LiteralPath $path | Import-CustomerTransaction -TimeZone UTC } }
            @{ Way = 'objects of a job'; Script = { $deserialized | Import-CustomerTransaction -TimeZone UTC } }
        )
    }

    BeforeAll {
        $data = [Data.DataTable]::new()
        $null = $data.Columns.Add('customer_id', [string]), $data.Columns.Add('date', [datetime]), $data.Columns.Add('amount', [decimal]), $data.Columns.Add('note', [string])
        foreach ($row in $rows) {
            $null = $data.Rows.Add($row.customer_id, [datetime] $row.date, [decimal] $row.amount, [DBNull]::Value)
        }

        $deserialized = Start-Job { $using:rows | Select-Object customer_id, @{ n = 'date'; e = { [datetime] $_.date } }, @{ n = 'amount'; e = { [decimal] $_.amount } } } | Receive-Job -Wait -AutoRemoveJob
    }

    It 'as <Way>' -ForEach $ways {
        Get-TableText (& $Script) | Should -Be $expected
    }

    It 'with the columns that a job adds left out' {
        $deserialized[0].PSObject.Properties.Name | Should -Contain 'RunspaceId'
        ($deserialized | Import-CustomerTransaction).Columns.Values | Sort-Object | Should -Be 'amount', 'customer_id', 'date'
    }

    It 'to every cmdlet that takes a source' {
        $rows | Get-CustomerLedger -Period Quarter | ForEach-Object ClosingValue | Should -Be 116.2501
        ($rows | Measure-CustomerValue).Count | Should -Be 3
        ($rows | Get-ChurnRate -Period Quarter -Basis Customers).Denominator | Should -Be 0
        ($rows | New-CustomerStatement).Ledger[0].New | Should -Be 3
    }

    It 'and are not mixed with files' {
        (Get-Failure { @(Get-Item -LiteralPath $path) + $rows | Import-CustomerTransaction }).Id | Should -Be 'InputMixed'
    }

    It 'whose bad ones are told by number' {
        $failure = Get-Failure { @($rows) + @([pscustomobject]@{ customer_id = 'Kowalski'; date = '2024-05-05'; amount = '1,5' }) | Import-CustomerTransaction }
        $failure.Id | Should -Be 'AmountAmbiguous'
        $failure.Message | Should -BeLike "*row 7, column 'amount'*'1,5'*"
        $failure.Message | Should -Not -BeLike '*Kowalski*'
        $failure.Output | Should -Be 0
    }

    It 'whose missing property is an empty one' {
        (Get-Failure { @($rows) + @([pscustomobject]@{ customer_id = 'A'; date = '2024-05-05' }) | Import-CustomerTransaction }).Id | Should -Be 'AmountMissing'
    }
}

Describe 'Columns' {
    It 'are recognised: <Header>' -ForEach @(
        @{ Header = 'customer_id,date,amount' }
        @{ Header = 'CustomerID,Order Date,Total' }
        @{ Header = 'Client,invoice_date,Revenue' }
        @{ Header = 'account no.,"Transaction Date",Net Amount' }
        @{ Header = 'USER ID,created_at,price' }
    ) {
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/header.csv" $Header, 'A,2024-01-01,3')
        $table.Customers, $table.FirstDate, $table.Amount | Should -Be 1, ([datetime]'2024-01-01'), 3
    }

    It 'are told by -Verbose' {
        $said = Import-CustomerTransaction (New-TestFile "$TestDrive/verbose.csv" 'Client,invoice_date,Revenue', 'Kowalski,2024-01-01,3') -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | Out-String -Width 500
        $said | Should -BeLike "*Customer = 'Client'*Date = 'invoice_date'*Amount = 'Revenue'*"
        $said | Should -BeLike '*As-of date: 2024-01-02*'
        $said | Should -BeLike '*Rows read: 1; kept: 1*'
        $said | Should -Not -BeLike '*Kowalski*'
    }

    It 'are named' {
        $file = New-TestFile "$TestDrive/named.csv" 'who,buyer,when,paid on,gross,net,region,unit cost,money', 'A,x,2024-01-01,2024-02-02,9,5,North,1.5,EUR', 'B,y,2024-01-03,2024-02-04,8,6,South,2.25,EUR'
        $table = Import-CustomerTransaction $file -CustomerColumn who -DateColumn 'paid on' -AmountColumn NET -CostColumn 'unit cost' -CurrencyColumn money -GroupColumn region, buyer
        $table.Amount | Should -Be 11
        $table.FirstDate | Should -Be ([datetime]'2024-02-02')
        $table.Cost | Should -Be 3.75
        $table.Currency | Should -Be 'EUR'
        $table.GroupColumns | Should -Be 'region', 'buyer'
        $table.Columns['Date'] | Should -Be 'paid on'
        $value = $table | Measure-CustomerValue | Sort-Object CustomerId
        $value.CustomerId | Should -Be 'A', 'B'
        $value.Margin | Should -Be 3.5, 3.75
        $value.Currency | Should -Be 'EUR', 'EUR'
    }

    It 'of a currency are found by their header' {
        (Import-CustomerTransaction (New-TestFile "$TestDrive/currency.csv" 'customer,date,amount,currency', 'A,2024-01-01,1,eur', 'B,2024-01-01,1,EUR')).Currency | Should -Be 'EUR'
    }
}

Describe 'Text' {
    It 'parted by <Name>' -ForEach @(
        @{ Name = 'a semicolon'; Delimiter = ';' }
        @{ Name = 'a tab'; Delimiter = "`t" }
        @{ Name = 'a bar'; Delimiter = '|' }
    ) {
        $file = New-TestFile "$TestDrive/delimiter.csv" ($lines | ForEach-Object { $_.Replace(',', $Delimiter) })
        Get-TableText (Import-CustomerTransaction $file -Delimiter $Delimiter -TimeZone UTC) | Should -Be $expected
        Get-TableText (Import-CustomerTransaction $file -TimeZone UTC) | Should -Be $expected
    }

    It 'with quotes, blanks and <Name>' -ForEach @(
        @{ Name = 'LF'; Newline = "`n" }
        @{ Name = 'CRLF'; Newline = "`r`n" }
    ) {
        $text = '"customer_id","date","amount","note"', '"Smith, ""Jo""",2024-01-01, 1.50 ,"two', 'lines"', ' x ,2024-01-02,2,'
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/quotes.csv" ($text -join $Newline))
        $table.Amount | Should -Be 3.5
        ($table | Measure-CustomerValue).CustomerId | Sort-Object | Should -Be 'Smith, "Jo"', 'x'
    }

    It 'in <Name>' -ForEach @(
        @{ Name = 'UTF-8'; Encoding = [Text.UTF8Encoding]::new($false); Given = @{} }
        @{ Name = 'UTF-8 with a mark'; Encoding = [Text.UTF8Encoding]::new($true); Given = @{} }
        @{ Name = 'UTF-16 with a mark'; Encoding = [Text.UnicodeEncoding]::new($false, $true); Given = @{} }
        @{ Name = 'UTF-16, big end first, with a mark'; Encoding = [Text.UnicodeEncoding]::new($true, $true); Given = @{} }
        @{ Name = 'UTF-16 without a mark'; Encoding = [Text.UnicodeEncoding]::new($false, $false); Given = @{ Encoding = 'unicode' } }
        @{ Name = 'Latin 1'; Encoding = [Text.Encoding]::Latin1; Given = @{ Encoding = 'latin1' } }
        @{ Name = 'Latin 1 by code page'; Encoding = [Text.Encoding]::Latin1; Given = @{ Encoding = 28591 } }
        @{ Name = 'an encoding object'; Encoding = [Text.Encoding]::Latin1; Given = @{ Encoding = [Text.Encoding]::Latin1 } }
    ) {
        $text = 'Käufer,date,amount', 'Zoë,2024-01-01,3', 'Müller,2024-01-02,4'
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/encoding.csv" $text -Encoding $Encoding) -CustomerColumn 'Käufer' @Given
        $table.Columns['Customer'] | Should -Be 'Käufer'
        ($table | Measure-CustomerValue).CustomerId | Sort-Object | Should -Be 'Müller', 'Zoë'
    }

    It 'in Windows-1252' {
        # 0x80 is the euro sign and 0x8A a letter in this one only.
        $head = [Text.Encoding]::ASCII.GetBytes("customer,date,amount`n")
        $tail = [Text.Encoding]::ASCII.GetBytes(",2024-01-01,3`n")
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/windows.csv" ([byte[]]($head + 0x8A + 0x80 + $tail))) -Encoding windows-1252
        ($table | Measure-CustomerValue).CustomerId | Should -Be "$([char]0x160)$([char]0x20AC)"
    }

    It 'with ids that only look alike' {
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/ids.csv" 'customer,date,amount', '7,2024-01-01,1', '007,2024-01-01,1', 'ab,2024-01-01,1', 'AB,2024-01-01,1', ' ab ,2024-01-01,1')
        $table.Customers | Should -Be 4
    }
}

Describe 'Amounts' {
    It 'in <Culture>: <Text>' -ForEach @(
        @{ Culture = 'de-DE'; Text = '1.234,50'; Amount = 1234.5 }
        @{ Culture = 'de-DE'; Text = '-0,05'; Amount = -0.05 }
        @{ Culture = 'de-DE'; Text = '12'; Amount = 12 }
        @{ Culture = 'de-DE'; Text = '1.234'; Amount = 1234 }
        @{ Culture = 'de-DE'; Text = '1.234.567'; Amount = 1234567 }
        @{ Culture = 'en-US'; Text = '1,234.50'; Amount = 1234.5 }
        @{ Culture = 'en-US'; Text = '1,234'; Amount = 1234 }
        @{ Culture = 'fr-FR'; Text = '1 234,50'; Amount = 1234.5 }
    ) {
        $file = New-TestFile "$TestDrive/amount.csv" 'customer;date;amount', "A;2024-01-01;$Text"
        $table = Import-CustomerTransaction $file -Delimiter ';' -Culture $Culture
        $table.Amount | Should -Be $Amount
        $table.Culture | Should -Be $Culture
        ([pscustomobject]@{ customer = 'A'; date = '2024-01-01'; amount = $Text } | Import-CustomerTransaction -Culture $Culture).Amount | Should -Be $Amount
    }

    It 'that the culture does not write so are refused: <Text> in <Culture>' -ForEach @(
        @{ Culture = 'de-DE'; Text = '1.5' }
        @{ Culture = 'de-DE'; Text = '12.34' }
        @{ Culture = 'de-DE'; Text = '1,234.50' }
        @{ Culture = 'en-US'; Text = '1,5' }
        @{ Culture = 'en-US'; Text = '1.234,50' }
    ) {
        $file = New-TestFile "$TestDrive/refused.csv" 'customer;date;amount', "A;2024-01-01;$Text"
        $failure = Get-Failure { Import-CustomerTransaction $file -Delimiter ';' -Culture $Culture }
        $failure.Id | Should -BeIn 'AmountAmbiguous', 'AmountNotReadable'
        $failure.Message | Should -BeLike "*$Text*"
    }

    It 'do not depend on the culture of the session' {
        $before = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            Get-TableText (Import-CustomerTransaction $path -TimeZone UTC) | Should -Be $expected
            Get-TableText ($rows | Import-CustomerTransaction -TimeZone UTC) | Should -Be $expected
        }
        finally {
            [cultureinfo]::CurrentCulture = $before
        }
    }

    It 'are exact up to the largest' {
        $table = Import-CustomerTransaction (New-TestFile "$TestDrive/large.csv" 'customer,date,amount', 'A,2024-01-01,922337203685477.5807', 'A,2024-01-01,922337203685477.5807')
        $table.Amount | Should -Be 1844674407370955.1614d
    }

    It 'are rounded on request, and what that changes is told' {
        $file = New-TestFile "$TestDrive/round.csv" 'customer,date,amount', 'A,2024-01-01,20.340000000000003', 'A,2024-01-02,1.00005', 'A,2024-01-03,-1.00005', 'A,2024-01-04,5.5'
        $table = Import-CustomerTransaction $file -RoundAmount
        $table.Amount | Should -Be 25.84d
        $table.RoundedRows | Should -Be 3
        $table.RoundedDifference | Should -Be (-0.000000000000003d)
        $same = Import-Csv -LiteralPath $file | Import-CustomerTransaction -RoundAmount
        $same.Amount, $same.RoundedRows, $same.RoundedDifference | Should -Be $table.Amount, $table.RoundedRows, $table.RoundedDifference
        (Import-CustomerTransaction $path -RoundAmount).RoundedRows | Should -Be 0
    }
}

Describe 'Dates' {
    It 'by <Name>' -ForEach @(
        @{ Name = 'format'; Text = '5.1.2024'; Given = @{ DateFormat = 'd.M.yyyy' } }
        @{ Name = 'several formats'; Text = '01/05/2024'; Given = @{ DateFormat = 'd.M.yyyy', 'MM/dd/yyyy' } }
        @{ Name = 'format with the names of a culture'; Text = '5. Januar 2024'; Given = @{ DateFormat = 'd. MMMM yyyy'; Culture = 'de-DE' } }
        @{ Name = 'German culture'; Text = '05.01.2024'; Given = @{ Culture = 'de-DE' } }
        @{ Name = 'German culture, with a time'; Text = '05.01.2024 23:59'; Given = @{ Culture = 'de-DE' } }
        @{ Name = 'American culture'; Text = '1/5/2024'; Given = @{ Culture = 'en-US' } }
        @{ Name = 'British culture'; Text = '5/1/2024'; Given = @{ Culture = 'en-GB' } }
        @{ Name = 'American culture, ISO all the same'; Text = '2024-01-05'; Given = @{ Culture = 'en-US' } }
        @{ Name = 'year first, with slashes'; Text = '2024/01/05'; Given = @{} }
        @{ Name = 'year first, without separators'; Text = '20240105'; Given = @{} }
        @{ Name = 'year first, with a time'; Text = '2024-01-05T23:59:59.999'; Given = @{} }
    ) {
        $file = New-TestFile "$TestDrive/date.csv" 'customer;date;amount', "A;$Text;1"
        (Import-CustomerTransaction $file -Delimiter ';' @Given).FirstDate | Should -Be ([datetime]'2024-01-05')
    }

    It 'in another format than the given one are refused' {
        $failure = Get-Failure { Import-CustomerTransaction $path -DateFormat 'dd.MM.yyyy' }
        $failure.Id | Should -Be 'DateNotReadable'
        $failure.Message | Should -BeLike "*line 2, column 'date'*'2024-01-01'*'dd.MM.yyyy'*"
    }

    It 'are not filled up with today by the format <Format>' -ForEach @(
        @{ Format = 'dd.MM.'; Text = '05.01.' }
        @{ Format = 'HH:mm'; Text = '10:30' }
    ) {
        $file = New-TestFile "$TestDrive/clock.csv" 'customer,date,amount', "A,$Text,1"
        (Get-Failure { Import-CustomerTransaction $file -DateFormat $Format }).Id | Should -BeIn 'DateNotReadable', 'DateFormatIncomplete'
    }

    It 'cross midnight with the zone: <Text> is <Date> in <Zone>' -ForEach @(
        @{ Text = '2024-01-01T23:30:00Z'; Zone = 'Europe/Berlin'; Date = '2024-01-02' }
        @{ Text = '2024-01-01T23:30:00Z'; Zone = 'UTC'; Date = '2024-01-01' }
        @{ Text = '2024-07-01T22:30:00Z'; Zone = 'Europe/Berlin'; Date = '2024-07-02' }
        @{ Text = '2024-01-01T22:30:00Z'; Zone = 'Europe/Berlin'; Date = '2024-01-01' }
        @{ Text = '2024-01-01T00:30:00+02:00'; Zone = 'UTC'; Date = '2023-12-31' }
        @{ Text = '2024-01-01 23:30:00 -05:00'; Zone = 'America/New_York'; Date = '2024-01-01' }
        @{ Text = '2024-02-29T20:00:00-0800'; Zone = 'Asia/Tokyo'; Date = '2024-03-01' }
        @{ Text = '2024-01-01 23:30:00'; Zone = 'Asia/Tokyo'; Date = '2024-01-01' }
        @{ Text = '2024-01-01'; Zone = 'America/New_York'; Date = '2024-01-01' }
    ) {
        $file = New-TestFile "$TestDrive/zone.csv" 'customer,date,amount', "A,$Text,1"
        $table = Import-CustomerTransaction $file -TimeZone $Zone
        $table.FirstDate | Should -Be ([datetime] $Date)
        $table.TimeZone | Should -Be $Zone
        (Import-Csv -LiteralPath $file | Import-CustomerTransaction -TimeZone $Zone).FirstDate | Should -Be ([datetime] $Date)
    }

    It 'of objects cross midnight too' {
        $instant = [datetime]::SpecifyKind('2024-01-01T23:30:00', 'Utc')
        foreach ($date in $instant, [datetimeoffset] $instant) {
            ([pscustomobject]@{ customer = 'A'; date = $date; amount = 1 } | Import-CustomerTransaction -TimeZone Europe/Berlin).FirstDate | Should -Be ([datetime]'2024-01-02')
        }

        ([pscustomobject]@{ customer = 'A'; date = [datetime]'2024-01-01T23:30:00'; amount = 1 } | Import-CustomerTransaction -TimeZone Europe/Berlin).FirstDate | Should -Be ([datetime]'2024-01-01')
    }

    It 'of objects survive a job: <Name>' -ForEach @(
        @{ Name = 'DateTimeOffset'; Value = [datetimeoffset]'2024-07-01T01:00:00+02:00'; Date = '2024-06-30' }
        @{ Name = 'DateTimeOffset with ticks'; Value = [datetimeoffset]'2024-06-30T23:59:59.9999999Z'; Date = '2024-06-30' }
        @{ Name = 'DateOnly'; Value = [DateOnly]'2024-07-01'; Date = '2024-07-01' }
        @{ Name = 'DateTime'; Value = [datetime]'2024-07-01T23:59:00'; Date = '2024-07-01' }
    ) {
        $rows = [pscustomobject]@{ customer = 'A'; date = $Value; amount = [float] 45.99 }, @{ customer = 'B'; date = $Value; amount = 1 }
        $came = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($rows))
        $table = $came | Import-CustomerTransaction -TimeZone UTC
        $table.FirstDate, $table.LastDate | Should -Be ([datetime] $Date), ([datetime] $Date)
        $table.Amount | Should -Be 46.99
    }

    It 'on and after the as-of date are not seen' {
        $table = Import-CustomerTransaction $path -AsOf 2024-03-01
        $table.Rows, $table.RowsRead, $table.RowsAfterAsOf, $table.AmountAfterAsOf | Should -Be 4, 6, 2, 101
        $table.AsOf, $table.LastDate | Should -Be ([datetime]'2024-03-01'), ([datetime]'2024-02-10')
        (Import-CustomerTransaction $path -AsOf '2024-03-01 17:00').AsOf | Should -Be ([datetime]'2024-03-01')
        ($table | Get-CustomerLedger).Period | Should -Be '2024-01', '2024-02'
    }

    It 'of the future are told, and not seen' {
        $file = New-TestFile "$TestDrive/future.csv" 'customer,date,amount', 'A,2024-01-01,1', 'B,9000-01-01,5'
        $table = Import-CustomerTransaction $file -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike '*future*-AsOf*'
        $table.Rows, $table.RowsAfterAsOf | Should -Be 1, 1
        $all = Import-CustomerTransaction $file -AsOf 9000-01-02 -WarningVariable none
        $none | Should -BeNullOrEmpty
        $all.Rows | Should -Be 2
    }
}

Describe 'Refunds' {
    It '<Rule>' -ForEach @(
        @{ Rule = 'Net'; Kept = 6; Ignored = 0; Amount = 116.2501; Refunds = -2.25; Closing = 116.2501; RefundValue = 0; Net = 9.25 }
        @{ Rule = 'Separate'; Kept = 6; Ignored = 0; Amount = 116.2501; Refunds = -2.25; Closing = 118.5001; RefundValue = -2.25; Net = 9.25 }
        @{ Rule = 'Ignore'; Kept = 5; Ignored = 1; Amount = 118.5001; Refunds = 0; Closing = 118.5001; RefundValue = 0; Net = 11.5 }
    ) {
        foreach ($table in (Import-CustomerTransaction $path -Refund $Rule), ($rows | Import-CustomerTransaction -Refund $Rule)) {
            $table.Rows, $table.RefundsIgnored, $table.Amount, $table.Refunds | Should -Be $Kept, $Ignored, $Amount, $Refunds
            $table.Refund | Should -Be $Rule
            $table.AmountIgnored | Should -Be ($Ignored * -2.25)
            $entry = $table | Get-CustomerLedger -Period Quarter
            $entry.ClosingValue, $entry.RefundValue | Should -Be $Closing, $RefundValue
            ($table | Measure-CustomerValue | Where-Object CustomerId -eq 'A-1').Net | Should -Be $Net
        }
    }
}

Describe 'Bad rows' {
    BeforeAll {
        $bad = New-TestFile "$TestDrive/bad.csv" @(
            'customer_id,date,amount'
            'A-1,2024-01-01,10'
            'Kowalski,2023-02-30,2.5'
            'B-2,2024-01-02,1,5'
            '"Kowalski, Jan",2024-01-03,lots'
            'B-2,2024-01-04,-3'
            'B-2,2024-01-04,4'
            'B-2,2024-01-04,4'
            ',2024-01-05,7'
            'A-1,2024-09-01,8'
            'Ko"walski,2024-01-06,9'
        )
        $reject = "$TestDrive/rejected.csv"
    }

    BeforeEach {
        Remove-Item -LiteralPath $reject -ErrorAction Ignore
    }

    It 'stop the import at the first' {
        $failure = Get-Failure { Import-CustomerTransaction $bad }
        $failure.Id | Should -Be 'DateImpossible'
        $failure.Message | Should -BeLike "*bad.csv, line 3, column 'date'*2023-02-30*"
        $failure.Output | Should -Be 0
    }

    It 'are skipped in silence, and counted' {
        $table = Import-CustomerTransaction $bad -BadRow Skip -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $table.RowsRead, $table.Rows, $table.RejectedRows | Should -Be 10, 5, 5
        $table.RejectedAmount | Should -Be 9.5
        $table.RejectedWithoutAmount | Should -Be 3
        Test-Path -LiteralPath $reject | Should -BeFalse
    }

    It 'are reported in one warning, and written with line, column and reason' {
        $table = Import-CustomerTransaction $bad -BadRow Report -RejectPath $reject -WarningVariable warnings -WarningAction SilentlyContinue
        $table.RejectedRows | Should -Be 5
        $warnings.Count | Should -Be 1
        "$warnings" | Should -BeLike "5 of 10 rows*9.50*3*line 3, column 'date'*$reject*"
        "$warnings" | Should -Not -BeLike '*Kowalski*'
        $rejected = Import-Csv -LiteralPath $reject
        $rejected[0].PSObject.Properties.Name | Should -Be 'Source', 'Line', 'Column', 'Reason', 'Record'
        $rejected.Line | Should -Be '3', '4', '5', '9', '11'
        $rejected.Column | Should -Be 'date', '', 'amount', 'customer_id', ''
        $rejected.Source | Sort-Object -Unique | Should -Be $bad
        $rejected.Record | Should -Be 'Kowalski,2023-02-30,2.5', 'B-2,2024-01-02,1,5', '"Kowalski, Jan",2024-01-03,lots', ',2024-01-05,7', 'Ko"walski,2024-01-06,9'
        $rejected.Reason | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
        "$($rejected.Reason)" | Should -Not -BeLike '*Kowalski*'
    }

    It 'leave rows and money that add up, with <Name>' -ForEach @(
        @{ Name = 'nothing more'; Given = @{} }
        @{ Name = 'an as-of date'; Given = @{ AsOf = '2024-02-01' } }
        @{ Name = 'refunds ignored'; Given = @{ Refund = 'Ignore' } }
        @{ Name = 'duplicates dropped'; Given = @{ DropDuplicate = $true } }
        @{ Name = 'all of these'; Given = @{ AsOf = '2024-02-01'; Refund = 'Ignore'; DropDuplicate = $true } }
    ) {
        $table = Import-CustomerTransaction $bad -BadRow Skip @Given
        $dropped, $droppedAmount = if ($table.DuplicatesDropped) { $table.DuplicateRows, $table.DuplicateAmount } else { 0, 0 }
        $table.Rows + $table.RejectedRows + $table.RowsAfterAsOf + $table.RefundsIgnored + $dropped | Should -Be $table.RowsRead
        $table.RowsRead | Should -Be 10
        # 10 - 3 + 4 + 4 + 8 readable and good, 2.5 + 7 readable and rejected.
        $table.Amount + $table.RejectedAmount + $table.AmountAfterAsOf + $table.AmountIgnored + $droppedAmount | Should -Be 32.5
        $table.Sales + $table.Refunds | Should -Be $table.Amount
    }

    It 'of the pipeline are written too' {
        $table = Import-Csv -LiteralPath $bad | Import-CustomerTransaction -BadRow Report -RejectPath $reject -WarningVariable warnings -WarningAction SilentlyContinue
        $warnings.Count | Should -Be 1
        $table.RejectedRows | Should -Be (Import-Csv -LiteralPath $reject).Count
        $table.Rows + $table.RejectedRows | Should -Be $table.RowsRead
    }

    It 'of two files are told apart' {
        $second = New-TestFile "$TestDrive/second.csv" 'customer_id,date,amount', 'A,2024-01-01,x'
        $null = Import-CustomerTransaction $bad, $second -BadRow Skip -RejectPath $reject
        (Import-Csv -LiteralPath $reject)[-1].Source, (Import-Csv -LiteralPath $reject)[-1].Line | Should -Be $second, '2'
    }

    It 'that are none leave a reject file without rows and no warning' {
        $null = Import-CustomerTransaction $path -BadRow Report -RejectPath $reject -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        @(Import-Csv -LiteralPath $reject).Count | Should -Be 0
    }

    It 'whose file cannot be read leave no reject file' {
        $null = Get-Failure { Import-CustomerTransaction (New-TestFile "$TestDrive/columns.csv" 'a,b', '1,2') -BadRow Report -RejectPath $reject }
        Test-Path -LiteralPath $reject | Should -BeFalse
        Get-ChildItem -LiteralPath $TestDrive -Force -Filter '*.tmp' | Should -BeNullOrEmpty
    }

    It 'never replace the file that is read' {
        $copy = "$TestDrive/copy.csv"
        Copy-Item -LiteralPath $bad -Destination $copy
        $failure = Get-Failure { Import-CustomerTransaction $copy -BadRow Skip -RejectPath $copy }
        $failure.Category | Should -Be 'InvalidArgument'
        Get-Content -Raw -LiteralPath $copy | Should -Be (Get-Content -Raw -LiteralPath $bad)
    }

    It 'that start like a formula are made harmless for a spreadsheet' {
        $formula = New-TestFile "$TestDrive/formula.csv" 'customer_id,date,amount', '=cmd(),x,1', 'A,2024-01-01,1'
        $null = Import-CustomerTransaction $formula -BadRow Skip -RejectPath $reject
        (Import-Csv -LiteralPath $reject).Record | Should -Not -Match '^[=+@-]'
    }
}

Describe 'Duplicates' {
    BeforeAll {
        $twice = New-TestFile "$TestDrive/twice.csv" 'customer_id,date,amount,order', 'A,2024-01-01,5,1', 'A,2024-01-01,5,1', 'A,2024-01-01,5,2', 'B,2024-01-01,5,1', 'A,2024-01-01,5,1'
    }

    It 'are kept and counted' {
        $table = Import-CustomerTransaction $twice -WarningVariable warnings
        $table.Rows, $table.DuplicateRows, $table.DuplicateAmount, $table.DuplicatesDropped | Should -Be 5, 2, 10, $false
        $table.Amount | Should -Be 25
        $warnings | Should -BeNullOrEmpty
    }

    It 'are dropped on request, from <Name>' -ForEach @(
        @{ Name = 'a file'; Script = { Import-CustomerTransaction $twice -DropDuplicate } }
        @{ Name = 'rows'; Script = { Import-Csv -LiteralPath $twice | Import-CustomerTransaction -DropDuplicate } }
        @{ Name = 'two files of different newlines'; Script = { Import-CustomerTransaction (New-TestFile "$TestDrive/d1.csv" (Get-Content $twice -TotalCount 4)), (New-TestFile "$TestDrive/d2.csv" "customer_id,date,amount,order`r`nB,2024-01-01,5,1`r`nA,2024-01-01,5,1`r`n") -DropDuplicate } }
    ) {
        $table = & $Script
        $table.RowsRead, $table.Rows, $table.DuplicateRows, $table.DuplicateAmount, $table.DuplicatesDropped | Should -Be 5, 3, 2, 10, $true
        $table.Amount | Should -Be 15
    }

    It 'are no duplicates when they differ in a <Name>' -ForEach @(
        @{ Name = 'fraction of a second'; One = [datetime]'2024-01-01T10:00:00.1'; Other = [datetime]'2024-01-01T10:00:00.2' }
        @{ Name = 'kind of date'; One = [datetime]::new(2024, 1, 1, 10, 0, 0); Other = [datetime]::new(2024, 1, 1, 10, 0, 0, [DateTimeKind]::Utc) }
        @{ Name = 'byte'; One = [byte[]](1, 2); Other = [byte[]](1, 3) }
        @{ Name = 'property of an object'; One = [pscustomobject]@{ a = 1 }; Other = [pscustomobject]@{ a = 2 } }
        @{ Name = 'value of a hashtable'; One = @{ a = 1 }; Other = @{ a = 2 } }
    ) {
        # Not through the pipeline, which would take bytes apart.
        $rows = foreach ($i in 0, 1, 0) { [pscustomobject]@{ customer = 'A'; date = '2024-01-01'; amount = 1; note = $i ? $Other : $One } }
        $table = $rows | Import-CustomerTransaction -DropDuplicate
        $table.Rows, $table.DuplicateRows | Should -Be 2, 1
    }

    It 'are the same from a file and from rows: <Name>' -ForEach @(
        @{ Name = 'quotes'; Row = '"A",2024-01-01,5,1' }
        @{ Name = 'a quoted blank field'; Row = 'A,2024-01-01,5,"1"' }
    ) {
        $file = New-TestFile "$TestDrive/quoted.csv" 'customer_id,date,amount,order', 'A,2024-01-01,5,1', $Row
        (Import-CustomerTransaction $file).DuplicateRows | Should -Be (Import-Csv -LiteralPath $file | Import-CustomerTransaction).DuplicateRows
    }
}

Describe 'What comes out' {
    BeforeAll {
        $module = (Get-Module CustomerMetrics).Path
    }

    It 'passes a pipeline whole and can be used again' {
        $table = Import-CustomerTransaction $path
        @($table | Write-Output).Count | Should -Be 1
        $first = $table | Get-CustomerLedger | ConvertTo-Json
        $null = $table | Measure-CustomerValue
        $table | Get-CustomerLedger | ConvertTo-Json | Should -Be $first
    }

    It 'does not survive a job, and says so' {
        $table = Start-Job { Import-Module $using:module; Import-CustomerTransaction $using:path } | Receive-Job -Wait -AutoRemoveJob
        (Get-Failure { $table | Get-CustomerLedger }).Id | Should -Be 'SourceDeserialized'
    }
}
