#Requires -Version 7.4
#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

BeforeDiscovery {
    Import-Module (Join-Path $PSScriptRoot 'MailSupport.psm1')
    $noServer = -not (Test-MailServer)
    $noBrowser = -not (Get-Command chromium, chromium-browser, google-chrome -CommandType Application -ErrorAction Ignore)
}

BeforeAll {
    Import-Module (Join-Path $PSScriptRoot 'TestSupport.psm1')
    Import-Module (Join-Path $PSScriptRoot 'MailSupport.psm1')
    $orders = Convert-Path (Join-Path $PSScriptRoot '../docs/samples/orders.csv')
    $module = Convert-Path (Join-Path $PSScriptRoot '../output/CustomerMetrics')
    $statement = New-CustomerStatement $orders -AsOf 2026-01-01
    $day = [DateTimeOffset] '2026-01-02T07:30:00Z'
    $addresses = @{ From = 'Reports <reports@example.org>'; To = 'ann@example.org'; Date = $day }
    $hostile = "a`r`nBcc: evil@example.org`r`n`r`n<script>alert(1)</script>=cmd|x"

    # A shell that trusts the server, as a task on a machine of the house does.
    function Invoke-Sender {
        param([string] $Script, [string] $Trusted = $server.Certificate)
        $file = New-TestFile "$TestDrive/send.ps1" @(
            "`$ErrorActionPreference = 'Stop'"
            "Import-Module '$module'"
            "`$orders = '$orders'; `$folder = '$TestDrive'; `$secure = $($server.Secure); `$plain = $($server.Plain)"
            "`$login = [pscredential]::new('reports', (ConvertTo-SecureString 'pässword' -AsPlainText -Force))"
            'function Get-Reason { param($Script) try { & $Script; throw "It did not fail." } catch { [pscustomobject]@{ Id = $_.FullyQualifiedErrorId.Split(",")[0]; Message = "$_" } } }'
            "& { $Script } | ConvertTo-Json -Depth 5 -AsArray"
        )
        $start = [Diagnostics.ProcessStartInfo]::new((Get-Process -Id $PID).Path)
        '-NoProfile', '-NonInteractive', '-File', $file | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardOutput = $true
        $start.Environment['SSL_CERT_FILE'] = $Trusted
        $shell = [Diagnostics.Process]::Start($start)
        $said = $shell.StandardOutput.ReadToEnd()
        $shell.WaitForExit()
        $shell.ExitCode | Should -Be 0 -Because $said
        $said | ConvertFrom-Json
    }
}

Describe 'ConvertTo-CustomerStatementMail' {
    It 'tells the net number in the subject, in the words of the rule' {
        $mail = $statement | ConvertTo-CustomerStatementMail @addresses
        $mail.Subject | Should -Be 'Customers -5 net in 2025 Q4, 313 bought'
        $mail.Period, $mail.AsOf | Should -Be '2025Q4', ([datetime] '2026-01-01')
        (New-CustomerStatement $orders -ActivityRule Window -WindowDays 180 | ConvertTo-CustomerStatementMail).Subject | Should -BeLike 'Customers * net in 2025 Q4, * at its end'
        ($statement | ConvertTo-CustomerStatementMail -Subject 'Ours').Subject | Should -Be 'Ours'
    }

    It 'fits the sample into 100 kilobytes, with every table' {
        $mail = $statement | ConvertTo-CustomerStatementMail
        [Text.Encoding]::UTF8.GetByteCount($mail.HtmlBody) | Should -BeLessThan 100000
        $mail.LeftOut | Should -BeNullOrEmpty
        $mail.TextBody | Should -BeLike '*157 of the 318 who bought in Q3 bought nothing*'
    }

    It 'names a mail by what it says and to whom, and not by when' {
        $mail = $statement | ConvertTo-CustomerStatementMail @addresses
        $mail.MessageId | Should -Match '^<[0-9a-f]{32}@example\.org>$'
        ($statement | ConvertTo-CustomerStatementMail -From $addresses.From -To $addresses.To).MessageId | Should -Be $mail.MessageId
        ($mail | ConvertTo-CustomerStatementMail -To 'bob@example.org').MessageId | Should -Not -Be $mail.MessageId
        ($mail | ConvertTo-CustomerStatementMail).MessageId | Should -Be $mail.MessageId
    }

    It 'writes the same file for the same date' {
        $mail = $statement | ConvertTo-CustomerStatementMail @addresses -AttachAs Html, Json -OutFile "$TestDrive/a.eml"
        $mail | ConvertTo-CustomerStatementMail -OutFile "$TestDrive/b.eml"
        (Get-FileHash "$TestDrive/a.eml").Hash | Should -Be (Get-FileHash "$TestDrive/b.eml").Hash
        $lines = [IO.File]::ReadAllText("$TestDrive/a.eml") -split "`r`n"
        ($lines | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 78
        $lines | Should -Contain 'Date: Fri, 02 Jan 2026 07:30:00 +0000'
    }

    It 'writes nothing under -WhatIf, keeps a file under -NoClobber, and leaves no debris' {
        $folder = (New-Item -ItemType Directory -Path "$TestDrive/out").FullName
        $null = $statement | ConvertTo-CustomerStatementMail @addresses -OutFile "$folder/s.eml" -WhatIf
        Get-ChildItem -LiteralPath $folder -Force | Should -BeNullOrEmpty
        $file = New-TestFile "$folder/s.eml" 'mine'
        (Get-Failure { $statement | ConvertTo-CustomerStatementMail @addresses -OutFile $file -NoClobber }).Id | Should -Be 'FileExists'
        (Get-Failure { $statement | ConvertTo-CustomerStatementMail -To ann@example.org -OutFile $file }).Id | Should -Be 'MailFromMissing'
        Get-Content -Raw -LiteralPath $file | Should -Be 'mine'
        $null = $statement | ConvertTo-CustomerStatementMail @addresses -OutFile $file
        (Get-ChildItem -LiteralPath $folder -Force).Name | Should -Be 's.eml'
        Get-Content -LiteralPath $file -TotalCount 1 | Should -BeLike 'Date: *'
    }

    It 'has attachments of files and of renderings' {
        $file = New-TestFile "$TestDrive/Übersicht.csv" 'a,b'
        $mail = $statement | ConvertTo-CustomerStatementMail -AttachAs Text, Csv -Attachment "$TestDrive/*.csv"
        $mail.Attachments.Name | Should -Be 'customer-statement-2025Q4.txt', 'customer-statement-2025Q4.zip', 'Übersicht.csv'
        $archive = [IO.Compression.ZipArchive]::new([IO.MemoryStream]::new([byte[]] $mail.Attachments[1].Content))
        $archive.Entries.Name | Should -Contain 'about.csv'
        $mail.MessageId | Should -Be ($statement | ConvertTo-CustomerStatementMail -AttachAs Text, Csv -Attachment "$TestDrive/*.csv").MessageId
        $mail.Attachments[2].ContentType | Should -Be 'text/csv'
        [Text.Encoding]::UTF8.GetString([byte[]] $mail.Attachments[2].Content) | Should -Be 'a,b'
        Remove-Item -LiteralPath $file
    }

    It 'refuses <Id>' -ForEach @(
        @{ Id = 'MailAddressInvalid'; Script = { $statement | ConvertTo-CustomerStatementMail -To 'ann@example.org, bob@example.org' } }
        @{ Id = 'MailAddressInvalid'; Script = { $statement | ConvertTo-CustomerStatementMail -ReplyTo $hostile } }
        @{ Id = 'MailAddressNotAscii'; Script = { $statement | ConvertTo-CustomerStatementMail -Cc 'jörg@example.org' } }
        @{ Id = 'MailIsMade'; Script = { $statement | ConvertTo-CustomerStatementMail | ConvertTo-CustomerStatementMail -AttachAs Html } }
        @{ Id = 'FileNotFound'; Script = { $statement | ConvertTo-CustomerStatementMail -Attachment "$TestDrive/none.csv" } }
        @{ Id = 'StatementExpected'; Script = { Get-CustomerLedger $orders -Last 1 | ConvertTo-CustomerStatementMail } }
        @{ Id = 'MailImplicitTls'; Script = { $statement | Send-CustomerStatement @addresses -SmtpServer localhost -Port 465 } }
        @{ Id = 'MailRecipientMissing'; Script = { $statement | Send-CustomerStatement -From reports@example.org -SmtpServer localhost } }
        @{ Id = 'MailFromMissing'; Script = { $statement | Send-CustomerStatement -To ann@example.org -SmtpServer localhost } }
    ) {
        $failure = Get-Failure $Script
        $failure.Id | Should -Be $Id
        $failure.Remedy | Should -Not -BeNullOrEmpty
        $failure.Message | Should -Not -Match "`n"
    }

    It 'is as wide as its window in a browser, from a phone on' -Skip:$noBrowser {
        $shop = Split-Path $orders
        $full = Import-CustomerTransaction "$shop/shop.csv" -CostColumn cost -GroupColumn channel -AsOf 2026-01-01 |
            New-CustomerStatement -ActivityRule Window -WindowDays 180 -GroupBy channel -ChannelColumn channel -Spend "$shop/spend.csv" -Reason "$shop/reasons.csv" -Stage "$shop/stages.csv" -Referral "$shop/referrals.csv"
        [IO.File]::WriteAllText("$TestDrive/plain.html", ($statement | ConvertTo-CustomerStatementMail).HtmlBody)
        [IO.File]::WriteAllText("$TestDrive/full.html", ($full | ConvertTo-CustomerStatementMail).HtmlBody)
        $null = New-TestFile "$TestDrive/probe.html" @'
<body><iframe id="plain" src="plain.html"></iframe><iframe id="full" src="full.html"></iframe><script>
onload = () => document.title = ['plain', 'full'].flatMap(id => [320, 360, 600].map(width => {
  const frame = document.getElementById(id);
  frame.style.cssText = `border:0;height:60000px;width:${width}px`;
  const page = frame.contentDocument.documentElement;
  return `${id} ${width}: ${page.scrollWidth - width} ${page.scrollHeight > 1000}`;
})).join(', ');
</script>
'@
        $browser = (Get-Command chromium, chromium-browser, google-chrome -CommandType Application -ErrorAction Ignore)[0].Source
        $dom = & $browser --headless --no-sandbox --disable-gpu --allow-file-access-from-files --dump-dom "file://$TestDrive/probe.html" 2> $null
        [regex]::Match("$dom", '<title>(.*?)</title>').Groups[1].Value | Should -Be 'plain 320: 0 true, plain 360: 0 true, plain 600: 0 true, full 320: 0 true, full 360: 0 true, full 600: 0 true'
    }
}

Describe 'Send-CustomerStatement' -Skip:$noServer {
    BeforeAll {
        $server = Start-MailServer (New-Item -ItemType Directory -Path "$TestDrive/server").FullName
    }

    AfterAll {
        Stop-MailServer $server
    }

    BeforeEach {
        Get-ChildItem -LiteralPath $server.Folder -Filter 'mail-*' | Remove-Item
    }

    It 'sends the statement at the end of a pipeline, encrypted and logged in' {
        $sent = Invoke-Sender {
            New-CustomerStatement $orders -AsOf 2026-01-01 | Export-CustomerStatement -Path "$folder/s.html" -PassThru |
                Send-CustomerStatement -To 'Ann Łee <ann@example.org>', bob@example.org -Cc cy@example.org -Bcc dee@example.org -ReplyTo office@example.org -From 'Reports, North <reports@example.org>' -SmtpServer localhost -Port $secure -Credential $login -AttachAs Html, Json -Attachment $orders -Date 2026-01-02T07:30:00Z
        }
        $sent.Recipients | Should -Be 'ann@example.org', 'bob@example.org', 'cy@example.org', 'dee@example.org'
        $sent.Encryption | Should -BeLike 'Tls1*'
        $sent.Reply | Should -Be '250 kept as 1'

        $mail = Get-ReceivedMail $server
        $mail.secure, $mail.user, $mail.sender | Should -Be $true, 'reports', 'reports@example.org'
        $mail.recipients | Should -Be $sent.Recipients
        $mail.subject | Should -Be 'Customers -5 net in 2025 Q4, 313 bought'
        $mail.from[0].name, $mail.from[0].address | Should -Be 'Reports, North', 'reports@example.org'
        $mail.to.name | Should -Be 'Ann Łee', ''
        $mail.cc[0].address, $mail.replyTo[0].address | Should -Be 'cy@example.org', 'office@example.org'
        $mail.bcc | Should -BeNullOrEmpty
        $mail.messageId | Should -Be $sent.MessageId
        $mail.date | Should -Be ([datetime] '2026-01-02T07:30:00Z').ToUniversalTime()
        $made = $statement | ConvertTo-CustomerStatementMail
        $mail.text -replace '\r' | Should -Be ($made.TextBody -replace '\r')
        $mail.html -replace '\r' | Should -Be $made.HtmlBody
        $mail.attachments.name | Should -Be 'customer-statement-2025Q4.html', 'customer-statement-2025Q4.json', 'orders.csv'
        $mail.attachments.type | Should -Be 'text/html', 'application/json', 'text/csv'
        [Convert]::FromBase64String($mail.attachments[2].content).Length | Should -Be (Get-Item -LiteralPath $orders).Length
        [Text.Encoding]::UTF8.GetString([Convert]::FromBase64String($mail.attachments[0].content)) | Should -Be (Get-Content -Raw -LiteralPath "$TestDrive/s.html")
    }

    It 'shows hostile names as text, and adds no field by them' {
        $sent = Invoke-Sender {
            $hostile = "a`r`nBcc: evil@example.org`r`n`r`n<script>alert(1)</script>=cmd|x"
            $rows = foreach ($day in '2025-01-01', '2025-02-01') { [pscustomobject]@{ customer_id = $hostile; date = $day; amount = 1; group = $hostile } }
            $rows | Import-CustomerTransaction -GroupColumn group -AsOf 2025-03-01 | New-CustomerStatement -Period Month -Title $hostile -GroupBy group |
                Send-CustomerStatement -From reports@example.org -To ann@example.org -Subject $hostile -SmtpServer localhost -Port $plain -AllowPlaintext -AttachAs Html
        }
        $sent.Encryption | Should -BeNullOrEmpty
        $mail = Get-ReceivedMail $server
        $mail.headers | Sort-Object | Should -Be 'auto-submitted', 'content-type', 'date', 'from', 'message-id', 'mime-version', 'subject', 'to'
        $mail.recipients | Should -Be 'ann@example.org'
        $mail.subject | Should -Be 'a  Bcc: evil@example.org    <script>alert(1)</script>=cmd|x'
        $mail.html | Should -Not -Match '(?i)<script'
        $mail.html | Should -BeLike '*&lt;script&gt;alert(1)&lt;/script&gt;=cmd|x*'
        @($mail.attachments).Count | Should -Be 1
    }

    It 'says clearly why a mail was not sent' {
        $big = New-TestFile "$TestDrive/big.bin" ([byte[]]::new(1600000))
        $reasons = Invoke-Sender {
            $statement = New-CustomerStatement $orders -Last 2
            $to = @{ From = 'reports@example.org'; SmtpServer = 'localhost' }
            $wrong = [pscredential]::new('reports', (ConvertTo-SecureString 'wrong' -AsPlainText -Force))
            Get-Reason { $statement | Send-CustomerStatement @to -To ann@example.org -Port $secure -Credential $wrong }
            Get-Reason { $statement | Send-CustomerStatement @to -To ann@example.org, nobody@example.org -Port $secure -Credential $login }
            Get-Reason { $statement | Send-CustomerStatement @to -To ann@example.org -Port $secure -Credential $login -Attachment "$folder/big.bin" }
            Get-Reason { $statement | Send-CustomerStatement @to -To ann@example.org -Port $plain }
            Get-Reason { $statement | Send-CustomerStatement -From reports@example.org -To ann@example.org -SmtpServer 127.0.0.1 -Port $secure }
            Get-Reason { $statement | Send-CustomerStatement @to -To ann@example.org -Port $secure }
        }
        $reasons.Id | Should -Be 'MailLoginRefused', 'MailRecipientRefused', 'MailTooLarge', 'MailNotEncrypted', 'MailCertificateInvalid', 'MailRefused'
        $reasons[1].Message | Should -BeLike '*nobody@example.org (550 5.1.1 No such user)*sent to nobody.'
        $reasons[2].Message | Should -BeLike '*takes 2,000,000*'
        $reasons[4].Message | Should -BeLike "*for 'localhost' and not for '127.0.0.1'*"
        Get-ReceivedMail $server | Should -BeNullOrEmpty
        Remove-Item -LiteralPath $big
    }

    It 'refuses a certificate that nobody vouches for' {
        $other = Start-MailServer (New-Item -ItemType Directory -Path "$TestDrive/other").FullName
        Stop-MailServer $other
        $reason = Invoke-Sender -Trusted $other.Certificate {
            Get-Reason { New-CustomerStatement $orders -Last 2 | Send-CustomerStatement -From reports@example.org -To ann@example.org -SmtpServer localhost -Port $secure }
        }
        $reason.Id | Should -Be 'MailCertificateInvalid'
        $reason.Message | Should -BeLike '*localhost*nobody vouches for it*'
    }

    It 'sends nothing under -WhatIf' {
        $statement | Send-CustomerStatement @addresses -SmtpServer localhost -Port $server.Plain -AllowPlaintext -WhatIf | Should -BeNullOrEmpty
        Get-ReceivedMail $server | Should -BeNullOrEmpty
    }

    It 'sends a mail that is made already as it is, with what is given beside it' {
        $mail = $statement | ConvertTo-CustomerStatementMail @addresses -AttachAs Text
        $plain = @{ SmtpServer = 'localhost'; Port = $server.Plain; AllowPlaintext = $true }
        ($mail | Send-CustomerStatement @plain).MessageId | Should -Be $mail.MessageId
        $second = $mail | Send-CustomerStatement @plain -To bob@example.org
        $second.Recipients | Should -Be 'bob@example.org'
        $received = Get-ReceivedMail $server
        $received.to.ForEach({ $_.address }) | Should -Be 'ann@example.org', 'bob@example.org'
        $received.attachments.name | Should -Be 'customer-statement-2025Q4.txt', 'customer-statement-2025Q4.txt'
        $received[0].date | Should -Be $day.UtcDateTime
    }

    It 'gives other senders what they ask for' {
        $mail = $statement | ConvertTo-CustomerStatementMail @addresses
        $common = @{ From = $mail.From; To = $mail.To; Subject = $mail.Subject }
        Send-MailMessage @common -Body $mail.HtmlBody -BodyAsHtml -Encoding utf8 -SmtpServer localhost -Port $server.Plain -WarningAction Ignore
        $received = Get-ReceivedMail $server
        $received.subject | Should -Be $mail.Subject
        ($received.html -replace '\r').Trim() | Should -Be $mail.HtmlBody.Trim()
    }
}
