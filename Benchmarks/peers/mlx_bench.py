"""The training workloads in MLX, on the CPU. MLX is lazy: a step ends in an evaluation of all that it changed.

Its build for Linux multiplies matrices on one core, so the slow works take few samples. It is made for Apple's processors, and
this says nothing of its speed there.
"""
import statistics
import time

start = time.perf_counter()
import mlx.core as mx
import mlx.nn as nn
import mlx.optimizers
import numpy as np
import_seconds = time.perf_counter() - start

from common import Bench, median_seconds, seconds

bench = Bench("mlx", import_seconds)
mx.random.seed(0)


class Flatten(nn.Module):
    def __call__(self, x):
        return x.reshape(x.shape[0], -1)


def perceptron():
    return nn.Sequential(Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Dropout(0.2), nn.Linear(128, 10))


def convolutional():
    return nn.Sequential(
        nn.Conv2d(1, 32, 3), nn.ReLU(), nn.Conv2d(32, 64, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout(0.25),
        Flatten(), nn.Linear(9216, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 10))


class RowReader(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm, self.output = nn.LSTM(28, 128), nn.Linear(128, 10)

    def __call__(self, x):
        return self.output(self.lstm(x)[0][:, -1])


class Block(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads, self.scale = heads, (width // heads) ** -0.5
        self.attention_norm, self.network_norm = nn.LayerNorm(width), nn.LayerNorm(width)
        self.projections, self.output = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.widening, self.narrowing = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)

    def __call__(self, x):
        batch, steps, width = x.shape
        parts = [
            part.reshape(batch, steps, self.heads, -1).transpose(0, 2, 1, 3)
            for part in mx.split(self.projections(self.attention_norm(x)), 3, axis=2)]
        mixed = mx.fast.scaled_dot_product_attention(*parts, scale=self.scale, mask="causal")
        x = x + self.output(mixed.transpose(0, 2, 1, 3).reshape(batch, steps, width))
        return x + self.narrowing(nn.gelu_approx(self.widening(self.network_norm(x))))


class Transformer(nn.Module):
    def __init__(self, letters=65, length=64, width=128, heads=4, blocks=4):
        super().__init__()
        self.letters, self.places = nn.Embedding(letters, width), nn.Embedding(length, width)
        self.blocks = nn.Sequential(*(Block(width, heads) for _ in range(blocks)))
        self.norm, self.head = nn.LayerNorm(width), nn.Linear(width, letters, bias=False)

    def __call__(self, text):
        places = mx.arange(text.shape[1])
        return self.head(self.norm(self.blocks(self.letters(text) + self.places(places))))


def trainer(model):
    model.train()
    mx.eval(model.parameters())
    # With bias correction, which is not MLX's default, it is the Adam of the others.
    optimizer = mlx.optimizers.Adam(1e-3, bias_correction=True)

    def loss(model, inputs, targets):
        return nn.losses.cross_entropy(model(inputs), targets, reduction="mean")
    loss_and_gradients = nn.value_and_grad(model, loss)

    def step(inputs, targets):
        value, gradients = loss_and_gradients(model, inputs, targets)
        optimizer.update(model, gradients)
        mx.eval(model.state, optimizer.state, value)
        return value
    return step


def pixels(count=None):
    return mx.array(bench.images("train")[:count].astype(np.float32) / 255)


def classes(count=None):
    return mx.array(bench.labels("train")[:count].astype(np.int32))


def step_work(name, model, batch, count, warm_ups=3):
    if bench.wants(name):
        step, (inputs, targets) = trainer(model()), batch()
        mx.eval(inputs, targets)
        took = median_seconds(lambda: step(inputs, targets).item(), count, warm_ups)
        bench.emit(name, 1e3 * took, "ms", n=count)


if bench.wants("mlp_epoch_handbatch"):
    images, labels = pixels(), classes()
    step = trainer(perceptron())

    def epoch():
        order = mx.random.permutation(len(images))
        for first in range(0, len(images), 128):
            places = order[first:first + 128]
            step(images[places], labels[places])
    times = [seconds(epoch) for _ in range(bench.options.epochs)]
    bench.emit("mlp_epoch_handbatch", statistics.median(times), "s", epochs=bench.options.epochs)
step_work("mlp_step", perceptron, lambda: (pixels(128), classes(128)), 200)
step_work("cnn_step", convolutional, lambda: (pixels(128)[..., None], classes(128)), 3, 1)
step_work("lstm_step", RowReader, lambda: (pixels(128), classes(128)), 8, 1)
step_work("gpt_step", Transformer, lambda: mx.random.randint(0, 65, (2, 16, 64)), 4, 1)
if bench.wants("op_add4_nograd"):
    p, q = mx.ones(4), mx.ones(4)

    def additions():
        for _ in range(1000):
            mx.eval(p + q)
    bench.emit("op_add4_nograd", median_seconds(additions, 30) * 1e6, "ns")
if bench.wants("mm_1024"):
    a, b = mx.random.normal((2, 1024, 1024))
    mx.eval(a, b)
    bench.emit("mm_1024", 2 * 1024**3 / median_seconds(lambda: mx.eval(a @ b), 5, 1) / 1e9, "GFLOP/s", n=5)
bench.finish()
