extension Tensor {
  /// A copy with the order along some axes reversed. `torch.flip`.
  ///
  /// A subscript, as `x[.stride(-1)]`, shows the same without a copy.
  public func flipped(
    axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if axes.isEmpty { return clone() }
    let chosen = resolvedAxes(axes, op: "flipped", file: file, line: line)
    return noGrad { mirrored(chosen).clone() }.recorded(self, FlipDerivative(axes: axes))
  }

  /// A view with the order along the chosen axes reversed; without a record.
  func mirrored(_ isChosen: [Bool]) -> Tensor {
    var (strides, offset) = (self.strides, self.offset)
    for axis in 0..<rank where isChosen[axis] && shape[axis] > 0 {
      offset += (shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: offset)
  }

  /// A copy with the order of the columns, along the second axis, reversed. `torch.fliplr`.
  public func fliplr(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(rank >= 2, "fliplr: \(shape) has no second axis", file: file, line: line)
    return flipped(axes: [1])
  }

  /// A copy with the order of the rows, along the first axis, reversed. `torch.flipud`.
  public func flipud(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(rank >= 1, "flipud: a scalar has no axis", file: file, line: line)
    return flipped(axes: [0])
  }

  /// A copy turned by `turns` quarters, from the first of two axes towards the second. `torch.rot90`.
  ///
  /// - Parameter turns: any number; negative ones turn back.
  public func rot90(
    _ turns: Int = 1, axes: (Int, Int) = (0, 1), file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(rank >= 2, "rot90: \(shape) has no two axes", file: file, line: line)
    let first = resolvedAxis(axes.0, op: "rot90", file: file, line: line)
    let second = resolvedAxis(axes.1, op: "rot90", file: file, line: line)
    demand(
      first != second, "rot90: axes \(axes.0) and \(axes.1) are the same", file: file, line: line)
    switch turns & 3 {
    case 1: return flipped(axes: [second]).transposed(first, second)
    case 2: return flipped(axes: [first, second])
    case 3: return flipped(axes: [first]).transposed(first, second)
    default: return clone()
    }
  }
}

struct FlipDerivative: Derivative {
  static let name = "flipped"
  let axes: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.flipped(axes: axes))
  }
}
