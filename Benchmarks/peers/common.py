"""What the peers' programs share: options, timing, MNIST, and the lines that they print."""
import argparse
import gzip
import json
import os
import resource
import statistics
import struct
import time


class Bench:
    """One program's options and output: one JSON object a line, {"peer", "work", "value", "unit"}."""

    def __init__(self, peer, import_seconds, *flags):
        parser = argparse.ArgumentParser()
        parser.add_argument("--mnist", required=True)
        parser.add_argument("--only", default="", help="beginnings of names, separated by commas")
        parser.add_argument("--epochs", type=int, default=3)
        for flag in flags:
            parser.add_argument(flag, action="store_true")
        self.options = parser.parse_args()
        self.prefixes = [p for p in self.options.only.split(",") if p]
        names = [flag[2:] for flag in flags if getattr(self.options, flag[2:])]
        self.peer = ".".join([peer] + names)
        self.emit("import", import_seconds, "s")

    def wants(self, work):
        """Whether a work is to be run."""
        return not self.prefixes or any(work.startswith(p) for p in self.prefixes)

    def wants_any(self, beginning):
        """Whether any work whose name begins so may be wanted."""
        return not self.prefixes or any(
            p.startswith(beginning) or beginning.startswith(p) for p in self.prefixes)

    def emit(self, work, value, unit, **more):
        line = dict(peer=self.peer, work=work, value=round(value, 5), unit=unit, **more)
        print(json.dumps(line), flush=True)

    def finish(self):
        self.emit("peak_rss", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MiB")

    def images(self, part):
        """The pixels of a part of MNIST, uint8."""
        return self._idx(f"{part}-images-idx3-ubyte")

    def labels(self, part):
        return self._idx(f"{part}-labels-idx1-ubyte")

    def _idx(self, name):
        import numpy as np
        path = os.path.join(self.options.mnist, name)
        if os.path.exists(path):
            with open(path, "rb") as file:
                data = file.read()
        else:
            with gzip.open(path + ".gz", "rb") as file:
                data = file.read()
        rank = data[3]
        shape = struct.unpack(f">{rank}I", data[4:4 + 4 * rank])
        return np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape)


def seconds(body):
    start = time.perf_counter()
    body()
    return time.perf_counter() - start


def median_seconds(body, count, warm_ups=3):
    """The median of some timings, after some that do not count."""
    for _ in range(warm_ups):
        body()
    return statistics.median(seconds(body) for _ in range(count))
