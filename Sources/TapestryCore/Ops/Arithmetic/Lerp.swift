extension Tensor {
  /// The way from each element to the one of `end`, `weight` of it gone: `self + weight · (end − self)`, exact at both ends. The three
  /// broadcast. Of floating-point dtypes. `torch.lerp`.
  public func lerp(
    _ end: Tensor, weight: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkLerp(end, weight.dtype, file: file, line: line)
    Tensor.broadcastShape("lerp", self, end, weight, file: file, line: line)
    if dtype.computeType != dtype && end.dtype == dtype && weight.dtype == dtype {
      return computed(with: end, weight) { $0.lerp($1[0]!, weight: $1[1]!) }
    }
    let result = noGrad {
      let distance = end - self
      return Tensor.where(
        weight.abs() .< 0.5, self + weight * distance, end - distance * (1 - weight))
    }
    return result.recorded(
      self, end, weight,
      LerpDerivative(
        start: SavedTensor(self), end: SavedTensor(end), weight: SavedTensor(weight)))
  }

  public func lerp(
    _ end: Tensor, weight: Double, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    checkLerp(end, .float32, file: file, line: line)
    _ = Tensor.broadcastShape("lerp", self, end, file: file, line: line)
    if dtype.computeType != dtype && end.dtype == dtype {
      return computed(with: end) { $0.lerp($1[0]!, weight: weight) }
    }
    let distance = end - self
    return weight.magnitude < 0.5 ? self + distance * weight : end - distance * (1 - weight)
  }

  private func checkLerp(_ end: Tensor, _ weight: DType, file: StaticString, line: UInt) {
    demand(
      dtype.isFloatingPoint && end.dtype.isFloatingPoint && weight.isFloatingPoint,
      "lerp: needs floating-point dtypes, not \(dtype) to \(end.dtype) by \(weight)", file: file,
      line: line)
  }
}

struct LerpDerivative: Derivative {
  static let name = "lerp"
  let start, end, weight: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient * (1 - weight.value))
    inputs.add(1, gradient * weight.value)
    inputs.add(2, gradient * (end.value - start.value))
  }
}
