#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# What holds for every command, read from the commands themselves: a new one is held to it without a new test. Manners.Tests.ps1 looks at how
# commands behave while they run, Help.Tests.ps1 at what is written about them.

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters
    $cmdlets = Get-Command -Module CustomerMetrics | ForEach-Object { @{ Name = $_.Name; Command = $_ } }

    # A source has files by path or rows; whatever else has a path writes to it.
    $sources = $cmdlets | Where-Object { $_.Command.Parameters.ContainsKey('LiteralPath') }
    $writers = $cmdlets | Where-Object { $_.Command.Parameters.ContainsKey('Path') -and -not $_.Command.Parameters.ContainsKey('LiteralPath') }
    $parameters = foreach ($cmdlet in $cmdlets) {
        foreach ($parameter in $cmdlet.Command.Parameters.Values | Where-Object { $_.Name -notin $common }) {
            @{ Name = $cmdlet.Name; Command = $cmdlet.Command; Parameter = $parameter.Name; Metadata = $parameter }
        }
    }

    # Every parameter of these kinds has to complete, in every command that has it.
    $completed = foreach ($parameter in $parameters) {
        $expected = switch -Regex ($parameter.Parameter) {
            '^(Path|LiteralPath|RejectPath)$' { @{ Word = './sam'; One = 'sample.csv' } }
            '^(Group|Cohort)By$|Column$' { @{ Word = ''; One = "'order date'" } }
            '^Encoding$' { @{ Word = 'lat'; One = 'latin1' } }
            '^Culture$' { @{ Word = 'de-'; One = 'de-CH' } }
            '^TimeZone$' { @{ Word = 'America/New'; One = 'America/New_York' } }
            '^Method$' {
                switch ($parameter.Name) {
                    'Measure-CustomerValue' { @{ Word = 'Margin'; One = 'MarginMultiple' } }
                    'Get-CustomerSegment' { @{ Word = 'Ind'; One = 'Independent' } }
                    default { @{ Word = 'Haz'; One = 'Hazard' } }
                }
            }
            '^Currency$' { @{ Word = 'EU'; One = 'EUR' } }
            '^(Horizon|HoldOut)$' { @{ Word = "'12 m"; One = '12 months' } }
        }
        # Columns come from the file of a path.
        $isOfFile = $parameter.Parameter -notmatch '^(Group|Cohort)By$|Column$' -or $parameter.Command.Parameters.ContainsKey('LiteralPath')
        if ($expected -and $isOfFile) {
            $parameter + $expected
        }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $common = [Management.Automation.Cmdlet]::CommonParameters + [Management.Automation.Cmdlet]::OptionalCommonParameters

    function Get-ParameterAttribute {
        param([Management.Automation.ParameterMetadata] $Parameter, [type] $Type)
        $Parameter.Attributes | Where-Object { $_ -is $Type }
    }
}

Describe 'The class of <Name>' -ForEach $cmdlets {
    It 'is sealed, public and named after it' {
        $type = $Command.ImplementingType
        $type.IsSealed | Should -BeTrue
        $type.IsPublic | Should -BeTrue
        $type.FullName | Should -BeExactly "CustomerMetrics.Commands.$($Name -replace '-')Command"
    }

    It 'promises records that have a view of their own' {
        foreach ($type in $Command.OutputType.Type) {
            $type.Namespace | Should -Be 'CustomerMetrics'
            # A record that its command writes under the name of a base class is seen by that name.
            Get-FormatData -TypeName $type.FullName | Should -Not -BeNullOrEmpty -Because "$($type.Name) is shown somehow"
        }
    }

    It 'has no alias and hides no other command' {
        Get-Alias -Definition $Name -ErrorAction Ignore | Should -BeNullOrEmpty
        @(Get-Command -Name $Name -All).Count | Should -Be 1
    }
}

Describe 'The parameters of <Name>' -ForEach $cmdlets {
    BeforeAll {
        $own = $Command.Parameters.Values | Where-Object { $_.Name -notin $common }
    }

    It 'are enums and switches, not texts and flags' {
        foreach ($parameter in $own) {
            $parameter.ParameterType | Should -Not -Be ([bool]) -Because "-$($parameter.Name) is a switch"
            Get-ParameterAttribute $parameter ([Management.Automation.ValidateSetAttribute]) | Should -BeNullOrEmpty -Because "-$($parameter.Name) is an enum"
            $type = $parameter.ParameterType.IsArray ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
            if ($type.IsEnum) {
                $type.Namespace | Should -Be 'CustomerMetrics'
                [enum]::GetNames($type) | ForEach-Object { $_ | Should -MatchExactly '^[A-Z][A-Za-z]+$' }

                # PowerShell would make one number of two names.
                $several = [enum]::GetNames($type)[0, 1] -join ','
                $check = $parameter.Attributes | Where-Object { $_.GetType().Name -eq 'OneChoiceAttribute' }
                $check | Should -Not -BeNullOrEmpty -Because "-$($parameter.Name) refuses '$several'"
                { $check.Transform($null, $several) } | Should -Throw "*'$several'*"
                $type.GetCustomAttributes([FlagsAttribute], $false) | Should -BeNullOrEmpty
            }
        }
    }

    It 'mean the same type in every command' {
        # Formulas of churn are no formulas of value, a kind of model to be made is not yet one, and what lines are ordered by divides nobody.
        foreach ($parameter in $own | Where-Object Name -NotIn 'By', 'Method', 'Model') {
            $types = Get-Command -Module CustomerMetrics | Where-Object { $_.Parameters.ContainsKey($parameter.Name) } | ForEach-Object { $_.Parameters[$parameter.Name].ParameterType }
            # The files of a source are many, that of a writer is one.
            $types = $parameter.Name -eq 'Path' ? ($types | ForEach-Object { $_.IsArray ? $_.GetElementType() : $_ }) : $types
            $types | Sort-Object FullName -Unique | Should -HaveCount 1 -Because "-$($parameter.Name) has one type"
        }
    }

    It 'do not begin alike up to an end: each can be shortened' {
        # Words of the field that others begin with. They are taken exactly, as PowerShell does with a whole name.
        foreach ($parameter in $own | Where-Object Name -NotIn 'BillingPeriod', 'Connection', 'Currency', 'Margin', 'Reason') {
            $own | Where-Object { $_.Name -ne $parameter.Name -and $_.Name.StartsWith($parameter.Name, [StringComparison]::OrdinalIgnoreCase) } | ForEach-Object Name |
                Should -BeNullOrEmpty -Because "-$($parameter.Name) would be the beginning of another"
        }
    }

    It 'have one position at most, the first' {
        foreach ($set in $Command.ParameterSets) {
            $positions = @($set.Parameters | Where-Object { $_.Name -notin $common -and $_.Position -ge 0 } | ForEach-Object Position)
            $positions.Count | Should -BeLessOrEqual 1
            $positions | Where-Object { $_ -ne 0 } | Should -BeNullOrEmpty
        }
    }

    It 'take the pipeline by value, in one place, or not at all' {
        $taking = @($own | Where-Object { (Get-ParameterAttribute $_ ([Management.Automation.ParameterAttribute])).ValueFromPipeline -contains $true } | ForEach-Object Name)
        $taking | Should -Be ($Name -in 'Connect-CustomerSource', 'Connect-CustomerSubscription', 'New-CustomerSample' ? $null : 'InputObject')
        $own | Where-Object { (Get-ParameterAttribute $_ ([Management.Automation.ParameterAttribute])).ValueFromPipelineByPropertyName -contains $true } | Should -BeNullOrEmpty
    }

    It 'are in the help as they are in the command' {
        $help = (Get-Help $Name -Full).parameters.parameter
        foreach ($parameter in $own) {
            $written = $help | Where-Object name -eq $parameter.Name
            $attributes = @(Get-ParameterAttribute $parameter ([Management.Automation.ParameterAttribute]))
            $written | Should -Not -BeNullOrEmpty
            "$($written.required)" | Should -Be "$($attributes.Mandatory -contains $true)" -Because "-$($parameter.Name) is mandatory or not"
            "$($written.pipelineInput)" -like 'true*' | Should -Be ($attributes.ValueFromPipeline -contains $true) -Because "-$($parameter.Name) takes the pipeline or not"
            "$($written.position)" | Should -Be ($attributes[0].Position -ge 0 ? "$($attributes[0].Position)" : 'named') -Because "-$($parameter.Name) has a position or not"
            "$($written.globbing)" | Should -Be "$($null -ne (Get-ParameterAttribute $parameter ([Management.Automation.SupportsWildcardsAttribute])))" -Because "-$($parameter.Name) takes wildcards or not"
        }
    }
}

Describe '<Name> reads' -ForEach $sources {
    It 'a path in first place, with wildcards' {
        $Command.DefaultParameterSet | Should -Be 'Path'
        $path = $Command.Parameters['Path']
        $path.ParameterType | Should -Be ([string[]])
        $path.ParameterSets.Keys | Should -Be 'Path'
        $path.ParameterSets['Path'].Position, $path.ParameterSets['Path'].IsMandatory | Should -Be 0, $true
        Get-ParameterAttribute $path ([Management.Automation.SupportsWildcardsAttribute]) | Should -Not -BeNullOrEmpty
    }

    It 'a literal path by name, as the provider calls it' {
        $literal = $Command.Parameters['LiteralPath']
        $literal.ParameterType | Should -Be ([string[]])
        $literal.ParameterSets.Keys | Should -Be 'LiteralPath'
        $literal.ParameterSets['LiteralPath'].Position | Should -BeLessThan 0
        $literal.ParameterSets['LiteralPath'].IsMandatory | Should -BeTrue
        $literal.Aliases | Should -Be 'PSPath', 'LP'
        Get-ParameterAttribute $literal ([Management.Automation.SupportsWildcardsAttribute]) | Should -BeNullOrEmpty
    }

    It 'rows or a table, and not beside a path' {
        $Command.Parameters['InputObject'].ParameterSets.Keys | Should -Be 'InputObject'
        # A cohort of contracts is no list of rows, and a database has its own ways.
        $Command.ParameterSets.Name | Where-Object { $_ -notmatch '^(Survivor|Connection\w+|Figures|Score)$' } | Sort-Object | Should -Be 'InputObject', 'LiteralPath', 'Path'
    }
}

Describe '<Name> writes' -ForEach $writers {
    BeforeAll {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
        $sample = New-TestFile "$TestDrive/sample.csv" 'customer_id,date,amount', 'A,2024-01-01,10', 'B,2024-05-01,5.5'
        $statement = New-CustomerStatement $sample -AsOf 2024-07-01
        $model = New-CustomerModel (Join-Path $PSScriptRoot '../docs/samples/orders.csv') -Model Nbd

        # A writer of something else joins here.
        function Invoke-Writer {
            param([hashtable] $With)
            switch ($Name) {
                'Export-CustomerModel' { $model | Export-CustomerModel @With }
                'Export-CustomerStatement' { $statement | Export-CustomerStatement @With }
                'New-CustomerSample' { New-CustomerSample -Customers 3 @With }
            }
        }
    }

    It 'with a way to ask, to keep and to insist' {
        foreach ($parameter in 'WhatIf', 'Confirm', 'NoClobber', 'Force') {
            $Command.Parameters.Keys | Should -Contain $parameter
        }

        # Asking is for deeds that are hard to undo; a report is none.
        ([Management.Automation.CommandMetadata] $Command).ConfirmImpact | Should -Be 'Medium'
    }

    It 'nothing under -WhatIf, also where a file is' {
        $null = Invoke-Writer @{ Path = "$folder/whatif.json"; WhatIf = $true }
        Test-Path -LiteralPath "$folder/whatif.json" | Should -BeFalse
        $kept = New-TestFile "$folder/kept.json" 'old'
        $null = Invoke-Writer @{ Path = $kept; WhatIf = $true; Force = $true }
        Get-Content -Raw -LiteralPath $kept | Should -Be 'old'
    }

    It 'without a question, unless one is asked for' {
        $null = Invoke-Writer @{ Path = "$folder/plain.json"; Confirm = $false }
        Test-Path -LiteralPath "$folder/plain.json" | Should -BeTrue
    }

    It 'one file, whose path is no pattern' {
        $Command.Parameters['Path'].ParameterType | Should -Be ([string])
        $null = Invoke-Writer @{ Path = "$folder/all [*].json".Replace('*', 'x') }
        Test-Path -LiteralPath "$folder/all [x].json" | Should -BeTrue
    }
}

Describe 'Completion' {
    BeforeAll {
        $sample = New-TestFile "$TestDrive/sample.csv" 'customer_id,order date,amount', 'A,2024-01-01,10'
    }

    It 'of <Name> -<Parameter> answers' -ForEach $completed {
        Push-Location -LiteralPath $TestDrive
        try {
            $line = ($Parameter -match 'Column$|^(Group|Cohort)By$' ? "$Name ./sample.csv" : $Name) + " -$Parameter $Word"
            $count = $Error.Count
            $found = (TabExpansion2 -inputScript $line -cursorColumn $line.Length).CompletionMatches
            $Error.Count | Should -Be $count
        }
        finally {
            Pop-Location
        }

        @($found | Where-Object { $_.CompletionText -eq $One -or $_.ListItemText -eq $One }).Count | Should -Be 1
        $found.ToolTip | ForEach-Object { $_ | Should -Not -BeNullOrEmpty }
    }

    # What remains is a number, a date or free text, of which no list could be made.
    It 'is missing only where there is nothing to offer' {
        $without = foreach ($cmdlet in Get-Command -Module CustomerMetrics) {
            foreach ($parameter in $cmdlet.Parameters.Values | Where-Object { $_.Name -notin $common }) {
                $type = $parameter.ParameterType.IsArray ? $parameter.ParameterType.GetElementType() : $parameter.ParameterType
                $isListed = $type.IsEnum -or $type -in [switch], [datetime], [int], [long], [double], [decimal], [psobject] -or $parameter.Attributes.Where({ $_ -is [ArgumentCompleter] })
                if (-not $isListed -and $parameter.Name -notmatch 'Path$') {
                    $parameter.Name
                }
            }
        }

        $without | Sort-Object -Unique | Should -Be 'Attachment', 'Bcc', 'Bracket', 'Cc', 'Connection', 'ConnectionString', 'Credential', 'Cuts', 'Date', 'DateFormat', 'Delimiter', 'EarnedChannel', 'ExchangeRate', 'From', 'Logo', 'Model', 'NewModel', 'OutFile', 'Pseudonym', 'Query', 'ReplyTo', 'RevenueByGroup', 'SmtpServer', 'Source', 'Subject', 'Tier', 'Title', 'To', 'WinBackChannel'
    }
}

Describe 'Errors' {
    BeforeAll {
        $sample = New-TestFile "$TestDrive/sample.csv" 'customer_id,date,amount', 'A,2024-01-01,10', 'B,2024-05-01,5.5', 'A,2024-05-02,1'
        $table = Import-CustomerTransaction $sample -TimeZone UTC -AsOf 2024-07-01
        $module = Split-Path (Get-Module CustomerMetrics).Path
    }

    It '<Id>: <Name>' -ForEach @(
        @{ Id = 'AsOfInvalid'; Name = 'a period could not end'; Script = { $table | Get-CustomerLedger -AsOf 9999-06-01 }; Says = '*9999-06-01*'; Remedy = '*9998*' }
        @{ Id = 'AsOfInvalid'; Name = 'nor could that of a statement'; Script = { New-CustomerStatement $sample -AsOf 9999-06-01 }; Says = '*9999-06-01*' }
        @{ Id = 'BillingPeriodTwice'; Name = 'one period for all rows, or one for each'; Script = { Import-CustomerSubscription $sample -BillingPeriod Year -BillingPeriodColumn amount }; Remedy = '*one of them*' }
        @{ Id = 'BracketMissing'; Name = 'which offsets belong together'; Script = { $table | Get-CustomerCohort -Mode Bracket }; Remedy = '*-Bracket 0, 1, 2-3*' }
        @{ Id = 'BandWidthInvalid'; Name = 'a band has a width'; Script = { Measure-CustomerSurvival $sample -ActivityRule Window -WindowDays 30 -BandWidth 0 }; Says = '*-BandWidth is 0*' }
        @{ Id = 'ChurnBasisNeedsOpening'; Name = 'money has one method'; Script = { $table | Get-ChurnRate -Basis GrossRevenue, NetRevenue -Method Hazard, Average }; Remedy = '*-Method Opening*-Basis Customers*' }
        @{ Id = 'CohortModeInvalid'; Name = 'money does not roll'; Script = { $table | Get-CustomerCohort -Mode Rolling -Measure Revenue }; Says = '*Revenue*Rolling*'; Remedy = '*-Measure*' }
        @{ Id = 'DurationColumnMissing'; Name = 'events of what'; Script = { $table | Measure-CustomerSurvival -EventColumn lost }; Says = '*-EventColumn*'; Remedy = '*-DurationColumn*' }
        @{ Id = 'DurationsAlreadyMade'; Name = 'durations and a window'; Script = { Measure-CustomerSurvival $sample -DurationColumn amount -EventColumn date -WindowDays 30 }; Says = '*-WindowDays*'; Remedy = '*-GroupColumn*' }
        @{ Id = 'DurationsExpected'; Name = 'a table of transactions has no durations'; Script = { $table | Measure-CustomerSurvival -DurationColumn amount -EventColumn date }; Remedy = '*-ActivityRule Window*' }
        @{ Id = 'ContractWithoutTerms'; Name = 'transactions tell no contracts'; Script = { $table | Get-CustomerLedger -ActivityRule Contract }; Remedy = '*Import-CustomerSubscription*' }
        @{ Id = 'GraceDaysInvalid'; Name = 'a grace is a number of days'; Script = { Import-CustomerSubscription $sample -GraceDays -1 }; Says = '*-1*'; Remedy = '*3660*' }
        @{ Id = 'GraceDaysInvalid'; Name = 'and has an end'; Script = { Import-CustomerSubscription $sample -GraceDays 3661 } }
        @{ Id = 'InputNotRows'; Name = 'an object without properties'; Script = { [pscustomobject]@{} | Import-CustomerTransaction } }
        @{ Id = 'InputNotRows'; Name = 'an empty hashtable'; Script = { @{} | Get-CustomerLedger } }
        @{ Id = 'LedgerAlreadyMade'; Name = 'entries and -Period'; Script = { $table | Get-CustomerLedger | Get-ChurnRate -Period Quarter }; Says = '*-Period*'; Remedy = '*Get-CustomerLedger*' }
        @{ Id = 'LedgerAlreadyMade'; Name = 'entries and -AsOf'; Script = { $table | Get-CustomerLedger | Get-ChurnRate -AsOf 2024-06-01 }; Says = '*-AsOf*' }
        @{ Id = 'LossRuleMissing'; Name = 'transactions do not tell who has left'; Script = { $table | Measure-CustomerSurvival }; Says = '*declared by a rule*'; Remedy = '*-ActivityRule Window*-WindowDays*' }
        @{ Id = 'MovementOfCohort'; Name = 'a cohort has no movements'; Script = { ($table | Get-CustomerCohort)[0] | Get-CustomerMember Lost }; Remedy = '*IsActive*' }
        @{ Id = 'MovementOfReason'; Name = 'a reason is of one movement'; Script = { ($table | Get-CustomerReason -Reason @{ customer = 'A'; date = '2024-02-01'; reason = 'Price' })[0] | Get-CustomerMember Lost } }
        @{ Id = 'NoLedgerEntry'; Name = 'a number has no members'; Script = { 5 | Get-CustomerMember } }
        @{ Id = 'NoLedgerEntry'; Name = 'a table has none before its ledger is made'; Script = { $table | Get-CustomerMember Lost }; Remedy = '*Get-CustomerLedger*' }
        @{ Id = 'ReasonTableMissing'; Name = 'a line of reasons that was a file'; Script = { $table | Get-CustomerReason -Reason @{ customer = 'A'; date = '2024-02-01'; reason = 'Price' } | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json | Get-CustomerMember }; Remedy = '*Get-CustomerReason*' }
        @{ Id = 'MovementOfRenewal'; Name = 'a renewal rate has none either'; Script = { ($table | Get-RenewalRate -TermDays 30 -GraceDays 5)[0] | Get-CustomerMember Lost }; Remedy = '*Outcome*' }
        @{ Id = 'RenewalRuleMissing'; Name = 'purchases tell no end of a term'; Script = { $table | Get-RenewalRate }; Remedy = '*-TermDays 365 -GraceDays 30*' }
        @{ Id = 'SourceAlreadyImported'; Name = 'a table is imported once'; Script = { $table | Import-CustomerTransaction } }
        @{ Id = 'SourceMissing'; Name = 'an entry that was a file'; Script = { $table | Get-CustomerLedger | ConvertTo-Json -Depth 1 -WarningAction Ignore | ConvertFrom-Json | Select-Object * -ExcludeProperty Source | Get-CustomerMember Lost }; Says = '*2024-01*'; Remedy = '*-Source*' }
        @{ Id = 'SurvivalTestNeedsGroups'; Name = 'a test of one group'; Script = { $table | Measure-CustomerSurvival -ActivityRule Window -WindowDays 30 -Test LogRank }; Remedy = '*-GroupBy*' }
        @{ Id = 'SurvivalTestOrCurve'; Name = 'a test has no curve'; Script = { $table | Measure-CustomerSurvival -ActivityRule Window -WindowDays 30 -Test LogRank -AsCurve }; Says = '*-AsCurve*' }
        @{ Id = 'SurvivalTestOrCurve'; Name = 'powers of what'; Script = { $table | Measure-CustomerSurvival -ActivityRule Window -WindowDays 30 -FlemingQ 1 }; Remedy = '*-Test*' }
        @{ Id = 'StatementExpected'; Name = 'a ledger is no statement'; Script = { $table | Get-CustomerLedger | Export-CustomerStatement "$TestDrive/ledger.html" }; Remedy = '*New-CustomerStatement*' }
    ) {
        $failure = Get-Failure $Script
        $failure.Id, $failure.Category | Should -Be $Id, 'InvalidArgument'
        $failure.Output | Should -Be 0
        $failure.Message | Should -BeLike ($Says ?? '*')
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Remedy | Should -BeLike ($Remedy ?? '*')
    }

    It 'leave no file where a statement was expected' {
        Test-Path -LiteralPath "$TestDrive/ledger.html" | Should -BeFalse
    }

    It 'ModuleDamaged: <File> is <Fault>, and the module works again once it is whole' -ForEach @(
        @{ File = 'CustomerMetrics.Engine.dll'; Fault = 'missing' }
        @{ File = 'CustomerMetrics.Engine.dll'; Fault = 'no library' }
        @{ File = 'CsvHelper.dll'; Fault = 'missing' }
        @{ File = 'CsvHelper.dll'; Fault = 'no library' }
        @{ File = 'MathNet.Numerics.dll'; Fault = 'missing' }
        @{ File = 'MathNet.Numerics.dll'; Fault = 'no library' }
        @{ File = 'Npgsql.dll'; Fault = 'missing' }
        @{ File = 'SQLitePCLRaw.provider.e_sqlite3.dll'; Fault = 'missing' }
        @{ File = 'Microsoft.Extensions.DependencyInjection.Abstractions.dll'; Fault = 'missing' }
    ) {
        $copy = "$TestDrive/$([guid]::NewGuid())/CustomerMetrics"
        $null = New-Item -ItemType Directory -Path (Split-Path $copy)
        Copy-Item -LiteralPath $module -Destination $copy -Recurse
        $broken = "$copy/lib/net8.0/$File"
        $whole = "$broken.whole"
        Move-Item -LiteralPath $broken -Destination $whole
        if ($Fault -eq 'no library') {
            Set-Content -LiteralPath $broken -Value 'no library'
        }

        # A shell of its own: assemblies stay where they are loaded.
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command {
            param($copy, $sample, $broken, $whole)
            Import-Module $copy
            $record = try { Get-CustomerLedger $sample } catch { $_ }
            Move-Item -LiteralPath $whole -Destination $broken -Force
            [pscustomobject]@{
                Id = "$($record.FullyQualifiedErrorId)"
                Message = "$record"
                Remedy = "$($record.ErrorDetails.RecommendedAction)"
                After = try { @(Get-CustomerLedger $sample 3> $null).Count } catch { "$_" }
            }
        } -args $copy, $sample, $broken, $whole
        $said.Id | Should -Be 'ModuleDamaged,CustomerMetrics.Commands.GetCustomerLedgerCommand'
        $said.Message | Should -BeLike "*$([IO.Path]::GetFileNameWithoutExtension($File))*"
        $said.Remedy | Should -BeLike '*again*'
        $said.After | Should -Be 5
    }

    It 'tell at the import that the loader is missing' {
        $copy = "$TestDrive/$([guid]::NewGuid())/CustomerMetrics"
        $null = New-Item -ItemType Directory -Path (Split-Path $copy)
        Copy-Item -LiteralPath $module -Destination $copy -Recurse
        Remove-Item -LiteralPath "$copy/lib/net8.0/CustomerMetrics.Loader.dll"
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command {
            param($copy)
            try { Import-Module $copy -ErrorAction Stop; 'imported' } catch { "$_", $_.FullyQualifiedErrorId, $_.ErrorDetails.RecommendedAction }
        } -args $copy
        $said[0] | Should -BeLike '*CustomerMetrics is damaged*CustomerMetrics.Loader.dll*'
        $said[1] | Should -Be 'ModuleDamaged,Microsoft.PowerShell.Commands.ImportModuleCommand'
        $said[2] | Should -BeLike '*again*'
    }

    It 'are each raised by a test' {
        # These need gigabytes, or a fault of the module itself.
        $never = 'CheckFailed', 'TooManyNames', 'TooManyRows'
        $ids = Select-String -LiteralPath (Join-Path $PSScriptRoot '../docs/errors.md') -Pattern '^## (\w+)$' | ForEach-Object { $_.Matches[0].Groups[1].Value }
        $tests = Get-ChildItem -LiteralPath $PSScriptRoot -Recurse -File -Include *.ps1, *.cs | Where-Object FullName -NotMatch '[\\/](obj|bin)[\\/]' | Get-Content -Raw
        $ids | Where-Object { $_ -notin $never -and "$tests" -cnotmatch "[`"']$_\b" } | Should -BeNullOrEmpty
    }
}
