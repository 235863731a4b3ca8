import TapestryCore
import TapestryNN

/// Watches one run of a network that leaves nothing behind.
struct DryRun {
  /// What was seen of the modules; shared with the hooks.
  private final class Log {
    /// A call under way.
    struct Call {
      let start: Int
      /// The work of calls inside.
      var inner = 0
    }

    var outputShapes: [ObjectIdentifier: Shape] = [:]
    var multiplyAdds: [ObjectIdentifier: Int] = [:]
    var calls: [Call] = []

    func begin() { calls.append(Call(start: MultiplyAdds.total)) }

    func end(_ module: Module, _ output: Tensor) {
      outputShapes[ObjectIdentifier(module)] = output.shape
      guard let call = calls.popLast() else { return }
      let all = MultiplyAdds.total - call.start
      multiplyAdds[ObjectIdentifier(module), default: 0] += all - call.inner
      if !calls.isEmpty { calls[calls.count - 1].inner += all }
    }
  }

  private let network: Module
  private let log = Log()

  init(of network: Module) { self.network = network }

  func outputShape(of module: Module) -> Shape? { log.outputShapes[ObjectIdentifier(module)] }

  func multiplyAdds(of module: Module) -> Int { log.multiplyAdds[ObjectIdentifier(module)] ?? 0 }

  /// Runs `body` and gives the work of all its products.
  func observe(_ body: () -> Void) -> Int {
    let modules = network.modules()
    let modes = modules.map(\.isTraining)
    let buffers = network.knownBuffers.map { (buffer: $0, values: noGrad($0.clone)) }
    let versions = buffers.map { $0.buffer.storage.version }
    let random = defaultGenerator.state
    let makesParameters = network.hasPendingSizes
    let log = log
    let hooks = modules.flatMap { module in
      [
        module.registerForwardPreHook { _, _ in
          log.begin()
          return nil
        },
        module.registerForwardHook { module, _, output in
          log.end(module, output)
          return nil
        },
      ]
    }
    network.eval()
    defer {
      for hook in hooks { hook.remove() }
      for (module, mode) in zip(modules, modes) { module.isTraining = mode }
      for ((buffer, values), version) in zip(buffers, versions)
      where buffer.storage.version != version {
        noGrad { buffer[.ellipsis] = values }
      }
      // What parameters made in the run were drawn from must not be drawn again.
      if !makesParameters { defaultGenerator.state = random }
    }
    let before = MultiplyAdds.total
    noGrad { MultiplyAdds.counting(body) }
    return MultiplyAdds.total - before
  }
}
