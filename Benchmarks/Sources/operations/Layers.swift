import Tapestry

func addLayers(to catalogue: Catalogue) {
  addConvolutions(to: catalogue)
  let images = leaf([32, 64, 28, 28])
  catalogue.addLayer("max_pool", MaxPool2d(kernelSize: 2), images)
  catalogue.addLayer("max_pool_3_2", MaxPool2d(kernelSize: 3, stride: 2, padding: 1), images)
  catalogue.addLayer("avg_pool", AvgPool2d(kernelSize: 2), images)
  catalogue.addLayer("global_avg_pool", AdaptiveAvgPool2d(1), images)
  catalogue.addLayer("batch_norm_2d", BatchNorm2d(64), images)
  catalogue.addLayer("group_norm", GroupNorm(groups: 8, channels: 64), images)
  catalogue.addLayer("instance_norm", InstanceNorm2d(64), images)
  let few = leaf([16, 32, 28, 28])
  catalogue.addLayer("upsample_nearest", Upsample(scaleFactor: 2), few)
  catalogue.addLayer("upsample_bilinear", Upsample(scaleFactor: 2, mode: .bilinear), few)
  let rows = leaf([2048, 256])
  catalogue.addLayer("batch_norm_1d", BatchNorm1d(256), leaf([512, 256]))
  catalogue.addLayer("layer_norm", LayerNorm(256), rows)
  catalogue.addLayer("rms_norm", RMSNorm(256), rows)
  catalogue.addLayer("dropout", Dropout(0.5), rows)
  catalogue.addLayer("linear", Linear(512, 512), leaf([512, 512]))
  catalogue.addLayer("linear_1_row", Linear(512, 512), leaf([1, 512]))
  catalogue.addLayer("embedding", Embedding(10000, 128), Tensor.randint(0..<10000, [64, 128]))
  addSequences(to: catalogue)
}

private func addConvolutions(to catalogue: Catalogue) {
  let (three, few, many) = (leaf([8, 3, 96, 96]), leaf([16, 16, 28, 28]), leaf([16, 64, 28, 28]))
  let (deep, dilated) = (leaf([16, 128, 28, 28]), leaf([16, 32, 28, 28]))
  catalogue.addLayer("conv_1", Conv2d(64, 128, kernelSize: 1), many)
  catalogue.addLayer("conv_3", Conv2d(64, 64, kernelSize: 3, padding: 1), many)
  catalogue.addLayer("conv_3_stride_2", Conv2d(64, 128, kernelSize: 3, stride: 2, padding: 1), many)
  catalogue.addLayer("conv_5", Conv2d(16, 32, kernelSize: 5, padding: 2), few)
  catalogue.addLayer("conv_7_stride_2", Conv2d(3, 64, kernelSize: 7, stride: 2, padding: 3), three)
  catalogue.addLayer(
    "conv_depthwise", Conv2d(128, 128, kernelSize: 3, padding: 1, groups: 128), deep)
  catalogue.addLayer("conv_4_groups", Conv2d(64, 64, kernelSize: 3, padding: 1, groups: 4), many)
  catalogue.addLayer(
    "conv_dilated", Conv2d(32, 32, kernelSize: 3, padding: 2, dilation: 2), dilated)
  catalogue.addLayer("conv_1d", Conv1d(64, 64, kernelSize: 5, padding: 2), leaf([16, 64, 256]))
  catalogue.addLayer("conv_3d", Conv3d(8, 16, kernelSize: 3, padding: 1), leaf([4, 8, 16, 16, 16]))
  catalogue.addLayer(
    "conv_transposed", ConvTranspose2d(64, 32, kernelSize: 4, stride: 2, padding: 1),
    leaf([16, 64, 14, 14]))
}

private func addSequences(to catalogue: Catalogue) {
  let lstm = LSTM(128, 256, numLayers: 2, batchFirst: true)
  let both = LSTM(32, 64, batchFirst: true, bidirectional: true)
  let gru = GRU(64, 128, batchFirst: true)
  let (long, short) = (Tensor.randn([32, 64, 128]), Tensor.randn([64, 32, 64]))
  let longest = Tensor.randn([16, 100, 32])
  catalogue.addBoth("layer.lstm_2_layers", by: lstm.parameters()) { lstm(long).output }
  catalogue.addBoth("layer.lstm_both_ways", by: both.parameters()) { both(longest).output }
  catalogue.addBoth("layer.gru", by: gru.parameters()) { gru(short).output }
  let encoder = TransformerEncoderLayer(
    256, 4, feedforwardSize: 1024, dropout: 0, batchFirst: true)
  let sentences = leaf([8, 128, 256])
  catalogue.addBoth("layer.encoder", by: encoder.parameters() + [sentences]) { encoder(sentences) }
  let (q, k, v) = (leaf([4, 8, 256, 64]), leaf([4, 8, 256, 64]), leaf([4, 8, 256, 64]))
  catalogue.addBoth("layer.attention", by: [q, k, v]) { scaledDotProductAttention(q, k, v) }
  catalogue.addBoth("layer.attention_causal", by: [q, k, v]) {
    scaledDotProductAttention(q, k, v, isCausal: true)
  }
}
