from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("Linear", 3, 2, inputs=[x(4, 3)]),
        Case("Linear", 3, 4, bias=False, inputs=[x(2, 2, 3)]),
        Case("LazyLinear", 2, inputs=[x(2, 5)]),
        Case("Bilinear", 2, 3, 4, inputs=[x(5, 2), x(5, 3, seed=2)]),
        Case("Bilinear", 2, 2, 1, bias=False, inputs=[x(2, 2, 2), x(2, 2, 2, seed=2)]),
    ]
