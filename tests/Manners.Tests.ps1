#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
    $cmdlets = Get-Command -Module CustomerMetrics | ForEach-Object { @{ Name = $_.Name; Command = $_ } }
    $sources = $cmdlets | Where-Object { $_.Command.Parameters.ContainsKey('LiteralPath') -and $_.Name -ne 'Import-CustomerModel' }
    $choices = foreach ($cmdlet in $cmdlets) {
        foreach ($parameter in $cmdlet.Command.Parameters.Values | Where-Object { $_.Name -notin $common }) {
            $type = $parameter.ParameterType.IsArray ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
            if ($type.IsEnum) {
                @{ Name = $cmdlet.Name; Parameter = $parameter.Name; Choices = [enum]::GetNames($type) }
            }
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $module = (Get-Module CustomerMetrics).Path
    $path = New-TestFile "$TestDrive/orders.csv" 'customer_id,order date,amount,it''s', 'A,2024-01-01,10,x', 'B,2024-02-01,5.5,y', 'A,2024-03-31,1,z'

    function Get-Completion {
        param([string] $Line)
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
    }
}

Describe '<Name>' -ForEach $cmdlets {
    It 'has an approved verb and a singular noun' {
        $Command.Verb | Should -BeIn (Get-Verb).Verb
        $Command.Noun | Should -MatchExactly '^[A-Z][A-Za-z]*[^s]$'
    }

    It 'declares what it writes' {
        $Command.OutputType.Name | Should -Not -BeNullOrEmpty
        $Command.OutputType.Type | Should -Not -Contain ([object])
    }

    It 'names parameters in the singular, in PascalCase' {
        $names = $Command.Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters -and $_ -notin 'WhatIf', 'Confirm' }
        $names | ForEach-Object { $_ | Should -MatchExactly '^[A-Z][A-Za-z]+$' }
    }

    It 'asks before it changes something, and only then' {
        $Command.Parameters.ContainsKey('WhatIf') | Should -Be ($Name -in 'ConvertTo-CustomerStatementMail', 'Export-CustomerModel', 'Export-CustomerStatement', 'New-CustomerSample', 'Send-CustomerStatement')
    }
}

Describe '<Name> takes a source' -ForEach $sources {
    BeforeAll {
        # What a cmdlet cannot answer without.
        $needed = @{}
        $plain = New-TestFile "$TestDrive/plain.csv" 'customer_id,date,amount', 'A,2024-01-01,10', 'B,2024-02-01,5.5', 'A,2024-03-31,1'
        if ($Command.Noun -eq 'CustomerSubscription') {
            $plain = New-TestFile "$TestDrive/plain.csv" 'customer_id,start,end,mrr', 'A,2024-01-01,,10', 'B,2024-02-01,2024-03-01,5.5', 'A,2024-03-31,,1'
        }

        if ($Command.Noun -eq 'CustomerModel') {
            # A model is made of many customers.
            $null = New-CustomerSample $plain -Customers 200 -Start 2023-01-01 -End 2024-04-01
            $needed = $Command.Verb -eq 'New' ? @{ Model = 'MbgNbd' } : @{}
        }

        if ($Name -eq 'Measure-CustomerSurvival') {
            $needed = @{ ActivityRule = 'Window'; WindowDays = 30 }
        }

        if ($Command.Parameters.ContainsKey('Reason') -and $Name -ne 'Measure-CustomerSurvival') {
            $needed = @{ Reason = @{ customer = 'A'; date = '2024-02-10'; reason = 'Price' } }
        }

        if ($Command.Parameters.ContainsKey('Stage')) {
            $needed.Stage = @{ stage = 'decide'; effort = 1; reasons = 'Price' }
        }

        if ($Name -eq 'Get-CustomerMigration') {
            $needed = @{ Tier = @{ Big = 8; Small = 0 } }
        }

        if ($Command.Parameters.ContainsKey('Referral')) {
            $needed = @{ Referral = @{ referrer = 'A'; date = '2024-02-10'; referred = 'B' } }
        }

        # A table keeps the columns that it was asked for.
        $kept = @{}
        if ($Command.Parameters.ContainsKey('Spend')) {
            $kept = @{ GroupColumn = 'customer_id' }
            $needed = @{ ChannelColumn = 'customer_id'; Spend = @{ channel = 'A'; month = '2024-01'; cost = 5 } }
        }

        if ($Name -eq 'Get-RenewalRate') {
            $needed = @{ TermDays = 30; GraceDays = 5 }
        }

        if ($Command.Parameters.ContainsKey('At')) {
            $model = New-CustomerModel (Join-Path $PSScriptRoot '../docs/samples/orders.csv') -Model Nbd -SpendModel Stratum -AsOf 2024-02-01 -WarningAction Ignore
            $needed = @{ Model = $model; Horizon = '12 months'; DiscountRate = 0.1; At = [datetime[]] ('2024-02-01', '2024-04-01') }
            if ($Command.Parameters.ContainsKey('NoInterval')) {
                $needed.At = [datetime] '2024-04-01'
                $needed.NoInterval = $true
            }
        }
    }

    It 'from a table, a path, a file and rows, and writes nothing but its records' {
        $types = $Command.OutputType.Type
        $counts = foreach ($way in
            { & $Name $plain -AsOf 2024-04-01 @needed },
            { & $Name -LiteralPath $plain -AsOf 2024-04-01 @needed },
            { Get-Item -LiteralPath $plain | & $Name -AsOf 2024-04-01 @needed },
            { Import-Csv -LiteralPath $plain | & $Name -AsOf 2024-04-01 @needed },
            { Import-CustomerTransaction $plain @kept | & $Name -AsOf 2024-04-01 @needed }
        ) {
            if ($Name -like 'Import-*' -and "$way" -like '*Import-CustomerTransaction*') {
                continue
            }

            $output = @(& $way *>&1)
            foreach ($object in $output) {
                @($types | Where-Object { $object -is $_ }).Count | Should -BeGreaterThan 0 -Because "$($object.GetType().FullName) is not declared: $object"
            }

            $output.Count
        }

        $counts[0] | Should -BeGreaterThan 0
        $counts | Sort-Object -Unique | Should -Be $counts[0]
    }

    It 'shows its records in a table or a list' {
        $shown = & $Name $plain -AsOf 2024-04-01 @needed | Out-String -Width 120
        $shown.Trim() | Should -Not -BeNullOrEmpty
        $shown | Should -Not -BeLike '*System.Collections*'
    }
}

Describe 'What is shown' {
    BeforeAll {
        $table = Import-CustomerTransaction $path -GroupColumn "it's", 'order date'
        function Format-Shown { $input | Out-String -Width 200 }
    }

    It 'of a table are its columns, each with its part' {
        $table | Format-Shown | Should -Match "Columns +: (\S*\[.*m)?customer_id -> Customer, order date -> Date, amount -> Amount, it's -> Group1, order date -> Group2"
    }

    It 'of a statement are its sentence and its sections' {
        $shown = $table | New-CustomerStatement | Format-Shown
        $shown | Should -BeLike '*Lead *'
        $shown | Should -BeLike '*Customers in and out, *'
        $shown | Should -Not -BeLike '*{*'
    }

    It 'of a ledger has headers that are properties' {
        $entry = @($table | Get-CustomerLedger -Period Quarter)[0]
        $headers = ($table | Get-CustomerLedger -Period Quarter | Format-Shown) -replace '\x1b\[[\d;]*m' -split "`n" | Where-Object { $_ -match '^Period' }
        $headers.Trim() -split ' +' | Where-Object { $_ -notin $entry.PSObject.Properties.Name } | Should -BeNullOrEmpty
    }

    It 'of a ledger in a list is money that adds up from top to bottom' {
        $shown = (@($table | Get-CustomerLedger -Period Quarter)[0] | Format-List | Format-Shown) -replace '\x1b\[[\d;]*m' -split "`n" | ForEach-Object { ($_ -split ':')[0].Trim() }
        $expected = 'OpeningValue', 'NewValue', 'ReturnedValue', 'MovedInValue', 'Expansion', 'Contraction', 'LostValue', 'MovedOutValue', 'FxEffect', 'ClosingValue'
        $first = [array]::IndexOf($shown, 'OpeningValue')
        $shown[$first..($first + 9)] | Should -Be $expected
    }
}

Describe 'Completion' {
    It 'offers the choices of <Name> -<Parameter>' -ForEach $choices {
        Get-Completion "$Name -$Parameter " | Sort-Object | Should -Be ($Choices | Sort-Object)
    }

    It 'offers <Count> or more for <Line>' -ForEach @(
        @{ Line = 'Get-ChurnRate -Method '; Count = 8; One = 'OpeningPlusNew' }
        @{ Line = 'Import-CustomerTransaction -TimeZone Europe/B'; Count = 1; One = 'Europe/Berlin' }
        @{ Line = 'Import-CustomerTransaction -Culture de-'; Count = 3; One = 'de-DE' }
        @{ Line = 'Import-CustomerTransaction -Encoding '; Count = 7; One = 'windows-1252' }
        @{ Line = 'Import-CustomerTransaction -Encoding UT'; Count = 2; One = 'utf8' }
    ) {
        $found = Get-Completion $Line
        $found.Count | Should -BeGreaterOrEqual $Count
        $found | Should -Contain $One
    }

    It 'gives encodings that are taken: <_>' -ForEach 'utf8', 'utf32', 'latin1', 'ascii', 'windows-1252', 'utf8BOM', 'utf8NoBOM', 'ansi', 'oem', '1252' {
        $encoding = $_
        $text = $encoding -eq 'utf32' ? [Text.UTF32Encoding]::new() : [Text.Encoding]::ASCII
        $file = New-TestFile "$TestDrive/encoded.csv" 'customer,date,amount', 'A,2024-01-01,1' -Encoding $text
        (Import-CustomerTransaction $file -Encoding $encoding).Rows | Should -Be 1
    }

    It 'reads the header for <_>' -ForEach 'CustomerColumn', 'DateColumn', 'AmountColumn', 'CostColumn', 'CurrencyColumn', 'GroupColumn' {
        Get-Completion "Import-CustomerTransaction -Path '$path' -$_ " | Should -Be 'customer_id', "'order date'", 'amount', "'it''s'"
    }

    It 'reads the header of <Way>' -ForEach @(
        @{ Way = 'a path in first place'; Line = "Import-CustomerTransaction '{0}/orders.csv' -DateColumn " }
        @{ Way = 'a path of the provider'; Line = 'Import-CustomerTransaction TestDrive:/orders.csv -DateColumn ' }
        @{ Way = 'a wildcard'; Line = "Import-CustomerTransaction '{0}/ord*.csv' -DateColumn " }
        @{ Way = 'the first of several'; Line = "Import-CustomerTransaction '{0}/orders.csv', none.csv -DateColumn " }
        @{ Way = 'a literal path'; Line = "Import-CustomerTransaction -LiteralPath '{0}/orders.csv' -DateColumn " }
    ) {
        Get-Completion ($Line -f $TestDrive) | Should -Contain "'order date'"
    }

    It 'reads the header of a literal path with brackets' {
        Copy-Item -LiteralPath $path -Destination "$TestDrive/columns [1].csv"
        Get-Completion "Import-CustomerTransaction -LiteralPath '$TestDrive/columns [1].csv' -DateColumn " | Should -Contain "'order date'"
    }

    It 'continues a word: <Word>' -ForEach @(
        @{ Word = 'cu'; Found = 'customer_id' }
        @{ Word = "'ord"; Found = "'order date'" }
        @{ Word = 'AM'; Found = 'amount' }
    ) {
        Get-Completion "Import-CustomerTransaction '$path' -GroupColumn $Word" | Should -Be $Found
    }

    It 'of a group asks the table of <Line>' -ForEach @(
        @{ Line = '$completed | Get-CustomerLedger -GroupBy ' }
        @{ Line = '$global:completed | Measure-CustomerValue -GroupBy ' }
        @{ Line = '$completed | Get-CustomerCohort -CohortBy ' }
        @{ Line = '$completed | Get-RenewalRate -ContractColumn ' }
        @{ Line = '$completed | Measure-CustomerSurvival -GroupBy ' }
        @{ Line = 'Get-ChurnRate -InputObject $completed -GroupBy ' }
    ) {
        $global:completed = Import-CustomerTransaction $path -GroupColumn 'order date', amount
        try {
            Get-Completion $Line | Should -Be "'order date'", 'amount'
        }
        finally {
            Remove-Variable completed -Scope Global
        }
    }

    It 'of a group runs nothing and says nothing: <Line>' -ForEach @(
        @{ Line = '$nowhere | Get-CustomerLedger -GroupBy ' }
        @{ Line = '$HOME | Get-CustomerLedger -GroupBy ' }
        @{ Line = '$(throw) | Get-CustomerLedger -GroupBy ' }
        @{ Line = '$HOME | Where-Object { throw } | Get-CustomerLedger -GroupBy ' }
    ) {
        $count = $Error.Count
        Get-Completion $Line | Should -Not -Contain 'amount'
        $Error.Count | Should -Be $count
    }

    It 'of columns is silent about <Way>' -ForEach @(
        @{ Way = 'no path'; Line = 'Import-CustomerTransaction -CustomerColumn ' }
        @{ Way = 'a missing file'; Line = 'Import-CustomerTransaction TestDrive:/none.csv -CustomerColumn ' }
        @{ Way = 'a folder'; Line = 'Import-CustomerTransaction TestDrive:/ -CustomerColumn ' }
        @{ Way = 'a missing drive'; Line = 'Import-CustomerTransaction none:/x.csv -CustomerColumn ' }
    ) {
        $count = $Error.Count
        Get-Completion $Line | Should -Not -Contain 'customer_id'
        $Error.Count | Should -Be $count
    }
}

Describe 'Failures' {
    It 'are caught' {
        $caught = $null
        try { Import-CustomerTransaction TestDrive:/none.csv } catch { $caught = $_ }
        $caught.FullyQualifiedErrorId | Should -Be 'FileNotFound,CustomerMetrics.Commands.ImportCustomerTransactionCommand'
        $caught.Exception | Should -BeOfType ([CustomerMetrics.CustomerMetricsException])
        $caught.InvocationInfo.MyCommand.Name | Should -Be 'Import-CustomerTransaction'
    }

    It 'let a script go on, and are in $?, $Error and -ErrorVariable' {
        $shell = New-Shell @'
            param($folder)
            $before = $Error.Count
            $table = Import-CustomerTransaction "$folder/none.csv" -ErrorVariable mine
            $ok = $?
            $record = $mine[-1].ErrorRecord ?? $mine[-1]
            [pscustomobject]@{ Ok = $ok; Table = $table; New = $Error.Count - $before; Id = $record.FullyQualifiedErrorId; Same = $Error[0].ToString() -eq $record.ToString() }
'@ $TestDrive
        try {
            $result = $shell.Invoke()[0]
            $shell.Streams.Error.Count | Should -Be 1
        }
        finally {
            $shell.Dispose()
        }

        $result.Ok, $result.Table, $result.New, $result.Same | Should -Be $false, $null, 1, $true
        $result.Id | Should -BeLike 'FileNotFound,*'
    }

    It 'end the script under $ErrorActionPreference Stop' {
        $shell = New-Shell 'param($folder) $ErrorActionPreference = "Stop"; Import-CustomerTransaction "$folder/none.csv"; "on"' $TestDrive
        try {
            { $shell.Invoke() } | Should -Throw -ExceptionType ([Management.Automation.RuntimeException])
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'show what to do' {
        $shell = New-Shell 'param($folder) try { Import-CustomerTransaction "$folder/none.csv" } catch { $_ | Out-String -Width 200 }' $TestDrive
        try {
            "$($shell.Invoke())" | Should -BeLike '*There is no file*none.csv*Check the path*'
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'leave nothing behind that a next command would meet' {
        $null = Get-Failure { Import-CustomerTransaction (New-TestFile "$TestDrive/bad.csv" 'customer,date,amount', 'A,x,1') }
        (Import-CustomerTransaction $path -DateColumn 'order date').Rows | Should -Be 3
    }
}

Describe 'A long import' {
    BeforeAll {
        $head = [Text.Encoding]::ASCII.GetBytes("customer,date,amount`n")
        $good = [Text.Encoding]::ASCII.GetBytes(-join (1..20000 | ForEach-Object { "C$($_ % 5000),2024-01-$('{0:00}' -f (1 + $_ % 28)),$_.25`n" }))
        $bad = [Text.Encoding]::ASCII.GetBytes(-join (1..20000 | ForEach-Object { "C$_,yesterday,1`n" }))

        # Five million rows: some seconds of work, which nobody will wait for.
        $large = "$TestDrive/large.csv"
        $stream = [IO.File]::Create($large)
        $stream.Write($head, 0, $head.Length)
        1..250 | ForEach-Object { $stream.Write($good, 0, $good.Length) }
        $stream.Dispose()
    }

    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $hasTemporary = [Func[bool]] { [IO.Directory]::GetFiles($folder, '*.tmp').Count -gt 0 }
        $shell = $feeder = $null
    }

    AfterEach {
        # A feeder that stops is the end of the file for whoever still reads.
        if ($feeder) { $feeder.Stop(); $feeder.Dispose() }
        if ($shell) { $shell.Dispose() }
    }

    It 'of a file stops at once and leaves neither a reject file nor a temporary one' {
        $shell = New-Shell 'param($large, $folder) Import-CustomerTransaction $large -BadRow Skip -RejectPath "$folder/rejected.csv"' $large, $folder
        Stop-Shell $shell $hasTemporary
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
        # The file is free again.
        { [IO.File]::Open($large, 'Open', 'ReadWrite', 'None').Dispose() } | Should -Not -Throw
    }

    It 'of rows stops at once and leaves nothing' {
        $shell = New-Shell 'param($folder) & { while ($true) { [pscustomobject]@{ customer = "A"; date = "2024-01-01"; amount = 1 } } } | Import-CustomerTransaction -BadRow Skip -RejectPath "$folder/rejected.csv"' $folder
        Stop-Shell $shell $hasTemporary
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }

    It 'of a pipe of <Rows> rows stops at once' -Skip:$IsWindows -ForEach @(
        @{ Rows = 'good' }
        @{ Rows = 'bad' }
    ) {
        $pipe = "$folder/pipe.csv"
        mkfifo $pipe
        $feeder = [powershell]::Create().AddScript({
            param($pipe, $head, $block)
            $stream = [IO.FileStream]::new($pipe, 'Open', 'Write')
            try {
                $stream.Write($head, 0, $head.Length)
                while ($true) { $stream.Write($block, 0, $block.Length) }
            }
            finally {
                try { $stream.Dispose() } catch [IO.IOException] { $null = $_ }
            }
        }).AddArgument($pipe).AddArgument($head).AddArgument(($Rows -eq 'good' ? $good : $bad))
        $null = $feeder.BeginInvoke()
        $shell = New-Shell 'param($pipe, $folder) Import-CustomerTransaction $pipe -BadRow Skip -RejectPath "$folder/rejected.csv"' $pipe, $folder
        $begun = $Rows -eq 'good' ? [Func[bool]] { $shell.Streams.Progress.Count -gt 0 } : [Func[bool]] { $file = [IO.Directory]::GetFiles($folder, '*.tmp'); $file -and [IO.FileInfo]::new($file[0]).Length -gt 1000000 }
        Stop-Shell $shell $begun
        (Get-ChildItem -LiteralPath $folder -Force).Name | Should -Be 'pipe.csv'
    }

    It 'shows progress, and completes it' {
        $shell = New-Shell 'param($large) Import-CustomerTransaction $large' $large
        $table = $shell.Invoke()
        $table.Rows | Should -Be 5000000
        $records = @($shell.Streams.Progress | Where-Object Activity -eq 'Reading transactions')
        $records.Count | Should -BeGreaterOrEqual 2
        $records[-1].RecordType | Should -Be 'Completed'
        $shown = $records | Select-Object -SkipLast 1
        $shown.RecordType | Sort-Object -Unique | Should -Be 'Processing'
        $shown.PercentComplete | Should -Be ($shown.PercentComplete | Sort-Object)
        $shown[0].PercentComplete | Should -BeIn (0..100)
        $shown[-1].PercentComplete | Should -BeIn (0..100)
        $shown.StatusDescription | Sort-Object -Unique | Should -Be 'large.csv'
    }

    It 'shows none under -ProgressAction or when it is short' {
        $shell = New-Shell 'param($path) Import-CustomerTransaction $path -DateColumn "order date"' $path
        $null = $shell.Invoke()
        $shell.Streams.Progress | Should -BeNullOrEmpty
    }

    It 'that <Work> stops at once' -ForEach @(
        @{ Work = 'values customers one by one'; Script = { $sales | Measure-CustomerValue -Model $model } }
        @{ Work = 'fits models'; Script = { while ($true) { $sales | New-CustomerModel } } }
        @{ Work = 'adds up equity'; Script = { while ($true) { $sales | Measure-CustomerEquity -Model $model -DiscountRate 0.1 } } }
    ) {
        $state = [hashtable]::Synchronized(@{ IsBegun = $false })
        $setting = 'param($folder, $state) $null = New-CustomerSample "$folder/many.csv" -Customers 100000; $sales = Import-CustomerTransaction "$folder/many.csv"; $model = $sales | New-CustomerModel -Model MbgNbd; $state.IsBegun = $true; '
        $shell = New-Shell ($setting + $Script) $folder, $state
        Stop-Shell $shell ([Func[bool]] { $state.IsBegun })
        (Get-ChildItem -LiteralPath $folder -Force).Name | Should -Be 'many.csv'
    }

    It 'that draws a sample stops at once and leaves no file' {
        $shell = New-Shell 'param($folder) New-CustomerSample "$folder/sample.csv" -Customers 2000000' $folder
        Stop-Shell $shell $hasTemporary
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }
}

Describe 'Several at once' {
    BeforeAll {
        $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $expected = Get-CustomerLedger $orders -AsOf 2026-01-01 | ConvertTo-Json
    }

    It 'import the same in parallel' {
        $results = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            Get-CustomerLedger $using:orders -AsOf 2026-01-01 | ConvertTo-Json
        }
        $results.Count | Should -Be 8
        $results | Sort-Object -Unique | Should -Be $expected
    }

    It 'ask one table in parallel' {
        $table = Import-CustomerTransaction $orders -AsOf 2026-01-01
        $statement = ($table | New-CustomerStatement).Lead
        $results = 1..8 | ForEach-Object -ThrottleLimit 4 -Parallel {
            Import-Module $using:module
            $table = $using:table
            [pscustomobject]@{
                Ledger = $table | Get-CustomerLedger | ConvertTo-Json
                Net = ($table | Measure-CustomerValue | Measure-Object Net -Sum).Sum
                Lead = ($table | New-CustomerStatement).Lead
            }
        }
        $results.Ledger | Sort-Object -Unique | Should -Be $expected
        $results.Net | Sort-Object -Unique | Should -Be $table.Amount
        $results.Lead | Sort-Object -Unique | Should -Be $statement
    }
}

Describe 'Import-Module' {
    It 'says nothing on any stream' {
        $shell = [powershell]::Create().AddScript('param($module) Import-Module $module').AddArgument($module)
        try {
            $shell.Invoke() | Should -BeNullOrEmpty
            foreach ($stream in 'Error', 'Warning', 'Information', 'Progress', 'Debug') {
                $shell.Streams.$stream | Should -BeNullOrEmpty
            }
        }
        finally {
            $shell.Dispose()
        }
    }

    It 'leaves the variables and the aliases of the session alone' {
        $shell = [powershell]::Create().AddScript(@'
            param($module)
            $before = (Get-Variable).Name + (Get-Alias).Name
            Import-Module $module
            (Get-Variable).Name + (Get-Alias).Name | Where-Object { $_ -notin $before -and $_ -ne 'before' }
'@).AddArgument($module)
        try {
            $shell.Invoke() | Should -BeNullOrEmpty
        }
        finally {
            $shell.Dispose()
        }
    }
}

Describe 'Objects of a job' {
    BeforeAll {
        $came = Start-Job {
            Import-Module $using:module
            $rows = @{ customer = 'A'; date = '2024-01-01'; amount = 1 }, @{ customer = 'B'; date = '2024-05-01'; amount = 2 }
            [pscustomobject]@{
                Statement = $rows | New-CustomerStatement -AsOf 2024-07-01
                Ledger = @($rows | Get-CustomerLedger -AsOf 2024-07-01 -Period Quarter)
                Rate = @($rows | Get-ChurnRate -AsOf 2024-07-01 -Period Quarter -Basis Customers)
                Value = @($rows | Measure-CustomerValue -AsOf 2024-07-01)
                Sample = @(New-CustomerSample -Customers 3)
            }
        } | Receive-Job -Wait -AutoRemoveJob
    }

    It 'keep their figures' {
        $came.Ledger.Closing | Should -Be 1, 1
        $came.Ledger[1].ClosingValue | Should -BeOfType [decimal]
        $came.Rate[1].Rate | Should -Be 1
        $came.Value.Net | Sort-Object | Should -Be 1, 2
        $came.Statement.Lead | Should -BeLike 'In 2024 Q2*'
    }

    It 'of a sample are rows' {
        ($came.Sample | Import-CustomerTransaction).Customers | Should -Be 3
    }

    # Its sections came as text, so there is nothing to write; but that has to be said.
    It 'of a statement are written, or refused with what to do' {
        $failure = try {
            $came.Statement | Export-CustomerStatement "$TestDrive/job.html" -ErrorAction Stop
        }
        catch {
            $_
        }

        if ($failure) {
            $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        }
        else {
            Get-Content -Raw -LiteralPath "$TestDrive/job.html" | Should -BeLike '*In 2024 Q2*'
        }
    }
}
