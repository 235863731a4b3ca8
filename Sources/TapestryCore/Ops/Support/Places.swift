import CKernels

// What operations that name elements one by one have in common: places along one axis, in a tensor of the same rank as the one that
// they are of.
extension Tensor {
  /// Indices along an axis as int64 places, of any strides, after checks.
  ///
  /// - Parameters:
  ///   - indices: of this tensor's rank and nowhere larger beside `axis`, or empty.
  ///   - takesNegative: whether negative ones count from the end.
  func checkedPlaces(
    _ op: StaticString, axis: Int, _ indices: Tensor, takesNegative: Bool = false,
    file: StaticString, line: UInt
  ) -> Tensor {
    let fits =
      Swift.max(indices.rank, 1) == Swift.max(rank, 1)
      && shape.indices.allSatisfy {
        $0 == axis || $0 >= indices.rank || indices.shape[$0] <= shape[$0]
      }
    demand(
      indices.dtype.isInteger,
      "\(op): indices of \(indices.dtype); an integer dtype is needed", file: file, line: line)
    demand(
      fits || indices.count == 0,
      "\(op): indices of shape \(indices.shape) do not fit in \(shape) beside axis \(axis)",
      file: file, line: line)
    return placesInRange(
      op, axis: axis, indices, takesNegative: takesNegative, file: file, line: line)
  }

  /// Indices along an axis as contiguous int64 places that are known to exist. A scalar has one place.
  func placesInRange(
    _ op: StaticString, axis: Int, _ indices: Tensor, takesNegative: Bool = true,
    file: StaticString?, line: UInt
  ) -> Tensor {
    let sizes: Shape = rank == 0 ? [1] : shape
    return Tensor.places(
      indices, below: sizes[axis], takesNegative: takesNegative, file: file, line: line
    ) { "\(op): index \($0) is out of range for axis \(axis) of shape \(self.shape)" }
  }

  /// Indices as contiguous int64 places in `0..<size`.
  static func places(
    _ indices: Tensor, below size: Int, takesNegative: Bool = true, file: StaticString?,
    line: UInt, message: (Int) -> String
  ) -> Tensor {
    noGrad {
      let places = indices.cast(to: .int64).contiguous()
      guard let unusual = Gather.firstOutside(places, 0..<size) else { return places }
      if !takesNegative { stop(message(unusual), file, line) }
      if let wrong = Gather.firstOutside(places, -size..<size) { stop(message(wrong), file, line) }
      return Tensor.where(places .< 0, places + size, places)
    }
  }

  /// The elements at checked places.
  func gathered(axis: Int, places: Tensor) -> Tensor {
    let result = Tensor(uninitialized: places.shape, dtype: dtype)
    Gather.read(self, axis: axis, places, into: result)
    return result.recorded(
      self, GatherDerivative(shape: shape, axis: axis, places: SavedTensor(places)))
  }

  /// A copy with `source`, of this dtype and stretched to the shape of the places, added or written at checked places.
  func scattered(
    _ placing: Placing, axis: Int, places: Tensor, source: Tensor
  ) -> Tensor {
    let result = noGrad { clone() }
    let values = source.expanded(to: places.shape)
    Gather.combine(placing.kernel, values, axis: axis, places, into: result)
    return result.recorded(
      self, values,
      ScatterDerivative(placing: placing, axis: axis, places: SavedTensor(places)))
  }
}

extension Tensor {
  /// A view with one axis moved to the front.
  func movedToFront(_ axis: Int) -> Tensor { movedAxis(from: axis, to: 0) }
}

/// What happens where a number is put.
enum Placing {
  case replace, add

  var kernel: tk_scatter_op? { self == .add ? TK_SCATTER_SUM : nil }
}

struct GatherDerivative: Derivative {
  static let name = "gathered"
  let shape: Shape
  let axis: Int
  let places: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    let zeros = Tensor.zeros(shape, dtype: gradient.dtype)
    inputs.add(0, zeros.scattered(.add, axis: axis, places: places.value, source: gradient))
  }
}

struct ScatterDerivative: Derivative {
  static let name = "scatter"
  let placing: Placing
  let axis: Int
  let places: SavedTensor

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    switch placing {
    case .add: inputs.add(0, gradient)
    case .replace:
      inputs.add(
        0,
        gradient.scattered(
          .replace, axis: axis, places: places.value,
          source: Tensor(scalar: 0, dtype: gradient.dtype)))
    }
    inputs.add(1, gradient.gathered(axis: axis, places: places.value))
  }
}
