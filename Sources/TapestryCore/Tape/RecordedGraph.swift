/// The record behind a result as plain data, for those who draw it.
package struct RecordedGraph {
  /// A recorded operation, or a leaf that asks for a gradient.
  package struct Vertex {
    /// What the operation is called; of several results the number of this one behind it.
    package let name: String
    package let shape: Shape
    package let dtype: DType
    /// Equal to ``leafIdentity(of:)`` of the leaf; nil of operations.
    package let leaf: ObjectIdentifier?
    /// Where among the vertices its operands are that take part in the record.
    package fileprivate(set) var inputs: [Int] = []
  }

  /// The result comes first, and each vertex once.
  package private(set) var vertices: [Vertex] = []

  /// Nil where the result takes no part in the record.
  package init?(of result: Tensor) {
    guard let root = result.node else { return nil }
    // Nodes stay alive as long as the result does, so that their identities are theirs alone.
    var places = [ObjectIdentifier(root): 0]
    var nodes = [root]
    vertices.append(Vertex(root))
    var next = 0
    while next < nodes.count {
      let node = nodes[next]
      for index in 0..<node.edgeCount {
        guard let input = node.edge(index) else { continue }
        let place = places[ObjectIdentifier(input)] ?? nodes.count
        if place == nodes.count {
          places[ObjectIdentifier(input)] = place
          nodes.append(input)
          vertices.append(Vertex(input))
        }
        vertices[next].inputs.append(place)
      }
      next += 1
    }
  }

  /// What a leaf that asks for a gradient is known by in the graph.
  package static func leafIdentity(of tensor: Tensor) -> ObjectIdentifier? {
    tensor.node?.asLeaf.map { ObjectIdentifier($0) }
  }
}

extension RecordedGraph.Vertex {
  fileprivate init(_ node: Node) {
    let output = node as? OutputNode
    name = output.map { "\(node.name) \($0.index)" } ?? node.name
    shape = node.shape
    dtype = node.dtype
    leaf = node.asLeaf.map { ObjectIdentifier($0) }
  }
}
