using System;

namespace CustomerMetrics.Engine.Tests.Mail;

/// <summary>From whom to whom the mails of tests go.</summary>
internal static class GivenMail
{
    public static MailQuery Query { get; } = new() { From = "Reports <reports@example.org>", To = ["ann@example.org"], Date = new DateTimeOffset(2026, 1, 2, 7, 30, 0, TimeSpan.FromHours(5.5)) };
}
