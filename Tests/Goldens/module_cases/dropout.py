from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    inputs = {
        "Dropout": x(2, 3), "Dropout1d": x(2, 3, 2), "Dropout2d": x(2, 3, 2, 2),
        "Dropout3d": x(2, 3, 1, 2, 2), "AlphaDropout": x(2, 3), "FeatureAlphaDropout": x(2, 3, 2)}
    # What is drawn at random is left out, which leaves evaluation and the probabilities 0 and 1.
    return [
        Case(name, probability, inputs=[value])
        for name, value in inputs.items() for probability in (0.3, 0.0, 1.0)]
