import TapestryCore

extension Module: Callable {
  /// Runs `body` as a call of this module, which messages about mistakes made inside then name.
  ///
  /// For modules that are no ``Layer``: write `callAsFunction` around it.
  @inline(__always)
  public final func called<Result>(
    file: StaticString, line: UInt, _ body: () -> Result
  ) -> Result {
    let frame = CallFrame(entering: self, position: CodePosition(file: file, line: line))
    defer { frame.leave() }
    return body()
  }

  package final func describe(_ inner: AnyObject) -> String {
    guard let (name, module) = namedModules().first(where: { $0.module === inner }) else {
      return "\(type(of: inner))"
    }
    return name.isEmpty
      ? "\(type(of: module))" : "\(name): \(type(of: module))(\(module.details))"
  }
}
