"""Tensors as NumPy prints arrays, in Tapestry's words."""

import numpy as np

WIDTH = 75
PREFIX = "Tensor("


def array_text(tensor):
    array = tensor.detach().numpy()
    words = {"bool": lambda x: ("true" if array.ndim == 0 else " true") if x else "false"}
    body = np.array2string(
        array, separator=", ", prefix=PREFIX, suffix=")",
        formatter=words if array.dtype == bool else None)
    shape = "[" + ", ".join(map(str, array.shape)) + "]"
    rest = f"shape: {shape}, dtype: {array.dtype})"
    start = PREFIX + body + ","
    last = len(start) - (start.rfind("\n") + 1)
    space = "\n" + " " * len(PREFIX) if last + len(rest) + 1 > WIDTH else " "
    return start + space + rest
