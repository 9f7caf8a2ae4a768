#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $header = "customer_id,date,amount,note`n"
    $good = "A-1,2024-01-01,1.50,first`n"
    $latin = [Text.Encoding]::Latin1
    $utf16 = [Text.UnicodeEncoding]::new($false, $false)

    # Kowalski stands in the fields of which no message may speak.
    $files = @(
        @{ Name = 'an empty file'; Content = ''; Id = 'FileEmpty' }
        @{ Name = 'a file of blank lines'; Content = "`n`n`n"; Id = 'FileEmpty' }
        @{ Name = 'a lone byte order mark'; Content = [byte[]](0xEF, 0xBB, 0xBF); Id = 'FileEmpty' }
        @{ Name = 'a header and no rows'; Content = $header; Id = 'NoRows' }

        @{ Name = 'columns of unknown names'; Content = "who,when,how much`nKowalski,2024-01-01,1"; Id = 'ColumnNotFound'; Says = "*'who', 'when', 'how much'*"; Remedy = '*-CustomerColumn*' }
        @{ Name = 'no date column'; Content = "customer,amount`nKowalski,1"; Id = 'ColumnNotFound'; Says = "*the date*'customer', 'amount'*"; Remedy = '*-DateColumn*' }
        @{ Name = 'no amount column'; Content = "customer,date`nKowalski,2024-01-01"; Id = 'ColumnNotFound'; Says = '*the amount*'; Remedy = '*-AmountColumn*' }
        @{ Name = 'a column named wrongly'; Content = $header + $good; Given = @{ CustomerColumn = 'buyer' }; Id = 'ColumnNotFound'; Says = "*'buyer'*'customer_id'*"; Remedy = '*-CustomerColumn*' }
        @{ Name = 'a cost column named wrongly'; Content = $header + $good; Given = @{ CostColumn = 'cost' }; Id = 'ColumnNotFound'; Remedy = '*-CostColumn*' }
        @{ Name = 'a group column named wrongly'; Content = $header + $good; Given = @{ GroupColumn = 'region' }; Id = 'ColumnNotFound'; Remedy = '*-GroupColumn*' }
        @{ Name = 'two customer columns'; Content = "customer_id,customer,date,amount`n1,Kowalski,2024-01-01,1"; Id = 'ColumnAmbiguous'; Says = "*'customer_id'*'customer'*"; Remedy = '*-CustomerColumn*' }
        @{ Name = 'two date columns'; Content = "customer,order_date,invoice_date,amount`nKowalski,2024-01-01,2024-01-01,1"; Id = 'ColumnAmbiguous'; Remedy = '*-DateColumn*' }
        @{ Name = 'two amount columns'; Content = "customer,date,amount,total`nKowalski,2024-01-01,1,2"; Id = 'ColumnAmbiguous'; Remedy = '*-AmountColumn*' }
        @{ Name = 'one header twice'; Content = "customer,date,amount,amount`nKowalski,2024-01-01,1,2"; Id = 'ColumnDuplicate'; Says = "*'amount'*" }
        @{ Name = 'one header twice, named'; Content = "customer,date,amount,amount`nKowalski,2024-01-01,1,2"; Given = @{ AmountColumn = 'amount' }; Id = 'ColumnDuplicate'; Says = "*2*'amount'*" }
        @{ Name = 'the wrong delimiter'; Content = $header + $good; Given = @{ Delimiter = ';' }; Id = 'ColumnNotFound'; Remedy = '*-Delimiter*' }
        @{ Name = 'a header with a stray quote'; Content = "customer,da`"te,amount`nKowalski,2024-01-01,1"; Id = 'HeaderMalformed' }
        @{ Name = 'a header in another encoding'; Content = $latin.GetBytes("Käufer,date,amount`nKowalski,2024-01-01,1"); Given = @{ CustomerColumn = 'Käufer' }; Id = 'HeaderNotUtf8'; Remedy = '*-Encoding*' }
        @{ Name = 'UTF-16 without a mark'; Content = $utf16.GetBytes($header + $good); Id = 'HeaderHasNul'; Remedy = '*-Encoding unicode*' }
        @{ Name = 'UTF-8 read as UTF-16'; Content = $header + $good; Given = @{ Encoding = 'unicode' }; Id = 'TextNotInEncoding'; Remedy = '*-Encoding*' }
        @{ Name = 'Latin 1 read as ASCII'; Content = $latin.GetBytes($header + 'Kowalskä,2024-01-01,1,x'); Given = @{ Encoding = 'ascii' }; Id = 'TextNotInEncoding'; Remedy = '*-Encoding*' }

        @{ Name = 'a row too short'; Content = $header + $good + 'Kowalski,2024-01-02,2'; Id = 'RowRagged'; Line = 3; Says = '*3 fields*4*' }
        @{ Name = 'a row too long'; Content = $header + $good + 'Kowalski,2024-01-02,2,x,y'; Id = 'RowRagged'; Line = 3; Says = '*5 fields*4*' }
        @{ Name = 'a decimal comma between commas'; Content = $header + $good + 'Kowalski,2024-01-02,2,5,x'; Id = 'RowRagged'; Line = 3 }
        @{ Name = 'a quote never closed'; Content = $header + $good + "`"Kowalski,2024-01-02,2,x`n" + $good; Id = 'QuoteUnterminated'; Line = 3 }
        @{ Name = 'a stray quote'; Content = $header + $good + "Kowal`"ski,2024-01-02,2,x`n" + $good; Id = 'QuoteMalformed'; Line = 3 }
        @{ Name = 'text after a quote'; Content = $header + $good + "`"Kowal`"ski,2024-01-02,2,x`n" + $good; Id = 'QuoteMalformed'; Line = 3 }
        @{ Name = 'a bad row after a field of two lines'; Content = $header + "A,2024-01-01,1,`"two`nlines`"`nKowalski,2023-02-30,1,x"; Id = 'DateImpossible'; Line = 4; Column = 'date' }

        @{ Name = 'an impossible date'; Content = $header + $good + 'Kowalski,2023-02-30,2,Kowalski'; Id = 'DateImpossible'; Line = 3; Column = 'date'; Says = '*2023-02-30*' }
        @{ Name = 'a month 13'; Content = $header + $good + 'Kowalski,2024-13-01,2,Kowalski'; Id = 'DateImpossible'; Line = 3; Column = 'date' }
        @{ Name = 'the day zero of some databases'; Content = $header + $good + 'Kowalski,0000-00-00,2,Kowalski'; Id = 'DateImpossible'; Line = 3; Column = 'date' }
        @{ Name = 'an hour 25'; Content = $header + $good + 'Kowalski,2024-01-01 25:00,2,Kowalski'; Id = 'DateImpossible'; Line = 3; Column = 'date' }
        @{ Name = 'an ambiguous date'; Content = $header + 'Kowalski,01/02/2024,2,Kowalski'; Id = 'DateAmbiguous'; Line = 2; Column = 'date'; Says = '*2024-02-01*2024-01-02*'; Remedy = '*-DateFormat*-Culture*' }
        @{ Name = 'two formats of dates'; Content = $header + $good + 'Kowalski,13.02.2024,2,Kowalski'; Id = 'DateAmbiguous'; Line = 3; Column = 'date'; Says = '*13.02.2024*2024-02-13*'; Remedy = '*-DateFormat*' }
        @{ Name = 'a day in words'; Content = $header + 'Kowalski,yesterday,2,Kowalski'; Id = 'DateNotReadable'; Line = 2; Column = 'date'; Says = '*yesterday*' }
        @{ Name = 'no date'; Content = $header + 'Kowalski, ,2,Kowalski'; Id = 'DateMissing'; Line = 2; Column = 'date' }
        @{ Name = 'a month too many for the culture'; Content = $header + 'Kowalski,13/02/2024,2,Kowalski'; Given = @{ Culture = 'en-US' }; Id = 'DateNotReadable'; Line = 2; Column = 'date' }

        @{ Name = 'a decimal comma'; Content = $header + 'Kowalski,2024-01-01,"1,5",Kowalski'; Id = 'AmountAmbiguous'; Line = 2; Column = 'amount'; Says = "*'1,5'*1.5 only if*"; Remedy = '*-Culture*' }
        @{ Name = 'a comma between thousands'; Content = $header + 'Kowalski,2024-01-01,"1,234.50",Kowalski'; Id = 'AmountAmbiguous'; Line = 2; Column = 'amount'; Remedy = '*-Culture*' }
        @{ Name = 'a euro sign'; Content = $header + 'Kowalski,2024-01-01,15.00 €,Kowalski'; Id = 'AmountHasCurrencySign'; Line = 2; Column = 'amount'; Says = '*15.00*' }
        @{ Name = 'a dollar sign'; Content = $header + 'Kowalski,2024-01-01,$15.00,Kowalski'; Id = 'AmountHasCurrencySign'; Line = 2; Column = 'amount' }
        @{ Name = 'a dollar sign in a culture'; Content = $header + 'Kowalski,2024-01-01,$15.00,Kowalski'; Given = @{ Culture = 'en-US' }; Id = 'AmountHasCurrencySign'; Line = 2; Column = 'amount' }
        @{ Name = 'five decimals'; Content = $header + 'Kowalski,2024-01-01,20.340000000000003,Kowalski'; Id = 'AmountTooPrecise'; Line = 2; Column = 'amount'; Says = '*20.340000000000003*'; Remedy = '*-RoundAmount*' }
        @{ Name = 'an amount too large'; Content = $header + 'Kowalski,2024-01-01,922337203685477.5808,Kowalski'; Id = 'AmountOutOfRange'; Line = 2; Column = 'amount' }
        @{ Name = 'a whole amount too large'; Content = $header + 'Kowalski,2024-01-01,922337203685478,Kowalski'; Id = 'AmountOutOfRange'; Line = 2; Column = 'amount' }
        @{ Name = 'a negative amount too large'; Content = $header + 'Kowalski,2024-01-01,-999999999999999,Kowalski'; Id = 'AmountOutOfRange'; Line = 2; Column = 'amount' }
        @{ Name = 'an amount of twenty digits'; Content = $header + 'Kowalski,2024-01-01,99999999999999999999,Kowalski'; Id = 'AmountOutOfRange'; Line = 2; Column = 'amount' }
        @{ Name = 'an amount in brackets'; Content = $header + 'Kowalski,2024-01-01,(5.00),Kowalski'; Id = 'AmountNotReadable'; Line = 2; Column = 'amount' }
        @{ Name = 'an amount with an exponent'; Content = $header + 'Kowalski,2024-01-01,1e3,Kowalski'; Id = 'AmountNotReadable'; Line = 2; Column = 'amount' }
        @{ Name = 'an amount that is not a number'; Content = $header + 'Kowalski,2024-01-01,NaN,Kowalski'; Id = 'AmountNotReadable'; Line = 2; Column = 'amount' }
        @{ Name = 'no amount'; Content = $header + 'Kowalski,2024-01-01,,Kowalski'; Id = 'AmountMissing'; Line = 2; Column = 'amount' }
        @{ Name = 'a bad cost'; Content = "customer,date,amount,cost`nKowalski,2024-01-01,1,cheap"; Given = @{ CostColumn = 'cost' }; Id = 'AmountNotReadable'; Line = 2; Column = 'cost' }

        @{ Name = 'no customer'; Content = $header + $good + '"",2024-01-01,2,Kowalski'; Id = 'CustomerMissing'; Line = 3; Column = 'customer_id' }
        @{ Name = 'a customer of blanks'; Content = $header + $good + " `t ,2024-01-01,2,Kowalski"; Id = 'CustomerMissing'; Line = 3; Column = 'customer_id' }
        @{ Name = 'a customer with a NUL'; Content = $header + $good + "Kowalski`0,2024-01-01,2,Kowalski"; Id = 'TextHasNul'; Line = 3; Column = 'customer_id' }
        @{ Name = 'a customer in another encoding'; Content = $latin.GetBytes($header + $good + 'Kowalskä,2024-01-01,2,x'); Id = 'TextNotUtf8'; Line = 3; Column = 'customer_id'; Remedy = '*-Encoding*' }
        @{ Name = 'a group in another encoding'; Content = $latin.GetBytes($header + $good + 'Kowalski,2024-01-01,2,Kowalskä'); Given = @{ GroupColumn = 'note' }; Id = 'TextNotUtf8'; Line = 3; Column = 'note'; Remedy = '*-Encoding*' }
        @{ Name = 'two currencies'; Content = "customer,date,amount,currency`nKowalski,2024-01-01,1,EUR`nKowalski,2024-01-02,1,USD"; Id = 'CurrencyMixed'; Line = 3; Column = 'currency' }
        @{ Name = 'no currency'; Content = "customer,date,amount,currency`nKowalski,2024-01-01,1,EUR`nKowalski,2024-01-02,1,"; Id = 'CurrencyMissing'; Line = 3; Column = 'currency' }
    )
    foreach ($file in $files) {
        foreach ($key in 'Line', 'Column', 'Says', 'Remedy') {
            $file[$key] ??= $null
        }

        $file.Given ??= @{}
    }

    $isRoot = -not $IsWindows -and (id -u) -eq '0'
    if ($isRoot) {
        Write-Warning 'Nothing is forbidden to root: the tests of missing permissions are SKIPPED.'
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $path = New-TestFile "$TestDrive/good.csv" 'customer_id,date,amount', 'A-1,2024-01-01,1.50', 'B-2,2024-02-01,2'
}

Describe 'The import refuses <Name>' -ForEach $files {
    BeforeAll {
        $file = New-TestFile "$TestDrive/orders.csv" $Content
        $failure = Get-Failure { Import-CustomerTransaction $file @Given }
    }

    It 'with its id, its category and nothing else' {
        $failure.Id | Should -Be $Id
        $failure.Origin | Should -Be 'CustomerMetrics.Commands.ImportCustomerTransactionCommand'
        $failure.Category | Should -Be 'InvalidData'
        $failure.Output | Should -Be 0
    }

    It 'and says where and why' {
        $failure.Message | Should -BeLike '*orders.csv*'
        if ($Line) {
            $failure.Message | Should -BeLike "*orders.csv, line ${Line}[,:]*"
        }

        if ($Column) {
            $failure.Message | Should -BeLike "*column '$Column'*"
        }

        if ($Says) {
            $failure.Message | Should -BeLike $Says
        }
    }

    It 'and points at the file' {
        $failure.Target | Should -Be ($Line ? "${file}:$Line" : $file)
    }

    It 'and says what to do' {
        $failure.Remedy | Should -Not -BeNullOrEmpty
        if ($Remedy) {
            $failure.Remedy | Should -BeLike $Remedy
        }
    }

    It 'and keeps what is in other fields to itself' {
        $failure.Message, $failure.Remedy, $failure.Target | Should -Not -BeLike '*Kowalsk*'
    }
}

Describe 'Rows are refused as a file is: <Name>' -ForEach ($files | Where-Object { $_.Line -and $_.Content -is [string] -and $_.Id -notlike 'Row*' -and $_.Id -notlike 'Quote*' }) {
    It 'with the same id' {
        $file = New-TestFile "$TestDrive/rows.csv" $Content
        $rows = Import-Csv -LiteralPath $file
        $failure = Get-Failure { $rows | Import-CustomerTransaction @Given }
        $failure.Id | Should -Be $Id
        $failure.Message | Should -BeLike "*row $(@($rows).Count)*column '$Column'*"
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Message, $failure.Target | Should -Not -BeLike '*Kowalsk*'
        $failure.Output | Should -Be 0
    }
}

Describe 'What is shown of a bad date or amount' {
    It 'is cut at forty characters' {
        $failure = Get-Failure { Import-CustomerTransaction (New-TestFile "$TestDrive/long.csv" 'customer,date,amount', "A,$('1' * 39)ABC,1") }
        $failure.Message | Should -BeLike "*$('1' * 39)A…*"
        $failure.Message | Should -Not -BeLike '*1AB*'
    }

    It 'holds no control characters' {
        $failure = Get-Failure { Import-CustomerTransaction (New-TestFile "$TestDrive/control.csv" 'customer,date,amount', "A,$([char]27)[31mred,1") }
        $failure.Message | Should -Not -Match '\x1b'
    }
}

Describe 'Paths that cannot be read' {
    BeforeAll {
        $null = New-Item -ItemType Directory -Path "$TestDrive/folder" -Force
    }

    It '<Command> refuses <Name>' -ForEach @(
        foreach ($command in 'Import-CustomerTransaction', 'Get-CustomerLedger', 'Get-ChurnRate', 'Measure-CustomerValue', 'New-CustomerStatement') {
            @{ Command = $command; Name = 'a missing file'; Given = @{ Path = 'TestDrive:/none.csv' }; Id = 'FileNotFound'; Category = 'ObjectNotFound'; Says = '*none.csv*' }
            @{ Command = $command; Name = 'a missing literal file'; Given = @{ LiteralPath = 'TestDrive:/no[n]e.csv' }; Id = 'FileNotFound'; Category = 'ObjectNotFound'; Says = '*no[[]n[]]e.csv*' }
            @{ Command = $command; Name = 'a wildcard without a match'; Given = @{ Path = 'TestDrive:/none*.csv' }; Id = 'FileNotFound'; Category = 'ObjectNotFound'; Says = '*none[*].csv*' }
            @{ Command = $command; Name = 'a file of a missing folder'; Given = @{ LiteralPath = 'TestDrive:/none/orders.csv' }; Id = 'FileNotFound'; Category = 'ObjectNotFound'; Says = '*orders.csv*' }
            @{ Command = $command; Name = 'a folder'; Given = @{ Path = 'TestDrive:/folder' }; Id = 'PathIsDirectory'; Category = 'InvalidArgument'; Says = '*folder*' }
            @{ Command = $command; Name = 'a path that is no file'; Given = @{ Path = 'Variable:HOME' }; Id = 'PathNotFileSystem'; Category = 'InvalidArgument'; Says = '*Variable:HOME*' }
        }
    ) {
        $failure = Get-Failure { & $Command @Given }
        $failure.Id | Should -Be $Id
        $failure.Category | Should -Be $Category
        $failure.Message | Should -BeLike $Says
        $failure.Target | Should -Not -BeNullOrEmpty
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Output | Should -Be 0
    }

    It '-<_> refuses a NUL' -ForEach 'Path', 'LiteralPath' {
        $given = @{ $_ = "$TestDrive/a`0b.csv" }
        $failure = Get-Failure { Import-CustomerTransaction @given }
        $failure.Id, $failure.Category | Should -Be 'PathInvalid', 'InvalidArgument'
        $failure.Message | Should -Not -BeLike "*`0*"
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It 'one of several ends the import' {
        $failure = Get-Failure { Import-CustomerTransaction $path, 'TestDrive:/none.csv' }
        $failure.Id | Should -Be 'FileNotFound'
        $failure.Output | Should -Be 0
    }

    It 'nothing in the pipeline is told' {
        (Get-Failure { @() | Get-CustomerLedger }).Id | Should -Be 'NoInput'
        (Get-Failure { Get-ChildItem -Path "$TestDrive/none*.csv" | Import-CustomerTransaction }).Id | Should -Be 'NoInput'
    }

    It 'no permission is told' -Skip:$isRoot {
        $secret = New-TestFile "$TestDrive/secret.csv" 'customer,date,amount', 'A,2024-01-01,1'
        if ($IsWindows) {
            $null = icacls $secret /deny "$([Environment]::UserName):(R)"
        }
        else {
            chmod 000 $secret
        }

        $failure = Get-Failure { Import-CustomerTransaction $secret }
        $failure.Id, $failure.Category | Should -Be 'AccessDenied', 'PermissionDenied'
        $failure.Message | Should -BeLike '*secret.csv*'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }
}

Describe 'Paths that cannot be written' {
    BeforeAll {
        $null = New-Item -ItemType Directory -Path "$TestDrive/folder" -Force
        $statement = Import-CustomerTransaction $path -AsOf 2024-04-01 | New-CustomerStatement
        $writers = @{
            Reject = { param($to) Import-CustomerTransaction $path -BadRow Skip -RejectPath $to }
            Statement = { param($to) $statement | Export-CustomerStatement $to -Format Html }
            Mail = { param($to) $statement | ConvertTo-CustomerStatementMail -From reports@example.org -OutFile $to }
            Sample = { param($to) New-CustomerSample $to -Customers 3 }
        }
    }

    It '<Writer> refuses <Name>' -ForEach @(
        foreach ($writer in 'Reject', 'Statement', 'Mail', 'Sample') {
            @{ Writer = $writer; Name = 'a folder'; To = 'folder'; Id = 'PathIsDirectory'; Category = 'InvalidArgument' }
            @{ Writer = $writer; Name = 'a file of a missing folder'; To = 'none/new.csv'; Id = 'FolderNotFound'; Category = 'ObjectNotFound' }
            @{ Writer = $writer; Name = 'a file below a file'; To = 'good.csv/new.csv'; Id = 'FolderNotFound'; Category = 'ObjectNotFound' }
        }
    ) {
        $failure = Get-Failure { & $writers[$Writer] "TestDrive:/$To" }
        $failure.Id | Should -Be $Id
        $failure.Category | Should -Be $Category
        $failure.Message | Should -BeLike "*$([IO.Path]::GetFileName($To))*"
        # Neither the temporary name nor a parameter for reading helps whoever reads this.
        $failure.Message | Should -Not -BeLike '*.tmp*'
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Remedy | Should -Not -BeLike '*[*].csv*'
        $failure.Output | Should -Be 0
        Get-ChildItem -LiteralPath $TestDrive -Recurse -Force -Filter '*.tmp' | Should -BeNullOrEmpty
    }

    It '<_> refuses a path that is no file' -ForEach 'Reject', 'Statement', 'Mail', 'Sample' {
        $failure = Get-Failure { & $writers[$_] 'Variable:new' }
        $failure.Id, $failure.Category | Should -Be 'PathNotFileSystem', 'InvalidArgument'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It '<_> refuses a NUL' -ForEach 'Reject', 'Statement', 'Mail', 'Sample' {
        $failure = Get-Failure { & $writers[$_] "$TestDrive/a`0b.html" }
        $failure.Id, $failure.Category | Should -Be 'PathInvalid', 'InvalidArgument'
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }

    It '<_> refuses an empty path' -ForEach 'Reject', 'Statement', 'Mail', 'Sample' {
        (Get-Failure { & $writers[$_] '' }).Id | Should -BeLike 'ParameterArgumentValidationError*'
    }

    It '<_> takes a name as long as the disk does' -ForEach 'Reject', 'Statement', 'Mail', 'Sample' {
        $long = 'n' * 251 + '.csv'
        $null = & $writers[$_] "$TestDrive/$long"
        Get-ChildItem -LiteralPath $TestDrive -Force -Filter '*nnnn*' | ForEach-Object Name | Should -Be $long
        Remove-Item -LiteralPath "$TestDrive/$long"
    }

    It '<_> refuses a folder without permission' -ForEach 'Reject', 'Statement', 'Mail', 'Sample' -Skip:($isRoot -or $IsWindows) {
        $closed = (New-Item -ItemType Directory -Path "$TestDrive/closed" -Force).FullName
        chmod 555 $closed
        try {
            $failure = Get-Failure { & $writers[$_] "$closed/new.csv" }
            $failure.Id, $failure.Category | Should -Be 'WriteDenied', 'PermissionDenied'
            $failure.Remedy | Should -Not -BeNullOrEmpty
        }
        finally {
            chmod 755 $closed
        }
    }

    It 'and a reject path needs bad rows that do not stop' {
        $failure = Get-Failure { Import-CustomerTransaction $path -RejectPath "$TestDrive/rejected.csv" }
        $failure.Id, $failure.Category | Should -Be 'RejectPathWithoutBadRow', 'InvalidArgument'
        $failure.Remedy | Should -BeLike '*-BadRow*'
        Test-Path -LiteralPath "$TestDrive/rejected.csv" | Should -BeFalse
    }
}

Describe 'Arguments that name nothing' {
    It 'an unknown time zone' {
        $failure = Get-Failure { Import-CustomerTransaction $path -TimeZone Mars/Base }
        $failure.Id, $failure.Category | Should -Be 'TimeZoneUnknown', 'InvalidArgument'
        $failure.Message | Should -BeLike '*Mars/Base*'
        $failure.Remedy | Should -BeLike '*Get-TimeZone -ListAvailable*'
        $failure.Output | Should -Be 0
    }

    # PowerShell's own record: no parameter is bound, and the message tells what would be.
    It 'an unknown encoding' {
        $failure = Get-Failure { Import-CustomerTransaction $path -Encoding klingon }
        $failure.Id | Should -Be 'ParameterArgumentTransformationError'
        $failure.Message | Should -BeLike "*'Encoding'*'klingon'*windows-1252*"
        $failure.Output | Should -Be 0
    }

    It 'an unknown culture: <_>' -ForEach 'klingon', 'xx-XX', 'no such culture' {
        $culture = $_
        $failure = Get-Failure { Import-CustomerTransaction $path -Culture $culture }
        $failure.Message | Should -BeLike "*$culture*"
        $failure.Output | Should -Be 0
    }

    It 'a wrong <Parameter> of the sample: <Value>' -ForEach @(
        @{ Parameter = 'Customers'; Value = 0 }
        @{ Parameter = 'Customers'; Value = -1 }
        @{ Parameter = 'RefundShare'; Value = 1.5 }
        @{ Parameter = 'RefundShare'; Value = [double]::NaN }
        @{ Parameter = 'ArrivalShare'; Value = 0 }
        @{ Parameter = 'RateShape'; Value = 0 }
        @{ Parameter = 'RateScale'; Value = [double]::PositiveInfinity }
        @{ Parameter = 'DropoutShape'; Value = -1 }
        @{ Parameter = 'SpendShape'; Value = 0 }
        @{ Parameter = 'SpendMixShape'; Value = 1 }
        @{ Parameter = 'End'; Value = [datetime]'2023-12-31' }
    ) {
        $given = @{ $Parameter = $Value }
        $failure = Get-Failure { New-CustomerSample @given }
        $failure.Id, $failure.Category | Should -Be 'SampleProcessInvalid', 'InvalidArgument'
        $failure.Message | Should -BeLike "*$Parameter*"
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Output | Should -Be 0
    }

    It 'objects that are no rows' {
        foreach ($nothing in 5, (Get-Date -Date 2024-01-01), $true) {
            $failure = Get-Failure { $nothing | Get-CustomerLedger }
            $failure.Category | Should -BeIn 'InvalidData', 'InvalidArgument'
            $failure.Remedy | Should -Not -BeNullOrEmpty
            $failure.Output | Should -Be 0
        }
    }
}
