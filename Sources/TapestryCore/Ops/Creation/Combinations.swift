extension Tensor {
  /// All ways to choose some elements of a vector, in order of their places. `torch.combinations`.
  ///
  /// - Parameters:
  ///   - count: how many elements are chosen.
  ///   - withReplacement: whether an element may be chosen several times.
  /// - Returns: a row for each choice: `[how many, count]`; of 0 elements an empty vector, as in PyTorch.
  public func combinations(
    count: Int = 2, withReplacement: Bool = false, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    demand(
      rank == 1, "combinations: of shape \(shape); a vector is needed", file: file, line: line)
    demand(count >= 0, "combinations: of \(count) elements", file: file, line: line)
    if count == 0 { return newZeros([0]) }
    let places = Tensor.choices(of: count, among: self.count, withReplacement: withReplacement)
    let flat = Tensor(elements: places, dtype: .int64)
    return indexSelect(axis: 0, flat).reshaped(to: [places.count / count, count])
  }

  /// Places in ascending order, choice after choice.
  private static func choices(of count: Int, among size: Int, withReplacement: Bool) -> [Int] {
    var result: [Int] = []
    let step = withReplacement ? 0 : 1
    var choice = (0..<count).map { $0 * step }
    // The last choice that place p can take; smaller by 1 for each place behind it unless elements repeat.
    func limit(_ place: Int) -> Int { size - 1 - (count - 1 - place) * step }
    if limit(0) < 0 { return [] }
    while true {
      result += choice
      guard let place = choice.indices.last(where: { choice[$0] < limit($0) }) else {
        return result
      }
      choice[place] += 1
      for later in (place + 1)..<count { choice[later] = choice[later - 1] + step }
    }
  }
}
