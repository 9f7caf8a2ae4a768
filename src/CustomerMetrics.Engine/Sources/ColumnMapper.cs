using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources;

/// <summary>Finds the columns that play a part: by the name the user gave, else by common headers, and never by guessing between two.</summary>
internal sealed class ColumnMapper
{
    // Headers without case, blanks and punctuation. A later list is asked only when an earlier one finds nothing.
    public static readonly string[][] CustomerNames =
    [
        ["customerid", "customer", "customernumber", "customerno", "customerkey", "customercode", "custid", "cust", "custno"],
        ["clientid", "client", "clientnumber", "clientno"],
        ["accountid", "account", "accountnumber", "accountno"],
        ["userid", "user", "memberid", "member", "buyerid", "buyer", "subscriberid", "contactid", "shopperid", "patientid", "guestid"],
    ];

    public static readonly string[][] DateNames =
    [
        ["date", "orderdate", "invoicedate", "transactiondate", "purchasedate", "saledate", "salesdate", "paymentdate", "bookingdate", "postingdate", "documentdate"],
        ["orderedat", "purchasedat", "paidat", "invoicedat", "orderdatetime", "invoicedatetime", "transactiondatetime", "ordertime", "transactiontime"],
        ["datetime", "timestamp", "day", "createdat", "createddate", "created", "createdon"],
    ];

    public static readonly string[][] AmountNames =
    [
        ["amount", "total", "revenue", "orderamount", "invoiceamount", "transactionamount", "ordertotal", "invoicetotal", "totalamount", "totalrevenue",
         "netamount", "grossamount", "nettotal", "grosstotal", "totalprice", "linetotal", "lineamount", "orderrevenue", "netrevenue", "grossrevenue"],
        ["sales", "salesamount", "netsales", "grosssales", "value", "ordervalue", "netvalue", "grossvalue", "turnover", "payment", "paymentamount", "paid", "amountpaid", "spend"],
        ["price", "sum"],
    ];

    private static readonly string[][] StartNames =
    [
        ["start", "startdate", "startedat", "startedon", "startson", "termstart", "contractstart", "subscriptionstart", "servicestart", "validfrom", "periodstart", "currentperiodstart"],
        ["begin", "begindate", "from", "fromdate", "dateadded", "activatedat", "activatedon", "activationdate"],
    ];

    private static readonly string[][] EndNames =
    [
        ["end", "enddate", "endedat", "endedon", "endson", "endsat", "termend", "contractend", "subscriptionend", "serviceend", "validto", "validuntil", "periodend", "currentperiodend"],
        ["until", "to", "todate", "expires", "expiresat", "expireson", "expirydate", "expirationdate", "paiduntil"],
    ];

    private static readonly string[][] CancelNames = [["cancelledat", "canceledat", "cancelledon", "canceledon", "canceldate", "cancellationdate", "cancelleddate", "canceleddate"]];

    private static readonly string[][] BillingNames = [["billingperiod", "billinginterval", "billingcycle", "billingfrequency", "interval", "planinterval", "frequency", "paidper"]];

    // Their amounts are those of a month.
    private static readonly string[] MonthlyNames = ["mrr", "monthlyamount", "monthlyrevenue", "monthlyrecurringrevenue", "monthlyprice", "monthlyfee", "monthlyrate"];

    private static readonly string[][] RateNames = [MonthlyNames, .. AmountNames, ["fee", "rate", "planamount", "subscriptionamount", "recurringamount"]];

    private static readonly string[][] CurrencyNames = [["currency", "currencycode", "isocurrency", "currencyiso"]];

    private static readonly string[] QuantityNames = ["quantity", "qty", "units", "pieces"];

    /// <param name="header">The column names.</param>
    /// <param name="wanted">What the user named.</param>
    /// <param name="contract">How subscriptions are read; null for transactions.</param>
    /// <param name="name">What messages call the source.</param>
    /// <param name="target">The path, or the name again.</param>
    public static MappedColumns Map(IReadOnlyList<string> header, ColumnMapping wanted, ContractRule? contract, string name, string target)
    {
        var mapper = new ColumnMapper(header, name, target);
        return mapper.CheckParts(contract is null ? mapper.Map(wanted) : mapper.MapTerms(wanted, contract));
    }

    /// <summary>The column that a parameter names.</summary>
    /// <param name="header">The column names.</param>
    /// <param name="wanted">What the user named.</param>
    /// <param name="parameter">With what.</param>
    /// <param name="name">What messages call the source.</param>
    /// <param name="target">The path, or the name again.</param>
    public static int Find(IReadOnlyList<string> header, string wanted, string parameter, string name, string target) => new ColumnMapper(header, name, target).Named(wanted, parameter);

    private readonly IReadOnlyList<string> header;
    private readonly string name;
    private readonly string target;

    /// <param name="header">The column names.</param>
    /// <param name="name">What messages call the source.</param>
    /// <param name="target">The path, or the name again.</param>
    public ColumnMapper(IReadOnlyList<string> header, string name, string target)
    {
        this.header = header;
        this.name = name;
        this.target = target;
    }

    private MappedColumns MapTerms(ColumnMapping wanted, ContractRule contract)
    {
        var amount = wanted.Amount is null ? NotAUnitPrice(Required(null, RateNames, "amount", "-AmountColumn")) : Named(wanted.Amount, "-AmountColumn");
        var isMonthly = MonthlyNames.Contains(Plain(header[amount]));

        // The money of a month stays that, also beside a column that tells how often it is billed.
        var billing = contract.BillingPeriod is not null ? -1
            : wanted.BillingPeriod is not null ? Named(wanted.BillingPeriod, "-BillingPeriodColumn")
            : isMonthly ? -1 : Recognise(BillingNames, "billing period", "-BillingPeriodColumn");
        if (billing < 0 && contract.BillingPeriod is null && !isMonthly)
        {
            throw new CustomerMetricsException(
                "BillingPeriodMissing",
                FailureKind.InvalidData,
                $"{name}: nothing tells what the amounts of the column '{header[amount]}' are paid for, a month or a year. The columns are {Shown()}.",
                "Say it for all rows with -BillingPeriod, or name the column that tells it with -BillingPeriodColumn.",
                target);
        }

        return new()
        {
            Count = header.Count,
            Customer = Required(wanted.Customer, CustomerNames, "customer", "-CustomerColumn"),
            Date = Required(wanted.Start, StartNames, "start of a term", "-StartColumn"),
            End = Required(wanted.End, EndNames, "end of a term", "-EndColumn"),
            Cancel = wanted.Cancel is null ? Recognise(CancelNames, "day of the cancellation", "-CancelColumn") : Named(wanted.Cancel, "-CancelColumn"),
            BillingPeriod = billing,
            Amount = amount,
            Cost = -1,
            Currency = CurrencyOf(wanted),
            FirstSeen = Optional(wanted.FirstSeen, "-FirstSeenColumn"),
            Reference = -1,
            Order = -1,
            Groups = GroupsOf(wanted),
            Header = header,
        };
    }

    private MappedColumns Map(ColumnMapping wanted) => new()
    {
        Count = header.Count,
        Customer = Required(wanted.Customer, CustomerNames, "customer", "-CustomerColumn"),
        Date = wanted.Date is null && Recognise(DateNames, "date", "-DateColumn") < 0 && IsOfTerms ? throw Terms() : Required(wanted.Date, DateNames, "date", "-DateColumn"),
        Amount = wanted.Amount is null ? NotAUnitPrice(Required(null, AmountNames, "amount", "-AmountColumn")) : Named(wanted.Amount, "-AmountColumn"),
        Cost = Optional(wanted.Cost, "-CostColumn"),
        Currency = CurrencyOf(wanted),
        FirstSeen = Optional(wanted.FirstSeen, "-FirstSeenColumn"),
        Reference = Optional(wanted.Reference, "-ReferenceColumn"),
        Order = Optional(wanted.Order, "-OrderColumn"),
        Groups = GroupsOf(wanted),
        Header = header,
    };

    // Subscriptions, given to a cmdlet that reads transactions.
    private bool IsOfTerms => Matches(column => StartNames.Any(names => names.Contains(Plain(column)))).Count > 0 && Matches(column => EndNames.Any(names => names.Contains(Plain(column)))).Count > 0;

    private CustomerMetricsException Terms() => new(
        "ColumnNotFound",
        FailureKind.InvalidData,
        $"{name}: there is no column that holds the date of a transaction. The columns are {Shown()}.",
        "A start and an end look like subscriptions, which Import-CustomerSubscription reads. If they are transactions, name the date with -DateColumn.",
        target);

    private int CurrencyOf(ColumnMapping wanted) => wanted.Currency is null ? Recognise(CurrencyNames, "currency", "-CurrencyColumn") : Named(wanted.Currency, "-CurrencyColumn");

    private int[] GroupsOf(ColumnMapping wanted) => [.. wanted.Groups.Select(group => Named(group, "-GroupColumn"))];

    // Customer, date and amount are three things; and to group by a column twice is to mean another one.
    private MappedColumns CheckParts(MappedColumns mapped)
    {
        (int Column, string Part)[][] apart =
        [
            [(mapped.Customer, "customer"), (mapped.Date, mapped.End < 0 ? "date" : "start"), (mapped.Amount, "amount"), .. mapped.End < 0 ? [] : new[] { (mapped.End, "end") }],
            [.. mapped.Groups.Select(group => (group, "group"))],
        ];
        return apart.SelectMany(parts => parts.GroupBy(part => part.Column)).FirstOrDefault(same => same.Skip(1).Any()) is not { } twice
            ? mapped
            : throw new CustomerMetricsException(
                "ColumnUsedTwice",
                FailureKind.InvalidArgument,
                $"{name}: the column '{header[twice.Key]}' cannot be {string.Join(" and ", twice.Select(part => "the " + part.Part))} at once.",
                "Name a column for each.",
                target);
    }

    private int Optional(string? wanted, string parameter) => wanted is null ? -1 : Named(wanted, parameter);

    /// <summary>The column that plays a part.</summary>
    /// <param name="wanted">What the user named; null looks for common headers.</param>
    /// <param name="known">The common headers, those of a later list only where an earlier one finds nothing.</param>
    /// <param name="part">What messages call the part.</param>
    /// <param name="parameter">What the remedy names.</param>
    public int Required(string? wanted, string[][] known, string part, string parameter)
    {
        if (wanted is not null)
        {
            return Named(wanted, parameter);
        }

        var found = Recognise(known, part, parameter);
        return found >= 0 ? found : throw NotFound($"no column that holds the {part}", parameter);
    }

    /// <summary>The column with a common header of a part; -1 where there is none.</summary>
    public int Recognise(string[][] known, string part, string parameter)
    {
        foreach (var names in known)
        {
            var found = Matches(column => names.Contains(Plain(column)));
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                throw found.Select(i => header[i]).Distinct(StringComparer.Ordinal).Count() == 1
                    ? Duplicate(header[found[0]], found.Count)
                    : Ambiguous($"the {part} could be in {Errors.List(found.Select(i => header[i]))}", parameter);
            }
        }

        return -1;
    }

    // A price beside a quantity is that of one piece, and its sum means nothing.
    private int NotAUnitPrice(int amount)
    {
        var quantities = Matches(column => QuantityNames.Contains(Plain(column)));
        return Plain(header[amount]) == "price" && quantities.Count > 0
            ? throw Ambiguous($"'{header[amount]}' beside '{header[quantities[0]]}' could be the price of one piece, and no other column holds the amount", "-AmountColumn")
            : amount;
    }

    private int Named(string wanted, string parameter)
    {
        var found = Matches(column => column == wanted);
        if (found.Count == 0)
        {
            found = Matches(column => string.Equals(column.Trim(), wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw NotFound($"no column '{wanted}'", parameter),
            _ => throw Duplicate(wanted, found.Count),
        };
    }

    private CustomerMetricsException Ambiguous(string what, string parameter) =>
        new("ColumnAmbiguous", FailureKind.InvalidData, $"{name}: {what}.", $"Say which with {parameter}.", target);

    private CustomerMetricsException Duplicate(string column, int count) =>
        new("ColumnDuplicate", FailureKind.InvalidData, $"{name}: {count} columns are called '{column}'.", "Give each column a name of its own in the header.", target);

    private CustomerMetricsException NotFound(string what, string parameter)
    {
        var remedy = header is [var only] && only.AsSpan().IndexOfAny(",;\t|:") >= 0
            ? "The header is a single column: say what parts the columns with -Delimiter."
            : $"Name it with {parameter}. Without a header row, add one.";
        return new("ColumnNotFound", FailureKind.InvalidData, $"{name}: there is {what}. The columns are {Shown()}.", remedy, target);
    }

    private string Shown()
    {
        const int most = 30;
        const int longest = 40;
        var names = header.Take(most).Select(column => column.Length > longest ? column[..longest] + "…" : column);
        return Errors.List(names) + (header.Count > most ? $" and {header.Count - most} more" : "");
    }

    private List<int> Matches(Func<string, bool> isMatch)
    {
        var found = new List<int>();
        for (var i = 0; i < header.Count; i++)
        {
            if (isMatch(header[i]))
            {
                found.Add(i);
            }
        }

        return found;
    }

    private static string Plain(string column) => string.Concat(column.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));
}
