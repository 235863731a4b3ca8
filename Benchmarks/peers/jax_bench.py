"""The training workloads in JAX with Optax, on the CPU: a step is one compiled function. Written without a library of layers."""
import statistics
import time

start = time.perf_counter()
import jax
import jax.numpy as jnp
import numpy as np
import optax
import_seconds = time.perf_counter() - start

from common import Bench, median_seconds, seconds

bench = Bench("jax", import_seconds)
keys = iter(jax.random.split(jax.random.key(0), 1000))


def uniform(bound, *shape):
    return jax.random.uniform(next(keys), shape, minval=-bound, maxval=bound)


def layer(inputs, outputs, bias=True):
    made = {"w": uniform(inputs**-0.5, inputs, outputs)}
    return made | ({"b": uniform(inputs**-0.5, outputs)} if bias else {})


def linear(p, x):
    return x @ p["w"] + p["b"] if "b" in p else x @ p["w"]


def dropout(key, x, rate):
    return jnp.where(jax.random.bernoulli(key, 1 - rate, x.shape), x / (1 - rate), 0)


def perceptron():
    def forward(p, x, key):
        hidden = dropout(key, jax.nn.relu(linear(p["hidden"], x.reshape(len(x), -1))), 0.2)
        return linear(p["output"], hidden)
    return forward, {"hidden": layer(784, 128), "output": layer(128, 10)}


def convolutional():
    def convolve(p, x):
        y = jax.lax.conv_general_dilated(x, p["w"], (1, 1), "VALID", dimension_numbers=("NHWC", "HWIO", "NHWC"))
        return jax.nn.relu(y + p["b"])

    def filters(inputs, outputs):
        bound = (9 * inputs) ** -0.5
        return {"w": uniform(bound, 3, 3, inputs, outputs), "b": uniform(bound, outputs)}

    def forward(p, x, key):
        first, second = jax.random.split(key)
        x = convolve(p["second"], convolve(p["first"], x[..., None]))
        x = jax.lax.reduce_window(x, -jnp.inf, jax.lax.max, (1, 2, 2, 1), (1, 2, 2, 1), "VALID")
        x = dropout(first, x, 0.25).reshape(len(x), -1)
        return linear(p["output"], dropout(second, jax.nn.relu(linear(p["hidden"], x)), 0.5))
    return forward, {
        "first": filters(1, 32), "second": filters(32, 64), "hidden": layer(9216, 128), "output": layer(128, 10)}


def row_reader(units=128):
    def forward(p, x, key):
        inputs = jnp.moveaxis(x @ p["input"] + p["bias"], 1, 0)

        def step(state, row):
            h, c = state
            i, f, g, o = jnp.split(row + h @ p["hidden"], 4, axis=1)
            c = jax.nn.sigmoid(f) * c + jax.nn.sigmoid(i) * jnp.tanh(g)
            return (jax.nn.sigmoid(o) * jnp.tanh(c), c), None
        zeros = jnp.zeros((len(x), units))
        (h, _), _ = jax.lax.scan(step, (zeros, zeros), inputs)
        return linear(p["output"], h)
    bound = units**-0.5
    return forward, {
        "input": uniform(bound, 28, 4 * units), "hidden": uniform(bound, units, 4 * units),
        "bias": uniform(bound, 4 * units), "output": layer(units, 10)}


def transformer(letters=65, length=64, width=128, heads=4, blocks=4):
    def norm(p, x):
        mean, variance = x.mean(-1, keepdims=True), x.var(-1, keepdims=True)
        return (x - mean) * jax.lax.rsqrt(variance + 1e-5) * p["w"] + p["b"]

    def scale():
        return {"w": jnp.ones(width), "b": jnp.zeros(width)}

    def block(p, x):
        batch, steps, _ = x.shape
        parts = jnp.split(linear(p["projections"], norm(p["first"], x)), 3, axis=2)
        parts = [part.reshape(batch, steps, heads, -1) for part in parts]
        mixed = jax.nn.dot_product_attention(*parts, is_causal=True).reshape(batch, steps, width)
        x = x + linear(p["out"], mixed)
        wide = jax.nn.gelu(linear(p["widening"], norm(p["second"], x)), approximate=True)
        return x + linear(p["narrowing"], wide)

    def forward(p, text, key):
        x = p["letters"][text] + p["places"]
        for parameters in p["blocks"]:
            x = block(parameters, x)
        return linear(p["head"], norm(p["norm"], x))

    def block_parameters():
        return {
            "first": scale(), "second": scale(), "projections": layer(width, 3 * width),
            "out": layer(width, width), "widening": layer(width, 4 * width),
            "narrowing": layer(4 * width, width)}
    return forward, {
        "letters": jax.random.normal(next(keys), (letters, width)),
        "places": jax.random.normal(next(keys), (length, width)),
        "blocks": [block_parameters() for _ in range(blocks)], "norm": scale(),
        "head": layer(width, letters, bias=False)}


def trainer(model):
    """A compiled step, and what it starts from."""
    forward, parameters = model
    optimizer = optax.adam(1e-3)

    @jax.jit
    def step(parameters, state, key, inputs, targets):
        key, dropped = jax.random.split(key)

        def loss(parameters):
            scores = forward(parameters, inputs, dropped)
            return optax.softmax_cross_entropy_with_integer_labels(scores, targets).mean()
        value, gradients = jax.value_and_grad(loss)(parameters)
        updates, state = optimizer.update(gradients, state, parameters)
        return optax.apply_updates(parameters, updates), state, key, value
    return step, [parameters, optimizer.init(parameters), next(keys)]


def step_work(name, model, batch, count):
    if not bench.wants(name):
        return
    step, state = trainer(model())
    inputs, targets = map(jnp.asarray, batch())

    def run():
        *state[:], loss = step(*state, inputs, targets)
        return float(loss)
    bench.emit(name, 1e3 * median_seconds(run, count), "ms")


def pixels(count=None):
    return bench.images("train")[:count].astype(np.float32) / 255


def classes(count=None):
    return bench.labels("train")[:count].astype(np.int32)


if bench.wants("mlp_epoch_jit"):
    images, labels = pixels(), classes()
    step, state = trainer(perceptron())
    generator = np.random.default_rng(0)

    def epoch():
        order = generator.permutation(len(images))
        for first in range(0, len(images), 128):
            places = order[first:first + 128]
            *state[:], _ = step(*state, images[places], labels[places])
        jax.block_until_ready(state)
    # The first epoch compiles.
    compiling = seconds(epoch)
    times = [seconds(epoch) for _ in range(bench.options.epochs)]
    bench.emit("mlp_epoch_jit", statistics.median(times), "s", epochs=bench.options.epochs, first=compiling)

step_work("mlp_step", perceptron, lambda: (pixels(128), classes(128)), 300)
step_work("cnn_step", convolutional, lambda: (pixels(128), classes(128)), 12)
step_work("lstm_step", row_reader, lambda: (pixels(128), classes(128)), 40)
letters = np.random.default_rng(0).integers(0, 65, (2, 16, 64), np.int32)
step_work("gpt_step", transformer, lambda: letters, 20)

if bench.wants("op_add4_nograd"):
    p, q = jnp.ones(4), jnp.ones(4)

    def additions():
        for _ in range(1000):
            r = p + q
        r.block_until_ready()
    bench.emit("op_add4_nograd", median_seconds(additions, 30) * 1e6, "ns")
for n in (64, 256, 1024, 2048):
    if bench.wants(f"mm_{n}"):
        a, b = jax.random.normal(next(keys), (2, n, n))
        took = median_seconds(lambda: (a @ b).block_until_ready(), 10 if n > 1000 else 60)
        bench.emit(f"mm_{n}", 2 * n**3 / took / 1e9, "GFLOP/s")
bench.finish()
