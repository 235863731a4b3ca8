extension Tensor {
  /// Each element, but at least `min` and at most `max`; the derivative is 0 there and on the bounds. NaN stays. Not for bool.
  ///
  /// `torch.nn.functional.hardtanh`.
  ///
  /// - Parameters:
  ///   - min: not above `max`; of integer dtypes one that they hold.
  public func hardtanh(
    min: Double = -1, max: Double = 1, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    demand(dtype != .bool, "hardtanh: not defined for bool", file: file, line: line)
    demand(min <= max, "hardtanh: from \(min) to \(max)", file: file, line: line)
    demand(
      dtype.holds(min) && dtype.holds(max), "hardtanh: \(dtype) does not hold \(min) and \(max)",
      file: file, line: line)
    let result = noGrad {
      dtype.isInteger ? clamped(min: Int(min), max: Int(max)) : clamped(min: min, max: max)
    }
    return result.recorded(
      self, HardTanhDerivative(input: SavedTensor(self), min: min, max: max))
  }

  /// Each element between 0 and 6, see ``hardtanh(min:max:file:line:)``. `torch.nn.functional.relu6`.
  public func relu6(file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    demand(dtype != .bool, "hardtanh: relu6 is not defined for bool", file: file, line: line)
    return hardtanh(min: 0, max: 6, file: file, line: line)
  }
}

struct HardTanhDerivative: Derivative {
  static let name = "hardtanh"
  let input: SavedTensor
  let min, max: Double

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let x = input.value
    inputs.add(0, gradient.kept(where: (x .> min) .&& (x .< max)))
  }
}
