#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# The scripts and commands of docs/scheduling.md, taken from the page and run as the schedulers would.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'MailSupport.psm1')
    $noServer = -not (Test-MailServer)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    Import-Module (Join-Path $PSScriptRoot 'MailSupport.psm1')
    $page = Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot '../docs/scheduling.md')
    $pwsh = (Get-Process -Id $PID).Path
    $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
    $module = Convert-Path (Join-Path $PSScriptRoot '../output/CustomerMetrics')
    $reports = (New-Item -ItemType Directory -Path "$TestDrive/reports/out").Parent.FullName

    function Get-Block {
        param([string] $Pattern)
        $found = [regex]::Match($page, "(?ms)$Pattern.*?\n``````\w+\n(.*?)^``````")
        $found.Success | Should -BeTrue -Because "the page has $Pattern"
        $found.Groups[1].Value
    }

    # What a page writes for everybody, at this place.
    function Convert-Command {
        param([string] $Command)
        $Command.Replace('/usr/bin/pwsh', "'$pwsh'").Replace('pwsh.exe', "'$pwsh'").Replace('C:\Reports\', '/srv/reports/').Replace('/srv/reports', $reports).Trim()
    }

    'report.ps1', 'alarm.ps1' | ForEach-Object { $null = New-TestFile "$reports/$_" (Get-Block "^``$([regex]::Escape($_))``$") }

    # The settings of the page, with another value for some.
    function Set-Setting {
        param([hashtable] $Value = @{})
        $settings = Import-PowerShellDataFile -LiteralPath (New-TestFile "$TestDrive/page.psd1" (Get-Block '^`settings.psd1`$'))
        $mine = @{ Module = $module; Orders = $orders; Folder = "$reports/out"; SmtpServer = 'localhost'; Retry = 0; Secret = '' }
        foreach ($name in $mine.Keys) { $settings[$name] = $mine[$name] }
        foreach ($name in $Value.Keys) { $settings[$name] = $Value[$name] }
        $lines = foreach ($name in $settings.Keys) {
            $text = @($settings[$name]) | ForEach-Object { $_ -is [string] ? "'$_'" : $_ -is [bool] ? "`$$_" : [string]::Format([cultureinfo]::InvariantCulture, '{0}', $_) }
            "$name = $($text -join ', ')"
        }
        $null = New-TestFile "$reports/settings.psd1" (@('@{') + $lines + '}')
    }

    # In the bare environment that a scheduler gives.
    function Invoke-Scheduled {
        param([string] $Command, [hashtable] $Environment = @{})
        $start = [Diagnostics.ProcessStartInfo]::new('/bin/sh')
        '-c', $Command | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.Environment.Clear()
        $start.Environment['HOME'] = "$TestDrive"
        $start.Environment['PATH'] = '/usr/bin:/bin'
        foreach ($name in $Environment.Keys) { $start.Environment[$name] = $Environment[$name] }
        foreach ($name in 'DOTNET_SYSTEM_GLOBALIZATION_INVARIANT', 'DOTNET_ROOT') { if (Test-Path "env:$name") { $start.Environment[$name] = (Get-Item "env:$name").Value } }
        $start.RedirectStandardError = $start.RedirectStandardOutput = $start.RedirectStandardInput = $true
        $shell = [Diagnostics.Process]::Start($start)
        $shell.StandardInput.Close()
        $errors = $shell.StandardError.ReadToEndAsync()
        $output = $shell.StandardOutput.ReadToEnd()
        $shell.WaitForExit()
        [pscustomobject]@{ Exit = $shell.ExitCode; Output = $output; Errors = $errors.Result }
    }

    $cron = Convert-Command ((Get-Block '^## cron') -replace '^(\S+ ){5}')
    $unit = Convert-Command ([regex]::Match((Get-Block 'customer-statement\.service'), '(?m)^ExecStart=(.+)$').Groups[1].Value)
    $task = Convert-Command ([regex]::Match((Get-Block '^## Task Scheduler'), '/TR "([^"]+)"').Groups[1].Value)
    $month = ' -AsOf 2026-01-01'
}

Describe 'The alarm' -Skip:$IsWindows {
    It 'ends with <Exit> when the limit is <Kind>' -ForEach @(
        @{ Kind = 'missed'; Maximum = 0.1; Exit = 1 }
        @{ Kind = 'met'; Maximum = 0.9; Exit = 0 }
    ) {
        Set-Setting @{ MaximumChurn = $Maximum }
        $run = Invoke-Scheduled "'$pwsh' -NoProfile -NonInteractive -File $reports/alarm.ps1 -Settings $reports/settings.psd1"
        $run.Exit | Should -Be $Exit -Because $run.Errors
        $run.Output | Should -BeLike '*Rate at most*'
        $run.Errors -like '*1 of 1 target is not met*' | Should -Be ($Exit -eq 1)
    }
}

Describe 'The report' -Skip:$noServer {
    BeforeAll {
        $server = Start-MailServer (New-Item -ItemType Directory -Path "$TestDrive/server").FullName
        $null = New-TestFile "$TestDrive/smtp" 'reports', 'pässword'
    }

    AfterAll {
        Stop-MailServer $server
    }

    BeforeEach {
        Get-ChildItem -LiteralPath $server.Folder -Filter 'mail-*' | Remove-Item
        Get-ChildItem -LiteralPath "$reports/out" | Remove-Item
    }

    It 'goes out as cron runs it, and leaves a snapshot and a log' {
        Set-Setting @{ Port = $server.Plain; AllowPlaintext = $true; MaximumChurn = 0.9 }
        $run = Invoke-Scheduled ($cron + $month)
        $run.Exit, $run.Output, $run.Errors | Should -Be 0, '', ''
        $mail = Get-ReceivedMail $server
        $mail.subject | Should -BeLike 'Customers * net in December 2025, * bought'
        $mail.recipients | Should -Be 'ann@example.org', 'bob@example.org'
        (Get-Content -Raw -LiteralPath "$reports/out/statement-2026-01-01.json" | ConvertFrom-Json).asOf | Should -Be '2026-01-01'
        $lines = Get-Content -LiteralPath "$reports/out/report.log"
        $lines[0] | Should -BeLike "*Z sent $($mail.messageId), 250 *"
        $lines[1] | Should -BeLike '*Z Met: Rate at most 0.9*'
    }

    It 'goes out as systemd runs it, with the login that it gives' {
        Set-Setting @{ Port = $server.Secure; Secret = 'smtp'; MaximumChurn = 0.9 }
        $run = Invoke-Scheduled ($unit + $month) @{ CREDENTIALS_DIRECTORY = "$TestDrive"; SSL_CERT_FILE = $server.Certificate }
        $run.Exit, $run.Errors | Should -Be 0, ''
        $mail = Get-ReceivedMail $server
        $mail.secure, $mail.user | Should -Be $true, 'reports'
        "$(Get-Content -Raw -LiteralPath "$reports/out/report.log")" | Should -Not -Match 'pässword'
    }

    It 'compares with the snapshot before, and fails with 2 after the mail when the target is missed, as the Task Scheduler runs it' {
        Set-Setting @{ Port = $server.Plain; AllowPlaintext = $true; MaximumChurn = 0.1 }
        (Invoke-Scheduled ($task + ' -AsOf 2025-12-01')).Exit | Should -Be 2
        $run = Invoke-Scheduled ($task + $month)
        $run.Exit | Should -Be 2
        $run.Errors | Should -BeLike 'TargetMissed: *'
        @(Get-ReceivedMail $server).Count | Should -Be 2
        Get-Content -LiteralPath "$reports/out/report.log" | Where-Object { $_ -like '*0 figures of the past differ from statement-2025-12-01.json' } | Should -HaveCount 1
    }

    It 'fails with <Exit> and says why in the log: <Id>' -ForEach @(
        @{ Id = 'MailNotEncrypted'; Exit = 1; Way = 'Plain'; Setting = @{} }
        @{ Id = 'MailDeliveryUnknown'; Exit = 3; Way = 'Vanishing'; Setting = @{ AllowPlaintext = $true; Retry = 5 } }
        @{ Id = 'FileNotFound'; Exit = 1; Way = 'Plain'; Setting = @{ Orders = '/none.csv' } }
    ) {
        Set-Setting ($Setting + @{ Port = $server.$Way })
        $run = Invoke-Scheduled ($cron + $month)
        $run.Exit | Should -Be $Exit
        $run.Errors | Should -BeLike "$($Id): *"
        Get-Content -LiteralPath "$reports/out/report.log" | Select-Object -Last 1 | Should -BeLike "*Z $($Id): *"
        Get-ReceivedMail $server | Should -BeNullOrEmpty
        Test-Path -LiteralPath "$reports/out/statement-2026-01-01.json" | Should -Be ($Id -ne 'FileNotFound')
    }
}
