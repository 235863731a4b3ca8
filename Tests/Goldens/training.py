"""Writes training.json: loss curves and gradients of two networks under PyTorch's optimizers.

    python Tests/Goldens/training.py

Weights and data come from a formula that the tests compute too, so that only results are stored.
"""

import dataclasses
import json
import math
import pathlib

import torch
import torch.nn.functional as F

torch.use_deterministic_algorithms(True)
torch.set_num_threads(1)

STEPS = 100


@dataclasses.dataclass(frozen=True)
class Sizes:
    inputs: int
    hidden: int
    classes: int
    examples: int
    batch: int


SMALL = Sizes(inputs=12, hidden=16, classes=5, examples=60, batch=20)
DIGITS = Sizes(inputs=784, hidden=128, classes=10, examples=500, batch=128)

CASES = {
    "sgd": lambda p: torch.optim.SGD(p, lr=0.05),
    "sgd_momentum": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, dampening=0.1, weight_decay=1e-3),
    "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, nesterov=True, weight_decay=1e-2),
    "sgd_maximize": lambda p: torch.optim.SGD(p, lr=1e-3, momentum=0.5, maximize=True),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-2),
    "adam_decay": lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.8, 0.99), eps=1e-6, weight_decay=1e-2),
    "adam_amsgrad": lambda p: torch.optim.Adam(p, lr=1e-2, amsgrad=True),
    "adam_maximize": lambda p: torch.optim.Adam(p, lr=1e-4, maximize=True),
    "adam_short_memory": lambda p: torch.optim.Adam(p, lr=1e-2, betas=(0.3, 0.9)),
    "adamw": lambda p: torch.optim.AdamW(p, lr=1e-2, weight_decay=0.05),
    "adamw_amsgrad": lambda p: torch.optim.AdamW(p, lr=1e-2, amsgrad=True),
}

DIGIT_CASES = {
    "sgd_nesterov": lambda p: torch.optim.SGD(p, lr=0.001, momentum=0.9, nesterov=True, weight_decay=1e-3),
    "adam": lambda p: torch.optim.Adam(p, lr=1e-3),
    "adamw": lambda p: torch.optim.AdamW(p, lr=1e-3),
}


def wave(count, seed):
    """Numbers in -1…1 without a pattern: fractions of multiples of the golden ratio, seen through a sine."""
    return [math.sin(seed + 1000 * ((i + 1) * 0.6180339887498949 % 1)) for i in range(count)]


def tensor(shape, seed, scale, dtype):
    values = torch.tensor(wave(math.prod(shape), seed), dtype=torch.float64) * scale
    return values.to(dtype).reshape(shape)


def network(sizes, dtype):
    model = torch.nn.Sequential(
        torch.nn.Linear(sizes.inputs, sizes.hidden),
        torch.nn.ReLU(),
        torch.nn.Linear(sizes.hidden, sizes.classes),
    ).to(dtype)
    scale = 1 / math.sqrt(sizes.inputs)
    with torch.no_grad():
        for index, parameter in enumerate(model.parameters()):
            parameter.copy_(tensor(parameter.shape, index, scale, dtype))
    return model


def run(make, sizes, dtype):
    model = network(sizes, dtype)
    inputs = tensor((sizes.examples, sizes.inputs), 10, 1, dtype)
    labels = torch.tensor([int((1 + w) / 2.0001 * sizes.classes) for w in wave(sizes.examples, 20)])
    optimizer = make(model.parameters())
    losses = []
    for step in range(STEPS):
        # Seven is prime to the number of examples, so that no batch has one twice.
        order = torch.tensor([(step * sizes.batch + 7 * i) % sizes.examples for i in range(sizes.batch)])
        optimizer.zero_grad()
        loss = F.cross_entropy(model(inputs[order]), labels[order])
        loss.backward()
        if step == 0:
            gradient = [value for p in model.parameters() for value in p.grad.flatten().tolist()]
        optimizer.step()
        losses.append(loss.item())
    weights = [value for p in model.parameters() for value in p.detach().flatten().tolist()]
    return losses, gradient, weights


def compact(values):
    return [float(f"{value:.9g}") for value in values]


def main():
    golden = {"torch": torch.__version__, "gradient": {}, "small": {}, "digits": {}}
    for name, make in CASES.items():
        case = golden["small"][name] = {}
        for dtype in (torch.float32, torch.float64):
            losses, gradient, weights = run(make, SMALL, dtype)
            kind = str(dtype).removeprefix("torch.")
            case[kind] = {"losses": compact(losses), "weights": compact(weights[::7])}
            # The first gradient does not depend on the optimizer.
            golden["gradient"].setdefault(kind, compact(gradient))
    for name, make in DIGIT_CASES.items():
        golden["digits"][name] = compact(run(make, DIGITS, torch.float32)[0])
    path = pathlib.Path(__file__).with_name("training.json")
    path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")


main()
