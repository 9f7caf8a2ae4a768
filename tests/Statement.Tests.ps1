#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $noGold = -not (Get-PublishedData 'cdnow_sample.csv')
    $formats = @(
        @{ Extension = '.html'; Format = 'Html'; Begin = '<!DOCTYPE html>*' }
        @{ Extension = '.htm'; Format = 'Html'; Begin = '<!DOCTYPE html>*' }
        @{ Extension = '.HTML'; Format = 'Html'; Begin = '<!DOCTYPE html>*' }
        @{ Extension = '.md'; Format = 'Markdown'; Begin = '# *' }
        @{ Extension = '.markdown'; Format = 'Markdown'; Begin = '# *' }
        @{ Extension = '.txt'; Format = 'Text'; Begin = 'Customer asset statement, 2024 Q2*' }
        @{ Extension = '.json'; Format = 'Json'; Begin = '{*' }
    )
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    $path = New-TestFile "$TestDrive/orders.csv" @(
        'customer_id,date,amount'
        '"<b>A & ""Co""</b>",2024-01-05,1000'
        'B,2024-02-10,200'
        '"<b>A & ""Co""</b>",2024-05-05,150.5'
        'C,2024-06-07,40'
    )
    $table = Import-CustomerTransaction $path -TimeZone UTC -AsOf 2024-07-01
    $statement = $table | New-CustomerStatement
}

Describe 'New-CustomerStatement' {
    It 'opens with a sentence in whole numbers' {
        $statement.Lead | Should -BeLike 'In 2024 Q2, 1 of the 2 who bought in Q1 bought nothing; *1 bought for the first time. Spend fell from 1,200 in Q1 to 191; *'
        $statement.Period | Should -Be '2024Q2'
        $statement.AsOf | Should -Be ([datetime]'2024-07-01')
        $statement.Source | Should -Be 'orders.csv'
    }

    It 'tells of CDNOW as of 1 October 1997 what is published, by <Way>' -Skip:$noGold -ForEach @(
        @{ Way = 'table'; Script = { Import-CustomerTransaction (Get-PublishedData 'cdnow_sample.csv') -AsOf 1997-10-01 | New-CustomerStatement } }
        @{ Way = '-Path'; Script = { New-CustomerStatement (Get-PublishedData 'cdnow_sample.csv') -AsOf 1997-10-01 } }
        @{ Way = 'Import-Csv'; Script = { Import-Csv (Get-PublishedData 'cdnow_sample.csv') | New-CustomerStatement -AsOf 1997-10-01 } }
        @{ Way = 'an as-of date of its own'; Script = { Import-CustomerTransaction (Get-PublishedData 'cdnow_sample.csv') | New-CustomerStatement -AsOf 1997-10-01 } }
    ) {
        $cdnow = & $Script
        $cdnow.Lead | Should -Be 'In 1997 Q3, 310 of the 524 who bought in Q2 bought nothing; 204 bought again after a pause. Spend fell from 33,630 in Q2 to 26,987; the 310 who bought nothing had spent 16,606.'
        $cdnow.Ledger | Format-Ledger | Should -Be (Get-PublishedLedger | Select-Object -First 3)
    }

    It 'carries the ledger and the churn rates behind it' {
        $statement.Ledger | ConvertTo-Json | Should -Be ($table | Get-CustomerLedger -Period Quarter | ConvertTo-Json)
        ($statement.Churn | Where-Object { $_.Method -eq 'Opening' -and $_.Basis -eq 'Customers' }).Rate[-1] | Should -Be 0.5
    }

    It 'carries the cohorts behind it, which Get-CustomerMember takes' {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $cohorts = ($sales | New-CustomerStatement).Cohorts
        $cohorts | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue |
            Should -Be ($sales | Get-CustomerCohort -Period Quarter -Until 2025-10-01 | ConvertTo-Json -Depth 1 -WarningAction SilentlyContinue)
        $cell = $cohorts | Where-Object { $_.Cohort -eq '2025Q3' -and $_.Offset -eq 1 }
        @($cell | Get-CustomerMember | Where-Object IsActive).Count | Should -Be $cell.Active
    }

    It 'says "left" only under the activity rule Window, with its days' {
        $statement.Lead | Should -Not -Match '\bleft\b'
        $window = $table | New-CustomerStatement -ActivityRule Window -WindowDays 60
        $window.Lead | Should -Match '\bleft\b.*60 days'
        $window.WindowDays | Should -Be 60
    }

    It 'takes the question of a ledger' {
        $monthly = $table | New-CustomerStatement -Period Month -Last 2 -Title 'Orders of a shop'
        $monthly.Ledger.Period | Should -Be '2024-05', '2024-06'
        $monthly.Title | Should -Be 'Orders of a shop'
    }

    It 'has the sections asked for, in their order' {
        ($table | New-CustomerStatement -Section Churn, Customers).Sections.Id -join ' ' | Should -Be 'churn customers'
    }

    It 'says what a section takes that it cannot have' {
        { $table | New-CustomerStatement -Section Reasons } | Should -Throw -ErrorId 'SectionUnavailable,*'
    }

    It 'writes numbers as a culture does' {
        ($table | New-CustomerStatement -Culture de-DE).Lead | Should -BeLike '*Spend fell from 1.200 in Q1 to 191;*'
        { $table | New-CustomerStatement -Culture xx-YY } | Should -Throw '*xx-YY*'
    }

    It 'says which period is open and what closes it, and does not lead with it' {
        $open = New-CustomerStatement $path -AsOf 2024-06-15
        $open.Footnotes -join "`n" | Should -Match '2024 Q2 is open.*2024-07-01'
        $open.Period | Should -Be '2024Q1'
        $open.Lead | Should -Not -BeLike '*Q2*'
    }

    It 'accounts for rejected rows in a footnote' {
        $file = New-TestFile "$TestDrive/bad.csv" ((Get-Content -LiteralPath $path) + 'D,2024-02-30,7')
        $text = (Import-CustomerTransaction $file -BadRow Skip -AsOf 2024-07-01 | New-CustomerStatement).Footnotes -join "`n"
        $text | Should -Match 'Rejected.*\b1 row.*7\.00'
    }

    It 'is the same from rows, but for the name of its source' {
        $rows = Import-Csv -LiteralPath $path | New-CustomerStatement -AsOf 2024-07-01
        $rows.Lead | Should -Be $statement.Lead
        $rows.Title | Should -Be $statement.Title
    }

    It 'does not depend on the culture of the session' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = 'de-DE'
            $german = $table | New-CustomerStatement
            $german | Export-CustomerStatement "$TestDrive/german.html"
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
        }

        $statement | Export-CustomerStatement "$TestDrive/invariant.html"
        $german.Lead | Should -Be $statement.Lead
        Get-Content -Raw -LiteralPath "$TestDrive/german.html" | Should -Be (Get-Content -Raw -LiteralPath "$TestDrive/invariant.html")
    }
}

Describe 'New-CustomerStatement -Theme, -Logo' {
    BeforeAll {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        [IO.File]::WriteAllBytes("$TestDrive/logo.gif", [Convert]::FromBase64String('R0lGODlhAQABAIAAAAtdjwAAACwAAAAAAQABAAACAkQBADs='))
        Set-Content -LiteralPath "$TestDrive/drawing.png" -Value '<svg xmlns="http://www.w3.org/2000/svg"/>'
        [IO.File]::WriteAllBytes("$TestDrive/large.gif", [byte[]]::new(102401))
    }

    It 'follows the reader, or is light or dark' {
        $sales | New-CustomerStatement | Export-CustomerStatement "$TestDrive/auto.html"
        $sales | New-CustomerStatement -Theme Light | Export-CustomerStatement "$TestDrive/light.html"
        $sales | New-CustomerStatement -Theme Dark | Export-CustomerStatement "$TestDrive/dark.html"
        Get-Content -Raw -LiteralPath "$TestDrive/auto.html" | Should -Match 'content="light dark"[\s\S]*prefers-color-scheme: dark'
        Get-Content -Raw -LiteralPath "$TestDrive/light.html" | Should -Not -Match 'prefers-color-scheme|"light dark"'
        Get-Content -Raw -LiteralPath "$TestDrive/dark.html" | Should -Match 'name="color-scheme" content="dark"'
    }

    It 'holds the logo in the page, of a source and of records' {
        Push-Location $TestDrive
        try { $statements = ($sales | New-CustomerStatement -Logo logo.gif), ($sales | Get-CustomerLedger -Period Year | New-CustomerStatement -Logo ./logo.gif -Theme Dark) }
        finally { Pop-Location }
        $statements.Logo.ContentType | Should -Be 'image/gif', 'image/gif'
        $statements.Theme | Should -Be 'Auto', 'Dark'
        $statements[1] | Export-CustomerStatement "$TestDrive/logo.html"
        $html = Get-Content -Raw -LiteralPath "$TestDrive/logo.html"
        $html | Should -Match '<img class="logo" src="data:image/gif;base64,R0lGODlh[^"]*" alt="">'
        $html | Should -Match "style-src 'unsafe-inline'; img-src data:"
        $sales | New-CustomerStatement | Export-CustomerStatement "$TestDrive/none.html"
        Get-Content -Raw -LiteralPath "$TestDrive/none.html" | Should -Not -Match 'img-src|<img'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'LogoNotPicture'; Logo = 'drawing.png' }
        @{ Id = 'LogoTooLarge'; Logo = 'large.gif' }
        @{ Id = 'FileNotFound'; Logo = 'none.png' }
        @{ Id = 'PathIsDirectory'; Logo = '.' }
        @{ Id = 'PathNotFileSystem'; Logo = 'env:PATH' }
    ) {
        $path = if ($Logo -like 'env:*') { $Logo } else { "$TestDrive/$Logo" }
        { $sales | New-CustomerStatement -Logo $path } | Should -Throw -ErrorId "$Id,*"
    }
}

Describe 'New-CustomerStatement -Model' {
    BeforeAll {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $model = $sales | New-CustomerModel -Model ParetoNbd -AsOf 2025-10-01
        $worth = @{ Model = $model; DiscountRate = 0.1 }
        $valued = $sales | New-CustomerStatement @worth
    }

    It 'adds a section, and nothing without it' {
        $valued.Sections.Id -join ' ' | Should -Be 'customers churn cohorts money groups value data'
        $plain = $sales | New-CustomerStatement
        $plain.Sections.Id -join ' ' | Should -Be 'customers churn cohorts money groups data'
        $plain.Value | Should -BeNullOrEmpty
        $valued.Lead | Should -Be $plain.Lead
        $valued.Footnotes | Select-Object -First $plain.Footnotes.Count | Should -Be $plain.Footnotes
    }

    It 'has the figures of the cmdlets' {
        $valued.Value.Equity | ConvertTo-Json | Should -Be ($sales | Measure-CustomerEquity @worth | ConvertTo-Json)
        $bridge = $sales | Get-CustomerEquityBridge @worth -At 2025-10-01, 2026-01-01
        $valued.Value.Bridge | ConvertTo-Json | Should -Be ($bridge | ConvertTo-Json)
        $valued.Value.Return | ConvertTo-Json | Should -Be ($bridge | Get-ReturnOnCustomer | ConvertTo-Json)
        $test = $sales | Test-CustomerModel -Model ($sales | New-CustomerModel -Model ParetoNbd -AsOf $valued.Value.Test.Start)
        $valued.Value.Test.Verdict | Should -Be $test.Verdict
        $valued.Value.Test.ByFrequency | ConvertTo-Json | Should -Be ($test.ByFrequency | ConvertTo-Json)
        $valued.Value.Test.Start | Should -Be ($sales | Test-CustomerModel).Start
    }

    It 'passes -Horizon and -Margin on' {
        $margin = $sales | New-CustomerStatement @worth -Horizon '12 months' -Margin 0.35
        $margin.Value.Equity.Equity | Should -Be ($sales | Measure-CustomerEquity @worth -Horizon '12 months' -Margin 0.35 -NoInterval).Equity
        $margin.Footnotes -join "`n" | Should -Match 'margin, 35\.0%.*12 months.*10\.0%'
    }

    It 'writes it as <_>, the same each time' -ForEach 'html', 'md', 'json' {
        $valued | Export-CustomerStatement "$TestDrive/value.$_"
        Get-Content -Raw -LiteralPath "$TestDrive/value.$_" | Should -BeLike '*What customers are worth*'
        $sales | New-CustomerStatement @worth | Export-CustomerStatement "$TestDrive/again.$_"
        (Get-FileHash "$TestDrive/again.$_").Hash | Should -Be (Get-FileHash "$TestDrive/value.$_").Hash
    }

    It 'warns of a model that is not identified' {
        $weak = $sales | New-CustomerModel -Model ParetoNbd -AsOf 2024-01-20 -WarningAction SilentlyContinue
        $weak.Identified | Should -BeFalse
        $failure = Get-Failure { $sales | New-CustomerStatement -Model $weak -DiscountRate 0.1 -WarningVariable script:warned -WarningAction SilentlyContinue }
        "$script:warned" | Should -BeLike '*not identified*no interval*'
        $failure.Id | Should -Be 'ModelNotFitted'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'ModelMissing'; Script = { $sales | New-CustomerStatement -DiscountRate 0.1 } }
        @{ Id = 'DiscountRateMissing'; Script = { $sales | New-CustomerStatement -Model $model } }
        @{ Id = 'DiscountRateInvalid'; Script = { $sales | New-CustomerStatement -Model $model -DiscountRate 10 } }
        @{ Id = 'MarginInvalid'; Script = { $sales | New-CustomerStatement @worth -Margin 35 } }
        @{ Id = 'ModelFromTheFuture'; Script = { $sales | New-CustomerStatement @worth -AsOf 2025-09-30 } }
        @{ Id = 'ModelCurrencyDiffers'; Script = {
                $rows = foreach ($day in 1..9) { [pscustomobject]@{ customer_id = "C$day"; date = "2025-01-0$day"; amount = $day; currency = 'EUR' } }
                $euros = $rows | Import-CustomerTransaction
                $dollars = $rows | ForEach-Object { $_.currency = 'USD'; $_ } | Import-CustomerTransaction
                $euros | New-CustomerStatement -Model ($dollars | New-CustomerModel -Model Nbd -WarningAction SilentlyContinue) -DiscountRate 0.1
            } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
    }
}

Describe 'Export-CustomerStatement' {
    BeforeEach {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/$([guid]::NewGuid())").FullName
    }

    AfterEach {
        Get-ChildItem -LiteralPath $folder -Force -Filter '*.tmp' | Should -BeNullOrEmpty
    }

    It 'writes <Format> to *<Extension>, and nothing to the pipeline' -ForEach $formats {
        $output = $statement | Export-CustomerStatement -Path "$folder/statement$Extension"
        $output | Should -BeNullOrEmpty
        $text = Get-Content -Raw -LiteralPath "$folder/statement$Extension"
        $text | Should -BeLike $Begin
        $text | Should -BeLike '*1 of the 2 who bought in Q1 bought nothing*'
        # UTF-8 without a byte order mark.
        [IO.File]::ReadAllBytes("$folder/statement$Extension")[0] | Should -BeLessThan 0x80
    }

    It 'lets -Format decide over the extension' {
        $statement | Export-CustomerStatement "$folder/statement.log" -Format Markdown
        Get-Content -LiteralPath "$folder/statement.log" -TotalCount 1 | Should -BeLike '# *'
        $statement | Export-CustomerStatement "$folder/statement.html" -Format Json
        { Get-Content -Raw -LiteralPath "$folder/statement.html" | ConvertFrom-Json } | Should -Not -Throw
    }

    It 'refuses the extension of <_>' -ForEach 'statement.pdf', 'statement' {
        $name = $_
        $failure = Get-Failure { $statement | Export-CustomerStatement "$folder/$name" }
        $failure.Id, $failure.Category | Should -Be 'StatementFormatUnknown', 'InvalidArgument'
        $failure.Remedy | Should -BeLike '*-Format*Html*Markdown*Json*Text*'
        Get-ChildItem -LiteralPath $folder | Should -BeNullOrEmpty
    }

    It 'writes a page without script, address or anything from elsewhere' {
        $statement | Export-CustomerStatement "$folder/statement.html"
        $html = Get-Content -Raw -LiteralPath "$folder/statement.html"
        $html | Should -Not -Match '(?i)<script|javascript:|\son[a-z]+\s*=|https?://|//[a-z]|@import|url\(|<link|<iframe|<img|\bsrc\s*='
        $html | Should -Match "default-src 'none'"
        $html.TrimEnd() | Should -BeLike '*</html>'
    }

    It 'escapes what comes from outside' {
        $table | New-CustomerStatement -Title '<script>alert("x")</script> & Co' | Export-CustomerStatement "$folder/title.html"
        $html = Get-Content -Raw -LiteralPath "$folder/title.html"
        $html | Should -Not -BeLike '*<script>*'
        $html | Should -BeLike '*&lt;script&gt;*&amp; Co*'
    }

    It 'writes JSON whose numbers are the ledger''s' {
        $statement | Export-CustomerStatement "$folder/statement.json"
        $json = Get-Content -Raw -LiteralPath "$folder/statement.json" | ConvertFrom-Json
        $json.lead | Should -Be $statement.Lead
        $json.schemaVersion | Should -Be 1
        $json.ledger.Count | Should -Be 2
        $json.ledger[1].closing, $json.ledger[1].closingValue | Should -Be 2, 190.5
    }

    It 'writes a folder of tables, whose numbers are the ledger''s' {
        $folder = "$TestDrive/tables"
        $statement | Export-CustomerStatement $folder -Format Csv
        $rows = Import-Csv "$folder/customers.csv"
        $rows.Closing | Should -Be $statement.Ledger.Closing
        (Import-Csv "$folder/contents.csv").File | Sort-Object | Should -Be ((Get-ChildItem $folder).Name | Sort-Object)
        { $statement | Export-CustomerStatement $folder -Format Csv -NoClobber } | Should -Throw -ErrorId 'FileExists,*'
    }

    It 'writes nothing under -WhatIf' {
        $statement | Export-CustomerStatement "$folder/statement.html" -WhatIf
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
    }

    It 'replaces a file, unless -NoClobber keeps it' {
        $file = New-TestFile "$folder/statement.md" 'old'
        $failure = Get-Failure { $statement | Export-CustomerStatement $file -NoClobber }
        $failure.Id, $failure.Category | Should -Be 'FileExists', 'ResourceExists'
        $failure.Remedy | Should -BeLike '*-NoClobber*'
        Get-Content -Raw -LiteralPath $file | Should -Be 'old'
        $statement | Export-CustomerStatement $file
        Get-Content -Raw -LiteralPath $file | Should -BeLike '# *'
        $statement | Export-CustomerStatement "$folder/new.md" -NoClobber
        Test-Path -LiteralPath "$folder/new.md" | Should -BeTrue
    }

    It 'replaces a read-only file with -Force alone, and leaves it read-only' {
        $file = New-TestFile "$folder/statement.md" 'old'
        Set-ItemProperty -LiteralPath $file -Name IsReadOnly -Value $true
        try {
            $failure = Get-Failure { $statement | Export-CustomerStatement $file }
            $failure.Id, $failure.Category | Should -Be 'FileIsReadOnly', 'PermissionDenied'
            $failure.Remedy | Should -BeLike '*-Force*'
            Get-Content -Raw -LiteralPath $file | Should -Be 'old'
            $statement | Export-CustomerStatement $file -Force
            Get-Content -Raw -LiteralPath $file | Should -BeLike '# *'
        }
        finally {
            Set-ItemProperty -LiteralPath $file -Name IsReadOnly -Value $false
        }
    }

    It 'keeps a file under -Force and -NoClobber together' {
        $file = New-TestFile "$folder/statement.md" 'old'
        (Get-Failure { $statement | Export-CustomerStatement $file -Force -NoClobber }).Id | Should -Be 'FileExists'
        Get-Content -Raw -LiteralPath $file | Should -Be 'old'
    }

    It 'passes the statement on with -PassThru, once' {
        $passed = $statement | Export-CustomerStatement "$folder/statement.md" -PassThru
        @($passed).Count | Should -Be 1
        [object]::ReferenceEquals($passed, $statement) | Should -BeTrue
        $statement | Export-CustomerStatement "$folder/a.md" -PassThru | Export-CustomerStatement "$folder/b.json" -PassThru | Export-CustomerStatement "$folder/c.html"
        (Get-ChildItem -LiteralPath $folder).Name | Should -Be 'a.md', 'b.json', 'c.html', 'statement.md'
    }

    It 'resolves paths of the provider and of the location' {
        $name = Split-Path -Leaf $folder
        $statement | Export-CustomerStatement "TestDrive:/$name/a.md"
        Push-Location "TestDrive:/$name"
        try {
            $statement | Export-CustomerStatement b.md
            $statement | Export-CustomerStatement './c [1].md'
        }
        finally {
            Pop-Location
        }

        (Get-ChildItem -LiteralPath $folder).Name | Should -Be 'a.md', 'b.md', 'c [1].md'
    }

    It 'writes the same bytes each time' {
        $statement | Export-CustomerStatement "$folder/a.html"
        Import-CustomerTransaction $path -TimeZone UTC -AsOf 2024-07-01 | New-CustomerStatement | Export-CustomerStatement "$folder/b.html"
        (Get-FileHash "$folder/a.html").Hash | Should -Be (Get-FileHash "$folder/b.html").Hash
    }

    It 'goes through a link to the file that it names' -Skip:$IsWindows {
        $file = New-TestFile "$folder/real.md" 'old'
        $null = New-Item -ItemType SymbolicLink -Path "$folder/link.md" -Target $file
        $statement | Export-CustomerStatement "$folder/link.md"
        (Get-Item -LiteralPath "$folder/link.md").LinkType | Should -Be 'SymbolicLink'
        Get-Content -Raw -LiteralPath $file | Should -BeLike '# *'
    }
}

Describe 'New-CustomerStatement of subscriptions' {
    BeforeAll {
        $terms = Import-CustomerSubscription (Join-Path $PSScriptRoot '../docs/samples/subscriptions.csv') -AsOf 2026-01-01
        $subscribed = $terms | New-CustomerStatement
    }

    It 'tells who left, and nothing of purchases' {
        $subscribed.ActivityRule | Should -Be 'Contract'
        $subscribed.Lead | Should -Match '\bleft\b.*Monthly revenue'
        $subscribed.Sections.Id -join ' ' | Should -Be 'customers churn cohorts survival money revenue renewals data'
        $subscribed | Export-CustomerStatement "$TestDrive/terms.md"
        Get-Content -Raw -LiteralPath "$TestDrive/terms.md" | Should -Not -Match '\b(purchases?|bought|spen[dt]|refunds?)\b'
    }

    It 'has the figures of the cmdlets' {
        $subscribed.Ledger | ConvertTo-Json | Should -Be ($terms | Get-CustomerLedger -Period Quarter | ConvertTo-Json)
        $subscribed.Retention | ConvertTo-Json | Should -Be ($terms | Get-RevenueRetention -Period Quarter | ConvertTo-Json)
        $subscribed.Renewals | ConvertTo-Json -Depth 1 -WarningAction Ignore | Should -Be ($terms | Get-RenewalRate -Period Quarter | ConvertTo-Json -Depth 1 -WarningAction Ignore)
        $survival = $terms | Measure-CustomerSurvival -AgeUnit Month
        $subscribed.Survival | Select-Object Median, MedianLow, MedianHigh, Lost | ConvertTo-Json | Should -Be ($survival | Select-Object Median, MedianLow, MedianHigh, Lost | ConvertTo-Json)
        foreach ($point in $subscribed.Survival.Curve) {
            ($survival.Curve | Where-Object Age -eq $point.Age).Survival | Should -Be $point.Survival
        }
    }

    It 'writes it as <_>, the same each time' -ForEach 'html', 'md', 'json' {
        $subscribed | Export-CustomerStatement "$TestDrive/terms.$_"
        Get-Content -Raw -LiteralPath "$TestDrive/terms.$_" | Should -BeLike '*When do they leave*What is left of the revenue*'
        $terms | New-CustomerStatement | Export-CustomerStatement "$TestDrive/again.$_"
        (Get-FileHash "$TestDrive/again.$_").Hash | Should -Be (Get-FileHash "$TestDrive/terms.$_").Hash
    }

    It 'has no value by a model of purchases' {
        $model = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv') | New-CustomerModel -Model ParetoNbd -AsOf 2025-01-01
        (Get-Failure { $terms | New-CustomerStatement -Model $model -DiscountRate 0.1 }).Id | Should -Be 'SubscriptionsHaveNoPurchases'
    }
}

Describe 'New-CustomerStatement of the sample with everything beside it' {
    BeforeAll {
        $samples = Convert-Path (Join-Path $PSScriptRoot '../docs/samples')
        $shop = Import-CustomerTransaction "$samples/shop.csv" -CostColumn cost -GroupColumn channel
        $full = $shop | New-CustomerStatement -GroupBy channel -Reason "$samples/reasons.csv" -Stage "$samples/stages.csv" -ChannelColumn channel -Spend "$samples/spend.csv" -Referral "$samples/referrals.csv"
    }

    It 'has the blocks, with the figures of the cmdlets' {
        $full.Sections.Id -join ' ' | Should -Be 'customers churn cohorts money groups reasons journey acquisition referral data'
        $groups = $shop | Measure-CustomerGroup -GroupBy channel -Since 2025-10-01 -Until 2026-01-01
        $full.Groups | ForEach-Object { "$($_.Group) $($_.Customers) $($_.Revenue) $($_.Profit)" } | Should -Be ($groups | ForEach-Object { "$($_.Group) $($_.Customers) $($_.Revenue) $($_.Profit)" })
        $ledger = $shop | Get-CustomerLedger -Period Quarter -GroupBy channel -Last 1
        $full.GroupLedger | Select-Object Group, Opening, Lost, MovedIn, Closing | ConvertTo-Json | Should -Be ($ledger | Select-Object Group, Opening, Lost, MovedIn, Closing | ConvertTo-Json)
        $efforts = $shop | Compare-JourneyEffort -Reason "$samples/reasons.csv" -Stage "$samples/stages.csv" -Period Quarter -Last 1 3> $null
        $full.Journey | Select-Object Stage, Lost, Gap | ConvertTo-Json | Should -Be ($efforts | Select-Object Stage, Lost, Gap | ConvertTo-Json)
        $full.Referrals | Select-Object Period, Referrers, Rate, ReferredNew | ConvertTo-Json | Should -Be ($shop | Get-ReferralRate -Referral "$samples/referrals.csv" -Period Quarter | Select-Object Period, Referrers, Rate, ReferredNew | ConvertTo-Json)
        $full.Acquisition | Select-Object Channel, Spend, Cac, PaybackMonth | ConvertTo-Json | Should -Be ($shop | Measure-AcquisitionReturn -ChannelColumn channel -Spend "$samples/spend.csv" -Total | Select-Object Channel, Spend, Cac, PaybackMonth | ConvertTo-Json)
        $full.Concentration.Total | Should -Be ($shop | Measure-CustomerGroup -Concentration).Total
        $full.Ledger.Group | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'is a page and a text without an object in it' {
        $full | Export-CustomerStatement "$TestDrive/full.html"
        $full | Export-CustomerStatement "$TestDrive/full.md"
        foreach ($file in 'full.html', 'full.md') {
            $text = Get-Content -Raw "$TestDrive/$file"
            $text | Should -Not -Match 'CustomerMetrics\.[A-Z]|System\.'
            $text | Should -Match 'Is the effort where the losses are'
        }

        (Get-Item "$TestDrive/full.html").Length | Should -BeLessThan 300KB
    }

    It 'leaves groups of few customers out, from every rendering, and sums are of all' {
        $shop = Import-CustomerTransaction "$samples/shop.csv" -CostColumn cost -GroupColumn channel
        $all = $shop | New-CustomerStatement -GroupBy channel -Reason "$samples/reasons.csv" -Stage "$samples/stages.csv"
        $few = $shop | New-CustomerStatement -GroupBy channel -Reason "$samples/reasons.csv" -Stage "$samples/stages.csv" -MinimumGroupSize 30
        $small = @($all.Groups | Where-Object { $_.Customers -lt 30 -and $_.Customers -gt 0 })
        $small | Should -Not -BeNullOrEmpty
        @($few.Groups | Where-Object { $_.Group -in $small.Group }) | Should -BeNullOrEmpty
        ($few.Groups | Where-Object IsTotal).Revenue | Should -Be ($all.Groups | Where-Object IsTotal).Revenue
        @($few.Reasons | Where-Object { "$($_.Kind)" -eq 'Recorded' -and $_.Customers -gt 0 -and $_.Customers -lt 30 }) | Should -BeNullOrEmpty
        $few.Footnotes -join "`n" | Should -Match 'fewer than 30 customers are left out'
        $all.Footnotes -join "`n" | Should -Not -Match 'left out'
    }

    It 'refuses a group size that leaves nothing out' {
        { New-CustomerStatement "$samples/orders.csv" -MinimumGroupSize 1 } | Should -Throw -ErrorId 'GroupSizeInvalid,*'
    }

    It 'tells what a channel returns over the whole life, with a model' {
        $ahead = @{ Model = $shop | New-CustomerModel -Model MbgNbd; DiscountRate = 0.1 }
        $valued = $shop | New-CustomerStatement -ChannelColumn channel -Spend "$samples/spend.csv" @ahead
        $returns = $shop | Measure-AcquisitionReturn -ChannelColumn channel -Spend "$samples/spend.csv" -Total @ahead
        $valued.Acquisition.LtvToCacLow | Should -Be $returns.LtvToCacLow
        $table = $valued.Sections.Where({ $_.Id -eq 'acquisition' }).Blocks.Where({ $_ -is [CustomerMetrics.StatementTable] })[0]
        $table.Columns.Name | Select-Object -Last 4 | Should -Be 'Expected to bring', 'Life by cost', 'From', 'To'
        @(@($table.Rows)[-1])[-4..-1] | Should -Be $returns[-1].ResidualValue, $returns[-1].LtvToCac, $returns[-1].LtvToCacLow, $returns[-1].LtvToCacHigh
        $valued | Export-CustomerStatement "$TestDrive/valued.md"
        Get-Content -Raw "$TestDrive/valued.md" | Should -Match 'is expected to bring [\d.,]+ more: [\d.]+ times the cost, between [\d.]+ and [\d.]+ times'
        $full.Acquisition.LtvToCac | Where-Object { $_ } | Should -BeNullOrEmpty
    }

    It 'needs reasons for stages' {
        (Get-Failure { $shop | New-CustomerStatement -Stage "$samples/stages.csv" }).Id | Should -Be 'StageWithoutReason'
        (Get-Failure { $shop | New-CustomerStatement -Spend "$samples/spend.csv" }).Id | Should -Be 'SpendWithoutChannel'
    }
}

Describe 'New-CustomerStatement -Reason' {
    BeforeAll {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $reasons = Join-Path $PSScriptRoot '../docs/samples/reasons.csv'
    }

    It 'has the lines of Get-CustomerReason, from <Way>' -ForEach @(
        @{ Way = 'a file'; Given = { $reasons } }
        @{ Way = 'rows'; Given = { Import-Csv $reasons } }
    ) {
        $statement = $sales | New-CustomerStatement -Reason (& $Given)
        $lines = $sales | Get-CustomerReason -Reason $reasons -Period Quarter -Last 1 -Top 8
        $statement.Reasons | Select-Object * -ExcludeProperty ReasonsFrom | ConvertTo-Json | Should -Be ($lines | Select-Object * -ExcludeProperty ReasonsFrom | ConvertTo-Json)
        $statement.Sections.Id -join ' ' | Should -Be 'customers churn cohorts money groups reasons data'
        ($statement.Sections | Where-Object Id -eq 'reasons').Blocks[0].Text | Should -BeLike 'Of the 157 who bought nothing in 2025 Q4, no reason is recorded for 94 (59.9%). The reason told most often is "Delivery": 26 customers (16.6%), 17 more than in Q3.*'
    }

    It 'speaks of the last complete period' {
        $open = $sales | New-CustomerStatement -Reason $reasons -AsOf 2025-11-01
        $open.Reasons.Period | Select-Object -Unique | Should -Be '2025Q3'
    }

    It 'takes no table that is none' {
        Set-Content "$TestDrive/none.csv" 'a,b', '1,2'
        (Get-Failure { $sales | New-CustomerStatement -Reason "$TestDrive/none.csv" }).Id | Should -Be 'ColumnNotFound'
    }
}

Describe 'New-CustomerStatement of records' {
    BeforeAll {
        $sales = Import-CustomerTransaction (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
        $salt = 'a salt that only we know'

        function First($Statement) {
            foreach ($row in $Statement.Sections[0].Blocks[0].Rows) {
                $row[0]
            }
        }
    }

    It 'shows the columns of the prompt, their numbers as numbers' {
        $rates = $sales | Get-ChurnRate -Period Quarter -Method Opening -Basis Customers
        $made = $rates | New-CustomerStatement
        $made.Sections.Id -join ' ' | Should -Be 'churnrate'
        $table = $made.Sections[0].Blocks | Where-Object { $_ -is [CustomerMetrics.StatementTable] }
        $column = @($table.Columns.Name).IndexOf('Rate')
        "$($table.Columns[$column].Kind)" | Should -Be 'Share'
        $(foreach ($row in $table.Rows) { $row[$column] }) | Should -Be $rates.Rate
        $made.Churn.Count | Should -Be $rates.Count
        $made.AsOf | Should -Be $rates[0].AsOf
    }

    It 'has a section for each kind, a picture where there is one, and a title of its own' {
        $made = & {
            $sales | Get-CustomerLedger -Period Quarter
            $sales | Get-CustomerCohort -Period Quarter
            $sales | Measure-CustomerGroup -By Decile
        } | New-CustomerStatement -Title 'Three answers'
        $made.Title | Should -Be 'Three answers'
        $made.Sections.Id -join ' ' | Should -Be 'customerledgerentry cohortcell customergroup'
        $made.Sections[0].Blocks[0] | Should -BeOfType CustomerMetrics.WaterfallChart
        $made.Sections[1].Blocks[0] | Should -BeOfType CustomerMetrics.StatementMatrix
        foreach ($extension in 'html', 'md', 'json') {
            $made | Export-CustomerStatement "$TestDrive/records.$extension"
            Get-Content "$TestDrive/records.$extension" -Raw | Should -BeLike '*Three answers*'
        }
    }

    It 'takes <_>' -ForEach @(
        'Get-AcquisitionBenchmark'
        '$sales | Get-CustomerCohort -AsMatrix'
        '$sales | New-CustomerModel -WarningAction Ignore'
        '$sales | Get-CustomerMigration -Tier @{ High = 100; Low = 0 } -Period Quarter -Last 1'
        '$sales | Measure-CustomerSurvival -ActivityRule Window -WindowDays 90'
        '$sales | Test-CustomerData'
        '$sales | Get-CustomerLedger -Period Quarter -Last 1 | Get-CustomerMember -Movement New'
    ) {
        $made = Invoke-Expression $_ | New-CustomerStatement -AsOf 2026-01-01
        $made.Sections[0].Blocks[-1].Rows.Count | Should -BeGreaterThan 0
        $made | Export-CustomerStatement "$TestDrive/any.html"
    }

    It 'takes records that crossed a job' {
        $path = (Resolve-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')).Path
        $module = (Get-Module CustomerMetrics).Path
        $crossed = Start-Job { Import-Module $using:module; Get-ChurnRate $using:path -Period Quarter } | Receive-Job -Wait -AutoRemoveJob | New-CustomerStatement
        $crossed.Sections[0].Blocks[-1].Rows.Count | Should -Be @($sales | Get-ChurnRate -Period Quarter).Count
        "$($crossed.ActivityRule)" | Should -Be 'Period'
    }

    It 'leaves ids out, shows them when asked, and stand-ins with a salt' {
        $segments = $sales | Get-CustomerSegment | Select-Object -First 3
        $hidden = $segments | New-CustomerStatement
        $hidden.Sections[0].Blocks[0].Columns.Name | Should -Not -Contain 'CustomerId'
        $hidden.Sections[0].Blocks[0].Notes | Should -BeLike '*left out*'
        First ($segments | New-CustomerStatement -IncludeCustomerId) | Should -Be $segments.CustomerId
        $made = $segments | New-CustomerStatement -Pseudonym $salt
        $again = $segments | New-CustomerStatement -Pseudonym $salt
        $other = $segments | New-CustomerStatement -Pseudonym "$salt!"
        $ids = First $made
        $ids | Should -Match '^[0-9A-F]{16}$'
        First $again | Should -Be $ids
        First $other | Should -Not -Be $ids
        foreach ($format in 'Html', 'Markdown', 'Json') {
            $made | Export-CustomerStatement "$TestDrive/ids" -Format $format
            Get-Content "$TestDrive/ids" -Raw | Should -Not -Match $segments[0].CustomerId
        }
    }

    It 'shows the first 500 of a kind and says how many there are' {
        $made = $sales | Get-CustomerSegment | New-CustomerStatement
        $made.Lead | Should -BeLike '1,000 customer segments*'
        $made.Sections[0].Blocks[0].Rows.Count | Should -Be 500
        $made.Sections[0].Blocks[0].Notes | Should -Contain 'The first 500 of 1,000; the rest is not on this page.'
    }

    It 'fails with <Id>' -ForEach @(
        @{ Id = 'RecordsAlreadyMade'; Script = { $sales | Get-CustomerLedger | New-CustomerStatement -Last 3 } }
        @{ Id = 'RecordsWithoutDate'; Script = { Get-AcquisitionBenchmark | New-CustomerStatement } }
        @{ Id = 'PseudonymTooShort'; Script = { $sales | Get-CustomerSegment | New-CustomerStatement -Pseudonym short } }
        @{ Id = 'CustomerIdChoice'; Script = { $sales | Get-CustomerSegment | New-CustomerStatement -Pseudonym $salt -IncludeCustomerId } }
        @{ Id = 'InputMixed'; Script = { & { $sales | Get-CustomerLedger; [pscustomobject]@{ customer = 1 } } | New-CustomerStatement } }
    ) {
        { & $Script } | Should -Throw -ErrorId "$Id,*"
    }
}
