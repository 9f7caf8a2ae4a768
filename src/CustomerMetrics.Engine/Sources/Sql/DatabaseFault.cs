namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>What went wrong in a database, whichever driver tells it.</summary>
internal enum DatabaseFault
{
    Other,
    Unreachable,
    LoginRefused,
    PermissionMissing,
    TableNotFound,

    /// <summary>Text that the database does not understand, or that names what is not there.</summary>
    TextInvalid,
    ConnectionLost,
    TimedOut,
    Busy,
    OutOfRange,

    /// <summary>No room for what is put aside while an answer is made.</summary>
    Full,
}
