import TapestryCore

/// One way to call an operation, with what to try it on.
public struct OpForm: Sendable {
  /// The same in PyTorch, as a Python expression of the inputs `a` to `f`; nil where PyTorch has no equal.
  public let reference: String?

  public let samples: SampleSet

  /// From the inputs to all results.
  public let body: @Sendable ([Tensor]) -> [Tensor]

  public init(
    _ reference: String?, _ samples: SampleSet,
    all body: @escaping @Sendable ([Tensor]) -> [Tensor]
  ) {
    self.reference = reference
    self.samples = samples
    self.body = body
  }

  public init(
    _ reference: String?, _ samples: SampleSet, _ body: @escaping @Sendable (Tensor) -> Tensor
  ) {
    self.init(reference, samples, all: { [body($0[0])] })
  }

  public init(
    _ reference: String?, _ samples: SampleSet,
    _ body: @escaping @Sendable (Tensor, Tensor) -> Tensor
  ) {
    self.init(reference, samples, all: { [body($0[0], $0[1])] })
  }

  public init(
    _ reference: String?, _ samples: SampleSet,
    _ body: @escaping @Sendable (Tensor, Tensor, Tensor) -> Tensor
  ) {
    self.init(reference, samples, all: { [body($0[0], $0[1], $0[2])] })
  }
}
