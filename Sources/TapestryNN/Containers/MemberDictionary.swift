import TapestryCore

/// What ``ModuleDict`` and ``ParameterDict`` have in common: members in an order of their own, named by their keys in state dicts.
public class MemberDictionary<Element>: Module, Sequence {
  private var names: [String] = []
  private var elements: [Element] = []

  init(elements: some Sequence<(String, Element)>, file: StaticString, line: UInt) {
    super.init()
    for (name, element) in elements {
      demand(
        !names.contains(name), "\(type(of: self)): the key '\(name)' is given twice", file: file,
        line: line)
      set(name, element, file: file, line: line)
    }
  }

  public final override func key(for path: String) -> String {
    let prefix = "elements."
    guard path.hasPrefix(prefix), let place = Int(path.dropFirst(prefix.count)) else { return path }
    return names[place]
  }

  /// The element of a key; setting it keeps the key's place, or puts it last; nil takes it away.
  public final subscript(
    name: String, file: StaticString = #fileID, line: UInt = #line
  ) -> Element? {
    get { names.firstIndex(of: name).map { elements[$0] } }
    set {
      if let newValue { return set(name, newValue, file: file, line: line) }
      guard let place = names.firstIndex(of: name) else { return }
      names.remove(at: place)
      elements.remove(at: place)
    }
  }

  /// In the order in which they were added.
  public final var keys: [String] { names }

  /// In the order of ``keys``.
  public final var values: [Element] { elements }

  public final var count: Int { names.count }

  /// Goes through keys and elements in order.
  public final func makeIterator() -> IndexingIterator<[(key: String, value: Element)]> {
    zip(names, elements).map { (key: $0, value: $1) }.makeIterator()
  }

  private func set(_ name: String, _ element: Element, file: StaticString, line: UInt) {
    demand(
      !name.isEmpty && !name.contains("."),
      "\(type(of: self)): the key '\(name)' must not be empty nor contain a point", file: file,
      line: line)
    if let place = names.firstIndex(of: name) {
      elements[place] = element
    } else {
      names.append(name)
      elements.append(element)
    }
  }
}

/// Modules by name, in the order in which they were added. `torch.nn.ModuleDict`.
///
/// ```swift
/// let heads = ModuleDict(["class": Linear(64, 10), "box": Linear(64, 4)])
/// let scores = heads["class"]!(x)                            // "heads.class.weight", …
/// ```
public final class ModuleDict<Element>: MemberDictionary<Element> {
  public init(
    _ modules: KeyValuePairs<String, Element> = [:], file: StaticString = #fileID,
    line: UInt = #line
  ) where Element: Module {
    super.init(elements: modules.map { ($0.key, $0.value) }, file: file, line: line)
  }

  public init(
    _ layers: KeyValuePairs<String, Element> = [:], file: StaticString = #fileID,
    line: UInt = #line
  ) where Element == any Layer {
    super.init(elements: layers.map { ($0.key, $0.value) }, file: file, line: line)
  }
}

/// Parameters by name, in the order in which they were added. `torch.nn.ParameterDict`.
public final class ParameterDict: MemberDictionary<Parameter> {
  public init(
    _ parameters: KeyValuePairs<String, Parameter> = [:], file: StaticString = #fileID,
    line: UInt = #line
  ) {
    super.init(elements: parameters.map { ($0.key, $0.value) }, file: file, line: line)
  }
}
