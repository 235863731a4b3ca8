import TapestryCore

/// Where a parameter's first values come from.
///
/// ```swift
/// layer.weight.initialize(.xavierUniform())
/// ```
///
/// `torch.nn.init`.
public struct Initializer: Sendable {
  private let make: @Sendable (Shape, DType) -> Tensor

  /// An initializer that computes the values for a shape and dtype.
  public init(_ make: @escaping @Sendable (_ shape: Shape, _ dtype: DType) -> Tensor) {
    self.make = make
  }

  /// New values for a shape; random ones come from ``defaultGenerator``.
  public func callAsFunction(_ shape: Shape, dtype: DType = .float32) -> Tensor {
    noGrad { make(shape, dtype) }
  }
}

extension Tensor {
  /// Replaces the elements in place with an initializer's values, without a record.
  public func initialize(_ initializer: Initializer) {
    noGrad { self[.ellipsis] = initializer(shape, dtype: dtype) }
  }
}

extension Initializer {
  public static func constant(_ value: Double) -> Initializer {
    Initializer { shape, dtype in .full(shape, value, dtype: dtype) }
  }

  public static var zeros: Initializer { .constant(0) }
  public static var ones: Initializer { .constant(1) }

  /// Numbers spread evenly over `low ..< high`.
  public static func uniform(_ low: Double = 0, _ high: Double = 1) -> Initializer {
    Initializer { shape, dtype in .rand(shape, dtype: dtype) * (high - low) + low }
  }

  public static func normal(mean: Double = 0, standardDeviation: Double = 1) -> Initializer {
    Initializer { shape, dtype in .randn(shape, dtype: dtype) * standardDeviation + mean }
  }
}
