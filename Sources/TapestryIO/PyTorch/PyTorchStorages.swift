import TapestryCore

/// The memory that a PyTorch file's tensors look at: each storage is read once, whatever the number of its views.
final class PyTorchStorages {
  /// What the names of the archive's entries begin with, a slash included.
  private let root: String
  private let archive: ZipArchive
  private let isByteSwapped: Bool
  private var read: [String: Tensor] = [:]

  init(_ archive: ZipArchive, root: String, isByteSwapped: Bool) {
    self.archive = archive
    self.root = root
    self.isByteSwapped = isByteSwapped
  }

  /// A view of a storage, after checks that it stays inside.
  func tensor(
    _ reference: StorageReference, offset: Int, sizes: [Int], strides: [Int]
  ) throws(FileError) -> Tensor {
    let storage = try storage(reference)
    guard sizes.count == strides.count, offset >= 0, sizes.allSatisfy({ $0 >= 0 }),
      strides.allSatisfy({ $0 >= 0 }), let last = Self.lastPlace(offset, sizes, strides),
      byteCount(of: sizes, reference.dtype) != nil
    else {
      throw FileError(
        file, .malformed,
        "a tensor has the absurd sizes \(sizes), strides \(strides) and offset \(offset)")
    }
    guard sizes.count <= Shape.maximumRank else {
      throw FileError(
        file, .unsupported,
        "a tensor has \(sizes.count) axes, at most \(Shape.maximumRank) are possible")
    }
    guard sizes.contains(0) || last < storage.count else {
      throw FileError(
        file, .malformed,
        "a tensor of sizes \(sizes) and strides \(strides) at \(offset) reaches beyond the \(storage.count) elements of its storage"
      )
    }
    return Tensor(
      viewOf: storage, shape: Shape(sizes), strides: Strides(strides),
      offset: sizes.contains(0) ? 0 : offset, keepsBase: false)
  }

  /// The greatest place that a view looks at; nil where it is beyond an integer.
  private static func lastPlace(_ offset: Int, _ sizes: [Int], _ strides: [Int]) -> Int? {
    var last = offset
    for (size, stride) in zip(sizes, strides) {
      let (span, overflow) = max(size - 1, 0).multipliedReportingOverflow(by: stride)
      let (sum, carry) = last.addingReportingOverflow(span)
      if overflow || carry { return nil }
      last = sum
    }
    return last
  }

  private var file: String { archive.file.name }

  private func storage(_ reference: StorageReference) throws(FileError) -> Tensor {
    if let known = read[reference.key] {
      guard known.dtype == reference.dtype, known.count == reference.count else {
        throw FileError(
          file, .malformed,
          "the storage \(quoted(reference.key)) is once \(known.count) of \(known.dtype) and once \(reference.count) of \(reference.dtype)"
        )
      }
      return known
    }
    let name = "\(root)data/\(reference.key)"
    guard let entry = archive.entries[name] else {
      throw FileError(file, .malformed, "the archive lacks the storage \(quoted(name))")
    }
    guard reference.count >= 0,
      byteCount(of: [reference.count], reference.dtype) == entry.count
    else {
      throw FileError(
        file, .malformed,
        "the storage \(quoted(name)) has \(entry.count) bytes, not \(reference.count) elements of \(reference.dtype)"
      )
    }
    let storage = try Tensor(
      shape: [reference.count], dtype: reference.dtype, named: "the storage \(quoted(name))",
      in: file, isByteSwapped: isByteSwapped
    ) { bytes throws(FileError) in try archive.read(entry, into: bytes) }
    read[reference.key] = storage
    return storage
  }
}
