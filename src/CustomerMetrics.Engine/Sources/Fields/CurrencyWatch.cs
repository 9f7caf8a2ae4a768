using System;
using System.Text;

namespace CustomerMetrics.Engine.Sources.Fields;

/// <summary>Sees to it that all rows have one currency: sums over several mean nothing without rates.</summary>
internal sealed class CurrencyWatch
{
    private byte[] first = [];

    public string? Name { get; private set; }

    public bool TryAccept(ReadOnlySpan<byte> text, string column, RowPlace place, out RowProblem? problem)
    {
        problem = null;
        text = FieldText.Trim(text);
        if (Name is not null && text.SequenceEqual(first))
        {
            return true;
        }

        var status = FieldText.Check(text);
        if (status is not FieldStatus.Ok)
        {
            problem = FieldText.Describe(status, column, FieldText.CurrencyMissing);
            return false;
        }

        var name = Encoding.UTF8.GetString(text).ToUpperInvariant();
        if (Name is null)
        {
            Name = name;
            first = text.ToArray();
        }
        else if (Name != name)
        {
            throw new CustomerMetricsException(
                "CurrencyMixed",
                FailureKind.InvalidData,
                $"{place}, column '{column}': the rows have more than one currency, {Errors.List([Name, FieldText.Shorten(text)])} among them, so their amounts cannot be added.",
                "Convert the amounts to one currency before the export, or import each currency on its own.",
                place.Target);
        }

        return true;
    }
}
