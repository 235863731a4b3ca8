import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let poolingModules: [String: Adapter] = [
    "MaxPool1d": { c in
      let layer = maxPool(MaxPool1d.self, c)
      return withIndices(layer, c, layer.withIndices)
    },
    "MaxPool2d": { c in
      let layer = maxPool(MaxPool2d.self, c)
      return withIndices(layer, c, layer.withIndices)
    },
    "MaxPool3d": { c in
      let layer = maxPool(MaxPool3d.self, c)
      return withIndices(layer, c, layer.withIndices)
    },
    "MaxUnpool1d": { c in
      let layer = maxUnpool(MaxUnpool1d.self, c)
      return unpooling(layer) { layer($0, $1, outputSize: $2) }
    },
    "MaxUnpool2d": { c in
      let layer = maxUnpool(MaxUnpool2d.self, c)
      return unpooling(layer) { layer($0, $1, outputSize: $2) }
    },
    "MaxUnpool3d": { c in
      let layer = maxUnpool(MaxUnpool3d.self, c)
      return unpooling(layer) { layer($0, $1, outputSize: $2) }
    },
    "AvgPool1d": { c in ModuleSubject(avgPool(AvgPool1d.self, c)) },
    "AvgPool2d": { c in ModuleSubject(avgPool(AvgPool2d.self, c)) },
    "AvgPool3d": { c in ModuleSubject(avgPool(AvgPool3d.self, c)) },
    "LPPool1d": { c in ModuleSubject(lpPool(LPPool1d.self, c)) },
    "LPPool2d": { c in ModuleSubject(lpPool(LPPool2d.self, c)) },
    "LPPool3d": { c in ModuleSubject(lpPool(LPPool3d.self, c)) },
    "AdaptiveAvgPool1d": { c in ModuleSubject(adaptive(AdaptiveAvgPool1d.self, c)) },
    "AdaptiveAvgPool2d": { c in ModuleSubject(adaptive(AdaptiveAvgPool2d.self, c)) },
    "AdaptiveAvgPool3d": { c in ModuleSubject(adaptive(AdaptiveAvgPool3d.self, c)) },
    "AdaptiveMaxPool1d": { c in
      let layer = adaptive(AdaptiveMaxPool1d.self, c)
      return withIndices(layer, c, layer.withIndices, position: 1)
    },
    "AdaptiveMaxPool2d": { c in
      let layer = adaptive(AdaptiveMaxPool2d.self, c)
      return withIndices(layer, c, layer.withIndices, position: 1)
    },
    "AdaptiveMaxPool3d": { c in
      let layer = adaptive(AdaptiveMaxPool3d.self, c)
      return withIndices(layer, c, layer.withIndices, position: 1)
    },
    "FractionalMaxPool2d": { c in
      let layer = fractional(FractionalMaxPool2d.self, c)
      return withIndices(layer, c, layer.withIndices, position: 3)
    },
    "FractionalMaxPool3d": { c in
      let layer = fractional(FractionalMaxPool3d.self, c)
      return withIndices(layer, c, layer.withIndices, position: 3)
    },
  ]

  private static func maxPool<P: MaxPooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    let a = c.arguments
    return type.init(
      kernelSize: a.sizes("kernel_size", 0)!, stride: a.sizes("stride", 1),
      padding: a.sizes("padding", 2) ?? 0, dilation: a.sizes("dilation", 3) ?? 1,
      ceilMode: a.bool("ceil_mode", 5) ?? false)
  }

  private static func withIndices(
    _ layer: some Layer, _ c: ModuleCase,
    _ call: @escaping (Tensor) -> (values: Tensor, indices: Tensor), position: Int = 4
  ) -> ModuleSubject {
    guard c.arguments.bool("return_indices", position) ?? false else { return ModuleSubject(layer) }
    return ModuleSubject(layer) { inputs in
      let result = call(inputs.tensor("input", 0)!)
      return [result.values, result.indices]
    }
  }

  private static func maxUnpool<P: MaxUnpooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    let a = c.arguments
    return type.init(
      kernelSize: a.sizes("kernel_size", 0)!, stride: a.sizes("stride", 1),
      padding: a.sizes("padding", 2) ?? 0)
  }

  private static func unpooling(
    _ layer: some PairLayer, _ sized: @escaping (Tensor, Tensor, PerAxis) -> Tensor
  ) -> ModuleSubject {
    ModuleSubject(layer) { inputs in
      let (x, indices) = (inputs.tensor("input", 0)!, inputs.tensor("indices", 1)!)
      guard let size = inputs.sizes("output_size", 2) else { return [layer(x, indices)] }
      return [sized(x, indices, size)]
    }
  }

  private static func avgPool<P: AveragePooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    let a = c.arguments
    return type.init(
      kernelSize: a.sizes("kernel_size", 0)!, stride: a.sizes("stride", 1),
      padding: a.sizes("padding", 2) ?? 0, ceilMode: a.bool("ceil_mode", 3) ?? false,
      countIncludePad: a.bool("count_include_pad", 4) ?? true,
      divisorOverride: a.int("divisor_override", 5))
  }

  private static func lpPool<P: PowerAveragePooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    let a = c.arguments
    return type.init(
      normType: a.number("norm_type", 0)!, kernelSize: a.sizes("kernel_size", 1)!,
      stride: a.sizes("stride", 2), ceilMode: a.bool("ceil_mode", 3) ?? false)
  }

  private static func adaptive<P: AdaptivePooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    type.init(c.arguments.pooledSize("output_size", 0)!)
  }

  private static func fractional<P: FractionalMaxPooling>(_ type: P.Type, _ c: ModuleCase) -> P {
    let a = c.arguments
    let samples = a.tensor("_random_samples", 4)?.cast(to: c.dtype)
    let kernelSize = a.sizes("kernel_size", 0)!
    if let ratio = a.scales("output_ratio", 2) {
      return type.init(kernelSize: kernelSize, outputRatio: ratio, samples: samples)
    }
    return type.init(
      kernelSize: kernelSize, outputSize: a.sizes("output_size", 1)!, samples: samples)
  }
}
