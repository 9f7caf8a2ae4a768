namespace CustomerMetrics;

/// <summary>On which side of the purchase a stage of the journey is.</summary>
public enum JourneyPhase
{
    Before,

    After,
}
