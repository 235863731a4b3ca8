extension Node {
  /// What few nodes have: hooks, a gradient kept for a result that is no leaf, and where they were recorded.
  final class Extras {
    private var hooks: [(id: Int, call: (Tensor) -> Tensor?)] = []
    private var nextID = 0
    var retainsGradient = false
    var retainedGradient: Tensor?

    /// Where the operation was called, if it was recorded while anomalies are looked for.
    var origin: CallPlace?

    /// The module that called the operation, if it was recorded while a profile was made.
    var modulePath: String?

    fileprivate func add(_ hook: @escaping (Tensor) -> Tensor?) -> Int {
      nextID += 1
      hooks.append((nextID, hook))
      return nextID
    }

    fileprivate func remove(_ id: Int) { hooks.removeAll { $0.id == id } }

    var hasHooks: Bool { !hooks.isEmpty }

    func runHooks(_ gradient: Tensor, name: String) -> Tensor {
      hooks.reduce(gradient) { gradient, hook in
        guard let replacement = hook.call(gradient) else { return gradient }
        if replacement.shape != gradient.shape || replacement.dtype != gradient.dtype {
          mistake(
            "hook of '\(name)': returned \(replacement.dtype) \(replacement.shape) for a gradient of \(gradient.dtype) \(gradient.shape)"
          )
        }
        return replacement
      }
    }
  }

  var madeExtras: Extras {
    if let extras { return extras }
    let made = Extras()
    extras = made
    return made
  }
}

/// Takes a hook away again; it stays in place where this is dropped unused.
public struct HookHandle {
  fileprivate let node: Node
  fileprivate let id: Int

  public func remove() { node.extras?.remove(id) }
}

extension Tensor {
  /// Calls `hook` with this tensor's complete gradient in every backward pass that reaches it.
  ///
  /// - Parameter hook: returns a gradient to go on with in its place (same shape and dtype), or nil to leave it.
  /// - Requires: a tensor that asks for a gradient. `torch.Tensor.register_hook`.
  @discardableResult
  public func registerHook(
    file: StaticString = #fileID, line: UInt = #line, _ hook: @escaping (Tensor) -> Tensor?
  ) -> HookHandle {
    guard let node else {
      mistake("registerHook: this tensor asks for no gradient", file: file, line: line)
    }
    return HookHandle(node: node, id: node.madeExtras.add(hook))
  }

  /// Keeps the gradient of a result in ``grad``, as leaves do by themselves: passes add to it until it is set to nil.
  ///
  /// `torch.Tensor.retain_grad`.
  public func retainGrad(file: StaticString = #fileID, line: UInt = #line) {
    guard let node else {
      mistake("retainGrad: this tensor asks for no gradient", file: file, line: line)
    }
    if !isLeaf { node.madeExtras.retainsGradient = true }
  }
}
