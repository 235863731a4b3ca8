import TapestryCore

/// Files of named tensors in the format that their name's extension says.
///
/// | Extension | Format |
/// | --- | --- |
/// | `.safetensors` | ``Safetensors`` |
/// | `.safetensors.index.json` | ``Safetensors`` in several files; read only |
/// | `.pt`, `.pth`, `.bin` | ``PyTorchFile`` |
/// | `.npz` | ``NPZ`` |
public enum TensorFile {
  private enum Format {
    case safetensors, safetensorsIndex, pyTorch, numPy

    init(_ path: String) throws(FileError) {
      let suffixes: [(String, Format)] = [
        (".safetensors", .safetensors), (Safetensors.indexSuffix, .safetensorsIndex),
        (".pt", .pyTorch), (".pth", .pyTorch), (".bin", .pyTorch), (".npz", .numPy),
      ]
      guard let known = suffixes.first(where: { path.hasSuffix($0.0) }) else {
        let names = suffixes.map(\.0).joined(separator: ", ")
        throw FileError(
          path, .unsupported, "its name says no format of tensors; known are \(names)")
      }
      self = known.1
    }
  }

  /// The tensors of a file by name.
  ///
  /// - Throws: ``FileError``, `.unsupported` for other extensions.
  public static func load(_ path: String) throws(FileError) -> [String: Tensor] {
    switch try Format(path) {
    case .safetensors, .safetensorsIndex: try Safetensors.load(path)
    case .pyTorch: try PyTorchFile.load(path)
    case .numPy: try NPZ.load(path)
    }
  }

  /// Writes tensors to a file, replacing one of the same name as a whole or not at all.
  ///
  /// - Throws: ``FileError``, `.unsupported` for other extensions.
  public static func save(_ tensors: [String: Tensor], to path: String) throws(FileError) {
    switch try Format(path) {
    case .safetensors: try Safetensors.save(tensors, to: path)
    case .pyTorch: try PyTorchFile.save(tensors, to: path)
    case .numPy: try NPZ.save(tensors, to: path)
    case .safetensorsIndex:
      throw FileError(path, .unsupported, "tensors are written to one file, not to several")
    }
  }
}
