import TapestryCore

/// One set of inputs to try an operation on.
public struct Sample: Sendable, Hashable {
  public let inputs: [SampleInput]

  /// Whether finite differences are defined here: no step or kink of the operation is near, and nothing overflows.
  public let isSmooth: Bool

  public init(_ inputs: SampleInput..., isSmooth: Bool = true) {
    self.init(inputs, isSmooth: isSmooth)
  }

  public init(_ inputs: [SampleInput], isSmooth: Bool = true) {
    self.inputs = inputs
    self.isSmooth = isSmooth
  }

  /// New tensors of the inputs.
  public var tensors: [Tensor] { inputs.map(\.tensor) }

  /// Whether derivatives can be looked at: some input is float64, and none is float32.
  public var isDifferentiable: Bool {
    inputs.contains { $0.dtype == .float64 } && !inputs.contains { $0.dtype == .float32 }
  }

  /// The same with float32 in place of float64.
  public var inSinglePrecision: Sample {
    Sample(
      inputs.map { $0.dtype == .float64 ? $0.cast(to: .float32) : $0 }, isSmooth: isSmooth)
  }
}

extension Sample: CustomStringConvertible {
  public var description: String { inputs.map(\.description).joined(separator: "; ") }
}
