#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Subscriptions as they are typed. What each figure is, by hand and day by day, is tested in Engine.Tests/Rules and Engine.Tests/Contracts.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $history = Convert-Path (Join-Path $PSScriptRoot 'data/rules/31-contract-history/rows.csv')
    $worked = Join-Path $PSScriptRoot 'data/rules/31-contract-history/ledger.csv'
    $rates = @(
        [pscustomobject]@{ Currency = 'USD'; Date = '2024-01-01'; Rate = 0.90 }
        [pscustomobject]@{ Currency = 'USD'; Date = '2024-03-01'; Rate = 0.95 }
        [pscustomobject]@{ Currency = 'USD'; Date = '2024-05-01'; Rate = 1.00 }
    )
    $how = @{ TimeZone = 'UTC'; AsOf = '2024-06-11'; GraceDays = 10; GroupColumn = 'plan'; FirstSeenColumn = 'since'; Currency = 'EUR'; ExchangeRate = $rates }
    $table = Import-CustomerSubscription $history @how

    function New-DataTable {
        $data = [Data.DataTable]::new('terms')
        foreach ($column in (Import-Csv -LiteralPath $history)[0].PSObject.Properties.Name) {
            $type = $column -in 'start', 'end', 'cancelled_at', 'since' ? [datetime] : $column -eq 'amount' ? [decimal] : [string]
            $null = $data.Columns.Add($column, $type)
        }

        foreach ($row in Import-Csv -LiteralPath $history) {
            $new = $data.NewRow()
            foreach ($column in $data.Columns) {
                $text = $row.($column.ColumnName)
                $new[$column] = $text -eq '' -and $column.DataType -ne [string] ? [DBNull]::Value : $column.DataType -eq [datetime] ? [datetime]::ParseExact($text, 'yyyy-MM-dd', [cultureinfo]::InvariantCulture) : $column.DataType -eq [decimal] ? [decimal]::Parse($text, [cultureinfo]::InvariantCulture) : $text
            }

            $data.Rows.Add($new)
        }

        , $data
    }
}

Describe 'Import-CustomerSubscription' {
    It 'gives the worked ledger from <Way>' -ForEach @(
        @{ Way = 'a path'; Script = { Import-CustomerSubscription $history @how } }
        @{ Way = 'a literal path'; Script = { Import-CustomerSubscription -LiteralPath $history @how } }
        @{ Way = 'a file from the pipeline'; Script = { Get-Item -LiteralPath $history | Import-CustomerSubscription @how } }
        @{ Way = 'rows'; Script = { Import-Csv -LiteralPath $history | Import-CustomerSubscription @how } }
        @{ Way = 'a DataTable'; Script = { , (New-DataTable) | Import-CustomerSubscription @how } }
        @{ Way = 'the rows of a DataTable'; Script = { (New-DataTable).Rows | Import-CustomerSubscription @how } }
        @{ Way = 'a data reader'; Script = { , (New-DataTable).CreateDataReader() | Import-CustomerSubscription @how } }
    ) {
        $entries = & $Script | Get-CustomerLedger -WarningAction SilentlyContinue
        Compare-Record $entries $worked | Should -BeNullOrEmpty
        $entries.ActivityRule | Sort-Object -Unique | Should -Be Contract
        $entries.GraceDays | Sort-Object -Unique | Should -Be 10
    }

    It 'tells what it read' {
        $table | Should -BeOfType CustomerMetrics.SubscriptionTable
        $table.RowsRead, $table.Rows, $table.RowsAfterAsOf | Should -Be 91, 90, 1
        $table.FreeRows, $table.DuplicateRows | Should -Be 2, 1
        $table.Columns['Start'], $table.Columns['End'], $table.Columns['Cancel'], $table.Columns['BillingPeriod'] | Should -Be 'start', 'end', 'cancelled_at', 'billing_period'
        $table.Contract.GraceDays, $table.Contract.LossDate | Should -Be 10, 'End'
    }

    It 'is shown as a list' {
        $lines = ($table | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ }
        $lines | Should -Contain 'Rows          : 90'
        $lines | Should -Contain 'GraceDays     : 10'
        $lines | Should -Contain 'LossDate      : End'
        $lines -match '^FreeRows' | Should -HaveCount 1
        $lines -match '^Amount' | Should -BeNullOrEmpty
    }

    It 'lists the customers behind a cell' {
        $march = $table | Get-CustomerLedger -WarningAction SilentlyContinue | Where-Object Period -EQ '2024-03'
        ($march | Get-CustomerMember Lost).CustomerId | Sort-Object | Should -Be 'c02', 'c22', 'c37', 'c44', 'c46'
        ($march | Get-CustomerMember Transient).CustomerId | Sort-Object | Should -Be 'c19', 'c21'
        ($march | Get-CustomerMember Expansion | Measure-Object Change -Sum).Sum | Should -Be 70
    }

    It 'adds up by group' {
        $grouped = $table | Get-CustomerLedger -GroupBy plan -WarningAction SilentlyContinue
        foreach ($period in $table | Get-CustomerLedger -WarningAction SilentlyContinue) {
            foreach ($name in 'Opening', 'New', 'Lost', 'Closing', 'OpeningValue', 'Expansion', 'Contraction', 'FxEffect', 'LostValue', 'ClosingValue', 'OutsideValue', 'CustomerDays', 'Losses') {
                ($grouped | Where-Object Period -EQ $period.Period | Measure-Object $name -Sum).Sum | Should -Be $period.$name -Because "$name of $($period.Period)"
            }
        }
    }

    It 'reads a year as twelve months and a free plan as a customer when asked to' {
        $rows = [pscustomobject]@{ customer = 'A'; start = '2024-01-10'; end = ''; amount = '1200' }, [pscustomobject]@{ customer = 'B'; start = '2024-01-10'; end = ''; amount = '0' }
        ($rows | Import-CustomerSubscription -BillingPeriod Year -AsOf 2024-02-01 | Get-CustomerLedger).ClosingValue | Should -Be 100
        ($rows | Import-CustomerSubscription -BillingPeriod Year -AsOf 2024-02-01 | Get-CustomerLedger).Closing | Should -Be 1
        ($rows | Import-CustomerSubscription -BillingPeriod Year -AsOf 2024-02-01 -IncludeFree | Get-CustomerLedger).Closing | Should -Be 2
    }

    It 'has churn rates by all methods' {
        $rate = $table | Get-ChurnRate -Method Opening, Hazard -WarningAction SilentlyContinue | Where-Object { $_.Period -eq '2024-03' -and $_.Basis -eq 'Customers' }
        $rate.Numerator | Should -Be 5, 9
        $rate.Denominator | Should -Be 33, 1169
    }

    It 'tells what retention and an average customer are worth, without a cost' {
        $impact = $table | Measure-RetentionImpact -WarningAction SilentlyContinue
        $impact.Uplift | Should -BeGreaterThan 0
        $impact.MarginBasis | Should -Be Revenue
        $value = $table | Measure-CustomerValue -Method ArpaOverChurn -WarningAction SilentlyContinue
        $value.Value | Should -BeGreaterThan 0
        $given = $table | Measure-CustomerValue -Method ArpaOverChurn -Margin 0.5 -WarningAction SilentlyContinue
        [math]::Round($given.Value, 6) | Should -Be ([math]::Round($value.Value / 2, 6))
    }

    It '<Id>: <Name>' -ForEach @(
        @{ Id = 'SubscriptionsHaveNoPurchases'; Name = 'the value of each customer'; Script = { $table | Measure-CustomerValue }; Remedy = '*Import-CustomerTransaction*' }
        @{ Id = 'SubscriptionsHaveNoPurchases'; Name = 'a model'; Script = { $table | New-CustomerModel }; Remedy = '*Import-CustomerTransaction*' }
        @{ Id = 'SubscriptionsHaveNoPurchases'; Name = 'a check of the rows'; Script = { $table | Test-CustomerData }; Remedy = '*Import-CustomerTransaction*' }
        @{ Id = 'ContractsHaveOneRule'; Name = 'a window has nothing to say'; Script = { $table | Get-CustomerLedger -ActivityRule Window -WindowDays 30 }; Remedy = '*-ActivityRule*' }
        @{ Id = 'ContractsHaveOneRule'; Name = 'nor has a period'; Script = { $table | Get-ChurnRate -ActivityRule Period }; Remedy = '*-ActivityRule*' }
        @{ Id = 'CohortMeasureOfTerms'; Name = 'orders of a cohort'; Script = { $table | Get-CustomerCohort -Measure Orders }; Remedy = '*Revenue*' }
        @{ Id = 'SourceAlreadyImported'; Name = 'a table is imported once'; Script = { $table | Import-CustomerSubscription } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id, $failure.Category | Should -Be $Id, 'InvalidArgument'
        $failure.Output | Should -Be 0
        $failure.Remedy | Should -BeLike ($Remedy ?? '*')
    }

    It '<Id> is an error of the data' -ForEach @(
        @{ Id = 'EndBeforeStart'; Lines = 'customer,start,end,mrr', 'A,2024-02-01,2024-01-01,10' }
        @{ Id = 'BillingPeriodUnknown'; Lines = 'customer,start,end,amount,interval', 'A,2024-02-01,,10,fortnight' }
        @{ Id = 'BillingPeriodMissing'; Lines = 'customer,start,end,amount', 'A,2024-02-01,,10' }
        @{ Id = 'ColumnNotFound'; Lines = 'customer,start,mrr', 'A,2024-02-01,10' }
        @{ Id = 'ColumnUsedTwice'; Lines = 'customer,start,end,mrr', 'A,2024-02-01,,10'; More = @{ EndColumn = 'start' } }
    ) {
        $path = New-TestFile "$TestDrive/$Id.csv" $Lines
        $more = $More ?? @{}
        (Get-Failure { Import-CustomerSubscription $path @more }).Id | Should -Be $Id
    }

    It 'leaves bad terms out and counts them' {
        $path = New-TestFile "$TestDrive/bad.csv" 'customer,start,end,mrr', 'A,2024-02-01,2024-01-01,10', 'B,2024-02-01,,20'
        $read = Import-CustomerSubscription $path -BadRow Skip -RejectPath "$TestDrive/rejected.csv" -AsOf 2024-03-01
        $read.Rows, $read.RejectedRows, $read.RejectedAmount | Should -Be 1, 1, 10
        (Import-Csv "$TestDrive/rejected.csv").Column | Should -Be 'end'
    }
}

Describe 'The sample' {
    It 'is drawn again line by line' {
        & (Join-Path $PSScriptRoot 'New-SubscriptionSample.ps1') -Path "$TestDrive/sample.csv"
        Get-Content -LiteralPath "$TestDrive/sample.csv" | Should -Be (Get-Content -LiteralPath (Join-Path $PSScriptRoot '../docs/samples/subscriptions.csv'))
    }

    It 'has something of everything' {
        $sample = Import-CustomerSubscription (Join-Path $PSScriptRoot '../docs/samples/subscriptions.csv') -AsOf 2026-01-01 -GraceDays 7 -GroupColumn plan
        $sample.Rows | Should -Be 254
        $sample.FreeRows, $sample.OpenRows | ForEach-Object { $_ | Should -BeGreaterThan 10 }
        $entries = $sample | Get-CustomerLedger -GroupBy plan
        foreach ($name in 'New', 'Returned', 'MovedIn', 'Lost', 'MovedOut', 'Expansion', 'Contraction') {
            ($entries | Measure-Object $name -Sum).Sum | Should -BeGreaterThan 0 -Because $name
        }
    }
}
