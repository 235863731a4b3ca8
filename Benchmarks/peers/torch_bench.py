"""The workloads in PyTorch, on the CPU, eager unless --compile; Adam's plain form unless --fused."""
import statistics
import time

start = time.perf_counter()
import numpy as np
import torch
import_seconds = time.perf_counter() - start

import torch.nn.functional as F
from torch import nn

from common import Bench, median_seconds, seconds

bench = Bench("torch", import_seconds, "--compile", "--fused")
options = bench.options
torch.manual_seed(0)


def pixels(part, count=None):
    return torch.from_numpy(bench.images(part)[:count].astype(np.float32)) / 255


def classes(part, count=None):
    return torch.from_numpy(bench.labels(part)[:count].astype(np.int64))


def perceptron():
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10))


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        nn.Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


class RowReader(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(28, 128, batch_first=True)
        self.output = nn.Linear(128, 10)

    def forward(self, x):
        return self.output(self.lstm(x)[0][:, -1])


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.attention_norm, self.network_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projections, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widening, self.narrowing = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def forward(self, x):
        parts = [
            part.unflatten(2, (self.heads, -1)).transpose(1, 2)
            for part in self.projections(self.attention_norm(x)).chunk(3, dim=2)]
        mixed = F.scaled_dot_product_attention(*parts, is_causal=True)
        x = x + self.output(mixed.transpose(1, 2).flatten(2))
        return x + self.narrowing(F.gelu(self.widening(self.network_norm(x)), approximate="tanh"))


class Transformer(nn.Module):
    def __init__(self, letters=65, length=64, width=128, heads=4, blocks=4):
        super().__init__()
        self.letters, self.places = nn.Embedding(letters, width), nn.Embedding(length, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(blocks)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, letters, bias=False)

    def forward(self, text):
        places = torch.arange(text.shape[1])
        return self.head(self.norm(self.blocks(self.letters(text) + self.places(places))))


def trainer(model):
    """A function that takes one step and gives the loss."""
    model.train()
    optimizer = torch.optim.Adam(model.parameters(), 1e-3, fused=options.fused or None)
    forward = torch.compile(model) if options.compile else model

    def step(inputs, targets):
        optimizer.zero_grad(set_to_none=True)
        scores = forward(inputs)
        loss = F.cross_entropy(scores.reshape(-1, scores.shape[-1]), targets.reshape(-1))
        loss.backward()
        optimizer.step()
        return loss
    return step


def step_work(name, model, batch, count):
    if bench.wants(name):
        step, (inputs, targets) = trainer(model()), batch()
        bench.emit(name, 1e3 * median_seconds(lambda: step(inputs, targets).item(), count), "ms")


def epochs():
    works = [w for w in ("mlp_epoch_dataloader", "mlp_epoch_handbatch") if bench.wants(w)]
    if not works:
        return
    images, labels = pixels("train"), classes("train")
    test_images, test_labels = pixels("t10k"), classes("t10k")

    def loader():
        data = torch.utils.data.TensorDataset(images, labels)
        return torch.utils.data.DataLoader(data, batch_size=128, shuffle=True)

    def by_hand():
        for places in torch.randperm(len(images)).split(128):
            yield images[places], labels[places]

    for work in works:
        model = perceptron()
        step = trainer(model)
        batches = loader if work.endswith("loader") else by_hand

        def epoch():
            for inputs, targets in batches():
                step(inputs, targets)
        times = [seconds(epoch) for _ in range(options.epochs)]
        model.eval()
        with torch.no_grad():
            accuracy = (model(test_images).argmax(1) == test_labels).float().mean().item()
        bench.emit(work, statistics.median(times), "s", acc=accuracy, epochs=options.epochs)


def batch():
    return pixels("train", 128), classes("train", 128)


epochs()
step_work("mlp_step", perceptron, batch, 300)
step_work("cnn_step", convolutional, lambda: (batch()[0][:, None], batch()[1]), 12)
step_work("lstm_step", RowReader, batch, 40)
step_work("gpt_step", Transformer, lambda: torch.randint(0, 65, (2, 16, 64)), 20)


def repeated(count, body):
    def run():
        for _ in range(count):
            body()
    return run


if bench.wants("mlp_infer1"):
    model, image = perceptron().eval(), pixels("train", 1)
    with torch.inference_mode():
        time_100 = median_seconds(repeated(100, lambda: model(image)), 20)
    bench.emit("mlp_infer1", time_100 * 1e6 / 100, "us")

p, q = torch.ones(4), torch.ones(4)
r = torch.ones(4, requires_grad=True)
if bench.wants("op_add4_nograd"):
    bench.emit("op_add4_nograd", median_seconds(repeated(1000, lambda: p + q), 30) * 1e6, "ns")
if bench.wants("op_add4_grad"):
    bench.emit("op_add4_grad", median_seconds(repeated(1000, lambda: r + q), 30) * 1e6, "ns")
if bench.wants("op_chain_fwd_bwd"):
    def chain():
        x = r
        for _ in range(1000):
            x = x + q
        x.sum().backward()
    bench.emit("op_chain_fwd_bwd", median_seconds(chain, 30) * 1e6, "ns")

for n in (64, 256, 1024, 2048):
    if bench.wants(f"mm_{n}"):
        a, b = torch.randn(n, n), torch.randn(n, n)
        took = median_seconds(lambda: a @ b, 10 if n > 1000 else 60)
        bench.emit(f"mm_{n}", 2 * n**3 / took / 1e9, "GFLOP/s")

if bench.wants_any("ew_"):
    n = 1 << 24
    a, b = torch.randn(n), torch.randn(n)
    if bench.wants("ew_add_out"):
        c = torch.empty(n)
        took = median_seconds(lambda: torch.add(a, b, out=c), 10)
        bench.emit("ew_add_out", 12 * n / took / 1e9, "GB/s")
    square_a, square_b = a.view(4096, 4096), b.view(4096, 4096)
    large = dict(
        add=lambda: a + b, exp=a.exp, tanh=a.tanh, gelu=lambda: F.gelu(a), sum=a.sum,
        add_bcast=lambda: square_a + b[:4096], add_t=lambda: square_a + square_b.t(),
        softmax=lambda: square_a.softmax(1), layernorm=lambda: F.layer_norm(square_a, (4096,)),
        sum0=lambda: square_a.sum(0), copy_t=lambda: square_a.t().contiguous(),
        argmax=lambda: square_a.argmax(1), cumsum=lambda: square_a.cumsum(1))
    for name, body in large.items():
        if bench.wants(f"ew_{name}_16M"):
            bench.emit(f"ew_{name}_16M", 1e3 * median_seconds(body, 10), "ms")
    s, t = torch.randn(16384), torch.randn(16384)
    for name, body in dict(add=lambda: s + t, exp=s.exp, tanh=s.tanh, sum=s.sum).items():
        if bench.wants(f"ew_{name}_16K"):
            bench.emit(f"ew_{name}_16K", median_seconds(repeated(100, body), 30) * 1e6 / 100, "us")

for count, channels, size, outputs, kernel in (
        (32, 64, 56, 64, 3), (32, 128, 28, 128, 3), (128, 1, 28, 32, 3), (32, 3, 64, 64, 7)):
    name = f"{count}x{channels}x{size}_{outputs}x{kernel}"
    if not (bench.wants(f"conv_fwd_{name}") or bench.wants(f"conv_fwdbwd_{name}")):
        continue
    x = torch.randn(count, channels, size, size, requires_grad=True)
    w = torch.randn(outputs, channels, kernel, kernel, requires_grad=True)
    operations = 2 * count * outputs * size**2 * channels * kernel**2

    def convolve():
        return F.conv2d(x, w, padding=kernel // 2)
    g = torch.randn_like(convolve())
    bench.emit(f"conv_fwd_{name}", operations / median_seconds(convolve, 6, 1) / 1e9, "GFLOP/s")
    both = median_seconds(lambda: torch.autograd.grad(convolve(), (x, w), g), 4, 1)
    bench.emit(f"conv_fwdbwd_{name}", 3 * operations / both / 1e9, "GFLOP/s")

if bench.wants_any("linalg_"):
    a = torch.randn(512, 512)
    positive = a @ a.t() + 512 * torch.eye(512)
    works = dict(
        solve=lambda: torch.linalg.solve(a, a), cholesky=lambda: torch.linalg.cholesky(positive),
        svd=lambda: torch.linalg.svd(a), eigh=lambda: torch.linalg.eigh(positive),
        qr=lambda: torch.linalg.qr(a), fft=lambda: torch.fft.fft(a))
    for name, body in works.items():
        if bench.wants(f"linalg_{name}_512"):
            bench.emit(f"linalg_{name}_512", 1e3 * median_seconds(body, 5, 1), "ms")

if bench.wants("rand_normal_16M"):
    bench.emit("rand_normal_16M", 1e3 * median_seconds(lambda: torch.randn(1 << 24), 5), "ms")
if bench.wants("rand_uniform_16M"):
    bench.emit("rand_uniform_16M", 1e3 * median_seconds(lambda: torch.rand(1 << 24), 5), "ms")
if bench.wants("rand_perm_60K"):
    bench.emit("rand_perm_60K", 1e6 * median_seconds(lambda: torch.randperm(60000), 20), "us")
bench.finish()
