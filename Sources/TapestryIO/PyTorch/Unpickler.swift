import TapestryCore

/// Reads a pickle as far as `torch.save` writes them, in protocols 2 to 5, and runs nothing in it.
///
/// A pickle is a program for a stack machine, which Python lets call any function. This machine knows the few instructions that
/// build plain values, and of functions those of ``PickleGlobal``, which it carries out itself. Everything else is an error.
/// Each instruction makes at most one value, so that memory is bounded by the pickle's size, and nothing recurses.
struct Unpickler {
  private var reader: ByteReader
  private(set) var arena = PickleArena()
  private var stack: [PickleValue] = []
  /// Where in the stack the open groups begin.
  private var marks: [Int] = []
  private var memo: [Int: PickleValue] = [:]
  private let file: String
  private let storages: PyTorchStorages

  /// Of values and marks: Python piles up a thousand values for each level of nesting, and what a tuple holds.
  private static let maximumStack = 1 << 17

  init(_ bytes: [UInt8], file: String, storages: PyTorchStorages) {
    reader = ByteReader(bytes, file: file)
    self.file = file
    self.storages = storages
  }

  /// Runs the program up to its end and gives the value that it made.
  mutating func run() throws(FileError) -> PickleValue {
    while true {
      let code = try byte()
      if code == UInt8(ascii: ".") { break }
      guard let instruction = Instruction(rawValue: code) else {
        throw FileError(
          file, .unsupported,
          "the pickle has the instruction 0x\(String(code, radix: 16)) at byte \(reader.offset - 1), which tensors do not need"
        )
      }
      try perform(instruction)
      let pile = stack.count + marks.count
      guard pile <= Unpickler.maximumStack else {
        throw FileError(file, .tooLarge, "the pickle piles up more than \(pile - 1) values")
      }
    }
    guard stack.count == 1, marks.isEmpty else {
      throw malformed("it ends with \(stack.count) values on its stack")
    }
    return stack[0]
  }

  private mutating func perform(_ instruction: Instruction) throws(FileError) {
    switch instruction {
    case .protocol:
      let version = try byte()
      guard (2...5).contains(version) else {
        throw FileError(file, .unsupported, "the pickle has protocol \(version), not 2 to 5")
      }
    case .frame: _ = try count(UInt64.self)
    case .mark: marks.append(stack.count)
    case .pop: _ = try pop()
    case .popMark: _ = try popGroup()

    case .none: stack.append(.none)
    case .true: stack.append(.bool(true))
    case .false: stack.append(.bool(false))
    case .int1: stack.append(.integer(Int(try byte())))
    case .int2: stack.append(.integer(Int(try number(UInt16.self))))
    case .int4: stack.append(.integer(Int(Int32(bitPattern: try number(UInt32.self)))))
    case .long1: stack.append(.integer(try long(Int(byte()))))
    case .long4: stack.append(.integer(try long(count(UInt32.self))))
    case .float:
      let bits = try reader.integer(UInt64.self, .big, for: "a number of the pickle")
      stack.append(.number(Double(bitPattern: bits)))
    case .string1, .utf81: stack.append(.string(try text(Int(byte()))))
    case .string4, .utf84: stack.append(.string(try text(count(UInt32.self))))
    case .utf88: stack.append(.string(try text(count(UInt64.self))))
    case .bytes1: stack.append(.bytes(try bytes(Int(byte()))))
    case .bytes4: stack.append(.bytes(try bytes(count(UInt32.self))))
    case .bytes8: stack.append(.bytes(try bytes(count(UInt64.self))))

    case .emptyTuple: try pushTuple([])
    case .tuple1: try pushTuple([pop()])
    case .tuple2: try pushTuple(pop(2))
    case .tuple3: try pushTuple(pop(3))
    case .tuple: try pushTuple(popGroup())
    case .emptyList: stack.append(.list(arena.add([])))
    case .append: try append(CollectionOfOne(pop()))
    case .appends: try append(popGroup())
    case .emptyDictionary: stack.append(.dictionary(arena.addDictionary(isOrdered: false)))
    case .setItem: try set(pop(2))
    case .setItems: try set(popGroup())

    case .put1: try remember(Int(byte()))
    case .put4: try remember(count(UInt32.self))
    case .memoize: try remember(memo.count)
    case .get1: try recall(Int(byte()))
    case .get4: try recall(count(UInt32.self))

    case .global:
      let module = try line()
      stack.append(.global(try global(module, line())))
    case .stackGlobal:
      let names = try pop(2)
      guard case .string(let module) = names[0], case .string(let name) = names[1] else {
        throw malformed("a global is not named by two strings")
      }
      stack.append(.global(try global(module, name)))
    case .persistent: stack.append(.storage(try storage(pop())))
    case .reduce: try reduce()
    case .build: try build()
    }
  }
}

// MARK: - Operands

extension Unpickler {
  func malformed(_ detail: String) -> FileError {
    FileError(file, .malformed, "bad pickle before byte \(reader.offset): \(detail)")
  }

  private mutating func byte() throws(FileError) -> UInt8 {
    try reader.integer(UInt8.self, .little, for: "the pickle")
  }

  private mutating func number<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type
  ) throws(FileError) -> T {
    try reader.integer(type, .little, for: "a number of the pickle")
  }

  /// A length; one beyond an integer is no less wrong than one past the end.
  private mutating func count<T: FixedWidthInteger & UnsignedInteger>(
    _ type: T.Type
  ) throws(FileError) -> Int {
    Int(clamping: try number(type))
  }

  private mutating func bytes(_ count: Int) throws(FileError) -> [UInt8] {
    Array(try reader.slice(count, for: "a value of the pickle"))
  }

  private mutating func text(_ count: Int) throws(FileError) -> String {
    let field = "a string of the pickle"
    return try reader.text(reader.slice(count, for: field), for: field)
  }

  /// An integer of some bytes in two's complement, the least first.
  private mutating func long(_ count: Int) throws(FileError) -> Int {
    let slice = try reader.slice(count, for: "an integer of the pickle")
    guard count <= 8 else {
      throw FileError(file, .unsupported, "the pickle has an integer of more than 64 bits")
    }
    if count == 0 { return 0 }
    let bits = slice.reversed().reduce(0) { $0 << 8 | Int($1) }
    let unused = 64 - 8 * count
    return (bits << unused) >> unused
  }

  private mutating func line() throws(FileError) -> String {
    let line = reader.run { $0 != UInt8(ascii: "\n") }
    _ = try byte()
    return try reader.text(line, for: "a name of the pickle")
  }
}

// MARK: - Stack and memo

extension Unpickler {
  private mutating func pop() throws(FileError) -> PickleValue {
    guard stack.count > marks.last ?? 0 else { throw malformed("its stack is empty") }
    return stack.removeLast()
  }

  /// The topmost values, which must not reach into what was there before the innermost mark.
  private mutating func pop(_ count: Int) throws(FileError) -> [PickleValue] {
    guard stack.count - count >= marks.last ?? 0 else { throw malformed("its stack is empty") }
    let values = Array(stack.suffix(count))
    stack.removeLast(count)
    return values
  }

  private mutating func pushTuple(_ elements: [PickleValue]) throws(FileError) {
    let place = arena.add(elements)
    guard arena.heights[place] <= PickleTree.maximumHeight else { throw PickleTree.tooDeep(file) }
    stack.append(.tuple(place))
  }

  /// All values above the innermost mark, which goes.
  private mutating func popGroup() throws(FileError) -> [PickleValue] {
    guard let mark = marks.popLast() else { throw malformed("a group has no beginning") }
    let values = Array(stack[mark...])
    stack.removeLast(stack.count - mark)
    return values
  }

  private mutating func append(_ values: some Collection<PickleValue>) throws(FileError) {
    guard case .list(let place)? = stack.last else {
      throw malformed("it appends to something other than a list")
    }
    arena.sequences[place] += values
  }

  private mutating func set(_ values: [PickleValue]) throws(FileError) {
    guard case .dictionary(let place)? = stack.last, values.count.isMultiple(of: 2) else {
      throw malformed("it puts pairs into something other than a dictionary")
    }
    for index in stride(from: 0, to: values.count, by: 2) {
      arena.dictionaries[place].keys.append(values[index])
      arena.dictionaries[place].values.append(values[index + 1])
    }
  }

  private mutating func remember(_ place: Int) throws(FileError) {
    guard let value = stack.last else { throw malformed("it remembers nothing") }
    memo[place] = value
  }

  private mutating func recall(_ place: Int) throws(FileError) {
    guard let value = memo[place] else { throw malformed("it recalls what it does not know") }
    stack.append(value)
  }
}

// MARK: - What refers outside the pickle

extension Unpickler {
  private func global(_ module: String, _ name: String) throws(FileError) -> PickleGlobal {
    guard let global = PickleGlobal(module: module, name: name) else {
      throw FileError(
        file, .unsupported,
        "the pickle asks for the global \(quoted("\(module).\(name)")), which is none of those that tensors need; nothing was run"
      )
    }
    return global
  }

  /// Reads `('storage', type, key, device, count)`.
  private func storage(_ value: PickleValue) throws(FileError) -> StorageReference {
    guard case .tuple(let place) = value, arena.sequences[place].count == 5,
      case .string("storage") = arena.sequences[place][0],
      case .global(.storage(let dtype)) = arena.sequences[place][1],
      case .string(let key) = arena.sequences[place][2],
      case .integer(let count) = arena.sequences[place][4],
      key.utf8.count <= PickleTree.longestKey
    else { throw malformed("a persistent object is not a storage") }
    return StorageReference(key: key, dtype: dtype, count: count)
  }

  private mutating func reduce() throws(FileError) {
    let operands = try pop(2)
    guard case .global(let global) = operands[0], case .tuple(let place) = operands[1] else {
      throw malformed("it calls something that is not a global")
    }
    let arguments = arena.sequences[place]
    switch (global, arguments.count) {
    case (.orderedDictionary, 0):
      stack.append(.dictionary(arena.addDictionary(isOrdered: true)))
    case (.counter, 1):
      guard case .dictionary = arguments[0] else { throw malformed("a Counter of no dictionary") }
      stack.append(arguments[0])
    case (.size, 1):
      guard case .tuple = arguments[0] else { throw malformed("a torch.Size of no tuple") }
      stack.append(arguments[0])
    case (.device, 1...2): stack.append(.string(try device(arguments)))
    case (.tensor, 6...7): stack.append(.tensor(try tensor(arguments)))
    case (.parameter, 3), (.parameterWithState, 4):
      guard case .tensor = arguments[0] else { throw malformed("a parameter of no tensor") }
      stack.append(arguments[0])
    default:
      throw malformed("it calls \(global) with \(arguments.count) arguments")
    }
  }

  private func device(_ arguments: [PickleValue]) throws(FileError) -> String {
    // Each call makes a new string of it.
    guard case .string(let kind) = arguments[0], kind.utf8.count <= 16 else {
      throw malformed("a device without a name")
    }
    if arguments.count == 1 { return kind }
    guard case .integer(let index) = arguments[1] else {
      throw malformed("a device without a number")
    }
    return "\(kind):\(index)"
  }

  /// Makes the tensor of `(storage, offset, sizes, strides, …)`. Whether it asked for a gradient, and its hooks, do not count.
  private func tensor(_ arguments: [PickleValue]) throws(FileError) -> Tensor {
    guard case .storage(let storage) = arguments[0], case .integer(let offset) = arguments[1],
      case .tuple(let sizes) = arguments[2], case .tuple(let strides) = arguments[3]
    else { throw malformed("a tensor is not made of a storage, an offset, sizes and strides") }
    return try storages.tensor(
      storage, offset: offset, sizes: try integers(sizes), strides: try integers(strides))
  }

  private func integers(_ place: Int) throws(FileError) -> [Int] {
    var integers: [Int] = []
    for value in arena.sequences[place] {
      guard case .integer(let integer) = value else {
        throw malformed("a size or stride is not an integer")
      }
      integers.append(integer)
    }
    return integers
  }

  /// State dicts carry the versions of their modules as an attribute, which is passed over; nothing else has attributes.
  private mutating func build() throws(FileError) {
    let state = try pop()
    guard case .dictionary = state, case .dictionary(let place)? = stack.last,
      arena.dictionaries[place].isOrdered
    else {
      throw FileError(
        file, .unsupported, "the pickle sets the state of something other than an OrderedDict")
    }
  }
}

/// The instructions of pickles that `torch.save` writes.
private enum Instruction: UInt8 {
  case `protocol` = 0x80
  case frame = 0x95
  case mark = 0x28
  case pop = 0x30
  case popMark = 0x31

  case none = 0x4e
  case `true` = 0x88
  case `false` = 0x89
  case int1 = 0x4b
  case int2 = 0x4d
  case int4 = 0x4a
  case long1 = 0x8a
  case long4 = 0x8b
  case float = 0x47
  case string1 = 0x55
  case string4 = 0x54
  case utf81 = 0x8c
  case utf84 = 0x58
  case utf88 = 0x8d
  case bytes1 = 0x43
  case bytes4 = 0x42
  case bytes8 = 0x8e

  case emptyTuple = 0x29
  case tuple1 = 0x85
  case tuple2 = 0x86
  case tuple3 = 0x87
  case tuple = 0x74
  case emptyList = 0x5d
  case append = 0x61
  case appends = 0x65
  case emptyDictionary = 0x7d
  case setItem = 0x73
  case setItems = 0x75

  case put1 = 0x71
  case put4 = 0x72
  case memoize = 0x94
  case get1 = 0x68
  case get4 = 0x6a

  case global = 0x63
  case stackGlobal = 0x93
  case persistent = 0x51
  case reduce = 0x52
  case build = 0x62
}
