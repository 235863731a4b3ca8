import torch

from samples import integers, reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def p(*shape, seed=2):
    return reals(list(shape), 0.0625, 0.9375, seed, "float64")


def labels(*shape, classes=3, seed=3):
    return integers(list(shape), 0, classes - 1, seed, "int64")


def signs(*shape, seed=4):
    return 2.0 * integers(list(shape), 0, 1, seed, "float64") - 1


def cases(Case):
    weights = p(3, seed=9)
    return [
        Case("L1Loss", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("L1Loss", reduction="none", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("MSELoss", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("MSELoss", reduction="sum", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("HuberLoss", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("HuberLoss", reduction="sum", delta=0.5, inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("SmoothL1Loss", inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("SmoothL1Loss", reduction="none", beta=0.5, inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("NLLLoss", inputs=[x(4, 3), labels(4)]),
        Case("NLLLoss", weight=weights, ignore_index=1, reduction="sum", inputs=[x(2, 3, 4), labels(2, 4)]),
        Case("CrossEntropyLoss", inputs=[x(4, 3), labels(4)]),
        Case("CrossEntropyLoss", weight=weights, ignore_index=1, label_smoothing=0.3, inputs=[x(2, 3, 4), labels(2, 4)]),
        Case("CrossEntropyLoss", reduction="none", label_smoothing=0.1, inputs=[x(4, 3), p(4, 3)]),
        Case("LinearCrossEntropyLoss", 4, 3, inputs=[x(5, 4), labels(5)]),
        Case("LinearCrossEntropyLoss", 4, 3, out_features=(2,), bias=True, weight=weights, reduction="sum", label_smoothing=0.2, inputs=[x(5, 4), labels(5, 2)]),
        Case("AdaptiveLogSoftmaxWithLoss", 8, 9, [3, 5], div_value=2.0, inputs=[x(6, 8), torch.tensor([0, 8, 4, 3, 2, 5])]),
        Case("AdaptiveLogSoftmaxWithLoss", 8, 6, cutoffs=[2], head_bias=True, inputs=[x(8), torch.tensor(5)]),
        Case("PoissonNLLLoss", inputs=[x(2, 3), p(2, 3)]),
        Case("PoissonNLLLoss", log_input=False, full=True, eps=1e-3, reduction="sum", inputs=[p(2, 3), 4 * p(2, 3, seed=5)]),
        Case("GaussianNLLLoss", inputs=[x(2, 3), x(2, 3, seed=2), p(2, 3)]),
        Case("GaussianNLLLoss", full=True, eps=0.25, reduction="none", inputs=[x(2, 3), x(2, 3, seed=2), p(2, 1)]),
        Case("KLDivLoss", inputs=[x(2, 3), p(2, 3)]),
        Case("KLDivLoss", reduction="batchmean", log_target=True, inputs=[x(2, 3), x(2, 3, seed=2)]),
        Case("BCELoss", inputs=[p(2, 3), p(2, 3, seed=5)]),
        Case("BCELoss", weight=weights, reduction="sum", inputs=[p(2, 3), p(2, 3, seed=5).round()]),
        Case("BCEWithLogitsLoss", inputs=[x(2, 3), p(2, 3)]),
        Case("BCEWithLogitsLoss", weight=weights, pos_weight=p(3, seed=8), reduction="none", inputs=[x(2, 3), p(2, 3).round()]),
        Case("HingeEmbeddingLoss", inputs=[x(2, 3), signs(2, 3)]),
        Case("HingeEmbeddingLoss", margin=0.5, reduction="sum", inputs=[x(2, 3), signs(2, 3)]),
        Case("SoftMarginLoss", inputs=[x(2, 3), signs(2, 3)], takes_gradients=lambda t: t.unique().numel() > 2),
        Case("MultiMarginLoss", inputs=[x(4, 3), labels(4)]),
        Case("MultiMarginLoss", p=2, margin=0.5, weight=weights, reduction="none", inputs=[x(4, 3), labels(4)]),
        Case("MultiLabelMarginLoss", inputs=[x(2, 4), torch.tensor([[3, 0, -1, 1], [1, -1, 0, 2]])]),
        Case("MultiLabelSoftMarginLoss", inputs=[x(2, 3), p(2, 3).round()]),
        Case("MultiLabelSoftMarginLoss", weight=weights, reduction="none", inputs=[x(2, 3), p(2, 3)]),
        Case("CosineEmbeddingLoss", inputs=[x(4, 3), x(4, 3, seed=2), signs(4)]),
        Case("CosineEmbeddingLoss", margin=0.2, reduction="sum", inputs=[x(4, 3), x(4, 3, seed=2), signs(4)]),
        Case("MarginRankingLoss", inputs=[x(5), x(5, seed=2), signs(5)]),
        Case("MarginRankingLoss", margin=0.7, reduction="none", inputs=[x(5), x(5, seed=2), signs(5)]),
        Case("TripletMarginLoss", inputs=[x(4, 3), x(4, 3, seed=2), x(4, 3, seed=3)]),
        Case("TripletMarginLoss", margin=2.0, p=1.5, eps=1e-3, swap=True, reduction="none", inputs=[x(4, 3), x(4, 3, seed=2), x(4, 3, seed=3)]),
        Case("TripletMarginWithDistanceLoss", margin=1.5, swap=True, inputs=[x(4, 3), x(4, 3, seed=2), x(4, 3, seed=3)]),
        Case("CTCLoss", inputs=[x(6, 2, 4).log_softmax(-1), torch.tensor([[1, 2, 3], [3, 1, 0]]), (6, 5), (3, 2)]),
        Case("CTCLoss", blank=3, reduction="sum", zero_infinity=True, inputs=[x(2, 2, 4).log_softmax(-1), torch.tensor([0, 1, 2, 2]), (2, 2), (3, 1)]),
    ]
