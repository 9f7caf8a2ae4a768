#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Two statements of the same past, and one whose rows were changed behind its back.

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $rows = @'
customer_id,date,amount
A,2024-01-05,10
B,2024-01-06,20
A,2024-02-05,10
C,2024-02-06,5
A,2024-03-05,10
'@ | ConvertFrom-Csv
    $refund = [pscustomobject]@{ customer_id = 'A'; date = '2024-02-20'; amount = '-4' }
    $late = [pscustomobject]@{ customer_id = 'B'; date = '2024-02-25'; amount = '7' }
    $earlier = $rows | New-CustomerStatement -Period Month -AsOf 2024-03-15 3> $null

    function Format-Change {
        process { "$($_.Period) $($_.Figure) $($_.Earlier) $($_.Later) $($_.Change)" }
    }
}

Describe 'Get-CustomerRestatement' {
    It 'tells what a late refund changed, in both periods that it is in' {
        $changes = @($rows) + $refund | New-CustomerStatement -Period Month -AsOf 2024-04-01 | Get-CustomerRestatement $earlier
        $changes | Format-Change | Should -Be '2024-02 Contraction 0 4 4', '2024-02 ClosingValue 15 11 -4'
        $changes[0].EarlierAsOf, $changes[0].LaterAsOf | Should -Be ([datetime] '2024-03-15'), ([datetime] '2024-04-01')
    }

    It 'tells who is no loss any more' {
        $changes = @($rows) + $late | New-CustomerStatement -Period Month -AsOf 2024-04-01 | Get-CustomerRestatement $earlier
        $changes | Where-Object Figure -In Lost, Closing, LostValue | Format-Change | Should -Be '2024-02 Lost 1 0 -1', '2024-02 Closing 2 3 1', '2024-02 LostValue 20 0 -20'
    }

    It 'says nothing when the past stands still, and of open periods only when asked' {
        $later = $rows | New-CustomerStatement -Period Month -AsOf 2024-04-01
        $later | Get-CustomerRestatement $earlier | Should -BeNullOrEmpty
        $more = @($rows) + [pscustomobject]@{ customer_id = 'C'; date = '2024-03-20'; amount = '1' } | New-CustomerStatement -Period Month -AsOf 2024-04-01
        $more | Get-CustomerRestatement $earlier | Should -BeNullOrEmpty
        $open = $more | Get-CustomerRestatement $earlier -IncludeOpen
        $open.WasOpen | Select-Object -Unique | Should -BeTrue
        $open | Where-Object Figure -EQ Closing | Format-Change | Should -Be '2024-03 Closing 1 2 1'
    }

    It 'says the same of files' {
        $earlier | Export-CustomerStatement "$TestDrive/earlier.json"
        $later = @($rows) + $refund | New-CustomerStatement -Period Month -AsOf 2024-04-01
        $later | Export-CustomerStatement "$TestDrive/later.json"
        $expected = $later | Get-CustomerRestatement $earlier | Format-Change
        Get-Item "$TestDrive/later.json" | Get-CustomerRestatement "$TestDrive/earlier.json" | Format-Change | Should -Be $expected
        "$TestDrive/later.json" | Get-CustomerRestatement (Get-Item "$TestDrive/earlier.json") | Format-Change | Should -Be $expected
    }

    It 'names <Id>' -ForEach @(
        @{ Id = 'StatementsReversed'; Script = { $earlier | Get-CustomerRestatement ($rows | New-CustomerStatement -Period Month -AsOf 2024-04-01) } }
        @{ Id = 'StatementsDiffer'; Script = { $rows | New-CustomerStatement -Period Quarter -AsOf 2024-04-01 | Get-CustomerRestatement $earlier } }
        @{ Id = 'StatementsApart'; Script = { $rows | New-CustomerStatement -Period Month -AsOf 2024-06-01 -Last 2 | Get-CustomerRestatement $earlier } }
        @{ Id = 'StatementInvalid'; Script = { $earlier | Get-CustomerRestatement (New-TestFile "$TestDrive/other.json" '{ "schema": "Other" }') } }
        @{ Id = 'StatementInvalid'; Script = { $earlier | Get-CustomerRestatement (New-TestFile "$TestDrive/broken.json" '{') } }
        @{ Id = 'StatementExpected'; Script = { $earlier | Get-CustomerRestatement 5 } }
        @{ Id = 'FileNotFound'; Script = { $earlier | Get-CustomerRestatement "$TestDrive/none.json" } }
    ) {
        (Get-Failure $Script).Id | Should -Be $Id
    }
}
