#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Targets as they are typed, and what a scheduler sees of them.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
    $module = Convert-Path (Join-Path $PSScriptRoot '../output/CustomerMetrics/CustomerMetrics.psd1')

    function New-Figure {
        param($Value, $Low, $High, [datetime] $Start = '2026-01-01', $Group)
        [pscustomobject]@{ Period = "$($Start.Year)"; Group = $Group; Start = $Start; End = $Start.AddYears(1); Rate = $Value; Low = $Low; High = $High }
    }
}

Describe 'A limit' {
    It 'of <Limits> makes <Value> in <Low> to <High> <Verdict>' -ForEach @(
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.4; Low = 0.3; High = 0.5; Verdict = 'Met' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.4; Low = 0.3; High = 0.51; Verdict = 'Unclear' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.6; Low = 0.49; High = 0.7; Verdict = 'Unclear' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.6; Low = 0.51; High = 0.7; Verdict = 'Missed' }
        @{ Limits = @{ Minimum = 0.5 }; Value = 0.6; Low = 0.5; High = 0.7; Verdict = 'Met' }
        @{ Limits = @{ Minimum = 0.5 }; Value = 0.6; Low = 0.49; High = 0.7; Verdict = 'Unclear' }
        @{ Limits = @{ Minimum = 0.5 }; Value = 0.4; Low = 0.3; High = 0.49; Verdict = 'Missed' }
        @{ Limits = @{ Minimum = 0.5 }; Value = 0.6; Low = 0.55; High = $null; Verdict = 'Met' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.4; Low = 0.3; High = $null; Verdict = 'Unclear' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.5; Low = $null; High = $null; Verdict = 'Met' }
        @{ Limits = @{ Maximum = 0.5 }; Value = 0.500001; Low = $null; High = $null; Verdict = 'Missed' }
        @{ Limits = @{ Maximum = 0.5; Exact = $true }; Value = 0.6; Low = 0.4; High = 0.8; Verdict = 'Missed' }
        @{ Limits = @{ Minimum = 0.1; Maximum = 0.5 }; Value = 0.05; Low = 0.02; High = 0.09; Verdict = 'Missed' }
        @{ Limits = @{ Maximum = 0.5 }; Value = $null; Low = $null; High = $null; Verdict = 'Unknown' }
    ) {
        "$((New-Figure $Value $Low $High | Test-CustomerTarget Rate @Limits).Verdict)" | Should -Be $Verdict
    }

    It 'says what was compared, and shows what rounding would hide' {
        (New-Figure 0.5141700404858299 0.4521 0.5758 | Test-CustomerTarget Rate -Maximum 0.5).Target | Should -Be 'Rate at most 0.5: 0.5142 (0.4521 to 0.5758)'
        (New-Figure 0.500001 | Test-CustomerTarget Rate -Maximum 0.5).Target | Should -Be 'Rate at most 0.5: 0.500001'
        ([pscustomobject]@{ Closing = 1234567 } | Test-CustomerTarget Closing -Minimum 1000).Target | Should -Be 'Closing at least 1,000: 1,234,567'
    }

    It 'takes the interval that belongs to the figure' {
        $figure = [pscustomobject]@{ ResidualValue = 10; ResidualLow = 4; ResidualHigh = 20; Rate = 0.1; Low = 0.05; High = 0.2; Lost = 3 }
        ($figure | Test-CustomerTarget ResidualValue -Minimum 5).Target | Should -BeLike '*(4 to 20)'
        $figure = [pscustomobject]@{ ResidualValue = 10; Rate = 0.1; Low = 0.05; High = 0.2; Lost = 3 }
        ($figure | Test-CustomerTarget Lost -Minimum 5).Target | Should -Be 'Lost at least 5: 3'
    }
}

Describe 'The period before' {
    It 'makes the interval of a difference (Newcombe 1998, table II, 56/70 and 48/80)' {
        # Method 10 gives 0.0524 to 0.3339 from the two intervals of Wilson.
        $figures = (New-Figure 0.6 0.4904547 0.7003817 '2025-01-01'), (New-Figure 0.8 0.6918336 0.8769526 '2026-01-01')
        $tested = $figures | Test-CustomerTarget Rate -RiseLimit 0.1
        "$($tested[0].Verdict)", "$($tested[1].Verdict)" | Should -Be 'Unknown', 'Unclear'
        $tested[1].Target | Should -BeLike '*: 0.2 (0.0524 to 0.3339)'
    }

    It 'is that of the same group, and the one that ends where the other begins' {
        $figures = (New-Figure 10 -Start '2024-01-01' -Group a), (New-Figure 90 -Start '2024-01-01' -Group b), (New-Figure 11 -Start '2025-01-01' -Group a), (New-Figure 5 -Start '2026-01-01' -Group b)
        ($figures | Test-CustomerTarget Rate -RiseLimit 1 -FallLimit 1).Verdict | ForEach-Object { "$_" } | Should -Be 'Unknown', 'Unknown', 'Met', 'Unknown'
    }

    It 'is a share of it with -Relative' {
        $figures = (New-Figure 200 -Start '2024-01-01'), (New-Figure 220 -Start '2025-01-01'), (New-Figure 0 -Start '2026-01-01'), (New-Figure 1 -Start '2027-01-01')
        ($figures | Test-CustomerTarget Rate -RiseLimit 0.1 -Relative).Verdict | ForEach-Object { "$_" } | Should -Be 'Unknown', 'Met', 'Met', 'Unknown'
        ($figures | Test-CustomerTarget Rate -FallLimit 0.1 -Relative).Verdict | ForEach-Object { "$_" } | Should -Be 'Unknown', 'Met', 'Missed', 'Unknown'
    }
}

Describe 'The records of this module' {
    It 'pass on as they are, with the verdict' {
        $rates = Get-ChurnRate $orders -Period Quarter -Last 4
        $tested = $rates | Test-CustomerTarget Rate -Maximum 0.5
        $tested.Count | Should -Be $rates.Count
        $tested[0] | Should -BeOfType ([CustomerMetrics.ChurnRate])
        foreach ($rate in $tested) {
            $expected = $rate.High -le 0.5 ? 'Met' : $rate.Low -gt 0.5 ? 'Missed' : 'Unclear'
            "$($rate.Verdict)" | Should -Be $expected
        }

        $shown = ($tested | Select-Object -First 1 | Out-String -Width 120) -split "`r?`n" | ForEach-Object TrimEnd | Where-Object { $_ }
        $shown[0] | Should -Be 'Period     Group        Figure             Verdict  Target'
        $shown[2] | Should -BeLike '2025Q1*Customers Opening*Unclear*Rate at most 0.5: 0.514*'
    }

    It 'keep the worst of two tests, and go on to their members' {
        $tested = Get-CustomerLedger $orders -Period Quarter -Last 2 | Test-CustomerTarget New -Minimum 1000 | Test-CustomerTarget Lost -Minimum 0
        "$($tested[0].Verdict)" | Should -Be 'Missed'
        $tested[0].Target | Should -BeLike 'New at least 1,000: *; Lost at least 0: *'
        @($tested[0] | Get-CustomerMember -Movement New).Count | Should -Be $tested[0].New
    }

    It 'say the same after a CSV' {
        Get-ChurnRate $orders -Period Quarter -Last 4 | Export-Csv "$TestDrive/rates.csv"
        $direct = Get-ChurnRate $orders -Period Quarter -Last 4 | Test-CustomerTarget Rate -Maximum 0.5 -RiseLimit 0.05
        $read = Import-Csv "$TestDrive/rates.csv" | Test-CustomerTarget Rate -Maximum 0.5 -RiseLimit 0.05
        $read.Target | Should -Be $direct.Target
        $read.Verdict | Should -Be $direct.Verdict
    }

    It 'of an open period are unknown unless asked for' {
        $entry = Get-CustomerLedger $orders -AsOf 2025-12-15 -Last 1
        "$(($entry | Test-CustomerTarget Closing -Minimum 1).Verdict)" | Should -Be 'Unknown'
        "$((Get-CustomerLedger $orders -AsOf 2025-12-15 -Last 1 | Test-CustomerTarget Closing -Minimum 1 -IncludeOpen).Verdict)" | Should -Be 'Met'
    }

    It 'complete the property' {
        (TabExpansion2 'Get-RevenueRetention x | Test-CustomerTarget GrossR').CompletionMatches.CompletionText | Should -Contain 'GrossRetention'
        (TabExpansion2 'Get-RevenueRetention x | Test-CustomerTarget GrossR').CompletionMatches.CompletionText | Should -Not -Contain 'NetRetention'
    }
}

Describe 'Failing' {
    It 'comes after all objects, and can be caught' {
        $passed = [Collections.Generic.List[object]]::new()
        $failure = Get-Failure { (New-Figure 0.6 0.55 0.7), (New-Figure 0.4) | Test-CustomerTarget Rate -Maximum 0.5 -FailOn Missed | ForEach-Object { $passed.Add($_) } }
        $failure.Id, $failure.Category | Should -Be 'TargetMissed', 'InvalidResult'
        $failure.Message | Should -Be '1 of 2 targets are not met: 2026 Rate at most 0.5: 0.6 (0.55 to 0.7).'
        $passed.Count | Should -Be 2
    }

    It 'ends a script with <Exit> when a figure is <Kind>' -ForEach @(
        @{ Kind = 'missed'; Maximum = '0.1'; Exit = 1 }
        @{ Kind = 'met'; Maximum = '0.9'; Exit = 0 }
    ) {
        $script = New-TestFile "$TestDrive/task.ps1" "Import-Module '$module'", "Get-ChurnRate '$orders' -Period Quarter -Last 1 -Basis Customers | Test-CustomerTarget Rate -Maximum $Maximum -FailOn Missed | Export-Csv '$TestDrive/tested.csv'", "'went on'"
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $script 2>&1
        $LASTEXITCODE | Should -Be $Exit
        ($said -join ' ') -like '*went on*' | Should -Be ($Exit -eq 0)
        @(Import-Csv "$TestDrive/tested.csv").Count | Should -Be 1
    }

    It 'names <Id>' -ForEach @(
        @{ Id = 'TargetLimitMissing'; Script = { New-Figure 1 | Test-CustomerTarget Rate } }
        @{ Id = 'TargetLimitsCrossed'; Script = { New-Figure 1 | Test-CustomerTarget Rate -Minimum 2 -Maximum 1 } }
        @{ Id = 'TargetLimitInvalid'; Script = { New-Figure 1 | Test-CustomerTarget Rate -RiseLimit -1 } }
        @{ Id = 'TargetLimitInvalid'; Script = { New-Figure 1 | Test-CustomerTarget Rate -Minimum 1 -Relative } }
        @{ Id = 'TargetLimitInvalid'; Script = { New-Figure 1 | Test-CustomerTarget Rate -Minimum 1 -FailOn Met } }
        @{ Id = 'TargetPropertyMissing'; Script = { New-Figure 1 | Test-CustomerTarget Rates -Minimum 1 } }
        @{ Id = 'TargetPropertyNotNumber'; Script = { New-Figure 'x' | Test-CustomerTarget Rate -Minimum 1 } }
        @{ Id = 'NoInput'; Script = { @() | Test-CustomerTarget Rate -Minimum 1 } }
    ) {
        (Get-Failure $Script).Id | Should -Be $Id
    }
}
