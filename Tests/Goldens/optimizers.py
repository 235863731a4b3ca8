#!/usr/bin/env python3
"""Writes optimizers.json, schedules.json and averages.json: what PyTorch's optimizers make of given gradients, its schedules
of 200 steps, and its averages of parameters.

    python3 Tests/Goldens/optimizers.py                # the stored cases
    python3 Tests/Goldens/optimizers.py --replay FOLDER  # option sets of PyTorch's own tests
    TAPESTRY_REPLAY_OPTIMIZERS=FOLDER swift test -c release --disable-testable-imports --filter OptimizerReplayTests

needs torch. Parameters and gradients come from a formula that the tests compute too, so that only results are stored.
"""

import json
import math
import pathlib
import sys
import warnings

import torch
from torch.optim import lr_scheduler as lrs
from torch.optim.swa_utils import SWALR, AveragedModel, get_ema_multi_avg_fn, get_swa_multi_avg_fn

HERE = pathlib.Path(__file__).parent
STEPS = 20
SNAPSHOTS = (1, 7, STEPS)
SHAPES = {"Muon": [[2, 3], [4, 2], [3, 3]]}
DEFAULT_SHAPES = [[2, 3], [4], [], [2, 2, 3]]


def wave(count, seed):
    """Numbers in -1…1 without a pattern: fractions of multiples of the golden ratio, seen through a sine."""
    return [math.sin(seed + 1000 * ((i + 1) * 0.6180339887498949 % 1)) for i in range(count)]


def tensor(shape, seed, dtype):
    return torch.tensor(wave(math.prod(shape), seed), dtype=dtype).reshape(shape)


def is_missing(step, index):
    return (3 * step + index) % 7 == 0


class Lion(torch.optim.Optimizer):
    """Chen et al., 2023, algorithm 2; PyTorch has none."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0, maximize=False):
        super().__init__(params, dict(lr=lr, betas=betas, weight_decay=weight_decay, maximize=maximize))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            rate, (look, keep) = group["lr"], group["betas"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                g = -p.grad if group["maximize"] else p.grad
                mean = self.state[p].setdefault("exp_avg", torch.zeros_like(p))
                direction = torch.sign(look * mean + (1 - look) * g)
                p.mul_(1 - rate * group["weight_decay"]).sub_(rate * direction)
                mean.mul_(keep).add_(g, alpha=1 - keep)


def kinds():
    names = "SGD Adam AdamW Adamax NAdam RAdam Adagrad Adadelta Adafactor RMSprop Rprop ASGD Muon LBFGS"
    return {name: getattr(torch.optim, name) for name in names.split()} | {"Lion": Lion}


# Settings of the first group; where there is a second, how it differs.
CASES = [
    ("SGD", {}, {"lr": 0.1, "momentum": 0.5, "weight_decay": 0.2}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "dampening": 0.1, "weight_decay": 1e-3}, None),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 1e-2}, None),
    ("SGD", {"lr": 0.02, "momentum": 0.5, "maximize": True, "weight_decay": 0.1}, None),
    ("Adam", {"lr": 0.02}, {"betas": (0.3, 0.6), "weight_decay": 0.1}),
    ("Adam", {"lr": 0.02, "amsgrad": True, "weight_decay": 0.1}, None),
    ("Adam", {"lr": 0.02, "maximize": True, "eps": 1e-3}, None),
    ("Adam", {"lr": 0.02, "decoupled_weight_decay": True, "weight_decay": 0.3}, None),
    ("AdamW", {"lr": 0.02, "weight_decay": 0.2}, {"lr": 0.1}),
    ("AdamW", {"lr": 0.02, "amsgrad": True, "maximize": True}, None),
    ("Adamax", {}, {"lr": 0.1, "weight_decay": 0.3}),
    ("Adamax", {"lr": 0.03, "betas": (0.4, 0.8), "eps": 1e-2, "maximize": True}, None),
    ("NAdam", {}, {"lr": 0.05, "momentum_decay": 0.02}),
    ("NAdam", {"lr": 0.02, "weight_decay": 0.1, "betas": (0.4, 0.9)}, None),
    ("NAdam", {"lr": 0.02, "weight_decay": 0.3, "decoupled_weight_decay": True, "maximize": True}, None),
    ("RAdam", {"lr": 0.02}, {"lr": 0.1, "betas": (0.8, 0.9), "eps": 1e-4}),
    ("RAdam", {"lr": 0.02, "weight_decay": 0.1, "betas": (0.3, 0.99)}, None),
    ("RAdam", {"lr": 0.02, "weight_decay": 0.3, "decoupled_weight_decay": True, "maximize": True}, None),
    ("Adagrad", {"lr": 0.1}, {"lr_decay": 0.5, "weight_decay": 0.1}),
    ("Adagrad", {"lr": 0.1, "initial_accumulator_value": 0.3, "eps": 1e-2, "maximize": True}, None),
    ("Adadelta", {}, {"rho": 0.5, "weight_decay": 0.2}),
    ("Adadelta", {"lr": 0.3, "eps": 1e-3, "maximize": True}, None),
    ("Adafactor", {}, {"lr": 0.2, "beta2_decay": -0.5, "d": 1.5}),
    ("Adafactor", {"lr": 0.1, "weight_decay": 0.5, "maximize": True}, None),
    ("Adafactor", {"lr": 0.1, "eps": (0.4, 0.5)}, None),
    ("RMSprop", {}, {"centered": True, "weight_decay": 0.2}),
    ("RMSprop", {"lr": 0.02, "momentum": 0.6, "alpha": 0.8}, None),
    ("RMSprop", {"lr": 0.02, "momentum": 0.6, "alpha": 0.3, "centered": True, "eps": 1e-2, "maximize": True}, None),
    ("Rprop", {}, {"lr": 0.1, "etas": (0.3, 1.7)}),
    ("Rprop", {"lr": 0.1, "step_sizes": (0.05, 0.15), "maximize": True}, None),
    ("ASGD", {}, {"lr": 0.1, "lambd": 0.2, "alpha": 0.5, "t0": 4.0}),
    ("ASGD", {"lr": 0.1, "t0": 2.0, "weight_decay": 0.3, "maximize": True}, None),
    ("Lion", {"lr": 0.02}, {"betas": (0.4, 0.5), "weight_decay": 0.5}),
    ("Lion", {"lr": 0.02, "maximize": True}, None),
    ("Muon", {"lr": 0.05}, {"weight_decay": 0.5, "adjust_lr_fn": "match_rms_adamw"}),
    ("Muon", {"lr": 0.05, "nesterov": False, "momentum": 0.4, "ns_steps": 3, "ns_coefficients": (3.4, -4.7, 2.0)}, None),
    ("LBFGS", {}, None),
    ("LBFGS", {"lr": 0.3, "max_iter": 6, "history_size": 3}, None),
    ("LBFGS", {"line_search_fn": "strong_wolfe", "max_iter": 4}, None),
    ("LBFGS", {"line_search_fn": "strong_wolfe", "history_size": 2, "max_eval": 9}, None),
]


def number(value):
    """A setting as the state dict of Tapestry keeps it."""
    if isinstance(value, (tuple, list)):
        return [number(v) for v in value]
    if isinstance(value, torch.Tensor):
        return float(value)
    names = {None: "nan", "original": 0, "match_rms_adamw": 1, "strong_wolfe": 1}
    return names[value] if value is None or isinstance(value, str) else float(value)


def make(name, settings, second, parameters):
    if second is None:
        groups = parameters
    else:
        middle = (len(parameters) + 1) // 2
        groups = [{"params": parameters[:middle]}, {"params": parameters[middle:]} | second]
    extra = {} if name in ("Lion", "LBFGS", "Muon") else {"foreach": False}
    return kinds()[name](groups, **settings, **extra)


def objective(parameters):
    """For LBFGS: a bowl with a shared valley."""
    loss = 0
    for index, p in enumerate(parameters):
        target, weight = tensor(p.shape, 50 + index, p.dtype), tensor(p.shape, 60 + index, p.dtype)
        way = (p - target).square()
        loss = loss + ((way + way.square()) * (weight + 1.5)).sum() + p.sum().square()
    return loss


def run(name, settings, second, dtype, steps=STEPS, snapshots=SNAPSHOTS):
    torch.set_default_dtype(torch.float64 if dtype == torch.float64 else torch.float32)
    shapes = SHAPES.get(name, DEFAULT_SHAPES)
    parameters = [torch.nn.Parameter(tensor(s, i, dtype)) for i, s in enumerate(shapes)]
    optimizer = make(name, settings, second, parameters)
    kept = []

    def closure():
        optimizer.zero_grad()
        loss = objective(parameters)
        loss.backward()
        return loss

    for step in range(1, (4 if name == "LBFGS" else steps) + 1):
        if name == "LBFGS":
            optimizer.step(closure)
        else:
            for index, p in enumerate(parameters):
                p.grad = None if is_missing(step, index) else tensor(p.shape, 100 * step + index, dtype)
            optimizer.step()
        if step in snapshots or name == "LBFGS":
            kept.append([x for p in parameters for x in p.detach().double().flatten().tolist()])
    return kept, optimizer, parameters


def state_of(optimizer, parameters):
    """The state by flat names, numbers of each entry flat."""
    state = {}
    for index, p in enumerate(parameters):
        for key, value in optimizer.state[p].items():
            if not isinstance(value, torch.Tensor):
                continue
            state[f"state.{index}.{key}"] = value.detach().double().flatten().tolist()
    return state


def rounded(value, digits):
    if isinstance(value, float):
        return float(f"{value:.{digits}g}")
    if isinstance(value, dict):
        return {k: rounded(v, digits) for k, v in value.items()}
    return [rounded(v, digits) for v in value] if isinstance(value, list) else value


def case(name, settings, second):
    result = {
        "optimizer": name,
        "settings": {k: number(v) for k, v in settings.items()},
        "second": None if second is None else {k: number(v) for k, v in second.items()},
    }
    for dtype, digits in ((torch.float32, 9), (torch.float64, 13)):
        kept, optimizer, parameters = run(name, settings, second, dtype)
        result[str(dtype)[6:]] = rounded(kept, digits)
    result["state"] = {} if name == "LBFGS" else rounded(state_of(optimizer, parameters), 13)
    return result


def write(path, rows):
    path.write_text("[\n" + ",\n".join(json.dumps(row) for row in rows) + "\n]\n")
    print(f"{path}: {len(rows)} cases, {path.stat().st_size} bytes")


# What the option sets of PyTorch's tests say that is about how steps are computed, not what they give.
IRRELEVANT = {"foreach", "fused", "capturable", "differentiable"}


def replay(folder):
    """The option sets, good and bad, that PyTorch tests its optimizers with. Nothing of it is kept in the repository."""
    from torch.testing._internal.common_optimizers import OptimizerErrorEnum, optim_db

    known, rows = kinds(), []
    for info in optim_db:
        name = info.optim_cls.__name__
        if name not in known:
            continue
        seen = []
        for sample in info.optim_inputs_func("cpu"):
            settings = {k: v for k, v in sample.kwargs.items() if k not in IRRELEVANT}
            plain = {k: float(v) if isinstance(v, torch.Tensor) else v for k, v in settings.items()}
            if any(isinstance(v, (list, tuple)) and any(isinstance(x, torch.Tensor) for x in v) for v in plain.values()):
                plain = {k: tuple(map(float, v)) if isinstance(v, tuple) else v for k, v in plain.items()}
            if plain in seen:
                continue
            seen.append(plain)
            rows.append(case(name, plain, None) | {"description": sample.desc})
        for error in info.optim_error_inputs_func("cpu", torch.float32):
            sample = error.optimizer_error_input
            settings = {k: v for k, v in sample.kwargs.items()}
            # About types that Swift does not let through, or how steps are computed.
            if not settings or settings.keys() & IRRELEVANT or error.error_on != OptimizerErrorEnum.CONSTRUCTION_ERROR:
                continue
            values = [x for v in settings.values() for x in (v if isinstance(v, tuple) else (v,))]
            if any(isinstance(x, torch.Tensor) for x in values) or "arbitrary" in values:
                continue
            rows.append({
                "optimizer": name, "settings": {k: number(v) for k, v in settings.items()}, "second": None,
                "error": error.error_regex, "description": sample.desc})
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "optimizers.json", rows)


SCHEDULES = {
    "LambdaLR": lambda o: lrs.LambdaLR(o, lambda t: 0.95**t),
    "LambdaLR groups": lambda o: lrs.LambdaLR(o, [lambda t: 1 / (1 + t), lambda t: 1 + 0.1 * t]),
    "MultiplicativeLR": lambda o: lrs.MultiplicativeLR(o, lambda t: 0.99 if t % 2 else 1.001),
    "StepLR": lambda o: lrs.StepLR(o, step_size=30, gamma=0.5),
    "MultiStepLR": lambda o: lrs.MultiStepLR(o, milestones=[10, 50, 50, 120], gamma=0.3),
    "ConstantLR": lambda o: lrs.ConstantLR(o, factor=0.4, total_iters=7),
    "LinearLR": lambda o: lrs.LinearLR(o, start_factor=0.1, end_factor=0.8, total_iters=30),
    "LinearLR default": lambda o: lrs.LinearLR(o),
    "ExponentialLR": lambda o: lrs.ExponentialLR(o, gamma=0.97),
    "PolynomialLR": lambda o: lrs.PolynomialLR(o, total_iters=60, power=2.5),
    "CosineAnnealingLR": lambda o: lrs.CosineAnnealingLR(o, T_max=30, eta_min=0.01),
    "CosineAnnealingLR short": lambda o: lrs.CosineAnnealingLR(o, T_max=7),
    "CosineAnnealingWarmRestarts": lambda o: lrs.CosineAnnealingWarmRestarts(o, T_0=10, T_mult=2, eta_min=0.02),
    "CosineAnnealingWarmRestarts even": lambda o: lrs.CosineAnnealingWarmRestarts(o, T_0=13),
    "OneCycleLR": lambda o: lrs.OneCycleLR(o, max_lr=0.5, total_steps=200),
    "OneCycleLR linear": lambda o: lrs.OneCycleLR(
        o, max_lr=[0.5, 2.0], total_steps=201, pct_start=0.4, anneal_strategy="linear", three_phase=True,
        div_factor=10, final_div_factor=100, base_momentum=0.7, max_momentum=0.99),
    "CyclicLR": lambda o: lrs.CyclicLR(o, base_lr=0.01, max_lr=0.2, step_size_up=15, step_size_down=25),
    "CyclicLR triangular2": lambda o: lrs.CyclicLR(
        o, base_lr=[0.01, 0.02], max_lr=[0.2, 0.3], step_size_up=12, mode="triangular2", base_momentum=0.6, max_momentum=0.8),
    "CyclicLR exp_range": lambda o: lrs.CyclicLR(
        o, base_lr=0.01, max_lr=0.2, step_size_up=11, mode="exp_range", gamma=0.98, cycle_momentum=False),
    "CyclicLR scaled": lambda o: lrs.CyclicLR(
        o, base_lr=0.01, max_lr=0.2, step_size_up=11, scale_fn=lambda x: 1 / x, scale_mode="cycle", cycle_momentum=False),
    "SequentialLR": lambda o: lrs.SequentialLR(
        o, [lrs.LinearLR(o, start_factor=0.1, total_iters=10), lrs.CosineAnnealingLR(o, T_max=50, eta_min=1e-3),
            lrs.ExponentialLR(o, gamma=0.9)], milestones=[10, 60]),
    "SequentialLR multiplied": lambda o: lrs.SequentialLR(
        o, [lrs.ExponentialLR(o, gamma=0.9), lrs.MultiplicativeLR(o, lambda t: 0.97),
            lrs.CosineAnnealingWarmRestarts(o, T_0=9)], milestones=[20, 70]),
    "ChainedScheduler": lambda o: lrs.ChainedScheduler(
        [lrs.ConstantLR(o, factor=0.1, total_iters=20), lrs.ExponentialLR(o, gamma=0.98)]),
    "ChainedScheduler cosine": lambda o: lrs.ChainedScheduler(
        [lrs.LinearLR(o, start_factor=0.2, total_iters=15), lrs.CosineAnnealingLR(o, T_max=200, eta_min=0.01),
         lrs.StepLR(o, step_size=60, gamma=0.7)]),
    "SWALR": lambda o: SWALR(o, swa_lr=0.05, anneal_epochs=30),
    "SWALR linear": lambda o: SWALR(o, swa_lr=[0.05, 0.2], anneal_epochs=12, anneal_strategy="linear"),
    "SWALR at once": lambda o: SWALR(o, swa_lr=0.05, anneal_epochs=0),
    "ReduceLROnPlateau": lambda o: lrs.ReduceLROnPlateau(o, factor=0.5, patience=3, cooldown=2, min_lr=1e-3),
    "ReduceLROnPlateau max": lambda o: lrs.ReduceLROnPlateau(
        o, mode="max", factor=0.3, patience=2, threshold=0.01, threshold_mode="abs", min_lr=[0.0, 0.05], eps=1e-3),
    "ReduceLROnPlateau absolute": lambda o: lrs.ReduceLROnPlateau(
        o, threshold=0.05, threshold_mode="abs", patience=5, factor=0.7),
}


def is_kept(step):
    return step <= 40 or step % 4 == 0


def schedule(name, make_schedule, kind):
    parameters = [torch.nn.Parameter(torch.zeros(1)) for _ in range(2)]
    groups = [{"params": [parameters[0]], "lr": 0.1}, {"params": [parameters[1]], "lr": 0.3}]
    optimizer = torch.optim.SGD(groups, momentum=0.9) if kind == "momentum" else torch.optim.Adam(groups)
    scheduler = make_schedule(optimizer)
    rates, momentums = [], []
    for step in range(201):
        if step > 0:
            optimizer.step()
            if "Plateau" in name:
                scheduler.step(wave(step, 3)[-1] / (1 + 0.01 * step))
            else:
                scheduler.step()
        if is_kept(step):
            rates.append([float(g["lr"]) for g in optimizer.param_groups])
            momentums.append(
                optimizer.param_groups[0]["momentum"] if kind == "momentum" else optimizer.param_groups[0]["betas"][0])
    row = {"name": name, "optimizer": kind, "rates": rounded(rates, 12)}
    if len(set(momentums)) > 1:
        row["momentums"] = rounded(momentums, 12)
    return row


def averages(name, function, dtype):
    """Six steps of a walk and their average."""
    model = torch.nn.ParameterList([torch.nn.Parameter(tensor(s, 0, dtype)) for s in DEFAULT_SHAPES])
    averaged = AveragedModel(model, multi_avg_fn=function)
    for step in range(1, 7):
        for index, p in enumerate(model):
            p.data.copy_(tensor(p.shape, 10 * step + index, dtype))
        averaged.update_parameters(model)
    values = [x for p in averaged.module for x in p.detach().double().flatten().tolist()]
    digits = 13 if dtype == torch.float64 else 9
    return {"name": name, "dtype": str(dtype)[6:], "values": rounded(values, digits)}


def main():
    warnings.simplefilter("ignore")
    torch.set_num_threads(1)
    # Muon computes in bfloat16, whose rounding depends on the order of sums; ours in the parameter's own dtype.
    torch.Tensor.bfloat16 = lambda self: self.clone()
    if "--replay" in sys.argv:
        replay(pathlib.Path(sys.argv[sys.argv.index("--replay") + 1]))
        return
    write(HERE / "optimizers.json", [case(*c) for c in CASES])
    torch.set_default_dtype(torch.float32)
    rows = []
    for name, make_schedule in SCHEDULES.items():
        rows.append(schedule(name, make_schedule, "momentum"))
        if "OneCycle" in name:
            rows.append(schedule(name, make_schedule, "betas"))
    write(HERE / "schedules.json", rows)
    kinds_of_average = {"equal": get_swa_multi_avg_fn(), "exponential": get_ema_multi_avg_fn(0.75)}
    write(HERE / "averages.json", [
        averages(name, function, dtype) for name, function in kinds_of_average.items()
        for dtype in (torch.float32, torch.float64)])


if __name__ == "__main__":
    main()
