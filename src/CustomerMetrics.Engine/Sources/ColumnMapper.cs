using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Sources;

/// <summary>Finds the columns that play a part: by the name the user gave, else by common headers, and never by guessing between two.</summary>
internal static class ColumnMapper
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

    public static MappedColumns Map(IReadOnlyList<string> header, ColumnMapping wanted, string name)
    {
        var mapped = new MappedColumns
        {
            Count = header.Count,
            Customer = Required(header, wanted.Customer, CustomerNames, "customer", "-CustomerColumn", name),
            Date = Required(header, wanted.Date, DateNames, "date", "-DateColumn", name),
            Amount = Required(header, wanted.Amount, AmountNames, "amount", "-AmountColumn", name),
            Cost = wanted.Cost is null ? -1 : Named(header, wanted.Cost, "-CostColumn", name),
            Currency = wanted.Currency is null ? Recognise(header, CurrencyNames, "currency", "-CurrencyColumn", name) : Named(header, wanted.Currency, "-CurrencyColumn", name),
            Groups = [.. wanted.Groups.Select(group => Named(header, group, "-GroupColumn", name))],
            Header = header,
        };
        return mapped;
    }

    private static int Required(IReadOnlyList<string> header, string? wanted, string[][] known, string part, string parameter, string name)
    {
        if (wanted is not null)
        {
            return Named(header, wanted, parameter, name);
        }

        var found = Recognise(header, known, part, parameter, name);
        return found >= 0 ? found : throw NotFound(header, $"no column that holds the {part}", parameter, name);
    }

    private static int Recognise(IReadOnlyList<string> header, string[][] known, string part, string parameter, string name)
    {
        foreach (var names in known)
        {
            var found = Matches(header, column => names.Contains(Plain(column)));
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                throw new CustomerMetricsException(
                    "ColumnAmbiguous",
                    FailureKind.InvalidData,
                    $"{name}: the {part} could be in {Errors.List(found.Select(i => header[i]))}.",
                    $"Say which with {parameter}.",
                    name);
            }
        }

        return -1;
    }

    private static int Named(IReadOnlyList<string> header, string wanted, string parameter, string name)
    {
        var found = Matches(header, column => column == wanted);
        if (found.Count == 0)
        {
            found = Matches(header, column => string.Equals(column.Trim(), wanted.Trim(), StringComparison.OrdinalIgnoreCase));
        }

        return found.Count switch
        {
            1 => found[0],
            0 => throw NotFound(header, $"no column '{wanted}'", parameter, name),
            _ => throw new CustomerMetricsException(
                "ColumnDuplicate",
                FailureKind.InvalidData,
                $"{name}: {found.Count} columns are called '{wanted}'.",
                "Give each column a name of its own in the header.",
                name),
        };
    }

    private static CustomerMetricsException NotFound(IReadOnlyList<string> header, string what, string parameter, string name)
    {
        var remedy = header is [var only] && only.AsSpan().IndexOfAny(",;\t|:") >= 0
            ? "The header is a single column: say what parts the columns with -Delimiter."
            : $"Name it with {parameter}. Without a header row, add one.";
        return new("ColumnNotFound", FailureKind.InvalidData, $"{name}: there is {what}. The columns are {Shown(header)}.", remedy, name);
    }

    private static string Shown(IReadOnlyList<string> header)
    {
        const int most = 30;
        const int longest = 40;
        var names = header.Take(most).Select(column => column.Length > longest ? column[..longest] + "…" : column);
        return Errors.List(names) + (header.Count > most ? $" and {header.Count - most} more" : "");
    }

    private static List<int> Matches(IReadOnlyList<string> header, Func<string, bool> isMatch)
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
