import TapestryCore

/// What ``ModuleList`` and ``ParameterList`` have in common: members named by their index in state dicts.
public class MemberList<Element>: Module, RandomAccessCollection, MutableCollection {
  private var elements: [Element]

  init(elements: [Element]) {
    self.elements = elements
    super.init()
  }

  public final override func key(for path: String) -> String {
    path.hasPrefix("elements.") ? String(path.dropFirst("elements.".count)) : path
  }

  public final var startIndex: Int { 0 }
  public final var endIndex: Int { elements.count }

  /// The element at a place; setting puts another there.
  public final subscript(index: Int) -> Element {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  public final func append(_ element: Element) { elements.append(element) }

  public final func append(contentsOf others: some Sequence<Element>) {
    elements.append(contentsOf: others)
  }

  public final func insert(_ element: Element, at index: Int) {
    elements.insert(element, at: index)
  }

  @discardableResult
  public final func remove(at index: Int) -> Element { elements.remove(at: index) }
}

/// Modules in a row, which the owner calls as it likes. `torch.nn.ModuleList`.
///
/// ```swift
/// let blocks = ModuleList((0..<6).map { _ in Block() })     // "blocks.0.…", "blocks.1.…"
/// for block in blocks { x = block(x) }
/// ```
///
/// A plain array of modules among a module's properties does the same; the list can be handed around and changed in one place.
public final class ModuleList<Element>: MemberList<Element> {
  public init(_ modules: some Sequence<Element>) where Element: Module {
    super.init(elements: Array(modules))
  }

  public init(_ layers: some Sequence<Element>) where Element == any Layer {
    super.init(elements: Array(layers))
  }
}

/// Parameters in a row. `torch.nn.ParameterList`.
public final class ParameterList: MemberList<Parameter> {
  public init(_ parameters: some Sequence<Parameter> = []) {
    super.init(elements: Array(parameters))
  }
}
