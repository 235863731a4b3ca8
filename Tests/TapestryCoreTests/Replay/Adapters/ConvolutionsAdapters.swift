import TapestryCore

extension Replay {
  static let convolutions: [String: Adapter] = [
    "nn.functional.conv1d": convolution {
      conv1d($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6)
    },
    "nn.functional.conv2d": convolution {
      conv2d($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6)
    },
    "nn.functional.conv3d": convolution {
      conv3d($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6)
    },
    "nn.functional.conv_transpose1d": transposed {
      convTranspose1d(
        $0, $1, $2, stride: $3, padding: $4, outputPadding: $5, groups: $6, dilation: $7)
    },
    "nn.functional.conv_transpose2d": transposed {
      convTranspose2d(
        $0, $1, $2, stride: $3, padding: $4, outputPadding: $5, groups: $6, dilation: $7)
    },
    "nn.functional.conv_transpose3d": transposed {
      convTranspose3d(
        $0, $1, $2, stride: $3, padding: $4, outputPadding: $5, groups: $6, dilation: $7)
    },
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
    "nn.functional.unfold": { s in
      [
        unfold(
          s.input, kernelSize: s.perAxis("kernel_size", 1)!,
          dilation: s.perAxis("dilation", 2) ?? 1, padding: s.perAxis("padding", 3) ?? 0,
          stride: s.perAxis("stride", 4) ?? 1)
      ]
    },
    "nn.functional.pixel_shuffle": { s in
      [pixelShuffle(s.input, factor: s.int("upscale_factor", 1)!)]
    },
    "nn.functional.pixel_unshuffle": { s in
      [pixelUnshuffle(s.input, factor: s.int("downscale_factor", 1)!)]
    },
    "nn.functional.grid_sample": { s in
      let modes: [String: GridSampleMode] = [
        "bilinear": .bilinear, "nearest": .nearest, "bicubic": .bicubic,
      ]
      let paddings: [String: GridSamplePadding] = [
        "zeros": .zeros, "border": .border, "reflection": .reflection,
      ]
      return [
        gridSample(
          s.input, grid: s.tensor("grid", 1)!, mode: modes[s.text("mode", 2) ?? "bilinear"]!,
          padding: paddings[s.text("padding_mode", 3) ?? "zeros"]!,
          alignCorners: s.bool("align_corners", 4) ?? false)
      ]
    },
  ]

  private typealias Convolution =
    @Sendable (Tensor, Tensor, Tensor?, PerAxis, ConvolutionPadding, PerAxis, Int) -> Tensor

  private static func convolution(_ body: @escaping Convolution) -> Adapter {
    { s in
      let padding: ConvolutionPadding =
        switch s.text("padding", 4) {
        case "same": .same
        case "valid": .valid
        default: .sizes(s.perAxis("padding", 4) ?? 0)
        }
      return [
        body(
          s.input, s.tensor("weight", 1)!, s.tensor("bias", 2), s.perAxis("stride", 3) ?? 1,
          padding, s.perAxis("dilation", 5) ?? 1, s.int("groups", 6) ?? 1)
      ]
    }
  }

  private typealias Transposed =
    @Sendable (Tensor, Tensor, Tensor?, PerAxis, PerAxis, PerAxis, Int, PerAxis) -> Tensor

  private static func transposed(_ body: @escaping Transposed) -> Adapter {
    { s in
      [
        body(
          s.input, s.tensor("weight", 1)!, s.tensor("bias", 2), s.perAxis("stride", 3) ?? 1,
          s.perAxis("padding", 4) ?? 0, s.perAxis("output_padding", 5) ?? 0,
          s.int("groups", 6) ?? 1, s.perAxis("dilation", 7) ?? 1)
      ]
    }
  }

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
}

extension ReplaySample {
  fileprivate func perAxis(_ name: String, _ position: Int) -> PerAxis? {
    if let one = int(name, position) { return PerAxis(one) }
    return ints(name, position).map { PerAxis($0) }
  }
}
