using System;
using System.Security.Cryptography;
using System.Text;

namespace CustomerMetrics;

/// <summary>How ids of customers are shown on a page that others read: not at all, as they are, or by a stand-in.</summary>
internal sealed class CustomerIdRule
{
    // Shorter salts are found by trying.
    private const int ShortestSalt = 16;
    private const int Length = 16;

    private readonly byte[]? key;
    private readonly bool isShown;

    /// <param name="isShown">Whether ids are shown as they are.</param>
    /// <param name="salt">What stand-ins are made with; null for none.</param>
    public CustomerIdRule(bool isShown, string? salt)
    {
        if (isShown && salt is not null)
        {
            throw new CustomerMetricsException("CustomerIdChoice", FailureKind.InvalidArgument, "-IncludeCustomerId shows ids as they are, and -Pseudonym shows stand-ins.", "Give one of the two.");
        }

        if (salt is { Length: < ShortestSalt })
        {
            throw new CustomerMetricsException("PseudonymTooShort", FailureKind.InvalidArgument, $"The salt of -Pseudonym has {salt.Length} characters, so that ids could be found by trying.", $"Give at least {ShortestSalt}, from where secrets are kept, and the same each time.");
        }

        this.isShown = isShown;
        key = salt is null ? null : Encoding.UTF8.GetBytes(salt);
    }

    public bool LeavesOut => !isShown && key is null;

    public string Note => LeavesOut ? "Customer ids are left out; -IncludeCustomerId shows them, and -Pseudonym a stand-in for each." : key is null ? "" : "Customer ids are stand-ins, the same for the same customer wherever the same salt is used.";

    public object? Show(object? id)
    {
        if (key is null || id is null)
        {
            return id;
        }

        using var hash = new HMACSHA256(key);
        return BitConverter.ToString(hash.ComputeHash(Encoding.UTF8.GetBytes(Convert.ToString(id, System.Globalization.CultureInfo.InvariantCulture)!))).Replace("-", "").Substring(0, Length);
    }
}
