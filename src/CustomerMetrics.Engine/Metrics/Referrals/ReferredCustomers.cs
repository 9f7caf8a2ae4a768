using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Sources.Referrals;

namespace CustomerMetrics.Engine.Metrics.Referrals;

/// <summary>Who came by recommendation, as a table, a column or a channel tells it.</summary>
internal sealed class ReferredCustomers
{
    private readonly Dictionary<string, int> firstDay;

    private ReferredCustomers(IReadOnlyList<GivenReferral> given, IEnumerable<string> byChannel, string name)
    {
        Given = given;
        Name = name;
        firstDay = given.Where(referral => referral.Referred is not null).GroupBy(referral => referral.Referred!, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Min(referral => referral.Day), StringComparer.Ordinal);
        foreach (var customer in byChannel)
        {
            firstDay[customer] = 0;
        }
    }

    /// <summary>The referrals before the as-of date.</summary>
    public IReadOnlyList<GivenReferral> Given { get; }

    public string Name { get; }

    /// <summary>All who were ever referred.</summary>
    public IReadOnlyCollection<string> Customers => firstDay.Keys;

    /// <summary>Whether somebody who is new in a period was referred before its end: a later referral has not brought anybody.</summary>
    public bool Has(string customer, int end) => firstDay.TryGetValue(customer, out var day) && day < end;

    public static ReferredCustomers Of(CustomerSource source, ReferralSources sources, int asOf, CancellationToken cancellationToken)
    {
        Validate(sources);
        List<GivenReferral> given = [.. sources.Referrals is ReferralList list ? list.Given.Where(referral => referral.Day < asOf) : []];
        var names = new List<string>();
        if (sources.Referrals is { } table)
        {
            names.Add(table.Name);
        }

        if (sources.ReferredByColumn is { } column)
        {
            given.AddRange(CustomerOrigins.Of(source, asOf, column, cancellationToken).Where(origin => origin.Group != GroupNames.None && origin.Group != origin.CustomerId).Select(origin => new GivenReferral(origin.Group!, origin.FirstDay, origin.CustomerId)));
            names.Add($"the column '{column}'");
        }

        IEnumerable<string> byChannel = [];
        if (sources.EarnedChannels.Count > 0)
        {
            var channels = sources.EarnedChannels.ToHashSet(StringComparer.Ordinal);
            var origins = CustomerOrigins.Of(source, asOf, sources.ChannelColumn, cancellationToken).ToList();
            var unknown = channels.Except(origins.Select(origin => origin.Group!), StringComparer.Ordinal).ToList();
            if (unknown.Count > 0)
            {
                throw new CustomerMetricsException("ChannelUnknown", FailureKind.InvalidArgument, $"Nobody came by the channel '{unknown[0]}'.", $"The channels of '{sources.ChannelColumn}' are {Errors.List(origins.Select(origin => origin.Group!).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(10))}.");
            }

            byChannel = origins.Where(origin => channels.Contains(origin.Group!)).Select(origin => origin.CustomerId);
            names.Add($"the channel {string.Join(", ", sources.EarnedChannels)}");
        }

        return new(given, byChannel, string.Join("; ", names));
    }

    private static void Validate(ReferralSources sources)
    {
        if ((sources.ChannelColumn is null) != (sources.EarnedChannels.Count == 0))
        {
            throw new CustomerMetricsException("EarnedChannelIncomplete", FailureKind.InvalidArgument, "-ChannelColumn says where the channel stands and -EarnedChannel which of them is a recommendation: one of them is missing.", "Give both, or neither.");
        }

        if (sources is { Referrals: null, ReferredByColumn: null, ChannelColumn: null })
        {
            throw new CustomerMetricsException("ReferralMissing", FailureKind.InvalidArgument, "Nothing tells who was referred.", "Give a table of referrals with -Referral, or name the column that says who referred a customer with -ReferredByColumn.");
        }
    }
}
