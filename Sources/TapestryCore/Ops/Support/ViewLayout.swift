/// Where a view's elements lie among those of the tensor that it was taken from.
///
/// Gradients of views go through here. All of it is linear, and each of ``embed(_:)`` and ``take(_:)`` is the other's derivative.
struct ViewLayout {
  private let source, view: Shape
  private let sourceStrides, viewStrides: Strides
  /// Where the first elements lie in a block that holds all elements of both.
  private let sourceStart, viewStart: Int
  private let span: Int

  init(of view: Tensor, in source: Tensor) {
    self.source = source.shape
    sourceStrides = source.strides
    self.view = view.shape
    viewStrides = view.strides
    let first = ViewLayout.reach(source.shape, source.strides)
    let second = ViewLayout.reach(view.shape, view.strides)
    let shift = view.offset - source.offset
    let low = Swift.min(first.lowerBound, second.lowerBound + shift)
    sourceStart = -low
    viewStart = shift - low
    span = Swift.max(first.upperBound, second.upperBound + shift) - low + 1
  }

  /// How a view lies that an operation makes of the elements, whatever their own places in memory.
  init(of tensor: Tensor, _ view: (Tensor) -> Tensor) {
    let model = Tensor(uninitialized: tensor.shape, dtype: tensor.dtype)
    self.init(of: noGrad { view(model) }, in: model)
  }

  /// The lowest and the highest offset of an element, counted from the first.
  static func reach(_ shape: Shape, _ strides: Strides) -> ClosedRange<Int> {
    var (low, high) = (0, 0)
    for axis in shape.indices {
      let end = Swift.max(shape[axis] - 1, 0) * strides[axis]
      if end < 0 { low += end } else { high += end }
    }
    return low...high
  }

  /// Whether two places may show one element. Never false where they do.
  static func overlaps(_ shape: Shape, _ strides: Strides) -> Bool {
    if shape.contains(0) { return false }
    let axes = shape.indices.filter { shape[$0] > 1 }.sorted { abs(strides[$0]) < abs(strides[$1]) }
    var reach = 0
    for axis in axes {
      if abs(strides[axis]) <= reach { return true }
      reach += abs(strides[axis]) * (shape[axis] - 1)
    }
    return false
  }

  /// Whether the source is a whole block in order, of which the view shows a part.
  private var isPlain: Bool {
    sourceStart == 0 && sourceStrides == source.contiguousStrides && span == source.product
  }

  private var overlaps: Bool {
    ViewLayout.overlaps(source, sourceStrides) || ViewLayout.overlaps(view, viewStrides)
  }

  private func sourceView(of block: Tensor) -> Tensor {
    Tensor(viewOf: block, shape: source, strides: sourceStrides, offset: sourceStart)
  }

  private func viewView(of block: Tensor) -> Tensor {
    Tensor(
      viewOf: block, shape: view, strides: viewStrides, offset: block.offset + viewStart)
  }

  /// Zeros of the source's shape with `values`, of the view's shape, where the view looks; added up where it looks several times.
  func embed(_ values: Tensor) -> Tensor {
    if overlaps { return moved(values, from: viewNumbers, to: sourceNumbers) }
    let result = noGrad {
      let block = Tensor.zeros([span], dtype: values.dtype)
      Copy.run(values, into: viewView(of: block))
      return sourceView(of: block)
    }
    return result.detached(values, StridedEmbedDerivative(layout: self))
  }

  /// What the view shows of `values`, of the source's shape. Shares memory where it can.
  func take(_ values: Tensor) -> Tensor {
    if overlaps { return moved(values, from: sourceNumbers, to: viewNumbers) }
    let result = noGrad {
      if isPlain { return viewView(of: values.contiguous()) }
      let block = Tensor.zeros([span], dtype: values.dtype)
      Copy.run(values, into: sourceView(of: block))
      return viewView(of: block)
    }
    return result.detached(values, StridedViewDerivative(layout: self))
  }

  /// A copy of `values`, of the source's shape, with `replacement`, of the view's, where the view looks.
  func replace(in values: Tensor, with replacement: Tensor) -> Tensor {
    let result = noGrad {
      let block: Tensor
      if isPlain {
        block = values.clone()
      } else {
        block = Tensor.zeros([span], dtype: values.dtype)
        Copy.run(values, into: sourceView(of: block))
      }
      Copy.run(replacement, into: viewView(of: block))
      return isPlain ? block : sourceView(of: block).clone()
    }
    return result.recorded(values, replacement, ReplaceDerivative(layout: self))
  }

  // MARK: Elements that are shown several times

  private var sourceNumbers: Tensor { noGrad { sourceView(of: .arange(span)).clone() } }
  private var viewNumbers: Tensor { noGrad { viewView(of: .arange(span)).clone() } }

  /// Adds values up where their places in the block are the same, and reads the block at other places. An element that the source
  /// shows several times hands each of its places an equal share, as in PyTorch.
  private func moved(_ values: Tensor, from: Tensor, to: Tensor) -> Tensor {
    let places = noGrad { sourceNumbers.reshaped(to: [-1]) }
    let ones = Tensor.ones([places.count], dtype: values.dtype)
    let zeros = Tensor.zeros([span], dtype: values.dtype)
    let shares = zeros.indexAdded(axis: 0, places, ones).maximum(1)
    let block = zeros.indexAdded(
      axis: 0, from.reshaped(to: [-1]), values.reshaped(to: [values.count]))
    return (block / shares).indexed(axis: 0, to)
  }
}

extension Tensor {
  /// This result, which may be a view of something temporary, as a tensor of its own, put on the tape.
  fileprivate func detached(_ input: Tensor, _ derivative: @autoclosure () -> some Derivative)
    -> Tensor
  {
    detach().recorded(input, derivative())
  }
}

/// The derivative of reading a view.
struct StridedViewDerivative: Derivative {
  static let name = "view"
  let layout: ViewLayout

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, layout.embed(gradient))
  }
}

struct StridedEmbedDerivative: Derivative {
  static let name = "embed"
  let layout: ViewLayout

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, layout.take(gradient))
  }
}

/// The derivative of writing to a view: input 0 is the tensor as it was, input 1 what the view shows now.
struct ReplaceDerivative: Derivative {
  static let name = "replace"
  let layout: ViewLayout

  func propagate(_ gradient: Tensor, to inputs: InputGradients) {
    inputs.add(0, layout.replace(in: gradient, with: Tensor(scalar: 0, dtype: gradient.dtype)))
    inputs.add(1, layout.take(gradient))
  }
}
