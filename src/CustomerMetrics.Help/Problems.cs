using System;

namespace CustomerMetrics.Help;

/// <summary>Writes each problem in the form that a build shows with its file and line.</summary>
internal sealed class Problems(bool required)
{
    public bool Any { get; private set; }

    public void Add(string file, int line, string reason)
    {
        Any = true;
        Console.Error.WriteLine($"{file}({line}): error HELP: {reason}");
    }

    /// <summary>A thing not yet there, which an unfinished build may lack.</summary>
    public void AddMissing(string file, int line, string reason)
    {
        if (required)
        {
            Add(file, line, reason);
        }
        else
        {
            Console.WriteLine($"{file}({line}): {reason}");
        }
    }
}
