import TapestryCore

extension Replay {
  static let networks: [String: Adapter] = [
    "nn.functional.batch_norm": { s in
      let (mean, variance) = (s.tensor("running_mean", 1), s.tensor("running_var", 2))
      return [
        batchNorm(
          s.input, runningMean: mean?.clone(), runningVar: variance?.clone(),
          weight: s.tensor("weight", 3), bias: s.tensor("bias", 4),
          isTraining: s.bool("training") ?? s.bool("training", 5) ?? false,
          momentum: s.number("momentum") ?? 0.1, epsilon: s.number("eps") ?? 1e-5)
      ]
    },
    "nn.functional.layer_norm": { s in
      [
        layerNorm(
          s.input, normalizedShape: Shape(s.ints("normalized_shape", 1)!),
          weight: s.tensor("weight", 2), bias: s.tensor("bias", 3),
          epsilon: s.number("eps") ?? 1e-5)
      ]
    },
    "nn.functional.rms_norm": { s in
      [
        rmsNorm(
          s.input, normalizedShape: Shape(s.ints("normalized_shape", 1)!),
          weight: s.tensor("weight", 2), epsilon: s.number("eps"))
      ]
    },
    "nn.functional.group_norm": { s in
      [
        groupNorm(
          s.input, groups: s.int("num_groups", 1)!, weight: s.tensor("weight"),
          bias: s.tensor("bias"), epsilon: s.number("eps") ?? 1e-5)
      ]
    },
    "nn.functional.instance_norm": { s in
      [
        instanceNorm(
          s.input, runningMean: s.tensor("running_mean", 1)?.clone(),
          runningVar: s.tensor("running_var", 2)?.clone(), weight: s.tensor("weight", 3),
          bias: s.tensor("bias", 4), useInputStats: s.bool("use_input_stats") ?? true,
          momentum: s.number("momentum") ?? 0.1, epsilon: s.number("eps") ?? 1e-5)
      ]
    },
    "nn.functional.local_response_norm": { s in
      [
        localResponseNorm(
          s.input, size: s.int("size", 1)!, alpha: s.number("alpha") ?? 1e-4,
          beta: s.number("beta") ?? 0.75, k: s.number("k") ?? 1)
      ]
    },
    "nn.functional.normalize": { s in
      [
        normalize(
          s.input, p: s.number("p", 1) ?? 2, axis: s.int("dim", 2) ?? 1,
          epsilon: s.number("eps", 3) ?? 1e-12)
      ]
    },
    "nn.functional.scaled_dot_product_attention": { s in
      guard s.number("dropout_p") ?? 0 == 0 else { return nil }
      return [
        scaledDotProductAttention(
          s.input, s.tensor("key", 1)!, s.tensor("value", 2)!, attnMask: s.tensor("attn_mask", 3),
          isCausal: s.bool("is_causal") ?? false, scale: s.number("scale"),
          enableGQA: s.bool("enable_gqa") ?? false)
      ]
    },
    "nn.functional.embedding": { s in
      // PyTorch's catalogue calls it with the weight first.
      guard !s.has("max_norm") else { return nil }
      return [
        embedding(
          s.tensor("indices", 1)!, s.input, paddingIndex: s.int("padding_idx"),
          scaleGradByFreq: s.bool("scale_grad_by_freq") ?? false)
      ]
    },
    "nn.functional.one_hot": { s in
      [oneHot(s.input, classes: s.int("num_classes", 1).flatMap { $0 < 0 ? nil : $0 })]
    },
    "nn.functional.cosine_similarity": { s in
      [
        cosineSimilarity(
          s.input, s.tensor("x2", 1)!, axis: s.int("dim") ?? 1, epsilon: s.number("eps") ?? 1e-8)
      ]
    },
    "nn.functional.pairwise_distance": { s in
      [
        pairwiseDistance(
          s.input, s.tensor("x2", 1)!, p: s.number("p") ?? 2, epsilon: s.number("eps") ?? 1e-6,
          keepDims: s.bool("keepdim") ?? false)
      ]
    },
    "cdist": { s in [cdist(s.input, s.tensor("x2", 1)!, p: s.number("p", 2) ?? 2)] },
    "nn.functional.pdist": { s in [pdist(s.input, p: s.number("p", 1) ?? 2)] },
  ]
}
