using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using CustomerMetrics.Engine.Calendar;
using CustomerMetrics.Engine.Facts;
using CustomerMetrics.Engine.Facts.Histories;
using CustomerMetrics.Engine.Models;

namespace CustomerMetrics.Engine.Metrics.CustomerModels;

/// <summary>
/// Compares the models by what they foretold: each is fitted to the first three quarters of the time, and scored by the logarithm of the chance that it gave to
/// what the same customers did in the last quarter. That is the likelihood of their whole history less that of its beginning, so nothing is approximated.
/// </summary>
internal sealed class ModelComparison
{
    // BG/NBD is for comparison: its one-time buyers never leave.
    private static readonly ModelKind[] Kinds = [ModelKind.ParetoNbd, ModelKind.MbgNbd, ModelKind.BgNbd, ModelKind.Nbd];
    private static readonly ModelKind[] Eligible = [ModelKind.ParetoNbd, ModelKind.MbgNbd, ModelKind.Nbd];

    private ModelComparison(IReadOnlyDictionary<ModelKind, ModelFit<PurchaseModel>> fits, IReadOnlyList<ModelCandidate> candidates, ModelKind best, string words)
    {
        Fits = fits;
        Candidates = candidates;
        Best = best;
        Words = words;
    }

    /// <summary>The fits to all data.</summary>
    public IReadOnlyDictionary<ModelKind, ModelFit<PurchaseModel>> Fits { get; }

    /// <summary>The best first.</summary>
    public IReadOnlyList<ModelCandidate> Candidates { get; }

    public ModelKind Best { get; }

    public string Words { get; }

    public static ModelComparison Run(CustomerSource source, HistoryFact fact, PurchaseHistories histories, ModelTimeUnit unit, DateTime asOf, CancellationToken cancellationToken)
    {
        var end = PeriodCalendar.Day(asOf);
        var cut = HoldOut.LastQuarter(fact.FirstDay, end);
        var before = HistoryColumns.Purchases(CustomerFacts.Histories(source, cut, cut, cancellationToken), unit.Days());
        var whole = HistoryColumns.Purchases(CustomerFacts.Histories(source, end, cut, cancellationToken), unit.Days());
        var fits = Kinds.ToDictionary(kind => kind, kind => kind.Family().Fit(histories, cancellationToken));
        var candidates = Kinds.Select(kind => Judge(kind, fits[kind], Score(kind, before, whole, cancellationToken)))
            .OrderByDescending(candidate => candidate.Score ?? double.NegativeInfinity)
            .ThenBy(candidate => candidate.Aic ?? double.PositiveInfinity)
            .ToList();
        var able = candidates.Where(candidate => Eligible.Contains(candidate.Model) && candidate.Identified).ToList();
        var best = able.Count > 0 ? able[0].Model : candidates.First(candidate => Eligible.Contains(candidate.Model)).Model;
        return new(fits, candidates, best, WordsOf(able, PeriodCalendar.Date(cut)));
    }

    private static double? Score(ModelKind kind, PurchaseHistories before, PurchaseHistories whole, CancellationToken cancellationToken) =>
        kind.Family().Fit(before, cancellationToken) is { Model: { } model, Identified: true } ? HoldOut.Score(model, before, whole) : null;

    private static ModelCandidate Judge(ModelKind kind, ModelFit<PurchaseModel> fit, double? score) => new()
    {
        Model = kind,
        Score = score,
        LogLikelihood = fit.Model is null ? null : fit.LogLikelihood,
        Aic = fit.Model is null ? null : 2 * (fit.Parameters.Count - fit.LogLikelihood),
        Identified = fit.Identified,
        Note = kind is ModelKind.BgNbd ? "For comparison only: one-time buyers never leave." : fit.Notes.Count > 0 ? fit.Notes[0] : null,
    };

    private static string WordsOf(List<ModelCandidate> able, DateTime cut)
    {
        switch (able)
        {
            case []:
                return "None of the models could be told from the data; see the notes.";
            case [var only]:
                return Errors.Invariant($"{only.Model} is the only model that the data tell.");
            case [{ Score: { } first } best, { Score: { } second } next, ..]:
                return Errors.Invariant($"{best.Model} gave the highest chance to what the customers did from {cut:yyyy-MM-dd} on, after a fit to what they did before: {first - second:0.0} log units more than {next.Model}{(first - second < 2 ? ", so the two are about as good" : "")}.");
            case [{ Score: not null } best, ..]:
                return Errors.Invariant($"{best.Model} is the only model that the data before {cut:yyyy-MM-dd} tell.");
            default:
                return Errors.Invariant($"The time is too short to hold out a part of it. {able[0].Model} fits best by Akaike's criterion, {able[1].Aic - able[0].Aic:0.0} lower than that of {able[1].Model}.");
        }
    }
}
