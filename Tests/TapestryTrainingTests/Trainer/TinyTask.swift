import TapestryCore
import TapestryData
import TapestryNN
import TapestryOptim
import TapestryTraining

/// Points of three classes, and a small network that learns them in no time.
struct TinyTask {
  let train: TensorDataset
  let test: TensorDataset
  let model: Sequential
  let optimizer: Optimizer
  let accuracy = Accuracy()

  init(seed: UInt64 = 1, examples: Int = 60, learningRate: Double = 0.02) {
    func points(_ count: Int, _ seed: UInt64) -> TensorDataset {
      withSeed(seed) {
        let labels = Tensor.randint(0..<3, [count])
        let centers = Tensor([[2.0, 0, 0, 1], [0, 2, 0, -1], [0, 0, 2, 0]], dtype: .float32)
        return TensorDataset(centers[labels] + Tensor.randn([count, 4]), labels)
      }
    }
    train = points(examples, 10)
    test = points(30, 11)
    model = withSeed(seed) {
      Sequential {
        Linear(4, 16)
        BatchNorm1d(16)
        ReLU()
        Dropout(0.2)
        Linear(16, 3)
      }
    }
    optimizer = Adam(model.parameters(), learningRate: learningRate)
  }

  func trainer(
    precision: DType? = nil, maxGradNorm: Double? = nil, accumulation: Int = 1
  ) -> Trainer {
    Trainer(
      model, optimizer: optimizer, loss: CrossEntropyLoss(), metrics: ["accuracy": accuracy],
      precision: precision, maxGradNorm: maxGradNorm, accumulation: accumulation)
  }

  /// Batches of 8, the last of an epoch shorter, in an order drawn from the thread's random numbers.
  var batches: DataLoader<TensorDataset> { DataLoader(train, batchSize: 8, shuffle: true) }

  var testBatches: DataLoader<TensorDataset> { DataLoader(test, batchSize: 16) }

  /// All parameters and buffers, in the order of their names.
  var weights: [Float] { TinyTask.weights(model) }

  static func weights(_ model: Module) -> [Float] {
    model.stateDict().sorted { $0.key < $1.key }.flatMap { $0.value.array(as: Float.self) }
  }
}

/// Calls closures at what happens in a training.
final class Probe: Callback {
  var batch: (TrainingRun) throws -> Void = { _ in }
  var epoch: (TrainingRun) throws -> Void = { _ in }
  private(set) var events: [String] = []

  func fitWillBegin(_ run: TrainingRun) { events.append("fit") }
  func epochWillBegin(_ run: TrainingRun) { events.append("epoch \(run.epoch)") }
  func batchDidEnd(_ run: TrainingRun) throws {
    events.append("batch \(run.batch)")
    try batch(run)
  }
  func epochDidEnd(_ run: TrainingRun) throws {
    events.append("end \(run.epoch)")
    try epoch(run)
  }
  func fitDidEnd(_ run: TrainingRun) { events.append("done") }
}
