import TapestryCore

/// Whether two tensors have the same shape, dtype and bits; any NaN equals any other.
///
/// For results that must not depend on layout in memory or on the number of threads.
public func isBitwiseEqual(_ a: Tensor, _ b: Tensor) -> Bool {
  if a.shape != b.shape || a.dtype != b.dtype { return false }
  if !a.dtype.isFloatingPoint { return a.array(as: Int.self) == b.array(as: Int.self) }
  // Every float32 is a double of its own.
  return zip(a.array(as: Double.self), b.array(as: Double.self)).allSatisfy {
    $0.bitPattern == $1.bitPattern || ($0.isNaN && $1.isNaN)
  }
}
