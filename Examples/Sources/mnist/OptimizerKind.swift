import ArgumentParser
import Tapestry

/// The choices of `--optimizer`.
enum OptimizerKind: String, CaseIterable, ExpressibleByArgument {
  case adam
  case adamw
  case sgd

  func make(_ parameters: [Parameter], learningRate: Double) -> Optimizer {
    switch self {
    case .adam: Adam(parameters, learningRate: learningRate)
    case .adamw: AdamW(parameters, learningRate: learningRate)
    case .sgd: SGD(parameters, learningRate: learningRate, momentum: 0.9)
    }
  }
}
