import TapestryCore

/// A module that compares predictions with what was wanted, and is called like a function: `loss(predictions, targets)`.
///
/// Which one to choose follows from what the network's last layer gives and from how targets are written:
///
/// | What is predicted | Last layer gives | Targets | Loss |
/// | --- | --- | --- | --- |
/// | one class of several | logits `[batch, classes, …]` | numbers of classes, or probabilities | ``CrossEntropyLoss`` |
/// | one class of several | log-probabilities `[batch, classes, …]` | numbers of classes | ``NLLLoss`` |
/// | one class of several | logits or probabilities `[…, classes]` | numbers of classes `[…]` | ``SparseCategoricalCrossEntropy`` |
/// | one class of several | logits or probabilities `[…, classes]` | one-hot or probabilities `[…, classes]` | ``CategoricalCrossEntropy`` |
/// | yes or no, each on its own | logits | 0 to 1 | ``BCEWithLogitsLoss`` |
/// | yes or no, each on its own | logits or probabilities | 0 to 1 | ``BinaryCrossEntropy`` |
/// | a number | the number | the number | ``MSELoss``; with outliers ``L1Loss``, ``HuberLoss``, ``SmoothL1Loss`` |
/// | a number and how sure it is | mean and variance | the number | ``GaussianNLLLoss`` |
/// | a count | its expected value or the logarithm | the count | ``PoissonNLLLoss`` |
/// | a distribution | log-probabilities | probabilities | ``KLDivLoss`` |
/// | a sequence without an alignment | log-probabilities by time | numbers of classes | ``CTCLoss`` |
/// | what is alike and what is not | vectors | labels, or examples | ``CosineEmbeddingLoss``, ``TripletMarginLoss`` |
/// | an order | scores | which is higher | ``MarginRankingLoss`` |
///
/// Where there is a choice, take logits: `log(softmax(x))` and `log(sigmoid(x))` are computed as one, which neither overflows nor
/// loses what a probability near 0 or 1 rounds away, and the derivative is `probability - target`. A network that ends in ``Softmax``
/// or ``Sigmoid`` needs a loss of probabilities: a loss of logits would apply the function twice, run without a complaint, and learn slowly.
///
/// ``SparseCategoricalCrossEntropy``, ``CategoricalCrossEntropy`` and ``BinaryCrossEntropy`` are those of Keras, with classes along the
/// last axis and an argument `fromLogits` that has to be given; the others are those of PyTorch, where classes lie along the second.
///
/// All are means over the batch unless `reduction` says otherwise, so that a learning rate does not depend on the batch's size.
public protocol Loss: Module {
  /// The computation itself. Call the loss, not this, so that hooks run and messages name the loss.
  func forward(_ predictions: Tensor, _ targets: Tensor) -> Tensor
}

extension Loss {
  public func callAsFunction(
    _ predictions: Tensor, _ targets: Tensor, file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(predictions, file: file, line: line) { forward($0, targets) }
  }
}

/// A ``Loss`` of three tensors: `loss(anchor, positive, negative)`. Hooks see the first.
public protocol TernaryLoss: Module {
  func forward(_ first: Tensor, _ second: Tensor, _ third: Tensor) -> Tensor
}

extension TernaryLoss {
  public func callAsFunction(
    _ first: Tensor, _ second: Tensor, _ third: Tensor, file: StaticString = #fileID,
    line: UInt = #line
  ) -> Tensor {
    called(first, file: file, line: line) { forward($0, second, third) }
  }
}
