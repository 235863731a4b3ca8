/// Computes a part of a model without keeping what its derivatives need: backward computes the part once more.
///
/// ```swift
/// var h = x
/// for block in blocks { h = checkpoint { block(h) } }
/// ```
///
/// Memory for one part at a time instead of for all of them, for the price of a second forward computation. Gradients go to every
/// tensor that `body` refers to, and the result can be differentiated twice and more. Checkpoints may be nested.
///
/// - Parameters:
///   - replaysRandomNumbers: whether the second run draws the numbers that the first one drew from ``defaultGenerator``,
///     as dropout needs. Generators of the body's own are its own affair.
///   - body: must do the same when it is run again. What it refers to must not have been changed in place since; what it
///     counts or averages on the side, such as running statistics, it counts twice.
///
/// `torch.utils.checkpoint.checkpoint` with `use_reentrant=False`.
public func checkpoint(
  replaysRandomNumbers: Bool = true, file: StaticString = #fileID, line: UInt = #line,
  _ body: @escaping () -> Tensor
) -> Tensor {
  checkpoint([], replaysRandomNumbers: replaysRandomNumbers, file: file, line: line) { _ in
    [body()]
  }[0]
}

/// As above for a function of one tensor, which is checked not to have been changed in place when the body runs again.
public func checkpoint(
  _ input: Tensor, replaysRandomNumbers: Bool = true, file: StaticString = #fileID,
  line: UInt = #line, _ body: @escaping (Tensor) -> Tensor
) -> Tensor {
  checkpoint([input], replaysRandomNumbers: replaysRandomNumbers, file: file, line: line) {
    [body($0[0])]
  }[0]
}

/// As above for lists of tensors.
public func checkpoint(
  _ inputs: [Tensor], replaysRandomNumbers: Bool = true, file: StaticString = #fileID,
  line: UInt = #line, _ body: @escaping ([Tensor]) -> [Tensor]
) -> [Tensor] {
  if !ThreadState.isRecording { return body(inputs) }
  let random = replaysRandomNumbers ? Generator(defaultGenerator.state) : nil
  let start = ThreadState.lastSequence
  // Recorded, to learn which results ask for gradients; what this kept is dropped with the results of this first run.
  let first = body(inputs)
  let results = first.map { $0.detach() }
  let isTaped = first.map(\.requiresGrad)
  if !isTaped.contains(true) { return first }
  let place = CodePosition(file: file, line: line)
  let joint = JointNode(
    CheckpointDerivative(
      inputs: inputs.map { SavedTensor($0) }, random: random, autocast: autocastDType,
      isTaped: isTaped,
      position: place, body: body),
    name: CheckpointDerivative.name, outputs: results,
    edges: nodesBehind(first.compactMap(\.node), madeUpTo: start))
  for (index, result) in results.enumerated() where isTaped[index] {
    result.node = OutputNode(index, of: joint)
  }
  if ThreadState.tapeMode.findsAnomalies, let place = CallFrame.current {
    joint.madeExtras.origin = place
  }
  return results
}

/// The nodes outside of a computation that it took its operands from: where the way back from `roots` leaves the nodes made
/// after `start`.
private func nodesBehind(_ roots: [Node], madeUpTo start: UInt64) -> [Node] {
  var (found, waiting) = ([Node](), roots)
  var seen: Set<ObjectIdentifier> = []
  while let node = waiting.popLast() {
    if !seen.insert(ObjectIdentifier(node)).inserted { continue }
    if node.sequence <= start {
      found.append(node)
      continue
    }
    for index in 0..<node.edgeCount {
      if let next = node.edge(index) { waiting.append(next) }
    }
  }
  return found
}

private func withGenerator<Result>(_ generator: Generator, _ body: () -> Result) -> Result {
  let outer = ThreadState.generator
  ThreadState.generator = generator
  defer { ThreadState.generator = outer }
  return body()
}

struct CheckpointDerivative: JointDerivative {
  static let name = "checkpoint"
  let inputs: [SavedTensor]
  let random: Generator?
  let autocast: DType?
  let isTaped: [Bool]
  let position: CodePosition
  let body: ([Tensor]) -> [Tensor]

  /// The second run's nodes have the highest numbers on the tape, so that the pass that is under way goes through them next, and
  /// from them to whatever the body refers to: no pass of its own, however deep checkpoints are nested.
  func propagate(_ gradients: [Tensor?], to targets: InputGradients) {
    let values = inputs.map(\.value)
    let results = enableGrad {
      withAutocast(autocast) {
        guard let random else { return body(values) }
        return withGenerator(Generator(random.state)) { body(values) }
      }
    }
    if results.map(\.requiresGrad) != isTaped {
      mistake(
        "checkpoint: the body returned \(results.count) results of shapes \(results.map(\.shape)) when it was run again, others than before",
        file: position.file, line: position.line)
    }
    var roots: [(node: Node, gradient: Tensor)] = []
    for (result, gradient) in zip(results, gradients) {
      guard let gradient, let node = result.node else { continue }
      if gradient.shape != node.shape {
        mistake(
          "checkpoint: the body returned a result of shape \(node.shape) when it was run again, \(gradient.shape) before",
          file: position.file, line: position.line)
      }
      roots.append((node, gradient))
    }
    targets.pass.goThrough(roots, madeAfter: targets.node)
  }
}
