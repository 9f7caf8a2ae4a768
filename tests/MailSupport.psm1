# A mail server on loopback, for the suites that send mail: the npm package smtp-server, by tests/mail/server.cjs.

$folderOfServer = Join-Path $PSScriptRoot 'mail'

<#
.SYNOPSIS
    Whether a mail server can be started here; says why when it cannot.
#>
function Test-MailServer {
    if (-not (Get-Command node -CommandType Application -ErrorAction Ignore)) {
        Write-Warning 'There is no node on PATH: the tests that need a mail server are SKIPPED.'
        return $false
    }

    if (-not (Test-Path -LiteralPath (Join-Path $folderOfServer 'node_modules/smtp-server'))) {
        Write-Warning "The packages of tests/mail are not installed (npm ci --prefix tests/mail): the tests that need a mail server are SKIPPED."
        return $false
    }

    # Elsewhere a certificate is not trusted by an environment variable.
    $IsLinux
}

<#
.SYNOPSIS
    Starts the servers, with a certificate made for localhost; returns their ports, the file of the certificate and the process.
#>
function Start-MailServer {
    param([Parameter(Mandatory)] [string] $Folder)

    $key = [Security.Cryptography.RSA]::Create(2048)
    $request = [Security.Cryptography.X509Certificates.CertificateRequest]::new('CN=localhost', $key, 'SHA256', [Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $names = [Security.Cryptography.X509Certificates.SubjectAlternativeNameBuilder]::new()
    $names.AddDnsName('localhost')
    $request.CertificateExtensions.Add($names.Build())
    $certificate = $request.CreateSelfSigned('2020-01-01Z', '2120-01-01Z')
    [IO.File]::WriteAllText("$Folder/key.pem", $key.ExportPkcs8PrivateKeyPem())
    [IO.File]::WriteAllText("$Folder/certificate.pem", $certificate.ExportCertificatePem())

    $start = [Diagnostics.ProcessStartInfo]::new('node')
    (Join-Path $folderOfServer 'server.cjs'), $Folder | ForEach-Object { $start.ArgumentList.Add($_) }
    $start.RedirectStandardInput = $true
    $process = [Diagnostics.Process]::Start($start)
    $ports = "$Folder/ports.json"
    while (-not (Test-Path -LiteralPath $ports)) {
        if ($process.WaitForExit(20)) {
            throw "The mail server ended with $($process.ExitCode)."
        }
    }

    $port = Get-Content -Raw -LiteralPath $ports | ConvertFrom-Json
    [pscustomobject]@{ Secure = $port.secure; Plain = $port.plain; Vanishing = $port.vanishing; Certificate = "$Folder/certificate.pem"; Folder = $Folder; Process = $process }
}

<#
.SYNOPSIS
    Ends the servers.
#>
function Stop-MailServer {
    param([Parameter(Mandatory)] $Server)
    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}

<#
.SYNOPSIS
    The mails that were received, in their order, as the parser tells them.
#>
function Get-ReceivedMail {
    param([Parameter(Mandatory)] $Server)
    Get-ChildItem -LiteralPath $Server.Folder -Filter 'mail-*.json' | Sort-Object { [int] ($_.BaseName -replace '\D') } | ForEach-Object { Get-Content -Raw -LiteralPath $_.FullName | ConvertFrom-Json }
}

Export-ModuleMember -Function *-*
