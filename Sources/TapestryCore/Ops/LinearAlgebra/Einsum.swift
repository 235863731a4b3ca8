/// Sums of products of elements that an equation in Einstein's notation describes. `torch.einsum`.
///
/// ```swift
/// einsum("ik,kj->ij", a, b)        // matrix product
/// einsum("b...i,b...i->b...", a, b) // dot products of vectors in the last axis
/// einsum("ii", a)                  // trace
/// ```
///
/// - Parameters:
///   - equation: for each operand a letter an axis, with `...` for any number of further ones, which broadcast; operands are
///     separated by commas. A letter that appears twice in one operand takes its diagonal. Behind `->` stand the letters of
///     the result; the others are summed over. Without `->` these are `...` and the letters that appear once, in
///     alphabetical order, capitals first. Sizes of 1 broadcast.
///   - operands: as many as the equation has.
///
/// Operands are brought together two by two, those first whose result is smallest beside them, each time by a matrix
/// product.
public func einsum(
  _ equation: String, _ operands: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  let notation = EinsumNotation(equation, operands.map(\.shape), file: file, line: line)
  var terms = zip(operands, notation.inputs).map {
    EinsumTerm($0, labels: $1).prepared(sizes: notation.sizes)
  }
  while terms.count > 1 {
    let (first, second) = cheapestPair(terms, result: notation.output, sizes: notation.sizes)
    let right = terms.remove(at: second)
    let left = terms.remove(at: first)
    let needed = Set(notation.output + terms.flatMap(\.labels))
    let product = left.summed(keeping: needed.union(right.labels))
      .multiplied(
        by: right.summed(keeping: needed.union(left.labels)), keeping: needed, file: file,
        line: line)
    terms.insert(product, at: first)
  }
  return terms[0].summed(keeping: Set(notation.output)).arranged(notation.output)
}

/// As ``einsum(_:_:file:line:)-(String,[Tensor],_,_)``.
public func einsum(
  _ equation: String, _ operands: Tensor..., file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  einsum(equation, operands, file: file, line: line)
}

/// The two terms whose product has the fewest elements beside those that it replaces.
private func cheapestPair(
  _ terms: [EinsumTerm], result: [Int], sizes: [Int: Int]
) -> (Int, Int) {
  func elements(_ labels: Set<Int>) -> Double {
    labels.reduce(1.0) { $0 * Double(sizes[$1]!) }
  }
  var best = (0, 1)
  if terms.count == 2 { return best }
  var least = (growth: Double.infinity, work: Double.infinity)
  for first in terms.indices {
    for second in terms.indices.dropFirst(first + 1) {
      let others = terms.indices.filter { $0 != first && $0 != second }
      let needed = Set(result + others.flatMap { terms[$0].labels })
      let (a, b) = (Set(terms[first].labels), Set(terms[second].labels))
      let all = a.union(b)
      let cost = (
        growth: elements(all.intersection(needed)) - elements(a) - elements(b), work: elements(all)
      )
      if cost < least { (least, best) = (cost, (first, second)) }
    }
  }
  return best
}

/// An operand whose axes have names.
private struct EinsumTerm {
  private let tensor: Tensor
  let labels: [Int]

  init(_ tensor: Tensor, labels: [Int]) {
    self.tensor = tensor
    self.labels = labels
  }

  /// With diagonals taken and without axes of size 1 that other operands stretch.
  func prepared(sizes: [Int: Int]) -> EinsumTerm {
    var (tensor, labels) = (tensor, labels)
    while let (first, second) = repeated(in: labels) {
      let label = labels[first]
      tensor = tensor.axesDiagonal(first, second)
      labels.remove(at: second)
      labels.remove(at: first)
      labels.append(label)
    }
    for axis in labels.indices.reversed() where tensor.shape[axis] == 1 && sizes[labels[axis]] != 1
    {
      tensor = tensor.squeezed(axis)
      labels.remove(at: axis)
    }
    return EinsumTerm(tensor, labels: labels)
  }

  private func repeated(in labels: [Int]) -> (Int, Int)? {
    for first in labels.indices {
      let rest = labels[(first + 1)...]
      if let second = rest.firstIndex(of: labels[first]) { return (first, second) }
    }
    return nil
  }

  /// The sum over all axes but those of some names.
  func summed(keeping kept: Set<Int>) -> EinsumTerm {
    let axes = labels.indices.filter { !kept.contains(labels[$0]) }
    if axes.isEmpty { return self }
    return EinsumTerm(tensor.sum(axes: axes), labels: labels.filter(kept.contains))
  }

  /// The product with another term, summed over the axes that both have and that are not kept.
  func multiplied(
    by other: EinsumTerm, keeping kept: Set<Int>, file: StaticString, line: UInt
  ) -> EinsumTerm {
    let both = labels.filter(other.labels.contains)
    let (batch, inner) = (both.filter(kept.contains), both.filter { !kept.contains($0) })
    let rows = labels.filter { !both.contains($0) }
    let columns = other.labels.filter { !both.contains($0) }
    let result = batch + rows + columns
    demand(
      result.count <= Shape.maximumRank,
      "einsum: an intermediate result has \(result.count) axes, more than \(Shape.maximumRank)",
      file: file, line: line)
    let left = collapsed([batch, rows, inner])
    let right = other.collapsed([batch, inner, columns])
    // Without a sum there is no use for a matrix product.
    let product = inner.isEmpty ? left * right : left.matmul(right)
    let shape = Shape(
      (batch + rows).map { size(of: $0) } + columns.map { other.size(of: $0) })
    return EinsumTerm(product.reshaped(to: shape), labels: result)
  }

  /// The elements with one axis for each group of names.
  private func collapsed(_ groups: [[Int]]) -> Tensor {
    let sizes = groups.map { $0.reduce(1) { $0 * size(of: $1) } }
    return arranged(groups.flatMap(\.self)).reshaped(to: Shape(sizes))
  }

  private func size(of label: Int) -> Int { tensor.shape[labels.firstIndex(of: label)!] }

  /// The elements with axes in the order of names.
  func arranged(_ order: [Int]) -> Tensor {
    tensor.permuted(order.map { labels.firstIndex(of: $0)! })
  }
}
