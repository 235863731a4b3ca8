import TapestryCore

/// An operation as tests see it: what it is called, where it stands, how it is used, and what it refuses.
///
/// ```swift
/// OpCase(
///   "sigmoid", in: "Activation/Sigmoid", torch: ["sigmoid": "x.sigmoid()"],
///   OpForm("torch.sigmoid(a)", .unary(-8...8)) { $0.sigmoid() })
/// ```
///
/// The checks (``gradientFailures(order:)`` and its kin) try every form on every sample.
public struct OpCase: Sendable {
  /// As users write it, and as error messages begin.
  public let name: String

  /// The source file, from the folder of all operations, without its extension.
  public let file: String

  /// The names in PyTorch's catalogue of operators that the operation covers, each with how it is written here.
  public let torchNames: [String: String]

  public let forms: [OpForm]
  public let errors: [OpError]

  /// The form that changes its first operand in place, where the operation has one.
  public let inPlace: (@Sendable (Tensor, Tensor) -> Void)?

  public init(
    _ name: String, in file: String, torch torchNames: [String: String] = [:], _ forms: OpForm...,
    errors: [OpError] = [],
    inPlace: (@Sendable (Tensor, Tensor) -> Void)? = nil
  ) {
    self.init(
      name, in: file, torch: torchNames, forms: forms, errors: errors, inPlace: inPlace)
  }

  public init(
    _ name: String, in file: String, torch torchNames: [String: String] = [:], forms: [OpForm],
    errors: [OpError] = [], inPlace: (@Sendable (Tensor, Tensor) -> Void)? = nil
  ) {
    self.name = name
    self.file = file
    self.torchNames = torchNames
    self.forms = forms
    self.errors = errors
    self.inPlace = inPlace
  }
}

extension OpCase: CustomStringConvertible {
  public var description: String { name }
}
