import TapestryCore

/// One set of inputs to try an operation on.
public struct Sample: Sendable, Hashable {
  public let inputs: [SampleInput]

  /// What can be said about derivatives here.
  public let derivatives: Derivatives

  public enum Derivatives: Sendable {
    /// Finite differences and stored values.
    case smooth
    /// Stored values alone: a step or kink of the operation is near, or an infinity.
    case stored
    /// Nothing: formulas that are equal on paper differ, because something overflows on the way.
    case unknown
  }

  public init(_ inputs: SampleInput..., derivatives: Derivatives = .smooth) {
    self.init(inputs, derivatives: derivatives)
  }

  public init(_ inputs: [SampleInput], derivatives: Derivatives = .smooth) {
    self.inputs = inputs
    self.derivatives = derivatives
  }

  /// New tensors of the inputs.
  public var tensors: [Tensor] { inputs.map(\.tensor) }

  /// Whether there is a derivative to be checked against stored values.
  public var hasDerivative: Bool {
    derivatives != .unknown && inputs.contains { $0.dtype == .float64 }
      && !inputs.contains { $0.dtype.isFloatingPoint && $0.dtype != .float64 }
  }

  /// Whether there is a derivative to be checked against finite differences.
  public var isSmooth: Bool { hasDerivative && derivatives == .smooth }

  /// The same with float32 in place of float64.
  public var inSinglePrecision: Sample {
    Sample(
      inputs.map { $0.dtype == .float64 ? $0.cast(to: .float32) : $0 }, derivatives: derivatives)
  }
}

extension Sample: CustomStringConvertible {
  public var description: String { inputs.map(\.description).joined(separator: "; ") }
}
