#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Segments as they are typed. What each score is, against the customers, is tested in Engine.Tests/Segments.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = New-TestFile "$TestDrive/rows.csv" 'customer_id,date,amount', 'A,2024-01-31,10', 'A,2024-02-28,7', 'B,2024-01-05,3', 'C,2024-02-10,50', 'C,2024-02-11,-5', 'D,2024-02-11,-1'
    $table = Import-CustomerTransaction $rows -TimeZone UTC -AsOf 2024-03-01
    $cuts = @{ Recency = 10, 30; Frequency = 2, 3; Monetary = 10, 40 }

    function Format-Segment {
        process { "$($_.CustomerId) $($_.RecencyDays) $($_.Frequency) $($_.Monetary) $($_.Score) $($_.Segment)" }
    }

    $scored = 'A 2 2 17 322 ', 'B 56 1 3 111 ', 'C 20 1 45 213 ', 'D  0 -1  '
}

Describe 'Get-CustomerSegment' {
    It 'answers <Way>' -ForEach @(
        @{ Way = 'a table'; Script = { $table | Get-CustomerSegment -Cuts $cuts } }
        @{ Way = 'a path'; Script = { Get-CustomerSegment $rows -AsOf 2024-03-01 -Cuts $cuts } }
        @{ Way = 'rows'; Script = { Import-Csv $rows | Get-CustomerSegment -AsOf 2024-03-01 -Cuts $cuts } }
        @{ Way = 'a file'; Script = { Get-Item $rows | Get-CustomerSegment -AsOf 2024-03-01 -Cuts $cuts } }
    ) {
        & $Script | Format-Segment | Should -Be $scored
    }

    It 'has the properties that scripts rely on, in their order' {
        $expected = 'CustomerId', 'RecencyDays', 'Frequency', 'Monetary', 'R', 'F', 'M', 'Score', 'Segment'
        ($table | Get-CustomerSegment)[0].PSObject.Properties.Name | Select-Object -First $expected.Count | Should -Be $expected
    }

    It 'names segments by rank' {
        $table | Get-CustomerSegment | Format-Segment | Should -Be 'A 2 2 17 442 Potential Loyalist', 'B 56 1 3 111 Lost', 'C 20 1 45 214 About To Sleep', 'D  0 -1  (no purchase)'
    }

    It 'tells its cuts, which can be used again <Way>' -ForEach @(
        @{ Way = 'as they are'; Through = { $_ } }
        @{ Way = 'after a job'; Through = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 3)) } }
        @{ Way = 'from JSON'; Through = { $_ | ConvertTo-Json | ConvertFrom-Json } }
    ) {
        $first = @($table | Get-CustomerSegment)
        , $first[0].Cuts.Recency | Should -BeOfType ([decimal[]])
        $again = $first[0].Cuts | ForEach-Object $Through
        $table | Get-CustomerSegment -Cuts $again | Format-Segment | Should -Be ($first | Format-Segment)
        "$($first[0].Cuts)" | Should -Match '^Recency [\d, ]+; Frequency [\d, ]+; Monetary [\d., ]+$'
    }

    It 'refuses cuts: <Says>' -ForEach @(
        @{ Given = @{ Recency = 1; Frequency = 2 }; Says = '*cuts of Monetary are missing*' }
        @{ Given = @{ Recency = 1; Frequency = 2; Money = 3 }; Says = "*no cuts of 'Money'*" }
        @{ Given = @{ Recency = 'a'; Frequency = 2; Monetary = 3 }; Says = "*'a' is no cut of Recency*" }
        @{ Given = @{ Recency = (Get-Date); Frequency = 2; Monetary = 3 }; Says = '*is no cut of Recency*' }
    ) {
        { $table | Get-CustomerSegment -Cuts $Given } | Should -Throw -ExpectedMessage $Says
    }

    It 'takes rules <Way>' -ForEach @(
        @{ Way = 'from a file'; Script = { New-TestFile "$TestDrive/rules.csv" 'Segment,R,F,M', 'Good,2-3,*,2-3', 'Bad,1,*,*' } }
        @{ Way = 'from objects'; Script = { [pscustomobject]@{ Segment = 'Good'; R = '2-3'; F = '*'; M = '2-3' }, [pscustomobject]@{ Segment = 'Bad'; R = 1; F = '*'; M = '' } } }
        @{ Way = 'from hashtables'; Script = { @{ Segment = 'Good'; RLow = 2; RHigh = 3; FLow = 1; FHigh = 3; MLow = 2; MHigh = 3 }, @{ Segment = 'Bad'; RLow = 1; RHigh = 1; FLow = 1; FHigh = 3; MLow = 1; MHigh = 3 } } }
    ) {
        ($table | Get-CustomerSegment -Cuts $cuts -Rule (& $Script)).Segment | Should -Be 'Good', 'Bad', 'Good', '(no purchase)'
    }

    It 'tells what is wrong with a rule, with its place' {
        $file = New-TestFile "$TestDrive/bad.csv" 'Segment,R,F,M', 'Good,7,*,*'
        $failure = Get-Failure { $table | Get-CustomerSegment -Rule $file }
        $failure.Id | Should -Be 'SegmentRuleInvalid'
        $failure.Message | Should -BeLike "*bad.csv, line 2, column 'R': '7' is no score from 1 to 5.*"
    }

    It 'warns of a rule that can never match' {
        $rules = @{ Segment = 'All'; R = '*'; F = '*'; M = '*' }, @{ Segment = 'Best'; R = '5'; F = '5'; M = '5' }
        $null = $table | Get-CustomerSegment -Rule $rules -WarningVariable told -WarningAction SilentlyContinue
        "$told" | Should -BeLike "*Rule 2, 'Best', can never match*"
    }

    It 'sums up, to the rows' {
        $lines = @($table | Get-CustomerSegment -Summary)
        $lines | Should -BeOfType ([CustomerMetrics.SegmentSummary])
        ($lines | Measure-Object Revenue -Sum).Sum | Should -Be $table.Amount
        ($lines | Measure-Object Customers -Sum).Sum | Should -Be $table.Customers
        ($lines | Where-Object Customers -gt 0).Segment | Should -Be 'Potential Loyalist', 'About To Sleep', 'Lost', '(no purchase)'
    }

    It 'tells what it found out, when asked' {
        $told = $table | Get-CustomerSegment -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$told" | Should -BeLike "*0 of 3 customers (0.0%) fit no rule*1 customers have refunds or cancelled sales alone*Nobody has the scores*"
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'SegmentBinsInvalid'; With = @{ Bins = 1 } }
        @{ Id = 'SegmentCutsMissing'; With = @{ Method = 'Fixed' } }
        @{ Id = 'SegmentRuleMissing'; With = @{ Bins = 3; Summary = $true } }
    ) {
        (Get-Failure { $table | Get-CustomerSegment @With }).Id | Should -Be $Id
    }

    It 'refuses subscriptions' {
        $terms = New-TestFile "$TestDrive/terms.csv" 'customer_id,start,end,amount', 'A,2024-01-01,2024-02-01,10'
        (Get-Failure { Import-CustomerSubscription $terms -BillingPeriod Month -AsOf 2024-03-01 -TimeZone UTC | Get-CustomerSegment }).Id | Should -Be 'SubscriptionsHaveNoPurchases'
    }

    It 'fits the screen' {
        $sample = Join-Path $PSScriptRoot '../docs/samples/orders.csv'
        foreach ($screen in (Get-CustomerSegment $sample | Select-Object -First 3 | Out-String -Width 120), (Get-CustomerSegment $sample -Summary | Out-String -Width 120)) {
            ($screen -split "`r?`n" | ForEach-Object TrimEnd | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 120
        }
    }
}
