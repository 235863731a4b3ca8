import ArgumentParser
import TapestryTune

/// How hyper-parameters are looked for.
enum Way: String, ExpressibleByArgument, CaseIterable {
  case random, tpe, median, asha, hyperband
  case tpeASHA = "tpe-asha"

  var name: String {
    switch self {
    case .random: "random"
    case .tpe: "TPE"
    case .median: "median"
    case .asha: "ASHA"
    case .hyperband: "Hyperband"
    case .tpeASHA: "TPE-ASHA"
    }
  }

  var sampler: any ParameterSampler {
    // A search of some twenty trials is half over at TPE's own ten.
    self == .tpe || self == .tpeASHA ? TPE(startupTrials: 5) : RandomSearch()
  }

  /// - Parameter epochs: those of a trial that is not given up.
  func pruner(epochs: Int) -> any Pruner {
    switch self {
    case .random, .tpe: NoPruner()
    case .median: MedianPruner()
    // How good a network is after a few hundred images says little of how good it gets.
    case .asha, .tpeASHA: ASHA(firstStep: max(1, epochs / 9))
    case .hyperband: Hyperband(steps: 1...epochs)
    }
  }
}
