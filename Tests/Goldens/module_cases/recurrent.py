from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -1.0, 1.0, seed, "float64")


def state(*shape):
    return x(*shape, seed=8), x(*shape, seed=9)


def cases(Case):
    made = []
    for name, extras in (("RNN", {}), ("GRU", {}), ("LSTM", {}), ("RNN", {"nonlinearity": "relu"})):
        def initial(*shape):
            return state(*shape) if name == "LSTM" else state(*shape)[0]
        made += [
            Case(name, 3, 4, inputs=[x(5, 2, 3)], **extras),
            Case(name, 3, 4, bias=False, batch_first=True, inputs=[x(2, 5, 3), initial(1, 2, 4)], **extras),
            Case(name, 2, 2, num_layers=2, bidirectional=True, inputs=[x(3, 2, 2), initial(4, 2, 2)], **extras),
            Case(name, 2, 2, num_layers=2, inputs=[x(3, 2), initial(2, 2)], **extras),
            Case(name, 2, 2, num_layers=2, dropout=0.5, inputs=[x(3, 2, 2)], **extras),
        ]
    made += [
        Case("LSTM", 3, 4, proj_size=2, inputs=[x(5, 2, 3)]),
        Case("LSTM", 2, 3, proj_size=2, num_layers=2, bidirectional=True, batch_first=True, bias=False,
             inputs=[x(2, 3, 2), (x(4, 2, 2, seed=8), x(4, 2, 3, seed=9))]),
        Case("RNNCell", 3, 4, inputs=[x(2, 3)]),
        Case("RNNCell", 3, 4, bias=False, nonlinearity="relu", inputs=[x(2, 3), x(2, 4, seed=8)]),
        Case("GRUCell", 3, 4, inputs=[x(2, 3)]),
        Case("GRUCell", 3, 4, bias=False, inputs=[x(3), x(4, seed=8)]),
        Case("LSTMCell", 3, 4, inputs=[x(2, 3)]),
        Case("LSTMCell", 3, 4, bias=False, inputs=[x(3), state(4)]),
    ]
    return made
