import TapestryCore

/// What the dropout layers have in common: a probability, and rest in evaluation.
public class DropoutLayer: Module {
  public var probability: Double

  public init(
    _ probability: Double = 0.5, file: StaticString = #fileID, line: UInt = #line
  ) {
    LayerCheck("\(Self.self)", file: file, line: line).probability(probability)
    self.probability = probability
    super.init()
  }

  public override var details: String { "\(probability)" }
}
