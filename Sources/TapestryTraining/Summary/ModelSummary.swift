import TapestryCore
import TapestryNN

/// The layers of a network, the shapes of what they give, how many numbers they learn, and how much work they are.
///
/// ```
/// Layer  Type                      Output shape  Parameters  Trainable  Multiply-adds
/// ───────────────────────────────────────────────────────────────────────────────────
/// 0      Flatten(from: 1, to: -1)  [1, 784]               0                         0
/// 1      Linear(784, 128)          [1, 128]         100,480  yes              100,352
/// 2      ReLU                      [1, 128]               0                         0
/// 3      Dropout(0.2)              [1, 128]               0                         0
/// 4      Linear(128, 10)           [1, 10]            1,290  yes                1,280
/// ───────────────────────────────────────────────────────────────────────────────────
/// Total                                             101,770                   101,632
/// Bytes                                           397.5 KiB
/// ```
///
/// Made by `summary(input:dtype:)`.
public struct ModelSummary {
  /// One module of the network.
  public struct Row: Equatable, Sendable {
    /// The module's path in state dicts, such as `encoder.0`.
    public var name: String

    /// The module's type, with its settings if it has any.
    public var type: String

    /// The shape of what the module gave when it was last called; nil if it was not called at all.
    public var outputShape: Shape?

    /// The number of elements of the parameters that the module owns itself. A parameter that several modules share
    /// counts where it comes first.
    public var parameterCount: Int

    /// The number of elements of those of them that ask for a gradient.
    public var trainableParameterCount: Int

    /// The multiplications, each with its addition, of `matmul`, `linear`, convolutions and attention in all calls of the module,
    /// without those of layers inside it.
    public var multiplyAdds: Int
  }

  /// The modules inside the network, a module before those inside it; the network itself if there are none.
  public var rows: [Row]

  /// The number of elements of all parameters.
  public var parameterCount: Int

  /// The number of elements of those parameters that ask for a gradient.
  public var trainableParameterCount: Int

  /// The bytes of all parameters and buffers.
  public var byteCount: Int

  /// The multiplications, each with its addition, of the whole run.
  public var multiplyAdds: Int
}

extension Layer {
  /// Runs the network once on zeros, and tells what its layers gave and what they cost.
  ///
  /// ```swift
  /// print(model.summary(input: [1, 28, 28]))
  /// ```
  ///
  /// The run needs no data and leaves nothing behind: see ``Module/summary(running:)``.
  ///
  /// - Parameters:
  ///   - input: the shape of the input, the axis of the batch included.
  ///   - dtype: the dtype of the input: an integer one where it is numbers of words, say.
  public func summary(input: Shape, dtype: DType = .float32) -> ModelSummary {
    summary { _ = self(Tensor.zeros(input, dtype: dtype)) }
  }
}

extension Module {
  /// Runs the module once as `body` does, and tells what its layers gave and what they cost: for modules of several inputs.
  ///
  /// ```swift
  /// model.summary { _ = model(Tensor.zeros([1, 16, 64]), mask: nil) }
  /// ```
  ///
  /// The operations really run, on numbers that do not matter: each of them works out its result's shape along with its
  /// result, and a second list of shape rules could only differ from the first. It costs one forward pass of a batch as small as
  /// one likes.
  ///
  /// The run is in evaluation mode and leaves nothing behind: nothing is recorded, every module is afterwards in the mode in which
  /// it was, buffers that were changed have their values again, and random numbers go on as if it had not been. A ``LazyLayer``
  /// without sizes takes them from the run, and keeps them. Forward hooks of the modules do run, and see the shapes. Modules that are no ``Layer`` show no shape, and their work counts in the total.
  public final func summary(running body: () -> Void) -> ModelSummary {
    let run = DryRun(of: self)
    let multiplyAdds = run.observe(body)
    var counted: Set<ObjectIdentifier> = []
    let rows = namedModules().map { name, module in
      let own = module.ownParameters.filter { counted.insert(ObjectIdentifier($0)).inserted }
      return ModelSummary.Row(
        name: name, type: module.typeText, outputShape: run.outputShape(of: module),
        parameterCount: own.count(of: { _ in true }),
        trainableParameterCount: own.count(of: \.requiresGrad),
        multiplyAdds: run.multiplyAdds(of: module))
    }
    let parameters = parameters()
    let isPlainContainer =
      rows.count > 1 && rows[0].parameterCount == 0 && rows[0].multiplyAdds == 0
    return ModelSummary(
      rows: isPlainContainer ? Array(rows.dropFirst()) : rows,
      parameterCount: parameters.count(of: { _ in true }),
      trainableParameterCount: parameters.count(of: \.requiresGrad),
      byteCount: (parameters + buffers()).reduce(0) { $0 + $1.count * $1.dtype.itemSize },
      multiplyAdds: multiplyAdds)
  }

  private var ownParameters: [Parameter] {
    let inner = Set(children().flatMap { $0.parameters() }.map(ObjectIdentifier.init))
    return parameters().filter { !inner.contains(ObjectIdentifier($0)) }
  }

  private var typeText: String {
    let name = "\(type(of: self))"
    return details.isEmpty ? name : "\(name)(\(details))"
  }
}

extension [Parameter] {
  /// The number of elements of some of them.
  fileprivate func count(of isCounted: (Parameter) -> Bool) -> Int {
    reduce(0) { $0 + (isCounted($1) ? $1.count : 0) }
  }
}
