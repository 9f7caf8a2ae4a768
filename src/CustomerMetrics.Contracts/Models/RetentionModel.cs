using System.Collections.Generic;

namespace CustomerMetrics;

/// <summary>How long customers with a contract stay, fitted to one cohort (the shifted beta-geometric model).</summary>
public sealed record RetentionModel
{
    /// <summary>ShiftedBetaGeometric.</summary>
    public required string Model { get; init; }

    /// <summary>The size of the cohort.</summary>
    public required long Customers { get; init; }

    /// <summary>a and b; published papers write alpha and beta. Empty where there were too few data.</summary>
    public required IReadOnlyDictionary<string, double> Parameters { get; init; }

    public required IReadOnlyDictionary<string, double> StandardErrors { get; init; }

    public double? LogLikelihood { get; init; }

    public required bool Identified { get; init; }

    public required string[] Notes { get; init; }

    /// <summary>The discount rate of a period; null without one.</summary>
    public double? DiscountRate { get; init; }

    /// <summary>The discounted expected lifetime (DEL) of a new customer in periods, the first paid at once; null without a discount rate.</summary>
    public double? DiscountedLifetime { get; init; }

    /// <summary>Period by period, the ones observed and as many after them.</summary>
    public required RetentionPeriod[] Curve { get; init; }
}

/// <summary>One period of a retention curve.</summary>
/// <param name="Period">The number of renewals behind, 0 for the whole cohort.</param>
/// <param name="Survivors">Customers observed; null for periods to come.</param>
/// <param name="Survival">The share of the cohort that is there, as the model has it.</param>
/// <param name="RetentionRate">Of those there a period before, the share that stayed; null for the whole cohort.</param>
/// <param name="ResidualLifetime">The discounted expected periods (DERL) still to come of a customer just before this renewal; null for the whole cohort and without a discount rate.</param>
public sealed record RetentionPeriod(int Period, long? Survivors, double Survival, double? RetentionRate, double? ResidualLifetime);
