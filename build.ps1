#Requires -Version 7.4
<#
.SYNOPSIS
    Builds, tests, packs or shows the module. Each task is a few commands that work without this script too.
.EXAMPLE
    ./build.ps1
    Composes the module in output/CustomerMetrics.
.EXAMPLE
    ./build.ps1 -Task Test
    Builds the module and runs all tests.
#>
[CmdletBinding()]
param(
    [Parameter(Position = 0)]
    [ValidateSet('Build', 'Test', 'Package', 'Demo')]
    [string] $Task = 'Build',

    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = 'Release'
)

$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true
$project = Join-Path $PSScriptRoot 'src/CustomerMetrics'
$module = Join-Path $PSScriptRoot 'output/CustomerMetrics'
# A shell keeps every assembly it has loaded, so tests and demo run in one of their own.
$pwsh = (Get-Process -Id $PID).Path

switch ($Task) {
    'Build' {
        dotnet build $project -c $Configuration
    }
    'Test' {
        dotnet test $PSScriptRoot -c $Configuration
    }
    'Package' {
        dotnet build $project -c $Configuration -t:CheckPackage
        Get-Item (Join-Path $PSScriptRoot 'output/*.nupkg')
    }
    'Demo' {
        dotnet build $project -c $Configuration
        $statement = Join-Path $PSScriptRoot 'output/statement.html'
        & $pwsh -NoProfile -Command {
            param($module, $statement)
            Import-Module $module
            $sales = Import-CustomerTransaction (Join-Path $module 'samples/orders.csv')
            $sales | Get-CustomerLedger -Period Quarter | Out-Host
            $sales | Get-ChurnRate -Period Quarter | Out-Host
            $sales | New-CustomerStatement | Export-CustomerStatement -Path $statement -Force
            Get-Item $statement
        } -args $module, $statement
    }
}
