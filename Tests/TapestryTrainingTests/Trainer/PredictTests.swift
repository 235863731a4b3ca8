import TapestryCore
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
}
