import Tapestry
import Testing

@Suite struct TrainingCourse {
  @Test func aLoop() {
    manualSeed(1)
    // shown
    let train = DrawnDigits(split: .train, count: 2000)
    let test = DrawnDigits(split: .test, count: 500)
    let model = Sequential {
      Flatten()
      Linear(784, 128)
      ReLU()
      Linear(128, 10)
    }
    let optimizer = Adam(model.parameters(), learningRate: 1e-3)
    // end

    // shown
    for epoch in 1...3 {
      let (meanLoss, accuracy) = (RunningMean(), Accuracy())
      let bar = ProgressBar(
        "epoch \(epoch)/3", total: train.count, unit: "images",
        metrics: ["loss": meanLoss, "accuracy": accuracy])
      model.train()
      for (images, labels) in DataLoader(train, batchSize: 32, shuffle: true) {
        optimizer.zeroGrad()
        let logits = model(images)
        let loss = crossEntropy(logits, labels)
        loss.backward()
        optimizer.step()

        meanLoss.update(loss.item(), count: labels.count)
        accuracy.update(logits, labels)
        bar.advance(by: labels.count)
      }
      bar.finish()
    }
    // end

    // shown
    model.eval()
    let accuracy = Accuracy()
    noGrad {
      for (images, labels) in DataLoader(test, batchSize: 500) {
        accuracy.update(model(images), labels)
      }
    }
    print("accuracy \(accuracy)")
    // end
    #expect(accuracy.value > 0.8)

    // shown
    let (image, label) = test[42]
    let logits = noGrad { model(image.unsqueezed(0)) }
    let probabilities = logits.softmax(axis: 1)
    print("a \(label.item()), read as \(logits.argmax(axis: 1).item())")
    // end
    #expect(abs(probabilities.sum().item() - 1) < 1e-5)
  }
}
