#!/usr/bin/env python3
"""Writes the sample inputs of PyTorch's own catalogue of operators, and PyTorch's answers, for ReplayTests to go through.

    python3 Tests/Goldens/replay.py FOLDER [NAME …]
    TAPESTRY_REPLAY=FOLDER swift test -c release --disable-testable-imports --filter ReplayTests

needs torch, numpy and expecttest. Nothing of it is kept in the repository: the catalogue comes with PyTorch. One file an
operator; ReplayFile in Tests/TapestryCoreTests/Replay/ReplayFile.swift describes the format.
"""

import itertools
import json
import pathlib
import sys
import warnings

import torch
from torch.testing._internal.common_methods_invocations import op_db

from make_goldens import derivatives, flat, line

DTYPES = [
    torch.float64, torch.float32, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8,
    torch.bool, torch.float16, torch.bfloat16]
SAMPLES = {torch.float64: 40, torch.float32: 10}
OTHERS = 4
LARGEST = 1500


class Unsupported(Exception):
    """A sample whose arguments or results this format has no words for."""


def described(value, tensors):
    """A value as JSON; tensors are put aside and named by their number."""
    if isinstance(value, torch.Tensor):
        if value.is_complex() or value.is_sparse or value.numel() > LARGEST:
            raise Unsupported
        tensors.append(value)
        return {"tensor": len(tensors) - 1}
    if value is None:
        return {"none": True}
    if isinstance(value, bool):
        return {"bool": value}
    if isinstance(value, int):
        return {"int": value}
    if isinstance(value, float):
        return {"number": repr(value)}
    if isinstance(value, str):
        return {"text": value}
    if isinstance(value, torch.dtype):
        return {"text": str(value).removeprefix("torch.")}
    if isinstance(value, (list, tuple, torch.Size)):
        return {"list": [described(item, tensors) for item in value]}
    if isinstance(value, slice):
        return {"slice": [described(item, tensors) for item in (value.start, value.stop, value.step)]}
    if value is Ellipsis:
        return {"text": "..."}
    raise Unsupported


def replace(value, tensors):
    """The same structure with other tensors."""
    if isinstance(value, torch.Tensor):
        return next(tensors)
    if isinstance(value, (list, tuple)):
        items = [replace(item, tensors) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {key: replace(item, tensors) for key, item in value.items()}
    return value


def recorded(op, sample, dtype):
    tensors = []
    words = {
        "input": described(sample.input, tensors),
        "args": [described(arg, tensors) for arg in sample.args],
        "kwargs": {key: described(value, tensors) for key, value in sample.kwargs.items()},
    }
    fresh = [
        t.detach().clone().requires_grad_(t.requires_grad and t.dtype == torch.float64)
        for t in tensors]
    source = iter(fresh)
    input = replace(sample.input, source)
    args, kwargs = replace(tuple(sample.args), source), replace(dict(sample.kwargs), source)
    lines = [f"? {str(dtype)[6:]}", "s " + json.dumps(words)]
    lines += [line("r" if t.requires_grad else "a", t, digits=17) for t in fresh]
    results = flat(op.op(input, *args, **kwargs))
    if any(r.is_complex() or r.is_sparse or r.numel() > 4 * LARGEST for r in results):
        raise Unsupported
    lines += [line("y", r) for r in results]
    leaves = [t for t in fresh if t.requires_grad]
    if leaves and op.supports_autograd:
        first = derivatives(results, leaves, 77)
        lines += [line("g", g) for g in first]
        try:
            lines += [line("h", h) for h in derivatives(first, leaves, 78)]
        except (RuntimeError, NotImplementedError):
            pass
    return lines


def write(op, folder):
    name = op.name + (f".{op.variant_test_name}" if op.variant_test_name else "")
    lines, count = [f"! {op.name}"], 0
    for dtype in DTYPES:
        if dtype not in op.dtypes:
            continue
        torch.manual_seed(1)
        needs_grad = dtype == torch.float64 and op.supports_autograd
        samples = op.sample_inputs("cpu", dtype, requires_grad=needs_grad)
        for sample in itertools.islice(samples, SAMPLES.get(dtype, OTHERS)):
            try:
                lines += recorded(op, sample, dtype)
                count += 1
            except Unsupported:
                pass
            except Exception as error:
                print(f"{name}: {dtype}: {str(error).splitlines()[0][:120]}")
    if count:
        (folder / f"{name}.txt").write_text("\n".join(lines) + "\n")
    return count


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    folder, names = pathlib.Path(sys.argv[1]), set(sys.argv[2:])
    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for op in op_db:
        if not names or op.name in names:
            total += write(op, folder)
    print(f"{total} samples")


if __name__ == "__main__":
    main()
