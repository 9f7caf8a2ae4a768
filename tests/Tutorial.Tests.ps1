#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# docs/tutorial.md is a session: every line after a prompt is run, in their order and in one shell, and must show what the page shows.
# With CUSTOMERMETRICS_UPDATE_TUTORIAL=1 the page takes what was shown instead. Read the difference before it is kept.

BeforeDiscovery {
    $tutorial = Join-Path $PSScriptRoot '../docs/tutorial.md'
    $commands = Select-String -LiteralPath $tutorial -Pattern '^PS> (.+)$' -CaseSensitive | ForEach-Object -Begin { $index = 0 } {
        @{ Index = $index++; Line = $_.LineNumber; Command = $_.Matches[0].Groups[1].Value }
    }
}

BeforeAll {
    $top = Split-Path $PSScriptRoot
    $tutorial = Join-Path $top 'docs/tutorial.md'

    # The page as parts: prose, and commands with what they show. Blank lines at the end of an output are not compared.
    function Get-Part {
        $part = @{ Command = $null; Text = [Collections.Generic.List[string]]::new() }
        $inSession = $false
        foreach ($line in Get-Content -LiteralPath $tutorial) {
            $begins = $inSession -and $line.StartsWith('PS> ', [StringComparison]::Ordinal)
            if ($begins -or ($inSession -and $line -ceq '```')) {
                $part
                $part = @{ Command = $begins ? $line.Substring(4) : $null; Text = [Collections.Generic.List[string]]::new() }
            }

            if (-not $begins) {
                $part.Text.Add($line)
            }

            $inSession = $line -ceq '```console' -or ($inSession -and $line -cne '```')
        }

        $part
    }

    function Format-Output {
        param([AllowEmptyString()] [string[]] $Text)
        ($Text | ForEach-Object TrimEnd) -join "`n" -replace '\n+\z'
    }

    # A clone with a built module, as far as the page needs one.
    $clone = (New-Item -ItemType Directory -Path "$TestDrive/clone/docs/samples", "$TestDrive/clone/output" -Force)[0].Parent.Parent.FullName
    Copy-Item -Path (Join-Path $top 'docs/samples/*') -Destination "$clone/docs/samples"
    Copy-Item -LiteralPath (Join-Path $top 'output/CustomerMetrics') -Destination "$clone/output" -Recurse

    # Typed into a shell of its own, and shown as the console shows it.
    $parts = @(Get-Part)
    $shown = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command {
        param($folder, $lines)
        [cultureinfo]::DefaultThreadCurrentCulture = [cultureinfo]::CurrentCulture = 'en-US'
        $shell = [powershell]::Create()

        function Invoke-Line {
            param($Line)
            $shell.Commands.Clear()
            $null = $shell.AddScript($Line)
            $shell.Commands.Commands[0].MergeMyResults('All', 'Output')
            $records = [Management.Automation.PSDataCollection[psobject]]::new()
            try {
                $shell.Invoke($null, $records)
            }
            catch {
                $records.Add($_.Exception.InnerException.ErrorRecord)
            }

            $records.Complete()
            $shell.Commands.Clear()
            $null = $shell.AddScript('$input | ForEach-Object { $_ -is [Management.Automation.WarningRecord] ? "WARNING: $_" : $_ } | Out-String -Width 120')
            -join $shell.Invoke($records)
        }

        $null = Invoke-Line '$PSStyle.OutputRendering = "PlainText"'
        $null = Invoke-Line "Set-Location -LiteralPath '$folder'"
        foreach ($line in $lines) {
            # Only the machine differs: its folder and its zone.
            $text = [regex]::Replace((Invoke-Line $line), [regex]::Escape($folder) + "[^'\r\n]*", { $args[0].Value.Replace($folder, '/home/ann/CustomerMetrics').Replace('\', '/') })
            $text = $text.Replace("TimeZone      : $([TimeZoneInfo]::Local.Id)", 'TimeZone      : Europe/London')
            "$text" -replace '\r'
        }
    } -args $clone, @($parts.Command | Where-Object { $_ })

    if ($env:CUSTOMERMETRICS_UPDATE_TUTORIAL -eq '1') {
        $index = 0
        $page = for ($i = 0; $i -lt $parts.Count; $i++) {
            if ($parts[$i].Command) {
                "PS> $($parts[$i].Command)"
                $text = Format-Output ($shown[$index++] -split "`n")
                if ($text) {
                    $text
                    # A blank line before the next prompt, as after a table.
                    if ($parts[$i + 1].Command) { '' }
                }
            }
            else {
                $parts[$i].Text
            }
        }

        [IO.File]::WriteAllText($tutorial, ($page -join "`n") + "`n", [Text.UTF8Encoding]::new($false))
    }

    $pages = @(Get-Part | Where-Object Command | ForEach-Object { Format-Output $_.Text })
}

Describe 'The tutorial' {
    It 'shows what line <Line> shows: <Command>' -ForEach $commands {
        Format-Output ($shown[$Index] -split "`n") | Should -BeExactly $pages[$Index]
    }

    It 'shows every cmdlet, and runs every line that it shows' {
        $page = Get-Content -Raw -LiteralPath $tutorial
        $typed = ($parts.Command | Where-Object { $_ }) -join "`n"
        (Import-PowerShellDataFile (Join-Path $top 'CustomerMetrics.psd1')).CmdletsToExport | Where-Object { $typed -notmatch "\b$_\b" } | Should -BeNullOrEmpty
        @($shown).Count | Should -Be ([regex]::Matches($page, '(?m)^PS> ').Count)
        # A fence of another kind would hold commands that nobody runs.
        [regex]::Matches($page, '(?m)^```(\w+)').ForEach({ $_.Groups[1].Value }) | Sort-Object -Unique | Should -Be 'console'
    }

    # Long numbers only: the short ones are days and roundings.
    It 'speaks of numbers that it shows' {
        $said = (Get-Part | Where-Object { -not $_.Command }).Text -join "`n" -replace '(?<=\d),(?=\d)'
        $all = ($shown + $parts.Command) -join "`n" -replace '(?<=\d),(?=\d)'
        $numbers = [regex]::Matches($said, '\d+(?:\.\d+)?').Value | Where-Object { ($_ -replace '\D').Length -ge 3 }
        $numbers.Count | Should -BeGreaterThan 10
        $numbers | Where-Object { $all -notmatch "(?<!\d)$([regex]::Escape($_))(?!\d)" } | Should -BeNullOrEmpty
    }

    It 'leaves the sample as it was' {
        (Get-FileHash "$clone/docs/samples/orders.csv").Hash | Should -Be (Get-FileHash (Join-Path $top 'docs/samples/orders.csv')).Hash
    }
}
