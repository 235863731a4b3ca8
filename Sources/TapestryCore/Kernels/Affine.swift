import CKernels

/// `x Wᵀ + b` for a matrix of rows.
enum Affine {
  /// A single row is a matrix–vector product, bound by reading the weights: worth several threads from this many bytes on.
  private static let grain = 208 << 10

  static func run(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, into output: Tensor) {
    let rows = output.shape[0]
    if rows == 1 && x.dtype == .float32 && weight.isContiguous && x.isContiguous && x.count > 0
      && bias?.isContiguous != false
    {
      return vector(x, weight, bias, into: output)
    }
    let start = bias.map { Gemm.Start.row($0.isContiguous ? $0 : noGrad($0.clone)) } ?? .zeros
    Gemm.run(x, weight.matrixTransposed, into: output, from: start)
  }

  private static func vector(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, into output: Tensor
  ) {
    let (outputs, inputs) = (weight.shape[0], weight.shape[1])
    let (px, pw, py) = (x.floats, weight.floats, output.floats)
    let pb = bias?.floats
    parallelFor(count: outputs, grain: Swift.max(1, grain / (4 * inputs))) { range in
      tk_gemv_f32(
        py + range.lowerBound, pw + range.lowerBound * inputs, px, pb.map { $0 + range.lowerBound },
        range.count, inputs, inputs)
    }
  }
}

extension Tensor {
  /// A transposed view without a record.
  var matrixTransposed: Tensor {
    Tensor(
      viewOf: self, shape: [shape[1], shape[0]], strides: [strides[1], strides[0]], offset: offset)
  }

  var floats: UnsafeMutablePointer<Float> { address.assumingMemoryBound(to: Float.self) }
  var doubles: UnsafeMutablePointer<Double> { address.assumingMemoryBound(to: Double.self) }
  var integers: UnsafeMutablePointer<Int64> { address.assumingMemoryBound(to: Int64.self) }
}
