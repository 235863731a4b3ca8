extension Tensor {
  /// A copy with the order along some axes reversed. `torch.flip`.
  public func flipped(
    axes: [Int], file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    if axes.isEmpty { return clone() }
    let chosen = resolvedAxes(axes, op: "flipped", file: file, line: line)
    var (strides, offset) = (self.strides, self.offset)
    for axis in 0..<rank where chosen[axis] && shape[axis] > 0 {
      offset += (shape[axis] - 1) * strides[axis]
      strides[axis] = -strides[axis]
    }
    let result = noGrad {
      Tensor(viewOf: self, shape: shape, strides: strides, offset: offset).clone()
    }
    return result.recorded(self, FlipDerivative(axes: axes))
  }
}

struct FlipDerivative: Derivative {
  static let name = "flipped"
  let axes: [Int]

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.flipped(axes: axes))
  }
}
