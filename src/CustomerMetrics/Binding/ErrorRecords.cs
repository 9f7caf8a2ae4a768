using System.Management.Automation;

namespace CustomerMetrics;

/// <summary>Failures of the engine as error records: constant id, category, target and recommended action.</summary>
internal static class ErrorRecords
{
    public static ErrorRecord ToErrorRecord(this CustomerMetricsException failure) =>
        new(failure, failure.ErrorId, Category(failure.Kind), failure.Target)
        {
            ErrorDetails = new ErrorDetails(failure.Message) { RecommendedAction = failure.Remedy },
        };

    private static ErrorCategory Category(FailureKind kind) => kind switch
    {
        FailureKind.InvalidData => ErrorCategory.InvalidData,
        FailureKind.InvalidArgument => ErrorCategory.InvalidArgument,
        FailureKind.NotFound => ErrorCategory.ObjectNotFound,
        FailureKind.PermissionDenied => ErrorCategory.PermissionDenied,
        FailureKind.AlreadyExists => ErrorCategory.ResourceExists,
        FailureKind.ReadError => ErrorCategory.ReadError,
        FailureKind.WriteError => ErrorCategory.WriteError,
        FailureKind.LimitExceeded => ErrorCategory.LimitsExceeded,
        FailureKind.NotSupported => ErrorCategory.NotImplemented,
        FailureKind.ConnectionFailed => ErrorCategory.ConnectionError,
        FailureKind.LoginRefused => ErrorCategory.AuthenticationError,
        FailureKind.TimedOut => ErrorCategory.OperationTimeout,
        FailureKind.Busy => ErrorCategory.ResourceBusy,
        _ => ErrorCategory.InvalidResult,
    };
}
