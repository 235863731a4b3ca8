import TapestryCore

/// Files of one array in NumPy's `.npy` format.
///
/// ```swift
/// let labels = try NPY.load("labels.npy")
/// try NPY.save(predictions, to: "predictions.npy")
/// ```
///
/// Read are versions 1 to 3, row-major and column-major order and both byte orders, of float16 to float64, int8 to int64,
/// uint8 and bool; other types, among them Python objects, are errors. ``NPZ`` is for several arrays.
public enum NPY {
  /// The array of a file; one in column-major order is a transposed view.
  ///
  /// - Throws: ``FileError``, which names the file and the reason.
  public static func load(_ path: String) throws(FileError) -> Tensor {
    let file = try InputFile(path)
    let start = try file.bytes(in: 0..<min(NPYHeader.startCount, file.count))
    let text = try NPYHeader.place(in: start, count: file.count, file: path)
    let header = try NPYHeader(
      file.bytes(in: text), dataCount: file.count - text.upperBound, file: path)
    return try header.tensor(file: path) { bytes throws(FileError) in
      try file.read(text.upperBound..<file.count, into: bytes)
    }
  }

  /// Writes a tensor to a file in row-major order, replacing one of the same name as a whole or not at all.
  ///
  /// NumPy has no bfloat16: such a tensor is written as float32, which holds all its numbers.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public static func save(_ tensor: Tensor, to path: String) throws(FileError) {
    let tensor = tensor.forNumPy
    let file = try AtomicFile(path)
    try file.write(NPYHeader.bytes(tensor.dtype, tensor.shape))
    try tensor.withBytes { bytes throws(FileError) in try file.write(bytes) }
    try file.commit()
  }
}

extension Tensor {
  /// These elements in a dtype that NumPy has.
  var forNumPy: Tensor { dtype == .bfloat16 ? detach().cast(to: .float32) : self }
}
