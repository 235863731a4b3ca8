extension Tensor {
  /// A view with the axes in another order. `torch.permute`.
  ///
  /// - Parameter axes: each axis once; axis `i` of the result is axis `axes[i]` of this tensor.
  public func permuted(
    _ axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let order = axes.map { resolvedAxis($0, op: "permuted", file: file, line: line) }
    demand(
      order.count == rank && Set(order).count == rank,
      "permuted: \(axes) does not name each axis of \(shape) once", file: file, line: line)
    let result = Tensor(
      viewOf: self, shape: Shape(order.map { shape[$0] }),
      strides: Strides(order.map { strides[$0] }),
      offset: offset)
    return result.recorded(self, PermuteDerivative(order: order))
  }

  /// A view with two axes exchanged. `torch.transpose`.
  public func transposed(
    _ a: Int = -2, _ b: Int = -1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let first = resolvedAxis(a, op: "transposed", file: file, line: line)
    let second = resolvedAxis(b, op: "transposed", file: file, line: line)
    if first == second { return self }
    var (shape, strides) = (self.shape, self.strides)
    shape.swapAt(first, second)
    strides.swapAt(first, second)
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: offset)
      .recorded(self, TransposeDerivative(first: first, second: second))
  }
}

struct PermuteDerivative: Derivative {
  static let name = "permuted"
  let order: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.permuted(order.indices.map { order.firstIndex(of: $0)! }))
  }
}

struct TransposeDerivative: Derivative {
  static let name = "transposed"
  let first, second: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.transposed(first, second))
  }
}
