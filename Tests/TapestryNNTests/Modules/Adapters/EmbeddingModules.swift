import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let embeddingModules: [String: Adapter] = [
    "Embedding": { c in
      let a = c.arguments
      return ModuleSubject(
        Embedding(
          a.int("num_embeddings", 0)!, a.int("embedding_dim", 1)!,
          paddingIndex: a.int("padding_idx", 2), maxNorm: a.number("max_norm", 3),
          normType: a.number("norm_type", 4) ?? 2,
          scaleGradByFreq: a.bool("scale_grad_by_freq", 5) ?? false, dtype: c.dtype))
    },
    "EmbeddingBag": { c in
      let a = c.arguments
      let modes: [String: EmbeddingBagMode] = ["sum": .sum, "mean": .mean, "max": .max]
      let layer = EmbeddingBag(
        a.int("num_embeddings", 0)!, a.int("embedding_dim", 1)!,
        mode: modes[a.text("mode", 5) ?? "mean"]!, paddingIndex: a.int("padding_idx", 9),
        maxNorm: a.number("max_norm", 2), normType: a.number("norm_type", 3) ?? 2,
        scaleGradByFreq: a.bool("scale_grad_by_freq", 4) ?? false,
        includeLastOffset: a.bool("include_last_offset", 8) ?? false, dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        [
          layer(
            inputs.tensor("input", 0)!, offsets: inputs.tensor("offsets", 1),
            perSampleWeights: inputs.tensor("per_sample_weights", 2))
        ]
      }
    },
  ]
}
