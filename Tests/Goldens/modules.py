#!/usr/bin/env python3
"""Writes what PyTorch's modules give, for the tests of layers to compare with.

    python3 Tests/Goldens/modules.py [FAMILY …]
    python3 Tests/Goldens/modules.py --catalogue FOLDER [MODULE …]
    python3 Tests/Goldens/modules.py --names

The first stores the cases of module_cases/<family>.py in Modules/<family>.safetensors. The second writes PyTorch's own catalogue
of modules with their samples, one file a module, of which nothing is kept in the repository:

    TAPESTRY_REPLAY_MODULES=FOLDER swift test -c release --disable-testable-imports --filter ModuleReplayTests

needs torch, numpy and expecttest. The third stores the names of what PyTorch has for building and training networks in modules.txt,
for Docs/PyTorchModules.md. ModuleFile in Tests/TapestryNNTests/Modules/ModuleFile.swift describes the format.
"""

import copy
import importlib
import inspect
import json
import pathlib
import struct
import sys
import warnings

import torch
from torch.nn.utils import parametrizations

import replay
from make_goldens import flat
from replay import Unsupported, described, replace
from samples import reals

FOLDER = pathlib.Path(__file__).parent
replay.LARGEST = 10_000
CODES = {
    torch.float64: "F64", torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16",
    torch.int64: "I64", torch.int32: "I32", torch.int16: "I16", torch.int8: "I8",
    torch.uint8: "U8", torch.bool: "BOOL"}

# Arguments of parametrizations; the others are those of the module that they are put on.
NORM_ARGUMENTS = ("dim", "n_power_iterations", "orthogonal_map", "use_trivialization")


class Case:
    """A module, how it is made, and what it is called with."""

    def __init__(self, module, *args, inputs, input_kwargs=None, dtype=torch.float64,
                 takes_gradients=torch.Tensor.is_floating_point, **kwargs):
        self.module, self.args, self.kwargs = module, args, kwargs
        self.inputs, self.input_kwargs, self.dtype = inputs, input_kwargs or {}, dtype
        self.takes_gradients = takes_gradients


def save(tensors, metadata, path):
    """A safetensors file, the widest types first."""
    names = sorted(tensors, key=lambda name: (-tensors[name].element_size(), name))
    header, place = {"__metadata__": metadata}, 0
    for name in names:
        tensor = tensors[name]
        size = tensor.numel() * tensor.element_size()
        header[name] = {
            "dtype": CODES[tensor.dtype], "shape": list(tensor.shape),
            "data_offsets": [place, place + size]}
        place += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in names:
            data = tensors[name].detach().contiguous().flatten()
            file.write(bytes(data.view(torch.uint8).tolist()) if data.numel() else b"")


def vary(module):
    """Moves what a module starts from, so that ones and zeros do not hide what they stand for."""
    generator = torch.Generator().manual_seed(5)
    with torch.no_grad():
        for name, tensor in [*module.named_parameters(), *module.named_buffers()]:
            if tensor.is_floating_point():
                noise = torch.rand(tensor.shape, generator=generator, dtype=torch.float64)
                tensor += (noise if "var" in name else 2 * noise - 1).to(tensor.dtype) / 2


def run(module, is_training, case, fresh, inputs, input_kwargs, seed):
    """Outputs, gradients by parameters and by inputs, and the state afterwards."""
    module = copy.deepcopy(module)
    module.train(is_training)
    tensors = [t.detach().clone().requires_grad_(t.requires_grad) for t in fresh]
    source = iter(tensors)
    args, kwargs = replace(inputs, source), replace(input_kwargs, source)
    torch.manual_seed(seed)
    outputs = flat(module(*args, **kwargs))
    sources = [y for y in outputs if y.requires_grad]
    if sources:
        weights = [reals(list(y.shape), -2.0, 2.0, 77, str(y.dtype)[6:]) for y in sources]
        torch.autograd.backward(sources, weights)
    found = {f"output.{i}": y for i, y in enumerate(outputs)}
    found |= {f"grad.{n}": p.grad for n, p in module.named_parameters() if p.grad is not None}
    found |= {f"input_grad.{i}": t.grad for i, t in enumerate(tensors) if t.grad is not None}
    found |= {f"buffer.{n}": b for n, b in module.named_buffers() if n in module.state_dict()}
    return {name: value.detach().clone() for name, value in found.items()}


def widened(value):
    """What is given in float32, in float64."""
    if isinstance(value, torch.Tensor):
        return value.detach().double() if value.dtype == torch.float32 else value
    if isinstance(value, (list, tuple)):
        return type(value)(widened(item) for item in value)
    return {k: widened(v) for k, v in value.items()} if isinstance(value, dict) else value


def exact(module, is_training, case, fresh, seed):
    """What `run` gives for the same numbers in float64, rounded once."""
    leaves = [widened(t).requires_grad_(t.requires_grad) for t in fresh]
    found = run(
        copy.deepcopy(module).double(), is_training, case, leaves, widened(tuple(case.inputs)),
        widened(case.input_kwargs), seed)
    return {
        f"exact.{name}": t.float() if t.dtype == torch.float64 else t for name, t in found.items()}


def make(name, args, kwargs):
    """A module by its name; `weight_norm(Linear)` is one with a parametrization, whose arguments are among `kwargs`.

    A `TransformerEncoder` or `TransformerDecoder` is made from the arguments of its layers, with `num_layers` and `norm`.
    """
    if name in ("TransformerEncoder", "TransformerDecoder"):
        count, has_norm = kwargs.pop("num_layers"), kwargs.pop("norm", False)
        layer = make(f"{name}Layer", args, kwargs)
        norm = torch.nn.LayerNorm(layer.linear1.in_features) if has_norm else None
        return getattr(torch.nn, name)(layer, count, norm)
    if "(" not in name:
        return getattr(torch.nn, name)(*args, **kwargs)
    norm, inner = name.rstrip(")").split("(")
    own = {key: kwargs.pop(key) for key in NORM_ARGUMENTS if key in kwargs}
    return getattr(parametrizations, norm)(make(inner, args, kwargs), **own)


def recorded(case, number, stored):
    """The case's description; its tensors go to `stored`."""
    torch.manual_seed(number)
    module = make(case.module, copy.deepcopy(case.args), copy.deepcopy(case.kwargs)).to(case.dtype)
    if isinstance(module, torch.nn.modules.lazy.LazyModuleMixin):
        module.eval()
        with torch.no_grad():
            module(*copy.deepcopy(case.inputs), **copy.deepcopy(case.input_kwargs))
    vary(module)
    made, tensors = [], []
    words = {
        "module": case.module, "dtype": str(case.dtype)[6:],
        "args": [described(arg, made) for arg in case.args],
        "kwargs": {key: described(value, made) for key, value in case.kwargs.items()},
        "inputs": [described(arg, tensors) for arg in case.inputs],
        "input_kwargs": {key: described(v, tensors) for key, v in case.input_kwargs.items()},
        "made": len(made), "tensors": len(tensors), "modes": []}
    fresh = [t.detach().clone().requires_grad_(case.takes_gradients(t)) for t in tensors]
    words["leaves"] = [i for i, t in enumerate(fresh) if t.requires_grad]
    found = {f"made.{i}": t for i, t in enumerate(made)}
    found |= {f"input.{i}": t for i, t in enumerate(fresh)}
    found |= {f"state.{name}": t for name, t in module.state_dict().items()}
    for mode in ("train", "eval"):
        once, twice = (
            run(module, mode == "train", case, fresh, tuple(case.inputs), case.input_kwargs, seed)
            for seed in (1, 2))
        # What is drawn at random is no answer.
        if once.keys() != twice.keys() or not all(
                torch.equal(once[k].nan_to_num(), twice[k].nan_to_num()) for k in once):
            continue
        words["modes"].append(mode)
        found |= {f"{mode}.{name}": t for name, t in once.items()}
        if case.dtype == torch.float32:
            more = exact(module, mode == "train", case, fresh, 1)
            found |= {f"{mode}.{name}": t for name, t in more.items()}
    if any(t.is_complex() or t.is_sparse for t in found.values()):
        raise Unsupported
    stored |= {f"{number}.{name}": t for name, t in found.items()}
    return words


def write(cases, path):
    described_cases, stored = [], {}
    for case in cases:
        try:
            described_cases.append(recorded(case, len(described_cases), stored))
        except (Unsupported, RuntimeError, NotImplementedError) as error:
            print(f"left out: {case.module}: {str(error).splitlines()[:1]}")
    if described_cases:
        save(stored, {"cases": json.dumps(described_cases, separators=(",", ":"))}, path)
    return len(described_cases)


def arguments(name, made):
    """What a module of the catalogue is made with, as `make` takes it."""
    args, kwargs = made.args, dict(made.kwargs)
    if name == "TransformerEncoder":
        layer, count = args
        attention = layer.self_attn
        args, kwargs = (attention.embed_dim, attention.num_heads), dict(
            dim_feedforward=layer.linear1.out_features, dropout=layer.dropout.p,
            activation=layer.activation.__name__, layer_norm_eps=layer.norm1.eps,
            batch_first=attention.batch_first, norm_first=layer.norm_first,
            bias=layer.linear1.bias is not None, num_layers=count)
    def named(value):
        return value.__name__ if inspect.isroutine(value) else value

    return [named(arg) for arg in args], {
        key: named(value) for key, value in kwargs.items() if key not in ("device", "dtype")}


def catalogue(folder, names):
    from torch.testing._internal.common_modules import module_db

    folder.mkdir(parents=True, exist_ok=True)
    total = 0
    for info in module_db:
        name = info.module_cls.__name__
        if names and name not in names:
            continue
        cases = []
        for dtype in (torch.float64, torch.float32):
            if dtype not in info.dtypes:
                continue
            torch.manual_seed(1)
            for training in (True, False):
                samples = info.module_inputs_func(
                    info, device="cpu", dtype=dtype, requires_grad=True, training=training)
                for sample in samples:
                    if sample.forward_input is None:
                        continue
                    made, given = sample.constructor_input, sample.forward_input
                    case = Case(
                        name, *made.args, inputs=given.args, input_kwargs=given.kwargs,
                        dtype=dtype, takes_gradients=lambda t: t.requires_grad)
                    case.args, case.kwargs = arguments(name, made)
                    cases.append(case)
        total += write(cases, folder / f"{name}.safetensors")
    print(f"{total} samples")


def names():
    """The public names of torch.nn, its initializers and tools, and of torch.optim."""
    from torch.nn import init, utils
    from torch.optim import lr_scheduler, swa_utils

    def classes(module, prefix, kind):
        return [
            f"{prefix}.{name}" for name, value in vars(module).items()
            if inspect.isclass(value) and issubclass(value, kind) and not name.startswith("_")]

    found = classes(torch.nn, "nn", (torch.nn.Module, torch.nn.Parameter, torch.nn.Buffer))
    found += [
        f"nn.init.{name}" for name, value in vars(init).items()
        if inspect.isfunction(value) and name.endswith("_") and not name.startswith("_")]
    found.append("nn.init.calculate_gain")
    found += [f"nn.utils.{name}" for name in utils.__all__ if inspect.isfunction(getattr(utils, name))]
    found += [f"nn.utils.parametrizations.{n}" for n in ("weight_norm", "spectral_norm", "orthogonal")]
    found += [f"nn.utils.rnn.{name}" for name in utils.rnn.__all__]
    found += classes(torch.optim, "optim", torch.optim.Optimizer)
    found += classes(lr_scheduler, "optim.lr_scheduler", lr_scheduler.LRScheduler)
    found += [f"optim.swa_utils.{name}" for name in swa_utils.__all__]
    (FOLDER / "modules.txt").write_text("\n".join(sorted(set(found))) + "\n")


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    if sys.argv[1:2] == ["--names"]:
        return names()
    if sys.argv[1:2] == ["--catalogue"]:
        return catalogue(pathlib.Path(sys.argv[2]), set(sys.argv[3:]))
    (FOLDER / "Modules").mkdir(exist_ok=True)
    for path in sorted((FOLDER / "module_cases").glob("*.py")):
        if path.stem.startswith("_") or (len(sys.argv) > 1 and path.stem not in sys.argv[1:]):
            continue
        cases = importlib.import_module(f"module_cases.{path.stem}").cases(Case)
        count = write(cases, FOLDER / "Modules" / f"{path.stem}.safetensors")
        print(f"{path.stem}: {count} cases")


if __name__ == "__main__":
    main()
