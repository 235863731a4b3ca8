/// An array of numbers of one dtype, with any number of axes up to eight, that remembers how it was computed.
///
/// A tensor is an object: assigning it to another variable gives the same tensor, and in-place operations are seen
/// by whoever holds it. Views (slices, transposes, reshapes where strides allow) are tensors of their own that share
/// the elements. Where an operand asks for a gradient (``requiresGrad``), operations record themselves, and
/// ``backward(gradient:retainGraph:createGraph:file:line:)`` computes derivatives from the record.
///
/// A tensor is not `Sendable`: one thread at a time may use it and its views.
///
/// The equivalent of `torch.Tensor`.
public class Tensor {
  package final let storage: Storage

  /// The size of each axis.
  public final let shape: Shape

  /// The distance in elements between neighbours along each axis; 0 along an axis that was stretched by broadcasting.
  public final let strides: Strides

  /// Where in the storage the first element lies, in elements.
  package final let offset: Int

  /// The number of elements.
  public final let count: Int

  /// The type of the elements.
  public final let dtype: DType

  /// Whether the elements lie in memory in row-major order without gaps.
  public final let isContiguous: Bool

  /// Whether this stands for a plain Swift number in an expression, whose dtype yields to the other operand's.
  package private(set) final var isNumber: Bool

  /// Whether changes in place, through this view or past it, are followed on the tape: those of a view that was made without
  /// recording are not.
  package let followsBase: Bool

  /// The version of the elements that ``recordedNode`` speaks of; counts in views alone.
  private final var recordedVersion: UInt32

  /// What ``node`` was set to last; of a view it may be out of date.
  ///
  /// Exclusive access is not checked at run time here, nor in ``Node``: that would cost more than recording an operation, and no
  /// access lasts longer than a load or a store.
  @exclusivity(unchecked)
  private final var recordedNode: Node?

  /// The tensor whose elements this one shows, where it was made as a view.
  package final let base: Tensor?

  /// A new, contiguous tensor whose elements are not yet set.
  @inline(__always)
  package init(uninitialized shape: Shape, dtype: DType) {
    count = shape.product
    storage = Storage(byteCount: count &* dtype.itemSize)
    self.shape = shape
    strides = shape.contiguousStrides
    offset = 0
    self.dtype = dtype
    isContiguous = true
    isNumber = false
    followsBase = false
    recordedVersion = 0
    base = nil
    OperationLog.begin(byteCount: count &* dtype.itemSize)
  }

  /// A new tensor with the shape of a contiguous one, whose elements are not yet set.
  @inline(__always)
  private init(uninitializedLike other: Tensor, dtype: DType) {
    count = other.count
    storage = Storage(byteCount: count &* dtype.itemSize)
    shape = other.shape
    strides = other.strides
    offset = 0
    self.dtype = dtype
    isContiguous = true
    isNumber = false
    followsBase = false
    recordedVersion = 0
    base = nil
    OperationLog.begin(byteCount: count &* dtype.itemSize)
  }

  /// A tensor that shares another's elements.
  ///
  /// - Parameter keepsBase: whether it is a view, whose record follows changes in place, rather than a tensor of its own.
  package init(
    viewOf source: Tensor, shape: Shape, strides: Strides, offset: Int, keepsBase: Bool = true
  ) {
    storage = source.storage.shared()
    self.shape = shape
    self.strides = strides
    self.offset = offset
    count = shape.product
    dtype = source.dtype
    isContiguous = Tensor.isContiguous(shape: shape, strides: strides)
    isNumber = false
    recordedVersion = UInt32(truncatingIfNeeded: storage.version)
    OperationLog.beginView()
    guard keepsBase else {
      followsBase = false
      base = nil
      return
    }
    // A view that was made a leaf is where its own views' record ends.
    let isRoot = source.base == nil || source.recordedNode?.asLeaf != nil
    base = isRoot ? source : source.base
    followsBase = ThreadState.isRecording && (isRoot || source.followsBase)
  }

  deinit {
    // A chain of a million nodes must not be released by as many nested calls.
    if recordedNode != nil { NodeRelease.release(&recordedNode) }
  }

  /// What recorded this tensor, or, for a leaf that asks for a gradient, where the gradient is kept.
  package final var node: Node? {
    @inline(__always) get { base == nil ? recordedNode : nodeOfView() }
    @inline(__always) set { recordedNode = newValue }
  }

  /// Whether there is a ``node``: it is not retained to find out.
  package final var isRecorded: Bool {
    @inline(__always) get { base == nil ? recordedNode != nil : nodeOfView() != nil }
  }

  /// The node of a view: where its elements have been changed since it was recorded, it is recorded anew, as a view of its base
  /// as that stands on the tape now.
  @inline(never)
  private final func nodeOfView() -> Node? {
    let version = UInt32(truncatingIfNeeded: storage.version)
    if recordedVersion == version || !followsBase || recordedNode?.asLeaf != nil {
      return recordedNode
    }
    recordedVersion = version
    let node = base?.node.map { node in
      OperationNode(
        shape: shape, dtype: dtype, node, nil,
        StridedViewDerivative(layout: ViewLayout(of: self, in: base!)))
    }
    if recordedNode != nil { NodeRelease.release(&recordedNode) }
    recordedNode = node
    return node
  }

  /// Puts a change in place, which has just been made, on the tape: `node` made the elements that this tensor has now.
  ///
  /// The base of a view is told, and hands the news to all its other views.
  final func setNodeAfterChange(_ node: Node) {
    recordedNode = node
    recordedVersion = UInt32(truncatingIfNeeded: storage.version)
    guard let base else { return }
    let layout = ViewLayout(of: self, in: base)
    base.setNodeAfterChange(
      OperationNode(
        shape: base.shape, dtype: dtype, base.node, node, ReplaceDerivative(layout: layout)))
  }

  /// The number of axes; 0 for a scalar.
  public var rank: Int {
    @inline(__always) get { shape.count }
  }

  private static func isContiguous(shape: Shape, strides: Strides) -> Bool {
    var step = 1
    for axis in (0..<shape.count).reversed() {
      if shape[axis] == 0 { return true }
      if shape[axis] == 1 { continue }
      if strides[axis] != step { return false }
      step *= shape[axis]
    }
    return true
  }

  /// A new, contiguous tensor of another's shape whose elements are not yet set.
  @inline(__always)
  package static func empty(shapedLike other: Tensor, dtype: DType) -> Tensor {
    other.isContiguous
      ? Tensor(uninitializedLike: other, dtype: dtype)
      : Tensor(uninitialized: other.shape, dtype: dtype)
  }

  /// Marks a fresh scalar as a plain number.
  package func asNumber() -> Tensor {
    isNumber = true
    return self
  }
}

extension Tensor {
  /// The same elements without the record: operations on the result are not seen by `backward()`. Shares memory.
  ///
  /// `torch.Tensor.detach`.
  public func detach() -> Tensor {
    Tensor(viewOf: self, shape: shape, strides: strides, offset: offset, keepsBase: false)
  }
}
