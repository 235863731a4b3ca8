import TapestryCore

extension Module {
  /// The parameters of this module and of all inside it, each once, in the order of properties.
  public final func parameters() -> [Parameter] { namedParameters().map(\.parameter) }

  /// The parameters with their names in state dicts; a shared one appears once, under its first name.
  public final func namedParameters() -> [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return state().compactMap { name, tensor in
      guard let parameter = tensor as? Parameter else { return nil }
      return seen.insert(ObjectIdentifier(parameter)).inserted ? (name, parameter) : nil
    }
  }

  /// The buffers of this module and of all inside it, each once.
  public final func buffers() -> [Buffer] { namedBuffers().map(\.buffer) }

  /// The buffers with their names in state dicts; a shared one appears once, under its first name.
  public final func namedBuffers() -> [(name: String, buffer: Buffer)] {
    var seen: Set<ObjectIdentifier> = []
    return state().compactMap { name, tensor in
      guard let buffer = tensor as? Buffer else { return nil }
      return seen.insert(ObjectIdentifier(buffer)).inserted ? (name, buffer) : nil
    }
  }

  /// The modules that this one owns directly, each once.
  public final func children() -> [Module] { namedChildren().map(\.module) }

  /// The modules that this one owns directly, with their names.
  public final func namedChildren() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    return members().compactMap { name, member in
      guard case .module(let module) = member else { return nil }
      return seen.insert(ObjectIdentifier(module)).inserted ? (name, module) : nil
    }
  }

  /// This module and all inside it, each once; a module comes before those inside it.
  public final func modules() -> [Module] { namedModules().map(\.module) }

  /// This module, under an empty name, and all inside it, with their paths: `encoder.0`.
  public final func namedModules() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(String, Module)] = []
    func visit(_ module: Module, path: String) {
      if !seen.insert(ObjectIdentifier(module)).inserted { return }
      found.append((path, module))
      for (name, child) in module.namedChildren() { visit(child, path: Module.join(path, name)) }
    }
    visit(self, path: "")
    return found
  }

  /// Every parameter and buffer under every name that leads to it.
  func state() -> [(name: String, tensor: Tensor)] {
    var found: [(String, Tensor)] = []
    // A property may lead back to an owner; it is no part of what it owns.
    var owners: Set<ObjectIdentifier> = []
    func visit(_ module: Module, path: String) {
      if !owners.insert(ObjectIdentifier(module)).inserted { return }
      for (name, member) in module.members() {
        let name = Module.join(path, name)
        switch member {
        case .parameter(let parameter): found.append((name, parameter))
        case .buffer(let buffer): found.append((name, buffer))
        case .module(let child): visit(child, path: name)
        }
      }
      owners.remove(ObjectIdentifier(module))
    }
    visit(self, path: "")
    return found
  }

  private static func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : "\(path).\(name)"
  }
}
