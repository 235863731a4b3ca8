import TapestryCore

/// A layer that may be made before the size of its input is known; its first call tells it.
///
/// ```swift
/// let model = Sequential {
///   Conv2d(out: 32, kernelSize: 3)
///   ReLU()
///   Flatten()
///   Linear(out: 10)
/// }
/// _ = model(images)        // or model.summary(input: [1, 3, 32, 32])
/// let optimizer = Adam(model.parameters(), learningRate: 1e-3)
/// ```
///
/// Before the first call, asking for parameters, an optimizer or a state dict is a mistake whose message says so; loading a state dict
/// fixes the sizes as a call does. Parameters start as they would have, had the sizes been given.
///
/// A layer of your own holds its parameters in ``TensorSlot``s and, where a size is missing, calls ``Module/inferSizes()`` at the end of
/// its initialiser. `torch.nn.modules.lazy.LazyModuleMixin`.
public protocol LazyLayer: Layer {
  /// The size that was left open, as an input tells it; an input that cannot tell it is a mistake.
  func inferredSize(from x: Tensor) -> Int

  /// Fills every ``TensorSlot`` of the layer.
  func makeParameters(inferredSize: Int)
}

extension Module {
  static var firstBatch: String {
    "run one batch, or summary(input:), or load a state dict first"
  }

  /// Puts off making parameters until the first call, or until a state dict is loaded. For initialisers of a ``LazyLayer``.
  public final func inferSizes() { madeHooks.infersSizes = true }

  /// Whether some layer in here, made without the size of its input, has not seen one yet.
  ///
  /// `torch.nn.modules.lazy.LazyModuleMixin.has_uninitialized_params`.
  public final var hasPendingSizes: Bool {
    entries().contains { if case .pending = $0.member { true } else { false } }
  }

  /// The buffers that are there already, each once.
  package final var knownBuffers: [Buffer] {
    var seen: Set<ObjectIdentifier> = []
    return entries().compactMap { entry in
      guard case .buffer(let buffer) = entry.member else { return nil }
      return seen.insert(ObjectIdentifier(buffer)).inserted ? buffer : nil
    }
  }

  /// Makes the parameters that waited for an input.
  func settleSizes(_ x: Tensor) {
    guard hooks?.infersSizes == true, let layer = self as? any LazyLayer else { return }
    settle(layer, layer.inferredSize(from: x))
  }

  func settle(_ layer: any LazyLayer, _ size: Int) {
    noGrad { layer.makeParameters(inferredSize: size) }
    hooks?.infersSizes = false
    dropHooksIfEmpty()
  }
}
