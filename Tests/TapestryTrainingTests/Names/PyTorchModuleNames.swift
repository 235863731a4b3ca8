/// Where PyTorch's names of modules, initializers, tools, optimizers and schedules are not the names here.
enum PyTorchModuleNames {
  /// How it is written here, and the declaration that this relies on.
  typealias Spelling = (here: String, declaration: String)

  static let spellings: [String: Spelling] =
    modules.merging(initializers) { $1 }.merging(tools) { $1 }.merging(averages) { $1 }

  private static let modules: [String: Spelling] = [
    "nn.LazyBatchNorm1d": ("BatchNorm1d()", "BatchNorm1d"),
    "nn.LazyBatchNorm2d": ("BatchNorm2d()", "BatchNorm2d"),
    "nn.LazyBatchNorm3d": ("BatchNorm3d()", "BatchNorm3d"),
    "nn.LazyConv1d": ("Conv1d(out: 32, kernelSize: 3)", "Conv1d"),
    "nn.LazyConv2d": ("Conv2d(out: 32, kernelSize: 3)", "Conv2d"),
    "nn.LazyConv3d": ("Conv3d(out: 32, kernelSize: 3)", "Conv3d"),
    "nn.LazyConvTranspose1d": ("ConvTranspose1d(out: 32, kernelSize: 3)", "ConvTranspose1d"),
    "nn.LazyConvTranspose2d": ("ConvTranspose2d(out: 32, kernelSize: 3)", "ConvTranspose2d"),
    "nn.LazyConvTranspose3d": ("ConvTranspose3d(out: 32, kernelSize: 3)", "ConvTranspose3d"),
    "nn.LazyInstanceNorm1d": (
      "InstanceNorm1d(affine: true, trackRunningStats: true)", "InstanceNorm1d"
    ),
    "nn.LazyInstanceNorm2d": (
      "InstanceNorm2d(affine: true, trackRunningStats: true)", "InstanceNorm2d"
    ),
    "nn.LazyInstanceNorm3d": (
      "InstanceNorm3d(affine: true, trackRunningStats: true)", "InstanceNorm3d"
    ),
    "nn.LazyLinear": ("Linear(out: 10)", "Linear"),
    "nn.NLLLoss2d": ("NLLLoss()", "NLLLoss"),
    "nn.RNNBase": ("RecurrentLayer", "RecurrentLayer"),
    "nn.RNNCellBase": ("RecurrentCell", "RecurrentCell"),
    "nn.UninitializedParameter": ("TensorSlot<Parameter>", "TensorSlot"),
  ]

  private static let initializers: [String: Spelling] = [
    "nn.init.calculate_gain": ("Nonlinearity.relu.gain", "Nonlinearity"),
    "nn.init.constant_": ("w.initialize(.constant(0.5))", "constant"),
    "nn.init.dirac_": ("w.initialize(.dirac())", "dirac"),
    "nn.init.eye_": ("w.initialize(.eye)", "eye"),
    "nn.init.kaiming_normal_": (
      "w.initialize(.kaimingNormal(.relu, mode: .fanOut))", "kaimingNormal"
    ),
    "nn.init.kaiming_uniform_": ("w.initialize(.kaimingUniform(.relu))", "kaimingUniform"),
    "nn.init.normal_": ("w.initialize(.normal(mean: 0, standardDeviation: 1))", "normal"),
    "nn.init.ones_": ("w.initialize(.ones)", "ones"),
    "nn.init.orthogonal_": ("w.initialize(.orthogonal(gain: 1))", "orthogonal"),
    "nn.init.sparse_": ("w.initialize(.sparse(sparsity: 0.9))", "sparse"),
    "nn.init.trunc_normal_": (
      "w.initialize(.truncatedNormal(standardDeviation: 0.02))", "truncatedNormal"
    ),
    "nn.init.uniform_": ("w.initialize(.uniform(-1, 1))", "uniform"),
    "nn.init.xavier_normal_": ("w.initialize(.xavierNormal())", "xavierNormal"),
    "nn.init.xavier_uniform_": ("w.initialize(.xavierUniform())", "xavierUniform"),
    "nn.init.zeros_": ("w.initialize(.zeros)", "zeros"),
  ]

  private static let tools: [String: Spelling] = [
    "nn.utils.clip_grad_norm": ("clipGradNorm(model.parameters(), maxNorm: 1)", "clipGradNorm"),
    "nn.utils.clip_grad_norm_": ("clipGradNorm(model.parameters(), maxNorm: 1)", "clipGradNorm"),
    "nn.utils.clip_grad_value_": (
      "clipGradValue(model.parameters(), clipValue: 1)", "clipGradValue"
    ),
    "nn.utils.clip_grads_with_norm_": (
      "clipGradsWithNorm(model.parameters(), maxNorm: 1, totalNorm: norm)", "clipGradsWithNorm"
    ),
    "nn.utils.fuse_conv_bn_eval": ("convolution.fused(with: norm)", "fused"),
    "nn.utils.fuse_conv_bn_weights": ("convolution.fused(with: norm)", "fused"),
    "nn.utils.fuse_linear_bn_eval": ("linear.fused(with: norm)", "fused"),
    "nn.utils.fuse_linear_bn_weights": ("linear.fused(with: norm)", "fused"),
    "nn.utils.get_total_norm": ("totalNorm(gradients)", "totalNorm"),
    "nn.utils.parameters_to_vector": (
      "parametersToVector(model.parameters())", "parametersToVector"
    ),
    "nn.utils.parametrizations.orthogonal": ("Orthogonal(layer)", "Orthogonal"),
    "nn.utils.parametrizations.spectral_norm": ("SpectralNorm(layer)", "SpectralNorm"),
    "nn.utils.parametrizations.weight_norm": ("WeightNorm(layer)", "WeightNorm"),
    "nn.utils.remove_spectral_norm": ("layer.unwrapped()", "unwrapped"),
    "nn.utils.remove_weight_norm": ("layer.unwrapped()", "unwrapped"),
    "nn.utils.rnn.invert_permutation": ("packed.unsortedIndices", "unsortedIndices"),
    "nn.utils.rnn.pack_padded_sequence": (
      "packPaddedSequence(x, lengths: n)", "packPaddedSequence"
    ),
    "nn.utils.rnn.pack_sequence": ("packSequence(sequences)", "packSequence"),
    "nn.utils.rnn.pad_packed_sequence": ("padPackedSequence(packed)", "padPackedSequence"),
    "nn.utils.rnn.pad_sequence": ("padSequence(sequences)", "padSequence"),
    "nn.utils.rnn.unpack_sequence": ("unpackSequence(packed)", "unpackSequence"),
    "nn.utils.rnn.unpad_sequence": ("unpadSequence(x, lengths: n)", "unpadSequence"),
    "nn.utils.spectral_norm": ("SpectralNorm(layer)", "SpectralNorm"),
    "nn.utils.vector_to_parameters": (
      "vectorToParameters(vector, model.parameters())", "vectorToParameters"
    ),
    "nn.utils.weight_norm": ("WeightNorm(layer)", "WeightNorm"),
  ]

  private static let averages: [String: Spelling] = [
    "optim.swa_utils.AveragedModel": (
      "AveragedParameters(model.parameters())", "AveragedParameters"
    ),
    "optim.swa_utils.get_ema_avg_fn": (
      "AveragedParameters(…, averaging: .exponential(decay: 0.999))", "AveragedParameters"
    ),
    "optim.swa_utils.get_ema_multi_avg_fn": (
      "AveragedParameters(…, averaging: .exponential(decay: 0.999))", "AveragedParameters"
    ),
    "optim.swa_utils.get_swa_avg_fn": (
      "AveragedParameters(…, averaging: .equal)", "AveragedParameters"
    ),
    "optim.swa_utils.get_swa_multi_avg_fn": (
      "AveragedParameters(…, averaging: .equal)", "AveragedParameters"
    ),
    "optim.swa_utils.update_bn": (
      "model.updateBatchNormStatistics(over: batches)", "updateBatchNormStatistics"
    ),
  ]

  /// What is not there, and why.
  static let leftOut = [
    "nn.Container": "PyTorch's old name for a module without a forward",
    "nn.DataParallel": "a network runs in one process, on all its cores",
    "nn.SyncBatchNorm": "a network runs in one process",
    "nn.utils.convert_conv2d_weight_memory_format": "images have one layout",
    "nn.utils.convert_conv3d_weight_memory_format": "volumes have one layout",
    "nn.utils.skip_init": "`weightInitializer:` says what a layer starts from",
    "optim.SparseAdam": "gradients are not sparse",
  ]
}
