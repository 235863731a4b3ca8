"""PyTorch's side of operations.py: times the operations whose names come in, a line each; `list` as the only argument prints all names.

The operations are those of Sources/operations.
"""

import sys
import time

import torch
import torch.nn as nn
import torch.nn.functional as F

works = {}


def add(group, **operations):
    for name, operation in operations.items():
        works[f"{group}.{name}"] = lambda operation=operation: forward(operation)


def forward(operation):
    with torch.no_grad():
        operation()


def add_both(name, leaves, operation):
    def backward():
        for leaf in leaves:
            leaf.grad = None
        operation().sum().backward()

    works[name] = lambda: forward(operation)
    works[name + ".backward"] = backward


def add_layer(name, layer, x):
    add_both(f"layer.{name}", list(layer.parameters()) + [x] * x.requires_grad, lambda: layer(x))


def leaf(*shape):
    return torch.randn(*shape, requires_grad=True)


def elementwise():
    n = 1 << 20
    a, b, p = torch.randn(n), torch.randn(n), torch.rand(n) + 0.1
    whole, double = torch.randint(0, 1000, (n,)), torch.randn(n, dtype=torch.float64)
    add("elementwise", add_scalar=lambda: a + 1, mul=lambda: a * b, div=lambda: a / p, maximum=lambda: torch.maximum(a, b),
        gt=lambda: a > b, where=lambda: torch.where(a > b, a, b), clamp=lambda: a.clamp(-1, 1),
        masked_fill=lambda: a.masked_fill(a > 0, 0), abs=lambda: a.abs(), round=lambda: a.round(), sqrt=lambda: p.sqrt(),
        rsqrt=lambda: p.rsqrt(), log=lambda: p.log(), log1p=lambda: p.log1p(), expm1=lambda: a.expm1(), sin=lambda: a.sin(),
        tan=lambda: a.tan(), atan2=lambda: torch.atan2(a, b), erf=lambda: a.erf(), lgamma=lambda: p.lgamma(),
        pow=lambda: p.pow(a), isnan=lambda: a.isnan(), relu=lambda: a.relu(), leaky_relu=lambda: F.leaky_relu(a),
        sigmoid=lambda: a.sigmoid(), silu=lambda: F.silu(a), softplus=lambda: F.softplus(a), **{"pow_2.5": lambda: p.pow(2.5)})
    add("dtype", int64_add=lambda: whole + whole, int64_mul=lambda: whole * whole, int64_mod=lambda: whole % 7,
        float64_add=lambda: double + double, float64_exp=lambda: double.exp(), float64_tanh=lambda: double.tanh(),
        to_int64=lambda: a.long(), to_float64=lambda: a.double(), to_float16=lambda: a.half(), to_bfloat16=lambda: a.bfloat16())
    m, images = a.reshape(1024, 1024), a.reshape(32, 64, 16, 32)
    add("broadcast", row=lambda: m + m[0], column=lambda: m + m[:, :1], transposed=lambda: m + m.t(),
        outer=lambda: torch.outer(m[0], m[1]), channels=lambda: images * images[:1, :, :1, :1])


def reductions():
    n = 1 << 20
    a, m = torch.randn(n), torch.randn(1024, 1024)
    whole, double, cube = torch.randint(0, 1000, (n,)), torch.randn(n, dtype=torch.float64), m.reshape(64, 256, 64)
    add("reduce", sum=lambda: a.sum(), sum_0=lambda: m.sum(0), sum_1=lambda: m.sum(1), sum_middle=lambda: cube.sum(1),
        sum_ends=lambda: cube.sum((0, 2)), int64_sum=lambda: whole.sum(), float64_sum=lambda: double.sum(),
        mean_1=lambda: m.mean(1), prod_1=lambda: m.prod(1), amax_0=lambda: m.amax(0), amax_1=lambda: m.amax(1),
        argmax_0=lambda: m.argmax(0), argmax_1=lambda: m.argmax(1), var_1=lambda: m.var(1), std_0=lambda: m.std(0),
        norm=lambda: a.norm(), norm_1=lambda: m.norm(dim=1), logsumexp_1=lambda: m.logsumexp(1), any=lambda: (a > 9).any(),
        count_nonzero=lambda: a.count_nonzero(), softmax_0=lambda: m.softmax(0), softmax_1=lambda: m.softmax(1),
        log_softmax_1=lambda: m.log_softmax(1), cumsum_0=lambda: m.cumsum(0), cumsum_1=lambda: m.cumsum(1),
        cumprod_1=lambda: m.cumprod(1))
    add("sort", sort=lambda: a.sort().values, sort_0=lambda: m.sort(0).values,
        sort_1=lambda: m.sort(1).values, topk_1=lambda: m.topk(10, 1).values,
        argsort_int64=lambda: whole.argsort(), median_1=lambda: m.median(1).values, quantile=lambda: a.quantile(0.3),
        unique=lambda: whole.unique(), bincount=lambda: whole.bincount(), histc=lambda: a.histc(100, -3, 3),
        nonzero=lambda: (a > 1).nonzero())


def movements():
    m, images, order = torch.randn(1024, 1024), torch.randn(32, 64, 16, 32), torch.randperm(1024)
    places, labels = torch.randint(0, 1024, (1024, 1024)), torch.randint(0, 16, (65536,))
    add("move", transpose=lambda: m.t().contiguous(), permute_0231=lambda: images.permute(0, 2, 3, 1).contiguous(),
        permute_0213=lambda: images.permute(0, 2, 1, 3).contiguous(), cat_0=lambda: torch.cat([m, m], 0),
        cat_1=lambda: torch.cat([m, m], 1), stack_2=lambda: torch.stack([m, m, m], 2), slice=lambda: m[::2].contiguous(),
        flip_1=lambda: m.flip(1), roll_1=lambda: m.roll(3, 1), pad=lambda: F.pad(images, (1, 1, 1, 1)),
        pad_reflect=lambda: F.pad(images, (1, 1, 1, 1), mode="reflect"), triu=lambda: m.triu(), tile=lambda: m.tile(2, 2),
        index_select_0=lambda: m.index_select(0, order), index_select_1=lambda: m.index_select(1, order),
        gather_0=lambda: m.gather(0, places), gather_1=lambda: m.gather(1, places),
        scatter_add_0=lambda: m.scatter_add(0, places, m), scatter_add_1=lambda: m.scatter_add(1, places, m),
        bool_index=lambda: m[m > 0], one_hot=lambda: F.one_hot(labels, 16))


def products():
    m, a, b = torch.randn(1024, 1024), torch.randn(64, 65, 33), torch.randn(64, 33, 65)
    double = torch.randn(384, 384, dtype=torch.float64)
    squares = {str(n): lambda n=n: m[:n, :n] @ m[:n, 1024 - n:] for n in (37, 100, 300, 1000)}
    add("product", float64_384=lambda: double @ double, matrix_vector=lambda: m @ m[0], vector_matrix=lambda: m[0] @ m,
        to_8_columns=lambda: m @ m[:, :8], tall=lambda: m.reshape(16384, 64) @ m[:64, :64], batched=lambda: a @ b,
        einsum=lambda: torch.einsum("bij,bjk->bik", a, b), cdist=lambda: torch.cdist(m[:, :64], m[:, 64:128]), **squares)


def layers():
    three, few, many, deep = leaf(8, 3, 96, 96), leaf(16, 16, 28, 28), leaf(16, 64, 28, 28), leaf(16, 128, 28, 28)
    add_layer("conv_1", nn.Conv2d(64, 128, 1), many)
    add_layer("conv_3", nn.Conv2d(64, 64, 3, padding=1), many)
    add_layer("conv_3_stride_2", nn.Conv2d(64, 128, 3, stride=2, padding=1), many)
    add_layer("conv_5", nn.Conv2d(16, 32, 5, padding=2), few)
    add_layer("conv_7_stride_2", nn.Conv2d(3, 64, 7, stride=2, padding=3), three)
    add_layer("conv_depthwise", nn.Conv2d(128, 128, 3, padding=1, groups=128), deep)
    add_layer("conv_4_groups", nn.Conv2d(64, 64, 3, padding=1, groups=4), many)
    add_layer("conv_dilated", nn.Conv2d(32, 32, 3, padding=2, dilation=2), leaf(16, 32, 28, 28))
    add_layer("conv_1d", nn.Conv1d(64, 64, 5, padding=2), leaf(16, 64, 256))
    add_layer("conv_3d", nn.Conv3d(8, 16, 3, padding=1), leaf(4, 8, 16, 16, 16))
    add_layer("conv_transposed", nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1), leaf(16, 64, 14, 14))
    images, few, rows = leaf(32, 64, 28, 28), leaf(16, 32, 28, 28), leaf(2048, 256)
    add_layer("max_pool", nn.MaxPool2d(2), images)
    add_layer("max_pool_3_2", nn.MaxPool2d(3, 2, 1), images)
    add_layer("avg_pool", nn.AvgPool2d(2), images)
    add_layer("global_avg_pool", nn.AdaptiveAvgPool2d(1), images)
    add_layer("batch_norm_2d", nn.BatchNorm2d(64), images)
    add_layer("group_norm", nn.GroupNorm(8, 64), images)
    add_layer("instance_norm", nn.InstanceNorm2d(64), images)
    add_layer("upsample_nearest", nn.Upsample(scale_factor=2), few)
    add_layer("upsample_bilinear", nn.Upsample(scale_factor=2, mode="bilinear"), few)
    add_layer("batch_norm_1d", nn.BatchNorm1d(256), leaf(512, 256))
    add_layer("layer_norm", nn.LayerNorm(256), rows)
    add_layer("rms_norm", nn.RMSNorm(256), rows)
    add_layer("dropout", nn.Dropout(0.5), rows)
    add_layer("linear", nn.Linear(512, 512), leaf(512, 512))
    add_layer("linear_1_row", nn.Linear(512, 512), leaf(1, 512))
    add_layer("embedding", nn.Embedding(10000, 128), torch.randint(0, 10000, (64, 128)))


def sequences():
    for name, module, x in [
        ("lstm_2_layers", nn.LSTM(128, 256, 2, batch_first=True), torch.randn(32, 64, 128)),
        ("lstm_both_ways", nn.LSTM(32, 64, batch_first=True, bidirectional=True), torch.randn(16, 100, 32)),
        ("gru", nn.GRU(64, 128, batch_first=True), torch.randn(64, 32, 64)),
    ]:
        add_both(f"layer.{name}", list(module.parameters()), lambda module=module, x=x: module(x)[0])
    add_layer("encoder", nn.TransformerEncoderLayer(256, 4, 1024, 0.0, batch_first=True), leaf(8, 128, 256))
    q, k, v = leaf(4, 8, 256, 64), leaf(4, 8, 256, 64), leaf(4, 8, 256, 64)
    add_both("layer.attention", [q, k, v], lambda: F.scaled_dot_product_attention(q, k, v))
    add_both("layer.attention_causal", [q, k, v], lambda: F.scaled_dot_product_attention(q, k, v, is_causal=True))


def losses():
    scores, labels, y, t = leaf(2048, 1000), torch.randint(0, 1000, (2048,)), leaf(1 << 20), torch.rand(1 << 20)
    add_both("loss.cross_entropy", [scores], lambda: F.cross_entropy(scores, labels))
    add_both("loss.mse", [y], lambda: F.mse_loss(y, t))
    add_both("loss.smooth_l1", [y], lambda: F.smooth_l1_loss(y, t))
    add_both("loss.bce_with_logits", [y], lambda: F.binary_cross_entropy_with_logits(y, t))
    add_both("activation.relu", [y], lambda: y.relu())
    add_both("activation.gelu", [y], lambda: F.gelu(y))
    add_both("activation.chain", [y], lambda: (y * t + y).tanh() * 2)


def optimizers():
    for name, make in dict(sgd_momentum=lambda p: torch.optim.SGD(p, 0.01, momentum=0.9), adam=lambda p: torch.optim.Adam(p, 0.001),
                           adamw=lambda p: torch.optim.AdamW(p, 0.001), rmsprop=lambda p: torch.optim.RMSprop(p, 0.001)).items():
        parameters = [leaf(256, 256) for _ in range(20)]
        for parameter in parameters:
            parameter.grad = torch.randn(256, 256)
        works[f"optimizer.{name}"] = make(parameters).step


def seconds(work, repeats=1):
    start = time.perf_counter()
    for _ in range(repeats):
        work()
    return time.perf_counter() - start


def time_of(work):
    """As Catalogue.time(of:) of Sources/operations."""
    work()
    once = seconds(work)
    repeats = max(1, int(0.004 / max(once, 1e-9)))
    timings = max(5, min(25, int(0.25 / (once * repeats))))
    return sorted(seconds(work, repeats) / repeats for _ in range(timings))[timings // 2]


for fill in (elementwise, reductions, movements, products, layers, sequences, losses, optimizers):
    fill()
if sys.argv[1:] == ["list"]:
    print("\n".join(works))
else:
    for line in sys.stdin:
        work = works.get(line.strip())
        print(time_of(work) * 1e6 if work else "unknown", flush=True)
