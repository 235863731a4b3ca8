import TapestryCore

extension Replay {
  static let pooling: [String: Adapter] = [
    "nn.functional.max_pool1d": maxPooling(maxPool1dWithIndices),
    "nn.functional.max_pool2d": maxPooling(maxPool2dWithIndices),
    "nn.functional.max_pool3d": maxPooling(maxPool3dWithIndices),
    "nn.functional.avg_pool1d": { s in
      [
        avgPool1d(
          s.input, kernelSize: s.perAxis("kernel_size", 1)!, stride: s.perAxis("stride", 2),
          padding: s.perAxis("padding", 3) ?? 0, ceilMode: s.bool("ceil_mode", 4) ?? false,
          countIncludePad: s.bool("count_include_pad", 5) ?? true)
      ]
    },
    "nn.functional.avg_pool2d": { s in
      [
        avgPool2d(
          s.input, kernelSize: s.perAxis("kernel_size", 1)!, stride: s.perAxis("stride", 2),
          padding: s.perAxis("padding", 3) ?? 0, ceilMode: s.bool("ceil_mode", 4) ?? false,
          countIncludePad: s.bool("count_include_pad", 5) ?? true,
          divisorOverride: s.int("divisor_override", 6))
      ]
    },
    "nn.functional.avg_pool3d": { s in
      [
        avgPool3d(
          s.input, kernelSize: s.perAxis("kernel_size", 1)!, stride: s.perAxis("stride", 2),
          padding: s.perAxis("padding", 3) ?? 0, ceilMode: s.bool("ceil_mode", 4) ?? false,
          countIncludePad: s.bool("count_include_pad", 5) ?? true,
          divisorOverride: s.int("divisor_override", 6))
      ]
    },
    "nn.functional.adaptive_avg_pool1d": { s in
      [adaptiveAvgPool1d(s.input, outputSize: s.pooledSize("output_size", 1)!)]
    },
    "nn.functional.adaptive_avg_pool2d": { s in
      [adaptiveAvgPool2d(s.input, outputSize: s.pooledSize("output_size", 1)!)]
    },
    "nn.functional.adaptive_avg_pool3d": { s in
      [adaptiveAvgPool3d(s.input, outputSize: s.pooledSize("output_size", 1)!)]
    },
    "nn.functional.adaptive_max_pool1d": adaptive {
      adaptiveMaxPool1dWithIndices($0, outputSize: $1)
    },
    "nn.functional.adaptive_max_pool2d": adaptive {
      adaptiveMaxPool2dWithIndices($0, outputSize: $1)
    },
    "nn.functional.adaptive_max_pool3d": adaptive {
      adaptiveMaxPool3dWithIndices($0, outputSize: $1)
    },
    "nn.functional.max_unpool1d": unpooling(axes: 1) {
      maxUnpool1d($0, indices: $1, kernelSize: $2, stride: $3, padding: $4, outputSize: $5)
    },
    "nn.functional.max_unpool2d": unpooling(axes: 2) {
      maxUnpool2d($0, indices: $1, kernelSize: $2, stride: $3, padding: $4, outputSize: $5)
    },
    "nn.functional.max_unpool3d": unpooling(axes: 3) {
      maxUnpool3d($0, indices: $1, kernelSize: $2, stride: $3, padding: $4, outputSize: $5)
    },
    "nn.functional.fractional_max_pool2d": fractional(
      { fractionalMaxPool2dWithIndices($0, kernelSize: $1, outputSize: $2, samples: $3) },
      { fractionalMaxPool2d($0, kernelSize: $1, outputRatio: $2, samples: $3) }),
    "nn.functional.fractional_max_pool3d": fractional(
      { fractionalMaxPool3dWithIndices($0, kernelSize: $1, outputSize: $2, samples: $3) },
      { fractionalMaxPool3d($0, kernelSize: $1, outputRatio: $2, samples: $3) }),
  ]

  private typealias MaxPooling =
    @Sendable (Tensor, PerAxis, PerAxis?, PerAxis, PerAxis, Bool, StaticString, UInt)
    -> (values: Tensor, indices: Tensor)

  private static func maxPooling(_ body: @escaping MaxPooling) -> Adapter {
    { s in
      let both = body(
        s.input, s.perAxis("kernel_size", 1)!, s.perAxis("stride", 2),
        s.perAxis("padding", 3) ?? 0, s.perAxis("dilation", 4) ?? 1,
        s.bool("ceil_mode") ?? false, #fileID, #line)
      return s.bool("return_indices") == true ? [both.values, both.indices] : [both.values]
    }
  }

  private static func adaptive(
    _ body: @escaping @Sendable (Tensor, PooledSize) -> (values: Tensor, indices: Tensor)
  ) -> Adapter {
    { s in
      let both = body(s.input, s.pooledSize("output_size", 1)!)
      return s.bool("return_indices", 2) == true ? [both.values, both.indices] : [both.values]
    }
  }

  private static func unpooling(
    axes: Int,
    _ body: @escaping @Sendable (Tensor, Tensor, PerAxis, PerAxis?, PerAxis, PerAxis?) -> Tensor
  ) -> Adapter {
    { s in
      [
        body(
          s.input, s.tensor("indices", 1)!, s.perAxis("kernel_size", 2)!,
          s.perAxis("stride", 3), s.perAxis("padding", 4) ?? 0,
          // PyTorch takes the sizes of all axes too.
          s.ints("output_size", 5).map { PerAxis(Array($0.suffix(axes))) })
      ]
    }
  }

  private static func fractional(
    _ sized:
      @escaping @Sendable (Tensor, PerAxis, PerAxis, Tensor?) -> (
        values: Tensor, indices: Tensor
      ),
    _ scaled: @escaping @Sendable (Tensor, PerAxis, ScalePerAxis, Tensor?) -> Tensor
  ) -> Adapter {
    { s in
      let (kernel, samples) = (s.perAxis("kernel_size", 1)!, s.tensor("_random_samples"))
      let wantsIndices = s.bool("return_indices") == true
      if let ratios = s.numbers("output_ratio"), !wantsIndices {
        return [scaled(s.input, kernel, ScalePerAxis(ratios), samples)]
      }
      let sizes =
        s.perAxis("output_size")
        ?? PerAxis(
          zip(s.input.shape.suffix(s.numbers("output_ratio")!.count), s.numbers("output_ratio")!)
            .map { Int(Double($0) * $1) })
      let both = sized(s.input, kernel, sizes, samples)
      return wantsIndices ? [both.values, both.indices] : [both.values]
    }
  }
}
