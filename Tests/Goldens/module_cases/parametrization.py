from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    return [
        Case("weight_norm(Linear)", 3, 2, inputs=[x(4, 3)]),
        Case("weight_norm(Linear)", 3, 2, bias=False, dim=1, inputs=[x(4, 3)]),
        Case("weight_norm(Linear)", 3, 2, dim=None, inputs=[x(2, 3)]),
        Case("weight_norm(Conv2d)", 2, 4, 2, groups=2, inputs=[x(1, 2, 3, 3)]),
        Case("weight_norm(ConvTranspose1d)", 2, 3, 2, stride=2, inputs=[x(1, 2, 3)]),
        Case("spectral_norm(Linear)", 3, 2, inputs=[x(4, 3)]),
        Case(
            "spectral_norm(Linear)", 3, 4, bias=False, dim=1, n_power_iterations=3,
            inputs=[x(2, 3)]),
        Case("spectral_norm(Conv2d)", 2, 3, 2, inputs=[x(1, 2, 3, 3)]),
        Case("spectral_norm(ConvTranspose1d)", 2, 3, 2, inputs=[x(1, 2, 3)]),
        Case("orthogonal(Linear)", 3, 3, inputs=[x(4, 3)]),
        Case("orthogonal(Linear)", 3, 5, bias=False, orthogonal_map="matrix_exp", inputs=[x(2, 3)]),
        Case("orthogonal(Linear)", 4, 2, orthogonal_map="cayley", inputs=[x(2, 4)]),
        Case(
            "orthogonal(Linear)", 3, 3, orthogonal_map="cayley", use_trivialization=False,
            inputs=[x(2, 3)]),
        Case("orthogonal(Linear)", 3, 4, orthogonal_map="householder", inputs=[x(2, 3)]),
        Case("orthogonal(Linear)", 4, 3, use_trivialization=False, inputs=[x(2, 4)]),
        Case("orthogonal(Conv2d)", 2, 3, (3, 2), inputs=[x(1, 2, 3, 3)]),
        Case("orthogonal(ConvTranspose1d)", 2, 3, 2, inputs=[x(1, 2, 3)]),
    ]
