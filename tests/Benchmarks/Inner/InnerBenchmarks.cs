using System.IO;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace CustomerMetrics.Benchmarks;

/// <summary>The inner loops, measured by BenchmarkDotNet for whoever changes them.</summary>
internal static class InnerBenchmarks
{
    public const string Verb = "inner";

    private const int Iterations = 10;

    // In this process: a project of its own would be built under the analyzers of this repository.
    public static void Run(string[] args) => BenchmarkSwitcher.FromAssembly(typeof(InnerBenchmarks).Assembly).Run(
        args,
        ManualConfig.Create(DefaultConfig.Instance).WithOptions(ConfigOptions.JoinSummary).WithArtifactsPath(Path.Combine(Arguments.DefaultDataFolder, Verb)).AddJob(Job.Default.WithIterationCount(Iterations).WithToolchain(InProcessEmitToolchain.Instance)));
}
