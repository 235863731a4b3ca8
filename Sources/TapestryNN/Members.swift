import TapestryCore

/// What a module owns directly.
enum Member {
  case parameter(Parameter)
  case buffer(Buffer)
  case module(Module)
  case pending(any AnyTensorSlot)
}

extension Module {
  /// What the stored properties hold, superclasses' first, under the names of state dicts.
  func members() -> [(name: String, member: Member)] {
    var found: [(String, Member)] = []
    var mirrors = [Mirror(reflecting: self)]
    while let superclass = mirrors.last?.superclassMirror, superclass.subjectType != Module.self {
      mirrors.append(superclass)
    }
    for mirror in mirrors.reversed() {
      for case (let label?, let value) in mirror.children {
        collect(value, path: Module.propertyName(label), into: &found)
      }
    }
    return found
  }

  private func collect(_ value: Any, path: String, into found: inout [(String, Member)]) {
    switch value {
    case let parameter as Parameter: found.append((key(for: path), .parameter(parameter)))
    case let buffer as Buffer: found.append((key(for: path), .buffer(buffer)))
    case let module as Module: found.append((key(for: path), .module(module)))
    case let slot as any AnyTensorSlot: collect(slot, into: &found)
    default: collectElements(of: value, path: path, into: &found)
    }
  }

  private func collect(_ slot: any AnyTensorSlot, into found: inout [(String, Member)]) {
    switch slot.tensor {
    case let parameter as Parameter: found.append((slot.name, .parameter(parameter)))
    case let buffer as Buffer: found.append((slot.name, .buffer(buffer)))
    default: found.append((slot.name, .pending(slot)))
    }
  }

  private func collectElements(of value: Any, path: String, into found: inout [(String, Member)]) {
    let mirror = Mirror(reflecting: value)
    switch mirror.displayStyle {
    case .optional:
      if let some = mirror.children.first { collect(some.value, path: path, into: &found) }
    case .collection:
      // The first element tells whether an array is worth walking through: it may hold a million numbers.
      for (index, element) in mirror.children.enumerated() {
        if index == 0 && !Module.canHoldMembers(element.value) { return }
        collect(element.value, path: "\(path).\(index)", into: &found)
      }
    case .tuple:
      for case (let label?, let element) in mirror.children {
        let name = label.hasPrefix(".") ? String(label.dropFirst()) : label
        collect(element, path: "\(path).\(name)", into: &found)
      }
    case .dictionary:
      // A dictionary has no order of its own.
      let entries = mirror.children.compactMap { entry -> (key: String, value: Any)? in
        let pair = Array(Mirror(reflecting: entry.value).children)
        return pair.count == 2 ? ("\(pair[0].value)", pair[1].value) : nil
      }
      for entry in entries.sorted(by: { $0.key < $1.key }) {
        collect(entry.value, path: "\(path).\(entry.key)", into: &found)
      }
    default: break
    }
  }

  private static func canHoldMembers(_ value: Any) -> Bool {
    if value is Tensor || value is Module { return true }
    switch Mirror(reflecting: value).displayStyle {
    case .optional, .collection, .tuple, .dictionary: return true
    default: return false
    }
  }

  /// The name under which a property was declared; a lazy one is stored under another.
  private static func propertyName(_ label: String) -> String {
    let lazyPrefix = "$__lazy_storage_$_"
    return label.hasPrefix(lazyPrefix) ? String(label.dropFirst(lazyPrefix.count)) : label
  }
}
