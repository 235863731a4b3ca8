/// How a loss brings the values of a batch together.
public enum LossReduction: Sendable {
  case mean, sum
  /// One value for each example.
  case none
}

extension LossReduction {
  /// The losses brought together; `op` is whose they are.
  func reduce(_ losses: Tensor, op: StaticString, file: StaticString, line: UInt) -> Tensor {
    switch self {
    case .none: return losses
    case .sum: return losses.sum()
    case .mean:
      demand(
        losses.dtype.isFloatingPoint,
        "\(op): losses of \(losses.dtype) have no mean; cast(to: .float32) first", file: file,
        line: line)
      return losses.mean()
    }
  }

  /// The losses, each times its weight, brought together. The mean is divided by the sum of the weights.
  func reduce(
    _ losses: Tensor, weights: Tensor, op: StaticString, file: StaticString, line: UInt
  ) -> Tensor {
    let weighted = losses * weights
    return self == .mean
      ? weighted.sum() / weights.sum() : reduce(weighted, op: op, file: file, line: line)
  }
}

/// Shapes that would broadcast are a mistake in losses that compare element by element: `[n]` against `[n, 1]` would be
/// n² differences, and their mean a number that looks right.
func demandLossShapes(
  _ op: StaticString, _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, file: StaticString,
  line: UInt
) {
  demand(
    input.shape == target.shape,
    "\(op): predictions \(input.shape) and targets \(target.shape) must have one shape", file: file,
    line: line)
  demandFloatingPoint(op, input, file: file, line: line)
  if let weight {
    demand(
      weight.shape == input.shape,
      "\(op): weight \(weight.shape) for predictions \(input.shape) must have their shape",
      file: file, line: line)
  }
}

func demandFloatingPoint(
  _ op: StaticString, _ x: Tensor, file: StaticString, line: UInt
) {
  demand(
    x.dtype.isFloatingPoint, "\(op): needs a floating-point dtype, not \(x.dtype)", file: file,
    line: line)
}

func demandBroadcast(
  _ op: StaticString, _ a: Tensor, _ b: Tensor, file: StaticString, line: UInt
) {
  demand(
    Shape.broadcast(a.shape, b.shape) != nil,
    "\(op): shapes \(a.shape) and \(b.shape) do not broadcast: sizes are matched from the last axis on and must be equal or 1",
    file: file, line: line)
}
