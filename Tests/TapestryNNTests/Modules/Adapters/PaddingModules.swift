import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let paddingModules: [String: Adapter] = [
    "ZeroPad1d": { c in border(ZeroPad1d.self, c) },
    "ZeroPad2d": { c in border(ZeroPad2d.self, c) },
    "ZeroPad3d": { c in border(ZeroPad3d.self, c) },
    "ReflectionPad1d": { c in border(ReflectionPad1d.self, c) },
    "ReflectionPad2d": { c in border(ReflectionPad2d.self, c) },
    "ReflectionPad3d": { c in border(ReflectionPad3d.self, c) },
    "ReplicationPad1d": { c in border(ReplicationPad1d.self, c) },
    "ReplicationPad2d": { c in border(ReplicationPad2d.self, c) },
    "ReplicationPad3d": { c in border(ReplicationPad3d.self, c) },
    "CircularPad1d": { c in border(CircularPad1d.self, c) },
    "CircularPad2d": { c in border(CircularPad2d.self, c) },
    "CircularPad3d": { c in border(CircularPad3d.self, c) },
    "ConstantPad1d": { c in constant(ConstantPad1d.self, c) },
    "ConstantPad2d": { c in constant(ConstantPad2d.self, c) },
    "ConstantPad3d": { c in constant(ConstantPad3d.self, c) },
  ]

  private static func border<P: BorderPadding>(_ type: P.Type, _ c: ModuleCase) -> ModuleSubject {
    if let amount = c.arguments.int("padding", 0) { return ModuleSubject(type.init(amount)) }
    return ModuleSubject(type.init(c.arguments.ints("padding", 0)!))
  }

  private static func constant<P: ConstantPadding>(
    _ type: P.Type, _ c: ModuleCase
  ) -> ModuleSubject {
    let value = c.arguments.number("value", 1)!
    if let amount = c.arguments.int("padding", 0) {
      return ModuleSubject(type.init(amount, value: value))
    }
    return ModuleSubject(type.init(c.arguments.ints("padding", 0)!, value: value))
  }
}
