import TapestryCore

/// Makes the tree of values that users see out of what a pickle left in its arena.
///
/// Only the tree can be dangerous where the arena is not: a list may hold itself, and a hundred lists may hold each other twice, whose
/// tree would have 2¹⁰⁰ leaves. Both are errors.
struct PickleTree {
  /// A finished container.
  private struct Branch {
    let value: PyTorchValue
    let height: Int
    /// The number of values in it, those within others included.
    let weight: Int
  }

  static let maximumHeight = 64
  /// In bytes. Keys are hashed wherever they are used, which takes an instruction or two, however long they are.
  static let longestKey = 1024
  private static let maximumWeight = 10_000_000

  private let arena: PickleArena
  private let file: String
  private var sequences: [Branch?]
  private var dictionaries: [Branch?]

  init(_ arena: PickleArena, file: String) {
    self.arena = arena
    self.file = file
    sequences = Array(repeating: nil, count: arena.sequences.count)
    dictionaries = Array(repeating: nil, count: arena.dictionaries.count)
  }

  mutating func value(of root: PickleValue) throws(FileError) -> PyTorchValue {
    try branch(root, depth: 0).value
  }

  /// Recurses no deeper than the largest height.
  private mutating func branch(_ value: PickleValue, depth: Int) throws(FileError) -> Branch {
    switch value {
    case .none: return leaf(.none)
    case .bool(let bool): return leaf(.bool(bool))
    case .integer(let integer): return leaf(.integer(integer))
    case .number(let number): return leaf(.number(number))
    case .string(let string): return leaf(.string(string))
    case .bytes(let bytes): return leaf(.bytes(bytes))
    case .tensor(let tensor): return leaf(.tensor(tensor))
    case .global(.dtype(let dtype)): return leaf(.dtype(dtype))
    case .global, .storage:
      throw FileError(file, .unsupported, "the pickle holds a bare class, function or storage")
    case .list(let place), .tuple(let place):
      if let known = sequences[place] { return try checked(known, depth: depth) }
      var size = (height: 0, weight: 1)
      var elements: [PyTorchValue] = []
      elements.reserveCapacity(arena.sequences[place].count)
      for element in arena.sequences[place] {
        elements.append(try child(element, depth: depth, &size))
      }
      let made = Branch(value: .list(elements), height: size.height, weight: size.weight)
      sequences[place] = made
      return made
    case .dictionary(let place):
      if let known = dictionaries[place] { return try checked(known, depth: depth) }
      var size = (height: 0, weight: 1)
      var entries: [String: PyTorchValue] = [:]
      let pairs = arena.dictionaries[place]
      for (key, value) in zip(pairs.keys, pairs.values) {
        let key = try text(key)
        let child = try child(value, depth: depth, &size)
        guard entries.updateValue(child, forKey: key) == nil else {
          throw FileError(file, .malformed, "a dictionary has the key \(quoted(key)) twice")
        }
      }
      let made = Branch(value: .dictionary(entries), height: size.height, weight: size.weight)
      dictionaries[place] = made
      return made
    }
  }

  private func leaf(_ value: PyTorchValue) -> Branch { Branch(value: value, height: 0, weight: 1) }

  private mutating func child(
    _ value: PickleValue, depth: Int, _ size: inout (height: Int, weight: Int)
  ) throws(FileError) -> PyTorchValue {
    guard depth < Self.maximumHeight else { throw tooDeep }
    let child = try branch(value, depth: depth + 1)
    size.height = max(size.height, child.height + 1)
    size.weight += child.weight
    guard size.weight <= Self.maximumWeight else {
      throw FileError(
        file, .tooLarge, "its values hold each other so often that they are too many")
    }
    return child.value
  }

  private func checked(_ branch: Branch, depth: Int) throws(FileError) -> Branch {
    guard depth + branch.height <= Self.maximumHeight else { throw tooDeep }
    return branch
  }

  private var tooDeep: FileError { Self.tooDeep(file) }

  static func tooDeep(_ file: String) -> FileError {
    FileError(file, .tooLarge, "its values are nested deeper than \(maximumHeight) levels")
  }

  private func text(_ key: PickleValue) throws(FileError) -> String {
    switch key {
    case .string(let string) where string.utf8.count <= Self.longestKey: return string
    case .string:
      throw FileError(
        file, .tooLarge, "a dictionary has a key of more than \(Self.longestKey) bytes")
    case .integer(let integer): return String(integer)
    default:
      throw FileError(
        file, .unsupported, "a dictionary has a key that is neither a string nor an integer")
    }
  }
}
