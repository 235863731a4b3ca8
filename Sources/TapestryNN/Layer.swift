import TapestryCore

/// A module that maps one tensor to one tensor, and is called like a function: `layer(x)`.
public protocol Layer: Module {
  /// The computation itself. Call the layer, not this, so that hooks run and messages name the layer.
  func forward(_ x: Tensor) -> Tensor
}

extension Layer {
  public func callAsFunction(
    _ x: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(x, file: file, line: line) { forward($0) }
  }
}
