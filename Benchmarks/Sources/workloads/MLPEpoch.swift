import Tapestry

/// Epochs of training, by the library's loader and by batches that are picked by hand.
///
/// Pixels stay the bytes that they are in the file, a quarter of the memory, until a batch is made of them.
func mlpEpoch(_ report: Report, _ train: Digits, _ test: Digits, epochs: Int) throws {
  guard report.wants(family: "mlp_epoch") else { return }
  let (train, test) = (try train.source(), try test.all())
  if report.wants("mlp_epoch_dataloader") {
    let loader = DataLoader(train, batchSize: 128, shuffle: true)
    measure("mlp_epoch_dataloader", report, test, epochs) { step in
      for (images, labels) in loader { step(images, labels) }
    }
  }
  if report.wants("mlp_epoch_handbatch") {
    measure("mlp_epoch_handbatch", report, test, epochs) { step in
      for places in Tensor.randperm(60000).split(size: 128) {
        step(train.images[places] / 255, train.labels[places])
      }
    }
  }
}

/// Trains a new network, one call of `epoch` an epoch, and reports the median time and the accuracy reached.
private func measure(
  _ work: String, _ report: Report, _ test: (images: Tensor, labels: Tensor), _ epochs: Int,
  _ epoch: (_ step: (Tensor, Tensor) -> Void) -> Void
) {
  let model = makeMLP()
  let optimizer = Adam(model.parameters(), learningRate: 1e-3)
  let times = (0..<epochs).map { _ in
    model.train()
    return seconds {
      epoch { images, labels in
        optimizer.zeroGrad()
        crossEntropy(model(images), labels).backward()
        optimizer.step()
      }
    }
  }
  model.eval()
  let isRight = noGrad { model(test.images).argmax(axis: 1) .== test.labels }
  let accuracy = isRight.cast(to: .float32).mean().item()
  report.emit(work, median(times), "s", extras: ["acc": accuracy, "epochs": epochs])
}
