#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Subscriptions in a database, as they are typed. That the figures are those of memory for any rows is tested in Engine.Tests/Sql.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    Import-Module (Join-Path $PSScriptRoot 'DatabaseSupport.psm1')
    $sample = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/subscriptions.csv')
    $sqlite = @{ Provider = 'Sqlite'; ConnectionString = "Data Source=$TestDrive/terms.db;Pooling=false"; TimeZone = 'UTC' }
    $made = Open-Connection Sqlite "$($sqlite.ConnectionString);Mode=ReadWriteCreate"
    Import-SqlTable $made subscriptions $sample
    $null = Invoke-Sql $made "create table doubtful (customer text, start text, ends text, amount numeric, billing_period text)"
    $null = Invoke-Sql $made "insert into doubtful values ('a', '2024-02-01', '2024-01-01', 10, 'month'), ('b', '2024-01-01', null, 10, '3 months'), ('c', 'soon', null, 10, 'year'), ('d', '2024-01-01', 'later', 10, 'year')"
    $doubtful = Connect-CustomerSubscription @sqlite -Table doubtful -EndColumn ends -AsOf 2024-06-01
    $table = Import-CustomerSubscription $sample -TimeZone UTC -GroupColumn plan -GraceDays 5 -AsOf 2025-07-01
    $source = Connect-CustomerSubscription @sqlite -Table subscriptions -GraceDays 5 -AsOf 2025-07-01
}

AfterAll {
    $made.Dispose()
}

Describe 'Subscriptions in a database' {
    It 'give what they give in memory: <Name>' -ForEach @(
        @{ Name = 'the ledger'; Ask = { $_ | Get-CustomerLedger } }
        @{ Name = 'by group'; Ask = { $_ | Get-CustomerLedger -Period Quarter -GroupBy plan } }
        @{ Name = 'churn'; Ask = { $_ | Get-ChurnRate -Period Quarter } }
        @{ Name = 'revenue retention'; Ask = { $_ | Get-RevenueRetention -Period Quarter } }
        @{ Name = 'members'; Ask = { $_ | Get-CustomerLedger -Period Year -Last 1 -WarningAction Ignore | Get-CustomerMember | Sort-Object CustomerId, Movement } }
        @{ Name = 'renewals by contract'; Ask = { $_ | Get-RenewalRate -Period Quarter -ContractColumn plan } }
        @{ Name = 'cohorts'; Ask = { $_ | Get-CustomerCohort -Measure Revenue -GroupBy plan } }
        @{ Name = 'members of a cohort'; Ask = { $_ | Get-CustomerCohort -Period Quarter -Mode Rolling | Where-Object { $_.IsAverage -and $_.Offset -eq 1 } | Get-CustomerMember | Sort-Object CustomerId } }
    ) {
        $here = $table | ForEach-Object $Ask -WarningAction Ignore | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 4
        $there = $source | ForEach-Object $Ask -WarningAction Ignore | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 4
        $here | Should -Not -BeNullOrEmpty
        $there | Should -Be $here
    }

    It 'end on the same day by default' {
        $past = @{ Query = "select * from subscriptions where start_date < '2024-06-01' and end_date < '2025-01-01'" }
        $default = (Import-CustomerSubscription @sqlite @past).AsOf
        $default | Should -BeLessThan ([datetime] '2025-01-02')
        (Connect-CustomerSubscription @sqlite @past).AsOf | Should -Be $default
    }

    It 'tell what cannot be read, and what reads it' {
        $failure = Get-Failure { $doubtful | Get-CustomerLedger }
        $failure.Id | Should -Be 'RowsUnreadable'
        $failure.Message | Should -BeLike '*of 4 rows*1 whose date*1 whose end*1 whose term ends before*1 whose billing period*'
        $failure.Remedy | Should -BeLike "*Import-CustomerSubscription*'3 months'*"
    }

    It 'are not asked of purchases' {
        (Get-Failure { $source | Measure-CustomerValue }).Id | Should -Be 'SubscriptionsHaveNoPurchases'
    }

    It 'show their statements' {
        $said = @(Connect-CustomerSubscription @sqlite -Table subscriptions -AsOf 2025-07-01 -ShowSql | Get-CustomerLedger -Period Year -WarningAction Ignore 6>&1)
        $said | Where-Object { $_ -is [CustomerMetrics.CustomerLedgerEntry] } | Should -Not -BeNullOrEmpty
        "$said" | Should -BeLike '*source_terms*steady*'
    }
}
