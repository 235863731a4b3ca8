/// What a check of an operation found wrong, and on which sample.
public struct OpFailure: Error, Equatable {
  public let form: String
  public let sample: String
  public let reason: String

  init(_ form: OpForm, _ sample: Sample, _ reason: String) {
    self.form = form.reference ?? "no reference"
    self.sample = sample.description
    self.reason = reason
  }
}

extension OpFailure: CustomStringConvertible {
  public var description: String { "\(form) on \(sample): \(reason)" }
}
