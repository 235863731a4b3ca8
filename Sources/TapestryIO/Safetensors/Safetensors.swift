import TapestryCore

/// Files of named tensors in the [safetensors](https://github.com/huggingface/safetensors) format,
/// which PyTorch, JAX and others read and write too.
///
/// ```swift
/// try Safetensors.save(model.stateDict(), to: "model.safetensors")
/// let weights = try Safetensors.load("model.safetensors")
/// ```
///
/// A file is not trusted: whatever it claims about sizes and places is checked before any memory is taken for
/// it. All of ``DType`` is read and written; the format's other types are an error.
///
/// A model in several files is read through its index, `model.safetensors.index.json`, beside which they lie.
public enum Safetensors {
  /// The tensors of a file by name, with the dtypes that they have there.
  ///
  /// - Throws: ``FileError``, which names the file and the reason.
  /// - Complexity: O(size of the file); each tensor is read straight into its own memory.
  public static func load(_ path: String) throws(FileError) -> [String: Tensor] {
    if path.hasSuffix(indexSuffix) { return try loadIndexed(path) }
    let file = try InputFile(path)
    let header = try SafetensorsHeader(of: file)
    var tensors: [String: Tensor] = [:]
    tensors.reserveCapacity(header.entries.count)
    for entry in header.entries {
      tensors[entry.name] = try Tensor(
        shape: entry.shape, dtype: entry.dtype, named: quoted(entry.name), in: path
      ) { bytes throws(FileError) in try file.read(entry.range, into: bytes) }
    }
    return tensors
  }

  /// The file's `__metadata__`, the strings that its writer put beside the tensors; empty where there are none.
  ///
  /// Only the header is read.
  public static func metadata(of path: String) throws(FileError) -> [String: String] {
    try SafetensorsHeader(of: InputFile(path)).metadata
  }

  /// Writes tensors to a file, replacing one of the same name as a whole or not at all.
  ///
  /// The bytes are those that the format's reference implementation writes: the widest types first, then by
  /// name, the header padded to a multiple of 8.
  ///
  /// - Parameter metadata: strings to keep beside the tensors.
  /// - Throws: ``FileError`` if the file cannot be written, or a tensor is called `__metadata__`.
  public static func save(
    _ tensors: [String: Tensor], to path: String, metadata: [String: String] = [:]
  ) throws(FileError) {
    guard tensors[SafetensorsHeader.metadataKey] == nil else {
      throw FileError(
        path, .malformed, "no tensor can be called \(SafetensorsHeader.metadataKey)")
    }
    let sorted = tensors.sorted { a, b in
      let (p, q) = (a.value.dtype.safetensorsRank, b.value.dtype.safetensorsRank)
      return p != q ? p > q : a.key.utf8.lexicographicallyPrecedes(b.key.utf8)
    }
    let header = SafetensorsHeader.text(
      for: sorted.map { ($0.key, $0.value.dtype, Array($0.value.shape)) }, metadata: metadata)
    let file = try AtomicFile(path)
    try file.write(header)
    for (_, tensor) in sorted {
      try tensor.withBytes { bytes throws(FileError) in try file.write(bytes) }
    }
    try file.commit()
  }
}
