import TapestryCore

/// The arguments of a call in Python, as the scripts in Tests/Goldens write them.
///
/// They are asked for by PyTorch's name and, where they may come without it, their position.
package protocol PythonArguments {
  /// The tensors that values name by number.
  var tensors: [Tensor] { get }

  /// The argument; nil where there is none, or None.
  func value(_ name: String, _ position: Int?) -> PythonValue?
}

extension PythonArguments {
  package func has(_ name: String, _ position: Int? = nil) -> Bool { value(name, position) != nil }

  package func tensor(_ name: String, _ position: Int? = nil) -> Tensor? {
    guard case .tensor(let index) = value(name, position) else { return nil }
    return tensors[index]
  }

  package func tensors(_ name: String, _ position: Int? = nil) -> [Tensor]? {
    guard case .list(let items) = value(name, position) else { return nil }
    let found = items.compactMap { item in
      if case .tensor(let index) = item { return tensors[index] } else { return nil as Tensor? }
    }
    return found.count == items.count ? found : nil
  }

  /// A whole number; nil where there is none or a fraction stands there.
  package func int(_ name: String, _ position: Int? = nil) -> Int? { value(name, position)?.int }

  /// Whole numbers; a single one counts as a list.
  package func ints(_ name: String, _ position: Int? = nil) -> [Int]? {
    value(name, position)?.ints
  }

  package func number(_ name: String, _ position: Int? = nil) -> Double? {
    value(name, position)?.number
  }

  package func numbers(_ name: String, _ position: Int? = nil) -> [Double]? {
    value(name, position)?.numbers
  }

  package func bool(_ name: String, _ position: Int? = nil) -> Bool? {
    if case .bool(let flag) = value(name, position) { return flag }
    return nil
  }

  package func text(_ name: String, _ position: Int? = nil) -> String? {
    if case .text(let text) = value(name, position) { return text }
    return nil
  }

  package func dtype(_ name: String, _ position: Int? = nil) -> DType? {
    text(name, position).flatMap { text in DType.allCases.first { $0.description == text } }
  }

  package func list(_ name: String, _ position: Int? = nil) -> [PythonValue]? {
    if case .list(let items) = value(name, position) { return items }
    return nil
  }
}
