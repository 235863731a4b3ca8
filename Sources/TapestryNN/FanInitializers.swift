import TapestryCore

/// Which side of a weight keeps its variance: the inputs, in the forward pass, or the outputs, in the backward pass.
public enum FanMode: Sendable {
  case fanIn, fanOut
}

/// The function that follows a weight, for the factor by which it changes the variance.
///
/// `torch.nn.init.calculate_gain`.
public enum Nonlinearity: Sendable {
  case linear, sigmoid, tanh, relu, selu
  case leakyReLU(negativeSlope: Double = 0.01)

  public var gain: Double {
    switch self {
    case .linear, .sigmoid: 1
    case .tanh: 5.0 / 3
    case .relu: 2.0.squareRoot()
    case .selu: 0.75
    case .leakyReLU(let slope): (2 / (1 + slope * slope)).squareRoot()
    }
  }
}

extension Initializer {
  /// Uniform numbers that keep the variance of both passes. Glorot & Bengio, 2010.
  public static func xavierUniform(gain: Double = 1) -> Initializer {
    uniform("xavierUniform") { gain * (2 / Double($0.in + $0.out)).squareRoot() }
  }

  /// Normal numbers that keep the variance of both passes. Glorot & Bengio, 2010.
  public static func xavierNormal(gain: Double = 1) -> Initializer {
    normal("xavierNormal") { gain * (2 / Double($0.in + $0.out)).squareRoot() }
  }

  /// Uniform numbers that keep the variance through a rectifier. He et al., 2015.
  public static func kaimingUniform(
    _ nonlinearity: Nonlinearity = .leakyReLU(negativeSlope: 0), mode: FanMode = .fanIn
  ) -> Initializer {
    uniform("kaimingUniform") { nonlinearity.gain / Double($0[mode]).squareRoot() }
  }

  /// Normal numbers that keep the variance through a rectifier. He et al., 2015.
  public static func kaimingNormal(
    _ nonlinearity: Nonlinearity = .leakyReLU(negativeSlope: 0), mode: FanMode = .fanIn
  ) -> Initializer {
    normal("kaimingNormal") { nonlinearity.gain / Double($0[mode]).squareRoot() }
  }

  private static func uniform(
    _ name: StaticString, _ deviation: @escaping @Sendable (Fans) -> Double
  ) -> Initializer {
    Initializer { shape, dtype in
      // A uniform distribution over ±b has the standard deviation b/√3.
      let bound = 3.0.squareRoot() * deviation(Fans(of: shape, for: name))
      return Initializer.uniform(-bound, bound)(shape, dtype: dtype)
    }
  }

  private static func normal(
    _ name: StaticString, _ deviation: @escaping @Sendable (Fans) -> Double
  ) -> Initializer {
    Initializer { shape, dtype in
      Initializer.normal(standardDeviation: deviation(Fans(of: shape, for: name)))(
        shape, dtype: dtype)
    }
  }
}

/// How many inputs each output of a weight is computed from, and how many outputs each input goes to.
private struct Fans {
  let `in`, out: Int

  /// Of a weight `[outputs, inputs, …]`, whose further axes are a kernel's.
  init(of shape: Shape, for name: StaticString) {
    if shape.count < 2 {
      mistake("\(name): a weight of shape \(shape) has no inputs and outputs: two axes are needed")
    }
    let kernel = shape.dropFirst(2).reduce(1, *)
    (`in`, out) = (Swift.max(1, shape[1] * kernel), Swift.max(1, shape[0] * kernel))
  }

  subscript(mode: FanMode) -> Int { mode == .fanIn ? `in` : out }
}
