import TapestryCore

extension Replay {
  static let resampling: [String: Adapter] = [
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
    "grid_sampler_2d": gridSampler, "grid_sampler_3d": gridSampler,
    "nn.functional.channel_shuffle": { s in [channelShuffle(s.input, groups: s.int("groups", 1)!)]
    },
    "nn.functional.interpolate": { s in
      let modes: [String: InterpolationMode] = [
        "nearest": .nearest, "nearest-exact": .nearestExact, "linear": .linear,
        "bilinear": .bilinear, "trilinear": .trilinear, "bicubic": .bicubic, "area": .area,
      ]
      let mode = modes[s.text("mode", 3) ?? "nearest"]!
      if s.isRoundedTwice && (mode == .bilinear || mode == .bicubic) { return nil }
      let alignCorners = s.bool("align_corners", 4) ?? false
      if let factor = s.scalePerAxis("scale_factor", 2) {
        return [
          interpolate(
            s.input, scaleFactor: factor, mode: mode, alignCorners: alignCorners,
            recomputesScale: s.bool("recompute_scale_factor", 5) ?? false)
        ]
      }
      // Places always follow from sizes where these are given.
      _ = s.bool("recompute_scale_factor", 5)
      return [
        interpolate(s.input, size: s.perAxis("size", 1)!, mode: mode, alignCorners: alignCorners)
      ]
    },
    "_upsample_bilinear2d_aa": { s in
      // Scales beside sizes that they do not lead to are left out.
      guard !s.has("scales_h", 3), !s.has("scales_w", 4), !s.isRoundedTwice else { return nil }
      if let factor = s.scalePerAxis("scale_factors", 3) {
        return [
          interpolate(
            s.input, scaleFactor: factor, mode: .bilinear,
            alignCorners: s.bool("align_corners", 2)!,
            antialias: true)
        ]
      }
      return [
        interpolate(
          s.input, size: s.perAxis("output_size", 1)!, mode: .bilinear,
          alignCorners: s.bool("align_corners", 2)!, antialias: true)
      ]
    },
    "nn.functional.upsample_nearest": { s in
      if let factor = s.scalePerAxis("scale_factor", 2) {
        return [upsampleNearest(s.input, scaleFactor: factor)]
      }
      return [upsampleNearest(s.input, size: s.perAxis("size", 1)!)]
    },
    "nn.functional.upsample_bilinear": { s in
      if s.isRoundedTwice { return nil }
      if let factor = s.scalePerAxis("scale_factor", 2) {
        return [upsampleBilinear(s.input, scaleFactor: factor)]
      }
      return [upsampleBilinear(s.input, size: s.perAxis("size", 1)!)]
    },
    "nn.functional.pad": { s in
      let modes: [String: PaddingMode] = [
        "constant": .constant, "reflect": .reflect, "replicate": .replicate,
        "circular": .circular,
      ]
      return [
        s.input.padded(
          s.ints("pad", 1)!, mode: modes[s.text("mode", 2) ?? "constant"]!,
          value: s.number("value", 3) ?? 0)
      ]
    },
    "constant_pad_nd": { s in
      [s.input.padded(s.ints("pad", 1)!, value: s.number("value", 2) ?? 0)]
    },
  ]

  /// The operator below `grid_sample`, which numbers modes.
  private static let gridSampler: Adapter = { s in
    let modes: [GridSampleMode] = [.bilinear, .nearest, .bicubic]
    let paddings: [GridSamplePadding] = [.zeros, .border, .reflection]
    return [
      gridSample(
        s.input, grid: s.tensor("grid", 1)!, mode: modes[s.int("interpolation_mode", 2)!],
        padding: paddings[s.int("padding_mode", 3)!], alignCorners: s.bool("align_corners", 4)!)
    ]
  }
}

extension ReplaySample {
  /// Whether PyTorch rounds weights and every axis to whole numbers: what it gives is up to 1 (bilinear) and 22 (bicubic) of 255
  /// away from the exact value, rounded once.
  fileprivate var isRoundedTwice: Bool { dtype == .uint8 }
}
