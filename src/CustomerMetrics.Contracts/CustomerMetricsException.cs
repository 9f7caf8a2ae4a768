using System;

namespace CustomerMetrics;

/// <summary>What a failure is about, for the error category of a face.</summary>
public enum FailureKind
{
    InvalidData,
    InvalidArgument,
    NotFound,
    PermissionDenied,
    AlreadyExists,
    ReadError,
    WriteError,
    LimitExceeded,
    InvalidResult,
    NotSupported,

    /// <summary>A server that does not answer, or no longer.</summary>
    ConnectionFailed,
    LoginRefused,
    TimedOut,
    Busy,
}

/// <summary>
/// A failure that a user can act on: a constant id, what went wrong and where, and what to do about it.
/// It never carries personal data; only an offending date or amount may be quoted.
/// </summary>
public sealed class CustomerMetricsException : Exception
{
    public CustomerMetricsException(string errorId, FailureKind kind, string message, string remedy, object? target = null, Exception? innerException = null)
        : base(message, innerException)
    {
        ErrorId = errorId;
        Kind = kind;
        Remedy = remedy;
        Target = target;
    }

    /// <summary>The constant id, explained in docs/errors.md.</summary>
    public string ErrorId { get; }

    public FailureKind Kind { get; }

    /// <summary>What the user can do about it.</summary>
    public string Remedy { get; }

    /// <summary>A path or a row number.</summary>
    public object? Target { get; }
}
