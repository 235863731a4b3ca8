import TapestryCore
import TapestryNN
import TapestryTesting

extension ModuleSubject {
  static let attentionModules: [String: Adapter] = [
    "MultiheadAttention": { c in
      let a = c.arguments
      let layer = MultiheadAttention(
        a.int("embed_dim", 0)!, a.int("num_heads", 1)!, dropout: a.number("dropout", 2) ?? 0,
        bias: a.bool("bias", 3) ?? true, addBiasKV: a.bool("add_bias_kv", 4) ?? false,
        addZeroAttn: a.bool("add_zero_attn", 5) ?? false, keySize: a.int("kdim", 6),
        valueSize: a.int("vdim", 7), batchFirst: a.bool("batch_first", 8) ?? false, dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        let result = layer(
          inputs.tensor("query", 0)!, inputs.tensor("key", 1)!, inputs.tensor("value", 2)!,
          keyPaddingMask: inputs.tensor("key_padding_mask", 3),
          needWeights: inputs.bool("need_weights", 4) ?? true,
          attnMask: inputs.tensor("attn_mask", 5),
          averageAttnWeights: inputs.bool("average_attn_weights", 6) ?? true)
        return [result.output] + (result.weights.map { [$0] } ?? [])
      }
    },
    "TransformerEncoderLayer": { c in
      let o = Options(c, after: 2)
      let layer = o.encoderLayer
      return ModuleSubject(layer) { inputs in
        [
          layer(
            inputs.tensor("src", 0)!, srcMask: inputs.tensor("src_mask", 1),
            srcKeyPaddingMask: inputs.tensor("src_key_padding_mask", 2))
        ]
      }
    },
    "TransformerEncoder": { c in
      let o = Options(c, after: 2)
      let encoder = TransformerEncoder(
        numLayers: c.arguments.int("num_layers")!, norm: o.lastNorm
      ) { o.encoderLayer }
      return ModuleSubject(encoder) { inputs in
        [
          encoder(
            inputs.tensor("src", 0)!, mask: inputs.tensor("mask", 1),
            srcKeyPaddingMask: inputs.tensor("src_key_padding_mask", 2),
            isCausal: inputs.bool("is_causal", 3) ?? false)
        ]
      }
    },
    "TransformerDecoderLayer": { c in
      let layer = Options(c, after: 2).decoderLayer
      return ModuleSubject(layer) { inputs in
        let m = DecoderInputs(inputs)
        return [
          layer(
            m.tgt, m.memory, tgtMask: m.tgtMask, memoryMask: m.memoryMask,
            tgtKeyPaddingMask: m.tgtPadding, memoryKeyPaddingMask: m.memoryPadding)
        ]
      }
    },
    "TransformerDecoder": { c in
      let o = Options(c, after: 2)
      let decoder = TransformerDecoder(
        numLayers: c.arguments.int("num_layers")!, norm: o.lastNorm
      ) { o.decoderLayer }
      return ModuleSubject(decoder) { inputs in
        let m = DecoderInputs(inputs)
        return [
          decoder(
            m.tgt, m.memory, tgtMask: m.tgtMask, memoryMask: m.memoryMask,
            tgtKeyPaddingMask: m.tgtPadding, memoryKeyPaddingMask: m.memoryPadding)
        ]
      }
    },
    "Transformer": { c in
      let o = Options(c, after: 4)
      let layer = Transformer(
        o.size, o.heads, numEncoderLayers: c.arguments.int("num_encoder_layers", 2) ?? 6,
        numDecoderLayers: c.arguments.int("num_decoder_layers", 3) ?? 6, feedforwardSize: o.width,
        dropout: o.dropout, activation: o.activation, layerNormEpsilon: o.epsilon,
        batchFirst: o.batchFirst, normFirst: o.normFirst, bias: o.bias, dtype: c.dtype)
      return ModuleSubject(layer) { inputs in
        [
          layer(
            inputs.tensor("src", 0)!, inputs.tensor("tgt", 1)!,
            srcMask: inputs.tensor("src_mask", 2), tgtMask: inputs.tensor("tgt_mask", 3),
            memoryMask: inputs.tensor("memory_mask", 4),
            srcKeyPaddingMask: inputs.tensor("src_key_padding_mask", 5),
            tgtKeyPaddingMask: inputs.tensor("tgt_key_padding_mask", 6),
            memoryKeyPaddingMask: inputs.tensor("memory_key_padding_mask", 7))
        ]
      }
    },
  ]

  private struct DecoderInputs {
    let tgt, memory: Tensor
    let tgtMask, memoryMask, tgtPadding, memoryPadding: Tensor?

    init(_ inputs: ModuleArguments) {
      (tgt, memory) = (inputs.tensor("tgt", 0)!, inputs.tensor("memory", 1)!)
      tgtMask = inputs.tensor("tgt_mask", 2)
      memoryMask = inputs.tensor("memory_mask", 3)
      tgtPadding = inputs.tensor("tgt_key_padding_mask", 4)
      memoryPadding = inputs.tensor("memory_key_padding_mask", 5)
    }
  }

  private struct Options {
    let size, heads, width: Int
    let dropout, epsilon: Double
    let activation: TransformerActivation
    let batchFirst, normFirst, bias, hasLastNorm: Bool
    let dtype: DType

    /// - Parameter position: that of the width among arguments without a name; a transformer has custom parts behind the activation.
    init(_ c: ModuleCase, after position: Int) {
      let a = c.arguments
      let shift = position == 4 ? position + 2 : position
      size = a.int("d_model", 0) ?? 512
      heads = a.int("nhead", 1) ?? 8
      width = a.int("dim_feedforward", position) ?? 2048
      dropout = a.number("dropout", position + 1) ?? 0.1
      activation = a.text("activation", position + 2) == "gelu" ? .gelu : .relu
      epsilon = a.number("layer_norm_eps", shift + 3) ?? 1e-5
      batchFirst = a.bool("batch_first", shift + 4) ?? false
      normFirst = a.bool("norm_first", shift + 5) ?? false
      bias = a.bool("bias", shift + 6) ?? true
      hasLastNorm = a.bool("norm") ?? false
      dtype = c.dtype
    }

    var lastNorm: LayerNorm? { hasLastNorm ? LayerNorm(Shape([size]), dtype: dtype) : nil }

    var encoderLayer: TransformerEncoderLayer {
      TransformerEncoderLayer(
        size, heads, feedforwardSize: width, dropout: dropout, activation: activation,
        layerNormEpsilon: epsilon, batchFirst: batchFirst, normFirst: normFirst, bias: bias,
        dtype: dtype)
    }

    var decoderLayer: TransformerDecoderLayer {
      TransformerDecoderLayer(
        size, heads, feedforwardSize: width, dropout: dropout, activation: activation,
        layerNormEpsilon: epsilon, batchFirst: batchFirst, normFirst: normFirst, bias: bias,
        dtype: dtype)
    }
  }
}
