from samples import reals, wholes


def i(*elements, shape=None):
    return wholes(shape or [len(elements)], list(elements), "int64")


def cases(Case):
    weights = reals([6], -2.0, 2.0, 3, "float64")
    return [
        Case("Embedding", 5, 3, inputs=[i(0, 4, 4, 2, 1, 0, shape=[2, 3])]),
        Case("Embedding", 5, 3, padding_idx=-1, scale_grad_by_freq=True, inputs=[i(4, 1, 1, 0)]),
        Case("Embedding", 4, 3, max_norm=0.9, norm_type=1.5, inputs=[i(0, 2, 2)]),
        Case("EmbeddingBag", 5, 3, inputs=[i(0, 4, 4, 2, 1, 0, shape=[2, 3])]),
        Case("EmbeddingBag", 5, 3, mode="sum", inputs=[i(0, 4, 4, 2, 1, 0), i(0, 2, 2)],
             input_kwargs={"per_sample_weights": weights}),
        Case("EmbeddingBag", 5, 2, mode="max", inputs=[i(0, 4, 4, 2, 1, 0), i(0, 4)]),
        Case("EmbeddingBag", 5, 2, include_last_offset=True, padding_idx=4,
             inputs=[i(0, 4, 4, 2, 1, 0), i(0, 3, 6)]),
        Case("EmbeddingBag", 5, 2, max_norm=0.8, scale_grad_by_freq=True,
             inputs=[i(0, 4, 4, 2, shape=[2, 2])]),
    ]
