/// A function's results for variables that nobody else has: what every transform differentiates.
struct OwnVariables {
  let variables: [Tensor]
  let outputs: [Tensor]

  /// Whether tensors from outside the function (an argument that asks for a gradient itself, or one that the function
  /// refers to) take part, so that derivatives must be differentiable in turn.
  let isOpen: Bool

  private let op: StaticString
  private let file: StaticString
  private let line: UInt

  init(
    _ op: StaticString, _ function: ([Tensor]) -> [Tensor], at inputs: [Tensor],
    file: StaticString, line: UInt
  ) {
    for (index, input) in inputs.enumerated() {
      demand(
        input.dtype.isFloatingPoint,
        "\(op): argument \(index) is of \(input.dtype); a derivative needs a floating-point dtype",
        file: file, line: line)
    }
    let wasRecording = ThreadState.isRecording
    // An alias of an argument that is on the tape: the derivative by it is that of this call alone.
    let variables = inputs.map {
      wasRecording && $0.requiresGrad ? $0.alias() : $0.detach().requiringGrad()
    }
    let start = ThreadState.lastSequence
    let outputs = enableGrad { function(variables) }
    let roots = outputs.compactMap(\.node)
    isOpen =
      wasRecording
      && (inputs.contains(where: \.requiresGrad)
        || OwnVariables.reachOutside(roots, variables: variables, madeAfter: start))
    self.variables = variables
    self.outputs = outputs
    self.op = op
    self.file = file
    self.line = line
  }

  /// Whether something that the function did not make, other than its variables, is on the tape behind `roots`.
  private static func reachOutside(
    _ roots: [Node], variables: [Tensor], madeAfter start: UInt64
  ) -> Bool {
    var seen = Set(variables.map { ObjectIdentifier($0.node!) })
    var waiting = roots
    while let node = waiting.popLast() {
      if !seen.insert(ObjectIdentifier(node)).inserted { continue }
      // Leaves have the number 0.
      if node.sequence <= start { return true }
      for index in 0..<node.edgeCount {
        if let next = node.edge(index) { waiting.append(next) }
      }
    }
    return false
  }

  /// The results as the caller gets them: off the tape unless somebody outside is on it.
  var values: [Tensor] { isOpen ? outputs : outputs.map { $0.detach() } }

  /// The only result, checked to be a scalar of a floating-point dtype.
  var scalar: Tensor {
    let output = outputs[0]
    demand(
      output.count == 1 && output.dtype.isFloatingPoint,
      "\(op): the function returned \(output.dtype) \(output.shape), not one number; use vjp or jacobian",
      file: file, line: line)
    return output
  }

  /// The derivatives by all variables of the results, weighted with `seeds`; zeros where there is none.
  ///
  /// - Parameter keepsGraph: for another call.
  func gradients(seeds: [Tensor], keepsGraph: Bool, createGraph: Bool) -> [Tensor] {
    let roots = zip(outputs, seeds).compactMap { output, seed in
      output.node.map { (node: $0, gradient: seed) }
    }
    let route = BackwardRoute(from: roots.map(\.node), to: variables.map { $0.node! })
    let found = BackwardPass.run(
      from: roots, keepsGraph: keepsGraph || createGraph, recordsItself: createGraph, route: route)
    return zip(found, variables).map { $0 ?? Tensor.zeros(like: $1) }
  }

  /// Checks gradients or tangents that the caller gave.
  func check(
    _ given: [Tensor], like tensors: [Tensor], _ what: StaticString
  ) {
    demand(
      given.count == tensors.count, "\(op): \(given.count) \(what)s for \(tensors.count) tensors",
      file: file, line: line)
    for (given, tensor) in zip(given, tensors) {
      demand(
        given.shape == tensor.shape && given.dtype == tensor.dtype,
        "\(op): a \(what) of \(given.dtype) \(given.shape) for \(tensor.dtype) \(tensor.shape)",
        file: file, line: line)
    }
  }
}
