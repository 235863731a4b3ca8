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

  /// The node whose derivative is being computed.
  @exclusivity(unchecked) private(set) var node: Node?

  private init(keepsGraph: Bool, recordsItself: Bool, targets: [Node]?) {
    self.keepsGraph = keepsGraph
    self.recordsItself = recordsItself
    captured = targets.map { nodes in
      Dictionary(nodes.map { (ObjectIdentifier($0), nil) }, uniquingKeysWith: { first, _ in first })
    }
  }

  /// Walks back from `root`. Returns the gradients of `targets`, or adds to those of all leaves where there are none.
  @discardableResult
  static func run(
    from root: Node, gradient: Tensor, keepsGraph: Bool, recordsItself: Bool, targets: [Node]? = nil
  ) -> [Tensor?] {
    let pass = BackwardPass(keepsGraph: keepsGraph, recordsItself: recordsItself, targets: targets)
    let outer = ThreadState.backwardPass
    // A pass started from a hook may meet nodes at which gradients of the outer pass wait.
    let suspended = outer?.suspend()
    ThreadState.backwardPass = pass
    defer {
      ThreadState.backwardPass = outer
      if let suspended { outer?.resume(suspended) }
    }
    withRecording(recordsItself) {
      pass.deliver(gradient, to: root)
      pass.visitAll()
    }
    guard let targets, let captured = pass.captured else { return [] }
    return targets.map { captured[ObjectIdentifier($0)] ?? nil }
  }

  private func visitAll() {
    while let next = queue.popHighest() {
      guard let gradient = takeGradient(of: next) else { continue }
      node = next
      next.propagate(gradient, InputGradients(node: next, pass: self))
      if !keepsGraph { next.releaseSaved() }
    }
    node = nil
    for leaf in leaves { finish(leaf) }
  }

  /// Adds a gradient to what has arrived at a node so far.
  @inline(__always)
  func deliver(_ gradient: Tensor, to target: Node) {
    if gradient.shape == target.shape && gradient.dtype == target.dtype {
      accept(gradient, at: target)
    } else {
      accept(gradient.summed(to: target.shape).cast(to: target.dtype), at: target)
    }
  }

  /// Adds a gradient of the node's shape and dtype to what has arrived.
  private func accept(_ gradient: Tensor, at target: Node) {
    guard let pending = target.pending else {
      target.pending = gradient
      target.ownsPending = false
      if let leaf = target.asLeaf { leaves.append(leaf) } else { queue.push(target) }
      return
    }
    if target.ownsPending && !recordsItself {
      pending.accumulate(gradient)
    } else {
      target.pending = pending + gradient
      target.ownsPending = true
    }
  }

  /// A node's complete gradient, after its hooks, kept wherever someone asked for it.
  private func takeGradient(of node: Node) -> Tensor? {
    guard var gradient = node.pending.take() else { return nil }
    if let extras = node.extras {
      gradient = extras.runHooks(gradient, name: node.name)
      if extras.retainsGradient { extras.retainedGradient = gradient }
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
    } else if isSoleOwner(&gradient) {
      leaf.gradient = gradient
    } else {
      leaf.gradient = gradient.clone()
    }
  }

  /// Whether a gradient is nobody else's, so that a leaf may keep it and change it in place.
  private func isSoleOwner(_ gradient: inout Tensor) -> Bool {
    isKnownUniquelyReferenced(&gradient) && gradient.storage.isUnique && gradient.isContiguous
  }

  // MARK: Passes inside passes

  private typealias Suspended = [(node: Node, gradient: Tensor?, isOwned: Bool)]

  private func suspend() -> Suspended {
    (queue.nodes + leaves).map { node in
      defer { node.pending = nil }
      return (node, node.pending, node.ownsPending)
    }
  }

  private func resume(_ suspended: Suspended) {
    for (node, gradient, isOwned) in suspended {
      node.pending = gradient
      node.ownsPending = isOwned
    }
  }
}
