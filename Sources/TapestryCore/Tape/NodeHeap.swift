/// Nodes in order of descending sequence number.
///
/// The highest may wait in a place of its own, in front of a binary heap of the others: a graph without branches never
/// gets to the heap.
struct NodeHeap {
  /// Where there is one, it has a higher number than all others.
  private var highest: Node?
  private var others: [Node] = []

  var nodes: [Node] { highest.map { [$0] + others } ?? others }

  @inline(__always)
  mutating func push(_ node: consuming Node) {
    if highest == nil && others.isEmpty {
      highest = consume node
    } else {
      pushBesideOthers(consume node)
    }
  }

  /// Removes the node with the highest number.
  @inline(__always)
  mutating func popHighest() -> Node? {
    if highest != nil { return highest.take() }
    return others.isEmpty ? nil : popFromOthers()
  }

  @inline(never)
  private mutating func pushBesideOthers(_ node: Node) {
    if let present = highest {
      if node.sequence <= present.sequence { return insert(node) }
      insert(present)
      highest = node
    } else if node.sequence > others[0].sequence {
      highest = node
    } else {
      insert(node)
    }
  }

  private mutating func insert(_ node: Node) {
    others.append(node)
    var child = others.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if others[parent].sequence >= others[child].sequence { return }
      others.swapAt(parent, child)
      child = parent
    }
  }

  @inline(never)
  private mutating func popFromOthers() -> Node {
    let last = others.removeLast()
    if others.isEmpty { return last }
    let result = others[0]
    others[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in 2 * parent + 1...2 * parent + 2
      where child < others.count && others[child].sequence > others[largest].sequence {
        largest = child
      }
      if largest == parent { return result }
      others.swapAt(parent, largest)
      parent = largest
    }
  }
}
