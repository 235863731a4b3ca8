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
    "native_layer_norm": { s in
      let all = nativeLayerNorm(
        s.input, normalizedShape: Shape(s.ints("normalized_shape", 1)!),
        weight: s.tensor("weight", 2), bias: s.tensor("bias", 3), epsilon: s.number("eps", 4)!)
      return [all.output, all.mean, all.scale]
    },
    "native_group_norm": { s in
      // The sizes between bias and groups are the input's.
      _ = (s.int("N", 3), s.int("C", 4), s.int("HxW", 5))
      let all = nativeGroupNorm(
        s.input, groups: s.int("group", 6)!, weight: s.tensor("weight", 1),
        bias: s.tensor("bias", 2), epsilon: s.number("eps", 7)!)
      return [all.output, all.mean, all.scale]
    },
    "_native_batch_norm_legit": { s in
      guard let isTraining = s.bool("training", 5) ?? s.bool("training", 3) else { return nil }
      let hasStatistics = s.bool("training", 3) == nil
      let all = nativeBatchNorm(
        s.input, weight: s.tensor("weight", 1), bias: s.tensor("bias", 2),
        runningMean: s.tensor("running_mean", 3)?.clone(),
        runningVar: s.tensor("running_var", 4)?.clone(), isTraining: isTraining,
        momentum: s.number("momentum", hasStatistics ? 6 : 4)!,
        epsilon: s.number("eps", hasStatistics ? 7 : 5)!)
      return [all.output, all.mean, all.scale]
    },
    "native_batch_norm": { s in
      let all = nativeBatchNorm(
        s.input, weight: s.tensor("weight", 1), bias: s.tensor("bias", 2),
        runningMean: s.tensor("running_mean", 3)?.clone(),
        runningVar: s.tensor("running_var", 4)?.clone(), isTraining: s.bool("training", 5)!,
        momentum: s.number("momentum", 6)!, epsilon: s.number("eps", 7)!)
      return [all.output, all.mean, all.scale]
    },
    "nn.functional.scaled_dot_product_attention": { s in
      let probability = s.number("dropout_p") ?? 0
      return [
        scaledDotProductAttention(
          s.input, s.tensor("key", 1)!, s.tensor("value", 2)!, attnMask: s.tensor("attn_mask", 3),
          dropout: probability, isCausal: s.bool("is_causal") ?? false, scale: s.number("scale"),
          enableGQA: s.bool("enable_gqa") ?? false)
      ]
    },
    "nn.functional.multi_head_attention_forward": { s in
      // The second size is the query's own; separate weights are none in all samples.
      _ = (s.int("embed_dim_to_check", 3), s.bool("use_separate_proj_weight"))
      let both = multiHeadAttentionForward(
        s.input, s.tensor("key", 1)!, s.tensor("value", 2)!, numHeads: s.int("num_heads", 4)!,
        inProjWeight: s.tensor("in_proj_weight", 5), inProjBias: s.tensor("in_proj_bias", 6),
        biasK: s.tensor("bias_k", 7), biasV: s.tensor("bias_v", 8),
        addZeroAttn: s.bool("add_zero_attn", 9)!, dropout: s.number("dropout_p", 10)!,
        outProjWeight: s.tensor("out_proj_weight", 11)!,
        outProjBias: s.tensor("out_proj_bias", 12), isTraining: s.bool("training") ?? true,
        attnMask: s.tensor("attn_mask"))
      return [both.output, both.weights!]
    },
    "nn.functional.embedding": { s in
      // PyTorch's catalogue calls it with the weight first. Gradients are dense here.
      _ = s.bool("sparse")
      let weight = s.has("max_norm") ? s.input.clone() : s.input
      return [
        embedding(
          s.tensor("indices", 1)!, weight, paddingIndex: s.int("padding_idx"),
          maxNorm: s.number("max_norm"), normType: s.number("norm_type") ?? 2,
          scaleGradByFreq: s.bool("scale_grad_by_freq") ?? false)
      ]
    },
    "nn.functional.embedding_bag": { s in
      let modes: [String: EmbeddingBagMode] = ["sum": .sum, "mean": .mean, "max": .max]
      let weight = s.has("max_norm") ? s.input.clone() : s.input
      return [
        embeddingBag(
          s.tensor("indices", 1)!, weight, offsets: s.tensor("offsets"),
          mode: modes[s.text("mode") ?? "mean"]!,
          perSampleWeights: s.tensor("per_sample_weights"),
          includeLastOffset: s.bool("include_last_offset") ?? false,
          paddingIndex: s.int("padding_idx"), maxNorm: s.number("max_norm"),
          normType: s.number("norm_type") ?? 2,
          scaleGradByFreq: s.bool("scale_grad_by_freq") ?? false)
      ]
    },
    "nn.functional.bilinear": { s in
      [bilinear(s.input, s.tensor("input2", 1)!, s.tensor("weight", 2)!, s.tensor("bias", 3))]
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
    "cdist": { s in
      // How PyTorch goes about it.
      _ = s.text("compute_mode", 3)
      return [cdist(s.input, s.tensor("x2", 1)!, p: s.number("p", 2) ?? 2)]
    },
    "nn.functional.pdist": { s in [pdist(s.input, p: s.number("p", 1) ?? 2)] },
  ]
}
