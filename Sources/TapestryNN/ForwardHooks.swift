import TapestryCore

/// Called before a module's forward computation with its input; what it returns replaces that, nil leaves it.
public typealias ForwardPreHook = (_ module: Module, _ input: Tensor) -> Tensor?

/// Called after a module's forward computation with input and output; what it returns replaces the output, nil leaves it.
public typealias ForwardHook = (_ module: Module, _ input: Tensor, _ output: Tensor) -> Tensor?

/// The hooks of one module, in the order in which they were registered.
final class ForwardHooks {
  private var before: [(id: Int, call: ForwardPreHook)] = []
  private var after: [(id: Int, call: ForwardHook)] = []
  private var nextID = 0

  /// Whether the next input tells the sizes of the module's parameters, see ``LazyLayer``.
  var infersSizes = false

  func add(_ hook: @escaping ForwardPreHook) -> Int {
    nextID += 1
    before.append((nextID, hook))
    return nextID
  }

  func add(_ hook: @escaping ForwardHook) -> Int {
    nextID += 1
    after.append((nextID, hook))
    return nextID
  }

  func remove(_ id: Int) {
    before.removeAll { $0.id == id }
    after.removeAll { $0.id == id }
  }

  var isEmpty: Bool { before.isEmpty && after.isEmpty && !infersSizes }

  func runBefore(_ module: Module, _ input: Tensor) -> Tensor {
    before.reduce(input) { $1.call(module, $0) ?? $0 }
  }

  func runAfter(_ module: Module, _ input: Tensor, _ output: Tensor) -> Tensor {
    after.reduce(output) { $1.call(module, input, $0) ?? $0 }
  }
}

/// Takes a module's hook away again; the hook stays in place where this is dropped unused.
public struct ForwardHookHandle {
  fileprivate let module: Module
  fileprivate let id: Int

  public func remove() {
    module.hooks?.remove(id)
    module.dropHooksIfEmpty()
  }
}

extension Module {
  /// Calls `hook` after every call of this module, as `layer(x)`; a direct call of `forward` does not run it.
  ///
  /// `torch.nn.Module.register_forward_hook`.
  @discardableResult
  public final func registerForwardHook(_ hook: @escaping ForwardHook) -> ForwardHookHandle {
    ForwardHookHandle(module: self, id: madeHooks.add(hook))
  }

  /// Calls `hook` before every call of this module. `torch.nn.Module.register_forward_pre_hook`.
  @discardableResult
  public final func registerForwardPreHook(_ hook: @escaping ForwardPreHook) -> ForwardHookHandle {
    ForwardHookHandle(module: self, id: madeHooks.add(hook))
  }

  /// Leaves nothing for calls to look at where no hook is left.
  func dropHooksIfEmpty() {
    if hooks?.isEmpty == true { hooks = nil }
  }

  var madeHooks: ForwardHooks {
    if let hooks { return hooks }
    let made = ForwardHooks()
    hooks = made
    return made
  }
}
