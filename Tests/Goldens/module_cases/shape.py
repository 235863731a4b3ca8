from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("Identity", inputs=[x(3)]),
        Case("Flatten", inputs=[x(2, 3, 2)]),
        Case("Flatten", 0, 1, inputs=[x(2, 3, 2)]),
        Case("Unflatten", 1, (2, -1), inputs=[x(2, 6)]),
        Case("Unflatten", -1, (2, 3), inputs=[x(2, 6)]),
        Case("PixelShuffle", 2, inputs=[x(1, 8, 2, 1)]),
        Case("PixelUnshuffle", 2, inputs=[x(1, 1, 4, 2)]),
        Case("ChannelShuffle", 2, inputs=[x(1, 4, 2)]),
        Case("Upsample", 3, inputs=[x(1, 2, 2)]),
        Case("Upsample", scale_factor=2.0, mode="linear", inputs=[x(1, 2, 3)]),
        Case("Upsample", (3, 4), mode="bilinear", align_corners=True, inputs=[x(1, 1, 2, 3)]),
        Case("Upsample", scale_factor=(1.5, 2.0), mode="bicubic", inputs=[x(1, 1, 3, 3)]),
        Case("Upsample", scale_factor=1.7, mode="nearest-exact", recompute_scale_factor=True,
             inputs=[x(1, 1, 3, 3)]),
        Case("Upsample", 3, mode="trilinear", inputs=[x(1, 1, 2, 2, 2)]),
        Case("UpsamplingNearest2d", scale_factor=2, inputs=[x(1, 1, 2, 2)]),
        Case("UpsamplingNearest2d", (3, 2), inputs=[x(1, 1, 2, 2)]),
        Case("UpsamplingBilinear2d", scale_factor=2, inputs=[x(1, 1, 2, 3)]),
        Case("UpsamplingBilinear2d", (3, 4), inputs=[x(1, 1, 2, 3)]),
        Case("CosineSimilarity", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("CosineSimilarity", dim=0, eps=1.0, inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("PairwiseDistance", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("PairwiseDistance", p=1.0, eps=1e-2, keepdim=True,
             inputs=[x(2, 3), x(2, 3, seed=2)]),
    ]
