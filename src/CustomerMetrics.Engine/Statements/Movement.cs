using System;
using System.Collections.Generic;
using System.Linq;

namespace CustomerMetrics.Engine.Statements;

/// <summary>One way in or out of a ledger entry, in people or in money.</summary>
internal sealed record Movement(string Label, Func<CustomerLedgerEntry, decimal> Amount, bool IsGain)
{
    public static List<Movement> People(StatementWords words, IReadOnlyList<CustomerLedgerEntry> entries) =>
        Used(
            entries,
            [
                new(words.New, entry => entry.New, IsGain: true),
                new(words.Returned, entry => entry.Returned, IsGain: true),
                new(words.Lost, entry => entry.Lost, IsGain: false),
            ],
            [
                new("Moved in", entry => entry.MovedIn, IsGain: true),
                new("Moved out", entry => entry.MovedOut, IsGain: false),
            ]);

    public static List<Movement> Money(StatementWords words, IReadOnlyList<CustomerLedgerEntry> entries) =>
        Used(
            entries,
            [
                new(words.New, entry => entry.NewValue, IsGain: true),
                new(words.Returned, entry => entry.ReturnedValue, IsGain: true),
                new(words.More, entry => entry.Expansion, IsGain: true),
                new(words.Less, entry => entry.Contraction, IsGain: false),
                new(words.Lost, entry => entry.LostValue, IsGain: false),
            ],
            [
                new("Moved in", entry => entry.MovedInValue, IsGain: true),
                new("Moved out", entry => entry.MovedOutValue, IsGain: false),
                new("Exchange rates", entry => entry.FxEffect, IsGain: true),
            ]);

    /// <summary>All of the first, and of the second those that any entry uses.</summary>
    public static List<Movement> Used(IReadOnlyList<CustomerLedgerEntry> entries, IReadOnlyList<Movement> always, IReadOnlyList<Movement> whenUsed) =>
        [.. always, .. whenUsed.Where(movement => entries.Any(entry => movement.Amount(entry) != 0))];

    public static WaterfallGroup Group(CustomerLedgerEntry entry, IReadOnlyList<Movement> movements, decimal opening, decimal closing) =>
        new(
            StatementScope.Label(entry),
            opening,
            [.. movements.Select(movement => new WaterfallStep(movement.Label, movement.Amount(entry), movement.IsGain))],
            closing,
            entry.IsComplete);

    /// <summary>How a line of the table adds up.</summary>
    public static string Equation(IReadOnlyList<Movement> movements) =>
        "Every line adds up: opening"
        + string.Concat(movements.Select(movement => (movement.IsGain ? " + " : " " + NumberText.Minus + " ") + movement.Label.ToLowerInvariant()))
        + " = closing.";
}
