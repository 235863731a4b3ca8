extension Module: CustomStringConvertible {
  /// The module and what it contains, as a tree, each with its ``details``:
  ///
  /// ```
  /// Sequential(
  ///   (0): Linear(784, 128)
  ///   (1): ReLU()
  /// )
  /// ```
  public final var description: String { lines(owners: []).joined(separator: "\n") }

  private func lines(owners: Set<ObjectIdentifier>) -> [String] {
    let owners = owners.union([ObjectIdentifier(self)])
    let children = namedChildren().filter { !owners.contains(ObjectIdentifier($0.module)) }
    if children.isEmpty { return ["\(type(of: self))(\(details))"] }
    var lines = ["\(type(of: self))(\(details)"]
    for (name, child) in children {
      let inner = child.lines(owners: owners)
      lines.append("  (\(name)): \(inner[0])")
      lines += inner.dropFirst().map { "  " + $0 }
    }
    return lines + [")"]
  }
}
