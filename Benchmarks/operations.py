#!/usr/bin/env python3
"""Sets single operations beside PyTorch's: some two hundred, at sizes that no kernel was made for.

    python3 Benchmarks/operations.py PROGRAM [--rounds 3] [--only layer.conv,move] [--below 1.1]

PROGRAM is the built `operations`; TAPESTRY_TORCH_PYTHON names a Python with torch. Both run all the time and are asked in turn, so that
each operation is measured under the same conditions. The table has the median over the rounds, the slowest beside PyTorch first.
"""

import argparse
import math
import os
import pathlib
import statistics
import subprocess
import sys


class Peer:
    def __init__(self, *command):
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def time(self, name):
        self.process.stdin.write(name + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().strip()
        if answer in ("", "unknown"):
            sys.exit(f"{self.process.args[0]} has no time for {name}")
        return float(answer)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="beginnings of names, separated by commas")
    parser.add_argument("--below", type=float, default=math.inf, help="print only ratios below this")
    options = parser.parse_args()
    python = os.environ.get("TAPESTRY_TORCH_PYTHON") or sys.exit("TAPESTRY_TORCH_PYTHON names no Python with torch")
    torch = [python, str(pathlib.Path(__file__).parent / "peers" / "torch_operations.py")]
    names = subprocess.run(torch + ["list"], check=True, capture_output=True, text=True).stdout.split()
    chosen = [name for name in names if name.startswith(tuple(options.only.split(",")))]
    here, there = Peer(options.program), Peer(*torch)
    rows = []
    for name in chosen:
        times = [(there.time(name), here.time(name)) for _ in range(options.rounds)]
        rows.append((name, *(statistics.median(column) for column in zip(*times))))
    rows.sort(key=lambda row: row[1] / row[2])
    print("| operation | PyTorch, µs | here, µs | ratio |\n| --- | ---: | ---: | ---: |")
    for name, theirs, ours in rows:
        if theirs / ours < options.below:
            print(f"| {name} | {theirs:.1f} | {ours:.1f} | {theirs / ours:.2f} |")
    ratios = [theirs / ours for _, theirs, ours in rows]
    print(f"\n{len(ratios)} operations, geometric mean of the ratios {statistics.geometric_mean(ratios):.2f}, "
          f"{sum(ratio < 1 for ratio in ratios)} below 1")


if __name__ == "__main__":
    main()
