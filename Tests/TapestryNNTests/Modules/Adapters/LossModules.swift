import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let lossModules: [String: Adapter] = [
    "L1Loss": { c in loss(L1Loss(reduction: reduction(c))) },
    "MSELoss": { c in loss(MSELoss(reduction: reduction(c))) },
    "HuberLoss": { c in
      loss(HuberLoss(delta: c.arguments.number("delta", 1) ?? 1, reduction: reduction(c)))
    },
    "SmoothL1Loss": { c in
      loss(SmoothL1Loss(beta: c.arguments.number("beta", 3) ?? 1, reduction: reduction(c)))
    },
    "NLLLoss": { c in
      loss(
        NLLLoss(
          weight: c.arguments.tensor("weight", 0),
          ignoreIndex: c.arguments.int("ignore_index", 2) ?? -100, reduction: reduction(c)))
    },
    "CrossEntropyLoss": { c in
      loss(
        CrossEntropyLoss(
          weight: c.arguments.tensor("weight", 0),
          ignoreIndex: c.arguments.int("ignore_index", 2) ?? -100,
          labelSmoothing: c.arguments.number("label_smoothing", 5) ?? 0, reduction: reduction(c)))
    },
    "LinearCrossEntropyLoss": { c in
      let a = c.arguments
      return loss(
        LinearCrossEntropyLoss(
          a.int("in_features", 0)!, a.int("num_classes", 1)!,
          outputShape: Shape(a.ints("out_features") ?? []), bias: a.bool("bias") ?? false,
          weight: a.tensor("weight"), ignoreIndex: a.int("ignore_index") ?? -100,
          labelSmoothing: a.number("label_smoothing") ?? 0, reduction: reduction(c),
          dtype: c.dtype))
    },
    "AdaptiveLogSoftmaxWithLoss": { c in
      let a = c.arguments
      let layer = AdaptiveLogSoftmaxWithLoss(
        a.int("in_features", 0)!, a.int("n_classes", 1)!, cutoffs: a.ints("cutoffs", 2)!,
        divisor: a.number("div_value", 3) ?? 4, headBias: a.bool("head_bias", 4) ?? false,
        dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        let result = layer(inputs.tensor("input", 0)!, inputs.tensor("target", 1)!)
        return [result.output, result.loss]
      }
    },
    "PoissonNLLLoss": { c in
      loss(
        PoissonNLLLoss(
          logInput: c.arguments.bool("log_input", 0) ?? true,
          full: c.arguments.bool("full", 1) ?? false,
          epsilon: c.arguments.number("eps", 3) ?? 1e-8, reduction: reduction(c)))
    },
    "GaussianNLLLoss": { c in
      loss(
        GaussianNLLLoss(
          full: c.arguments.bool("full", 0) ?? false,
          epsilon: c.arguments.number("eps", 1) ?? 1e-6, reduction: reduction(c)),
        "input", "target", "var")
    },
    "KLDivLoss": { c in
      let reductions: [String: KLDivReduction] = [
        "mean": .mean, "sum": .sum, "none": .none, "batchmean": .batchmean,
      ]
      return loss(
        KLDivLoss(
          logTarget: c.arguments.bool("log_target") ?? false,
          reduction: reductions[c.arguments.text("reduction", 2) ?? "mean"]!))
    },
    "BCELoss": { c in
      loss(BCELoss(weight: c.arguments.tensor("weight", 0), reduction: reduction(c)))
    },
    "BCEWithLogitsLoss": { c in
      loss(
        BCEWithLogitsLoss(
          weight: c.arguments.tensor("weight", 0), posWeight: c.arguments.tensor("pos_weight", 4),
          reduction: reduction(c)))
    },
    "HingeEmbeddingLoss": { c in
      loss(
        HingeEmbeddingLoss(margin: c.arguments.number("margin", 0) ?? 1, reduction: reduction(c)))
    },
    "SoftMarginLoss": { c in loss(SoftMarginLoss(reduction: reduction(c))) },
    "MultiMarginLoss": { c in
      let a = c.arguments
      return loss(
        MultiMarginLoss(
          p: a.int("p", 0) ?? 1, margin: a.number("margin", 1) ?? 1, weight: a.tensor("weight", 2),
          reduction: reduction(c)))
    },
    "MultiLabelMarginLoss": { c in loss(MultiLabelMarginLoss(reduction: reduction(c))) },
    "MultiLabelSoftMarginLoss": { c in
      loss(
        MultiLabelSoftMarginLoss(
          weight: c.arguments.tensor("weight", 0), reduction: reduction(c)))
    },
    "CosineEmbeddingLoss": { c in
      loss(
        CosineEmbeddingLoss(margin: c.arguments.number("margin", 0) ?? 0, reduction: reduction(c)),
        "input1", "input2", "target")
    },
    "MarginRankingLoss": { c in
      loss(
        MarginRankingLoss(margin: c.arguments.number("margin", 0) ?? 0, reduction: reduction(c)),
        "input1", "input2", "target")
    },
    "TripletMarginLoss": { c in
      let a = c.arguments
      return loss(
        TripletMarginLoss(
          margin: a.number("margin", 0) ?? 1, p: a.number("p", 1) ?? 2,
          epsilon: a.number("eps", 2) ?? 1e-6, swap: a.bool("swap", 3) ?? false,
          reduction: reduction(c)), "anchor", "positive", "negative")
    },
    "TripletMarginWithDistanceLoss": { c in
      loss(
        TripletMarginWithDistanceLoss(
          margin: c.arguments.number("margin") ?? 1, swap: c.arguments.bool("swap") ?? false,
          reduction: reduction(c)), "anchor", "positive", "negative")
    },
    "CTCLoss": { c in
      let loss = CTCLoss(
        blank: c.arguments.int("blank", 0) ?? 0,
        zeroInfinity: c.arguments.bool("zero_infinity", 2) ?? false, reduction: reduction(c))
      return ModuleSubject(loss) { inputs in
        [
          loss(
            inputs.tensor("log_probs", 0)!, inputs.tensor("targets", 1)!,
            inputLengths: lengths(inputs, "input_lengths", 2),
            targetLengths: lengths(inputs, "target_lengths", 3))
        ]
      }
    },
  ]

  private static func reduction(_ c: ModuleCase) -> LossReduction {
    switch c.arguments.text("reduction") {
    case "sum": .sum
    case "none": .none
    default: .mean
    }
  }

  private static func loss(_ loss: some Loss) -> ModuleSubject {
    ModuleSubject(loss) { [loss($0.tensor("input", 0)!, $0.tensor("target", 1)!)] }
  }

  private static func loss(
    _ loss: some TernaryLoss, _ first: String, _ second: String, _ third: String
  ) -> ModuleSubject {
    ModuleSubject(loss) { inputs in
      let third = inputs.tensor(third, 2) ?? Tensor(inputs.number(third, 2)!)
      return [loss(inputs.tensor(first, 0)!, inputs.tensor(second, 1)!, third)]
    }
  }

  private static func lengths(_ inputs: ModuleArguments, _ name: String, _ position: Int) -> [Int] {
    inputs.ints(name, position) ?? inputs.tensor(name, position)!.array(as: Int.self)
  }
}
