import TapestryCore

/// Divides each element by a power of the mean square of its neighbours in other channels.
///
/// Shapes: input and output `[batch, channels, …]`. `torch.nn.LocalResponseNorm`; Krizhevsky, Sutskever & Hinton, 2012.
public class LocalResponseNorm: Module, Layer {
  public let size: Int
  public let alpha: Double
  public let beta: Double
  public let k: Double

  /// - Parameters:
  ///   - size: the number of channels that the mean is taken over.
  ///   - alpha: what the mean is multiplied by.
  ///   - beta: the power.
  ///   - k: added before the power is taken.
  public init(
    _ size: Int, alpha: Double = 1e-4, beta: Double = 0.75, k: Double = 1,
    file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("\(Self.self)", file: file, line: line).positive(size, "size")
    (self.size, self.alpha, self.beta, self.k) = (size, alpha, beta, k)
    super.init()
  }

  public override var details: String { "\(size), alpha: \(alpha), beta: \(beta), k: \(k)" }

  public func forward(_ x: Tensor) -> Tensor {
    localResponseNorm(x, size: size, alpha: alpha, beta: beta, k: k)
  }
}
