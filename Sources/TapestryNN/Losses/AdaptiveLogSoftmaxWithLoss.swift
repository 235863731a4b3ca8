import TapestryCore

/// A last layer and its cross entropy for many classes of which few are frequent: rare ones are looked at in clusters, by smaller layers.
///
/// ```swift
/// let last = AdaptiveLogSoftmaxWithLoss(512, 100_000, cutoffs: [2_000, 20_000])
/// let loss = last(hidden, words).loss
/// ```
///
/// Classes must be numbered by falling frequency. The first cutoff's worth of classes, and one number for each cluster, come from ``head``; the
/// classes between two cutoffs from a cluster in ``tail``, whose layers meet in `inputs / divisor`, `inputs / divisor²`, … numbers.
///
/// Shapes of the call: input `[batch, inputs]` or `[inputs]`; labels `[batch]` or `[]` of an integer dtype; logarithms of the labels' probabilities
/// of the labels' shape, and their negated mean. `torch.nn.AdaptiveLogSoftmaxWithLoss`; Grave et al., 2017.
public final class AdaptiveLogSoftmaxWithLoss: Module {
  public let inputs: Int
  public let classes: Int

  /// Where clusters begin; the last one ends with the classes.
  public let cutoffs: [Int]

  public let head: Linear
  public let tail: ModuleList<Sequential>

  /// - Parameters:
  ///   - cutoffs: rising, from 1 to `classes - 1`.
  ///   - divisor: by how much each cluster's layers are smaller than those of the one before.
  ///   - headBias: whether ``head`` has a bias.
  public init(
    _ inputs: Int, _ classes: Int, cutoffs: [Int], divisor: Double = 4, headBias: Bool = false,
    dtype: DType = .float32, file: StaticString = #fileID, line: UInt = #line
  ) {
    let check = LayerCheck("AdaptiveLogSoftmaxWithLoss", file: file, line: line)
    check.demand(
      !cutoffs.isEmpty && cutoffs[0] > 0 && cutoffs.last! < classes
        && zip(cutoffs, cutoffs.dropFirst()).allSatisfy { $0 < $1 },
      "cutoffs \(cutoffs) must rise, from 1 to \(classes - 1)")
    check.demand(divisor > 0, "a divisor of \(divisor), which must be above 0")
    (self.inputs, self.classes, self.cutoffs) = (inputs, classes, cutoffs)
    head = Linear(
      inputs, cutoffs[0] + cutoffs.count, bias: headBias, dtype: dtype, file: file, line: line)
    let ends = cutoffs.dropFirst() + [classes]
    var size = Double(inputs)
    tail = ModuleList(
      zip(cutoffs, ends).map { start, end in
        size /= divisor
        let hidden = Int(size)
        return Sequential {
          Linear(inputs, hidden, bias: false, dtype: dtype)
          Linear(hidden, end - start, bias: false, dtype: dtype)
        }
      })
    super.init()
  }

  public override var details: String { "\(inputs), \(classes), cutoffs: \(cutoffs)" }

  public func forward(_ x: Tensor, _ labels: Tensor) -> (output: Tensor, loss: Tensor) {
    let op = "AdaptiveLogSoftmaxWithLoss"
    if (x.rank != 1 && x.rank != 2) || x.shape[x.rank - 1] != inputs
      || !labels.shape.elementsEqual(x.shape.dropLast()) || !labels.dtype.isInteger
    {
      mistake(
        "\(op): input \(x.shape) and labels of \(labels.dtype) \(labels.shape): [batch, \(inputs)] and integers [batch], or [\(inputs)] and one, are needed"
      )
    }
    let rows = x.reshaped(to: [labels.count, inputs])
    let numbers = labels.reshaped(to: [labels.count]).array(as: Int.self)
    if let wrong = numbers.first(where: { !(0..<classes).contains($0) }) {
      mistake("\(op): label \(wrong) is not in 0..<\(classes)")
    }
    let headLogs = head(rows).logSoftmax(axis: 1)
    var (parts, order): ([Tensor], [Int]) = ([], [])
    for cluster in 0...tail.count {
      let range = range(of: cluster)
      let members = numbers.indices.filter { range.contains(numbers[$0]) }
      if members.isEmpty { continue }
      let places = Tensor(members)
      let within = Tensor(members.map { numbers[$0] - range.lowerBound }).unsqueezed(1)
      let logs = headLogs.indexSelect(axis: 0, places)
      if cluster == 0 {
        parts.append(logs.gathered(axis: 1, indices: within))
      } else {
        let own = tail[cluster - 1](rows.indexSelect(axis: 0, places)).logSoftmax(axis: 1)
        parts.append(
          own.gathered(axis: 1, indices: within)
            + logs.narrowed(axis: 1, start: cutoffs[0] + cluster - 1, length: 1))
      }
      order += members
    }
    if parts.isEmpty { parts = [headLogs.sum(axis: 1, keepDims: true)] }
    var origin = order
    for (place, member) in order.enumerated() { origin[member] = place }
    let output = concatenate(parts).indexSelect(axis: 0, Tensor(origin))
      .reshaped(to: labels.shape)
    return (output, -output.mean())
  }

  public func callAsFunction(
    _ x: Tensor, _ labels: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> (output: Tensor, loss: Tensor) {
    called(x, file: file, line: line) { forward($0, labels) }
  }

  /// The logarithms of the probabilities of all classes, `[batch, classes]`.
  public func logProbabilities(
    _ x: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) {
      let logs = head(x).logSoftmax(axis: 1)
      let clusters = tail.enumerated().map { index, cluster in
        cluster(x).logSoftmax(axis: 1)
          + logs.narrowed(axis: 1, start: cutoffs[0] + index, length: 1)
      }
      return concatenate([logs.narrowed(axis: 1, start: 0, length: cutoffs[0])] + clusters, axis: 1)
    }
  }

  /// The likeliest class of each input, `[batch]` of int64.
  ///
  /// - Complexity: that of ``logProbabilities(_:file:line:)``; PyTorch's `predict` looks at clusters alone that can be the likeliest.
  public func predict(_ x: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    noGrad { logProbabilities(x, file: file, line: line).argmax(axis: 1) }
  }

  private func range(of cluster: Int) -> Range<Int> {
    let borders = [0] + cutoffs + [classes]
    return borders[cluster]..<borders[cluster + 1]
  }
}
