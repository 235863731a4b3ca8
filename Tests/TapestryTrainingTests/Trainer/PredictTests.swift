import TapestryCore
import TapestryData
import TapestryTraining
import Testing

@Suite struct PredictTests {
  private let task = TinyTask()

  @Test(arguments: [1, 7, 30, 1000])
  func batchesMakeNoDifference(batchSize: Int) {
    let trainer = task.trainer()
    let whole = noGrad { task.model.eval()(task.test.inputs) }
    task.model.train()
    let predictions = trainer.predict(task.test.inputs, batchSize: batchSize)
    #expect(predictions.shape == [30, 3])
    #expect(!predictions.requiresGrad)
    #expect(predictions.allClose(to: whole))
    let classes = trainer.predictClasses(task.test.inputs, batchSize: batchSize)
    #expect(classes.dtype == .int64 && classes.shape == [30])
    #expect(classes.array(as: Int.self) == whole.argmax(axis: 1).array(as: Int.self))
    #expect(trainer.predict(task.testBatches).allClose(to: whole))
    #expect(
      trainer.predictClasses(task.testBatches).array(as: Int.self)
        == classes.array(as: Int.self))
  }

  @Test func oneInputAndNone() {
    let trainer = task.trainer()
    #expect(trainer.predict(task.test.inputs[3].unsqueezed(0)).shape == [1, 3])
    #expect(trainer.predict(Tensor.zeros([0, 4])).shape == [0, 3])
  }

  /// Examples that nobody knows the answers to.
  private struct Unlabelled: Dataset {
    let inputs: Tensor
    var count: Int { inputs.shape[0] }
    subscript(index: Int) -> Tensor { inputs[index] }
    func batch(_ indices: ArraySlice<Int>) -> Tensor { inputs[indices.first!...indices.last!] }
  }

  @Test func batchesOfInputsAlone() {
    let trainer = task.trainer()
    let loader = DataLoader(Unlabelled(inputs: task.test.inputs), batchSize: 7)
    #expect(trainer.predict(loader).allClose(to: trainer.predict(task.test.inputs)))
    #expect(
      trainer.predictClasses(loader).array(as: Int.self)
        == trainer.predictClasses(task.test.inputs).array(as: Int.self))
  }

  @Test func showsHowFarItHasCome() throws {
    let trainer = task.trainer()
    var written = ""
    let console = Console(columns: nil) { written += $0 }
    let measures = trainer.evaluate(task.testBatches, progress: console)
    _ = trainer.predict(task.testBatches, progress: console)
    let lines = written.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines[0].hasPrefix("evaluation  100%  \(measures)  "))
    #expect(lines[1].hasPrefix("prediction  100%  ") && lines[1].contains(" examples/s"))
  }
}
