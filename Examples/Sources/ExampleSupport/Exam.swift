import Tapestry

extension Trainer {
  /// Measures how well the network does on examples that it has not seen.
  public func examine<Digits: Dataset>(on digits: Digits) throws -> Measures
  where Digits.Batch == (Tensor, Tensor), Digits.Failure == Never {
    let measures = evaluate(DataLoader(digits, batchSize: 500))
    guard measures.loss.isFinite else { throw Diverged() }
    return measures
  }
}
