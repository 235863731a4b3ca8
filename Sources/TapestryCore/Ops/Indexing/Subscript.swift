extension Tensor {
  /// Part of a tensor, as in NumPy: a view where places and ranges select it, a copy where tensors do.
  ///
  /// Setting writes through to this tensor; what is set broadcasts and is cast. See ``TensorIndex`` for what can stand here.
  public subscript(_ indices: any TensorIndex...) -> Tensor {
    get { read(Selection(indices, of: self)) }
    set { write(newValue, to: Selection(indices, of: self)) }
  }

  private func read(_ selection: Selection) -> Tensor {
    let view = selection.view(of: self)
    return selection.places.isEmpty
      ? view : view.gathered(at: selection.places, axesBefore: selection.axesBeforePlaces)
  }

  private func write(_ value: Tensor, to selection: Selection) {
    let recording = willRecordChange("subscript", with: value)
    let old = recording ? beforeChange(isSaved: false) : self
    noGrad {
      if selection.places.isEmpty {
        let target = selection.view(of: self)
        Copy.run(Tensor.fitting(value, target.shape).separated(from: target), into: target)
      } else {
        put(value, at: selection)
      }
    }
    storage.version += 1
    if recording { rerecord(old, value, SubscriptSetDerivative(selection: selection)) }
  }

  private static func fitting(_ value: Tensor, _ shape: Shape) -> Tensor {
    var source = value.shape
    // Leading axes of size 1 that the target lacks are no obstacle.
    while source.count > shape.count && source[0] == 1 { source.remove(at: 0) }
    if Shape.broadcast(source, shape) != shape {
      mistake(
        "subscript: a value of shape \(value.shape) does not stretch to the selected \(shape)")
    }
    return value.reshaped(to: source)
  }

  /// Writes to elements that tensors of places select: their numbers in row-major order say where.
  private func put(_ value: Tensor, at selection: Selection) {
    let numbers = Tensor.arange(count).reshaped(to: shape).read(selection)
    let source = Tensor.fitting(value, numbers.shape).cast(to: dtype)
      .expanded(to: numbers.shape).contiguous()
    let target = contiguous()
    Gather.write(source, to: numbers, of: target)
    if target !== self { Copy.run(target, into: self) }
  }

  /// The elements at places of several axes at once, which broadcast together. Their axes replace the chosen ones, behind
  /// `axesBefore` of the others.
  fileprivate func gathered(at places: [Int: Tensor], axesBefore: Int) -> Tensor {
    let axes = places.keys.sorted()
    if axes == [axesBefore] { return indexed(axis: axes[0], places[axes[0]]!) }
    let shape = axes.reduce(Shape()) { common, axis in
      let shape = places[axis]!.shape
      if let common = Shape.broadcast(common, shape) { return common }
      mistake("subscript: indices of shapes \(common) and \(shape) do not broadcast")
    }
    // The chosen axes become one, and the places numbers along it.
    let front = permuted(axes + (0..<rank).filter { places[$0] == nil })
    let sizes = axes.map { self.shape[$0] }
    let numbers = noGrad {
      var numbers = Tensor.zeros(shape, dtype: .int64)
      for (axis, size) in zip(axes, sizes) { numbers = numbers * size + places[axis]! }
      return numbers.contiguous()
    }
    let joined = front.reshaped(to: Shape([sizes.reduce(1, *)] + front.shape[axes.count...]))
    let result = joined.indexed(axis: 0, numbers)
    if axesBefore == 0 { return result }
    let count = shape.count
    return result.permuted(
      Array(count..<count + axesBefore) + Array(0..<count)
        + Array((count + axesBefore)..<result.rank))
  }
}

struct SubscriptSetDerivative: Derivative {
  static let name = "subscript set"
  let selection: Tensor.Selection

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient * selection.complement(like: gradient))
    inputs.add(1, selection.read(gradient))
  }
}

extension Tensor {
  /// A subscript worked out for one shape: the strides of the view that it takes, and the places that tensors choose in it.
  struct Selection {
    private var shape = Shape()
    private var steps: [(axis: Int?, start: Int, step: Int)] = []
    private var fixed: [(axis: Int, place: Int)] = []
    private let source: Shape
    /// By axis of the view.
    private(set) var places: [Int: Tensor] = [:]
    /// How many axes of the result come before those of the places: where the tensors of the subscript are neighbours, their axes
    /// stand where they do, else in front. A single place beside them counts as a tensor. These are NumPy's rules.
    private(set) var axesBeforePlaces = 0

    init(_ indices: [any TensorIndex], of tensor: Tensor) {
      source = tensor.shape
      let items = indices.map(\.tensorIndexItem)
      let consumed = items.reduce(0) { $0 + $1.consumedAxes }
      if consumed > source.count {
        mistake("subscript: \(consumed) indices for the \(source.count) axes of shape \(source)")
      }
      axesBeforePlaces = Selection.axesBeforePlaces(items, rank: source.count)
      var axis = 0
      var hasEllipsis = false
      for item in items {
        switch item {
        case .rest:
          if hasEllipsis { mistake("subscript: more than one .ellipsis") }
          hasEllipsis = true
          for _ in 0..<(source.count - consumed) { take(wholeAxis: &axis) }
        case .added:
          steps.append((nil, 0, 0))
          shape.append(1)
        case .place(let place):
          fixed.append((axis, resolved(place, axis)))
          axis += 1
        case .slice(let from, let to, let by):
          take(from, to, by, &axis)
        case .tensor(let tensor):
          take(tensor, &axis)
        }
      }
      while axis < source.count { take(wholeAxis: &axis) }
    }

    private static func axesBeforePlaces(_ items: [TensorIndexItem], rank: Int) -> Int {
      let isAdvanced = items.map(\.isPlaceOrTensor)
      guard let first = isAdvanced.firstIndex(of: true), let last = isAdvanced.lastIndex(of: true),
        isAdvanced[first...last].allSatisfy(\.self)
      else { return 0 }
      let rest = rank - items.reduce(0) { $0 + $1.consumedAxes }
      return items[..<first].reduce(0) { count, item in
        if case .rest = item { return count + rest }
        return count + 1
      }
    }

    private mutating func take(wholeAxis axis: inout Int) {
      steps.append((axis, 0, 1))
      shape.append(source[axis])
      axis += 1
    }

    private func resolved(_ place: Int, _ axis: Int) -> Int {
      let size = source[axis]
      if place < -size || place >= size {
        mistake("subscript: index \(place) is out of range for axis \(axis) of shape \(source)")
      }
      return place < 0 ? place + size : place
    }

    private mutating func take(_ from: Int?, _ to: Int?, _ step: Int, _ axis: inout Int) {
      if step < 1 { mistake("subscript: a step of \(step); use flipped(axes:) to go backwards") }
      let size = source[axis]
      let bound = { (place: Int) in Swift.min(Swift.max(place < 0 ? place + size : place, 0), size)
      }
      let start = bound(from ?? 0)
      let end = bound(to ?? size)
      let length = Swift.max(0, (end - start + step - 1) / step)
      steps.append((axis, length == 0 ? 0 : start, step))
      shape.append(length)
      axis += 1
    }

    private mutating func take(_ index: Tensor, _ axis: inout Int) {
      if index.dtype == .bool && index.rank == 0 {
        // A new axis, whose only place is taken or not.
        places[shape.count] = Tensor.zeros([index.item(as: Bool.self) ? 1 : 0], dtype: .int64)
        steps.append((nil, 0, 0))
        shape.append(1)
        return
      }
      if index.dtype == .bool {
        let covered = Shape(source[axis..<axis + index.rank])
        if index.shape != covered {
          mistake("subscript: a mask of shape \(index.shape) over axes of sizes \(covered)")
        }
        for column in index.nonzeroColumns() {
          places[shape.count] = column
          take(wholeAxis: &axis)
        }
        return
      }
      places[shape.count] = Tensor.resolvedPlaces(
        "subscript", axis: axis, of: source, index, file: nil, line: 0)
      take(wholeAxis: &axis)
    }

    func view(of tensor: Tensor) -> Tensor {
      var (offset, strides) = (tensor.offset, Strides())
      for (axis, place) in fixed { offset += place * tensor.strides[axis] }
      for (axis, start, step) in steps {
        guard let axis else {
          strides.append(0)
          continue
        }
        offset += start * tensor.strides[axis]
        strides.append(tensor.strides[axis] * step)
      }
      return Tensor(viewOf: tensor, shape: shape, strides: strides, offset: offset)
        .recorded(tensor, SubscriptDerivative(shape: tensor.shape, selection: self))
    }

    /// What the whole subscript selects of a tensor of the same shape.
    func read(_ tensor: Tensor) -> Tensor {
      let view = view(of: tensor)
      return places.isEmpty ? view : view.gathered(at: places, axesBefore: axesBeforePlaces)
    }

    /// 0 where the subscript selects, 1 elsewhere.
    func complement(like tensor: Tensor) -> Tensor {
      noGrad {
        let mask = Tensor.ones(like: tensor)
        mask.write(Tensor(scalar: 0, dtype: tensor.dtype), to: self)
        return mask
      }
    }
  }
}

extension TensorIndexItem {
  /// How many axes of the tensor this part of a subscript stands for; an ellipsis takes the rest.
  fileprivate var consumedAxes: Int {
    switch self {
    case .place, .slice: 1
    case .rest, .added: 0
    case .tensor(let tensor): tensor.dtype == .bool ? tensor.rank : 1
    }
  }

  fileprivate var isPlaceOrTensor: Bool {
    switch self {
    case .place, .tensor: true
    case .slice, .rest, .added: false
    }
  }
}

struct SubscriptDerivative: Derivative {
  static let name = "subscript"
  let shape: Shape
  let selection: Tensor.Selection

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.embedded(in: shape) { [selection] in selection.view(of: $0) })
  }
}
