import TapestryCore
import TapestryNN

/// The record behind a result as a drawing in the DOT language, which [Graphviz](https://graphviz.org) and many editors show.
///
/// ```swift
/// let loss = crossEntropy(model(images), labels)
/// print(graphDescription(of: loss, in: model))         // | dot -Tsvg > loss.svg
/// ```
///
/// Boxes are operations with the shape of what they gave, ellipses are leaves that ask for a gradient, and arrows lead
/// from operands to results. Operations that take no part in the record are not there.
///
/// - Parameters:
///   - result: a tensor that asks for a gradient; any other gives a drawing of nothing.
///   - module: whose parameters are drawn with their names in state dicts; other leaves are called `leaf`.
/// - Complexity: one line for each recorded operation and for each operand; no depth of graph makes it recurse.
public func graphDescription(of result: Tensor, in module: Module? = nil) -> String {
  var names: [ObjectIdentifier: String] = [:]
  for (name, parameter) in module?.namedParameters() ?? [] {
    if let leaf = RecordedGraph.leafIdentity(of: parameter) { names[leaf] = name }
  }
  var lines = ["digraph tape {", "  node [shape=box, fontname=\"Helvetica\"];"]
  let vertices = RecordedGraph(of: result)?.vertices ?? []
  for (place, vertex) in vertices.enumerated() {
    let name = vertex.leaf.flatMap { names[$0] } ?? vertex.name
    let style = vertex.leaf == nil ? "" : ", shape=ellipse, style=filled, fillcolor=lightblue"
    lines.append("  n\(place) [label=\"\(escaped(name))\\n\(vertex.shape)\"\(style)];")
  }
  for (place, vertex) in vertices.enumerated() {
    for input in vertex.inputs { lines.append("  n\(input) -> n\(place);") }
  }
  return (lines + ["}"]).joined(separator: "\n")
}

private func escaped(_ text: String) -> String {
  text.reduce(into: "") { $0 += $1 == "\"" || $1 == "\\" ? "\\\($1)" : "\($1)" }
}
