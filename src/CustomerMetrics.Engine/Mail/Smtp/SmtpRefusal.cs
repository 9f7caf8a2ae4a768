using System;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>An attempt that failed before the server had the whole mail, so that another one can do no harm.</summary>
/// <param name="failure">What a user is told.</param>
/// <param name="isTransient">Whether the same may work later.</param>
internal sealed class SmtpRefusal(CustomerMetricsException failure, bool isTransient) : Exception(failure.Message, failure)
{
    public CustomerMetricsException Failure { get; } = failure;

    public bool IsTransient { get; } = isTransient;
}
