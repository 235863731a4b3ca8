/// Nodes in order of descending sequence number: a binary heap.
struct NodeHeap {
  private(set) var nodes: [Node] = []

  mutating func push(_ node: Node) {
    nodes.append(node)
    var child = nodes.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if nodes[parent].sequence >= nodes[child].sequence { return }
      nodes.swapAt(parent, child)
      child = parent
    }
  }

  /// Removes the node with the highest number.
  mutating func popHighest() -> Node? {
    guard let last = nodes.popLast() else { return nil }
    if nodes.isEmpty { return last }
    let highest = nodes[0]
    nodes[0] = last
    var parent = 0
    while true {
      var largest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < nodes.count && nodes[child].sequence > nodes[largest].sequence {
        largest = child
      }
      if largest == parent { return highest }
      nodes.swapAt(parent, largest)
      parent = largest
    }
  }
}
