/// An argument of a call in Python.
package indirect enum PythonValue: Decodable {
  case tensor(Int)
  case complex(Int)
  case int(Int)
  case number(Double)
  case bool(Bool)
  case text(String)
  case list([PythonValue])
  case slice([PythonValue])
  case none

  private enum Key: String, CodingKey, CaseIterable {
    case tensor, complex, int, number, bool, text, list, slice, none
  }

  package init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    guard let key = values.allKeys.first else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no kind"))
    }
    switch key {
    case .tensor: self = .tensor(try values.decode(Int.self, forKey: key))
    case .complex: self = .complex(try values.decode(Int.self, forKey: key))
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
    case .list: self = .list(try values.decode([PythonValue].self, forKey: key))
    case .slice: self = .slice(try values.decode([PythonValue].self, forKey: key))
    case .none: self = .none
    }
  }

  package var isNone: Bool { if case .none = self { true } else { false } }

  package var int: Int? { if case .int(let value) = self { value } else { nil } }

  package var ints: [Int]? {
    switch self {
    case .int(let value): return [value]
    case .list(let items):
      let found = items.compactMap(\.int)
      return found.count == items.count ? found : nil
    default: return nil
    }
  }

  package var number: Double? {
    switch self {
    case .int(let value): Double(value)
    case .number(let value): value
    case .bool(let value): value ? 1 : 0
    default: nil
    }
  }

  package var numbers: [Double]? {
    switch self {
    case .int, .number: return number.map { [$0] }
    case .list(let items):
      let found = items.compactMap(\.number)
      return found.count == items.count ? found : nil
    default: return nil
    }
  }
}

extension PythonValue: CustomStringConvertible {
  package var description: String {
    switch self {
    case .tensor(let index): "tensor \(index)"
    case .complex(let index): "complex tensor \(index)"
    case .int(let value): "\(value)"
    case .number(let value): "\(value)"
    case .bool(let value): "\(value)"
    case .text(let value): "'\(value)'"
    case .list(let items): "\(items)"
    case .slice(let items): "slice\(items)"
    case .none: "None"
    }
  }
}
