#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    $top = Split-Path $PSScriptRoot
    $cmdlets = (Import-PowerShellDataFile (Join-Path $top 'CustomerMetrics.psd1')).CmdletsToExport
}

BeforeAll {
    $top = Split-Path $PSScriptRoot
    $module = Join-Path $top 'output/CustomerMetrics'
    $manifest = Join-Path $module 'CustomerMetrics.psd1'
    $data = Import-PowerShellDataFile $manifest
    $files = Get-ChildItem -LiteralPath $module -Recurse -File | ForEach-Object { [IO.Path]::GetRelativePath($module, $_.FullName).Replace('\', '/') }
    $pwsh = (Get-Process -Id $PID).Path

    # The module's files stay free for the next build when another process loads them.
    $seen = & $pwsh -NoProfile -NonInteractive -Command {
        param($manifest)
        $module = Import-Module $manifest -PassThru
        $common = [System.Management.Automation.Cmdlet]::CommonParameters
        [pscustomobject]@{
            Cmdlets = @($module.ExportedCmdlets.Keys)
            Others = @($module.ExportedFunctions.Keys; $module.ExportedAliases.Keys; $module.ExportedVariables.Keys)
            Help = @(
                foreach ($command in $module.ExportedCmdlets.Values) {
                    $help = Get-Help $command.Name -Full
                    $described = @($help.parameters.parameter | Where-Object { "$($_.description.Text)".Trim() } | ForEach-Object name)
                    [pscustomobject]@{
                        Name = $command.Name
                        Synopsis = "$($help.Synopsis)".Trim()
                        Description = "$($help.description.Text)".Trim()
                        Examples = @($help.examples.example | Where-Object { "$($_.code)".Trim() }).Count
                        Outputs = "$($help.returnValues.returnValue.type.name)".Trim()
                        Sets = @($command.ParameterSets).Count
                        Syntax = @($help.syntax.syntaxItem).Count
                        Undescribed = @($command.Parameters.Keys | Where-Object { $_ -notin $common -and $_ -notin $described })
                    }
                }
            )
        }
    } -args $manifest
}

Describe 'The manifest' {
    It 'is valid' {
        $tested = Test-ModuleManifest -Path $manifest -ErrorAction Stop -WarningAction SilentlyContinue -WarningVariable warnings
        $warnings | Should -BeNullOrEmpty
        $tested.Guid | Should -Not -Be ([guid]::Empty)
        $tested.PrivateData.PSData.LicenseUri | Should -Not -BeNullOrEmpty
        $tested.ReleaseNotes | Should -Not -BeNullOrEmpty
    }

    It 'says what the repository says' {
        [xml] $props = Get-Content -Raw -LiteralPath (Join-Path $top 'Directory.Build.props')
        $data.ModuleVersion | Should -Be $props.SelectSingleNode('//Version').InnerText
    }

    It 'exports what the dll has, and nothing else' {
        $seen.Cmdlets | Sort-Object | Should -Be ($data.CmdletsToExport | Sort-Object)
        $seen.Others | Should -BeNullOrEmpty
    }

    It 'runs no script' {
        $data.RootModule | Should -BeLike '*.dll'
        $data.Keys | Should -Not -Contain 'ScriptsToProcess'
        $data.Keys | Should -Not -Contain 'NestedModules'
        $files | Where-Object { $_ -match '\.(ps1|psm1)$' } | Should -BeNullOrEmpty
    }
}

Describe 'The files' {
    It 'are those of the list' {
        $expected = Get-Content -LiteralPath (Join-Path $top 'src/CustomerMetrics/package-files.txt')
        $files | Sort-Object | Should -Be ($expected | Sort-Object)
    }

    It 'are small' {
        # 23 MB, most of it the libraries of SQLite: what is added is meant to be.
        (Get-ChildItem -LiteralPath $module -Recurse -File | Measure-Object Length -Sum).Sum | Should -BeLessThan 26MB
    }

    It 'hold neither PowerShell nor the compiler' {
        $files | Where-Object { $_ -match 'System\.Management\.Automation|Microsoft\.CodeAnalysis|Microsoft\.PowerShell|\.pdb$' } | Should -BeNullOrEmpty
    }
}

Describe 'The help of <_>' -ForEach $cmdlets {
    BeforeAll {
        $help = $seen.Help | Where-Object Name -eq $_
    }

    It 'is written, not generated' {
        $help.Synopsis | Should -Not -BeNullOrEmpty
        # Without help PowerShell shows the syntax here.
        $help.Synopsis | Should -Not -BeLike "$($help.Name) *"
        $help.Description | Should -Not -BeNullOrEmpty
        $help.Outputs | Should -Not -BeNullOrEmpty
    }

    It 'has examples and describes every parameter' {
        $help.Examples | Should -BeGreaterOrEqual 3
        $help.Undescribed | Should -BeNullOrEmpty
        $help.Syntax | Should -Be $help.Sets
    }
}
