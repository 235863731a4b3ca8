import TapestryCore

/// In training, zeroes each element with a probability and scales the others so that the expected value stays; in
/// evaluation, passes on what comes. `torch.nn.Dropout`; Srivastava et al., 2014.
public final class Dropout: Module, Layer {
  public var probability: Double

  public init(
    _ probability: Double = 0.5, file: StaticString = #fileID, line: UInt = #line
  ) {
    demand(
      (0...1).contains(probability), "Dropout: a probability of \(probability)", file: file,
      line: line)
    self.probability = probability
    super.init()
  }

  public override var details: String { "\(probability)" }

  public func forward(_ x: Tensor) -> Tensor {
    isTraining ? dropout(x, probability: probability) : x
  }
}
