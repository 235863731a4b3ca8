extension Tensor {
  /// A view of every `step`-th place of one axis, from `start`, `size` of them.
  func sliced(axis: Int, start: Int, size: Int, step: Int) -> Tensor {
    if start == 0 && step == 1 && size == shape[axis] { return self }
    var (shape, strides) = (self.shape, self.strides)
    shape[axis] = size
    strides[axis] *= step
    // The place before the first of an empty axis need not exist.
    let shift = size == 0 ? 0 : start * self.strides[axis]
    return Tensor(viewOf: self, shape: shape, strides: strides, offset: offset + shift)
      .recorded(self, SliceDerivative(shape: self.shape, axis: axis, start: start, step: step))
  }

  /// A view of `length` places of one axis. `torch.narrow`.
  public func narrowed(
    axis: Int, start: Int, length: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "narrowed", file: file, line: line)
    let size = rank == 0 ? 0 : shape[resolved]
    let first = start < 0 ? start + size : start
    demand(
      first >= 0 && length >= 0 && first + length <= size,
      "narrowed: \(length) places from \(start) are not within axis \(axis) of shape \(shape)",
      file: file, line: line)
    return sliced(axis: resolved, start: first, size: length, step: 1)
  }

  /// A view at one place of an axis, which goes away. `torch.select`.
  public func selected(
    axis: Int, index: Int, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "selected", file: file, line: line)
    let size = rank == 0 ? 0 : shape[resolved]
    demand(
      index >= -size && index < size,
      "selected: index \(index) is out of range for axis \(axis) of shape \(shape)", file: file,
      line: line)
    var (shape, strides) = (self.shape, self.strides)
    let place = index < 0 ? index + size : index
    shape.remove(at: resolved)
    strides.remove(at: resolved)
    return Tensor(
      viewOf: self, shape: shape, strides: strides, offset: offset + place * self.strides[resolved]
    ).recorded(self, SelectDerivative(shape: self.shape, axis: resolved, place: place))
  }

  /// A view of every `step`-th place of one axis, from `start` up to but without `end`. `torch.ops.aten.slice`.
  ///
  /// - Parameters:
  ///   - start, end: negative ones count from the end of the axis; both are cut to what there is.
  ///   - step: at least 1. A subscript, as `x[.stride(-1)]`, also goes backwards.
  public func sliced(
    axis: Int, from start: Int = 0, to end: Int? = nil, by step: Int = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "sliced", file: file, line: line)
    demand(rank > 0, "sliced: a scalar has no axis", file: file, line: line)
    demand(step > 0, "sliced: a step of \(step); at least 1 is needed", file: file, line: line)
    let size = shape[resolved]
    let bound = { (place: Int) in Swift.min(Swift.max(place < 0 ? place + size : place, 0), size) }
    let first = bound(start)
    let distance = Swift.max(bound(end ?? size) - first, 0)
    return sliced(
      axis: resolved, start: first, size: distance == 0 ? 0 : (distance - 1) / step + 1, step: step)
  }
}

struct SliceDerivative: Derivative {
  static let name = "slice"
  let shape: Shape
  let axis, start, step: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let size = gradient.shape[axis]
    inputs.add(0, gradient, within: shape) { [axis, start, step] in
      $0.sliced(axis: axis, start: start, size: size, step: step)
    }
  }
}

struct SelectDerivative: Derivative {
  static let name = "select"
  let shape: Shape
  let axis, place: Int

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient, within: shape) { [axis, place] in
      $0.selected(axis: axis, index: place)
    }
  }
}

extension Tensor {
  /// Zeros of a larger shape with this tensor's elements where `view` looks.
  func embedded(in shape: Shape, _ view: @escaping (Tensor) -> Tensor) -> Tensor {
    let result = Tensor.zeros(shape, dtype: dtype)
    noGrad { Copy.run(self, into: view(result)) }
    return result.recorded(self, EmbedDerivative(view: view))
  }
}

struct EmbedDerivative: Derivative {
  static let name = "embed"
  let view: (Tensor) -> Tensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) { inputs.add(0, view(gradient)) }
}
