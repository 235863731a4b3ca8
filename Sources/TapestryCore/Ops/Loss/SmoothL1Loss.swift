import CKernels

/// Squared differences where these are small, absolute ones where they are large: `d² / 2β` up to β, `|d| - β / 2` from there.
///
/// - Parameters:
///   - predictions: of any shape and a floating-point dtype.
///   - targets: of the same shape.
///   - beta: at least 0, which makes it ``l1Loss(_:_:weight:reduction:file:line:)``.
/// - Returns: a scalar, or the predictions' shape where nothing is reduced.
///
/// `torch.nn.functional.smooth_l1_loss`; Girshick, 2015.
public func smoothL1Loss(
  _ predictions: Tensor, _ targets: Tensor, beta: Double = 1, reduction: LossReduction = .mean,
  file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let predictions = predictions.autocast(for: .loss)
  demandLossShapes("smoothL1Loss", predictions, targets, file: file, line: line)
  demand(beta >= 0, "smoothL1Loss: beta \(beta) is negative", file: file, line: line)
  let losses =
    beta == 0
    ? (predictions - targets).abs() : RoundedDifference.apply(predictions, targets, width: beta)
  return reduction.reduce(losses, op: "smoothL1Loss", file: file, line: line)
}

/// `|d|` less half a width, with a parabola of the same slope in place of the corner up to a distance of that width, of the
/// differences d of two tensors of one shape.
struct RoundedDifference: Derivative {
  static let name = "smoothL1Loss"
  private let left, right: SavedTensor
  private let width: Double

  static func apply(_ a: Tensor, _ b: Tensor, width: Double) -> Tensor {
    let dtype = Tensor.resultType(a, b)
    // The width would be rounded to 16 bits too.
    if dtype.computeType != dtype { return a.computed(with: b) { apply($0, $1[0]!, width: width) } }
    let (a, b) = (a.cast(to: dtype), b.cast(to: dtype))
    let result = Tensor(uninitialized: a.shape, dtype: dtype)
    noGrad {
      Elementwise.steps(
        [
          (TK_SUB, b.contiguous()), (TK_ROUNDED_CORNER, Tensor(scalar: width, dtype: dtype)),
        ], of: a.contiguous(), into: result)
    }
    return result.recorded(
      a, b, Self(left: SavedTensor(a), right: SavedTensor(b), width: width))
  }

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let (a, b) = (left.value, right.value)
    let slope: Tensor
    if isRecording {
      slope = gradient * ((a - b).clamped(min: -width, max: width) * (1 / width))
    } else {
      func number(_ value: Double) -> Tensor { Tensor(scalar: value, dtype: a.dtype) }
      slope = a.differences(
        b, [(TK_MAXIMUM, number(-width)), (TK_MINIMUM, number(width))], times: gradient, 1 / width)
    }
    inputs.add(0, slope)
    inputs.add(1, -slope)
  }
}

extension Tensor {
  /// What steps make of the differences to another tensor, times a gradient and a number; without a record.
  func differences(
    _ other: Tensor, _ steps: [Elementwise.Step] = [], times gradient: Tensor, _ factor: Double
  ) -> Tensor {
    noGrad {
      let result = Tensor(uninitialized: shape, dtype: dtype)
      // That of a mean is one number for all.
      let isOne = gradient.strides.allSatisfy { $0 == 0 } && gradient.count > 0
      let weights =
        isOne
        ? Tensor(viewOf: gradient, shape: [], strides: Strides(), offset: gradient.offset)
        : gradient.contiguous()
      let weighted = steps + [(TK_MUL, weights), (TK_MUL, Tensor(scalar: factor, dtype: dtype))]
      Elementwise.steps(
        [(TK_SUB, other.contiguous())] + weighted, of: contiguous(), into: result)
      return result
    }
  }
}
