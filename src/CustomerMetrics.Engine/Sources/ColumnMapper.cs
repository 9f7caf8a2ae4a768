using System;
using System.Collections.Generic;
using System.Linq;
using CustomerMetrics.Engine.Sources.Reasons;

namespace CustomerMetrics.Engine.Sources;

/// <summary>Finds the columns that play a part: by the name the user gave, else by common headers, and never by guessing between two.</summary>
internal sealed class ColumnMapper
{
    // Headers without case, blanks and punctuation. A later list is asked only when an earlier one finds nothing.
    private static readonly string[][] CustomerNames =
    [
        ["customerid", "customer", "customernumber", "customerno", "customerkey", "customercode", "custid", "cust", "custno"],
        ["clientid", "client", "clientnumber", "clientno"],
        ["accountid", "account", "accountnumber", "accountno"],
        ["userid", "user", "memberid", "member", "buyerid", "buyer", "subscriberid", "contactid", "shopperid", "patientid", "guestid"],
    ];

    private static readonly string[][] DateNames =
    [
        ["date", "orderdate", "invoicedate", "transactiondate", "purchasedate", "saledate", "salesdate", "paymentdate", "bookingdate", "postingdate", "documentdate"],
        ["orderedat", "purchasedat", "paidat", "invoicedat", "orderdatetime", "invoicedatetime", "transactiondatetime", "ordertime", "transactiontime"],
        ["datetime", "timestamp", "day", "createdat", "createddate", "created", "createdon"],
    ];

    private static readonly string[][] AmountNames =
    [
        ["amount", "total", "revenue", "orderamount", "invoiceamount", "transactionamount", "ordertotal", "invoicetotal", "totalamount", "totalrevenue",
         "netamount", "grossamount", "nettotal", "grosstotal", "totalprice", "linetotal", "lineamount", "orderrevenue", "netrevenue", "grossrevenue"],
        ["sales", "salesamount", "netsales", "grosssales", "value", "ordervalue", "netvalue", "grossvalue", "turnover", "payment", "paymentamount", "paid", "amountpaid", "spend"],
        ["price", "sum"],
    ];

    private static readonly string[][] CurrencyNames = [["currency", "currencycode", "isocurrency", "currencyiso"]];

    private static readonly string[][] ReasonNames = [["reason", "reasoncode", "reasonname", "reasontext", "churnreason", "lossreason", "cancellationreason"], ["why", "cause"]];

    private static readonly string[][] ReasonDateNames = [.. DateNames, ["reasondate", "feedbackdate", "surveydate", "answeredat", "recordedat"]];

    private static readonly string[][] DirectionNames = [["direction", "reasondirection"]];

    private static readonly string[][] ReasonSourceNames = [["source", "reasonsource", "toldby"]];

    private static readonly string[] QuantityNames = ["quantity", "qty", "units", "pieces"];

    /// <param name="header">The column names.</param>
    /// <param name="wanted">What the user named.</param>
    /// <param name="name">What messages call the source.</param>
    /// <param name="target">The path, or the name again.</param>
    public static MappedColumns Map(IReadOnlyList<string> header, ColumnMapping wanted, string name, string target)
    {
        var mapper = new ColumnMapper(header, name, target);
        return mapper.CheckParts(mapper.Map(wanted));
    }

    /// <summary>The columns of a table of reasons.</summary>
    /// <param name="header">The column names.</param>
    /// <param name="name">What messages call the table.</param>
    /// <param name="target">The path, or the name again.</param>
    public static ReasonColumns MapReasons(IReadOnlyList<string> header, string name, string target)
    {
        const string parameter = "-Reason";
        var mapper = new ColumnMapper(header, name, target);
        return new(
            header,
            mapper.Required(null, CustomerNames, "customer", parameter),
            mapper.Required(null, ReasonDateNames, "date", parameter),
            mapper.Recognise(DirectionNames, "direction", parameter),
            mapper.Required(null, ReasonNames, "reason", parameter),
            mapper.Recognise(ReasonSourceNames, "source", parameter));
    }

    private readonly IReadOnlyList<string> header;
    private readonly string name;
    private readonly string target;

    private ColumnMapper(IReadOnlyList<string> header, string name, string target)
    {
        this.header = header;
        this.name = name;
        this.target = target;
    }

    private MappedColumns Map(ColumnMapping wanted) => new()
    {
        Count = header.Count,
        Customer = Required(wanted.Customer, CustomerNames, "customer", "-CustomerColumn"),
        Date = Required(wanted.Date, DateNames, "date", "-DateColumn"),
        Amount = wanted.Amount is null ? NotAUnitPrice(Required(null, AmountNames, "amount", "-AmountColumn")) : Named(wanted.Amount, "-AmountColumn"),
        Cost = Optional(wanted.Cost, "-CostColumn"),
        Currency = wanted.Currency is null ? Recognise(CurrencyNames, "currency", "-CurrencyColumn") : Named(wanted.Currency, "-CurrencyColumn"),
        FirstSeen = Optional(wanted.FirstSeen, "-FirstSeenColumn"),
        Reference = Optional(wanted.Reference, "-ReferenceColumn"),
        Order = Optional(wanted.Order, "-OrderColumn"),
        Groups = [.. wanted.Groups.Select(group => Named(group, "-GroupColumn"))],
        Header = header,
    };

    // Customer, date and amount are three things; and to group by a column twice is to mean another one.
    private MappedColumns CheckParts(MappedColumns mapped)
    {
        (int Column, string Part)[][] apart =
        [
            [(mapped.Customer, "customer"), (mapped.Date, "date"), (mapped.Amount, "amount")],
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

    private int Required(string? wanted, string[][] known, string part, string parameter)
    {
        if (wanted is not null)
        {
            return Named(wanted, parameter);
        }

        var found = Recognise(known, part, parameter);
        return found >= 0 ? found : throw NotFound($"no column that holds the {part}", parameter);
    }

    private int Recognise(string[][] known, string part, string parameter)
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
