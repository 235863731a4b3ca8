import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let linearModules: [String: Adapter] = [
    "Linear": { c in
      let a = c.arguments
      return ModuleSubject(
        Linear(
          a.int("in_features", 0)!, a.int("out_features", 1)!, bias: a.bool("bias", 2) ?? true,
          dtype: c.dtype))
    },
    "LazyLinear": { c in
      let a = c.arguments
      return ModuleSubject(
        Linear(
          out: a.int("out_features", 0)!, bias: a.bool("bias", 1) ?? true, dtype: c.dtype))
    },
    "Bilinear": { c in
      let a = c.arguments
      return ModuleSubject(
        Bilinear(
          a.int("in1_features", 0)!, a.int("in2_features", 1)!, a.int("out_features", 2)!,
          bias: a.bool("bias", 3) ?? true, dtype: c.dtype), "input1", "input2")
    },
  ]
}
