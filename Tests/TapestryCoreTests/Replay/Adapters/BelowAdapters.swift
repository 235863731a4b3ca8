import TapestryCore
import TapestryTesting

extension Replay {
  /// Operators that lie below PyTorch's functions and have no name of their own here.
  static let below: [String: Adapter] = [
    "_segment_reduce": { s in
      let names: [String: ScatterReduction] = [
        "sum": .sum, "prod": .prod, "mean": .mean, "max": .amax, "min": .amin,
      ]
      guard let reduction = names[s.text("reduce", 1)!] else { return nil }
      // The axis is that of the lengths.
      _ = s.int("axis")
      let initial = s.number("initial")
      if let offsets = s.tensor("offsets") {
        _ = s.bool("unsafe")
        return [s.input.segmentReduce(reduction, offsets: offsets, initial: initial)]
      }
      let lengths = s.tensor("lengths")!
      if s.bool("unsafe") != true {
        return [s.input.segmentReduce(reduction, lengths: lengths, initial: initial)]
      }
      // Lengths that nobody checks may leave something over.
      let offsets = lengths.cumsum(axis: -1).padded([1, 0])
      return [s.input.segmentReduce(reduction, offsets: offsets, initial: initial)]
    },
    "_batch_norm_with_update": { s in
      let all = nativeBatchNorm(
        s.input, weight: s.tensor("weight", 1), bias: s.tensor("bias", 2),
        runningMean: s.tensor("running_mean", 3)!.clone(),
        runningVar: s.tensor("running_var", 4)!.clone(), isTraining: true,
        momentum: s.number("momentum", 5)!, epsilon: s.number("eps", 6)!)
      // What PyTorch keeps for other devices is empty on this one.
      return [all.output, all.mean, all.scale, .zeros([0], dtype: .uint8)]
    },
    "max_pool2d_with_indices_backward": { s in
      let x = s.input.detach()
      x.requiresGrad = true
      let y = pooling["nn.functional.max_pool2d"]!(ReplaySample(s, tensors: [x]))![0]
      let found = grad(of: y.sum(), with: [x])[0]!
      // Where it is differentiated once more there is nothing that depends on the input.
      return s.input.requiresGrad ? [found + s.input * 0] : [found]
    },
    "torch.ops.aten._safe_softmax.default": { s in
      let axis = s.int("dim", 1)!
      let isEmpty = (s.input .== -Double.infinity).all(axis: axis, keepDims: true)
      let x = s.input.maskedFill(isEmpty, with: 0)
      return [x.softmax(axis: axis, dtype: s.dtype("dtype")).maskedFill(isEmpty, with: 0)]
    },
  ]

  /// Operators without a counterpart here, and why.
  static let notHere: [String: String] = [
    "_softmax_backward_data": backward, "native_dropout_backward": backward,
    "_chunk_cat": "how weights are laid out for several machines",
    "_unsafe_masked_index": unchecked, "_unsafe_masked_index_put_accumulate": unchecked,
    "chalf": "complex numbers have parts of float32 and float64",
    "jiterator_binary": "source code for another device",
    "jiterator_binary_return_by_ref": "source code for another device",
    "resize_": "no tensor changes its own shape", "resize_as_": "no tensor changes its own shape",
  ]

  private static let unchecked = "places that nobody checks, wrong ones among the samples"
  private static let backward = "derivatives are taken by way of the tape alone"
}
