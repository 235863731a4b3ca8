import Foundation
import TapestryCore
import TapestryOptim
import TapestryTesting
import Testing

/// What PyTorch's optimizer made of parameters under some settings; see `Tests/Goldens/optimizers.py`.
struct OptimizerCase: Decodable, CustomTestStringConvertible {
  let optimizer: String
  /// By PyTorch's names.
  let settings: [String: Setting]
  /// How a second group, of the later half of the parameters, differs.
  let second: [String: Setting]?
  /// All parameters after some of the steps.
  let float32: [[Double]]?
  let float64: [[Double]]?
  /// What the optimizer remembers after all steps, of float64.
  let state: [String: [Double]]?
  /// Why PyTorch refuses the settings.
  let error: String?
  let description: String?

  enum Setting: Decodable, CustomStringConvertible {
    case number(Double)
    case numbers([Double])

    init(from decoder: Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let numbers = try? container.decode([AnyNumber].self) {
        self = .numbers(numbers.map(\.value))
      } else {
        self = .number(try container.decode(AnyNumber.self).value)
      }
    }

    var description: String {
      switch self {
      case .number(let value): "\(value)"
      case .numbers(let values): "\(values)"
      }
    }

    var tensor: Tensor {
      switch self {
      case .number(let value): Tensor(value)
      case .numbers(let values): Tensor(values)
      }
    }
  }

  /// A number, or NaN as text.
  private struct AnyNumber: Decodable {
    let value: Double

    init(from decoder: Decoder) throws {
      let container = try decoder.singleValueContainer()
      value = try (try? container.decode(Double.self)) ?? Double(container.decode(String.self))!
    }
  }

  var testDescription: String {
    "\(optimizer) \(description ?? "\(settings) \(second.map { "\($0)" } ?? "")")"
  }

  static func read(_ url: URL) -> [OptimizerCase] {
    // Without the file no case would run and nothing would be tested.
    try! JSONDecoder().decode([OptimizerCase].self, from: Data(contentsOf: url))
  }

  static let stored = read(GoldenFolder.url.appending(path: "optimizers.json"))
}

enum GoldenFolder {
  static let url = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")
}

extension OptimizerCase {
  static let steps = 20

  var shapes: [Shape] {
    optimizer == "Muon" ? [[2, 3], [4, 2], [3, 3]] : [[2, 3], [4], [], [2, 2, 3]]
  }

  func parameters(_ dtype: DType) -> [Parameter] {
    shapes.enumerated().map { Parameter(wave($1, seed: $0, dtype)) }
  }

  /// An optimizer under this case's settings.
  ///
  /// - Throws: ``OptimizerStateError`` where it refuses them.
  func make(_ parameters: [Parameter]) throws -> Optimizer {
    let middle = (parameters.count + 1) / 2
    let made = AnyOptimizer.make(
      optimizer,
      second == nil ? [parameters] : [Array(parameters[..<middle]), Array(parameters[middle...])])
    // PyTorch's names of settings are those of the state dict.
    var state = made.stateDict()
    for (name, value) in settings {
      for group in 0..<(second == nil ? 1 : 2) {
        state["param_groups.\(group).\(name)"] = value.tensor
      }
    }
    for (name, value) in second ?? [:] { state["param_groups.1.\(name)"] = value.tensor }
    if optimizer == "LBFGS", let most = settings["max_iter"], settings["max_eval"] == nil {
      state["param_groups.0.max_eval"] = Tensor((most.tensor.item() * 5 / 4).rounded(.down))
    }
    try made.load(state)
    return made
  }

  /// Leaves the gradients of one step, in a pattern of parameters that have none; or steps by a loss, for what needs one.
  func step(_ optimizer: Optimizer, _ parameters: [Parameter], number: Int) {
    if optimizer is LBFGS {
      optimizer.step { objective(parameters) }
      return
    }
    for (index, parameter) in parameters.enumerated() {
      let isMissing = (3 * number + index) % 7 == 0
      parameter.grad =
        isMissing ? nil : wave(parameter.shape, seed: 100 * number + index, parameter.dtype)
    }
    optimizer.step()
  }

  /// What LBFGS minimizes, where all parameters have these values.
  private func loss(_ values: [Double]) -> Double {
    var rest = values[...]
    let parameters = shapes.map { shape in
      let count = shape.reduce(1, *)
      defer { rest = rest.dropFirst(count) }
      return Parameter(Tensor(Array(rest.prefix(count)), shape: shape, dtype: .float64))
    }
    return objective(parameters).item()
  }

  private func objective(_ parameters: [Parameter]) -> Tensor {
    for parameter in parameters { parameter.grad = nil }
    var loss = Tensor.zeros([], dtype: parameters[0].dtype)
    for (index, parameter) in parameters.enumerated() {
      let target = wave(parameter.shape, seed: 50 + index, parameter.dtype)
      let weight = wave(parameter.shape, seed: 60 + index, parameter.dtype)
      let way = (parameter - target).square()
      let bowl = (way + way.square()) * (weight + 1.5)
      loss = loss + bowl.sum() + parameter.sum().square()
    }
    loss.backward()
    return loss
  }

  /// The largest difference from PyTorch, in units of what is allowed.
  func difference(_ dtype: DType) throws -> Double {
    let expected = (dtype == .float64 ? float64 : float32) ?? []
    let parameters = parameters(dtype)
    let optimizer = try make(parameters)
    let kept = optimizer is LBFGS ? Set(1...4) : [1, 7, OptimizerCase.steps]
    var found: [[Double]] = []
    for number in 1...kept.max()! {
      step(optimizer, parameters, number: number)
      if kept.contains(number) { found.append(parameters.flatMap { $0.array(as: Double.self) }) }
    }
    if found.map(\.count) != expected.map(\.count) { return .infinity }
    // A search along a line compares losses, and near the minimum in float32 their last bits decide where it ends: it finds as
    // low a place as PyTorch, not the same.
    let tolerance = Tolerance.standard(for: dtype)
    if dtype == .float32, settings["line_search_fn"] != nil {
      return zip(found, expected).map { tolerance.distance(loss($0), loss($1)) }.max()!
    }
    let worst = zip(found.joined(), expected.joined()).map(tolerance.distance).max()!
    guard dtype == .float64, let state, !state.isEmpty else { return worst }
    return max(worst, stateDifference(optimizer.stateDict(), state))
  }

  private func stateDifference(_ found: [String: Tensor], _ expected: [String: [Double]]) -> Double
  {
    let names = found.keys.filter { $0.hasPrefix("state.") }
    if Set(names) != Set(expected.keys) { return .infinity }
    return names.flatMap { name -> [Double] in
      let values = found[name]!.array(as: Double.self)
      return values.count == expected[name]!.count
        ? zip(values, expected[name]!).map(Tolerance.standard(for: .float64).distance) : [.infinity]
    }.max() ?? 0
  }

  private func wave(_ shape: Shape, seed: Int, _ dtype: DType) -> Tensor {
    Wave.tensor(shape, seed: seed, dtype)
  }
}

/// Numbers in -1…1 without a pattern, which Python computes too.
enum Wave {
  static func values(_ count: Int, seed: Int) -> [Double] {
    (0..<count).map { index in
      let fraction = (Double(index + 1) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
      return sin(Double(seed) + 1000 * fraction)
    }
  }

  static func tensor(_ shape: Shape, seed: Int, _ dtype: DType) -> Tensor {
    Tensor(values(shape.reduce(1, *), seed: seed), shape: shape, dtype: dtype)
  }
}
