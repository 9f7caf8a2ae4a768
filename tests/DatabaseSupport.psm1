# What suites on databases share: the drivers of the module, loaded beside it as a user's own would be, and a PostgreSQL server for a suite.

$lib = Convert-Path (Join-Path $PSScriptRoot '../output/CustomerMetrics/lib/net8.0')
$npgsql = [Reflection.Assembly]::LoadFrom((Join-Path $lib 'Npgsql.dll'))
$sqlite = [Reflection.Assembly]::LoadFrom((Join-Path $lib 'Microsoft.Data.Sqlite.dll'))

# Its library lies where the module looks for it, and .NET does not.
$system = $IsWindows ? 'win' : $IsMacOS ? 'osx' : 'linux'
$platform = "$system-$([Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant())"
Add-Type -TypeDefinition @'
public static class SqliteLibrary
{
    public static void Find(System.Reflection.Assembly provider, string path) =>
        System.Runtime.InteropServices.NativeLibrary.SetDllImportResolver(provider, (name, assembly, search) => System.Runtime.InteropServices.NativeLibrary.Load(path));
}
'@
[SqliteLibrary]::Find([Reflection.Assembly]::LoadFrom((Join-Path $lib 'SQLitePCLRaw.provider.e_sqlite3.dll')), (Get-ChildItem -LiteralPath (Join-Path $lib "runtimes/$platform/native") -File)[0].FullName)

<#
.SYNOPSIS
    An open connection of the user's own, by a driver that the module knows nothing of.
#>
function Open-Connection {
    param([Parameter(Mandatory)] [ValidateSet('Sqlite', 'PostgreSql')] [string] $Provider, [Parameter(Mandatory)] [string] $ConnectionString)

    $type = $Provider -eq 'Sqlite' ? $sqlite.GetType('Microsoft.Data.Sqlite.SqliteConnection') : $npgsql.GetType('Npgsql.NpgsqlConnection')
    $connection = [Activator]::CreateInstance($type, [object[]] $ConnectionString)
    $connection.Open()
    $connection
}

<#
.SYNOPSIS
    Runs statements on a connection; returns the first value of the answer.
#>
function Invoke-Sql {
    param([Parameter(Mandatory)] $Connection, [Parameter(Mandatory)] [string] $Sql)

    $command = $Connection.CreateCommand()
    try {
        $command.CommandText = $Sql
        $command.ExecuteScalar()
    }
    finally {
        $command.Dispose()
    }
}

<#
.SYNOPSIS
    Loads a CSV into a table of text columns, but for the amount.
#>
function Import-SqlTable {
    param([Parameter(Mandatory)] $Connection, [Parameter(Mandatory)] [string] $Table, [Parameter(Mandatory)] [string] $Csv, [string] $DateType = 'text')

    $rows = @(Import-Csv -LiteralPath $Csv)
    $columns = $rows[0].PSObject.Properties.Name
    $types = foreach ($column in $columns) {
        "`"$column`" $($column -eq 'amount' ? 'numeric' : $column -eq 'date' ? $DateType : 'text')"
    }

    $null = Invoke-Sql $Connection "create table $Table ($($types -join ', '))"
    for ($first = 0; $first -lt $rows.Count; $first += 500) {
        $values = foreach ($row in $rows[$first..[math]::Min($first + 499, $rows.Count - 1)]) {
            '(' + (@(foreach ($column in $columns) { $column -eq 'amount' ? $row.$column : "'$($row.$column -replace "'", "''")'" }) -join ', ') + ')'
        }

        $null = Invoke-Sql $Connection "insert into $Table values $($values -join ', ')"
    }
}

<#
.SYNOPSIS
    The folder of a PostgreSQL server's programs; nothing on a machine that has none.
#>
function Find-PostgresServer {
    $programs = 'initdb', 'pg_ctl', 'postgres'
    $debian = Get-ChildItem -Path '/usr/lib/postgresql' -Directory -ErrorAction Ignore | Sort-Object { [double] $_.Name } -Descending | ForEach-Object { Join-Path $_.FullName 'bin' }
    $folders = $env:CUSTOMERMETRICS_POSTGRES_BIN ? $env:CUSTOMERMETRICS_POSTGRES_BIN : @($env:PATH -split [IO.Path]::PathSeparator) + $debian
    $found = $IsWindows ? $null : ($folders | Where-Object { $folder = $_; $folder -and -not ($programs | Where-Object { -not (Test-Path -LiteralPath (Join-Path $folder $_)) }) } | Select-Object -First 1)
    if ($found) {
        $found
    }
    else {
        Write-Warning 'There is no PostgreSQL server here (initdb, pg_ctl and postgres on PATH or in CUSTOMERMETRICS_POSTGRES_BIN): the tests that need one are SKIPPED.'
    }
}

<#
.SYNOPSIS
    Starts a server on a free port of 127.0.0.1. It ends, and its folder with it, when its input is closed or this process is gone.
#>
function Start-PostgresServer {
    $binaries = Find-PostgresServer
    $script = @'
trap '' INT TERM HUP
cd "$1" || exit 1
if "$2/initdb" -D data -U owner -A scram-sha-256 --pwfile=password -E UTF8 --no-locale --no-sync >initdb.log 2>&1 &&
    "$2/pg_ctl" -D data -l server.log -w -o "$3" start >start.log 2>&1
then
    echo ready
    cat >/dev/null
    "$2/pg_ctl" -D data -m immediate stop >/dev/null 2>&1
else
    cat ./*.log
fi
cd / && rm -rf "$1"
'@
    $said = ''
    # Another process may take the port first.
    foreach ($attempt in 1..5) {
        $folder = [IO.Directory]::CreateTempSubdirectory('customermetrics-').FullName
        $password = [Security.Cryptography.RandomNumberGenerator]::GetHexString(32, $true)
        [IO.File]::WriteAllText("$folder/password", $password)
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $settings = "-c listen_addresses=127.0.0.1 -c port=$port -c unix_socket_directories='$folder' -c max_connections=50 -c fsync=off -c synchronous_commit=off"
        $command = @('/bin/sh', '-c', $script, 'sh', $folder, $binaries, $settings)
        # The server refuses to run as root.
        if ([Environment]::IsPrivilegedProcess) {
            $user = (Get-Content -LiteralPath '/etc/passwd') -match '^(postgres|nobody):' | Sort-Object -Descending | Select-Object -First 1
            $null, $null, $uid, $gid, $null = $user -split ':'
            chown -R "${uid}:$gid" $folder
            $command = @('setpriv', "--reuid=$uid", "--regid=$gid", '--clear-groups') + $command
        }

        $start = [Diagnostics.ProcessStartInfo]::new($command[0])
        $command | Select-Object -Skip 1 | ForEach-Object { $start.ArgumentList.Add($_) }
        $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
        $process = [Diagnostics.Process]::Start($start)
        $said = $process.StandardOutput.ReadLine()
        if ($said -eq 'ready') {
            return [pscustomobject]@{ Process = $process; Password = $password; Place = "Host=127.0.0.1;Port=$port;Database=postgres" }
        }

        $said += $process.StandardOutput.ReadToEnd()
        $process.WaitForExit()
    }

    throw "PostgreSQL does not start: $said"
}

<#
.SYNOPSIS
    Ends a server and waits until it is gone.
#>
function Stop-PostgresServer {
    param([Parameter(Mandatory)] $Server)

    $Server.Process.StandardInput.Close()
    $Server.Process.WaitForExit()
}
