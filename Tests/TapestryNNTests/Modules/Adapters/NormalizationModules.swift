import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let normalizationModules: [String: Adapter] = [
    "BatchNorm1d": { c in ModuleSubject(batchNorm(BatchNorm1d.self, c)) },
    "BatchNorm2d": { c in ModuleSubject(batchNorm(BatchNorm2d.self, c)) },
    "BatchNorm3d": { c in ModuleSubject(batchNorm(BatchNorm3d.self, c)) },
    "LazyBatchNorm1d": { c in ModuleSubject(batchNorm(BatchNorm1d.self, c, isLazy: true)) },
    "LazyBatchNorm2d": { c in ModuleSubject(batchNorm(BatchNorm2d.self, c, isLazy: true)) },
    "InstanceNorm1d": { c in ModuleSubject(instanceNorm(InstanceNorm1d.self, c)) },
    "InstanceNorm2d": { c in ModuleSubject(instanceNorm(InstanceNorm2d.self, c)) },
    "InstanceNorm3d": { c in ModuleSubject(instanceNorm(InstanceNorm3d.self, c)) },
    "LazyBatchNorm3d": { c in ModuleSubject(batchNorm(BatchNorm3d.self, c, isLazy: true)) },
    "LazyInstanceNorm1d": { c in
      ModuleSubject(InstanceNorm1d(affine: true, trackRunningStats: true, dtype: c.dtype))
    },
    "LazyInstanceNorm2d": { c in
      ModuleSubject(InstanceNorm2d(affine: true, trackRunningStats: true, dtype: c.dtype))
    },
    "LazyInstanceNorm3d": { c in
      ModuleSubject(InstanceNorm3d(affine: true, trackRunningStats: true, dtype: c.dtype))
    },
    "LayerNorm": { c in
      let a = c.arguments
      return ModuleSubject(
        LayerNorm(
          a.shape("normalized_shape", 0)!, epsilon: a.number("eps", 1) ?? 1e-5,
          elementwiseAffine: a.bool("elementwise_affine", 2) ?? true,
          bias: a.bool("bias", 3) ?? true,
          dtype: c.dtype))
    },
    "RMSNorm": { c in
      let a = c.arguments
      return ModuleSubject(
        RMSNorm(
          a.shape("normalized_shape", 0)!, epsilon: a.number("eps", 1),
          elementwiseAffine: a.bool("elementwise_affine", 2) ?? true, dtype: c.dtype))
    },
    "GroupNorm": { c in
      let a = c.arguments
      return ModuleSubject(
        GroupNorm(
          groups: a.int("num_groups", 0)!, channels: a.int("num_channels", 1)!,
          epsilon: a.number("eps", 2) ?? 1e-5, affine: a.bool("affine", 3) ?? true,
          bias: a.bool("bias") ?? true, dtype: c.dtype))
    },
    "LocalResponseNorm": { c in
      let a = c.arguments
      return ModuleSubject(
        LocalResponseNorm(
          a.int("size", 0)!, alpha: a.number("alpha", 1) ?? 1e-4, beta: a.number("beta", 2) ?? 0.75,
          k: a.number("k", 3) ?? 1))
    },
    "CrossMapLRN2d": { c in
      let a = c.arguments
      return ModuleSubject(
        CrossMapLRN2d(
          a.int("size", 0)!, alpha: a.number("alpha", 1) ?? 1e-4, beta: a.number("beta", 2) ?? 0.75,
          k: a.number("k", 3) ?? 1))
    },
  ]

  private static func batchNorm<N: BatchNorm>(
    _ type: N.Type, _ c: ModuleCase, isLazy: Bool = false
  ) -> N {
    let (a, start) = (c.arguments, isLazy ? 0 : 1)
    let place = start + 1
    let given = a.kwargs["momentum"] ?? (place < a.args.count ? a.args[place] : nil)
    return type.init(
      isLazy ? nil : a.int("num_features", 0), epsilon: a.number("eps", start) ?? 1e-5,
      momentum: given.map(\.number) ?? 0.1,
      affine: a.bool("affine", start + 2) ?? true, bias: a.bool("bias") ?? true,
      trackRunningStats: a.bool("track_running_stats", start + 3) ?? true, dtype: c.dtype)
  }

  private static func instanceNorm<N: InstanceNorm>(_ type: N.Type, _ c: ModuleCase) -> N {
    let a = c.arguments
    return type.init(
      a.int("num_features", 0), epsilon: a.number("eps", 1) ?? 1e-5,
      momentum: a.number("momentum", 2) ?? 0.1, affine: a.bool("affine", 3) ?? false,
      bias: a.bool("bias") ?? true, trackRunningStats: a.bool("track_running_stats", 4) ?? false,
      dtype: c.dtype)
  }
}
