#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $sample = Join-Path $PSScriptRoot '../docs/samples/orders.csv'
    $sales = Import-CustomerTransaction $sample
    $model = $sales | New-CustomerModel -Model MbgNbd -AsOf 2025-07-01
}

Describe 'A model' {
    It 'is the same from <Way>' -ForEach @(
        @{ Way = 'a path'; Make = { New-CustomerModel $sample -Model MbgNbd -AsOf 2025-07-01 } }
        @{ Way = 'rows'; Make = { Import-Csv $sample | New-CustomerModel -Model mbgnbd -AsOf 2025-07-01 } }
        @{ Way = 'files'; Make = { Get-Item $sample | New-CustomerModel -Model MbgNbd -AsOf 2025-07-01 } }
    ) {
        $other = & $Make
        $other.Fingerprint | Should -Be $model.Fingerprint
        $other.LogLikelihood | Should -Be $model.LogLikelihood
    }

    It 'is chosen by Auto, and says why' {
        $chosen = $sales | New-CustomerModel
        $chosen.Candidates.Count | Should -Be 4
        $chosen.Choice | Should -Match "^$($chosen.Model) gave the highest chance"
        $chosen.Identified | Should -BeTrue
    }

    It 'takes no other name' {
        { New-CustomerModel $sample -Model Best } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage*'
    }

    It 'warns where it is not identified, and predicts without intervals' {
        $few = $sales | New-CustomerModel -Model ParetoNbd -AsOf 2024-02-01 -WarningVariable warnings -WarningAction SilentlyContinue
        $few.Identified | Should -BeFalse
        "$warnings" | Should -Match 'not identified'
        $value = $sales | Measure-CustomerValue -Model $few -WarningAction SilentlyContinue | Select-Object -First 1
        $value.ExpectedPurchases | Should -BeGreaterThan 0
        $value.ResidualLow | Should -BeNullOrEmpty
    }
}

Describe 'A model as a file' {
    BeforeAll { $path = "$TestDrive/model.json" }

    It 'comes back as it was' {
        $model | Export-CustomerModel $path | Should -BeNullOrEmpty
        $read = Import-CustomerModel $path
        $read.Json | Should -Be $model.Json
        (Get-Item $path | Import-CustomerModel).Fingerprint | Should -Be $model.Fingerprint
        (Get-Failure { 3 | Import-CustomerModel }).Id | Should -Be 'FileExpected'
        (Import-CustomerModel -LiteralPath $path).Parameters.r | Should -Be $model.Parameters.r
    }

    It 'is not written with -WhatIf, and not replaced with -NoClobber' {
        $model | Export-CustomerModel "$TestDrive/none.json" -WhatIf
        Test-Path "$TestDrive/none.json" | Should -BeFalse
        $model | Export-CustomerModel $path
        (Get-Failure { $model | Export-CustomerModel $path -NoClobber }).Id | Should -Be 'FileExists'
        ($model | Export-CustomerModel $path -PassThru).Json | Should -Be $model.Json
    }

    It 'is refused when it is something else' {
        Set-Content $path '{ "format": "another" }'
        (Get-Failure { Import-CustomerModel $path }).Id | Should -Be 'ModelInvalid'
        (Get-Failure { 'model.json' | Export-CustomerModel $path }).Id | Should -Be 'ModelExpected'
        { Measure-CustomerValue $sample -Model 'model.json' } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
    }

    It 'crosses a job' {
        $job = Start-Job { param($model) $model } -ArgumentList $model | Receive-Job -Wait
        $there = $sales | Measure-CustomerValue -Model $job -NoInterval | Measure-Object ResidualValue -Sum
        $here = $sales | Measure-CustomerValue -Model $model -NoInterval | Measure-Object ResidualValue -Sum
        $there.Sum | Should -Be $here.Sum
        ($job | Export-CustomerModel $path -PassThru).Json | Should -Be $model.Json
    }
}

Describe 'A forecast' {
    BeforeAll {
        $forecast = @{ Model = $model; AsOf = '2025-07-01' }
        $values = $sales | Measure-CustomerValue @forecast -DiscountRate 0.1
    }

    It 'has a chance, purchases, a value and intervals' {
        $value = $values | Sort-Object ResidualValue -Descending | Select-Object -First 1
        $value.ProbabilityAlive | Should -BeGreaterThan 0.5
        $value.Horizon, $value.DiscountRate, $value.Model | Should -Be '12 months', 0.1, 'MbgNbd'
        $value.ResidualLow | Should -BeLessThan $value.ResidualValue
        $value.ResidualHigh | Should -BeGreaterThan $value.ResidualValue
        $value.MeanLow | Should -BeLessThan $value.ResidualValue
        $value.MeanHigh | Should -BeGreaterThan $value.ResidualValue
    }

    It 'is the same for the same seed' {
        $again = $sales | Measure-CustomerValue @forecast -DiscountRate 0.1 -Seed 0
        ($again.ResidualHigh | Measure-Object -Sum).Sum | Should -Be ($values.ResidualHigh | Measure-Object -Sum).Sum
        $other = $sales | Measure-CustomerValue @forecast -DiscountRate 0.1 -Seed 1
        ($other.ResidualHigh | Measure-Object -Sum).Sum | Should -Not -Be ($values.ResidualHigh | Measure-Object -Sum).Sum
    }

    It 'reads a horizon of <Text>' -ForEach @(
        @{ Text = '12 months'; Read = '12 months' }
        @{ Text = '1 Year'; Read = '1 year' }
        @{ Text = '90days'; Read = '90 days' }
        @{ Text = ' 4 quarters '; Read = '4 quarters' }
        @{ Text = 'Infinite'; Read = 'infinite' }
    ) {
        ($sales | Measure-CustomerValue @forecast -NoInterval -DiscountRate 0.1 -Horizon $Text | Select-Object -First 1).Horizon | Should -Be $Read
    }

    It 'does not read a horizon of <_>' -ForEach '', '12', 'months', '-1 months', '0 days', '1.5 years', '101 years', '12 moons', '99999999999 days' {
        { $sales | Measure-CustomerValue @forecast -Horizon $_ } | Should -Throw -ErrorId 'ParameterArgumentTransformationError*'
    }

    It '<ErrorId> for <Given.Keys>' -ForEach @(
        @{ ErrorId = 'ModelMissing'; Given = @{ Horizon = '12 months' } }
        @{ ErrorId = 'ModelMissing'; Given = @{ NoInterval = $true } }
        @{ ErrorId = 'ValueMethodMissing'; Given = @{ Margin = 0.5 } }
        @{ ErrorId = 'ValueMethodWithModel'; Given = @{ Model = 1; Method = 'ArpaOverChurn' } }
        @{ ErrorId = 'DiscountRateMissing'; Given = @{ Model = 1; Horizon = 'infinite' } }
        @{ ErrorId = 'DiscountRateInvalid'; Given = @{ Model = 1; DiscountRate = -2 } }
        @{ ErrorId = 'MarginInvalid'; Given = @{ Model = 1; Margin = 35 } }
        @{ ErrorId = 'ModelFromTheFuture'; Given = @{ Model = 1; AsOf = '2025-01-01' } }
    ) {
        $arguments = $Given.Clone()
        if ($arguments.Model) { $arguments.Model = $model }
        (Get-Failure { $sales | Measure-CustomerValue @arguments }).Id | Should -Be $ErrorId
    }
}

Describe 'A test of a model' {
    It 'fits to the beginning and compares with the end' {
        $test = Test-CustomerModel $sample -HoldOut '6 months'
        $test.Start, $test.End | Should -Be ([datetime]'2025-07-01'), ([datetime]'2026-01-01')
        [math]::Abs($test.Bias) | Should -BeLessThan 0.15
        $test.MeanAbsoluteError | Should -BeLessThan $test.NaiveError
        $test.Coverage | Should -BeGreaterThan 0.94
        $test.Verdict | Should -Match 'purchases'
    }

    It 'takes a model from before' {
        $test = $sales | Test-CustomerModel -Model $model
        $test.Start, $test.Model | Should -Be ([datetime]'2025-07-01'), 'MbgNbd'
        (Get-Failure { $sales | Test-CustomerModel -Model $model -AsOf 2025-07-01 }).Id | Should -Be 'HoldOutEmpty'
        (Get-Failure { $sales | Test-CustomerModel -Model $model -HoldOut '6 months' }).Id | Should -Be 'HoldOutGivenByModel'
        (Get-Failure { $sales | Test-CustomerModel -HoldOut infinite }).Id | Should -Be 'HoldOutInvalid'
    }
}

Describe 'A model of contracts' {
    It 'gives the published figures' {
        $model = New-CustomerModel -Survivor 1000, 869, 743, 653, 593, 551, 517, 491 -DiscountRate 0.1
        [math]::Round($model.Parameters.a, 3), [math]::Round($model.Parameters.b, 3) | Should -Be 0.668, 3.806
        [math]::Round($model.DiscountedLifetime, 4) | Should -Be 5.9223
        [math]::Round($model.Curve[1].ResidualLifetime, 4) | Should -Be 5.4145
        $model.Curve[7].Survivors, $model.Curve[8].Survivors | Should -Be 491, $null
    }

    It 'refuses what is no list of survivors' -ForEach @(
        @{ Survivor = @(1000) }
        @{ Survivor = @(1000, 1001) }
        @{ Survivor = @(10, -1) }
    ) {
        (Get-Failure { New-CustomerModel -Survivor $Survivor }).Id | Should -Be 'SurvivorInvalid'
    }
}
