#!/usr/bin/env python3
"""Writes the answers of PyTorch and NumPy that the tests compare with, next to this file.

The questions come from the tests themselves, so a new row in the catalogue needs nothing here:

    python3 Tests/Goldens/make_goldens.py [QUESTIONS]

needs torch, numpy, expecttest and, where no file of questions is given, Swift. With TAPESTRY_OPS=Reduction/Sum,Math/ in the
environment only the questions of operations whose files begin so are asked, and only their files written. GoldenFile in Tests/TapestryCoreTests/Support/Golden.swift describes the format.
"""

import os
import pathlib
import subprocess
import sys
import tempfile
import warnings

import numpy as np
import torch
import torch.nn.functional as F  # used by the questions

from matrices import condition, graded, positive, regular, symmetric, turning  # used by the questions
from printing import array_text  # used by the questions
from promotion import casts, limits, promoted_types, result_types  # used by the questions
from samples import bools, integers, nan, inf, reals, values, wholes  # used by the questions

s_ = np.s_
FOLDER = pathlib.Path(__file__).parent


def places(x, key):
    """The numbers of the elements that NumPy's subscript selects: where PyTorch's rules differ, NumPy's count."""
    parts = key if isinstance(key, tuple) else (key,)
    parts = tuple(p.numpy() if isinstance(p, torch.Tensor) else p for p in parts)
    return torch.from_numpy(np.asarray(np.arange(x.numel()).reshape(x.shape)[parts]))


def take(x, key):
    return x.flatten()[places(x, key)]


def put(x, key, value):
    numbers = places(x, key)
    value = value.to(x.dtype)
    while value.dim() > numbers.dim():
        value = value.squeeze(0)
    return x.flatten().index_put(
        (numbers.flatten(),), value.expand(numbers.shape).flatten()).reshape(x.shape)


def ask():
    """The questions of all files, as the tests write them."""
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "queries")
        subprocess.run(
            ["swift", "test", "-c", "release", "--disable-testable-imports", "--filter",
             "GoldenQueriesTests.writeQueries"],
            env={**os.environ, "TAPESTRY_GOLDEN_QUERIES": path}, cwd=FOLDER.parent.parent,
            check=True, stdout=sys.stderr)
        return pathlib.Path(path).read_text()


def number(value, digits):
    if isinstance(value, (bool, int)):
        return str(int(value))
    text = f"{value:.{digits}g}"
    # The largest numbers must not round to infinity.
    return text if float(text) == value or abs(value) < 1e300 else repr(value)


def line(kind, tensor, digits=None):
    tensor = tensor.detach()
    dtype = str(tensor.dtype).removeprefix("torch.")
    shape = ",".join(str(size) for size in tensor.shape) or "-"
    digits = digits or {"float32": 9, "float16": 5, "bfloat16": 4}.get(dtype, 13)
    numbers = [number(x, digits) for x in tensor.flatten().tolist()]
    if len(numbers) > 1 and len(set(numbers)) == 1:
        numbers = [numbers[0] + "*"]
    return " ".join([kind, dtype, shape] + numbers)


def flat(result):
    if isinstance(result, (tuple, list)):
        return [tensor for part in result if part is not None for tensor in flat(part)]
    if isinstance(result, np.ndarray | np.generic):
        return [torch.from_numpy(np.ascontiguousarray(result)).reshape(np.shape(result))]
    return [result if isinstance(result, torch.Tensor) else torch.tensor(result)]


def derivatives(sources, inputs, seed):
    """The derivative of the weighted sum of `sources` by each input: zeros where there is none, nothing where nothing can be differentiated."""
    sources = [x for x in sources if x.requires_grad]
    if not sources:
        return []
    weights = [reals(list(x.shape), -2.0, 2.0, seed, str(x.dtype)[6:]) for x in sources]
    found = torch.autograd.grad(
        sources, inputs, weights, create_graph=True, allow_unused=True)
    return [
        torch.zeros(x.shape, dtype=x.dtype) if g is None or g._is_zerotensor() else g
        for x, g in zip(inputs, found)]


def answer(question):
    expression, *formulas = question.split(" ; ")
    inputs = [eval(formula) for formula in formulas]
    is_double = not any(x.is_floating_point() and x.dtype != torch.float64 for x in inputs)
    leaves = [x for x in inputs if x.dtype == torch.float64 and is_double]
    for x in leaves:
        x.requires_grad_()
    result = eval(expression, globals(), dict(zip("abcdef", inputs)))
    if isinstance(result, str):
        return [f"t {part}" for part in result.split("\n")]
    results = flat(result)
    lines = [line("y", x) for x in results]
    try:
        first = derivatives(results, leaves, 77)
    except (RuntimeError, NotImplementedError) as error:
        if "is not implemented" in str(error):
            return lines
        if "bool tensor is not supported" in str(error):
            return lines + ["n"]
        raise
    lines += [line("g", x) for x in first]
    try:
        return lines + [line("h", x) for x in derivatives(first, leaves, 78)]
    except RuntimeError as error:
        if "is not implemented" in str(error):
            return lines + ["o"]
        raise


def main():
    written = pathlib.Path(sys.argv[1]).read_text() if len(sys.argv) > 1 else ask()
    questions = {}
    for text in written.splitlines():
        file, question = text.split(" ? ", 1)
        questions.setdefault(file, {})[question] = None
    for file, asked in questions.items():
        lines = [
            f"# Written by make_goldens.py with torch {torch.__version__} and numpy {np.__version__}."]
        for question in asked:
            try:
                lines += [f"? {question}"] + answer(question)
            except Exception as error:
                print(f"{file}: {question}: {error}")
        path = FOLDER / f"{file}.txt"
        path.parent.mkdir(exist_ok=True)
        path.write_text("\n".join(lines) + "\n")
        print(f"{file}: {len(asked)} answers")


if __name__ == "__main__":
    main()
