"""Compares the samplers of TapestryTune with Optuna's of the same names on standard functions.

    python3 Benchmarks/samplers.py PROGRAM [--trials 100] [--seeds 20] [--samplers tpe,gp] [--functions branin]

PROGRAM is the built `samplers`; Python needs optuna, cmaes, scipy and torch: `make samplers` builds the one and calls the other, named by
TAPESTRY_OPTUNA_PYTHON. Each line of the table, which is written as in Markdown, is a sampler and a function: the
median over seeds of the best value (smaller is better) here and in Optuna, the two-sided p of the Mann-Whitney test that the two
differ, and the seconds that all seeds took. The functions are those of Sources/samplers/Functions.swift.
"""

import argparse
import json
import math
import statistics
import subprocess
import time
import warnings

import optuna
from scipy.stats import mannwhitneyu

A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [[1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
     [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381]]


def branin(trial):
    x, y = trial.suggest_float("x0", -5, 10), trial.suggest_float("x1", 0, 15)
    pi = math.pi
    return (y - 5.1 / (4 * pi**2) * x**2 + 5 / pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * pi)) * math.cos(x) + 10


def hartmann6(trial):
    x = [trial.suggest_float(f"x{i}", 0, 1) for i in range(6)]
    return -sum(w * math.exp(-sum(A[r][i] * (x[i] - P[r][i] * 1e-4) ** 2 for i in range(6)))
                for r, w in enumerate([1, 1.2, 3, 3.2]))


def rosenbrock10(trial):
    x = [trial.suggest_float(f"x{i}", -5, 10) for i in range(10)]
    return sum(100 * (b - a * a) ** 2 + (1 - a) ** 2 for a, b in zip(x, x[1:]))


def conditional(trial):
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "none"])
    if optimizer == "sgd":
        rate = trial.suggest_float("sgd_lr", 1e-4, 1, log=True)
        loss = 0.1 + (math.log10(rate) + 1) ** 2 + 4 * (trial.suggest_float("momentum", 0, 0.99) - 0.9) ** 2
    elif optimizer == "adam":
        rate = trial.suggest_float("adam_lr", 1e-5, 1e-1, log=True)
        loss = (math.log10(rate) + 3) ** 2 + 2 * (trial.suggest_float("beta", 0.8, 0.999) - 0.95) ** 2
    else:
        loss = 2
    layers = trial.suggest_int("layers", 1, 3)
    loss += 0.2 * (layers - 2) ** 2
    for layer in range(layers):
        loss += 0.1 * (math.log2(trial.suggest_int(f"width{layer}", 8, 512, log=True)) - 7) ** 2
    return loss + (trial.suggest_float("dropout", 0, 0.8) - 0.3) ** 2


def sphere20(trial):
    return sum((trial.suggest_float(f"x{i}", -5.12, 5.12) - 2 * math.sin(i)) ** 2 for i in range(20))


FUNCTIONS = {f.__name__: f for f in [branin, hartmann6, rosenbrock10, conditional, sphere20]}
SAMPLERS = {
    "random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "qmc": lambda seed: optuna.samplers.QMCSampler(seed=seed, warn_independent_sampling=False),
    "tpe": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=False),
    "tpe-multivariate": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True),
    "gp": lambda seed: optuna.samplers.GPSampler(seed=seed),
    "cmaes": lambda seed: optuna.samplers.CmaEsSampler(seed=seed, warn_independent_sampling=False),
    "ga": lambda seed: optuna.samplers.NSGAIISampler(seed=seed),
}


def theirs(sampler, function, trials, seeds):
    begin, best = time.time(), []
    for seed in range(seeds):
        study = optuna.create_study(sampler=SAMPLERS[sampler](seed))
        study.optimize(FUNCTIONS[function], n_trials=trials)
        best.append(study.best_value)
    return best, time.time() - begin


def ours(program, sampler, function, trials, seeds):
    text = subprocess.run([program, sampler, function, str(trials), str(seeds)], check=True,
                          capture_output=True, text=True).stdout
    outcome = json.loads(text)
    return outcome["best"], outcome["seconds"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("program")
    parser.add_argument("--trials", type=int, default=100)
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--samplers", default=",".join(SAMPLERS))
    parser.add_argument("--functions", default=",".join(FUNCTIONS))
    options = parser.parse_args()
    optuna.logging.set_verbosity(optuna.logging.ERROR)
    warnings.simplefilter("ignore")
    print(f"| {'sampler':<16} | {'function':<12} | {'here':>10} | {'Optuna':>10} | {'p':>5} | {'s here':>7} | {'s Optuna':>8} |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for sampler in options.samplers.split(","):
        for function in options.functions.split(","):
            here, seconds = ours(options.program, sampler, function, options.trials, options.seeds)
            there, others = theirs(sampler, function, options.trials, options.seeds)
            p = mannwhitneyu(here, there).pvalue
            print(f"| {sampler:<16} | {function:<12} | {statistics.median(here):>10.4g} | {statistics.median(there):>10.4g} "
                  f"| {p:>5.3f} | {seconds:>7.1f} | {others:>8.1f} |", flush=True)


if __name__ == "__main__":
    main()
