#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What a user types on databases: on SQLite, and on a PostgreSQL server where there is one.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    Import-Module (Join-Path $PSScriptRoot 'DatabaseSupport.psm1')
    $noGold = -not (Get-PublishedData 'cdnow_sample.csv')
    $noServer = -not (Find-PostgresServer)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    Import-Module (Join-Path $PSScriptRoot 'DatabaseSupport.psm1')
    $samples = Convert-Path (Join-Path $PSScriptRoot '../docs/samples')
    $help = Convert-Path (Join-Path $PSScriptRoot '../docs/en-US')
    $file = "Data Source=$TestDrive/orders.db;Pooling=false"
    $sqlite = @{ Provider = 'Sqlite'; ConnectionString = $file }
    $rows = New-TestFile "$TestDrive/rows.csv" @(
        'customer,date,amount,region,order'
        'A,2024-01-05,10,North,1'
        'B,2024-01-10,20.5,South,2'
        "C,2024-01-10,7,""N'); drop table orders; --"",3"
        'A,2024-02-05,-3,North,1'
        'B,2024-02-20,4,South,4'
    )
    $made = Open-Connection Sqlite "$file;Mode=ReadWriteCreate"
    Import-SqlTable $made orders $rows
    $server = $null
    if (-not (Find-PostgresServer 3> $null)) {
        return
    }

    $server = Start-PostgresServer
    $login = [pscredential]::new('owner', (ConvertTo-SecureString $server.Password -AsPlainText -Force))
    $postgres = @{ Provider = 'PostgreSql'; ConnectionString = $server.Place; Credential = $login }
    $text = "$($server.Place);Username=owner;Password=$($server.Password);Pooling=false"
    $owner = Open-Connection PostgreSql $text
    Import-SqlTable $owner orders $rows date
    $null = Invoke-Sql $owner "create role reader login password '$($server.Password)'; grant select on orders to reader; create table hidden as select * from orders"
}

AfterAll {
    if ($made) {
        $made.Dispose()
    }

    if ($server) {
        $owner.Dispose()
        Stop-PostgresServer $server
    }
}

Describe 'The samples' {
    It 'are the same in the file and in the database' {
        $table = Import-CustomerTransaction "$samples/orders.csv" -TimeZone UTC
        $read = Import-CustomerTransaction -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Table orders -TimeZone UTC
        Get-TableText $read | Should -Be (Get-TableText $table)
        $source = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$samples/orders.db" -Table orders -TimeZone UTC
        $source | Get-CustomerLedger -Period Quarter | ConvertTo-Json | Should -Be ($table | Get-CustomerLedger -Period Quarter | ConvertTo-Json)
        ($source | New-CustomerStatement).Lead | Should -Be ($table | New-CustomerStatement).Lead
    }

    It 'CDNOW gives the published ledger on SQLite, by <Way>' -Skip:$noGold -ForEach @(
        @{ Way = 'a connection string' }
        @{ Way = 'a connection' }
        @{ Way = 'an import' }
    ) {
        $own = Open-Connection Sqlite "Data Source=$TestDrive/cdnow.db;Pooling=false"
        try {
            if (-not (Invoke-Sql $own "select 1 from sqlite_master where name = 'cdnow'")) {
                Import-SqlTable $own cdnow (Get-PublishedData 'cdnow_sample.csv')
            }

            $source = switch ($Way) {
                'a connection string' { Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$TestDrive/cdnow.db" -Table cdnow }
                'a connection' { Connect-CustomerSource -Connection $own -Table cdnow }
                'an import' { Import-CustomerTransaction -Connection $own -Query 'select * from cdnow' }
            }
            $source | Get-CustomerLedger -Period Quarter -AsOf 1998-07-01 | Format-Ledger | Should -Be (Get-PublishedLedger)
        }
        finally {
            $own.Dispose()
        }
    }

    It 'CDNOW gives the published ledger on PostgreSQL' -Skip:($noGold -or $noServer) {
        Import-SqlTable $owner cdnow (Get-PublishedData 'cdnow_sample.csv') date
        Connect-CustomerSource @postgres -Table cdnow | Get-CustomerLedger -Period Quarter -AsOf 1998-07-01 | Format-Ledger | Should -Be (Get-PublishedLedger)
    }
}

Describe 'A source' {
    It 'is shown, described and kept without asking the database' {
        Copy-Item -LiteralPath "$TestDrive/orders.db" -Destination "$TestDrive/gone.db"
        $source = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$TestDrive/gone.db" -Table orders -TimeZone UTC
        Remove-Item -LiteralPath "$TestDrive/gone.db"
        $shown = $source | Out-String -Width 200
        $shown | Should -Match 'Dialect +: (\S*\[.*m)?Sqlite'
        $shown | Should -Match 'customer -> Customer, date -> Date, amount -> Amount'
        $shown | Should -Not -BeLike '*gone.db*'
        $source.GroupColumns | Should -Be 'customer', 'date', 'amount', 'region', 'order'
        $source.KnownAsOf | Should -BeNullOrEmpty
        (Get-Failure { $source | Get-CustomerLedger }).Id | Should -Be 'DatabaseUnreachable'
    }

    It 'asks for the as-of date with the first question, once' {
        $source = Connect-CustomerSource @sqlite -Table orders -TimeZone UTC
        $first = $source | Get-CustomerLedger -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message
        $first[0] | Should -BeLike '*last_day*'
        $source.KnownAsOf | Should -Be ([datetime] '2024-02-21')
        $second = $source | Get-CustomerLedger -Verbose 4>&1 | Where-Object { $_ -is [Management.Automation.VerboseRecord] } | ForEach-Object Message
        $second | Where-Object { $_ -like '*last_day*' } | Should -BeNullOrEmpty
    }

    It 'gives the answers of the same rows in memory: <Name>' -ForEach @(
        @{ Name = 'ledger by region'; Script = { $_ | Get-CustomerLedger -GroupBy region } }
        @{ Name = 'churn'; Script = { $_ | Get-ChurnRate -Method All } }
        @{ Name = 'cohorts'; Script = { $_ | Get-CustomerCohort -Period Week -Offset Elapsed -Measure CumulativeRevenue -GroupBy region } }
        @{ Name = 'members of a cohort'; Script = { ($_ | Get-CustomerCohort -Mode Rolling)[1] | Get-CustomerMember | Sort-Object CustomerId } }
        @{ Name = 'value'; Script = { $_ | Measure-CustomerValue | Sort-Object CustomerId } }
        @{ Name = 'members'; Script = { $_ | Get-CustomerLedger -Last 1 | Get-CustomerMember | Sort-Object CustomerId, Movement } }
        @{ Name = 'window'; Script = { $_ | Get-CustomerLedger -ActivityRule Window -WindowDays 20 } }
        @{ Name = 'refunds on the date of the sale'; Script = { $_ | Get-CustomerLedger }; With = @{ Refund = 'Original'; ReferenceColumn = 'order' } }
    ) {
        $with = $With ?? @{}
        $memory = Import-CustomerTransaction $rows -GroupColumn region -TimeZone UTC @with
        $sources = @(Connect-CustomerSource @sqlite -Table orders -TimeZone UTC @with)
        if ($server) {
            $sources += Connect-CustomerSource @postgres -Table orders -TimeZone UTC @with
        }

        $expected = $memory | ForEach-Object $Script -WarningAction Ignore 3> $null | Select-Object * -ExcludeProperty Source | ConvertTo-Json
        foreach ($source in $sources) {
            $source | ForEach-Object $Script 3> $null | Select-Object * -ExcludeProperty Source | ConvertTo-Json | Should -Be $expected
        }
    }

    It 'is no file and no row: it is not imported again' {
        (Get-Failure { Connect-CustomerSource @sqlite -Table orders | Import-CustomerTransaction }).Id | Should -Be 'SourceAlreadyImported'
    }

    It 'does not survive a job, and says so' {
        $came = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize((Connect-CustomerSource @sqlite -Table orders)))
        (Get-Failure { $came | Get-CustomerLedger }).Id | Should -Be 'SourceDeserialized'
    }

    It 'starts from the current location' {
        Push-Location -LiteralPath $TestDrive
        try {
            $source = Connect-CustomerSource -Provider Sqlite -ConnectionString 'Data Source=orders.db' -Table orders
        }
        finally {
            Pop-Location
        }

        ($source | Get-CustomerLedger).Count | Should -Be 2
    }
}

Describe 'Statements' {
    It 'are shown with -ShowSql, beside the answer' {
        $source = Connect-CustomerSource @sqlite -Table orders -ShowSql
        $all = $source | Get-CustomerLedger *>&1
        $shown = @($all | Where-Object { $_ -is [Management.Automation.InformationRecord] })
        @($all | Where-Object { $_ -is [CustomerMetrics.CustomerLedgerEntry] }).Count | Should -Be 2
        $shown.Count | Should -BeGreaterOrEqual 2
        $shown[-1].Tags | Should -Be 'Sql', 'PSHOST'
        "$($shown[-1])" | Should -BeLike '-- @*with*select*"orders"*'
    }

    It 'are shown with -Verbose by <Name>, and hold no secret' -Skip:$noServer -ForEach @(
        @{ Name = 'Get-CustomerLedger'; Script = { $source | Get-CustomerLedger -Verbose } }
        @{ Name = 'Get-CustomerMember'; Script = { $source | Get-CustomerLedger -Last 1 | Get-CustomerMember -Verbose } }
        @{ Name = 'Import-CustomerTransaction'; Script = { Import-CustomerTransaction -Provider PostgreSql -ConnectionString $text -Table orders -Verbose } }
    ) {
        $source = Connect-CustomerSource -Provider PostgreSql -ConnectionString $text -Table orders -Verbose 4> "$TestDrive/connect.txt"
        $said = (& $Script *>&1 | Out-String) + (Get-Content -Raw -LiteralPath "$TestDrive/connect.txt")
        $said | Should -Match 'from "orders"'
        $said | Should -Not -BeLike "*$($server.Password)*"
        $said | Should -Not -BeLike '*Host=*'
    }

    It 'are not shown to those who did not ask' {
        @(Connect-CustomerSource @sqlite -Table orders | Get-CustomerLedger *>&1 | Where-Object { $_ -isnot [CustomerMetrics.CustomerLedgerEntry] -and $_ -isnot [Management.Automation.WarningRecord] }) | Should -BeNullOrEmpty
    }
}

Describe 'Failures' {
    It '<Id>: <Name>' -ForEach @(
        @{ Id = 'ColumnNotFound'; Name = 'a column that is not there'; Script = { Connect-CustomerSource @sqlite -Table orders -CustomerColumn 'customer" from orders; drop table orders; --' } }
        @{ Id = 'ColumnDuplicate'; Name = 'a column twice'; Script = { Connect-CustomerSource @sqlite -Query 'select *, amount from orders' } }
        @{ Id = 'ConnectionStringInvalid'; Name = 'a keyword that is not there'; Script = { Connect-CustomerSource -Provider Sqlite -ConnectionString 'secret=secret' -Table orders } }
        @{ Id = 'CredentialUnused'; Name = 'users in SQLite'; Script = { Connect-CustomerSource @sqlite -Table orders -Credential ([pscredential]::new('a', (ConvertTo-SecureString 'secret' -AsPlainText -Force))) } }
        @{ Id = 'DatabaseUnreachable'; Name = 'a file that is not there'; Script = { Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$TestDrive/secret.db" -Table orders } }
        @{ Id = 'GroupColumnUnknown'; Name = 'a group that is not there'; Script = { Connect-CustomerSource @sqlite -Table orders | Get-CustomerLedger -GroupBy 'region" from orders; drop table orders; --' } }
        @{ Id = 'QueryInvalid'; Name = 'two statements'; Script = { Connect-CustomerSource @sqlite -Query 'select * from orders; drop table orders' } }
        @{ Id = 'QueryInvalid'; Name = 'a bracket closed'; Script = { Connect-CustomerSource @sqlite -Query 'select * from orders) as x; drop table orders; --' } }
        @{ Id = 'QueryInvalid'; Name = 'no SELECT'; Script = { Import-CustomerTransaction @sqlite -Query 'drop table orders' } }
        @{ Id = 'QueryInvalid'; Name = 'a table that is not there'; Script = { Connect-CustomerSource @sqlite -Query 'select * from missing' } }
        @{ Id = 'ReferenceColumnMissing'; Name = 'refunds without an order'; Script = { Connect-CustomerSource @sqlite -Table orders -Refund Original } }
        @{ Id = 'RowsUnreadable'; Name = 'dates that are none'; Script = { Connect-CustomerSource @sqlite -Table orders -DateColumn region | Get-CustomerLedger -AsOf 2024-03-01 } }
        @{ Id = 'TableNameInvalid'; Name = 'a quote in a name'; Script = { Connect-CustomerSource @sqlite -Table 'orders"; drop table orders; --' } }
        @{ Id = 'TableNotFound'; Name = 'a table that is not there'; Script = { Connect-CustomerSource @sqlite -Table missing } }
        @{ Id = 'TableNotFound'; Name = 'a statement as a table'; Script = { Import-CustomerTransaction @sqlite -Table 'orders; drop table orders' } }
        @{ Id = 'TimeZoneUnknown'; Name = 'a zone that is not there'; Script = { Connect-CustomerSource @sqlite -Table orders -TimeZone Nowhere } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Category | Should -Not -Be 'NotSpecified'
        $failure.Output | Should -Be 0
        $failure.Remedy | Should -Not -BeNullOrEmpty
        "$failure" | Should -Not -BeLike '*secret*'
        Invoke-Sql $made 'select count(*) from orders' | Should -Be 5
    }

    It '<Id>: <Name>' -Skip:$noServer -ForEach @(
        @{ Id = 'LoginRefused'; Category = 'AuthenticationError'; Name = 'a wrong password'; Script = { Connect-CustomerSource -Provider PostgreSql -ConnectionString "$text;Password=secret" -Table orders } }
        @{ Id = 'LoginRefused'; Category = 'AuthenticationError'; Name = 'a wrong credential'; Script = { Connect-CustomerSource -Provider PostgreSql -ConnectionString $server.Place -Credential ([pscredential]::new('owner', (ConvertTo-SecureString 'secret' -AsPlainText -Force))) -Table orders } }
        @{ Id = 'DatabaseUnreachable'; Category = 'ConnectionError'; Name = 'no server'; Script = { Connect-CustomerSource -Provider PostgreSql -ConnectionString "$text;Port=1" -Table orders } }
        @{ Id = 'PermissionMissing'; Category = 'PermissionDenied'; Name = 'a table of others'; Script = { Connect-CustomerSource -Provider PostgreSql -ConnectionString "$text;Username=reader" -Table hidden } }
        @{ Id = 'TableNotFound'; Category = 'ObjectNotFound'; Name = 'a name in other letters'; Script = { Connect-CustomerSource @postgres -Table Orders } }
        @{ Id = 'StatementTimedOut'; Category = 'OperationTimeout'; Name = 'a second is not enough'; Script = { Connect-CustomerSource @postgres -Query 'select * from orders where pg_sleep(600) is not null' -CommandTimeout 1 | Get-CustomerLedger } }
        @{ Id = 'DatabaseFailed'; Category = 'ReadError'; Name = 'a cast that fails'; Script = { Connect-CustomerSource @postgres -Query "select customer, date, cast('secret' || region as numeric) as amount from orders" | Get-CustomerLedger } }
        @{ Id = 'ConnectionBusy'; Category = 'ResourceBusy'; Name = 'an open reader'; Script = { $reader = $owner.CreateCommand(); $reader.CommandText = 'select 1'; $open = $reader.ExecuteReader(); try { Connect-CustomerSource -Connection $owner -Table orders } finally { $open.Dispose() } } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id, $failure.Category | Should -Be $Id, $Category
        $failure.Remedy | Should -Not -BeNullOrEmpty
        foreach ($secret in 'secret', 'Host=', $server.Password) {
            "$failure $($Error[0].Exception | Format-List * -Force | Out-String) $($Error[0].Exception)" | Should -Not -BeLike "*$secret*"
        }

        Invoke-Sql $owner 'select count(*) from orders' | Should -Be 5
    }

    It 'name parameters of other cmdlets with their owner' {
        $source = Connect-CustomerSource @sqlite -Table orders -DateColumn region
        (Get-Failure { $source | Get-CustomerLedger -AsOf 2024-03-01 }).Remedy | Should -BeLike '*-Query*These parameters belong to Connect-CustomerSource*'
    }

    It 'are one when a connection is cut' -Skip:$noServer {
        $own = Open-Connection PostgreSql $text
        try {
            $source = Connect-CustomerSource -Connection $own -Table orders
            $null = $source | Get-CustomerLedger -WarningAction Ignore
            $null = Invoke-Sql $owner "select pg_terminate_backend($($own.ProcessID))"
            $failure = Get-Failure { $source | Get-CustomerLedger }
            $failure.Id, $failure.Category, $failure.Output | Should -Be 'ConnectionLost', 'ConnectionError', 0
        }
        finally {
            $own.Dispose()
        }
    }
}

Describe 'Values of rows' {
    It 'are values, whatever they look like: <Name>' -ForEach @(
        @{ Name = 'SQLite' }
        @{ Name = 'PostgreSQL' }
    ) {
        if ($Name -eq 'PostgreSQL' -and -not $server) {
            Set-ItResult -Skipped -Because 'there is no PostgreSQL server here'
            return
        }

        $with = $Name -eq 'SQLite' ? $sqlite : $postgres
        $entries = Connect-CustomerSource @with -Table orders -TimeZone UTC | Get-CustomerLedger -GroupBy region -WarningAction Ignore
        $hostile = $entries | Where-Object Group -Like '*drop table*'
        $hostile.Group | Sort-Object -Unique | Should -Be "N'); drop table orders; --"
        ($hostile[0] | Get-CustomerMember New).CustomerId | Should -Be 'C'
        Invoke-Sql ($Name -eq 'SQLite' ? $made : $owner) 'select count(*) from orders' | Should -Be 5
    }
}

Describe 'Connections' {
    It 'of the user stay open, with their transaction' {
        $own = Open-Connection Sqlite $file
        try {
            $null = Invoke-Sql $own "begin; insert into orders values ('Z', '2024-02-25', 1, null, null)"
            $source = Connect-CustomerSource -Connection $own -Table orders -TimeZone UTC
            ($source | Get-CustomerLedger -WarningAction Ignore)[-1].New | Should -Be 1
            $own.State | Should -Be 'Open'
            $null = Invoke-Sql $own 'rollback'
            Invoke-Sql $own 'select count(*) from orders' | Should -Be 5
        }
        finally {
            $own.Dispose()
        }
    }

    It 'of our own are closed, also after an error and after Select-Object -First' -Skip:$noServer {
        $source = Connect-CustomerSource -Provider PostgreSql -ConnectionString "$text;Application Name=ours" -Table orders
        $null = $source | Measure-CustomerValue | Select-Object -First 1
        $null = Get-Failure { $source | Get-CustomerLedger -GroupBy missing }
        # The server takes note of an end a little later.
        [Threading.SpinWait]::SpinUntil([Func[bool]] { 0 -eq (Invoke-Sql $owner "select count(*) from pg_stat_activity where application_name = 'ours'") }, 30000) | Should -BeTrue
    }

    It 'of SQLite leave the file free' {
        $null = Connect-CustomerSource @sqlite -Table orders | Measure-CustomerValue | Select-Object -First 1
        Copy-Item -LiteralPath "$TestDrive/orders.db" -Destination "$TestDrive/free.db"
        $null = Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$TestDrive/free.db" -Table orders | Get-CustomerLedger -WarningAction Ignore
        { [IO.File]::Open("$TestDrive/free.db", 'Open', 'ReadWrite', 'None').Dispose() } | Should -Not -Throw
    }
}

Describe 'A long question' {
    AfterEach {
        $shell.Dispose()
    }

    It 'to SQLite stops at once' {
        $query = "select 'A' as customer, '2024-01-01' as date, n as amount from (with recursive c(n) as (select 1 union all select n + 1 from c) select n from c) where n < 0"
        $shell = New-Shell 'param($file, $query) Connect-CustomerSource -Provider Sqlite -ConnectionString $file -Query $query -AsOf 2025-01-01 | Get-CustomerLedger -Verbose' $file, $query
        Stop-Shell $shell ([Func[bool]] { "$($shell.Streams.Verbose)" -like '*source_rows*' })
    }

    It 'to PostgreSQL stops at once, and at the server' -Skip:$noServer {
        $query = 'select * from orders where pg_sleep(600) is not null'
        $shell = New-Shell 'param($text, $query) Connect-CustomerSource -Provider PostgreSql -ConnectionString $text -Query $query | Get-CustomerLedger' "$text;Application Name=slow", $query
        Stop-Shell $shell ([Func[bool]] { 1 -eq (Invoke-Sql $owner "select count(*) from pg_stat_activity where application_name = 'slow' and wait_event = 'PgSleep'") })
        [Threading.SpinWait]::SpinUntil([Func[bool]] { 0 -eq (Invoke-Sql $owner "select count(*) from pg_stat_activity where application_name = 'slow'") }, 30000) | Should -BeTrue
    }

    It 'of an import stops at once' -Skip:$noServer {
        $query = 'select customer, date, amount from orders, generate_series(1, 100000) as a, generate_series(1, 100000) as b'
        $shell = New-Shell 'param($text, $query) Import-CustomerTransaction -Provider PostgreSql -ConnectionString $text -Query $query -CommandTimeout 0' "$text;Application Name=reading", $query
        Stop-Shell $shell ([Func[bool]] { 1 -eq (Invoke-Sql $owner "select count(*) from pg_stat_activity where application_name = 'reading' and state = 'active' and query like '%generate_series%' and query not like '%1 = 0%'") })
    }
}

Describe 'Completion' {
    BeforeAll {
        function Get-Completion {
            param([string] $Line)
            (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches.CompletionText
        }

        $global:completed = $made
        $null = Invoke-Sql $made 'create view if not exists "the orders" as select customer, amount from orders'
    }

    AfterAll {
        $null = Invoke-Sql $made 'drop view "the orders"'
        Remove-Variable completed, source -Scope Global -ErrorAction Ignore
    }

    It 'lists the tables of an open connection: <_>' -ForEach 'Connect-CustomerSource', 'Import-CustomerTransaction' {
        Get-Completion "$_ -Connection `$completed -Table " | Should -Be 'orders', "'""the orders""'"
        Get-Completion "$_ -Connection `$completed -Table or" | Should -Be 'orders'
    }

    It 'lists the columns of a table: <_>' -ForEach 'CustomerColumn', 'OrderColumn' {
        Get-Completion "Connect-CustomerSource -Connection `$completed -Table orders -$_ " | Should -Be 'customer', 'date', 'amount', 'region', 'order'
    }

    It 'lists the groups of a source' {
        $global:source = Connect-CustomerSource @sqlite -Table orders
        Get-Completion '$source | Get-CustomerLedger -GroupBy re' | Should -Be 'region'
    }

    It 'opens nothing and says nothing: <_>' -ForEach '-Connection $nowhere -Table ', '-Connection $HOME -Table ', '-ConnectionString x -Provider Sqlite -Table ', '-Connection $completed -Table missing -DateColumn ' {
        $count = $Error.Count
        Get-Completion "Connect-CustomerSource $_" | Should -Not -Contain 'orders'
        $Error.Count | Should -Be $count
    }
}

Describe 'The examples of about_CustomerMetrics_Sql' {
    BeforeAll {
        function Get-Example {
            param([string] $Heading)
            $page = Get-Content -Raw -LiteralPath "$help/about_CustomerMetrics_Sql.md"
            [regex]::Match($page, "(?s)## $Heading\n.*?``````powershell\n(.*?)``````").Groups[1].Value
        }

        function Get-Credential { param($UserName) [pscredential]::new('owner', $login.Password) }
        function Get-ShopConnection { $owner }
    }

    It 'on SQLite runs' {
        Push-Location -LiteralPath $samples
        try {
            $entries = & ([scriptblock]::Create((Get-Example 'SQLite')))
        }
        finally {
            Pop-Location
        }

        $entries[-1].Closing | Should -Be 313
    }

    It 'on <_> runs' -Skip:$noServer -ForEach 'PostgreSQL', 'A connection of your own' {
        $example = (Get-Example $_).Replace('Host=db.example.com;Database=shop', $server.Place)
        @(& ([scriptblock]::Create($example)) 3> $null).Count | Should -BeGreaterThan 0
        $owner.State | Should -Be 'Open'
    }
}
