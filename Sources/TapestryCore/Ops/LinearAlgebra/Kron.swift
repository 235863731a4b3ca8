extension Tensor {
  /// The Kronecker product: each element of this tensor times all of `other`, as blocks. `torch.kron`.
  ///
  /// - Returns: along each axis the product of both sizes, where axes are matched from the last on.
  public func kron(_ other: Tensor, file: StaticString = #fileID, line: UInt = #line) -> Tensor {
    let rank = Swift.max(rank, other.rank)
    func sizes(_ x: Tensor) -> [Int] { Array(repeating: 1, count: rank - x.rank) + x.shape }
    let (left, right) = (sizes(self), sizes(other))
    let result = Shape(zip(left, right).map { $0 * $1 })
    // Axes at which one side has size 1 need no axis of their own.
    var (a, b) = (Shape(), Shape())
    let paired = zip(left, right).reduce(0) { $0 + ($1.0 == 1 || $1.1 == 1 ? 1 : 2) }
    guard paired <= Shape.maximumRank else { return blocks(other, left, right, result) }
    for (p, q) in zip(left, right) {
      a.append(p)
      b.append(p == 1 || q == 1 ? q : 1)
      if p != 1 && q != 1 {
        a.append(1)
        b.append(q)
      }
    }
    return (reshaped(to: a) * other.reshaped(to: b)).reshaped(to: result)
  }

  /// The same for more axes than a tensor has: both factors of each element are picked.
  private func blocks(_ other: Tensor, _ left: [Int], _ right: [Int], _ result: Shape) -> Tensor {
    var (first, second) = (Tensor(0, dtype: .int64), Tensor(0, dtype: .int64))
    for axis in result.indices {
      let places = Tensor.arange(result[axis])
      let size = Swift.max(right[axis], 1)
      first = (first * left[axis]).unsqueezed(-1) + places.floorDivided(by: size)
      second = (second * right[axis]).unsqueezed(-1) + places % size
    }
    return flattened().indexed(axis: 0, first) * other.flattened().indexed(axis: 0, second)
  }
}
