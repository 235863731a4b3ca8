#!/usr/bin/env python3
"""Writes the tiny files of PyTorch and NumPy in Tests/Goldens/Files, which the tests of TapestryIO read.

    python3 Tests/Goldens/files.py

It needs torch, numpy and safetensors. Values follow from their place, so that the tests can say what each file holds.
"""

import collections
import pathlib
import zipfile

import numpy as np
import torch

FOLDER = pathlib.Path(__file__).parent / "Files"

DTYPES = {
    "float32": torch.float32, "float64": torch.float64, "float16": torch.float16,
    "bfloat16": torch.bfloat16, "int64": torch.int64, "int32": torch.int32,
    "int16": torch.int16, "int8": torch.int8, "uint8": torch.uint8, "bool": torch.bool,
}


def deflated(source, target):
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name), old.read(name), zipfile.ZIP_DEFLATED)


def pytorch():
    network = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.BatchNorm1d(2))
    with torch.no_grad():
        for index, value in enumerate(network.state_dict().values()):
            value.copy_(torch.arange(value.numel()).reshape(value.shape) + 10 * index)
    state = network.state_dict()
    torch.save(state, FOLDER / "state.pt")
    deflated(FOLDER / "state.pt", FOLDER / "state-deflated.pt")
    torch.save(state, FOLDER / "state-legacy.pt", _use_new_zipfile_serialization=False)

    checkpoint = {
        "epoch": 7, "state_dict": state, "rate": 0.125, "name": "naïve", "none": None,
        "flags": [True, False], "sizes": (1, 2, 3, 4), "big": -(2**40), "largest": 2**63 - 1,
        "shape": torch.Size([2, 3]), "device": torch.device("cuda", 1), "dtype": torch.bfloat16,
        "optimizer": {"state": {0: {"step": torch.tensor(3.0)}, 1: {}}},
        "parameter": torch.nn.Parameter(torch.ones(2)),
        "blob": bytes(range(4)), "ordered": collections.OrderedDict(a=1),
    }
    for protocol in (2, 3, 4, 5):
        # Protocol 2 writes bytes as a call of a function.
        content = {k: v for k, v in checkpoint.items() if protocol > 2 or k != "blob"}
        torch.save(content, FOLDER / f"checkpoint-{protocol}.pt", pickle_protocol=protocol)

    torch.save({name: torch.arange(3).to(dtype) for name, dtype in DTYPES.items()},
               FOLDER / "dtypes.pt")

    base = torch.arange(24, dtype=torch.float32)
    matrix = base.reshape(4, 6)
    torch.save({
        "base": base, "transposed": matrix.t(), "part": matrix[1:3, ::2], "last": base[23],
        "stretched": base[5:6].expand(3), "empty": base[:0].reshape(0, 4),
        "scalar": torch.tensor(2.5), "window": base.unfold(0, 4, 2),
    }, FOLDER / "views.pt")

    torch.save({"score": np.float64(0.5), "w": torch.ones(1)}, FOLDER / "numpy-scalar.pt")


def safetensors():
    from safetensors.torch import save_file

    tensors = {name: torch.arange(3).to(dtype) for name, dtype in DTYPES.items()}
    tensors |= {"scalar": torch.tensor(2.5), "empty": torch.zeros(0, 3), "é\"": torch.ones(2, 1)}
    save_file(tensors, FOLDER / "dtypes.safetensors", metadata={"format": "pt", "ü": "\n"})


def numpy():
    # Each value of bool other than the first is true.
    for name in DTYPES:
        if name != "bfloat16":
            np.save(FOLDER / f"{name}.npy", np.arange(6).reshape(2, 3).astype(name))
    np.save(FOLDER / "fortran.npy", np.asfortranarray(np.arange(24.0).reshape(2, 3, 4)))
    np.save(FOLDER / "scalar.npy", np.float32(2.5))
    np.save(FOLDER / "empty.npy", np.zeros((0, 3), np.int16))
    for dtype in (">f8", ">f4", ">f2", ">i8", ">i4", ">i2"):
        np.save(FOLDER / f"big-{dtype[1:]}.npy", (np.arange(3) - 1).astype(dtype))
    for version in ((1, 0), (2, 0), (3, 0)):
        with open(FOLDER / f"version-{version[0]}.npy", "wb") as file:
            np.lib.format.write_array(file, np.arange(3), version=version)
    np.save(FOLDER / "structured.npy", np.zeros(2, [("a", "<i4"), ("b", "<f4")]))
    np.save(FOLDER / "complex.npy", np.zeros(2, np.complex64))
    np.save(FOLDER / "unsigned.npy", np.zeros(2, np.uint32))
    np.save(FOLDER / "object.npy", np.array([None, {}], object), allow_pickle=True)
    arrays = {"weight": np.arange(6.0).reshape(2, 3), "ids": np.arange(3), "flag": np.bool_(True)}
    np.savez(FOLDER / "stored.npz", **arrays)
    np.savez_compressed(FOLDER / "deflated.npz", **arrays)


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    pytorch()
    safetensors()
    numpy()
