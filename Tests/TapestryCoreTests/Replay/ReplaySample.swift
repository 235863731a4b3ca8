import Foundation
import TapestryCore

/// One sample of PyTorch's catalogue of operators: what the operator was called with, and what it gave.
///
/// Arguments are asked for by PyTorch's name and, where they may come without it, their position; the input is number 0.
struct ReplaySample {
  let dtype: DType
  let tensors: [Tensor]
  /// Which of `tensors` derivatives were taken by.
  let leaves: [Int]
  let golden: Golden
  /// The results that PyTorch gives for the same numbers in float64, of a sample in another floating-point dtype.
  let exact: [Tensor]
  /// What PyTorch says where it refuses the call.
  let refusal: String?
  let text: String

  private let call: Call
  private let reads: Reads

  /// Which arguments were asked for.
  private final class Reads {
    var names: Set<String> = []
    var positions: Set<Int> = []
  }

  struct Call: Decodable {
    let input: ReplayValue
    let args: [ReplayValue]
    let kwargs: [String: ReplayValue]
  }

  init(
    dtype: DType, call text: String, tensors: [Tensor], leaves: [Int], golden: Golden,
    exact: [Tensor] = [], refusal: String? = nil
  ) throws {
    self.dtype = dtype
    self.tensors = tensors
    self.leaves = leaves
    self.golden = golden
    self.exact = exact
    self.refusal = refusal
    self.text = text
    reads = Reads()
    call = try JSONDecoder().decode(Call.self, from: Data(text.utf8))
  }

  /// The same call with other tensors.
  init(_ other: ReplaySample, tensors: [Tensor]) {
    (dtype, leaves, golden, exact, refusal, text, call, reads) = (
      other.dtype, other.leaves, other.golden, other.exact, other.refusal, other.text, other.call,
      other.reads
    )
    self.tensors = tensors
  }

  /// The arguments that nobody has asked for.
  var unread: [String] {
    let names = call.kwargs.filter { !reads.names.contains($0.key) && !$0.value.isNone }.map(\.key)
    let positions = call.args.indices.filter {
      !reads.positions.contains($0 + 1) && !call.args[$0].isNone
    }
    return names.sorted() + positions.map { "argument \($0 + 1)" }
  }

  private func value(_ name: String, _ position: Int?) -> ReplayValue? {
    reads.names.insert(name)
    if let position { reads.positions.insert(position) }
    if let named = call.kwargs[name] { return named.isNone ? nil : named }
    guard let position else { return nil }
    if position == 0 { return call.input.isNone ? nil : call.input }
    guard position <= call.args.count else { return nil }
    let value = call.args[position - 1]
    return value.isNone ? nil : value
  }

  var input: Tensor { tensor("input", 0)! }

  /// The number of arguments without a name, the input included.
  var count: Int { call.args.count + 1 }

  func has(_ name: String, _ position: Int? = nil) -> Bool { value(name, position) != nil }

  func tensor(_ name: String, _ position: Int? = nil) -> Tensor? {
    guard case .tensor(let index) = value(name, position) else { return nil }
    return tensors[index]
  }

  func tensors(_ name: String, _ position: Int? = nil) -> [Tensor]? {
    guard case .list(let items) = value(name, position) else { return nil }
    let found = items.compactMap { item in
      if case .tensor(let index) = item { return tensors[index] } else { return nil as Tensor? }
    }
    return found.count == items.count ? found : nil
  }

  /// A whole number; nil where there is none or a fraction stands there.
  func int(_ name: String, _ position: Int? = nil) -> Int? { value(name, position)?.int }

  /// Whole numbers; a single one counts as a list.
  func ints(_ name: String, _ position: Int? = nil) -> [Int]? { value(name, position)?.ints }

  func number(_ name: String, _ position: Int? = nil) -> Double? { value(name, position)?.number }

  func numbers(_ name: String, _ position: Int? = nil) -> [Double]? {
    value(name, position)?.numbers
  }

  func bool(_ name: String, _ position: Int? = nil) -> Bool? {
    if case .bool(let flag) = value(name, position) { return flag }
    return nil
  }

  func text(_ name: String, _ position: Int? = nil) -> String? {
    if case .text(let text) = value(name, position) { return text }
    return nil
  }

  func dtype(_ name: String, _ position: Int? = nil) -> DType? {
    text(name, position).flatMap { text in DType.allCases.first { $0.description == text } }
  }

  func list(_ name: String, _ position: Int? = nil) -> [ReplayValue]? {
    if case .list(let items) = value(name, position) { return items }
    return nil
  }
}

/// An argument of a call in Python.
indirect enum ReplayValue: Decodable {
  case tensor(Int)
  case int(Int)
  case number(Double)
  case bool(Bool)
  case text(String)
  case list([ReplayValue])
  case slice([ReplayValue])
  case none

  private enum Key: String, CodingKey, CaseIterable {
    case tensor, int, number, bool, text, list, slice, none
  }

  init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    guard let key = values.allKeys.first else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no kind"))
    }
    switch key {
    case .tensor: self = .tensor(try values.decode(Int.self, forKey: key))
    case .int: self = .int(try values.decode(Int.self, forKey: key))
    case .number:
      let text = try values.decode(String.self, forKey: key)
      guard let number = Double(text) else {
        throw DecodingError.dataCorruptedError(
          forKey: key, in: values, debugDescription: "'\(text)' is no number")
      }
      self = .number(number)
    case .bool: self = .bool(try values.decode(Bool.self, forKey: key))
    case .text: self = .text(try values.decode(String.self, forKey: key))
    case .list: self = .list(try values.decode([ReplayValue].self, forKey: key))
    case .slice: self = .slice(try values.decode([ReplayValue].self, forKey: key))
    case .none: self = .none
    }
  }

  var isNone: Bool { if case .none = self { true } else { false } }

  var int: Int? { if case .int(let value) = self { value } else { nil } }

  var ints: [Int]? {
    switch self {
    case .int(let value): return [value]
    case .list(let items):
      let found = items.compactMap(\.int)
      return found.count == items.count ? found : nil
    default: return nil
    }
  }

  var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  var numbers: [Double]? {
    switch self {
    case .int, .number: return number.map { [$0] }
    case .list(let items):
      let found = items.compactMap(\.number)
      return found.count == items.count ? found : nil
    default: return nil
    }
  }
}
