using System.Collections.Generic;

namespace CustomerMetrics.Engine.Mail.Smtp;

/// <summary>What the server is given: the mail, and for whom, which the mail itself need not say.</summary>
internal sealed record SmtpEnvelope(string From, IReadOnlyList<string> Recipients, byte[] Message, string MessageId);
