/// The matrix product of several matrices, in the order that takes the fewest multiplications. `torch.linalg.multi_dot`,
/// `torch.chain_matmul`.
///
/// - Parameter tensors: at least two, of two axes; the first may be a vector, which counts as a row, and the last a vector,
///   which counts as a column: their axes are not in the result.
/// - Complexity: the order is found in O(n³) for n matrices.
public func multiDot(
  _ tensors: [Tensor], file: StaticString = #fileID, line: UInt = #line
) -> Tensor {
  demand(
    tensors.count >= 2, "multiDot: \(tensors.count) tensors; at least two are needed", file: file,
    line: line)
  let (first, last) = (tensors[0], tensors[tensors.count - 1])
  let inner = tensors.dropFirst().dropLast()
  demand(
    [first, last].allSatisfy { $0.rank == 1 || $0.rank == 2 } && inner.allSatisfy { $0.rank == 2 },
    "multiDot: shapes \(tensors.map(\.shape)): matrices are needed, or vectors at the ends",
    file: file, line: line)
  var matrices = tensors
  if first.rank == 1 { matrices[0] = first.unsqueezed(0) }
  if last.rank == 1 { matrices[tensors.count - 1] = last.unsqueezed(1) }
  for (a, b) in zip(matrices, matrices.dropFirst()) {
    demand(
      a.shape[1] == b.shape[0],
      "multiDot: shapes \(tensors.map(\.shape)): inner sizes \(a.shape[1]) and \(b.shape[0]) differ",
      file: file, line: line)
  }
  let product = ProductChain(matrices).product(0..<matrices.count)
  if first.rank == 1 && last.rank == 1 { return product.reshaped(to: []) }
  if first.rank == 1 { return product.squeezed(0) }
  return last.rank == 1 ? product.squeezed(1) : product
}

/// Where to cut a chain of products, for every part of it.
private struct ProductChain {
  private let matrices: [Tensor]
  private var cuts: [[Int]]

  init(_ matrices: [Tensor]) {
    self.matrices = matrices
    let count = matrices.count
    let sizes = matrices.map { Double($0.shape[0]) } + [Double(matrices[count - 1].shape[1])]
    var costs = Array(repeating: Array(repeating: 0.0, count: count), count: count)
    cuts = Array(repeating: Array(repeating: 0, count: count), count: count)
    for length in 1..<count {
      for start in 0..<count - length {
        let end = start + length
        costs[start][end] = .infinity
        for cut in start + 1...end {
          let cost =
            costs[start][cut - 1] + costs[cut][end] + sizes[start] * sizes[cut] * sizes[end + 1]
          if cost < costs[start][end] { (costs[start][end], cuts[start][end]) = (cost, cut) }
        }
      }
    }
  }

  func product(_ range: Range<Int>) -> Tensor {
    if range.count == 1 { return matrices[range.lowerBound] }
    let cut = cuts[range.lowerBound][range.upperBound - 1]
    return product(range.lowerBound..<cut).matmul(product(cut..<range.upperBound))
  }
}
