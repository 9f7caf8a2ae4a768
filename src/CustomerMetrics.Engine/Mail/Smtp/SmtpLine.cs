using System;
using System.Collections.Generic;
using System.IO;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>A connection to a server: commands go out, replies come back, each within the time that is allowed.</summary>
internal sealed class SmtpLine : IAsyncDisposable
{
    // Far beyond what RFC 5321 allows; a server that sends more is none.
    private const int LongestReply = 64 * 1024;

    private readonly SmtpOptions options;
    private readonly TimeProvider time;
    private readonly TcpClient client;
    private readonly byte[] buffer = new byte[4096];
    private Stream stream;
    private int start;
    private int end;

    private SmtpLine(SmtpOptions options, TimeProvider time, TcpClient client)
    {
        this.options = options;
        this.time = time;
        this.client = client;
        stream = client.GetStream();
    }

    /// <summary>The name of this machine that the server is told: its address, which tells no more than the connection does.</summary>
    public string LocalName => client.Client.LocalEndPoint is IPEndPoint { Address: var address }
        ? address.IsIPv4MappedToIPv6 ? "[" + address.MapToIPv4() + "]" : address.AddressFamily is AddressFamily.InterNetworkV6 ? "[IPv6:" + new IPAddress(address.GetAddressBytes()) + "]" : "[" + address + "]"
        : "[127.0.0.1]";

    /// <summary>The version of TLS; null in the clear.</summary>
    public string? Encryption => stream is SslStream secure ? secure.SslProtocol.ToString() : null;

    public static async Task<SmtpLine> ConnectAsync(SmtpOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var socket = new TcpClient();
        try
        {
            using var limit = Limit(options, time, cancellationToken, out var token);
            await socket.ConnectAsync(options.Server, options.Port, token).ConfigureAwait(false);
            return new(options, time, socket);
        }
        catch (Exception e)
        {
            socket.Dispose();
            throw Translate(e, options, cancellationToken);
        }
    }

    /// <summary>Sends a command, which holds no line break, and reads the reply.</summary>
    public async Task<SmtpReply> AskAsync(string command, CancellationToken cancellationToken)
    {
        if (command.AsSpan().ContainsAny('\r', '\n', '\0'))
        {
            throw new ArgumentException("A command is one line.", nameof(command));
        }

        await SendAsync(Encoding.ASCII.GetBytes(command + "\r\n"), cancellationToken).ConfigureAwait(false);
        return await ReadAsync(cancellationToken).ConfigureAwait(false);
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            using var limit = Limit(options, time, cancellationToken, out var token);
            await stream.WriteAsync(bytes, token).ConfigureAwait(false);
            await stream.FlushAsync(token).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            throw Translate(e, options, cancellationToken);
        }
    }

    public async Task<SmtpReply> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var limit = Limit(options, time, cancellationToken, out var token);
            var lines = new List<string>();
            while (true)
            {
                var (code, isLast, text) = SmtpReply.Line(await ReadLineAsync(token).ConfigureAwait(false)) ?? throw SmtpErrors.NotUnderstood(options);
                lines.Add(text);
                if (isLast)
                {
                    return new(code, lines);
                }

                if (lines.Count > 500)
                {
                    throw SmtpErrors.NotUnderstood(options);
                }
            }
        }
        catch (Exception e)
        {
            throw Translate(e, options, cancellationToken);
        }
    }

    /// <summary>Goes on encrypted, with a server whose certificate is valid for its name.</summary>
    public async Task EncryptAsync(X509Certificate2Collection? roots, CancellationToken cancellationToken)
    {
        // Words that came before the encryption could be anybody's.
        if (start < end)
        {
            throw SmtpErrors.NotUnderstood(options);
        }

        var reason = "";
        var secure = new SslStream(stream, leaveInnerStreamOpen: false);
        stream = secure;
        try
        {
            using var limit = Limit(options, time, cancellationToken, out var token);
            var authentication = new SslClientAuthenticationOptions
            {
                TargetHost = options.Server,
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) => (reason = SmtpCertificate.Explain(certificate, chain, errors, options.Server)).Length == 0,
            };
            if (roots is not null)
            {
                authentication.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
                authentication.CertificateChainPolicy.CustomTrustStore.AddRange(roots);
            }

            await secure.AuthenticateAsClientAsync(authentication, token).ConfigureAwait(false);
        }
        catch (AuthenticationException e)
        {
            throw SmtpErrors.Certificate(options, reason.Length > 0 ? reason : "no encryption could be agreed on", e);
        }
        catch (Exception e)
        {
            throw Translate(e, options, cancellationToken);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stream.DisposeAsync().ConfigureAwait(false);
        client.Dispose();
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (true)
        {
            var at = Array.IndexOf(buffer, (byte)'\n', start, end - start);
            line.Append(Encoding.UTF8.GetString(buffer, start, (at < 0 ? end : at) - start));
            if (at >= 0)
            {
                start = at + 1;
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > LongestReply)
            {
                throw SmtpErrors.NotUnderstood(options);
            }

            start = 0;
            end = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (end == 0)
            {
                throw new EndOfStreamException("the server has closed it");
            }
        }
    }

    private static CompositeLimit Limit(SmtpOptions options, TimeProvider time, CancellationToken cancellationToken, out CancellationToken token)
    {
        var limit = new CompositeLimit(new CancellationTokenSource(options.Timeout, time), cancellationToken);
        token = limit.Token;
        return limit;
    }

    private static Exception Translate(Exception e, SmtpOptions options, CancellationToken cancellationToken) => e switch
    {
        OperationCanceledException when cancellationToken.IsCancellationRequested => e,
        _ when cancellationToken.IsCancellationRequested && IsAborted(e) => new OperationCanceledException(e.Message, e, cancellationToken),
        _ when IsAborted(e) => SmtpErrors.Unreachable(options, Errors.Invariant($"no answer came within {options.Timeout.TotalSeconds:0.###} seconds"), e),
        IOException { InnerException: SocketException socket } => SmtpErrors.Unreachable(options, Reason(socket), e),
        SocketException socket => SmtpErrors.Unreachable(options, Reason(socket), e),
        IOException or ObjectDisposedException => SmtpErrors.Unreachable(options, "the connection was lost", e),
        _ => e,
    };

    // What is given up while the system is at it may come as its failure.
    private static bool IsAborted(Exception? e) => e is OperationCanceledException or SocketException { SocketErrorCode: SocketError.OperationAborted } || (e is IOException && IsAborted(e.InnerException));

    // The words of the system differ from one to the other.
    private static string Reason(SocketException e) => e.SocketErrorCode switch
    {
        SocketError.ConnectionRefused => "nobody listens on that port",
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "the name is not known",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "there is no way to it",
        SocketError.TimedOut => "it does not answer",
        _ => "the connection was lost",
    };

    private sealed class CompositeLimit(CancellationTokenSource time, CancellationToken stopping) : IDisposable
    {
        private readonly CancellationTokenSource linked = CancellationTokenSource.CreateLinkedTokenSource(time.Token, stopping);

        public CancellationToken Token => linked.Token;

        public void Dispose()
        {
            linked.Dispose();
            time.Dispose();
        }
    }
}
