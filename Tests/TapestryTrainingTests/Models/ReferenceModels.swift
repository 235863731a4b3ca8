import TapestryCore
import TapestryNN
import TapestryOptim
import Testing

/// The networks of `Tests/Goldens/models.py`, line by line, with the optimizers that train them there.
struct ReferenceModel: CustomTestStringConvertible {
  let name: String
  let make: @Sendable () -> any Module & Layer
  let optimizer: @Sendable ([Parameter]) -> Optimizer

  var testDescription: String { name }

  static let all = [
    ReferenceModel(name: "mlp", make: mlp, optimizer: adam),
    ReferenceModel(name: "lenet", make: { LeNet() }, optimizer: descent),
    ReferenceModel(name: "resnet", make: { ResNet() }, optimizer: descent),
    ReferenceModel(name: "lstm", make: { SequenceClassifier() }, optimizer: adam),
    ReferenceModel(name: "encoder", make: { TextEncoder() }, optimizer: descent),
  ]

  @Sendable private static func descent(_ parameters: [Parameter]) -> Optimizer {
    SGD(parameters, learningRate: 0.05, momentum: 0.9, weightDecay: 1e-3)
  }

  @Sendable private static func adam(_ parameters: [Parameter]) -> Optimizer {
    AdamW(parameters, learningRate: 1e-2)
  }
}

private let classes = 4

@Sendable private func mlp() -> any Module & Layer {
  Sequential {
    Flatten()
    Linear(12, 16)
    ReLU()
    Dropout(0)
    Linear(16, classes)
  }
}

private final class LeNet: Module, Layer {
  let conv1 = Conv2d(1, 3, kernelSize: 5, padding: 2)
  let conv2 = Conv2d(3, 4, kernelSize: 5)
  let fc1 = Linear(16, 12)
  let fc2 = Linear(12, 8)
  let fc3 = Linear(8, classes)

  func forward(_ x: Tensor) -> Tensor {
    var x = avgPool2d(conv1(x).sigmoid(), kernelSize: 2)
    x = maxPool2d(conv2(x).relu(), kernelSize: 2)
    x = x.flattened(from: 1)
    x = fc1(x).relu()
    x = fc2(x).relu()
    return fc3(x)
  }
}

private final class BasicBlock: Module, Layer {
  let conv1, conv2: Conv2d
  let bn1, bn2: BatchNorm2d
  let downsample: Sequential?

  init(_ inputs: Int, _ outputs: Int, stride: Int = 1) {
    conv1 = Conv2d(
      inputs, outputs, kernelSize: 3, stride: PerAxis(stride), padding: 1, bias: false)
    bn1 = BatchNorm2d(outputs)
    conv2 = Conv2d(outputs, outputs, kernelSize: 3, padding: 1, bias: false)
    bn2 = BatchNorm2d(outputs)
    downsample =
      stride == 1 && inputs == outputs
      ? nil
      : Sequential {
        Conv2d(inputs, outputs, kernelSize: 1, stride: PerAxis(stride), bias: false)
        BatchNorm2d(outputs)
      }
    super.init()
  }

  func forward(_ x: Tensor) -> Tensor {
    let y = bn2(conv2(bn1(conv1(x)).relu()))
    return (y + (downsample.map { $0(x) } ?? x)).relu()
  }
}

private final class ResNet: Module, Layer {
  let conv1 = Conv2d(3, 4, kernelSize: 3, padding: 1, bias: false)
  let bn1 = BatchNorm2d(4)
  let layer1 = Sequential {
    BasicBlock(4, 4)
    BasicBlock(4, 4)
  }
  let layer2 = Sequential {
    BasicBlock(4, 6, stride: 2)
    BasicBlock(6, 6)
  }
  let avgpool = AdaptiveAvgPool2d(1)
  let fc = Linear(6, classes)

  func forward(_ x: Tensor) -> Tensor {
    let y = layer2(layer1(bn1(conv1(x)).relu()))
    return fc(avgpool(y).flattened(from: 1))
  }
}

private final class SequenceClassifier: Module, Layer {
  let lstm = LSTM(5, 6, numLayers: 2, batchFirst: true, bidirectional: true)
  let fc = Linear(12, classes)

  func forward(_ x: Tensor) -> Tensor { fc(lstm(x).output[0..., -1]) }
}

private final class TextEncoder: Module, Layer {
  let embedding = Embedding(11, 8)
  let positions = Parameter(Tensor.randn([6, 8]) / 8)
  let encoder = TransformerEncoder(numLayers: 2, norm: LayerNorm(8)) {
    TransformerEncoderLayer(8, 2, feedforwardSize: 16, dropout: 0, batchFirst: true)
  }
  let scale = Buffer(Tensor(Float(8)).sqrt())
  let head = Linear(8, classes)

  func forward(_ x: Tensor) -> Tensor {
    let x = embedding(x) * scale + positions
    return head(encoder(x).mean(axes: [1]))
  }
}
