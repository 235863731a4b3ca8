import TapestryCore
import TapestryOptim

/// Every optimizer by PyTorch's name, with default settings.
enum AnyOptimizer {
  static let names = [
    "SGD", "Adam", "AdamW", "Adamax", "NAdam", "RAdam", "Adagrad", "Adadelta", "Adafactor",
    "RMSprop", "Rprop", "ASGD", "Lion", "Muon", "LBFGS",
  ]

  static func make(_ name: String, _ groups: [[Parameter]]) -> Optimizer {
    let first = groups[0]
    return switch name {
    case "SGD": grouped(SGD(first), groups)
    case "Adam": grouped(Adam(first), groups)
    case "AdamW": grouped(AdamW(first), groups)
    case "Adamax": grouped(Adamax(first), groups)
    case "NAdam": grouped(NAdam(first), groups)
    case "RAdam": grouped(RAdam(first), groups)
    case "Adagrad": grouped(Adagrad(first), groups)
    case "Adadelta": grouped(Adadelta(first), groups)
    case "Adafactor": grouped(Adafactor(first), groups)
    case "RMSprop": grouped(RMSprop(first), groups)
    case "Rprop": grouped(Rprop(first), groups)
    case "ASGD": grouped(ASGD(first), groups)
    case "Lion": grouped(Lion(first), groups)
    case "Muon": grouped(Muon(first), groups)
    case "LBFGS": LBFGS(first)
    default: fatalError("no optimizer \(name)")
    }
  }

  private static func grouped<Options>(
    _ optimizer: GroupedOptimizer<Options>, _ groups: [[Parameter]]
  ) -> Optimizer {
    for group in groups.dropFirst() { optimizer.addGroup(group) }
    return optimizer
  }
}
