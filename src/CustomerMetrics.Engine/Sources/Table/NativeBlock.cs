using System;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace CustomerMetrics.Engine.Sources.Table;

/// <summary>
/// Memory of a column that goes back to the system when it is released: the collector would keep what a sorted column no longer needs until the next
/// one has been made.
/// </summary>
internal sealed unsafe class NativeBlock<T> : SafeHandle
    where T : unmanaged
{
    private readonly int length;

    public NativeBlock(int length)
        : base(IntPtr.Zero, ownsHandle: true)
    {
        this.length = length;
        SetHandle((IntPtr)NativeMemory.Alloc((nuint)length, (nuint)Unsafe.SizeOf<T>()));
    }

    public override bool IsInvalid => handle == IntPtr.Zero;

    /// <summary>Must not be kept: nobody reads it once the block is released.</summary>
    public Span<T> Values => IsClosed ? throw new ObjectDisposedException(nameof(NativeBlock<T>)) : new((void*)handle, length);

    protected override bool ReleaseHandle()
    {
        NativeMemory.Free((void*)handle);
        return true;
    }
}
