import TapestryCore

/// Writes the pickle of a state dict, in protocol 2.
struct Pickler {
  private var bytes: [UInt8] = []

  /// The program that makes a dictionary of tensors, of which each has the storage of its index.
  static func stateDict(_ tensors: [(key: String, value: Tensor)]) -> [UInt8] {
    var pickler = Pickler()
    pickler.bytes = [0x80, 2]
    pickler.orderedDictionary()
    pickler.put("(")
    for (index, (name, tensor)) in tensors.enumerated() {
      pickler.string(name)
      pickler.tensor(tensor, storage: index)
    }
    pickler.put("u.")
    return pickler.bytes
  }

  private mutating func put(_ instructions: String) { bytes += Array(instructions.utf8) }

  private mutating func global(_ module: String, _ name: String) { put("c\(module)\n\(name)\n") }

  private mutating func orderedDictionary() {
    global("collections", "OrderedDict")
    put(")R")
  }

  private mutating func string(_ text: String) {
    put("X")
    bytes += littleEndian(text.utf8.count, 4) + Array(text.utf8)
  }

  private mutating func integer(_ value: Int) {
    if let small = Int32(exactly: value) {
      put("J")
      bytes += littleEndian(Int(small), 4)
    } else {
      bytes += [0x8a, 8] + littleEndian(value, 8)
    }
  }

  private mutating func tuple(_ values: some Sequence<Int>) {
    put("(")
    for value in values { integer(value) }
    put("t")
  }

  private mutating func tensor(_ tensor: Tensor, storage: Int) {
    global("torch._utils", "_rebuild_tensor_v2")
    put("((")
    string("storage")
    global("torch", tensor.dtype.pyTorchStorage)
    string("\(storage)")
    string("cpu")
    integer(tensor.count)
    put("tQ")
    integer(0)
    tuple(tensor.shape)
    tuple(tensor.shape.contiguousStrides)
    bytes.append(0x89)
    orderedDictionary()
    put("tR")
  }
}
