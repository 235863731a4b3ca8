import TapestryCore

extension Replay {
  /// A function of one tensor and nothing else.
  static func unary(_ body: @escaping @Sendable (Tensor) -> Tensor) -> Adapter {
    { s in [body(s.input)] }
  }

  /// A function of two operands, the second a tensor or a number, the first too where PyTorch takes one.
  static func binary(_ body: @escaping @Sendable (Tensor, Tensor) -> Tensor) -> Adapter {
    { s in
      guard let a = s.tensor("input", 0), let b = s.operand(1, beside: a) else { return nil }
      return [body(a, b)]
    }
  }
}

extension ReplaySample {
  /// A number as the kind that it is written as: a flag, a whole number or a fraction.
  func element(_ name: String, _ position: Int? = nil) -> (any TensorElement)? {
    if let flag = bool(name, position) { return flag }
    if let whole = int(name, position) { return whole }
    return number(name, position)
  }

  /// A shape that PyTorch takes as a list or as several arguments.
  func shape(_ name: String, _ position: Int) -> Shape {
    let further = (position..<Swift.max(count, position)).map { int(name, $0) }
    if further.count > 1, !further.contains(nil) { return Shape(further.map { $0! }) }
    return Shape(ints(name, position)!)
  }

  /// Values and their places along an axis. Where equal elements leave a choice, PyTorch's places, if they hold what ours do.
  func located(_ found: (values: Tensor, indices: Tensor), axis: Int) -> [Tensor] {
    guard golden.results.count == 2, input.rank > 0,
      golden.results[1].shape == found.indices.shape
    else { return [found.values, found.indices] }
    return [found.values, chosen(found.indices, from: golden.results[1], axis: axis)]
  }

  /// Places along an axis: PyTorch's, if they hold what ours do.
  func chosen(_ found: Tensor, axis: Int) -> Tensor {
    guard golden.results.count == 1, input.rank > 0, golden.results[0].shape == found.shape else {
      return found
    }
    return chosen(found, from: golden.results[0], axis: axis)
  }

  private func chosen(_ found: Tensor, from expected: Tensor, axis: Int) -> Tensor {
    let keepsAxis = found.rank == input.rank
    let places = [found, expected].map { keepsAxis ? $0 : $0.unsqueezed(axis) }
    let held = places.map { input.detach().gathered(axis: axis, indices: $0) }
    let isSame = (held[0] .== held[1]) .|| (held[0].isNaN() .&& held[1].isNaN())
    let chosen = Tensor.where(isSame, places[1], places[0])
    return keepsAxis ? chosen : chosen.squeezed(axis)
  }

  /// An operand that PyTorch takes as a tensor or as a number.
  func operand(_ position: Int, beside other: Tensor) -> Tensor? {
    if let tensor = tensor("other", position) { return tensor }
    if let flag = bool("other", position) { return .number(flag, beside: other) }
    if let whole = int("other", position) { return .number(whole, beside: other) }
    return number("other", position).map { .number($0, beside: other) }
  }
}
