/// A function of single examples made into one of a batch: it is called with each slice along an axis, and the results are
/// stacked.
///
/// ```swift
/// let perExample = vmap(grad { x in loss(x) })   // a gradient for each example
/// perExample(batch)                              // [n, …] → [n, …]
/// ```
///
/// - Parameters:
///   - inAxis: the axis of the argument that is gone along; may be negative.
///   - outAxis: where that axis stands in the result.
/// - Returns: a function that can be put into `vmap` again for another axis, and into `grad`,
///   `jacobian` and their kin. A batch of no examples is refused: nothing tells the result's shape.
///
/// The results are those of the loop because it is the loop: `function` runs once for each example, one after the
/// other, and costs what these calls cost. It saves writing, not time; where speed counts, write `function` for
/// batches. Random numbers differ from example to example.
///
/// `jax.vmap`, `torch.func.vmap` with `randomness="different"`.
public func vmap(
  _ function: @escaping (Tensor) -> Tensor, inAxis: Int = 0, outAxis: Int = 0,
  file: StaticString = #fileID, line: UInt = #line
) -> (Tensor) -> Tensor {
  let mapped = vmap(
    { [function($0[0])] }, inAxes: [inAxis], outAxes: [outAxis], file: file, line: line)
  return { mapped([$0])[0] }
}

/// As above for two arguments; nil for one that all calls share.
public func vmap(
  _ function: @escaping (Tensor, Tensor) -> Tensor, inAxes: (Int?, Int?) = (0, 0),
  outAxis: Int = 0, file: StaticString = #fileID, line: UInt = #line
) -> (Tensor, Tensor) -> Tensor {
  let mapped = vmap(
    { [function($0[0], $0[1])] }, inAxes: [inAxes.0, inAxes.1], outAxes: [outAxis], file: file,
    line: line)
  return { mapped([$0, $1])[0] }
}

/// As above for lists of tensors.
///
/// - Parameters:
///   - inAxes: for each argument an axis, or nil where all calls share it; 0 for all by default.
///   - outAxes: for each result where the axis stands; 0 for all by default.
public func vmap(
  _ function: @escaping ([Tensor]) -> [Tensor], inAxes: [Int?]? = nil, outAxes: [Int]? = nil,
  file: StaticString = #fileID, line: UInt = #line
) -> ([Tensor]) -> [Tensor] {
  { inputs in
    let axes = inAxes ?? inputs.map { _ in 0 }
    demand(
      axes.count == inputs.count, "vmap: \(axes.count) axes for \(inputs.count) arguments",
      file: file, line: line)
    var slices: [[Tensor]?] = []
    var size: Int?
    for (input, axis) in zip(inputs, axes) {
      guard let axis else {
        slices.append(nil)
        continue
      }
      demand(input.rank > 0, "vmap: a scalar has no axis to go along", file: file, line: line)
      let resolved = input.resolvedAxis(axis, op: "vmap", file: file, line: line)
      let length = input.shape[resolved]
      demand(
        size == nil || size == length,
        "vmap: arguments of shapes \(inputs.map(\.shape)) differ in size along axes \(axes.map { $0.map(String.init) ?? "nil" })",
        file: file, line: line)
      size = length
      slices.append(input.slices(axis: resolved))
    }
    guard let size, size > 0 else {
      mistake(
        "vmap: shapes \(inputs.map(\.shape)) have no example along axes \(axes.map { $0.map(String.init) ?? "nil" })",
        file: file, line: line)
    }
    let results = (0..<size).map { index in
      function(zip(inputs, slices).map { $1?[index] ?? $0 })
    }
    return results[0].indices.map { place in
      let parts = results.map { $0[place] }
      demand(
        parts.allSatisfy { $0.shape == parts[0].shape },
        "vmap: the function returned shapes \(parts[0].shape) and \(parts.first { $0.shape != parts[0].shape }?.shape ?? []) for slices of one shape",
        file: file, line: line)
      return stack(parts, axis: outAxes?[place] ?? 0, file: file, line: line)
    }
  }
}
