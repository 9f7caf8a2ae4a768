using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Linq;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Tests.Mail;

/// <summary>A mail server that does what a test says, one script for each connection, and remembers what it was told.</summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Task work;

    public ScriptedServer(params Func<ScriptedLine, Task>[] scripts)
    {
        listener.Start();
        work = WorkAsync(scripts);
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public ConcurrentQueue<string> Heard { get; } = new();

    public int Connections { get; private set; }

    public string[] Commands => [.. Heard.Select(line => line.Split(' ')[0])];

    public async ValueTask DisposeAsync()
    {
        listener.Stop();
        await work;
    }

    private async Task WorkAsync(IEnumerable<Func<ScriptedLine, Task>> scripts)
    {
        foreach (var script in scripts)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync();
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                // The test is over before all scripts were asked for.
                return;
            }

            Connections++;
            using (client)
            using (var line = new ScriptedLine(client, Heard))
            {
                try
                {
                    await script(line);
                }
                catch (IOException)
                {
                    // The sender has gone, as some scripts make it do.
                    continue;
                }
            }
        }
    }
}

/// <summary>The server's end of a connection.</summary>
internal sealed class ScriptedLine(TcpClient client, ConcurrentQueue<string> heard) : IDisposable
{
    private Stream stream = client.GetStream();

    public async Task SayAsync(string reply)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(reply + "\r\n"));
        await stream.FlushAsync();
    }

    public async Task<string> HearAsync()
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (await stream.ReadAsync(one) == 1)
        {
            if (one[0] == '\n')
            {
                heard.Enqueue(Encoding.UTF8.GetString([.. line]).TrimEnd('\r'));
                return heard.Last();
            }

            line.Add(one[0]);
        }

        throw new EndOfStreamException();
    }

    /// <summary>Waits for a line and answers it.</summary>
    public async Task AnswerAsync(string reply)
    {
        await HearAsync();
        await SayAsync(reply);
    }

    public async Task<string> HearMailAsync()
    {
        var mail = new StringBuilder();
        while (await HearAsync() is not "." and var line)
        {
            mail.Append(line).Append('\n');
        }

        return mail.ToString();
    }

    public async Task EncryptAsync(X509Certificate2 certificate)
    {
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secure;
        try
        {
            await secure.AuthenticateAsServerAsync(certificate);
        }
        catch (System.Security.Authentication.AuthenticationException e)
        {
            throw new IOException("The sender refuses the certificate.", e);
        }
    }

    public void Dispose() => stream.Dispose();
}
