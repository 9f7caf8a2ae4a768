using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;

namespace CustomerMetrics.Engine.Sources.Sql;

/// <summary>The source with its way to the database. Faces see the description, facts the rest.</summary>
internal sealed class SqlSource : ConnectedSource
{
    private readonly object gate = new();
    private DateTime? asOf;
    private string? currency;
    private bool isResolved;

    internal required Database Database { get; init; }

    internal required SqlDialect Sql { get; init; }

    /// <summary>What a FROM reads: a quoted table, or a query in brackets.</summary>
    internal required string From { get; init; }

    internal required IReadOnlyList<SqlColumn> Schema { get; init; }

    internal required MappedColumns Parts { get; init; }

    internal required TimeZoneInfo Zone { get; init; }

    internal required DateTime Tomorrow { get; init; }

    internal required bool RoundAmount { get; init; }

    /// <summary>Null asks the database for the last day.</summary>
    internal required DateTime? GivenAsOf { get; init; }

    public override DateTime AsOf
    {
        get
        {
            Resolve(CancellationToken.None);
            return asOf!.Value;
        }
    }

    public override string? Currency
    {
        get
        {
            Resolve(CancellationToken.None);
            return currency;
        }

        init => currency = value;
    }

    public override DateTime? KnownAsOf => asOf ?? GivenAsOf;

    public override string? KnownCurrency => currency;

    /// <summary>Asks for the last day and the currency, where they were not given.</summary>
    internal void Resolve(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            if (isResolved)
            {
                return;
            }

            asOf = GivenAsOf;
            var asksCurrency = currency is null && Parts.Currency >= 0;
            if (asOf is null || asksCurrency)
            {
                using var session = Database.Open(cancellationToken);
                var (last, name) = session.Query(SourceEdge.Write(this, asksCurrency), SourceEdge.Read).Single();
                var tomorrow = PeriodCalendar.Day(Tomorrow);
                asOf ??= PeriodCalendar.Date(last is { } day ? Math.Min(day + 1, tomorrow) : tomorrow);
                currency ??= name;
            }

            isResolved = true;
        }
    }

    /// <summary>A column as an expression.</summary>
    internal string Column(int index) => Sql.Quote(Schema[index].Name);
}
