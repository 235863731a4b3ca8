import TapestryCore

/// Files of several arrays by name in NumPy's `.npz` format: a zip archive of what ``NPY`` reads and writes.
///
/// ```swift
/// try NPZ.save(["images": images, "labels": labels], to: "data.npz", compressed: true)
/// let data = try NPZ.load("data.npz")
/// ```
public enum NPZ {
  private static let suffix = ".npy"

  /// The arrays of a file by name.
  ///
  /// Compressed arrays of more than 16 MiB together that take less than a 64th of it in the file count as an attack: save such ones
  /// uncompressed.
  ///
  /// - Throws: ``FileError``, which names the file and the reason.
  public static func load(_ path: String) throws(FileError) -> [String: Tensor] {
    let archive = try ZipArchive(path)
    var tensors: [String: Tensor] = [:]
    for (name, entry) in archive.entries {
      guard name.hasSuffix(suffix) else {
        throw FileError(path, .unsupported, "holds \(quoted(name)), which is no array")
      }
      // Errors speak of the file and the entry in it.
      let file = "\(path): \(name)"
      do throws(FileError) {
        tensors[String(name.dropLast(suffix.count))] = try tensor(archive.bytes(of: entry), file)
      } catch {
        throw FileError(
          path, error.reason, error.file == file ? "\(quoted(name)) \(error.detail)" : error.detail)
      }
    }
    return tensors
  }

  private static func tensor(_ bytes: [UInt8], _ file: String) throws(FileError) -> Tensor {
    let text = try NPYHeader.place(
      in: Array(bytes.prefix(NPYHeader.startCount)), count: bytes.count, file: file)
    let data = bytes[text.upperBound...]
    let header = try NPYHeader(Array(bytes[text]), dataCount: data.count, file: file)
    return try header.tensor(file: file) { buffer throws(FileError) in
      buffer.copyBytes(from: data)
    }
  }

  /// Writes tensors to a file, replacing one of the same name as a whole or not at all.
  ///
  /// bfloat16 is written as float32, see ``NPY/save(_:to:)``.
  ///
  /// - Parameter compressed: whether arrays are deflated, as `numpy.savez_compressed` does.
  /// - Throws: ``FileError`` if the file cannot be written.
  public static func save(
    _ tensors: [String: Tensor], to path: String, compressed: Bool = false
  ) throws(FileError) {
    var archive = try ZipWriter(path)
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      let tensor = tensor.forNumPy
      let bytes = tensor.withBytes { NPYHeader.bytes(tensor.dtype, tensor.shape) + Array($0) }
      try archive.add(name + suffix, bytes, isDeflated: compressed)
    }
    try archive.commit()
  }
}
