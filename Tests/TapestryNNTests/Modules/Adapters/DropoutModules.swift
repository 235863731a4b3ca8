import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let dropoutModules: [String: Adapter] = [
    "Dropout": { c in ModuleSubject(Dropout(c.arguments.number("p", 0) ?? 0.5)) },
    "Dropout1d": { c in ModuleSubject(Dropout1d(c.arguments.number("p", 0) ?? 0.5)) },
    "Dropout2d": { c in ModuleSubject(Dropout2d(c.arguments.number("p", 0) ?? 0.5)) },
    "Dropout3d": { c in ModuleSubject(Dropout3d(c.arguments.number("p", 0) ?? 0.5)) },
    "AlphaDropout": { c in ModuleSubject(AlphaDropout(c.arguments.number("p", 0) ?? 0.5)) },
    "FeatureAlphaDropout": { c in
      ModuleSubject(FeatureAlphaDropout(c.arguments.number("p", 0) ?? 0.5))
    },
  ]
}
