#!/usr/bin/env python3
"""Times Tapestry's workloads and PyTorch's in turns and prints both, and their ratio, as a Markdown table.

    swift build -c release --package-path Benchmarks
    Benchmarks/compare.py --mnist DIR --torch-python PYTHON --torch-script torch_bench.py

Each family of workloads is a process of its own, run by one side and then by the other, round after round, so that
whatever else the machine is doing meets both. A ratio above 1 means that Tapestry is faster (or, of memory, takes less):
times are divided PyTorch's by Tapestry's, rates the other way round. Beside the ratio of the medians stand that of the
best rounds, which a busy machine disturbs least, and the lowest and highest of all rounds.

A peer that is not there is named below the table, and its column left out.
"""
import argparse
import json
import os
import platform
import statistics
import subprocess
import sys

# What a family's name selects in both programs. Where a family is missing on one side, that side prints nothing.
FAMILIES = (
    "import", "mlp_epoch", "mlp_step", "mlp_infer1", "cnn_step", "lstm_step", "gpt_step",
    "op", "mm", "ew", "conv", "linalg", "rand",
)
# More is better; in all other units less is.
RATES = ("GFLOP/s", "GB/s")


class Peer:
    """A program that prints one JSON object a line for each workload."""

    def __init__(self, name, command):
        self.name = name
        self.command = command
        self.error = None
        self.values = {}  # (family, work) -> one value a round
        self.units = {}

    def run(self, family, mnist, epochs):
        arguments = ["--mnist", mnist, "--only", family, "--epochs", str(epochs)]
        try:
            done = subprocess.run(
                self.command + arguments, capture_output=True, text=True, check=False)
        except OSError as error:
            self.error = f"{self.name}: {error}"
            return
        if done.returncode != 0:
            last = (done.stderr.strip().splitlines() or ["no message"])[-1]
            self.error = f"{self.name}: {family} ended with status {done.returncode}: {last}"
            return
        for line in done.stdout.splitlines():
            self.take(family, json.loads(line))

    def take(self, family, result):
        work = result["work"]
        # Both say these in every run: start-up counts in its own family, memory by family.
        if work == "import" and family != "import":
            return
        if work == "peak_rss":
            if family == "import":
                return
            work = f"peak_rss {family}"
        self.values.setdefault((family, work), []).append(result["value"])
        self.units[(family, work)] = result["unit"]


def parse():
    here = os.path.dirname(os.path.abspath(__file__))
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mnist", default=os.environ.get("TAPESTRY_DATA"),
                        help="folder with MNIST's IDX files (TAPESTRY_DATA)")
    parser.add_argument("--torch-python", default=os.environ.get("TORCH_PYTHON"),
                        help="the Python of an environment with PyTorch (TORCH_PYTHON)")
    parser.add_argument("--torch-script", default=os.environ.get("TORCH_BENCH"),
                        help="the program with PyTorch's workloads (TORCH_BENCH)")
    parser.add_argument("--workloads", default=os.path.join(here, ".build/release/workloads"),
                        help="Tapestry's program, where it is not in Benchmarks/.build")
    parser.add_argument("--only", default="", help="beginnings of names, separated by commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=1, help="epochs a round in mlp_epoch")
    parser.add_argument("--torch-threads", type=int, help="OMP_NUM_THREADS for PyTorch")
    arguments = parser.parse_args()
    if not arguments.mnist:
        parser.error("no MNIST: give --mnist DIR or set TAPESTRY_DATA")
    return arguments


def peers(arguments):
    """The programs to run, ours first, and a line for each that is missing."""
    found, missing = [Peer("Tapestry", [arguments.workloads])], []
    if not arguments.torch_python or not arguments.torch_script:
        missing.append("PyTorch: not measured; give --torch-python and --torch-script")
    elif not os.path.exists(arguments.torch_script):
        missing.append(f"PyTorch: not measured; {arguments.torch_script} does not exist")
    else:
        found.append(Peer("PyTorch", [arguments.torch_python, arguments.torch_script]))
    return found, missing


def selects(prefixes, name):
    return not prefixes or any(name.startswith(p) or p.startswith(name) for p in prefixes)


def ratio(ours, theirs, unit):
    return ours / theirs if unit in RATES else theirs / ours


def number(value):
    if value is None:
        return "–"
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def row(work, unit, ours, theirs):
    mine, other = statistics.median(ours), statistics.median(theirs) if theirs else None
    cells = [f"`{work}`", unit, number(mine), number(other)]
    if theirs:
        best = max if unit in RATES else min
        rounds = [ratio(a, b, unit) for a, b in zip(ours, theirs)]
        cells += [f"**{ratio(mine, other, unit):.2f}**", f"{ratio(best(ours), best(theirs), unit):.2f}",
                  f"{min(rounds):.2f} … {max(rounds):.2f}"]
    else:
        cells += ["–", "–", "–"]
    cells.append(f"{(max(ours) - min(ours)) / mine:.0%}")
    return "| " + " | ".join(cells) + " |"


def table(found, prefixes):
    ours = found[0]
    theirs = found[1].values if len(found) > 1 else {}
    lines = ["| work | unit | Tapestry | PyTorch | ratio | best | rounds | spread |",
             "|---|---|--:|--:|--:|--:|--:|--:|"]
    for key, values in ours.values.items():
        family, work = key
        if work.startswith("peak_rss") or not prefixes or any(work.startswith(p) for p in prefixes):
            lines.append(row(work, ours.units[key], values, theirs.get(key)))
    return "\n".join(lines)


def machine():
    model = "unknown processor"
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:
            model = next(line.split(":")[1].strip() for line in lines if "model name" in line)
    except (OSError, StopIteration):
        pass
    return f"{model}, {os.cpu_count()} cores, {platform.system()} {platform.machine()}"


def main():
    arguments = parse()
    found, missing = peers(arguments)
    if arguments.torch_threads:
        os.environ["OMP_NUM_THREADS"] = str(arguments.torch_threads)
    prefixes = [p for p in arguments.only.split(",") if p]
    families = [f for f in FAMILIES if selects(prefixes, f)]
    for turn in range(arguments.rounds):
        for family in families:
            # Whoever goes first in one round goes second in the next.
            for peer in found if turn % 2 == 0 else reversed(found):
                print(f"round {turn + 1}/{arguments.rounds}: {family}: {peer.name}",
                      file=sys.stderr, flush=True)
                if not peer.error:
                    peer.run(family, arguments.mnist, arguments.epochs)
    for peer in found:
        if peer.error:
            missing.append(peer.error)
    if found[0].error:
        sys.exit(found[0].error)
    print(f"Medians of {arguments.rounds} rounds on {machine()}. A ratio above 1: Tapestry is ahead.\n")
    print(table(found, prefixes))
    for line in missing:
        print(f"\n{line}.")


if __name__ == "__main__":
    main()
