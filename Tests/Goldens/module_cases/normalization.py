from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("BatchNorm1d", 3, inputs=[x(4, 3)]),
        Case("BatchNorm1d", 2, eps=1e-3, momentum=0.3, inputs=[x(2, 2, 3)]),
        Case("BatchNorm2d", 2, momentum=None, inputs=[x(2, 2, 2, 3)]),
        Case("BatchNorm2d", 2, affine=False, inputs=[x(2, 2, 2, 3)]),
        Case("BatchNorm2d", 2, bias=False, inputs=[x(2, 2, 2, 2)]),
        Case("BatchNorm2d", 2, track_running_stats=False, inputs=[x(2, 2, 2, 3)]),
        Case("BatchNorm3d", 2, inputs=[x(2, 2, 1, 2, 2)]),
        Case("LazyBatchNorm2d", inputs=[x(2, 3, 2, 2)]),
        Case("LazyBatchNorm3d", inputs=[x(2, 1, 1, 2, 2)]),
        Case("LazyInstanceNorm1d", inputs=[x(2, 2, 3)]),
        Case("LazyInstanceNorm3d", inputs=[x(1, 2, 1, 2, 2)]),
        Case("LazyBatchNorm1d", affine=False, inputs=[x(3, 2)]),
        Case("InstanceNorm1d", 2, inputs=[x(2, 2, 4)]),
        Case("InstanceNorm1d", 2, affine=True, track_running_stats=True, inputs=[x(2, 4)]),
        Case("InstanceNorm2d", 2, affine=True, eps=1e-3, inputs=[x(2, 2, 2, 3)]),
        Case("InstanceNorm2d", 2, track_running_stats=True, momentum=0.3, inputs=[x(2, 2, 2, 2)]),
        Case("InstanceNorm3d", 1, affine=True, bias=False, inputs=[x(2, 1, 1, 2, 2)]),
        Case("LazyInstanceNorm2d", inputs=[x(2, 2, 2, 2)]),
        Case("LayerNorm", 4, inputs=[x(3, 4)]),
        Case("LayerNorm", (2, 3), eps=1e-2, inputs=[x(2, 2, 3)]),
        Case("LayerNorm", 3, bias=False, inputs=[x(2, 3)]),
        Case("LayerNorm", 3, elementwise_affine=False, inputs=[x(2, 3)]),
        Case("RMSNorm", 4, inputs=[x(3, 4)]),
        Case("RMSNorm", (2, 3), eps=1e-2, inputs=[x(2, 2, 3)]),
        Case("RMSNorm", 3, elementwise_affine=False, inputs=[x(2, 3)]),
        Case("GroupNorm", 2, 4, inputs=[x(2, 4, 3)]),
        Case("GroupNorm", 1, 2, eps=1e-2, affine=False, inputs=[x(2, 2, 2, 2)]),
        Case("GroupNorm", 3, 3, bias=False, inputs=[x(2, 3, 2)]),
        Case("LocalResponseNorm", 3, alpha=0.5, beta=0.6, k=2.0, inputs=[x(1, 5, 2)]),
        Case("LocalResponseNorm", 2, alpha=0.5, inputs=[x(1, 4, 2, 2)]),
        # PyTorch's gradients are not those of what it computes.
        Case(
            "CrossMapLRN2d", 3, alpha=0.5, beta=0.6, k=2.0, inputs=[x(2, 6, 2, 2)],
            takes_gradients=lambda t: False),
        Case(
            "CrossMapLRN2d", 4, alpha=0.5, inputs=[x(1, 5, 1, 2)],
            takes_gradients=lambda t: False),
        Case("CrossMapLRN2d", 7, inputs=[x(1, 2, 2, 2)], takes_gradients=lambda t: False),
    ]
