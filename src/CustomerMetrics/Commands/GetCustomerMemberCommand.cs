using System;
using System.Collections.Generic;
using System.Management.Automation;

namespace CustomerMetrics.Commands;

/// <summary>The customers behind a ledger entry, a churn rate, a line of revenue retention, a cell of a cohort, a line of reasons, a renewal rate, a win-back, a line of groups, a cell of a migration matrix, a return on acquisition or a referral rate.</summary>
[Cmdlet(VerbsCommon.Get, "CustomerMember")]
[OutputType(typeof(CustomerMember), typeof(CohortMember), typeof(RenewalMember), typeof(GroupMember), typeof(MoveMember), typeof(AcquisitionMember), typeof(ReferralMember))]
public sealed class GetCustomerMemberCommand : CustomerCommand
{
    [Parameter(Mandatory = true, ValueFromPipeline = true)]
    [ValidateNotNull]
    public PSObject? InputObject { get; set; }

    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [OneChoice(InList = true)]
    public CustomerMovement[] Movement { get; set; } = [];

    /// <summary>Where to look for entries that came from a job or a file.</summary>
    [Parameter]
    [ValidateNotNull]
    public CustomerSource? Source { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => Run(() =>
    {
        if (InputObject!.BaseObject is CustomerReason line)
        {
            WriteReason(line);
            return;
        }

        if (InputObject!.BaseObject is CustomerGroup group)
        {
            WriteGroup(group);
            return;
        }

        if (InputObject!.BaseObject is CustomerMove move)
        {
            WriteMove(move);
            return;
        }

        if (InputObject!.BaseObject is AcquisitionReturn acquired)
        {
            WriteAcquired(acquired);
            return;
        }

        if (InputObject!.BaseObject is ReferralRate referrals)
        {
            WriteReferrals(referrals);
            return;
        }

        if (CohortCellReader.Read(InputObject!) is { } cell)
        {
            WriteCohort(cell.Query, cell.Source);
            return;
        }

        if (RenewalRateReader.Read(InputObject!) is { } rate)
        {
            WriteRenewals(rate.Query, rate.Source);
            return;
        }

        var (query, remembered) = Read(InputObject!);
        var source = Source ?? remembered ?? throw Missing(query.Period);
        Ask(source, () =>
        {
            foreach (var member in Engine.GetMembers(source, query, StopToken))
            {
                WriteRecord(member, member.Group);
            }
        });
    });

    private void WriteCohort(CohortMemberQuery query, CustomerSource? remembered)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfCohort", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: the customers of a cohort were active or not.", "Leave out -Movement, and look at IsActive.");
        }

        var source = Source ?? remembered ?? throw Missing(query.Cohort);
        Ask(source, () =>
        {
            foreach (var member in Engine.GetCohortMembers(source, query, StopToken))
            {
                WriteRecord(member, member.Group);
            }
        });
    }

    private void WriteReason(CustomerReason line)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfReason", FailureKind.InvalidArgument, $"-Movement is a matter of ledgers: a line of reasons is about {line.Movement} alone.", "Leave out -Movement.");
        }

        var source = Source ?? line.Source!;
        Ask(source, () =>
        {
            foreach (var member in Engine.GetReasonMembers(source, line.Table!, ReasonLine.Query(line), StopToken))
            {
                var output = PSObject.AsPSObject(member);
                output.TypeNames.Insert(0, typeof(CustomerMember).FullName + "#Reason");
                WriteObject(output);
            }
        });
    }

    private void WriteGroup(CustomerGroup line)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfGroup", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: the customers of a group are those with a row in its time.", "Leave out -Movement, and look at Revenue and Orders.");
        }

        var source = Source ?? line.Source!;
        Ask(source, () =>
        {
            foreach (var member in Engine.GetGroupMembers(source, new(line.Query!, line), StopToken))
            {
                WriteObject(member);
            }
        });
    }

    private void WriteMove(CustomerMove cell)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfMove", FailureKind.InvalidArgument, $"-Movement is a matter of ledgers: the cell is about customers who went from {cell.From} to {cell.To} alone.", "Leave out -Movement.");
        }

        var source = Source ?? cell.Source!;
        Ask(source, () =>
        {
            foreach (var member in Engine.GetMoveMembers(source, new(cell.Query!, cell), StopToken))
            {
                WriteObject(member);
            }
        });
    }

    private void WriteAcquired(AcquisitionReturn line)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfAcquisition", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: a line of a return on acquisition is about those who came by its channel.", "Leave out -Movement.");
        }

        var source = Source ?? line.Source!;
        Ask(source, () =>
        {
            foreach (var member in Engine.GetAcquisitionMembers(source, new(line.Query!, line), StopToken))
            {
                WriteObject(member);
            }
        });
    }

    private void WriteReferrals(ReferralRate line)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfReferral", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: behind a referral rate are those who recommended and those who came by it.", "Leave out -Movement, and look at Role.");
        }

        var source = Source ?? line.Source!;
        Ask(source, () =>
        {
            foreach (var member in Engine.GetReferralMembers(source, new(line.Query!, line), StopToken))
            {
                WriteRecord(member, member.Group);
            }
        });
    }

    private void WriteRenewals(RenewalMemberQuery query, CustomerSource? remembered)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfRenewal", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: terms were renewed, lost or are undecided.", "Leave out -Movement, and look at Outcome.");
        }

        var source = Source ?? remembered ?? throw Missing(query.Period);
        Ask(source, () =>
        {
            foreach (var member in Engine.GetRenewalMembers(source, query, StopToken))
            {
                WriteRecord(member, member.Group);
            }
        });
    }

    private static CustomerMetricsException Missing(string entry) => new(
        "SourceMissing",
        FailureKind.InvalidArgument,
        $"The entry of {entry} does not know where it came from: it crossed a job, a remote session or a file.",
        "Give its source with -Source.");

    private (MemberQuery Query, CustomerSource? Source) Read(PSObject input)
    {
        if (input.BaseObject is ChurnRate rate)
        {
            var movements = Movement.Length == 0 ? [CustomerMovement.Lost] : Movement;
            return (Query(rate.Period, rate.Start, rate.AsOf, rate.Unit, rate.ActivityRule, rate.WindowDays, rate.GroupBy, rate.Group, movements), rate.Source);
        }

        if (input.BaseObject is RevenueRetention retention)
        {
            return (Query(retention.Period, retention.Start, retention.AsOf, retention.Unit, retention.ActivityRule, retention.WindowDays, retention.GroupBy, retention.Group, Movement), retention.Source);
        }

        if (input.BaseObject is CustomerWinBack back)
        {
            return ReadWinBack(back);
        }

        if (LedgerEntryReader.Read(input) is { } entry)
        {
            return (Query(entry.Period, entry.Start, entry.AsOf, entry.Unit, entry.ActivityRule, entry.WindowDays, entry.GroupBy, entry.Group, Movement), entry.Source);
        }

        if (GroupLine.IsCopy(input))
        {
            throw new CustomerMetricsException("GroupLineCopied", FailureKind.InvalidArgument, "The line of groups crossed a job, a remote session or a file, and left behind how its groups were made.", "Pipe the output of Measure-CustomerGroup in the session that made it.");
        }

        if (MoveCell.IsCopy(input))
        {
            throw new CustomerMetricsException("MoveCellCopied", FailureKind.InvalidArgument, "The cell of a migration matrix crossed a job, a remote session or a file, and left behind how its groups were made.", "Pipe the output of Get-CustomerMigration in the session that made it.");
        }

        if (AcquisitionLine.IsCopy(input))
        {
            throw new CustomerMetricsException("AcquisitionLineCopied", FailureKind.InvalidArgument, "The return on acquisition crossed a job, a remote session or a file, and left behind what was asked.", "Pipe the output of Measure-AcquisitionReturn in the session that made it.");
        }

        if (ReferralLine.IsCopy(input))
        {
            throw new CustomerMetricsException("ReferralLineCopied", FailureKind.InvalidArgument, "The referral rate crossed a job, a remote session or a file, and left its referrals behind.", "Pipe the output of Get-ReferralRate in the session that made it.");
        }

        throw ReasonLine.IsCopy(input)
            ? new CustomerMetricsException("ReasonTableMissing", FailureKind.InvalidArgument, "The line of reasons crossed a job, a remote session or a file, and left its table of reasons behind.", "Pipe the output of Get-CustomerReason in the session that made it.")
            : new CustomerMetricsException("NoLedgerEntry", FailureKind.InvalidArgument, "Only ledger entries, churn rates, cells of cohorts, lines of reasons, renewal rates, win-backs, lines of groups, cells of migration matrices, returns on acquisition and referral rates have customers behind them.", "Pipe the output of Get-CustomerLedger, Get-ChurnRate, Get-CustomerCohort, Get-CustomerReason, Get-RenewalRate, Get-CustomerWinBack, Measure-CustomerGroup, Get-CustomerMigration, Measure-AcquisitionReturn or Get-ReferralRate.");
    }

    // The returned of the ledger are those of all groups and of any absence.
    private (MemberQuery Query, CustomerSource? Source) ReadWinBack(CustomerWinBack back)
    {
        if (Movement.Length > 0)
        {
            throw new CustomerMetricsException("MovementOfWinBack", FailureKind.InvalidArgument, "-Movement is a matter of ledgers: a win-back is about those who returned.", "Leave out -Movement.");
        }

        return back.Group is null && back.NewAgainAfter is null
            ? (Query(back.Period, back.Start, back.AsOf, back.Unit, back.ActivityRule, back.WindowDays, null, null, [CustomerMovement.Returned]), back.Source)
            : throw new CustomerMetricsException("WinBackOfPart", FailureKind.InvalidArgument, "The customers of a win-back can be listed for all groups together and without -NewAgainAfter alone.", "Ask for the win-backs without -GroupBy and -NewAgainAfter, or pipe the ledger: Get-CustomerMember Returned.");
    }

    private static MemberQuery Query(string period, DateTime? start, DateTime? asOf, PeriodUnit? unit, ActivityRule rule, int? windowDays, string? groupBy, string? group, IReadOnlyList<CustomerMovement> movements)
    {
        if (start is not { Ticks: > 0 } || asOf is not { Ticks: > 0 } || unit is null)
        {
            throw new CustomerMetricsException("LedgerEntryInvalid", FailureKind.InvalidData, $"The entry of {period} does not tell its Start, its Unit and its AsOf.", "Pipe the entries of Get-CustomerLedger with all their properties.");
        }

        return new MemberQuery
        {
            Ledger = new LedgerQuery
            {
                Period = unit.Value,
                ActivityRule = rule,
                WindowDays = windowDays,
                AsOf = asOf,
                GroupBy = groupBy?.Split([", "], StringSplitOptions.None) ?? [],
            },
            Period = period,
            Start = start.Value,
            Group = group,
            Movements = movements,
        };
    }
}
