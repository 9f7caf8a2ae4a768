using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Memory of a column that goes back to the system when it is released: the collector would keep what a sorted column no longer needs until the next
/// one has been made.
/// </summary>
internal sealed class NativeBlock<T> : SafeBuffer
    where T : unmanaged
{
    public NativeBlock(int length)
        : base(ownsHandle: true)
    {
        var size = length * Unsafe.SizeOf<T>();
        SetHandle(Marshal.AllocHGlobal(size));
        Initialize((ulong)size);
    }

    public T this[int at] => Read<T>((ulong)at * (ulong)Unsafe.SizeOf<T>());

    public void Write(int at, ReadOnlySpan<T> values) => WriteSpan((ulong)at * (ulong)Unsafe.SizeOf<T>(), values);

    public void Read(int at, Span<T> values) => ReadSpan((ulong)at * (ulong)Unsafe.SizeOf<T>(), values);

    protected override bool ReleaseHandle()
    {
        Marshal.FreeHGlobal(handle);
        return true;
    }
}
