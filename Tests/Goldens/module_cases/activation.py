from samples import reals, values


def x(*shape, seed=1):
    return reals(list(shape), -4.0, 4.0, seed, "float64")


def cases(Case):
    plain = [
        "ReLU", "ReLU6", "SELU", "SiLU", "Mish", "Sigmoid", "LogSigmoid", "Hardsigmoid",
        "Hardswish", "Tanh", "Softsign", "Tanhshrink", "LeakyReLU", "ELU", "CELU", "GELU", "GLU",
        "Hardtanh", "Hardshrink", "Softshrink", "Softplus", "PReLU", "RReLU"]
    return [Case(name, inputs=[x(3, 4)]) for name in plain] + [
        Case("LeakyReLU", 0.2, inputs=[x(6)]),
        Case("RReLU", 0.3, 0.3, inputs=[x(6)]),
        Case("PReLU", 3, init=0.1, inputs=[x(2, 3, 2)]),
        Case("ELU", 0.7, inputs=[x(6)]),
        Case("CELU", 1.4, inputs=[x(6)]),
        Case("GELU", approximate="tanh", inputs=[x(6)]),
        Case("GLU", 0, inputs=[x(4, 3)]),
        Case("Hardtanh", -0.5, 2.0, inputs=[x(6)]),
        Case("Hardshrink", 1.5, inputs=[x(6)]),
        Case("Softshrink", 1.5, inputs=[x(6)]),
        Case("Softplus", 2.0, 3.0, inputs=[x(8)]),
        Case("Threshold", 0.5, 7.0, inputs=[x(8)]),
        Case("Softmax", 1, inputs=[x(2, 3)]),
        Case("Softmax", 0, inputs=[x(2, 3)]),
        Case("Softmin", 1, inputs=[x(2, 3)]),
        Case("LogSoftmax", -1, inputs=[x(2, 3)]),
        Case("Softmax2d", inputs=[x(2, 3, 2, 2)]),
        Case("Softmax2d", inputs=[x(3, 2, 2)]),
        Case("ReLU", inputs=[values([4], [-1.0, 0.0, float("inf"), float("nan")], "float64")]),
    ]
