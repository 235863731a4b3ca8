/// A derivative that finite differences do not confirm.
public struct GradientMismatch: Error, Equatable {
  /// 1 for the derivative itself, 2 for the second derivative, and so on.
  public let order: Int

  /// Which input the derivative is by. From the second order on, the incoming gradients count as inputs too, behind the others.
  public let input: Int

  /// The place of the element in that input.
  public let place: [Int]

  /// What the tape says.
  public let analytic: Double

  /// What finite differences say.
  public let numeric: Double
}

extension GradientMismatch: CustomStringConvertible {
  public var description: String {
    "derivative \(order == 1 ? "" : "of order \(order) ")by input \(input) at \(place) is \(analytic), finite differences give \(numeric)"
  }
}
