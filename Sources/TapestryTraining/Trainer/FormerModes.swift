import TapestryNN

/// Which modules of a model were in training mode before it was evaluated.
struct FormerModes {
  private let modes: [(module: Module, isTraining: Bool)]

  /// Puts a model into evaluation mode until ``restore()``, so that one that is evaluated in the middle of its training goes on with it.
  init(evaluating model: Module) {
    modes = model.modules().map { ($0, $0.isTraining) }
    model.eval()
  }

  func restore() {
    for (module, isTraining) in modes { module.isTraining = isTraining }
  }
}
