"""How cost grows: curves of time and memory, their exponents, and their plots."""
import math
import os

from .families import THEORY
from .plot import log_log


def section(results, folder):
    """The report's section, whose plots are written beside it."""
    rows, pictures = [], []
    for work, (axis, time_theory, memory_theory, text) in THEORY.items():
        points = results.curves.get(work)
        if not points:
            continue
        curves = (
            ("time", "ms", [(x, t) for x, t, _ in points], time_theory),
            ("memory", "MiB", [(x, m / 2**20) for x, _, m in points], memory_theory),
        )
        for quantity, unit, pairs, theory in curves:
            pairs = [pair for pair in pairs if pair[1] > 0]
            if len(pairs) < 3:
                continue
            fitted, steepest = exponent(pairs), steepest_doubling(pairs)
            rows.append([
                f"{text}: {quantity}", axis, f"{pairs[0][0]:,} … {pairs[-1][0]:,}",
                f"{fitted:.2f}", f"{theory}", "✓" if fitted <= theory + 0.1 else "✗", f"{steepest:.2f}"])
            name = f"{work}_{quantity}.svg"
            with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
                file.write(log_log(f"{text}: {quantity}", axis, unit, pairs, theory))
            pictures.append(f"![{text}: {quantity}]({name})")
    threads = thread_rows(results)
    if not rows and not threads:
        return ""
    parts = ["## How cost grows"]
    if rows:
        header = ["curve", "over", "sizes", "exponent", "theory", "no worse", "steepest step"]
        parts.append(
            "Exponents are fitted to the upper half of the sizes on logarithmic scales, where fixed costs no longer "
            "count; *steepest step* is the largest between two neighbours among them. Dashed in the plots: theory, "
            "through the largest size. Memory is the peak of what the process holds while it works beyond what it held before.")
        parts.append(table(header, rows))
    if threads:
        parts.append(threads)
    parts.append("\n".join(pictures))
    return "\n\n".join(parts)


def upper(pairs):
    """The upper half of the sizes, three at least."""
    return pairs[min(len(pairs) // 2, len(pairs) - 3):]


def exponent(pairs):
    """The slope of the least-squares line through the logarithms."""
    logs = [(math.log(x), math.log(y)) for x, y in upper(pairs)]
    mean_x = sum(x for x, _ in logs) / len(logs)
    mean_y = sum(y for _, y in logs) / len(logs)
    return (sum((x - mean_x) * (y - mean_y) for x, y in logs)
            / sum((x - mean_x) ** 2 for x, _ in logs))


def steepest_doubling(pairs):
    """The largest slope between neighbours."""
    top = upper(pairs)
    return max(math.log(b[1] / a[1]) / math.log(b[0] / a[0]) for a, b in zip(top, top[1:]))


def thread_rows(results):
    rows = []
    for work in sorted(work for work in results.curves if work.startswith("grow_threads")):
        times = {x: time for x, time, _ in results.curves[work]}
        if len(times) > 1:
            rows.append([f"`{work[13:]}`", f"{times[1]:.3g}", f"{times[2]:.3g}", f"{times[1] / times[2]:.2f}"])
    return table(["work", "1 thread, ms", "2 threads, ms", "speed-up"], rows) if rows else ""


def table(header, rows):
    rule = ["---"] + ["--:"] * (len(header) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule] + rows)
