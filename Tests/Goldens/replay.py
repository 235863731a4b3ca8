#!/usr/bin/env python3
"""Writes the sample inputs of PyTorch's own catalogue of operators, and PyTorch's answers, for ReplayTests to go through.

    python3 Tests/Goldens/replay.py FOLDER [NAME …]
    TAPESTRY_REPLAY=FOLDER swift test -c release --disable-testable-imports --filter ReplayTests

needs torch, numpy and expecttest. Nothing of it is kept in the repository: the catalogue comes with PyTorch. One file an
operator, with its samples and with the inputs that it refuses, complex numbers as pairs; ReplayFile in
Tests/TapestryCoreTests/Replay/ReplayFile.swift describes the format.
"""

import collections
import itertools
import json
import pathlib
import sys
import warnings

import torch
from torch.nn.modules.linear_cross_entropy_options import LinearCrossEntropyOptions
from torch.testing._internal.common_methods_invocations import op_db

from determined import SINGULAR, answer
from make_goldens import derivatives, flat, line

DTYPES = [
    torch.float64, torch.float32, torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8,
    torch.bool, torch.float16, torch.bfloat16, torch.complex128, torch.complex64]
SAMPLES = {torch.float64: 40, torch.float32: 10, torch.complex128: 20}
OTHERS = 4
# Operators whose samples of complex numbers are of use here.
COMPLEX = set(
    "abs angle sgn exp log sqrt square reciprocal neg mul true_divide __rmul__ __radd__ matmul mm"
    " sum mean reshape expand permute transpose flip unsqueeze flatten cat stack isreal real imag"
    " conj conj_physical resolve_conj resolve_neg view_as_real istft".split())
LARGEST = 20000
REDUCED = (torch.float32, torch.float16, torch.bfloat16)


class Unsupported(Exception):
    """A sample whose arguments or results this format has no words for, and why."""


def check(tensor, largest=LARGEST):
    if tensor.layout != torch.strided or tensor.is_quantized or tensor.device.type != "cpu":
        raise Unsupported("a tensor of another kind")
    if tensor.dtype not in DTYPES:
        raise Unsupported(f"a tensor of {tensor.dtype}")
    if tensor.dim() > 8:
        raise Unsupported("more than eight axes")
    if tensor.numel() > largest:
        raise Unsupported("a large tensor")


def described(value, tensors):
    """A value as JSON; tensors are put aside and named by their number."""
    if isinstance(value, torch.Tensor):
        check(value)
        tensors.append(real_view(value))
        return {"complex" if value.is_complex() else "tensor": len(tensors) - 1}
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
    if isinstance(value, (torch.nn.Module, LinearCrossEntropyOptions)):
        return {"text": type(value).__name__}
    if value is Ellipsis:
        return {"text": "..."}
    raise Unsupported(f"a {type(value).__name__}")


def real_view(value):
    """A tensor; of a complex one its pairs of real and imaginary parts."""
    return torch.view_as_real(value.resolve_conj()) if value.is_complex() else value


def replace(value, tensors):
    """The same structure with other tensors, those for complex ones being pairs."""
    if isinstance(value, torch.Tensor):
        other = next(tensors)
        return torch.view_as_complex(other.contiguous()) if value.is_complex() else other
    if isinstance(value, (list, tuple)):
        items = [replace(item, tensors) for item in value]
        return tuple(items) if isinstance(value, tuple) else items
    if isinstance(value, dict):
        return {key: replace(item, tensors) for key, item in value.items()}
    return value


def call(sample, tensors):
    """The arguments of a call as JSON."""
    return "s " + json.dumps({
        "input": described(sample.input, tensors),
        "args": [described(arg, tensors) for arg in sample.args],
        "kwargs": {key: described(value, tensors) for key, value in sample.kwargs.items()},
    })


def recorded(op, sample, dtype):
    tensors = []
    words = call(sample, tensors)
    fresh = [
        t.detach().clone().requires_grad_(t.requires_grad and t.dtype == torch.float64)
        for t in tensors]
    source = iter(fresh)
    input = replace(sample.input, source)
    args, kwargs = replace(tuple(sample.args), source), replace(dict(sample.kwargs), source)
    lines = [f"? {str(dtype)[6:]}", words]
    lines += [line("r" if t.requires_grad else "a", t, digits=17) for t in fresh]
    results = [real_view(r) for r in flat(answer(op, input, args, kwargs))]
    for result in results:
        check(result, 4 * LARGEST)
    lines += [line("y", r) for r in results]
    if dtype in REDUCED:
        lines += [line("x", r, digits=17) for r in exact(op, sample, fresh)]
    leaves = [t for t in fresh if t.requires_grad]
    if leaves and op.supports_autograd:
        first = derivatives(results, leaves, 77)
        lines += [line("g", g) for g in first]
        try:
            if (op.name, op.variant_test_name) in SINGULAR:
                return lines
            lines += [line("h", h) for h in derivatives(first, leaves, 78)]
        except (RuntimeError, NotImplementedError):
            pass
    return lines


def exact(op, sample, tensors):
    """The results for the same numbers in float64."""
    source = iter([t.double() if t.dtype in REDUCED else t for t in tensors])
    try:
        results = [real_view(r) for r in flat(answer(
            op, replace(sample.input, source), replace(tuple(sample.args), source),
            replace(dict(sample.kwargs), source)))]
    except (RuntimeError, ValueError):
        return []
    return [r for r in results if r.dtype == torch.float64] if all(
        not r.is_floating_point() or r.dtype == torch.float64 for r in results) else []


def refused(op, error):
    """An input that PyTorch stops at, and what it says."""
    tensors = []
    sample = error.sample_input
    if "out" in sample.kwargs:
        raise Unsupported("a result to be written to")
    words = call(sample, tensors)
    dtype = next((t.dtype for t in tensors), torch.float32)
    lines = [f"? {str(dtype)[6:]}", words]
    lines += [line("a", t, digits=17) for t in tensors]
    try:
        op.op(sample.input, *sample.args, **sample.kwargs)
    except Exception as stop:
        return lines + [f"e {(str(stop).splitlines() or [type(stop).__name__])[0]}"]
    raise Unsupported("no error")


def samples(op):
    """What to record of an operator, as functions that return lines."""
    for dtype in DTYPES:
        if dtype not in op.dtypes:
            continue
        if dtype.is_complex and op.name not in COMPLEX and not op.name.startswith("fft."):
            continue
        torch.manual_seed(1)
        needs_grad = dtype in (torch.float64, torch.complex128) and op.supports_autograd
        found = op.sample_inputs("cpu", dtype, requires_grad=needs_grad)
        for sample in itertools.islice(found, SAMPLES.get(dtype, OTHERS)):
            yield lambda: recorded(op, sample, dtype)
    if op.error_inputs_func:
        for error in op.error_inputs("cpu"):
            yield lambda: refused(op, error)


def write(op, folder):
    name = op.name + (f".{op.variant_test_name}" if op.variant_test_name else "")
    lines, count, left_out = [f"! {op.name}"], 0, collections.Counter()
    for record in samples(op):
        try:
            lines += record()
            count += 1
        except Unsupported as reason:
            left_out[str(reason)] += 1
        except Exception as error:
            print(f"{name}: {str(error).splitlines()[0][:120]}")
    if left_out:
        reasons = ", ".join(f"{number} for {reason}" for reason, number in left_out.items())
        print(f"{name}: {count} samples; left out {reasons}")
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
