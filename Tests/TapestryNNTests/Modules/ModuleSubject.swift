import TapestryCore
import TapestryNN

/// A module of this library that a case of PyTorch's is put to, and how it is called.
struct ModuleSubject {
  let module: Module
  let call: (ModuleArguments) -> [Tensor]

  /// An adapter makes the module that a case describes; it gives nil where what the case asks for is left out here on purpose.
  typealias Adapter = @Sendable (ModuleCase) -> ModuleSubject?

  init(_ module: Module, _ call: @escaping (ModuleArguments) -> [Tensor]) {
    (self.module, self.call) = (module, call)
  }

  /// A module that maps its first input.
  init(_ layer: some Layer) {
    self.init(layer) { inputs in [layer(inputs.tensor("input", 0)!)] }
  }

  /// A module that maps its first two inputs.
  init(_ layer: some PairLayer, _ first: String, _ second: String) {
    self.init(layer) { inputs in [layer(inputs.tensor(first, 0)!, inputs.tensor(second, 1)!)] }
  }

  /// By the names of PyTorch's modules; one part a family.
  static let adapters: [String: Adapter] = [
    linearModules, convolutionModules, poolingModules, paddingModules, normalizationModules,
    dropoutModules, activationModules, embeddingModules, shapeModules, lossModules,
    recurrentModules, attentionModules, parametrizedModules,
  ].reduce(into: [:]) { all, part in all.merge(part) { first, _ in first } }
}
