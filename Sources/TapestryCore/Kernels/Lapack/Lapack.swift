import CLAPACKE

/// Decompositions of batches of matrices.
///
/// The routines are OpenBLAS's, reached through LAPACKE. They compute on one thread; the matrices of a batch are shared
/// among the threads of the library's own pool. Functions change their first argument in place, and write for each matrix
/// what the routine says about its success to `info`: 0 where all went well.
enum Lapack {
  static let columnMajor = LAPACK_COL_MAJOR

  /// A letter as routines take it.
  static func letter(_ letter: Unicode.Scalar) -> CChar { CChar(UInt8(ascii: letter)) }

  /// Calls `body` with uninitialised memory.
  static func withMemory<T>(
    _ count: Int, of type: T.Type = T.self, _ body: (UnsafeMutablePointer<T>) -> Void
  ) {
    let memory = UnsafeMutablePointer<T>.allocate(capacity: Swift.max(count, 1))
    defer { memory.deallocate() }
    body(memory)
  }

  /// The size of workspace that a routine asks for when it is called with a size of −1.
  static func workSize<T: BinaryFloatingPoint>(_ query: (UnsafeMutablePointer<T>) -> Int32) -> Int {
    var size: T = 0
    _ = query(&size)
    // Large sizes are rounded in single precision.
    return Int(size.nextUp.rounded(.up))
  }

  /// Numbers of a status for each matrix of a batch.
  static func makeInfo(_ batch: Shape) -> Tensor { .zeros(batch, dtype: .int32) }
}

extension Tensor {
  var int32s: UnsafeMutablePointer<Int32> { address.assumingMemoryBound(to: Int32.self) }
}
