from samples import reals, wholes


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("MaxPool1d", 2, inputs=[x(2, 2, 5)]),
        Case("MaxPool1d", 3, stride=2, padding=1, ceil_mode=True, return_indices=True,
             inputs=[x(2, 6)]),
        Case("MaxPool2d", 2, inputs=[x(1, 2, 4, 5)]),
        Case("MaxPool2d", (2, 3), stride=(1, 2), padding=1, dilation=(2, 1), ceil_mode=True,
             return_indices=True, inputs=[x(2, 5, 6)]),
        Case("MaxPool3d", 2, stride=1, return_indices=True, inputs=[x(1, 1, 2, 3, 3)]),
        Case("MaxUnpool1d", 2, inputs=[x(1, 1, 2), wholes([1, 1, 2], [1, 2], "int64")]),
        Case("MaxUnpool2d", 2, stride=2, inputs=[
            x(1, 1, 2, 2), wholes([1, 1, 2, 2], [5, 8, 15, 17], "int64"), [4, 5]]),
        Case("MaxUnpool3d", 2, inputs=[
            x(1, 1, 1, 1, 2), wholes([1, 1, 1, 1, 2], [5, 11], "int64")]),
        Case("AvgPool1d", 3, stride=2, padding=1, inputs=[x(2, 2, 6)]),
        Case("AvgPool1d", 2, ceil_mode=True, count_include_pad=False, inputs=[x(2, 5)]),
        Case("AvgPool2d", (2, 3), stride=2, padding=1, count_include_pad=False,
             inputs=[x(1, 2, 4, 5)]),
        Case("AvgPool2d", 2, divisor_override=3, inputs=[x(1, 4, 4)]),
        Case("AvgPool3d", 2, stride=1, inputs=[x(1, 1, 2, 3, 3)]),
        Case("LPPool1d", 2, 3, stride=2, inputs=[x(2, 2, 6)]),
        Case("LPPool2d", 3.0, (1, 2), inputs=[abs(x(1, 2, 3, 4))]),
        Case("LPPool3d", 2, 2, ceil_mode=True, inputs=[x(1, 1, 3, 2, 2)]),
        Case("AdaptiveAvgPool1d", 3, inputs=[x(1, 2, 5)]),
        Case("AdaptiveAvgPool2d", (None, 2), inputs=[x(1, 2, 3, 5)]),
        Case("AdaptiveAvgPool3d", (1, 2, None), inputs=[x(1, 1, 2, 3, 2)]),
        Case("AdaptiveMaxPool1d", 2, return_indices=True, inputs=[x(1, 2, 5)]),
        Case("AdaptiveMaxPool2d", (2, None), return_indices=True, inputs=[x(1, 2, 3, 2)]),
        Case("AdaptiveMaxPool3d", 1, inputs=[x(1, 1, 2, 3, 2)]),
        Case("FractionalMaxPool2d", 2, output_size=(2, 3), inputs=[x(1, 2, 5, 6)],
             _random_samples=(x(1, 2, 2, seed=3) + 2) / 4),
        Case("FractionalMaxPool2d", 2, output_ratio=0.5, inputs=[x(1, 1, 6, 6)],
             _random_samples=(x(1, 1, 2, seed=4) + 2) / 4),
        Case("FractionalMaxPool2d", 2, output_size=3, inputs=[x(2, 5, 5)],
             _random_samples=(x(3, 2, 2, seed=6) + 2) / 4),
        Case("FractionalMaxPool3d", 2, output_size=2, inputs=[x(1, 1, 4, 4, 5)],
             _random_samples=(x(1, 1, 3, seed=5) + 2) / 4),
    ]
