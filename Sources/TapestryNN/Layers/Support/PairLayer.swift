import TapestryCore

/// A module that maps two tensors to one, and is called like a function: `layer(a, b)`. Hooks see the first.
public protocol PairLayer: Module {
  /// The computation itself. Call the layer, not this, so that messages name the layer.
  func forward(_ a: Tensor, _ b: Tensor) -> Tensor
}

extension PairLayer {
  public func callAsFunction(
    _ a: Tensor, _ b: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(a, file: file, line: line) { forward($0, b) }
  }
}
