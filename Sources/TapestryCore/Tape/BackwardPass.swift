/// One walk through the tape, from a result back to the leaves.
///
/// Nodes are visited in descending sequence order, each once, when the gradients of all its uses have arrived. The walk
/// is a loop over a heap: no depth of graph makes it recurse.
package final class BackwardPass {
  @exclusivity(unchecked) private var queue = NodeHeap()
  private var leaves: [LeafNode] = []
  private let keepsGraph: Bool
  private let recordsItself: Bool

  /// The gradients asked for by `grad(of:with:)`, by node; nil where leaves keep theirs.
  @exclusivity(unchecked) private var captured: [ObjectIdentifier: Tensor?]?

  /// The nodes on the way to those asked for; nil where all are visited.
  private var needed: Set<ObjectIdentifier>?

  /// Whether gradients are looked through for NaN.
  private let findsAnomalies = ThreadState.tapeMode.findsAnomalies

  /// Who notes what derivatives take.
  private let log = ThreadState.operationLog

  // The walk holds the node for as long as it stands here: counting references once more is a third of a small node's time.
  @exclusivity(unchecked) private var visited: Unmanaged<Node>?

  /// The node whose derivative is being computed.
  var node: Node? { visited?.takeUnretainedValue() }

  private init(keepsGraph: Bool, recordsItself: Bool, route: BackwardRoute?) {
    self.keepsGraph = keepsGraph
    self.recordsItself = recordsItself
    needed = route?.nodes
    captured = route.map { route in
      Dictionary(
        route.targets.map { (ObjectIdentifier($0), nil) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Walks back from roots with a gradient each. Returns the gradients of the route's targets, or adds to those of all leaves
  /// where there is no route.
  @discardableResult
  static func run(
    from roots: [(node: Node, gradient: Tensor)], keepsGraph: Bool, recordsItself: Bool,
    route: BackwardRoute? = nil
  ) -> [Tensor?] {
    let pass = BackwardPass(keepsGraph: keepsGraph, recordsItself: recordsItself, route: route)
    let outer = ThreadState.backwardPass
    // A pass started from a hook may meet nodes at which gradients of the outer pass wait.
    let suspended = outer?.suspend()
    ThreadState.backwardPass = pass
    defer {
      ThreadState.backwardPass = outer
      if let suspended { outer?.resume(suspended) }
    }
    withRecording(recordsItself) {
      // Derivatives compute in the dtypes that were recorded.
      withAutocast(nil) {
        for (node, gradient) in roots where pass.needs(node) { pass.deliver(gradient, to: node) }
        pass.visitAll()
      }
    }
    guard let route, let captured = pass.captured else { return [] }
    return route.targets.map { captured[ObjectIdentifier($0)] ?? nil }
  }

  /// Whether a gradient is to be computed for a node.
  @inline(__always)
  func needs(_ node: Node) -> Bool { needed?.contains(ObjectIdentifier(node)) ?? true }

  /// Where the gradient of an input of the node being visited goes, if it is to be computed.
  @inline(__always)
  func target(_ input: Int) -> Node? {
    guard let edge = visited!._withUnsafeGuaranteedRef({ $0.edge(input) }), needs(edge) else {
      return nil
    }
    return edge
  }

  private func visitAll() {
    let inputs = InputGradients(pass: self)
    while let next = queue.popHighest() {
      var gradient = takeGradient(of: next)
      if gradient == nil { continue }
      // A target without other targets behind it is the end of its way.
      if needed != nil
        && !(0..<next.edgeCount).contains(where: { next.edge($0).map(needs) ?? false })
      {
        continue
      }
      visited = Unmanaged.passUnretained(next)
      if let log {
        log.measureBackward(of: next) { next.propagate(gradient.take()!, inputs) }
      } else {
        next.propagate(gradient.take()!, inputs)
      }
      visited = nil
      if !keepsGraph { next.releaseSaved() }
    }
    OperationLog.measure("leaf gradients", .backward) {
      for leaf in leaves { finish(leaf) }
    }
  }

  /// Adds a gradient to what has arrived at a node so far.
  @inline(__always)
  func deliver(_ gradient: consuming Tensor, to target: consuming Node) {
    if findsAnomalies { look(at: gradient, for: target) }
    if gradient.shape == target.shape && gradient.dtype == target.dtype {
      accept(consume gradient, at: consume target)
    } else {
      let fitted = gradient.summed(to: target.shape).cast(to: target.dtype)
      accept(fitted, at: consume target)
    }
  }

  /// Adds a gradient to the part that `view` shows of what has arrived at a node so far.
  func deliver(_ gradient: Tensor, to target: Node, part view: @escaping (Tensor) -> Tensor) {
    if recordsItself || gradient.dtype != target.dtype {
      deliver(gradient.embedded(in: target.shape, view), to: target)
      return
    }
    guard let pending = target.pending else {
      accept(gradient.embedded(in: target.shape, view), at: target)
      target.ownsPending = true
      return
    }
    let sum = target.ownsPending ? pending : pending.clone()
    view(sum).accumulate(gradient)
    target.pending = sum
    target.ownsPending = true
  }

  /// Adds a gradient of the node's shape and dtype to what has arrived.
  private func accept(_ gradient: consuming Tensor, at target: consuming Node) {
    guard let pending = target.pending else {
      target.pending = consume gradient
      target.ownsPending = false
      if let leaf = target.asLeaf { leaves.append(leaf) } else { queue.push(consume target) }
      return
    }
    if target.ownsPending && !recordsItself {
      pending.accumulate(gradient)
    } else {
      target.pending = pending + gradient
      target.ownsPending = true
    }
  }

  /// Adds a gradient that is 0 but where `view` looks.
  func deliver(
    _ gradient: Tensor, within shape: Shape, _ view: @escaping (Tensor) -> Tensor, to target: Node
  ) {
    let isPlain = !recordsItself && target.shape == shape && target.dtype == gradient.dtype
    guard isPlain, let pending = target.pending else {
      deliver(gradient.embedded(in: shape, view), to: target)
      if isPlain { target.ownsPending = true }
      return
    }
    if findsAnomalies { look(at: gradient, for: target) }
    let sum = target.ownsPending ? pending : pending.clone()
    view(sum).accumulate(gradient)
    target.pending = sum
    target.ownsPending = true
  }

  /// Takes nodes that were made during this pass into it; `node` is older than all of them.
  func goThrough(_ roots: [(node: Node, gradient: Tensor)], madeAfter node: Node) {
    if let known = needed {
      needed = BackwardRoute.nodes(
        from: roots.map(\.node), to: known, above: node.sequence &+ 1)
    }
    for (node, gradient) in roots where needs(node) { deliver(gradient, to: node) }
  }

  /// Adds a gradient to what has arrived for one of several results.
  func deliver(_ gradient: Tensor, output: Int, of joint: JointNode) {
    joint.arrived[output] = joint.arrived[output].map { $0 + gradient } ?? gradient
    if joint.pending == nil {
      joint.pending = gradient
      joint.ownsPending = false
      queue.push(joint)
    }
  }

  /// A node's complete gradient, after its hooks, kept wherever someone asked for it.
  private func takeGradient(of node: Node) -> Tensor? {
    guard var gradient = node.pending.take() else { return nil }
    if let extras = node.extras {
      gradient = extras.runHooks(gradient, name: node.name)
      if findsAnomalies && extras.hasHooks { look(atHookedGradient: gradient, of: node) }
      if extras.retainsGradient {
        extras.retainedGradient = extras.retainedGradient.map { $0 + gradient } ?? gradient
      }
    }
    if captured?.keys.contains(ObjectIdentifier(node)) == true {
      captured?[ObjectIdentifier(node)] = gradient
    }
    return gradient
  }

  private func finish(_ leaf: LeafNode) {
    guard var gradient = takeGradient(of: leaf), captured == nil else { return }
    if let present = leaf.gradient {
      if recordsItself {
        leaf.gradient = present + gradient
      } else {
        present.accumulate(gradient)
      }
    } else if Tensor.isSole(&gradient) {
      leaf.gradient = gradient
    } else {
      leaf.gradient = gradient.clone()
    }
  }

  // MARK: Passes inside passes

  private typealias Suspended = [(
    node: Node, gradient: Tensor?, isOwned: Bool, outputs: [Tensor?]?
  )]

  private func suspend() -> Suspended {
    (queue.nodes + leaves).map { node in
      let joint = node as? JointNode
      defer {
        node.pending = nil
        if let joint { joint.arrived = joint.arrived.map { _ in nil } }
      }
      return (node, node.pending, node.ownsPending, joint?.arrived)
    }
  }

  private func resume(_ suspended: Suspended) {
    for (node, gradient, isOwned, outputs) in suspended {
      node.pending = gradient
      node.ownsPending = isOwned
      if let outputs { (node as? JointNode)?.arrived = outputs }
    }
  }
}
