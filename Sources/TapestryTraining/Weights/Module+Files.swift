import TapestryCore
import TapestryIO
import TapestryNN

extension Module {
  /// Reads the parameters and buffers from a file, whose extension says its format; see ``TensorFile``.
  ///
  /// ```swift
  /// try model.load(from: "resnet18.pth")
  /// ```
  ///
  /// A convolution's or a linear layer's weights of PyTorch's fit as they are. Values are cast to the dtypes of the module.
  ///
  /// - Parameters:
  ///   - strict: whether a missing or unexpected name is an error. A wrong shape always is.
  ///   - prefix: names that begin so are looked at, and without it, and the others are not.
  /// - Returns: what was missing and unexpected, where `strict` is false.
  /// - Throws: ``FileError`` or ``StateDictMismatch``, with nothing changed.
  @discardableResult
  public final func load(
    from path: String, strict: Bool = true, prefix: String = ""
  ) throws -> StateDictMismatch {
    try load(TensorFile.load(path), strict: strict, prefix: prefix)
  }

  /// Writes the parameters and persistent buffers to a file, whose extension says its format; see ``TensorFile``.
  ///
  /// - Throws: ``FileError``; a file that was there is then as it was.
  public final func save(to path: String) throws(FileError) {
    try TensorFile.save(stateDict(), to: path)
  }
}
