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

  /// The same, with each axis an argument of its own.
  public func permuted(_ axes: Int..., file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    permuted(axes, file: file, line: line)
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

  /// A view with one axis at another place; the others keep their order. `torch.movedim`.
  public func movedAxis(
    from source: Int, to destination: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    movedAxes(from: [source], to: [destination], file: file, line: line)
  }

  /// A view with some axes at other places; the others keep their order. `torch.movedim`.
  ///
  /// - Parameters:
  ///   - sources: axes, each once.
  ///   - destinations: for each of them its place in the result, each once.
  public func movedAxes(
    from sources: [Int], to destinations: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(
      sources.count == destinations.count,
      "movedAxes: \(sources.count) axes to \(destinations.count) places", file: file, line: line)
    let from = sources.map { resolvedAxis($0, op: "movedAxes", file: file, line: line) }
    let to = destinations.map { resolvedAxis($0, op: "movedAxes", file: file, line: line) }
    demand(
      Set(from).count == from.count && Set(to).count == to.count,
      "movedAxes: an axis appears twice in \(sources) or \(destinations)", file: file, line: line)
    if rank == 0 { return self }
    var rest = (0..<rank).filter { !from.contains($0) }[...]
    return permuted(
      (0..<rank).map { place in
        to.firstIndex(of: place).map { from[$0] } ?? rest.removeFirst()
      })
  }

  /// A view with all axes in reverse order: the transpose of a matrix. `torch.Tensor.T`, `torch.t`.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  public var T: Tensor { rank < 2 ? self : permuted((0..<rank).reversed()) }

  /// A view with the last two axes exchanged: the transpose of each matrix. `torch.Tensor.mT`.
  ///
  /// One axis alone is a mistake.
  public var mT: Tensor {
    if rank == 1 { mistake("mT: \(shape) is no matrix, at least two axes are needed") }
    return rank == 0 ? self : transposed()
  }

  /// As ``mT`` for a single matrix: complex conjugation, which real numbers are not changed by, and transposition. `torch.Tensor.H`.
  // swift-format-ignore: AlwaysUseLowerCamelCase
  public var H: Tensor {
    if rank != 0 && rank != 2 { mistake("H: \(shape) is no matrix, two axes are needed") }
    return rank == 0 ? self : transposed()
  }

  /// As ``mT``: complex conjugation, which real numbers are not changed by, and transposition. `torch.Tensor.mH`, `torch.adjoint`.
  public var mH: Tensor {
    if rank == 1 { mistake("mH: \(shape) is no matrix, at least two axes are needed") }
    return mT
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
