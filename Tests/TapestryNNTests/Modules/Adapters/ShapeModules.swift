import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let shapeModules: [String: Adapter] = [
    "Identity": { _ in ModuleSubject(Identity()) },
    "Flatten": { c in
      ModuleSubject(
        Flatten(
          from: c.arguments.int("start_dim", 0) ?? 1, to: c.arguments.int("end_dim", 1) ?? -1))
    },
    "Unflatten": { c in
      ModuleSubject(
        Unflatten(
          axis: c.arguments.int("dim", 0)!, into: c.arguments.shape("unflattened_size", 1)!))
    },
    "PixelShuffle": { c in ModuleSubject(PixelShuffle(c.arguments.int("upscale_factor", 0)!)) },
    "PixelUnshuffle": { c in
      ModuleSubject(PixelUnshuffle(c.arguments.int("downscale_factor", 0)!))
    },
    "ChannelShuffle": { c in ModuleSubject(ChannelShuffle(c.arguments.int("groups", 0)!)) },
    "Upsample": { c in
      let a = c.arguments
      let modes: [String: InterpolationMode] = [
        "nearest": .nearest, "nearest-exact": .nearestExact, "linear": .linear,
        "bilinear": .bilinear, "trilinear": .trilinear, "bicubic": .bicubic, "area": .area,
      ]
      let mode = modes[a.text("mode", 2) ?? "nearest"]!
      let alignCorners = a.bool("align_corners", 3) ?? false
      if let size = a.sizes("size", 0) {
        return ModuleSubject(Upsample(size: size, mode: mode, alignCorners: alignCorners))
      }
      return ModuleSubject(
        Upsample(
          scaleFactor: a.scales("scale_factor", 1)!, mode: mode, alignCorners: alignCorners,
          recomputesScale: a.bool("recompute_scale_factor", 4) ?? false))
    },
    "UpsamplingNearest2d": { c in
      if let size = c.arguments.sizes("size", 0) {
        return ModuleSubject(UpsamplingNearest2d(size: size))
      }
      return ModuleSubject(UpsamplingNearest2d(scaleFactor: c.arguments.scales("scale_factor", 1)!))
    },
    "UpsamplingBilinear2d": { c in
      if let size = c.arguments.sizes("size", 0) {
        return ModuleSubject(UpsamplingBilinear2d(size: size))
      }
      return ModuleSubject(
        UpsamplingBilinear2d(scaleFactor: c.arguments.scales("scale_factor", 1)!))
    },
    "CosineSimilarity": { c in
      ModuleSubject(
        CosineSimilarity(
          axis: c.arguments.int("dim", 0) ?? 1, epsilon: c.arguments.number("eps", 1) ?? 1e-8),
        "x1", "x2")
    },
    "PairwiseDistance": { c in
      ModuleSubject(
        PairwiseDistance(
          p: c.arguments.number("p", 0) ?? 2, epsilon: c.arguments.number("eps", 1) ?? 1e-6,
          keepDims: c.arguments.bool("keepdim", 2) ?? false), "x1", "x2")
    },
  ]
}
