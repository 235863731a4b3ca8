import TapestryCore

/// Called when the gradient of a module's output has arrived, before it goes on into the module; what it returns
/// replaces that, nil leaves it.
public typealias BackwardPreHook = (_ module: Module, _ outputGradient: Tensor) -> Tensor?

/// Called when the gradient of a module's input is complete, with it and the gradient of the output; what it returns
/// replaces the input's gradient, nil leaves it.
///
/// Where the input asks for no gradient, as that of a network's first layer, there is none to give or to replace: `inputGradient` is
/// nil, and the hook is called when the output's gradient arrives.
public typealias BackwardHook = (
  _ module: Module, _ inputGradient: Tensor?, _ outputGradient: Tensor
) -> Tensor?

/// The backward hooks of one module, in the order in which they were registered.
final class BackwardHooks {
  private var before: [(id: Int, call: BackwardPreHook)] = []
  private var after: [(id: Int, call: BackwardHook)] = []
  private var nextID = 0

  func add(_ hook: @escaping BackwardPreHook) -> Int {
    nextID += 1
    before.append((nextID, hook))
    return nextID
  }

  func add(_ hook: @escaping BackwardHook) -> Int {
    nextID += 1
    after.append((nextID, hook))
    return nextID
  }

  func remove(_ id: Int) {
    before.removeAll { $0.id == id }
    after.removeAll { $0.id == id }
  }

  var isEmpty: Bool { before.isEmpty && after.isEmpty }

  /// Calls `forward` between two places on the tape at which the gradients of output and input are seen.
  func run(_ module: Module, _ input: Tensor, _ forward: (Tensor) -> Tensor) -> Tensor {
    // What one place on the tape has seen, for the other: a class, as closures share it.
    final class Seen { var outputGradient: Tensor? }
    let seen = Seen()
    var entry = input
    if input.requiresGrad && isRecording {
      entry = input.alias()
      entry.registerHook { gradient in
        guard let outputGradient = seen.outputGradient else { return nil }
        seen.outputGradient = nil
        return self.runAfter(module, gradient, outputGradient)
      }
    }
    let output = forward(entry)
    guard output.requiresGrad && isRecording else { return output }
    let exit = output.alias()
    let isSeenAgain = entry !== input
    exit.registerHook { gradient in
      let changed = self.before.reduce(gradient) { $1.call(module, $0) ?? $0 }
      if isSeenAgain {
        seen.outputGradient = changed
      } else {
        for hook in self.after { _ = hook.call(module, nil, changed) }
      }
      return changed === gradient ? nil : changed
    }
    return exit
  }

  private func runAfter(_ module: Module, _ gradient: Tensor, _ outputGradient: Tensor) -> Tensor? {
    let changed = after.reduce(gradient) { $1.call(module, $0, outputGradient) ?? $0 }
    return changed === gradient ? nil : changed
  }
}

/// Takes a module's backward hook away again; the hook stays in place where this is dropped unused.
public struct BackwardHookHandle {
  fileprivate let module: Module
  fileprivate let id: Int

  public func remove() {
    module.backwardHooks?.remove(id)
    if module.backwardHooks?.isEmpty == true { module.backwardHooks = nil }
  }
}

extension Module {
  /// Calls `hook` in every backward pass through a later call of this layer, as `layer(x)`, with the gradients of input and output.
  ///
  /// A direct call of `forward` does not run it. `torch.nn.Module.register_full_backward_hook`.
  @discardableResult
  public final func registerBackwardHook(_ hook: @escaping BackwardHook) -> BackwardHookHandle {
    BackwardHookHandle(module: self, id: madeBackwardHooks.add(hook))
  }

  /// Calls `hook` in every backward pass through a later call of this layer, before its derivatives are computed.
  ///
  /// `torch.nn.Module.register_full_backward_pre_hook`.
  @discardableResult
  public final func registerBackwardPreHook(
    _ hook: @escaping BackwardPreHook
  ) -> BackwardHookHandle {
    BackwardHookHandle(module: self, id: madeBackwardHooks.add(hook))
  }

  private var madeBackwardHooks: BackwardHooks {
    if let backwardHooks { return backwardHooks }
    let made = BackwardHooks()
    backwardHooks = made
    return made
  }
}
