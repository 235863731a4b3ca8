extension Tensor {
  /// Part of a tensor, as in NumPy: a view where places and ranges select it, a copy where tensors do.
  ///
  /// A range with a negative step, as `.stride(-1)`, is a view too, which shows the elements in reverse. Setting writes through to
  /// this tensor; what is set broadcasts and is cast. Where several elements are set at one place, the last stays. See
  /// ``TensorIndex`` for what can stand here. Where NumPy and PyTorch differ, as for an integer beside a tensor with a range between
  /// them, NumPy's rules count.
  public subscript(_ indices: any TensorIndex...) -> Tensor {
    get { selection(indices) }
    set { write(newValue, to: Selection(indices, of: self)) }
  }

  /// What a subscript reads that is put together at run time.
  package func selection(_ indices: [any TensorIndex]) -> Tensor {
    if indices.count == 1, let mask = indices[0] as? Tensor, mask.dtype == .bool,
      mask.shape == shape, rank > 0
    {
      return maskedSelect(mask)
    }
    return Selection(indices, of: self).read(self)
  }

  /// What setting a subscript does that is put together at run time.
  package func setSelection(_ indices: [any TensorIndex], to value: Tensor) {
    write(value, to: Selection(indices, of: self))
  }

  func write(_ value: Tensor, to selection: Selection) {
    // `x[0] += 1` changes a view and then sets it: all is done by then.
    let selected = noGrad { selection.view(of: self) }
    if selection.places == nil && value.isOwnView(like: selected, of: self) { return }
    let recording = willRecordChange("subscript", with: value)
    let old = recording ? beforeChange(isSaved: false) : self
    noGrad {
      if let places = selection.places {
        let source = Tensor.fitting(value, places.resultShape).cast(to: dtype)
          .expanded(to: places.resultShape)
        let isShared = source.storage.isSame(as: storage)
        Gather.combine(nil, isShared ? source.clone() : source, places, into: selected)
      } else {
        let source = Tensor.fitting(value, selected.shape)
        Copy.run(source.separated(from: selected), into: selected)
      }
    }
    storage.version += 1
    if recording { rerecord(old, value, SubscriptSetDerivative(selection: selection)) }
  }

  /// Whether this is a view of `tensor` at the same elements as another view, and on the tape as such.
  private func isOwnView(like view: Tensor, of tensor: Tensor) -> Bool {
    guard let base, followsBase || !ThreadState.isRecording else { return false }
    return base === (tensor.base ?? tensor) && offset == view.offset && shape == view.shape
      && strides == view.strides
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
}

struct SubscriptSetDerivative: Derivative {
  static let name = "subscript set"
  let selection: Tensor.Selection

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, gradient.cleared(at: selection))
    inputs.add(1, selection.read(gradient))
  }
}

extension Tensor {
  /// A copy with zeros where a subscript selects.
  fileprivate func cleared(at selection: Selection) -> Tensor {
    let result = clone()
    result.write(Tensor(scalar: 0, dtype: dtype), to: selection)
    return result
  }
}

extension Tensor {
  /// A subscript worked out for one shape: the strides of the view that it takes, and the places that tensors choose in it.
  struct Selection {
    private var shape = Shape()
    private var steps: [(axis: Int?, start: Int, step: Int)] = []
    private var fixed: [(axis: Int, place: Int)] = []
    private let source: Shape
    /// What tensors choose in the view.
    private(set) var places: AxisPlaces?
    /// By axis of the view.
    private var chosen: [Int: Tensor] = [:]

    init(_ indices: [any TensorIndex], of tensor: Tensor) {
      source = tensor.shape
      let items = indices.map(\.tensorIndexItem)
      let consumed = items.reduce(0) { $0 + $1.consumedAxes }
      if consumed > source.count {
        mistake("subscript: \(consumed) indices for the \(source.count) axes of shape \(source)")
      }
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
      if chosen.isEmpty { return }
      places = AxisPlaces(
        chosen, of: shape, freeBefore: Selection.axesBeforePlaces(items, rank: source.count))
    }

    /// How many axes of the result come before those of the places: where the tensors of the subscript are neighbours, their axes
    /// stand where they do, else in front. A single place beside them counts as a tensor. These are NumPy's rules.
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
      if step == 0 { mistake("subscript: a step of 0") }
      let size = source[axis]
      // Going backwards, the place before the first is an end too.
      let ends = step > 0 ? 0...size : -1...(size - 1)
      let bound = { (place: Int) in
        Swift.min(Swift.max(place < 0 ? place + size : place, ends.lowerBound), ends.upperBound)
      }
      let start = from.map(bound) ?? (step > 0 ? 0 : size - 1)
      let end = to.map(bound) ?? (step > 0 ? size : -1)
      let distance = step > 0 ? end - start : start - end
      let length = distance <= 0 ? 0 : (distance - 1) / Int(step.magnitude) + 1
      steps.append((axis, length == 0 ? 0 : start, step))
      shape.append(length)
      axis += 1
    }

    private mutating func take(_ index: Tensor, _ axis: inout Int) {
      if index.dtype == .bool && index.rank == 0 {
        // A new axis, whose only place is taken or not.
        chosen[shape.count] = Tensor.zeros([index.item(as: Bool.self) ? 1 : 0], dtype: .int64)
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
          chosen[shape.count] = column
          take(wholeAxis: &axis)
        }
        return
      }
      if !index.dtype.isInteger {
        mistake("subscript: indices of \(index.dtype); an integer dtype is needed")
      }
      let (source, axisOfIndex) = (source, axis)
      chosen[shape.count] = Tensor.places(index, below: source[axis], file: nil, line: 0) {
        "subscript: index \($0) is out of range for axis \(axisOfIndex) of shape \(source)"
      }
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
      return places.map { view.gathered(at: $0) } ?? view
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
    inputs.add(0, gradient, within: shape) { [selection] in selection.view(of: $0) }
  }
}
