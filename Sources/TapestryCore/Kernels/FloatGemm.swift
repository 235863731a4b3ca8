import CKernels

/// Products of float32 matrices by a kernel of our own, on the calling thread.
///
/// OpenBLAS copies its operands into an order of its own in pieces that suit large products: in those of a training
/// step that is a quarter of the time, or half of it where few terms are summed.
enum FloatGemm {
  /// Whether the processor has vectors that the kernel is written for.
  static let isFast = tk_gemm_is_fast()

  /// Below so many columns most of a tile would stay empty.
  static let leastColumns = 8

  /// Each element is the same in whichever block of a larger product it is computed.
  static func run(_ product: tk_gemm) {
    let room = tk_gemm_workspace(product.m, product.n, product.k)
    let workspace = Storage(byteCount: room * MemoryLayout<Float>.size)
    withUnsafePointer(to: product) {
      tk_gemm_f32($0, workspace.address.assumingMemoryBound(to: Float.self))
    }
  }
}
