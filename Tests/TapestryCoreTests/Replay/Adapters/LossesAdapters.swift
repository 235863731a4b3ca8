import TapestryCore

extension Replay {
  static let losses: [String: Adapter] = [
    "nn.functional.cross_entropy": { s in
      [
        crossEntropy(
          s.input, s.target, weight: s.tensor("weight"),
          ignoreIndex: s.int("ignore_index") ?? -100,
          labelSmoothing: s.number("label_smoothing") ?? 0, reduction: s.reduction)
      ]
    },
    "nn.functional.nll_loss": { s in
      [
        nllLoss(
          s.input, s.target, weight: s.tensor("weight"),
          ignoreIndex: s.int("ignore_index") ?? -100, reduction: s.reduction)
      ]
    },
    "nn.functional.binary_cross_entropy": { s in
      [binaryCrossEntropy(s.input, s.target, weight: s.tensor("weight"), reduction: s.reduction)]
    },
    "nn.functional.binary_cross_entropy_with_logits": { s in
      [
        binaryCrossEntropyWithLogits(
          s.input, s.target, weight: s.tensor("weight"), posWeight: s.tensor("pos_weight"),
          reduction: s.reduction)
      ]
    },
    "nn.functional.mse_loss": { s in [mseLoss(s.input, s.target, reduction: s.reduction)] },
    "nn.functional.l1_loss": { s in [l1Loss(s.input, s.target, reduction: s.reduction)] },
    "nn.functional.smooth_l1_loss": { s in
      [smoothL1Loss(s.input, s.target, beta: s.number("beta") ?? 1, reduction: s.reduction)]
    },
    "nn.functional.huber_loss": { s in
      [huberLoss(s.input, s.target, delta: s.number("delta") ?? 1, reduction: s.reduction)]
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
    "nn.functional.poisson_nll_loss": { s in
      [
        poissonNLLLoss(
          s.input, s.target, logInput: s.bool("log_input") ?? true, full: s.bool("full") ?? false,
          epsilon: s.number("eps") ?? 1e-8, reduction: s.reduction)
      ]
    },
    "nn.functional.gaussian_nll_loss": { s in
      guard let variance = s.tensor("var", 2) else { return nil }
      return [
        gaussianNLLLoss(
          s.input, s.target, variance: variance, full: s.bool("full") ?? false,
          epsilon: s.number("eps") ?? 1e-6, reduction: s.reduction)
      ]
    },
    "nn.functional.hinge_embedding_loss": { s in
      [
        hingeEmbeddingLoss(
          s.input, s.target, margin: s.number("margin") ?? 1, reduction: s.reduction)
      ]
    },
    "nn.functional.margin_ranking_loss": { s in
      [
        marginRankingLoss(
          s.input, s.tensor("input2", 1)!, s.tensor("target", 2)!,
          margin: s.number("margin") ?? 0, reduction: s.reduction)
      ]
    },
    "nn.functional.cosine_embedding_loss": { s in
      [
        cosineEmbeddingLoss(
          s.input, s.tensor("input2", 1)!, s.tensor("target", 2)!,
          margin: s.number("margin") ?? 0, reduction: s.reduction)
      ]
    },
    "nn.functional.soft_margin_loss": { s in
      [softMarginLoss(s.input, s.target, reduction: s.reduction)]
    },
    "nn.functional.multi_margin_loss": { s in
      [
        multiMarginLoss(
          s.input, s.target, p: s.int("p") ?? 1, margin: s.number("margin") ?? 1,
          weight: s.tensor("weight"), reduction: s.reduction)
      ]
    },
    "nn.functional.multilabel_margin_loss": { s in
      [multilabelMarginLoss(s.input, s.target, reduction: s.reduction)]
    },
    "nn.functional.multilabel_soft_margin_loss": { s in
      [
        multilabelSoftMarginLoss(
          s.input, s.target, weight: s.tensor("weight"), reduction: s.reduction)
      ]
    },
    "nn.functional.triplet_margin_loss": { s in
      [
        tripletMarginLoss(
          s.input, s.tensor("positive", 1)!, s.tensor("negative", 2)!,
          margin: s.number("margin") ?? 1, p: s.number("p") ?? 2,
          epsilon: s.number("eps") ?? 1e-6, swap: s.bool("swap") ?? false, reduction: s.reduction)
      ]
    },
    "nn.functional.ctc_loss": { s in
      guard let inputs = s.ints("input_lengths", 2), let targets = s.ints("target_lengths", 3)
      else { return nil }
      return [
        ctcLoss(
          s.input, s.target, inputLengths: inputs, targetLengths: targets,
          blank: s.int("blank") ?? 0, reduction: s.reduction,
          zeroInfinity: s.bool("zero_infinity") ?? false)
      ]
    },
  ]
}

extension ReplaySample {
  fileprivate var target: Tensor { tensor("target", 1)! }

  fileprivate var reduction: LossReduction {
    switch text("reduction") {
    case "sum": .sum
    case "none": .none
    default: .mean
    }
  }
}
