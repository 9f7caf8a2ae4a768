#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# One awkward data set by every way into the module: each must give the same table and the same answers, to the last digit and in the same order.
#
# What differs, and rightly so, is left out:
# - Name, Columns and Warnings of the table, and Source of the records: they name the source.
# - Two texts of one value ('5.00' and '5.0', an instant in two zones) are two different records in a file, and one as typed values. So the data
#   has none in rows that agree in customer, day and amount.
# - A DataColumn of the type DateTime forgets what is UTC, so instants are DateTimeOffset there. A job and a remote session, in their turn, take
#   a DateTimeOffset apart, so instants are DateTime of the kind Utc there.

BeforeDiscovery {
    $encodings = @(
        @{ Way = 'UTF-8'; Encoding = [Text.UTF8Encoding]::new($false); Given = @{} }
        @{ Way = 'UTF-8 with a mark'; Encoding = [Text.UTF8Encoding]::new($true); Given = @{} }
        @{ Way = 'UTF-16, little end first, with a mark'; Encoding = [Text.UnicodeEncoding]::new($false, $true); Given = @{} }
        @{ Way = 'UTF-16, big end first, with a mark'; Encoding = [Text.UnicodeEncoding]::new($true, $true); Given = @{} }
        @{ Way = 'UTF-32, little end first, with a mark'; Encoding = [Text.UTF32Encoding]::new($false, $true); Given = @{} }
        @{ Way = 'UTF-32, big end first, with a mark'; Encoding = [Text.UTF32Encoding]::new($true, $true); Given = @{} }
        @{ Way = 'UTF-16, little end first, named'; Encoding = [Text.UnicodeEncoding]::new($false, $false); Given = @{ Encoding = 'unicode' } }
        @{ Way = 'UTF-16, big end first, named'; Encoding = [Text.UnicodeEncoding]::new($true, $false); Given = @{ Encoding = 'bigendianunicode' } }
        @{ Way = 'UTF-32, named'; Encoding = [Text.UTF32Encoding]::new($false, $false); Given = @{ Encoding = 'utf32' } }
    )
    $delimiters = foreach ($delimiter in @{ Name = 'comma'; Sign = ',' }, @{ Name = 'semicolon'; Sign = ';' }, @{ Name = 'tab'; Sign = "`t" }, @{ Name = 'bar'; Sign = '|' }) {
        @{ Way = "$($delimiter.Name), detected"; Sign = $delimiter.Sign; Given = @{} }
        @{ Way = "$($delimiter.Name), named"; Sign = $delimiter.Sign; Given = @{ Delimiter = $delimiter.Sign } }
    }
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $invariant = [cultureinfo]::InvariantCulture

    # Texts as a file has them. Ids that differ by case, zeros and inner blanks alone, or need quotes; free rows and refunds; a sale undone on its
    # day; days that depend on the zone; an exact duplicate; a customer without a group; one that moves; gaps of more than 20 days.
    $head = 'customer_id', 'ordered_at', 'amount', 'cost', 'region', 'note'
    $texts = @(
        , @('A-1', '2024-01-01', '10.50', '4', 'North', 'first')
        , @('a-1', '2024-01-02 23:59:59', '20', '8.25', 'South', '')
        , @('  B 2 ', '2024-01-31T23:30:00Z', '7.0001', '0', 'North', 'February in Berlin')
        , @('B  2', '2024-01-31T23:30:00+02:00', '3', '1', 'North', 'January in Berlin')
        , @('007', '2024-02-01T00:15:00', '0', '0', '', 'free')
        , @('7', '2024-02-03', '100', '60', '', "two`nlines, and ; a tab`t and | a bar")
        , @('Zoë Ünal', '2024-02-10T12:00:00.123-05:00', '45.99', '12', 'Süden', 'é')
        , @('客户 7', '2024-02-11', '88.8', '30', '北', '')
        , @('😀', '2024-02-12', '1', '0.5', 'South', '')
        , @('Smith, "Jo"', '2024-02-12', '12.34', '5', "O'Neil; Co", 'quoted')
        , @('A-1', '2024-02-20', '-2.25', '0', 'North', 'refund')
        , @('a-1', '2024-02-21', '-30', '0', 'South', 'refund above the sale')
        , @('A-1', '2024-02-25', '6', '1', 'North', 'kept')
        , @('客户 7', '2024-03-01', '50', '20', '北', 'undone')
        , @('客户 7', '2024-03-01', '-50', '-20', '北', 'undone')
        , @('A-1', '2024-03-05', '15.75', '5', 'West', 'moved')
        , @('A-1', '2024-03-05', '15.75', '5', 'West', 'moved')
        , @('Zoë Ünal', '2024-03-20', '45', '12', 'Süden', 'kept, by months; by days gone and back')
        , @('7', '2024-03-31T22:30:00Z', '250', '100', 'South', 'April in Berlin, by summer time')
        , @('B 2', '2024-04-15', '9', '2', 'North', 'back')
        , @('Zoë Ünal', '2024-04-30T21:59:59Z', '46', '12', 'Süden', 'the last second of April')
        , @('Smith, "Jo"', '2024-05-02', '1000000', '1', "O'Neil; Co", 'whole')
        , @('😀', '2024-06-30', '5', '0', 'South', '')
    )

    # The same texts in Latin 1 need ids without other characters.
    $latinTexts = $texts | ForEach-Object { , @($_ | ForEach-Object { $_.Replace('客户', 'Çà').Replace('北', 'Ñ').Replace('😀', 'ÿ') }) }

    function ConvertTo-Field {
        param([string] $Text)
        $Text -match '[,;|"\t\n]|^ | $' ? '"' + $Text.Replace('"', '""') + '"' : $Text
    }

    function ConvertTo-Csv {
        param($Rows, [string] $Delimiter = ',')
        (@(, $head) + $Rows | ForEach-Object { ($_ | ForEach-Object { ConvertTo-Field $_ }) -join $Delimiter }) -join "`n"
    }

    # A typed row: instants are instants, local times are local, and numbers are of the three kinds in turn.
    function Get-TypedValue {
        param([string[]] $Row, [int] $Number, [switch] $Offset)
        $date = if ($Row[1] -match '(Z|[+-]\d\d:\d\d)$') {
            $instant = [datetimeoffset]::Parse($Row[1], $invariant)
            $Offset ? $instant : $instant.UtcDateTime
        }
        else {
            $local = [datetime]::Parse($Row[1], $invariant)
            $Offset ? [datetimeoffset]::new($local, $zone.GetUtcOffset($local)) : $local
        }

        $amount = switch ($Number % 3) {
            0 { [decimal]::Parse($Row[2], $invariant) }
            1 { [double]::Parse($Row[2], $invariant) }
            2 { $Row[2] -match '^-?\d+$' ? [int] $Row[2] : [double]::Parse($Row[2], $invariant) }
        }

        # An id of digits is often a number elsewhere.
        $id = $Row[0] -ceq '7' ? 7 : $Row[0]
        $id, $date, $amount, [decimal]::Parse($Row[3], $invariant), ($Row[4] ? $Row[4] : $null), $Row[5]
    }

    $movements = [enum]::GetNames([CustomerMetrics.CustomerMovement])
    $zone = [TimeZoneInfo]::FindSystemTimeZoneById('Europe/Berlin')
    $import = @{ CustomerColumn = 'customer_id'; DateColumn = 'ordered_at'; AmountColumn = 'amount'; CostColumn = 'cost'; GroupColumn = 'region'; TimeZone = 'Europe/Berlin' }

    # Everything that the module says of a table, but for the names of sources.
    function Get-Answer {
        param([Parameter(Mandatory)] $Table)

        @($Table).Count | Should -Be 1
        $questions = foreach ($grouped in @{}, @{ GroupBy = 'region' }) {
            @{ Period = 'Month' } + $grouped
            @{ Period = 'Month'; ActivityRule = 'Window'; WindowDays = 20 } + $grouped
        }

        $quiet = @{ WarningAction = 'SilentlyContinue' }
        $records = @(
            $Table | Select-Object * -ExcludeProperty Name, Columns, Warnings
            foreach ($question in $questions) {
                $ledger = $Table | Get-CustomerLedger @question @quiet
                $ledger
                $ledger | Get-CustomerMember
                foreach ($movement in $movements) {
                    $ledger | Get-CustomerMember $movement | ForEach-Object { "$movement $($_.Period) $($_.Group) $($_.CustomerId) $($_.Change)" }
                }

                $Table | Get-ChurnRate @question -Method All @quiet
            }

            $Table | Measure-CustomerValue
            $Table | Measure-CustomerValue -GroupBy region
            $Table | Test-CustomerData
            ($Table | New-CustomerStatement -Period Month).Lead
        )
        $records | ForEach-Object { $_ -is [string] ? $_ : ($_ | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 4 -Compress) }
    }

    # Only what differs is told: an answer has some hundred lines.
    function Compare-Answer {
        param([Parameter(Mandatory)] $Table, $With = $expected)
        $answer = @(Get-Answer $Table)
        if ($answer.Count -ne $With.Count) {
            "there are $($answer.Count) records instead of $($With.Count)"
        }

        for ($i = 0; $i -lt [math]::Min($answer.Count, $With.Count); $i++) {
            if ($answer[$i] -cne $With[$i]) {
                "$($answer[$i]) instead of $($With[$i])"
            }
        }
    }

    $csv = ConvertTo-Csv $texts
    $path = New-TestFile "$TestDrive/orders.csv" $csv
    $expected = @(Get-Answer (Import-CustomerTransaction $path @import))
    $rows = Import-Csv -LiteralPath $path
    $typed = 0..($texts.Count - 1) | ForEach-Object { , (Get-TypedValue $texts[$_] $_) }
    $withOffset = 0..($texts.Count - 1) | ForEach-Object { , (Get-TypedValue $texts[$_] $_ -Offset) }

    function ConvertTo-Dictionary {
        param([object[]] $Values, $Into)
        for ($i = 0; $i -lt $head.Count; $i++) {
            $Into[$head[$i]] = $Values[$i]
        }

        $Into
    }

    $objects = $typed | ForEach-Object { [pscustomobject] (ConvertTo-Dictionary $_ ([ordered]@{})) }

    $data = [Data.DataTable]::new()
    foreach ($column in @($head[0], [string]), @($head[1], [datetimeoffset]), @($head[2], [decimal]), @($head[3], [decimal]), @($head[4], [string]), @($head[5], [string])) {
        $null = $data.Columns.Add($column[0], $column[1])
    }

    foreach ($values in $withOffset) {
        $null = $data.Rows.Add([object[]] @($values | ForEach-Object { $null -eq $_ ? [DBNull]::Value : $_.PSObject.BaseObject }))
    }
}

Describe 'The data' {
    It 'is as awkward as it is said to be' {
        $table = Import-CustomerTransaction $path @import
        $table.Rows, $table.Customers, $table.RefundRows, $table.ZeroRows, $table.DuplicateRows | Should -Be 23, 10, 3, 1, 1
        $table.FirstDate, $table.LastDate | Should -Be ([datetime]'2024-01-01'), ([datetime]'2024-06-30')
        # The instant of customer 7 is in April in the reporting zone, and in March in UTC.
        $seven = $table | Get-CustomerLedger -Since 2024-04-01 -Until 2024-05-01 | Get-CustomerMember Returned | Where-Object CustomerId -CEQ '7'
        $seven.ClosingValue | Should -Be 250
        $ledger = foreach ($question in @{ GroupBy = 'region' }, @{ ActivityRule = 'Window'; WindowDays = 20 }) {
            $table | Get-CustomerLedger @question -WarningAction Ignore
        }

        # Nobody can be undecided after a window that is shorter than the period.
        $movements | Where-Object { -not ($ledger | Get-CustomerMember $_) } | Should -Be 'Undecided'
        ($table | Measure-CustomerValue).CustomerId | Should -Be 'A-1', 'a-1', 'B 2', 'B  2', '007', '7', 'Zoë Ünal', '客户 7', '😀', 'Smith, "Jo"'
    }

    It 'asks enough to tell a row more or less' {
        $expected.Count | Should -BeGreaterThan 200
        $less = New-TestFile "$TestDrive/less.csv" (ConvertTo-Csv $texts[0..21])
        Compare-Answer (Import-CustomerTransaction $less @import) | Should -Not -BeNullOrEmpty
        $other = New-TestFile "$TestDrive/other.csv" $csv.Replace('7.0001', '7.0002')
        Compare-Answer (Import-CustomerTransaction $other @import) | Should -Not -BeNullOrEmpty
    }
}

Describe 'A file' {
    It 'by <Way>' -ForEach @(
        @{ Way = '-Path'; Script = { Import-CustomerTransaction -Path $path @import } }
        @{ Way = '-LiteralPath'; Script = { Import-CustomerTransaction -LiteralPath $path @import } }
        @{ Way = 'Get-ChildItem'; Script = { Get-ChildItem -LiteralPath $path | Import-CustomerTransaction @import } }
        @{ Way = 'its name from the pipeline'; Script = { $path | Import-CustomerTransaction @import } }
        @{ Way = 'a wildcard'; Script = { Import-CustomerTransaction "$TestDrive/order*.csv" @import } }
    ) {
        Compare-Answer (& $Script) | Should -BeNullOrEmpty
    }

    It 'of lines that end in <Name>' -ForEach @(
        @{ Name = 'CR LF'; End = "`r`n" }
        @{ Name = 'LF, and one at the end'; End = "`n" }
    ) {
        # The line end inside the quoted note stays: it is no end of a record.
        $file = New-TestFile "$TestDrive/ends.csv" (((ConvertTo-Csv $texts).Replace("two`n", "two`0").Replace("`n", $End) + $End).Replace("`0", "`n"))
        Compare-Answer (Import-CustomerTransaction $file @import) | Should -BeNullOrEmpty
    }

    It 'of gzip' {
        $file = "$TestDrive/orders.csv.gz"
        $gzip = [IO.Compression.GZipStream]::new([IO.File]::Create($file), [IO.Compression.CompressionMode]::Compress)
        $bytes = [Text.UTF8Encoding]::new($false).GetBytes($csv)
        $gzip.Write($bytes, 0, $bytes.Length)
        $gzip.Dispose()
        Compare-Answer (Import-CustomerTransaction $file @import) | Should -BeNullOrEmpty
    }

    It 'in <Way>' -ForEach $encodings {
        $file = New-TestFile "$TestDrive/encoded.csv" $csv -Encoding $Encoding
        Compare-Answer (Import-CustomerTransaction $file @import @Given) | Should -BeNullOrEmpty
    }

    It 'in <_>, which knows fewer characters' -ForEach 'latin1', 'windows-1252' {
        $expectedOfLatin = Get-Answer (Import-CustomerTransaction (New-TestFile "$TestDrive/plain.csv" (ConvertTo-Csv $latinTexts)) @import)
        $file = New-TestFile "$TestDrive/latin.csv" (ConvertTo-Csv $latinTexts) -Encoding ([Text.Encoding]::Latin1)
        Compare-Answer (Import-CustomerTransaction $file @import -Encoding $_) -With $expectedOfLatin | Should -BeNullOrEmpty
    }

    It 'parted by a <Way>' -ForEach $delimiters {
        $file = New-TestFile "$TestDrive/delimited.csv" (ConvertTo-Csv $texts $Sign)
        Compare-Answer (Import-CustomerTransaction $file @import @Given) | Should -BeNullOrEmpty
    }

    It 'whose fields are all quoted' {
        $file = New-TestFile "$TestDrive/quoted.csv" ((@(, $head) + $texts | ForEach-Object { ($_ | ForEach-Object { '"' + $_.Replace('"', '""') + '"' }) -join ',' }) -join "`n")
        Compare-Answer (Import-CustomerTransaction $file @import) | Should -BeNullOrEmpty
    }

    It 'with its numbers and dates as <Culture> writes them' -ForEach @(
        @{ Culture = 'de-DE'; Comma = ',' }
        @{ Culture = 'en-US'; Comma = '.' }
    ) {
        $written = $texts | ForEach-Object { , @($_[0], $_[1], $_[2].Replace('.', $Comma), $_[3].Replace('.', $Comma), $_[4], $_[5]) }
        $file = New-TestFile "$TestDrive/culture.csv" (ConvertTo-Csv $written ';')
        $table = Import-CustomerTransaction $file @import -Culture $Culture
        $table.Culture | Should -Be $Culture
        # The culture is echoed: nothing else may differ.
        Compare-Answer $table -With ($expected[0].Replace("`"Culture`":`"$((Import-CustomerTransaction $path @import).Culture)`"", "`"Culture`":`"$Culture`""), $expected[1..($expected.Count - 1)] | ForEach-Object { $_ }) | Should -BeNullOrEmpty
    }

    It 'through a command of its own, without a table' {
        $direct = New-TestFile "$TestDrive/direct.csv" ((ConvertTo-Csv $texts).Replace('ordered_at', 'date'))
        $table = Import-CustomerTransaction $direct -GroupColumn region
        Get-CustomerLedger $direct -GroupBy region | Select-Object * -ExcludeProperty Source | ConvertTo-Json | Should -BeExactly ($table | Get-CustomerLedger -GroupBy region | Select-Object * -ExcludeProperty Source | ConvertTo-Json)
        Get-ChurnRate $direct -Method All | Select-Object * -ExcludeProperty Source | ConvertTo-Json | Should -BeExactly ($table | Get-ChurnRate -Method All | Select-Object * -ExcludeProperty Source | ConvertTo-Json)
        Measure-CustomerValue $direct | ConvertTo-Json | Should -BeExactly ($table | Measure-CustomerValue | Select-Object * | ForEach-Object { $_.Cost = $null; $_.Margin = $null; $_ } | ConvertTo-Json)
    }
}

Describe 'Several files' {
    BeforeAll {
        $parts = foreach ($part in @(0, 6), @(7, 7), @(8, 22)) {
            $null = New-Item -ItemType Directory -Path "$TestDrive/parts" -Force
            New-TestFile "$TestDrive/parts/$($part[0]).csv" (ConvertTo-Csv $texts[$part[0]..$part[1]])
        }
    }

    It 'by <Way>' -ForEach @(
        @{ Way = 'an array'; Script = { Import-CustomerTransaction $parts @import } }
        @{ Way = 'a literal array'; Script = { Import-CustomerTransaction -LiteralPath $parts @import } }
        @{ Way = 'Get-ChildItem'; Script = { Get-ChildItem -LiteralPath "$TestDrive/parts" | Sort-Object Name | Import-CustomerTransaction @import } }
        @{ Way = 'names from the pipeline'; Script = { $parts | Import-CustomerTransaction @import } }
    ) {
        Compare-Answer (& $Script) | Should -BeNullOrEmpty
    }

    It 'of different encodings, delimiters and orders of columns' {
        $turned = $texts[8..22] | ForEach-Object { , $_[5..0] }
        $mixed = @(
            New-TestFile "$TestDrive/mixed0.csv" (ConvertTo-Csv $texts[0..6] ';') -Encoding ([Text.UnicodeEncoding]::new($true, $true))
            New-TestFile "$TestDrive/mixed1.csv" (ConvertTo-Csv $texts[7..7] "`t") -Encoding ([Text.UTF8Encoding]::new($true))
            New-TestFile "$TestDrive/mixed2.csv" (((@(, $head[5..0]) + $turned) | ForEach-Object { ($_ | ForEach-Object { ConvertTo-Field $_ }) -join ',' }) -join "`n")
        )
        Compare-Answer (Import-CustomerTransaction $mixed @import) | Should -BeNullOrEmpty
    }

    # The order of rows decides the order of the answer and the numbers of the rows, and nothing else.
    It 'in the other order' {
        $answers = (Get-Answer (Import-CustomerTransaction $parts[2, 1, 0] @import)), $expected | ForEach-Object {
            ($_ -replace '"Examples":\[[\d,]*\]' | Sort-Object -CaseSensitive) -join "`n"
        }

        $answers[0] | Should -BeExactly $answers[1]
    }
}

Describe 'Rows' {
    BeforeDiscovery {
        $ways = @(
            @{ Way = 'Import-Csv'; Script = { Import-Csv -LiteralPath $path | Import-CustomerTransaction @import } }
            @{ Way = 'an argument'; Script = { Import-CustomerTransaction -InputObject $rows @import } }
            @{ Way = 'a list in a list'; Script = { , [Collections.ArrayList] $rows | Import-CustomerTransaction @import } }
            @{ Way = 'selected properties'; Script = { $rows | Select-Object -Property $head | Import-CustomerTransaction @import } }
            @{ Way = 'typed objects'; Script = { $objects | Import-CustomerTransaction @import } }
            @{ Way = 'typed objects whose instants have offsets'; Script = { $withOffset | ForEach-Object { [pscustomobject] (ConvertTo-Dictionary $_ ([ordered]@{})) } | Import-CustomerTransaction @import } }
            @{ Way = 'hashtables of text'; Script = { $texts | ForEach-Object { ConvertTo-Dictionary $_ @{} } | Import-CustomerTransaction @import } }
            @{ Way = 'hashtables'; Script = { $typed | ForEach-Object { ConvertTo-Dictionary $_ @{} } | Import-CustomerTransaction @import } }
            @{ Way = 'ordered dictionaries'; Script = { $typed | ForEach-Object { ConvertTo-Dictionary $_ ([ordered]@{}) } | Import-CustomerTransaction @import } }
            @{ Way = 'generic dictionaries'; Script = { $typed | ForEach-Object { ConvertTo-Dictionary $_ ([Collections.Generic.Dictionary[string, object]]::new()) } | Import-CustomerTransaction @import } }
            @{ Way = 'a data table'; Script = { , $data | Import-CustomerTransaction @import } }
            @{ Way = 'a data table as an argument'; Script = { Import-CustomerTransaction -InputObject $data @import } }
            @{ Way = 'data rows'; Script = { $data.Rows | Import-CustomerTransaction @import } }
            @{ Way = 'selected data rows'; Script = { $data.Select() | Import-CustomerTransaction @import } }
            @{ Way = 'a data view'; Script = { , [Data.DataView]::new($data) | Import-CustomerTransaction @import } }
            @{ Way = 'a data reader'; Script = { , $data.CreateDataReader() | Import-CustomerTransaction @import } }
            @{ Way = 'a data reader as an argument'; Script = { Import-CustomerTransaction -InputObject $data.CreateDataReader() @import } }
            @{ Way = 'objects of a job'; Script = { Start-Job { $using:objects } | Receive-Job -Wait -AutoRemoveJob | Import-CustomerTransaction @import } }
            @{ Way = 'serialised objects'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($objects)) | Import-CustomerTransaction @import } }
            @{ Way = 'serialised text'; Script = { [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($rows)) | Import-CustomerTransaction @import } }
            @{ Way = 'objects of JSON'; Script = { $texts | ForEach-Object { ConvertTo-Dictionary $_ ([ordered]@{}) } | ConvertTo-Json | ConvertFrom-Json | Import-CustomerTransaction @import } }
            @{ Way = 'hashtables of JSON'; Script = { $texts | ForEach-Object { ConvertTo-Dictionary $_ ([ordered]@{}) } | ConvertTo-Json | ConvertFrom-Json -AsHashtable | Import-CustomerTransaction @import } }
            @{ Way = 'instances of a class'; Script = { $typed | ForEach-Object { [WayOfOrder]@{ customer_id = $_[0]; ordered_at = $_[1]; amount = $_[2]; cost = $_[3]; region = $_[4]; note = $_[5] } } | Import-CustomerTransaction @import } }
            @{ Way = 'objects of other names'; Script = { $objects | Select-Object @{ n = 'who'; e = 'customer_id' }, @{ n = 'when'; e = 'ordered_at' }, @{ n = 'how much'; e = 'amount' }, cost, region, note | Import-CustomerTransaction -CustomerColumn who -DateColumn when -AmountColumn 'how much' -CostColumn cost -GroupColumn region -TimeZone Europe/Berlin } }
        )
    }

    BeforeAll {
        class WayOfOrder {
            [object] $customer_id
            [object] $ordered_at
            [decimal] $amount
            [decimal] $cost
            [string] $region
            hidden [string] $secret
            [string] $note
        }
    }

    It 'as <Way>' -ForEach $ways {
        Compare-Answer (& $Script) | Should -BeNullOrEmpty
    }
}
