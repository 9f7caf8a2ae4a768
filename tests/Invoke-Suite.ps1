#Requires -Version 7.4
<#
.SYNOPSIS
    Runs one Pester suite, or all of them in a folder, and writes "passed failed skipped" to a file.
#>
param(
    [Parameter(Mandatory)] [string] $Path,
    [string] $Counts
)

# Not as a #Requires: with that, pwsh -File loses the exit code.
Import-Module Pester -MinimumVersion 5.0
$run = Invoke-Pester -Configuration @{
    Run = @{ Path = $Path; PassThru = $true }
    Output = @{ Verbosity = 'Normal'; RenderMode = 'Plaintext' }
}
if ($Counts) {
    Set-Content -LiteralPath $Counts -Value "$($run.PassedCount) $($run.FailedCount + $run.FailedBlocksCount + $run.FailedContainersCount) $($run.SkippedCount + $run.NotRunCount)"
}

if ($run.Result -ne 'Passed') { exit 1 }
