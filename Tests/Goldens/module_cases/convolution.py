from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("Conv1d", 3, 4, 3, inputs=[x(2, 3, 6)]),
        Case("Conv1d", 4, 2, 2, stride=2, padding=1, dilation=2, groups=2, bias=False,
             inputs=[x(4, 7)]),
        Case("Conv1d", 2, 2, 4, padding="same", padding_mode="reflect", inputs=[x(1, 2, 6)]),
        Case("Conv1d", 2, 2, 2, padding="valid", padding_mode="circular", inputs=[x(1, 2, 4)]),
        Case("Conv2d", 2, 3, 3, padding=1, inputs=[x(2, 2, 4, 4)]),
        Case("Conv2d", 4, 4, (2, 3), stride=(2, 1), padding=(1, 0), dilation=(1, 2), groups=4,
             inputs=[x(1, 4, 4, 6)]),
        Case("Conv2d", 1, 2, (2, 3), padding="same", inputs=[x(1, 1, 3, 4)]),
        Case("Conv2d", 2, 1, 3, padding=(2, 1), padding_mode="replicate", inputs=[x(1, 2, 3, 3)]),
        Case("Conv2d", 2, 1, 3, padding=(2, 1), padding_mode="circular", stride=2,
             inputs=[x(1, 2, 4, 3)]),
        Case("Conv2d", 2, 2, (2, 3), padding="same", padding_mode="reflect", dilation=(1, 2),
             inputs=[x(2, 4, 5)]),
        Case("Conv3d", 1, 2, 2, inputs=[x(1, 1, 3, 3, 3)]),
        Case("Conv3d", 2, 2, (1, 2, 2), stride=(2, 1, 1), padding=(0, 1, 0), groups=2,
             padding_mode="replicate", inputs=[x(1, 2, 3, 2, 3)]),
        Case("ConvTranspose1d", 2, 3, 3, inputs=[x(1, 2, 4)]),
        Case("ConvTranspose1d", 4, 2, 2, stride=3, padding=1, output_padding=2, groups=2,
             dilation=2, bias=False, inputs=[x(4, 3)]),
        Case("ConvTranspose2d", 2, 2, (2, 3), stride=2, padding=(0, 1), output_padding=(1, 0),
             inputs=[x(1, 2, 2, 3)]),
        Case("ConvTranspose2d", 1, 2, 3, stride=2, padding=1, inputs=[x(1, 1, 3, 3), [6, 5]]),
        Case("ConvTranspose3d", 2, 2, 2, stride=(1, 2, 1), groups=2, inputs=[x(1, 2, 2, 2, 2)]),
        Case("LazyConv2d", 3, 2, groups=1, inputs=[x(1, 2, 3, 3)]),
        Case("LazyConv1d", 4, 2, groups=2, inputs=[x(1, 4, 3)]),
        Case("LazyConvTranspose2d", 2, 2, inputs=[x(1, 3, 2, 2)]),
        Case("LazyConv3d", 2, 2, inputs=[x(1, 1, 2, 3, 2)]),
        Case("LazyConvTranspose1d", 2, 3, inputs=[x(2, 3)]),
        Case("LazyConvTranspose3d", 1, 2, bias=False, inputs=[x(1, 2, 1, 2, 2)]),
        Case("Unfold", (2, 3), dilation=1, padding=(1, 0), stride=2, inputs=[x(1, 2, 3, 4)]),
        Case("Fold", (3, 4), (2, 3), padding=(1, 0), stride=1, inputs=[x(1, 12, 8)]),
    ]
