/// The nodes between results and the nodes whose gradients are asked for: the others need no visit.
struct BackwardRoute {
  let targets: [Node]

  /// Every node from which a target can be reached, targets included.
  let nodes: Set<ObjectIdentifier>

  init(from roots: [Node], to targets: [Node]) {
    self.targets = targets
    // Edges lead to lower numbers: nothing below the lowest target leads to one.
    nodes = BackwardRoute.nodes(
      from: roots, to: Set(targets.map { ObjectIdentifier($0) }),
      above: targets.map(\.sequence).min() ?? .max)
  }

  /// `ends`, and all nodes with numbers of at least `lowest` between `roots` and them.
  static func nodes(
    from roots: [Node], to ends: Set<ObjectIdentifier>, above lowest: UInt64
  ) -> Set<ObjectIdentifier> {
    var (reached, waiting) = ([Node](), roots)
    var seen: Set<ObjectIdentifier> = []
    while let node = waiting.popLast() {
      if node.sequence < lowest || !seen.insert(ObjectIdentifier(node)).inserted { continue }
      reached.append(node)
      for index in 0..<node.edgeCount {
        if let next = node.edge(index) { waiting.append(next) }
      }
    }
    reached.sort { $0.sequence < $1.sequence }
    var needed = ends
    for node in reached {
      let leads = (0..<node.edgeCount).contains { index in
        node.edge(index).map { needed.contains(ObjectIdentifier($0)) } ?? false
      }
      if leads { needed.insert(ObjectIdentifier(node)) }
    }
    return needed
  }
}
