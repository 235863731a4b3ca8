"""PyTorch's tables of dtypes, a row a pair."""

import torch

DTYPES = [
    "float32", "float64", "int64", "int32", "uint8", "bool", "float16", "bfloat16", "int16", "int8"]
NUMBERS = [2, 2.5, True]


def table(row):
    pairs = [(a, b) for a in DTYPES for b in DTYPES]
    names = [[str(dtype).removeprefix("torch.") for dtype in row(a, b)] for a, b in pairs]
    return "\n".join(" ".join([a, b, *rest]) for (a, b), rest in zip(pairs, names))


def promoted_types():
    """Both dtypes and what they are promoted to."""
    return table(lambda a, b: [torch.promote_types(getattr(torch, a), getattr(torch, b))])


def casts():
    """Both dtypes, and whether results of the first may be stored as the second."""
    return "\n".join(
        f"{a} {b} {torch.can_cast(getattr(torch, a), getattr(torch, b))}" for a in DTYPES for b in DTYPES)


def limits():
    """A dtype and its limits: of floating-point numbers, then of integers."""
    lines = []
    for name in DTYPES:
        dtype = getattr(torch, name)
        if dtype.is_floating_point:
            i = torch.finfo(dtype)
            lines.append([i.bits, i.eps, i.max, i.min, i.smallest_normal, i.tiny, i.resolution])
        elif dtype != torch.bool:
            i = torch.iinfo(dtype)
            lines.append([i.bits, i.min, i.max])
        else:
            continue
        lines[-1].insert(0, name)
    return "\n".join(" ".join(map(str, line)) for line in lines)


def result_types():
    """Both dtypes, and results: array and array, array and scalar, scalar and array, two scalars; then of an array and
    of a scalar of the first dtype beside an integer, a fraction and a bool."""

    def row(a, b):
        arrays = [torch.ones(2, dtype=getattr(torch, x)) for x in (a, b)]
        scalars = [torch.ones((), dtype=getattr(torch, x)) for x in (a, b)]
        tensors = [(x, y) for x in (arrays[0], scalars[0]) for y in (arrays[1], scalars[1])]
        beside = [(x, number) for x in (arrays[0], scalars[0]) for number in NUMBERS]
        return [torch.result_type(x, y) for x, y in tensors + beside]

    return table(row)
