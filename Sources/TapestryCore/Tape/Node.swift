/// One recorded operation: edges to what made its inputs, and what its derivative needs.
///
/// Nodes point at the nodes of their inputs, never the other way, and never at tensors that point at them: an
/// abandoned graph frees itself at once.
package class Node {
  /// Greater than the number of every node that this one has an edge to, so that descending order visits a node after
  /// all that use its result. Leaves have 0.
  final let sequence: UInt64

  /// Shape and dtype of the recorded result; gradients that arrive are brought to them.
  final let shape: Shape
  final let dtype: DType

  // Most operations have one or two inputs: those edges take no array.
  @exclusivity(unchecked) fileprivate(set) final var firstEdge: Node?
  @exclusivity(unchecked) fileprivate(set) final var secondEdge: Node?
  @exclusivity(unchecked) fileprivate(set) final var furtherEdges: [Node?]?

  /// The gradient that has arrived so far in the backward pass under way.
  @exclusivity(unchecked) final var pending: Tensor?
  /// Whether ``pending`` was made by adding up, and so belongs to nobody else.
  @exclusivity(unchecked) final var ownsPending = false

  /// The node released after this one, while both wait for their release.
  @exclusivity(unchecked) fileprivate(set) final var nextReleased: Node?

  @exclusivity(unchecked) final var extras: Extras?

  init(leafOf shape: Shape, dtype: DType) {
    sequence = 0
    self.shape = shape
    self.dtype = dtype
    ThreadState.liveNodes &+= 1
  }

  @inline(__always)
  init(shape: Shape, dtype: DType, _ first: Node?, _ second: Node?) {
    firstEdge = first
    secondEdge = second
    self.shape = shape
    self.dtype = dtype
    sequence = Node.nextSequence(after: Swift.max(first?.sequence ?? 0, second?.sequence ?? 0))
    ThreadState.liveNodes &+= 1
  }

  init(shape: Shape, dtype: DType, edges: [Node?]) {
    firstEdge = edges.first ?? nil
    secondEdge = edges.count > 1 ? edges[1] : nil
    furtherEdges = edges.count > 2 ? Array(edges.dropFirst(2)) : nil
    self.shape = shape
    self.dtype = dtype
    sequence = Node.nextSequence(after: edges.reduce(0) { Swift.max($0, $1?.sequence ?? 0) })
    ThreadState.liveNodes &+= 1
  }

  deinit {
    ThreadState.liveNodes &-= 1
    if firstEdge != nil { NodeRelease.release(&firstEdge) }
    if secondEdge != nil { NodeRelease.release(&secondEdge) }
    if furtherEdges != nil {
      for index in furtherEdges!.indices where furtherEdges![index] != nil {
        NodeRelease.release(&furtherEdges![index])
      }
    }
  }

  @inline(__always)
  final func edge(_ index: Int) -> Node? {
    switch index {
    case 0: firstEdge
    case 1: secondEdge
    default: furtherEdges.flatMap { index - 2 < $0.count ? $0[index - 2] : nil }
    }
  }

  /// Edges have the numbers below this one.
  final var edgeCount: Int { 2 + (furtherEdges?.count ?? 0) }

  /// This node where it is a leaf's. Leaves alone have the number 0.
  @inline(__always)
  final var asLeaf: LeafNode? { sequence == 0 ? unsafeDowncast(self, to: LeafNode.self) : nil }

  /// The name of the recorded operation, as users write it.
  var name: String { mistake("Node.name: a node without an operation") }

  /// Sends each input's share of the result's gradient along its edge.
  func propagate(_ gradient: consuming Tensor, _ inputs: InputGradients) {
    mistake("\(name): a node without a derivative")
  }

  /// Lets go of what the derivative saved; a second backward pass is then a mistake that says so.
  func releaseSaved() {}

  // A thread's own counter, raised past the inputs' numbers: in step with time on one thread, right across several,
  // and without a shared word that all threads write.
  @inline(__always)
  private static func nextSequence(after inputs: UInt64) -> UInt64 {
    let sequence = Swift.max(ThreadState.lastSequence, inputs) &+ 1
    ThreadState.lastSequence = sequence
    return sequence
  }

  /// The number of nodes, leaves that ask for gradients included, that this thread made, less those it released.
  ///
  /// A node made on one thread and released on another leaves both counts off by one.
  package static var liveCount: Int { ThreadState.liveNodes }
}

/// Releases nodes one after another where Swift by itself would release them one inside the other.
enum NodeRelease {
  /// Empties `reference`; where that was the node's last owner, the node goes when the releases under way are done.
  @inline(__always)
  static func release(_ reference: inout Node?) {
    if isKnownUniquelyReferenced(&reference) {
      releaseLast(&reference)
    } else {
      reference = nil
    }
  }

  @inline(never)
  private static func releaseLast(_ reference: inout Node?) {
    if ThreadState.isReleasingNodes {
      reference!.nextReleased = ThreadState.takeWaitingForRelease()
      ThreadState.setWaitingForRelease(reference.take())
      return
    }
    ThreadState.isReleasingNodes = true
    drop(&reference)
    var next = ThreadState.takeWaitingForRelease()
    while next != nil {
      ThreadState.setWaitingForRelease(next!.nextReleased.take())
      drop(&next)
      next = ThreadState.takeWaitingForRelease()
    }
    ThreadState.isReleasingNodes = false
  }

  /// Releases here and now: not inlined, because the optimiser may otherwise move a release past the flag that stands
  /// around it.
  @inline(never)
  private static func drop(_ reference: inout Node?) { reference = nil }
}

/// The end of the line: a leaf's place for its gradient.
package final class LeafNode: Node {
  @exclusivity(unchecked) var gradient: Tensor?

  override var name: String { "leaf" }
}
