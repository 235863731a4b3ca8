import TapestryCore

extension Module {
  /// The parameters of this module and of all inside it, each once, in the order of properties.
  ///
  /// A mistake where a ``LazyLayer`` in here has not seen an input yet.
  public final func parameters(
    file: StaticString = #fileID, line: UInt = #line
  ) -> [Parameter] { namedParameters(file: file, line: line).map(\.parameter) }

  /// The parameters with their names in state dicts; a shared one appears once, under its first name.
  public final func namedParameters(
    file: StaticString = #fileID, line: UInt = #line
  ) -> [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    return state("parameters", file: file, line: line).compactMap { name, tensor in
      guard let parameter = tensor as? Parameter else { return nil }
      return seen.insert(ObjectIdentifier(parameter)).inserted ? (name, parameter) : nil
    }
  }

  /// The buffers of this module and of all inside it, each once.
  public final func buffers(file: StaticString = #fileID, line: UInt = #line) -> [Buffer] {
    namedBuffers(file: file, line: line).map(\.buffer)
  }

  /// The buffers with their names in state dicts; a shared one appears once, under its first name.
  public final func namedBuffers(
    file: StaticString = #fileID, line: UInt = #line
  ) -> [(name: String, buffer: Buffer)] {
    var seen: Set<ObjectIdentifier> = []
    return state("buffers", file: file, line: line).compactMap { name, tensor in
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
  func state(
    _ asked: StaticString, file: StaticString, line: UInt
  ) -> [(name: String, tensor: Tensor)] {
    entries().map { entry in
      switch entry.member {
      case .parameter(let parameter): (entry.name, parameter)
      case .buffer(let buffer): (entry.name, buffer)
      case .pending(let slot):
        mistake(
          "\(asked): the shape \(slot.sizesText) of \(entry.name) is not known before the first input: \(Module.firstBatch)",
          file: file, line: line)
      case .module: preconditionFailure("entries are no modules")
      }
    }
  }

  /// What a module owns, itself or within, that is no module.
  struct Entry {
    let name: String
    let member: Member
    let owner: Module
  }

  func entries() -> [Entry] {
    var found: [Entry] = []
    // A property may lead back to an owner; it is no part of what it owns.
    var owners: Set<ObjectIdentifier> = []
    func visit(_ module: Module, path: String) {
      if !owners.insert(ObjectIdentifier(module)).inserted { return }
      for (name, member) in module.members() {
        let name = Module.join(path, name)
        if case .module(let child) = member {
          visit(child, path: name)
        } else {
          found.append(Entry(name: name, member: member, owner: module))
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

extension Module {
  /// The module inside this one that has a path, such as `encoder.0`; this one for an empty path, nil where there is none.
  ///
  /// `torch.nn.Module.get_submodule`.
  public final func module(named path: String) -> Module? {
    if path.isEmpty { return self }
    for (name, child) in namedChildren() {
      if path == name { return child }
      if path.hasPrefix(name + "."),
        let found = child.module(named: String(path.dropFirst(name.count + 1)))
      {
        return found
      }
    }
    return nil
  }

  /// The parameter that has a name in state dicts, such as `encoder.0.weight`. `torch.nn.Module.get_parameter`.
  public final func parameter(named name: String) -> Parameter? {
    for entry in entries() where entry.name == name {
      if case .parameter(let parameter) = entry.member { return parameter }
    }
    return nil
  }
}
