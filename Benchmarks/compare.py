#!/usr/bin/env python3
"""Runs Tapestry's workloads and those of every installed peer in turns, and writes a report in Markdown.

    swift build -c release --static-swift-stdlib --package-path Benchmarks
    Benchmarks/compare.py --mnist DIR --output .build/bench

Each family of workloads is a process of its own, run by one program and then by the next, round after round, so that
whatever else the machine is doing meets all, and each peak of memory is that of its family. Who goes first changes
from round to round. A ratio above 1 means that Tapestry is ahead: times and memory are divided peer's by Tapestry's,
rates the other way round.

Peers are found in the Python that --torch-python, --jax-python, --keras-python and --mlx-python name, or the
environment's TAPESTRY_TORCH_PYTHON and so on, or else python3. Their programs are those in Benchmarks/peers; others
that print the same lines can take their place: --torch-script FILE, or --peer-scripts DIR for all, as torch_bench.py.
A peer that is not there is named in the report, and left out.
"""
import argparse
import json
import os
import sys
import time

from harness import machine, report
from harness.families import FAMILIES, FLOORS, GROWTH, QUICK
from harness.peers import PEERS, Peer, find
from harness.results import Results

HERE = os.path.dirname(os.path.abspath(__file__))


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mnist", default=os.environ.get("TAPESTRY_DATA") or cached_digits(),
                        help="folder with MNIST's IDX files (TAPESTRY_DATA, or where the library keeps them)")
    parser.add_argument("--output", default=os.path.join(HERE, ".build/bench"),
                        help="folder for the report, its plots and the results; is made")
    parser.add_argument("--workloads", default=os.path.join(HERE, ".build/release/workloads"),
                        help="Tapestry's program, where it is not in Benchmarks/.build")
    parser.add_argument("--peers", default=",".join(peer.name for peer in PEERS),
                        help="which to run, separated by commas: %(default)s")
    parser.add_argument("--peer-scripts", help="folder with torch_bench.py and its like")
    for module in sorted({peer.key for peer in PEERS}):
        upper = module.upper()
        parser.add_argument(f"--{module}-python", default=os.environ.get(f"TAPESTRY_{upper}_PYTHON"),
                            help=f"a Python that has it (TAPESTRY_{upper}_PYTHON)")
        parser.add_argument(f"--{module}-script", default=os.environ.get(f"TAPESTRY_{upper}_SCRIPT"),
                            help=f"its program (TAPESTRY_{upper}_SCRIPT)")
    parser.add_argument("--only", default="", help="beginnings of families, separated by commas")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--epochs", type=int, default=1, help="epochs a round in mlp_epoch")
    parser.add_argument("--quick", action="store_true",
                        help="one round of the short families, PyTorch alone, no more than --seconds")
    parser.add_argument("--seconds", type=float, help="begin nothing new after so long (140 when quick)")
    parser.add_argument("--threads", type=int, help="threads for all programs, if not their default")
    parser.add_argument("--from", dest="results", metavar="RESULTS",
                        help="write the report of an earlier run's results.json anew, and run nothing")
    arguments = parser.parse_args()
    if arguments.quick:
        arguments.rounds = 1
        arguments.peers = "torch"
        arguments.seconds = arguments.seconds or 140
    if not arguments.results:
        if not arguments.mnist:
            parser.error("no MNIST: give --mnist DIR or set TAPESTRY_DATA")
        if not os.path.exists(arguments.workloads):
            parser.error(f"{arguments.workloads} is not there: build it, or give --workloads")
    return arguments


def cached_digits():
    """Where the library's download lies, if there is one."""
    cache = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    folder = os.path.join(cache, "tapestry", "mnist")
    return folder if os.path.isdir(folder) else None


def selects(prefixes, name):
    return not prefixes or any(name.startswith(p) or p.startswith(name) for p in prefixes)


def run_all(arguments):
    """The rounds; gives what they found."""
    begin = time.monotonic()
    if arguments.threads:
        os.environ["OMP_NUM_THREADS"] = str(arguments.threads)
        os.environ["TAPESTRY_NUM_THREADS"] = str(arguments.threads)
    ours = Peer("tapestry", "Tapestry", [arguments.workloads])
    others, missing = find(arguments, os.path.join(HERE, "peers"))
    results = Results(machine.describe(ours, others), missing)
    prefixes = [p for p in arguments.only.split(",") if p]
    families = [f for f in (QUICK if arguments.quick else FAMILIES) if selects(prefixes, f)]
    growth = [g for g in GROWTH if selects(prefixes, g)]

    def go(peer, family, number, out_of):
        if arguments.seconds and time.monotonic() - begin > arguments.seconds:
            results.skip(family)
            return
        print(f"{time.monotonic() - begin:6.0f} s  round {number}/{out_of}: {family}: {peer.title}",
              file=sys.stderr, flush=True)
        results.add(peer, family, peer.run(family, arguments.mnist, arguments.epochs))

    for turn in range(arguments.rounds):
        # Floors are measured in every round too: the machine's speed drifts under them as well.
        for family in FLOORS:
            go(ours, family, turn + 1, arguments.rounds)
        for family in families:
            runners = [ours] + others
            shift = turn % len(runners)
            for peer in runners[shift:] + runners[:shift]:
                if peer.takes(family):
                    go(peer, family, turn + 1, arguments.rounds)
    for family in growth:
        go(ours, family, 1, 1)
    results.rounds = arguments.rounds
    results.seconds = time.monotonic() - begin
    return results


def main():
    arguments = parse()
    if arguments.results:
        results = Results.load(arguments.results)
    else:
        results = run_all(arguments)
    os.makedirs(arguments.output, exist_ok=True)
    with open(os.path.join(arguments.output, "results.json"), "w", encoding="utf-8") as file:
        json.dump(results.as_json(), file, indent=1)
    path = report.write(results, arguments.output)
    for error in results.errors:
        print(error, file=sys.stderr)
    print(path)
    if any(error.startswith("Tapestry") for error in results.errors):
        sys.exit(1)


if __name__ == "__main__":
    main()
