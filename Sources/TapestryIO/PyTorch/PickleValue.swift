import TapestryCore

/// A value on the stack of the ``Unpickler``.
///
/// Containers stand for their place in the ``PickleArena``: values do not own each other, so that neither depth nor a cycle
/// costs anything when they are let go.
enum PickleValue {
  case none
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case bytes([UInt8])
  case list(Int)
  case tuple(Int)
  case dictionary(Int)
  case global(PickleGlobal)
  /// Not yet read.
  indirect case storage(StorageReference)
  case tensor(Tensor)
}

/// The memory of some tensors, as the pickle names it.
struct StorageReference {
  let key: String
  let dtype: DType
  /// The number of elements.
  let count: Int
}

/// The containers that a pickle makes.
struct PickleArena {
  struct Pairs {
    var keys: [PickleValue] = []
    var values: [PickleValue] = []
    /// Whether it may be given attributes, which are passed over.
    var isOrdered = false
  }

  /// Lists and tuples.
  var sequences: [[PickleValue]] = []
  /// How deep tuples are nested in each of them, as far as that was known when it was made.
  private(set) var heights: [Int] = []
  var dictionaries: [Pairs] = []

  mutating func add(_ elements: [PickleValue]) -> Int {
    var height = 1
    for case .tuple(let place) in elements { height = max(height, heights[place] + 1) }
    heights.append(height)
    sequences.append(elements)
    return sequences.count - 1
  }

  mutating func addDictionary(isOrdered: Bool) -> Int {
    dictionaries.append(Pairs(isOrdered: isOrdered))
    return dictionaries.count - 1
  }
}
