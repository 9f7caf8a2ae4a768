#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Effort and losses by stage, worked by hand: of five who bought in January, four bought nothing in February.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $orders = New-TestFile "$TestDrive/orders.csv" 'customer_id,date,amount', 'A,2024-01-05,10', 'B,2024-01-05,20', 'C,2024-01-05,30', 'D,2024-01-05,40', 'E,2024-01-05,50', 'E,2024-02-05,50', 'E,2024-03-05,50'
    $reasons = New-TestFile "$TestDrive/reasons.csv" 'customer,date,reason', 'A,2024-02-01,late', 'B,2024-02-01,late', 'C,2024-02-01,moved', 'E,2024-02-01,dear'
    $stages = New-TestFile "$TestDrive/stages.csv" 'stage,phase,effort,reasons', 'decide,before,90,dear; rude', 'receive,after,10,late'
    $asked = @{ Reason = $reasons; Stage = $stages; AsOf = '2024-03-01' }

    function Format-Effort {
        process { "$($_.Stage) $($_.Effort) $($_.EffortShare) $($_.Lost) $($_.LossShare) $($_.Gap) $($_.Signal) $($_.LostValue) $($_.LossValueShare)" }
    }
}

Describe 'Compare-JourneyEffort' {
    It 'puts both shares side by side, and leaves no loss out' {
        $efforts = Compare-JourneyEffort $orders @asked -Last 1 3> $null
        $efforts | Format-Effort | ForEach-Object TrimEnd | Should -Be @(
            'decide 90 0.9 0 0 -0.9 Green 0 0'
            'receive 10 0.1 2 1 0.9 Red 30 1'
            '(no stage)   1    30'
            '(no reason recorded)   1    40'
        )
        ($efforts | Measure-Object Lost -Sum).Sum | Should -Be $efforts[0].Total
        ($efforts | Measure-Object LostValue -Sum).Sum | Should -Be $efforts[0].TotalValue
        ($efforts | Where-Object { $_.Check -ne 0 -or $_.ValueCheck -ne 0 }) | Should -BeNullOrEmpty
        $efforts[1].Reasons | Should -Be 'late'
        # Wilson of 2 in 2.
        [math]::Round($efforts[1].LossShareLow, 6), $efforts[1].LossShareHigh | Should -Be 0.34238, 1
    }

    It 'adds up to the ledger in every period and group of the sample' {
        $samples = Join-Path $PSScriptRoot '../docs/samples'
        $sales = Import-CustomerTransaction "$samples/shop.csv" -GroupColumn channel
        $efforts = $sales | Compare-JourneyEffort -Reason "$samples/reasons.csv" -Stage "$samples/stages.csv" -Period Quarter -GroupBy channel 3> $null
        $ledger = $sales | Get-CustomerLedger -Period Quarter -GroupBy channel
        foreach ($entry in $ledger) {
            $of = $efforts | Where-Object { $_.Period -eq $entry.Period -and $_.Group -eq $entry.Group }
            ($of | Measure-Object Lost -Sum).Sum | Should -Be $entry.Lost
            ($of | Measure-Object LostValue -Sum).Sum | Should -Be $entry.LostValue
        }

        $shares = $efforts | Where-Object LossShare | Group-Object Period, Group | ForEach-Object { ($_.Group | Measure-Object LossShare -Sum).Sum }
        $shares.Count | Should -BeGreaterThan 10
        $shares | ForEach-Object { [math]::Abs($_ - 1) | Should -BeLessThan 1e-12 }
    }

    It 'puts the sides of the purchase together' {
        $efforts = Compare-JourneyEffort $orders @asked -Last 1 -ByPhase 3> $null
        $efforts.Stage | Should -Be 'before the purchase', 'after the purchase', '(no stage)', '(no reason recorded)'
        $efforts.Lost | Should -Be 0, 2, 1, 1
        (Get-Failure { Compare-JourneyEffort $orders -Reason $reasons -Stage @{ stage = 'a'; effort = 1 } -ByPhase }).Id | Should -Be 'StagePhaseMissing'
    }

    It 'takes ratings' {
        $rated = @(@{ stage = 'decide'; effort = 'Strong'; reasons = 'dear' }, @{ stage = 'receive'; effort = 'weak'; reasons = 'late' }, @{ stage = 'use'; effort = 'mediocre'; reasons = '' })
        $efforts = Compare-JourneyEffort $orders -Reason $reasons -Stage $rated -AsOf 2024-03-01 -Last 1 3> $null
        $efforts[0..2].Effort | Should -Be 3, 1, 2
        $efforts[0].EffortShare | Should -Be 0.5
    }

    It 'gives no shares of an open period, and of one without losses' {
        $open = Compare-JourneyEffort $orders -Reason $reasons -Stage $stages -AsOf 2024-02-20 -Last 1 3> $null
        $open[0].LossShare, $open[0].Note | Should -Be $null, 'The period is open.'
        $quiet = Compare-JourneyEffort $orders -Reason $reasons -Stage $stages -AsOf 2024-04-01 -Last 1 3> $null
        $quiet[0].LossShare, $quiet[0].Note | Should -Be $null, 'Nobody was lost for a reason of a stage.'
    }

    It 'says when no stage fits' {
        $null = Compare-JourneyEffort $orders -Reason $reasons -Stage @{ stage = 'a'; effort = 1; reasons = 'x' } -AsOf 2024-03-01 -Last 1 -WarningVariable told 3> $null
        "$told" | Should -BeLike "No stage of rows names a reason*'late', 'moved'*"
    }

    It 'writes the signal as a word, and in its colour where there are colours' {
        $shown = Compare-JourneyEffort $orders @asked -Last 1 3> $null | Out-String -Width 160
        $shown | Should -Match '\bRed\b'
        $shown | Should -Match '\bGreen\b'
    }

    It 'names <Id> with the place' -ForEach @(
        @{ Id = 'StageMissing'; Rows = @(@{ stage = ''; effort = 1 }) }
        @{ Id = 'StageTwice'; Rows = @(@{ stage = 'a'; effort = 1 }, @{ stage = 'a'; effort = 2 }) }
        @{ Id = 'ReasonOfTwoStages'; Rows = @(@{ stage = 'a'; effort = 1; reasons = 'x' }, @{ stage = 'b'; effort = 2; reasons = 'y;x' }) }
        @{ Id = 'StagePhaseUnknown'; Rows = @(@{ stage = 'a'; effort = 1; phase = 'during' }) }
        @{ Id = 'StageEffortMixed'; Rows = @(@{ stage = 'a'; effort = 'weak' }, @{ stage = 'b'; effort = 2 }) }
        @{ Id = 'StageEffortInvalid'; Rows = @(@{ stage = 'a'; effort = -1 }) }
        @{ Id = 'StageEffortMissing'; Rows = @(@{ stage = 'a'; effort = 0 }) }
    ) {
        $failure = Get-Failure { Compare-JourneyEffort $orders -Reason $reasons -Stage ([pscustomobject[]] $Rows) }
        $failure.Id, $failure.Category | Should -Be $Id, 'InvalidData'
        if ($Id -ne 'StageEffortMissing') {
            $failure.Message | Should -BeLike "the rows of -Stage, row *, column '*"
        }
    }
}
