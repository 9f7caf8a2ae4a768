#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# An assembly stays in its process for good, so each scenario gets a PowerShell of its own.

BeforeDiscovery {
    # What other modules bring along; found on the package source or in the cache, else skipped.
    $versions = @('33.0.1', '34.0.0')
    $folder = Join-Path ([IO.Path]::GetTempPath()) "CustomerMetrics.Isolation.$PID"
    $null = New-Item -ItemType Directory -Path $folder -Force
    try {
        $others = foreach ($version in $versions) {
            $project = Join-Path $folder "Other.$version.csproj"
            Set-Content -LiteralPath $project -Value @"
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net8.0</TargetFramework>
    <BaseIntermediateOutputPath>obj/$version/</BaseIntermediateOutputPath>
  </PropertyGroup>
  <ItemGroup>
    <PackageDownload Include="CsvHelper" Version="[$version]" />
  </ItemGroup>
</Project>
"@
            $null = dotnet restore $project 2>&1
            $root = dotnet msbuild $project -getProperty:NuGetPackageRoot
            $path = Join-Path "$root" "csvhelper/$version/lib/net8.0/CsvHelper.dll"
            $found = Test-Path -LiteralPath $path
            if (-not $found) {
                Write-Warning "CsvHelper $version cannot be had here: the tests beside it are SKIPPED."
            }

            foreach ($order in 'before', 'after') {
                @{ Version = $version; Order = $order; Other = $path; Missing = -not $found }
            }
        }
    }
    finally {
        Remove-Item -LiteralPath $folder -Recurse -Force
    }
}

BeforeAll {
    $module = Join-Path $PSScriptRoot '../output/CustomerMetrics' | Resolve-Path | Select-Object -ExpandProperty Path
    $csv = Join-Path $module 'samples/orders.csv'
    $pwsh = (Get-Process -Id $PID).Path

    function Invoke-Fresh {
        param([scriptblock] $Script, [object[]] $With)

        $prelude = {
            $ErrorActionPreference = 'Stop'
            function Get-Loaded {
                foreach ($context in [System.Runtime.Loader.AssemblyLoadContext]::All) {
                    foreach ($assembly in $context.Assemblies) {
                        [pscustomobject]@{ Context = $context.Name; Name = $assembly.GetName().Name; Location = $assembly.Location }
                    }
                }
            }
            function Use-Engine($csv) {
                [pscustomobject]@{
                    Rows = @(New-CustomerSample -Customers 20 -Seed 1).Count
                    Entries = @(Get-CustomerLedger -Path $csv -Period Quarter).Count
                    Asked = @(Connect-CustomerSource -Provider Sqlite -ConnectionString "Data Source=$($csv -replace 'csv$', 'db')" -Table orders | Get-CustomerLedger -Period Quarter).Count
                }
            }
        }
        $command = [scriptblock]::Create("param(`$module, `$csv, `$with)`n$prelude`n$Script")
        & $pwsh -NoProfile -NonInteractive -Command $command -args $module, $csv, $With
        if ($LASTEXITCODE -ne 0) {
            throw "The fresh PowerShell ended with $LASTEXITCODE."
        }
    }

    $plain = Invoke-Fresh { Import-Module $module; Use-Engine $csv }
}

Describe 'The engine in a load context of its own' {
    It 'answers' {
        $plain.Rows | Should -BeGreaterThan 0
        $plain.Entries | Should -BeGreaterThan 0
        $plain.Asked | Should -Be $plain.Entries
    }

    It 'is not loaded by the import' {
        $loaded = Invoke-Fresh { Import-Module $module; Get-Loaded }
        $loaded.Name | Should -Contain 'CustomerMetrics.Loader'
        $loaded.Name | Should -Not -Contain 'CustomerMetrics.Engine'
        $loaded.Context | Should -Not -Contain 'CustomerMetrics'
    }

    It 'leaves nothing of its own in the default context' {
        $loaded = Invoke-Fresh { Import-Module $module; $null = Use-Engine $csv; Get-Loaded }
        $lib = Join-Path $module 'lib'
        $shared = $loaded | Where-Object Context -ne 'CustomerMetrics'
        $shared | Where-Object { $_.Location.StartsWith($lib) } | Select-Object -ExpandProperty Name | Should -Be 'CustomerMetrics.Loader'
        $shared.Name | Should -Not -Contain 'CsvHelper'
        $shared.Name | Should -Not -Contain 'MathNet.Numerics'
        $shared.Name | Should -Not -Contain 'Microsoft.Data.Sqlite'
        $shared.Name | Should -Not -Contain 'Npgsql'
        $own = $loaded | Where-Object Context -eq 'CustomerMetrics' | Select-Object -ExpandProperty Name
        $own | Should -Contain 'CustomerMetrics.Engine'
        $own | Should -Contain 'CsvHelper'
        $own | Should -Contain 'MathNet.Numerics'
        $own | Should -Contain 'Microsoft.Data.Sqlite'
        $own | Should -Contain 'Npgsql'
        @($loaded | Where-Object Name -eq 'CustomerMetrics.Contracts').Count | Should -Be 1
    }

    It 'works with CsvHelper <Version> loaded <Order>' -ForEach $others {
        if ($Missing) {
            Set-ItResult -Skipped -Because "CsvHelper $Version cannot be had here"
        }

        $result = Invoke-Fresh -With $Other, $Order -Script {
            $other, $order = $with
            function Use-Other {
                Add-Type -Path $other
                $text = "a,b`n1,2"
                if ('CsvHelper.CsvReaderOptions' -as [type]) {
                    $reader = [CsvHelper.CsvReader]::FromText($text, [CsvHelper.CsvReaderOptions]::new())
                }
                else {
                    $reader = [CsvHelper.CsvReader]::new([IO.StringReader]::new($text), [cultureinfo]::InvariantCulture)
                    $null = $reader.Read()
                }
                $null = $reader.ReadHeader()
                [pscustomobject]@{ Index = $reader.GetFieldIndex('b'); Location = [CsvHelper.CsvReader].Assembly.Location }
            }

            if ($order -eq 'before') { $theirs = Use-Other }
            Import-Module $module
            $ours = Use-Engine $csv
            if ($order -eq 'after') { $theirs = Use-Other }
            [pscustomobject]@{ Theirs = $theirs; Ours = $ours; Again = Use-Engine $csv; StillTheirs = Use-Other }
        }
        $result.Theirs.Index | Should -Be 1
        $result.Theirs.Location | Should -Be $Other
        $result.StillTheirs.Index | Should -Be 1
        $result.Ours.Rows | Should -Be $plain.Rows
        $result.Ours.Entries | Should -Be $plain.Entries
        $result.Again.Entries | Should -Be $plain.Entries
    }
}

Describe 'Imports' {
    It 'may be forced twice' {
        $result = Invoke-Fresh {
            Import-Module $module; Use-Engine $csv
            Import-Module $module -Force; Use-Engine $csv
            Import-Module $module -Force; Use-Engine $csv
        }
        $result.Rows | Should -Be (, $plain.Rows * 3)
        $result.Entries | Should -Be (, $plain.Entries * 3)
    }

    It 'may follow a removal' {
        $result = Invoke-Fresh {
            Import-Module $module; Use-Engine $csv
            Remove-Module CustomerMetrics
            Import-Module $module; Use-Engine $csv
        }
        $result.Entries | Should -Be (, $plain.Entries * 2)
    }

    It 'share one engine between two runspaces' {
        $result = Invoke-Fresh {
            foreach ($i in 1, 2) {
                $shell = [powershell]::Create().AddScript('param($module) $ErrorActionPreference = "Stop"; Import-Module $module; @(New-CustomerSample -Customers 20 -Seed 1).Count').AddArgument($module)
                [pscustomobject]@{ Rows = $shell.Invoke()[0]; Engines = @(Get-Loaded | Where-Object Name -eq 'CustomerMetrics.Engine').Count }
            }
        }
        $result.Rows | Should -Be (, $plain.Rows * 2)
        $result.Engines | Should -Be 1, 1
    }

    It 'race sixteenfold' {
        $result = Invoke-Fresh {
            $barrier = [System.Threading.Barrier]::new(16)
            $script = 'param($module, $barrier) $ErrorActionPreference = "Stop"; $barrier.SignalAndWait(); Import-Module $module; @(New-CustomerSample -Customers 20 -Seed 1).Count'
            $shells = 1..16 | ForEach-Object { [powershell]::Create().AddScript($script).AddArgument($module).AddArgument($barrier) }
            # The barrier waits for all sixteen at once, more than the pool starts with.
            $null = [System.Threading.ThreadPool]::SetMinThreads(32, 32)
            $running = $shells | ForEach-Object { [pscustomobject]@{ Shell = $_; Handle = $_.BeginInvoke() } }
            $rows = $running | ForEach-Object { $_.Shell.EndInvoke($_.Handle) }
            [pscustomobject]@{ Rows = @($rows); Engines = @(Get-Loaded | Where-Object Name -eq 'CustomerMetrics.Engine').Count }
        }
        $result.Rows | Should -Be (, $plain.Rows * 16)
        $result.Engines | Should -Be 1
    }

    It 'and calls run in parallel' {
        $result = Invoke-Fresh {
            1..64 | ForEach-Object -ThrottleLimit 8 -Parallel {
                Import-Module $using:module
                @(New-CustomerSample -Customers 20 -Seed 1).Count
            }
        }
        $result | Should -Be (, $plain.Rows * 64)
    }

    It 'work in a job' {
        $result = Invoke-Fresh {
            Start-Job { param($module, $csv) Import-Module $module; @(Get-CustomerLedger -Path $csv -Period Quarter).Count } -ArgumentList $module, $csv | Receive-Job -Wait -AutoRemoveJob
        }
        $result | Should -Be $plain.Entries
    }
}

Describe 'A damaged installation' {
    BeforeEach {
        $broken = Join-Path $TestDrive ([guid]::NewGuid()) 'CustomerMetrics'
        Copy-Item -LiteralPath $module -Destination $broken -Recurse
    }

    It 'without its loader says so at import' {
        Remove-Item -LiteralPath (Join-Path $broken 'lib/net8.0/CustomerMetrics.Loader.dll')
        $message = Invoke-Fresh -With $broken -Script { try { Import-Module $with[0] } catch { "$_" } }
        $message | Should -BeLike '*CustomerMetrics is damaged*CustomerMetrics.Loader.dll*'
    }

    It 'without its engine says so at the first use' {
        Remove-Item -LiteralPath (Join-Path $broken 'lib/net8.0/CustomerMetrics.Engine.dll')
        $message = Invoke-Fresh -With $broken -Script { Import-Module $with[0]; try { New-CustomerSample -Customers 20 -Seed 1 } catch { "$_" } }
        $message | Should -BeLike '*engine of CustomerMetrics cannot be loaded*'
    }
}
