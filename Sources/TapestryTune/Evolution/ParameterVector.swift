import TapestryCore

/// The weights of a network as one point, moved by random directions that are told by their seeds.
struct ParameterVector {
  let parameters: [Parameter]

  /// Copies of the weights.
  var values: [Tensor] { parameters.map { $0.detach().clone() } }

  func set(_ values: [Tensor]) {
    noGrad {
      for (parameter, value) in zip(parameters, values) { parameter.copy(from: value) }
    }
  }

  /// Moves the weights in place along the direction of a seed.
  func move(along seed: UInt64, by length: Double) {
    noGrad {
      for (parameter, step) in zip(parameters, direction(seed)) {
        parameter += step * length
      }
    }
  }

  /// Normal numbers in the shapes of the weights.
  func direction(_ seed: UInt64) -> [Tensor] {
    let generator = Generator(seed: seed)
    return parameters.map { Tensor.randn($0.shape, dtype: $0.dtype, generator: generator) }
  }
}
