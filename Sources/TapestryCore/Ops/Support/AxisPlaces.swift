import CKernels

/// Places along some axes of a tensor at once, as tensors in a subscript name them.
///
/// The tensors broadcast to one shape, whose axes stand together in the result, behind some of the axes that were left free.
struct AxisPlaces {
  let source: Shape
  /// The axes that are chosen from, in ascending order.
  private let axes: [Int]
  /// For each of them non-negative int64 places.
  private let chosen: [SavedTensor]
  /// What the places broadcast to.
  let shape: Shape
  let freeAxes: [Int]
  /// How many free axes stand before those of the places.
  let freeBefore: Int

  init(_ places: [Int: Tensor], of source: Shape, freeBefore: Int) {
    self.source = source
    axes = places.keys.sorted()
    chosen = axes.map { SavedTensor(places[$0]!) }
    shape = axes.reduce(Shape()) { common, axis in
      let shape = places[axis]!.shape
      if let common = Shape.broadcast(common, shape) { return common }
      mistake("subscript: indices of shapes \(common) and \(shape) do not broadcast")
    }
    freeAxes = source.indices.filter { places[$0] == nil }
    self.freeBefore = freeBefore
  }

  var resultShape: Shape {
    let free = freeAxes.map { source[$0] }
    return Shape(Array(free[..<freeBefore]) + Array(shape) + Array(free[freeBefore...]))
  }

  /// By how much to step through a tensor of the source's shape along each axis of the result, places aside.
  func resultStrides(free strides: Strides) -> Strides {
    let free = freeAxes.map { strides[$0] }
    return Strides(
      Array(free[..<freeBefore]) + shape.map { _ in 0 } + Array(free[freeBefore...]))
  }

  /// By how much to step through the places along each axis of the result.
  func resultStrides(places strides: Strides) -> Strides {
    Strides(
      Array(repeating: 0, count: freeBefore) + Array(strides)
        + Array(repeating: 0, count: freeAxes.count - freeBefore))
  }

  /// The places as one tensor of ``shape``, and how many elements each counts in a tensor of the given strides.
  func places(forStrides strides: Strides) -> (places: Tensor, scale: Int) {
    noGrad {
      if axes.count == 1 { return (chosen[0].value, strides[axes[0]]) }
      var offsets = Tensor.zeros(shape, dtype: .int64)
      for (axis, places) in zip(axes, chosen) { offsets = offsets + places.value * strides[axis] }
      return (offsets, 1)
    }
  }
}

extension Tensor {
  /// What places along some axes select, a copy.
  func gathered(at places: AxisPlaces) -> Tensor {
    let result = Tensor(uninitialized: places.resultShape, dtype: dtype)
    Gather.read(self, places, into: result)
    return result.recorded(self, PlacesGatherDerivative(places: places))
  }

  /// A copy with `source`, of what is selected, added; places may repeat.
  func added(_ source: Tensor, at places: AxisPlaces) -> Tensor {
    let result = noGrad { clone() }
    Gather.combine(TK_SCATTER_SUM, source, places, into: result)
    return result.recorded(self, source, PlacesAddDerivative(places: places))
  }

  /// The slices of an axis at checked places of any shape, whose axes take the axis's place.
  func indexed(axis: Int, _ places: Tensor) -> Tensor {
    gathered(at: AxisPlaces([axis: places], of: shape, freeBefore: axis))
  }

  /// A copy with the slices of `source` added at checked places of an axis.
  func indexAdded(axis: Int, _ places: Tensor, _ source: Tensor) -> Tensor {
    added(source, at: AxisPlaces([axis: places], of: shape, freeBefore: axis))
  }
}

struct PlacesGatherDerivative: Derivative {
  static let name = "gathered"
  let places: AxisPlaces

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, Tensor.zeros(places.source, dtype: gradient.dtype).added(gradient, at: places))
  }
}

struct PlacesAddDerivative: Derivative {
  static let name = "added"
  let places: AxisPlaces

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient)
    inputs.add(1, gradient.gathered(at: places))
  }
}
