/// The cross entropy of what a linear layer makes of `x`, without ever holding the logits of more than a piece of the batch.
///
/// - Parameters:
///   - x: `[batch, inputs]` or `[inputs]`, of a floating-point dtype.
///   - linearWeight: `[classes, inputs]` or, for labels of several axes, `[classes, …, inputs]`.
///   - targets: labels or probabilities, as for ``crossEntropy(_:_:weight:ignoreIndex:labelSmoothing:reduction:file:line:)`` of logits
///     `[batch, classes, …]`.
///   - linearBias: `[classes, …]`, or nil.
///   - chunkSize: how many rows of `x` are taken at once; as many as make about a million logits unless given.
/// - Returns: as `crossEntropy(linear(x, linearWeight, linearBias), targets, …)`, to rounding.
/// - Complexity: the derivative computes the logits once more; memory for `chunkSize` rows of them, unless a second derivative is asked for.
///
/// `torch.nn.functional.linear_cross_entropy`.
public func linearCrossEntropy(
  _ x: Tensor, _ linearWeight: Tensor, _ targets: Tensor, linearBias: Tensor? = nil,
  weight: Tensor? = nil, ignoreIndex: Int = -100, labelSmoothing: Double = 0,
  reduction: LossReduction = .mean, chunkSize: Int? = nil, file: StaticString = #fileID,
  line: UInt = #line
) -> Tensor {
  if autocastDType != nil {
    let (x, linearWeight) = (x.autocast(for: .loss), linearWeight.autocast(for: .loss))
    return withAutocast(nil) {
      linearCrossEntropy(
        x, linearWeight, targets, linearBias: linearBias?.cast(like: x), weight: weight,
        ignoreIndex: ignoreIndex, labelSmoothing: labelSmoothing, reduction: reduction,
        chunkSize: chunkSize, file: file, line: line)
    }
  }
  demand(
    (x.rank == 2 || x.rank == 1 && linearWeight.rank == 2) && linearWeight.rank >= 2
      && x.shape.last == linearWeight.shape.last,
    "linearCrossEntropy: input \(x.shape) and linearWeight \(linearWeight.shape): [batch, inputs] and [classes, …, inputs] are needed",
    file: file, line: line)
  let outputs = Shape(linearWeight.shape.dropLast())
  demand(
    linearBias.map { $0.shape == outputs } ?? true,
    "linearCrossEntropy: linearBias \(linearBias?.shape ?? []) for linearWeight \(linearWeight.shape) must be \(outputs)",
    file: file, line: line)
  demand(
    chunkSize.map { $0 > 0 } ?? true, "linearCrossEntropy: chunks of \(chunkSize ?? 0) rows",
    file: file, line: line)
  let layer = LinearCrossEntropy(
    outputs: outputs, ignoreIndex: ignoreIndex, labelSmoothing: labelSmoothing, file: file,
    line: line)
  let rows = x.rank == 2 ? x.shape[0] : 1
  let height = chunkSize ?? Swift.max(1, (1 << 20) / Swift.max(outputs.product, 1))
  // Probabilities may ask for a gradient of their own, and are as large as the logits.
  if x.rank == 1 || rows <= height || targets.dtype.isFloatingPoint || outputs.count > 1 {
    return layer.loss(x, linearWeight, linearBias, weight, targets, reduction)
  }
  demand(
    targets.shape == [rows],
    "linearCrossEntropy: input \(x.shape) and labels \(targets.shape) are not of one batch",
    file: file, line: line)
  let sums = layer.chunked(x, linearWeight, linearBias, weight, targets, height, reduction)
  guard reduction == .mean else { return sums }
  // What a mean divides by does not depend on the logits.
  let counted = targets .!= ignoreIndex
  let places = noGrad { Tensor.where(counted, targets.cast(to: .int64), 0).contiguous() }
  let weights = weight.map { $0.indexed(axis: 0, places) } ?? .ones(targets.shape, dtype: x.dtype)
  // The mean of none is NaN, its derivative 0.
  let isNone = .!counted.any()
  let total = Tensor.where(counted, weights, 0.0).sum()
  return Tensor.where(isNone, Double.nan, sums / total.maskedFill(isNone, with: 1.0))
}

/// A linear layer and the cross entropy behind it, with all that does not differ from piece to piece.
private struct LinearCrossEntropy {
  let outputs: Shape
  let ignoreIndex: Int
  let labelSmoothing: Double
  let file: StaticString
  let line: UInt

  func loss(
    _ x: Tensor, _ linearWeight: Tensor, _ bias: Tensor?, _ weight: Tensor?, _ targets: Tensor,
    _ reduction: LossReduction
  ) -> Tensor {
    let inputs = linearWeight.shape[linearWeight.rank - 1]
    let flat = linear(
      x, linearWeight.reshaped(to: [outputs.product, inputs]),
      bias.map { $0.reshaped(to: [outputs.product]) }, file: file, line: line)
    let logits = outputs.count == 1 ? flat : flat.reshaped(to: Shape([x.shape[0]] + outputs))
    return crossEntropy(
      logits, targets, weight: weight, ignoreIndex: ignoreIndex, labelSmoothing: labelSmoothing,
      reduction: reduction, file: file, line: line)
  }

  /// Sums, or losses one by one, of pieces of `height` rows.
  func chunked(
    _ x: Tensor, _ linearWeight: Tensor, _ bias: Tensor?, _ weight: Tensor?, _ targets: Tensor,
    _ height: Int, _ reduction: LossReduction
  ) -> Tensor {
    let pieces = pieces(of: x, targets, height)
    let reduced: LossReduction = reduction == .none ? .none : .sum
    let values = noGrad {
      pieces.map { loss($0.x, linearWeight, bias, weight, $0.targets, reduced) }
    }
    let result = noGrad {
      reduced == .none ? concatenate(values) : values.dropFirst().reduce(values[0], +)
    }
    let operands = [x, linearWeight, bias, weight].compactMap(\.self)
    return result.recorded(
      operands,
      LinearCrossEntropyDerivative(
        operands: operands.map { SavedTensor($0) }, targets: SavedTensor(targets),
        height: height, hasBias: bias != nil, hasWeight: weight != nil, layer: self,
        reduction: reduced))
  }

  func pieces(of x: Tensor, _ targets: Tensor, _ height: Int) -> [(x: Tensor, targets: Tensor)] {
    zip(x.split(size: height), targets.split(size: height)).map { ($0, $1) }
  }
}

/// The losses computed once more, piece by piece, and differentiated.
private struct LinearCrossEntropyDerivative: Derivative {
  static let name = "linearCrossEntropy"
  let operands: [SavedTensor]
  let targets: SavedTensor
  let height: Int
  let hasBias, hasWeight: Bool
  let layer: LinearCrossEntropy
  let reduction: LossReduction

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let values = operands.map(\.value)
    let wanted = values.indices.filter { inputs.isWanted($0) }
    if isRecording {
      propagatePlainly(gradient, values, to: inputs)
      return
    }
    var rows: [Tensor] = []
    var sums: [Int: Tensor] = [:]
    var start = 0
    for piece in layer.pieces(of: values[0], targets.value, height) {
      enableGrad {
        var leaves = values.map { $0.detach() }
        leaves[0] = piece.x.detach()
        for index in wanted { leaves[index].requiresGrad = true }
        let result = loss(of: leaves, piece.targets)
        let count = piece.x.shape[0]
        let seed =
          reduction == .none ? gradient.narrowed(axis: 0, start: start, length: count) : gradient
        let found = grad(of: result, with: wanted.map { leaves[$0] }, gradient: seed)
        for (index, found) in zip(wanted, found) {
          guard let found else { continue }
          if index == 0 {
            rows.append(found)
          } else {
            noGrad { sums[index] = sums[index].map { $0 + found } ?? found }
          }
        }
        start += count
      }
    }
    if !rows.isEmpty { inputs.add(0, concatenate(rows)) }
    for (index, sum) in sums { inputs.add(index, sum) }
  }

  /// The same by tensor operations, which can be differentiated in turn. With t the weight that the loss of a row gives each class, it is
  /// `-t · logSoftmax(logits)`, and its derivative by the logits `softmax(logits) Σt - t`.
  private func propagatePlainly(
    _ gradient: Tensor, _ values: [Tensor], to inputs: InputGradients
  ) {
    let (x, linearWeight) = (values[0], values[1])
    let classes = layer.outputs[0]
    let labels = targets.value.cast(to: .int64)
    let logits = linear(x, linearWeight, hasBias ? values[2] : nil)
    let counted = (labels .!= layer.ignoreIndex).cast(to: x.dtype).unsqueezed(1)
    let chosen = (labels.unsqueezed(1) .== Tensor.arange(classes)).cast(to: x.dtype)
    let spread = Tensor.full(
      [1, classes], layer.labelSmoothing / Double(classes), dtype: x.dtype)
    // Of a row and a class, what its weight is multiplied by.
    let g = gradient.rank == 0 ? gradient : gradient.unsqueezed(1)
    var shares = (chosen * (1 - layer.labelSmoothing)) * counted * g
    var even = spread * counted * g
    if hasWeight {
      let weight = values[values.count - 1]
      let logs = logits.logSoftmax(axis: 1)
      inputs.add(values.count - 1, -((shares + even) * logs).sum(axis: 0))
      shares = shares * weight
      even = even * weight
    }
    let t = shares + even
    let slopes = logits.softmax(axis: 1) * t.sum(axis: 1, keepDims: true) - t
    inputs.add(0, slopes.matmul(linearWeight))
    inputs.add(1, slopes.transposed().matmul(x))
    if hasBias { inputs.add(2, slopes.sum(axis: 0)) }
  }

  private func loss(of values: [Tensor], _ targets: Tensor) -> Tensor {
    layer.loss(
      values[0], values[1], hasBias ? values[2] : nil, hasWeight ? values[values.count - 1] : nil,
      targets, reduction)
  }
}
