/// One setting of a group and the name under which it is saved, as one to three numbers.
public struct OptimizerSetting<Options> {
  let name: String
  let values: (Options) -> [Double]
  /// False where the numbers are not what the setting can be.
  let set: (_ values: [Double], _ options: inout Options) -> Bool

  public static func number(
    _ name: String, _ path: WritableKeyPath<Options, Double>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name, values: { [$0[keyPath: path]] },
      set: { values, options in
        guard values.count == 1 else { return false }
        options[keyPath: path] = values[0]
        return true
      })
  }

  public static func integer(
    _ name: String, _ path: WritableKeyPath<Options, Int>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name, values: { [Double($0[keyPath: path])] },
      set: { values, options in
        guard values.count == 1, let whole = Int(exactly: values[0]) else { return false }
        options[keyPath: path] = whole
        return true
      })
  }

  /// Saved as 1 or 0.
  public static func flag(
    _ name: String, _ path: WritableKeyPath<Options, Bool>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name, values: { [$0[keyPath: path] ? 1 : 0] },
      set: { values, options in
        guard values.count == 1 else { return false }
        options[keyPath: path] = values[0] != 0
        return true
      })
  }

  public static func pair(
    _ name: String, _ path: WritableKeyPath<Options, (Double, Double)>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name, values: { [$0[keyPath: path].0, $0[keyPath: path].1] },
      set: { values, options in
        guard values.count == 2 else { return false }
        options[keyPath: path] = (values[0], values[1])
        return true
      })
  }

  public static func triple(
    _ name: String, _ path: WritableKeyPath<Options, (Double, Double, Double)>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name,
      values: { options in
        let value = options[keyPath: path]
        return [value.0, value.1, value.2]
      },
      set: { values, options in
        guard values.count == 3 else { return false }
        options[keyPath: path] = (values[0], values[1], values[2])
        return true
      })
  }

  /// One of several cases, saved as its number.
  public static func choice<Choice: RawRepresentable<Int>>(
    _ name: String, _ path: WritableKeyPath<Options, Choice>
  ) -> OptimizerSetting {
    OptimizerSetting(
      name: name, values: { [Double($0[keyPath: path].rawValue)] },
      set: { values, options in
        guard values.count == 1, let number = Int(exactly: values[0]),
          let choice = Choice(rawValue: number)
        else { return false }
        options[keyPath: path] = choice
        return true
      })
  }
}

extension OptimizerOptions {
  /// The setting whose first number is the momentum: as in PyTorch, `betas` or `momentum`.
  static var momentum: OptimizerSetting<Self>? {
    settings.first { $0.name == "betas" } ?? settings.first { $0.name == "momentum" }
  }
}
