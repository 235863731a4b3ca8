import TapestryCore

/// Files of `torch.save`, `.pt` and `.pth`, read without Python and without running any of the code that they can hold.
///
/// ```swift
/// try model.load(PyTorchFile.load("resnet18.pth"))
/// try PyTorchFile.save(model.stateDict(), to: "model.pt")   // torch.load("model.pt", weights_only=True)
/// ```
///
/// Such a file is a zip archive of the tensors' memory and of a pickle, a program that builds the values around them. It is
/// carried out by a machine that knows plain values and tensors alone: whatever else it asks for, such as a function to call,
/// is an error that names it, as with `weights_only=True`. What the file claims about sizes and places is checked before any
/// memory is taken.
///
/// Tensors that look at the same memory in the file do so here too. None of them asks for a gradient. Integers beyond 64 bits, complex
/// and quantized tensors and those with more than 8 axes are errors, and so are what PyTorch wrote before version 1.6 and archives that
/// somebody deflated to less than a 64th, where that is more than 16 MiB.
public enum PyTorchFile {
  private static let groups = ["state_dict", "model", "model_state_dict"]

  /// The tensors of a state dict by name, with the dtypes that they have there.
  ///
  /// The file holds the state dict itself, or a checkpoint that has one under `state_dict`, `model` or `model_state_dict`.
  ///
  /// - Throws: ``FileError``, which names the file and the reason.
  public static func load(_ path: String) throws(FileError) -> [String: Tensor] {
    let contents = try contents(of: path)
    let candidates = [contents] + groups.compactMap { contents[$0] }
    for case .dictionary(let entries) in candidates {
      let tensors = entries.compactMapValues(\.tensor)
      if tensors.count == entries.count { return tensors }
    }
    throw FileError(
      path, .unsupported,
      "holds no dictionary of tensors, itself or under \(groups.joined(separator: ", ")); look at PyTorchFile.contents(of:)"
    )
  }

  /// All that a file holds.
  ///
  /// - Throws: ``FileError``, which names the file and the reason.
  public static func contents(of path: String) throws(FileError) -> PyTorchValue {
    try checkFormat(path)
    // PyTorch deflates nothing, and weights hardly get smaller where others did.
    let archive = try ZipArchive(path)
    guard let name = archive.entries.keys.filter({ $0.hasSuffix("/data.pkl") }).sorted().first,
      let pickle = archive.entries[name]
    else {
      throw FileError(path, .malformed, "a zip archive without a data.pkl: not of torch.save")
    }
    // Storages weigh more than the pickle that names them; a pickle that grows beyond the whole file is a bomb.
    guard pickle.count <= max(archive.file.count, 1 << 20) else {
      throw FileError(path, .tooLarge, "its pickle claims \(pickle.count) bytes")
    }
    let root = String(name.dropLast("data.pkl".count))
    let storages = PyTorchStorages(
      archive, root: root, isByteSwapped: try isBigEndian(archive, root))
    var machine = Unpickler(try archive.bytes(of: pickle), file: path, storages: storages)
    let result = try machine.run()
    var tree = PickleTree(machine.arena, file: path)
    return try tree.value(of: result)
  }

  /// Says what a file of another format is.
  private static func checkFormat(_ path: String) throws(FileError) {
    let file = try InputFile(path)
    let start = try file.bytes(in: 0..<min(4, file.count))
    if start == ZipArchive.signature { return }
    guard start.starts(with: [0x80]) else {
      throw FileError(path, .wrongMagic, "not a file of torch.save")
    }
    throw FileError(
      path, .unsupported,
      "is in PyTorch's format from before version 1.6, which is a program and no archive; load it in PyTorch and torch.save it anew"
    )
  }

  private static func isBigEndian(
    _ archive: ZipArchive, _ root: String
  ) throws(FileError) -> Bool {
    guard let entry = archive.entries["\(root)byteorder"] else { return false }
    let order = entry.count <= 6 ? try archive.bytes(of: entry) : []
    if order.elementsEqual("little".utf8) { return false }
    if order.elementsEqual("big".utf8) { return true }
    throw FileError(archive.file.name, .malformed, "its byte order is neither little nor big")
  }

  /// Writes tensors to a file that `torch.load` reads, with `weights_only=True` too; it replaces one of the same name as a whole
  /// or not at all.
  ///
  /// Each tensor is written with memory of its own, in row-major order.
  ///
  /// - Throws: ``FileError`` if the file cannot be written.
  public static func save(
    _ tensors: [String: Tensor], to path: String
  ) throws(FileError) {
    let sorted = tensors.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    // The alignment is that of PyTorch's own writer.
    var archive = try ZipWriter(path, alignment: 64)
    try archive.add("archive/data.pkl", Pickler.stateDict(sorted))
    try archive.add("archive/byteorder", Array("little".utf8))
    for (index, (_, tensor)) in sorted.enumerated() {
      try tensor.withBytes { bytes throws(FileError) in
        try archive.add("archive/data/\(index)", bytes)
      }
    }
    try archive.add("archive/version", Array("3\n".utf8))
    try archive.commit()
  }
}
