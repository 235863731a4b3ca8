import TapestryCore
import TapestryTraining
import Testing

@Suite struct TerminateOnNaNTests {
  @Test(arguments: [Double.nan, .infinity])
  func endsWithTheBatch(value: Double) throws {
    let task = TinyTask()
    var batches = 0
    let trainer = Trainer(
      task.model, optimizer: task.optimizer,
      loss: { predictions, _ in
        batches += 1
        return predictions.mean() * (batches == 11 ? value : 1)
      })
    let history = try trainer.fit(
      task.batches, epochs: 3, callbacks: [TerminateOnNaN()], progress: nil)
    #expect(batches == 11)
    #expect(history.epochs.count == 1)
    let reason = try #require(history.stopReason)
    #expect(reason.hasPrefix("the loss is ") && reason.hasSuffix(" in batch 3 of epoch 2"))
  }
}
