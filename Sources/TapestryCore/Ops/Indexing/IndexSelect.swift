extension Tensor {
  /// The slices of one axis at the given places, in their order. `torch.index_select`.
  ///
  /// - Parameter indices: int64 or int32, of one axis; each in `0..<shape[axis]`, or negative and counted from the end; may repeat.
  public func indexSelect(
    axis: Int, _ indices: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    let resolved = resolvedAxis(axis, op: "indexSelect", file: file, line: line)
    demand(
      indices.rank == 1 && rank > 0,
      "indexSelect: indices of shape \(indices.shape) into \(shape); one axis is needed",
      file: file, line: line)
    return indexed(
      axis: resolved, resolvedPlaces("indexSelect", axis: resolved, indices, file: file, line: line)
    )
  }

  /// Non-negative int64 places for indices along an axis that may be negative and of any integer dtype.
  func resolvedPlaces(
    _ op: StaticString, axis: Int, _ indices: Tensor, file: StaticString, line: UInt
  ) -> Tensor {
    Tensor.resolvedPlaces(op, axis: axis, of: shape, indices, file: file, line: line)
  }

  static func resolvedPlaces(
    _ op: StaticString, axis: Int, of shape: Shape, _ indices: Tensor, file: StaticString?,
    line: UInt
  ) -> Tensor {
    if !indices.dtype.isInteger {
      stop("\(op): indices of \(indices.dtype); an integer dtype is needed", file, line)
    }
    let size = shape[axis]
    return noGrad {
      let places = indices.cast(to: .int64).contiguous()
      if let wrong = Gather.firstOutside(places, -size..<size) {
        stop(
          "\(op): index \(wrong) is out of range for axis \(axis) of shape \(shape)", file, line)
      }
      let isPlain = Gather.firstOutside(places, 0..<size) == nil
      return isPlain ? places : Tensor.where(places .< 0, places + size, places)
    }
  }

  /// The slices of an axis at checked places of any shape, whose axes take the axis's place.
  func indexed(axis: Int, _ places: Tensor) -> Tensor {
    var shape = Shape(shape[..<axis])
    for size in places.shape { shape.append(size) }
    for size in self.shape[(axis + 1)...] { shape.append(size) }
    let result = noGrad {
      let source = (axis == 0 ? self : movedToFront(axis)).contiguous()
      var rows = Shape(places.shape)
      for size in source.shape.dropFirst() { rows.append(size) }
      let selected = Tensor(uninitialized: rows, dtype: dtype)
      Gather.rows(source, places, into: selected)
      return selected.frontMoved(places.rank, to: axis).contiguous()
    }
    return result.recorded(
      self, IndexSelectDerivative(shape: self.shape, axis: axis, places: SavedTensor(places)))
  }

  /// A view with one axis moved to the front.
  func movedToFront(_ axis: Int) -> Tensor {
    permuted([axis] + (0..<rank).filter { $0 != axis })
  }

  /// A view with the first `count` axes moved behind the `axis` axes after them.
  fileprivate func frontMoved(_ count: Int, to axis: Int) -> Tensor {
    if axis == 0 { return self }
    return permuted(
      Array(count..<count + axis) + Array(0..<count) + Array((count + axis)..<rank))
  }

  /// A copy with the slices of `source` added at checked places of an axis.
  func indexAdded(axis: Int, _ places: Tensor, _ source: Tensor) -> Tensor {
    let result = noGrad {
      let target = (axis == 0 ? self : movedToFront(axis)).clone()
      let order =
        Array(axis..<axis + places.rank) + Array(0..<axis)
        + Array((axis + places.rank)..<source.rank)
      Gather.addRows(source.permuted(order).contiguous(), places, into: target)
      return axis == 0 ? target : target.frontMoved(1, to: axis).contiguous()
    }
    return result.recorded(
      self, source, IndexAddDerivative(axis: axis, places: SavedTensor(places)))
  }
}

struct IndexSelectDerivative: Derivative {
  static let name = "indexSelect"
  let shape: Shape
  let axis: Int
  let places: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let zeros = Tensor.zeros(shape, dtype: gradient.dtype)
    inputs.add(0, zeros.indexAdded(axis: axis, places.value, gradient))
  }
}

struct IndexAddDerivative: Derivative {
  static let name = "indexAdd"
  let axis: Int
  let places: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, gradient.indexed(axis: axis, places.value))
  }
}
