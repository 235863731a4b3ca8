import TapestryCore

/// A module that compares predictions with what was wanted, and is called like a function: `loss(predictions, targets)`.
public protocol Loss: Module {
  func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor
}

extension Loss {
  public func callAsFunction(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(file: file, line: line) { forward(predictions, targets) }
  }
}
