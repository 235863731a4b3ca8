import Foundation
import TapestryCore
import TapestryNN

/// What PyTorch computed; see `Tests/Goldens/training.py`.
struct Golden: Decodable {
  struct Run: Decodable {
    let losses: [Double]
    let weights: [Double]
  }

  let gradient: [String: [Double]]
  let small: [String: [String: Run]]
  let digits: [String: [Double]]

  static func read() throws -> Golden {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent()
    let data = try Data(contentsOf: folder.appendingPathComponent("Goldens/training.json"))
    return try JSONDecoder().decode(Golden.self, from: data)
  }
}

/// The network and data of `Tests/Goldens/training.py`.
struct GoldenTask {
  let inputs, hidden, classes, examples, batch: Int
  let dtype: DType

  static func small(_ dtype: DType) -> GoldenTask {
    GoldenTask(inputs: 12, hidden: 16, classes: 5, examples: 60, batch: 20, dtype: dtype)
  }

  static var digits: GoldenTask {
    GoldenTask(inputs: 784, hidden: 128, classes: 10, examples: 500, batch: 128, dtype: .float32)
  }

  private static func wave(_ count: Int, seed: Int) -> [Double] {
    (0..<count).map { index in
      let fraction = (Double(index + 1) * 0.6180339887498949).truncatingRemainder(dividingBy: 1)
      return sin(Double(seed) + 1000 * fraction)
    }
  }

  private func tensor(_ shape: Shape, seed: Int, scale: Double) -> Tensor {
    let values = GoldenTask.wave(shape.reduce(1, *), seed: seed).map { $0 * scale }
    return Tensor(values, shape: shape, dtype: dtype)
  }

  func model() -> Sequential {
    let model = Sequential {
      Linear(inputs, hidden, dtype: dtype)
      ReLU()
      Linear(hidden, classes, dtype: dtype)
    }
    let scale = 1 / Double(inputs).squareRoot()
    for (index, parameter) in model.parameters().enumerated() {
      let values = tensor(parameter.shape, seed: index, scale: scale)
      noGrad { parameter[.ellipsis] = values }
    }
    return model
  }

  var labels: Tensor {
    Tensor(
      GoldenTask.wave(examples, seed: 20).map { Int((1 + $0) / 2.0001 * Double(classes)) })
  }

  /// Trains for 100 steps and returns each step's loss.
  func train(_ model: Sequential, _ update: (_ step: Int) -> Void) -> [Double] {
    let (data, labels) = (tensor([examples, inputs], seed: 10, scale: 1), labels)
    return (0..<100).map { step in
      let order = Tensor((0..<batch).map { (step * batch + 7 * $0) % examples })
      model.zeroGrad()
      let loss = crossEntropy(model(data[order]), labels[order])
      loss.backward()
      update(step)
      return loss.item()
    }
  }
}
