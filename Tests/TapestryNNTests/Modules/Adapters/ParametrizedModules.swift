import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let parametrizedModules: [String: Adapter] = [
    "weight_norm(Linear)": { c in weightNorm(linear(c), c) },
    "weight_norm(Conv2d)": { c in weightNorm(conv2d(c), c) },
    "weight_norm(ConvTranspose1d)": { c in weightNorm(convTranspose1d(c), c) },
    "spectral_norm(Linear)": { c in spectralNorm(linear(c), c) },
    "spectral_norm(Conv2d)": { c in spectralNorm(conv2d(c), c) },
    "spectral_norm(ConvTranspose1d)": { c in spectralNorm(convTranspose1d(c), c) },
    "orthogonal(Linear)": { c in orthogonal(linear(c), c) },
    "orthogonal(Conv2d)": { c in orthogonal(conv2d(c), c) },
    "orthogonal(ConvTranspose1d)": { c in orthogonal(convTranspose1d(c), c) },
  ]

  private static func weightNorm(_ layer: some WeightedLayer, _ c: ModuleCase) -> ModuleSubject {
    let isWhole = c.arguments.kwargs["dim"]?.isNone == true
    let axis = isWhole ? nil : c.arguments.int("dim", nil) ?? 0
    return ModuleSubject(WeightNorm(layer, axis: axis))
  }

  private static func spectralNorm(_ layer: some WeightedLayer, _ c: ModuleCase) -> ModuleSubject {
    let a = c.arguments
    return ModuleSubject(
      SpectralNorm(
        layer, powerIterations: a.int("n_power_iterations", nil) ?? 1, axis: a.int("dim", nil)))
  }

  private static func orthogonal(_ layer: some WeightedLayer, _ c: ModuleCase) -> ModuleSubject {
    let maps: [String: OrthogonalMap] = [
      "matrix_exp": .matrixExp, "cayley": .cayley, "householder": .householder,
    ]
    let map = c.arguments.text("orthogonal_map", nil).map { maps[$0]! }
    return ModuleSubject(
      Orthogonal(
        layer, map: map, useTrivialization: c.arguments.bool("use_trivialization", nil) ?? true))
  }

  private static func linear(_ c: ModuleCase) -> Linear {
    let a = c.arguments
    return Linear(
      a.int("in_features", 0)!, a.int("out_features", 1)!, bias: a.bool("bias", 2) ?? true,
      dtype: c.dtype)
  }

  private static func conv2d(_ c: ModuleCase) -> Conv2d {
    let a = c.arguments
    return Conv2d(
      a.int("in_channels", 0)!, a.int("out_channels", 1)!, kernelSize: a.sizes("kernel_size", 2)!,
      groups: a.int("groups", nil) ?? 1, dtype: c.dtype)
  }

  private static func convTranspose1d(_ c: ModuleCase) -> ConvTranspose1d {
    let a = c.arguments
    return ConvTranspose1d(
      a.int("in_channels", 0)!, a.int("out_channels", 1)!, kernelSize: a.sizes("kernel_size", 2)!,
      stride: a.sizes("stride", nil) ?? 1, dtype: c.dtype)
  }
}
