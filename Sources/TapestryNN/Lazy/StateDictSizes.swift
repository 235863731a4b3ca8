import TapestryCore

/// What a state dict says about the sizes of layers that were made without them.
struct StateDictSizes {
  private var sizes: [ObjectIdentifier: (layer: any LazyLayer, size: Int)] = [:]

  /// Names whose shapes do not fit, and names that no size is known for.
  private(set) var misshaped: [StateDictMismatch.Misshaped] = []
  private(set) var missing: [String] = []

  /// Names of what is not made yet.
  private(set) var names: [String] = []

  init(of entries: [Module.Entry], in state: [String: Tensor]) {
    for entry in entries {
      guard case .pending(let slot) = entry.member, let value = state[entry.name],
        let layer = entry.owner as? any LazyLayer, let size = slot.size(in: value.shape)
      else { continue }
      let id = ObjectIdentifier(layer)
      sizes[id] = sizes[id] ?? (layer, size)
    }
    for entry in entries {
      guard case .pending(let slot) = entry.member else { continue }
      names.append(entry.name)
      let size = sizes[ObjectIdentifier(entry.owner)]?.size
      let needed = Shape(slot.sizes.map { $0 ?? size ?? -1 })
      if let value = state[entry.name], size != nil || slot.sizes.contains(nil) {
        if value.shape != needed {
          misshaped.append(.init(name: entry.name, found: value.shape, needed: needed))
        }
      } else {
        missing.append(entry.name)
      }
    }
  }

  func apply() {
    for (layer, size) in sizes.values { layer.settle(layer, size) }
  }
}
