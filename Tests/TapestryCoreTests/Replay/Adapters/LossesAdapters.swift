import TapestryCore

extension Replay {
  static let losses: [String: Adapter] = [
    "nn.functional.cross_entropy": loss { s, reduction in
      crossEntropy(
        s.input, s.target, weight: s.tensor("weight"),
        ignoreIndex: s.int("ignore_index") ?? -100,
        labelSmoothing: s.number("label_smoothing") ?? 0, reduction: reduction)
    },
    "nn.functional.nll_loss": loss { s, reduction in
      nllLoss(
        s.input, s.target, weight: s.tensor("weight"),
        ignoreIndex: s.int("ignore_index") ?? -100, reduction: reduction)
    },
    "nn.functional.binary_cross_entropy": loss { s, reduction in
      binaryCrossEntropy(s.input, s.target, weight: s.tensor("weight"), reduction: reduction)
    },
    "nn.functional.binary_cross_entropy_with_logits": loss { s, reduction in
      binaryCrossEntropyWithLogits(
        s.input, s.target, weight: s.tensor("weight"), posWeight: s.tensor("pos_weight"),
        reduction: reduction)
    },
    "nn.functional.mse_loss": loss { s, reduction in
      mseLoss(s.input, s.target, reduction: reduction)
    },
    "nn.functional.l1_loss": loss { s, reduction in l1Loss(s.input, s.target, reduction: reduction)
    },
    "nn.functional.smooth_l1_loss": loss { s, reduction in
      smoothL1Loss(s.input, s.target, beta: s.number("beta") ?? 1, reduction: reduction)
    },
    "nn.functional.huber_loss": loss { s, reduction in
      huberLoss(s.input, s.target, delta: s.number("delta") ?? 1, reduction: reduction)
    },
    "nn.functional.kl_div": { s in
      let names: [String: KLDivReduction] = [
        "mean": .mean, "sum": .sum, "none": .none, "batchmean": .batchmean,
      ]
      return [
        klDiv(
          s.input, s.target, reduction: names[s.text("reduction") ?? "mean"]!,
          logTarget: s.bool("log_target") ?? false)
      ]
    },
    "nn.functional.poisson_nll_loss": loss { s, reduction in
      poissonNLLLoss(
        s.input, s.target, logInput: s.bool("log_input") ?? true, full: s.bool("full") ?? false,
        epsilon: s.number("eps") ?? 1e-8, reduction: reduction)
    },
    "nn.functional.gaussian_nll_loss": loss { s, reduction in
      guard let variance = s.tensor("var", 2) else { return nil }
      return gaussianNLLLoss(
        s.input, s.target, variance: variance, full: s.bool("full") ?? false,
        epsilon: s.number("eps") ?? 1e-6, reduction: reduction)
    },
    "nn.functional.hinge_embedding_loss": loss { s, reduction in
      hingeEmbeddingLoss(
        s.input, s.target, margin: s.number("margin") ?? 1, reduction: reduction)
    },
    "nn.functional.margin_ranking_loss": loss { s, reduction in
      marginRankingLoss(
        s.input, s.tensor("input2", 1)!, s.tensor("target", 2)!,
        margin: s.number("margin") ?? 0, reduction: reduction)
    },
    "nn.functional.cosine_embedding_loss": loss { s, reduction in
      cosineEmbeddingLoss(
        s.input, s.tensor("input2", 1)!, s.tensor("target", 2)!,
        margin: s.number("margin") ?? 0, reduction: reduction)
    },
    "nn.functional.soft_margin_loss": loss { s, reduction in
      softMarginLoss(s.input, s.target, reduction: reduction)
    },
    "nn.functional.multi_margin_loss": loss { s, reduction in
      multiMarginLoss(
        s.input, s.target, p: s.int("p") ?? 1, margin: s.number("margin") ?? 1,
        weight: s.tensor("weight"), reduction: reduction)
    },
    "nn.functional.multilabel_margin_loss": loss { s, reduction in
      multilabelMarginLoss(s.input, s.target, reduction: reduction)
    },
    "nn.functional.multilabel_soft_margin_loss": loss { s, reduction in
      multilabelSoftMarginLoss(
        s.input, s.target, weight: s.tensor("weight"), reduction: reduction)
    },
    "nn.functional.triplet_margin_loss": loss { s, reduction in
      tripletMarginLoss(
        s.input, s.tensor("positive", 1)!, s.tensor("negative", 2)!,
        margin: s.number("margin") ?? 1, p: s.number("p") ?? 2,
        epsilon: s.number("eps") ?? 1e-6, swap: s.bool("swap") ?? false, reduction: reduction)
    },
    "nn.functional.triplet_margin_with_distance_loss": loss { s, reduction in
      // The samples' distance is the one that stands for none.
      _ = s.text("distance_function")
      return tripletMarginWithDistanceLoss(
        s.input, s.tensor("positive", 1)!, s.tensor("negative", 2)!,
        margin: s.number("margin") ?? 1, swap: s.bool("swap") ?? false, reduction: reduction)
    },
    "nn.functional.linear_cross_entropy": loss { s, reduction in
      linearCrossEntropy(
        s.input, s.tensor("linear_weight", 1)!, s.tensor("target", 2)!,
        linearBias: s.tensor("linear_bias"), weight: s.tensor("weight"),
        ignoreIndex: s.int("ignore_index") ?? -100,
        labelSmoothing: s.number("label_smoothing") ?? 0, reduction: reduction,
        chunkSize: s.has("options") ? 2 : nil)
    },
    "nn.functional.ctc_loss": loss { s, reduction in
      guard let inputs = s.lengths("input_lengths", 2),
        let targets = s.lengths("target_lengths", 3)
      else { return nil }
      return ctcLoss(
        s.input, s.target, inputLengths: inputs, targetLengths: targets,
        blank: s.int("blank", 4) ?? 0, reduction: reduction,
        zeroInfinity: s.bool("zero_infinity") ?? false)
    },
  ]

  /// A loss that is reduced in one of three ways.
  private static func loss(
    _ body: @escaping @Sendable (ReplaySample, LossReduction) -> Tensor?
  ) -> Adapter {
    { s in
      let names: [String: LossReduction] = ["mean": .mean, "sum": .sum, "none": .none]
      guard let reduction = names[s.text("reduction") ?? "mean"] else { return nil }
      return body(s, reduction).map { [$0] }
    }
  }
}

extension ReplaySample {
  fileprivate var target: Tensor { tensor("target", 1)! }

  fileprivate func lengths(_ name: String, _ position: Int) -> [Int]? {
    ints(name, position) ?? tensor(name, position)?.array(as: Int.self)
  }
}
