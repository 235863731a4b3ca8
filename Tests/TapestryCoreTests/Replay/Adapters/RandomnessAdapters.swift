import TapestryCore

extension Replay {
  static let randomness: [String: Adapter] = [
    "nn.functional.dropout": dropped { dropout($0, probability: $1, isTraining: $2) },
    "nn.functional.dropout2d": dropped {
      // Three axes are batch, channels and length to PyTorch.
      $0.rank == 3
        ? dropout1d($0, probability: $1, isTraining: $2)
        : dropout2d($0, probability: $1, isTraining: $2)
    },
    "nn.functional.dropout3d": dropped { dropout3d($0, probability: $1, isTraining: $2) },
    "nn.functional.alpha_dropout": dropped { alphaDropout($0, probability: $1, isTraining: $2) },
    featureAlpha: dropped(isTraining: false) {
      featureAlphaDropout($0, probability: $1, isTraining: $2)
    },
    "nn.functional.rrelu": { s in
      [
        s.input.rrelu(
          lower: s.number("lower", 1) ?? 1.0 / 8, upper: s.number("upper", 2) ?? 1.0 / 3,
          isTraining: s.bool("training", 3) ?? false)
      ]
    },
  ]

  /// The one of these functions that by PyTorch drops nothing where nobody says so.
  private static let featureAlpha = "nn.functional.feature_alpha_dropout"

  private static func dropped(
    isTraining: Bool = true, _ body: @escaping @Sendable (Tensor, Double, Bool) -> Tensor
  ) -> Adapter {
    { s in
      [body(s.input, s.number("p", 1) ?? 0.5, s.bool("training", 2) ?? isTraining)]
    }
  }

  /// Whether a sample's result is drawn at random, so that only its shape and dtype are known.
  static func isRandom(_ name: String, _ s: ReplaySample) -> Bool {
    switch name {
    case "nn.functional.rrelu": s.bool("training", 3) ?? false
    case "nn.functional.scaled_dot_product_attention": s.number("dropout_p") ?? 0 != 0
    case "nn.functional.multi_head_attention_forward":
      s.number("dropout_p", 10) ?? 0 != 0 && s.bool("training") ?? true
    case "nn.functional.fractional_max_pool2d", "nn.functional.fractional_max_pool3d":
      !s.has("_random_samples")
    default:
      drawn.keys.contains(name)
        || name.contains("dropout") && s.bool("training", 2) ?? (name != featureAlpha)
          && ![0, 1].contains(s.number("p", 1) ?? 0.5)
    }
  }
}
