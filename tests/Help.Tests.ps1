#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $docs = Join-Path $PSScriptRoot '../docs'
    $cmdlets = Get-Command -Module CustomerMetrics | ForEach-Object { @{ Name = $_.Name; Command = $_ } }

    # Every fenced block of PowerShell, with the heading it stands under and what its fence is indented by.
    function Get-Example {
        param([Parameter(ValueFromPipeline)] [IO.FileInfo] $Page)
        process {
            $heading = ''
            $code = $null
            $number = 0
            foreach ($line in Get-Content -LiteralPath $Page.FullName) {
                $number++
                if ($null -ne $code) {
                    if ($line -match '^\s*```\s*$') {
                        @{ Page = $Page.BaseName; Heading = $heading; Line = $begin; Code = $code -join "`n" }
                        $code = $null
                    }
                    else {
                        $code += @($line.StartsWith($indent) ? $line.Substring($indent.Length) : $line)
                    }
                }
                elseif ($line -match '^(\s*)```(powershell|pwsh|ps1)\s*$') {
                    $indent = $Matches[1]
                    $begin = $number
                    $code = @()
                }
                elseif ($line -match '^#+\s+(.+)$') {
                    $heading = $Matches[1]
                }
            }
        }
    }

    $examples = Get-ChildItem -Path (Join-Path $docs 'en-US/*-*.md') | Get-Example
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $samples = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/*')
}

Describe 'The page of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $page = Join-Path $PSScriptRoot "../docs/en-US/$Name.md"
        $own = $Command.Parameters.Keys | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters }
    }

    It 'is there, and has three examples or more' {
        Test-Path -LiteralPath $page | Should -BeTrue
        ([regex]::Matches((Get-Content -Raw -LiteralPath $page), '(?m)^```powershell')).Count | Should -BeGreaterOrEqual 3
    }

    It 'is what Get-Help shows' {
        $help = Get-Help $Name -Full
        $help.Synopsis.Trim() | Should -Not -BeNullOrEmpty
        # Without help PowerShell shows the syntax here.
        $help.Synopsis.Trim() | Should -Not -BeLike "$Name *"
        "$($help.description.Text)".Trim() | Should -Not -BeNullOrEmpty
        @($help.examples.example).Count | Should -BeGreaterOrEqual 3
        @($help.examples.example | Where-Object { -not "$($_.code)".Trim() }) | Should -BeNullOrEmpty
        "$($help.returnValues.returnValue.type.name)".Trim() | Should -Not -BeNullOrEmpty
        (Get-Content -Raw -LiteralPath $page) -replace '\s+', ' ' | Should -BeLike "*$([WildcardPattern]::Escape(($help.Synopsis.Trim() -replace '\s+', ' ')))*"
    }

    It 'describes every parameter, and none that is not there' {
        $described = @((Get-Help $Name -Full).parameters.parameter | Where-Object { "$($_.description.Text)".Trim() } | ForEach-Object name)
        $described | Where-Object { $_ -notin [Management.Automation.Cmdlet]::CommonParameters } | Sort-Object | Should -Be ($own | Sort-Object)
        foreach ($parameter in $own) {
            "$((Get-Help $Name -Parameter $parameter).description.Text)".Trim() | Should -Not -BeNullOrEmpty
        }
    }
}

Describe 'The example of <Page>, line <Line>' -ForEach $examples {
    It 'runs: <Heading>' {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        Copy-Item -LiteralPath $samples -Destination $folder
        $file = Join-Path $folder '.example.ps1'
        # A file of its own, so that what it defines and where it fails is its own.
        [IO.File]::WriteAllText($file, $Code)
        $count = $Error.Count
        Push-Location -LiteralPath $folder
        try {
            $ErrorActionPreference = 'Stop'
            $null = & $file 3>$null 4>$null 5>$null 6>$null | Out-String
        }
        finally {
            Pop-Location
        }

        # An example that catches its error shows it on purpose.
        if ($Code -notmatch '\bcatch\b') {
            $Error.Count | Should -Be $count -Because "$($Error[0])"
        }
    }
}

Describe 'The examples' {
    It 'stay what they are: the sample is not changed by one' {
        (Get-Content -LiteralPath $samples.Where({ $_ -like '*orders.csv' })[0] -TotalCount 1) | Should -Be 'customer_id,date,amount'
        (Get-Item -LiteralPath $samples.Where({ $_ -like '*orders.db' })[0]).Length | Should -Be 139264
    }
}

Describe 'About topics' {
    It '<_> is found and not empty' -ForEach @(Get-ChildItem -Path (Join-Path $PSScriptRoot '../docs/en-US/about_*.md') | ForEach-Object BaseName) {
        $base = Split-Path (Get-Module CustomerMetrics).Path
        $topic = Join-Path $base "en-US/$_.help.txt"
        Test-Path -LiteralPath $topic | Should -BeTrue
        Get-Content -Raw -LiteralPath $topic | Should -BeLike '*TOPIC*DESCRIPTION*'
    }
}

Describe 'docs/errors.md' {
    BeforeDiscovery {
        $errors = Join-Path $docs 'errors.md'
        $written = @(Select-String -LiteralPath $errors -Pattern '^## (\w+)$' -ErrorAction Ignore | ForEach-Object { $_.Matches[0].Groups[1].Value })
        # What the suites have seen.
        $seen = Get-ChildItem -Path (Join-Path $PSScriptRoot '*.Tests.ps1') -Exclude Help.Tests.ps1 |
            Select-String -Pattern "\bId = '(\w+)'|\.Id(?:, \`$failure\.Category)? \| Should -Be '(\w+)'" -AllMatches |
            ForEach-Object { $_.Matches.Groups | Where-Object { $_.Name -ne '0' -and $_.Success } | ForEach-Object Value } |
            Where-Object { $_ -notlike 'Parameter*' } | Sort-Object -Unique
    }

    It 'explains <_>' -ForEach $seen -Skip:(-not $written) {
        $written = @(Select-String -LiteralPath (Join-Path $PSScriptRoot '../docs/errors.md') -Pattern '^## (\w+)$' | ForEach-Object { $_.Matches[0].Groups[1].Value })
        $written | Should -Contain $_
    }
}
