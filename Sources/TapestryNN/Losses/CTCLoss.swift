import TapestryCore

/// ``ctcLoss(_:_:inputLengths:targetLengths:blank:reduction:zeroInfinity:file:line:)`` as a module. `torch.nn.CTCLoss`.
public final class CTCLoss: Module {
  public let blank: Int
  public let zeroInfinity: Bool
  public let reduction: LossReduction

  public init(blank: Int = 0, zeroInfinity: Bool = false, reduction: LossReduction = .mean) {
    self.blank = blank
    self.zeroInfinity = zeroInfinity
    self.reduction = reduction
    super.init()
  }

  public override var details: String {
    "blank: \(blank), zeroInfinity: \(zeroInfinity), reduction: .\(reduction)"
  }

  public func forward(
    _ logProbabilities: Tensor, _ targets: Tensor, inputLengths: [Int], targetLengths: [Int]
  ) -> Tensor {
    ctcLoss(
      logProbabilities, targets, inputLengths: inputLengths, targetLengths: targetLengths,
      blank: blank, reduction: reduction, zeroInfinity: zeroInfinity)
  }

  public func callAsFunction(
    _ logProbabilities: Tensor, _ targets: Tensor, inputLengths: [Int], targetLengths: [Int],
    file: StaticString = #fileID, line: UInt = #line
  ) -> Tensor {
    called(logProbabilities, file: file, line: line) {
      forward($0, targets, inputLengths: inputLengths, targetLengths: targetLengths)
    }
  }
}
