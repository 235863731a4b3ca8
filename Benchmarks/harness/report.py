"""The report in Markdown, and the table for the README."""
import os
import statistics

from . import growth
from .families import MEANS, RATES, floor, nearness, target
from .results import quotient


def write(results, folder):
    """Writes report.md, readme.md and the plots. Gives the report's path."""
    parts = [
        heading(results), against_torch(results), means(results), against_all(results),
        memory(results), growth.section(results, folder), footnotes(results),
    ]
    path = os.path.join(folder, "report.md")
    save(path, "\n\n".join(part for part in parts if part) + "\n")
    save(os.path.join(folder, "readme.md"), readme(results) + "\n")
    return path


def save(path, text):
    with open(path + ".tmp", "w", encoding="utf-8") as file:
        file.write(text)
    os.replace(path + ".tmp", path)


def number(value):
    if value is None:
        return "–"
    if value >= 1000:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def table(header, rows):
    if not rows:
        return ""
    rule = ["---" if index < 1 else "--:" for index in range(len(header))]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [header, rule] + rows)


def heading(results):
    facts = table(["machine", ""], [[name, value] for name, value in results.machine])
    return (
        f"# Tapestry and its peers\n\n{facts}\n\n"
        f"Medians of {results.rounds} interleaved rounds, {results.seconds / 60:.0f} minutes in all. A ratio above 1 means "
        "that Tapestry is ahead: times and memory are divided the peer's by Tapestry's, rates the other way round. The "
        "spread is that of Tapestry's rounds, largest less smallest by median; *best* compares the best rounds, which "
        "a busy machine disturbs least; *rounds* are the lowest and the highest ratio of one round.")


def rows_of(results):
    return [work for work in results.works() if not work.startswith("peak_rss")]


def against_torch(results):
    floors = results.floors()
    rows = []
    for work in rows_of(results):
        ours = results.of("tapestry", work)
        theirs = results.of("torch", work)
        unit = results.units[work]
        mine = statistics.median(ours)
        cells = [f"`{work}`", unit, number(mine)]
        bound = floor(work, floors)
        if bound:
            times = mine / bound[0] if unit not in RATES else bound[0] / mine
            most = nearness(work)
            near = f"{times:.2f}×" + (f" ({verdict(times <= most)} ≤ {most})" if most else "")
            cells += [number(bound[0]), near]
        else:
            cells += ["–", "–"]
        least = target(work)
        asked = f"≥ {least:g}" if least else "–"
        if theirs:
            pick = max if unit in RATES else min
            whole = results.ratio(work, "torch")
            rounds = [quotient(a, b, unit) for a, b in zip(ours, theirs)]
            cells += [
                number(statistics.median(theirs)), f"**{whole:.2f}**",
                asked + (f" {verdict(whole >= least)}" if least else ""),
                f"{quotient(pick(ours), pick(theirs), unit):.2f}",
                f"{min(rounds):.2f} … {max(rounds):.2f}",
            ]
        else:
            cells += ["–", "–", asked, "–", "–"]
        cells.append(f"{(max(ours) - min(ours)) / mine:.0%}")
        rows.append(cells)
    text = table(
        ["work", "unit", "Tapestry", "floor", "of floor", "PyTorch", "ratio", "target", "best", "rounds",
         "spread"], rows)
    if not text:
        return ""
    measured = ", ".join(
        f"{name} {number(floors[key])} {results.units[key]}" for key, name in (
            ("floor_gemm", "matrix products at best"), ("floor_stream", "copying memory"),
            ("floor_call", "a block of memory and a function call")) if key in floors)
    note = (
        f"Floors, measured in the same rounds: {measured}. Of a step or an epoch the floor is the time of its "
        "matrix products alone, of the convolutional step its multiply-adds at the rate of matrix products, of an elementwise "
        "work the bytes it moves at the rate at which memory is copied; reading alone, as sums do, can be faster than that."
    ) if measured else ""
    return f"## Beside PyTorch and the machine's floors\n\n{text}\n\n{note}"


def verdict(is_met):
    return "✓" if is_met else "✗"


def means(results):
    rows = []
    for beginning, least in MEANS:
        ratios = [results.ratio(work, "torch") for work in rows_of(results) if work.startswith(beginning)]
        ratios = [ratio for ratio in ratios if ratio]
        if ratios:
            mean = statistics.geometric_mean(ratios)
            rows.append([f"`{beginning}*`", f"**{mean:.2f}**", f"≥ {least:g} {verdict(mean >= least)}"])
    return table(["geometric mean of the ratios", "ratio", "target"], rows)


def against_all(results):
    peers = [name for name in results.titles if name != "tapestry" and results.values.get(name)]
    if len(peers) < 2:
        return ""
    rows = []
    for work in rows_of(results):
        cells = []
        for peer in peers:
            ratio = results.ratio(work, peer)
            if ratio is None:
                cells.append("–")
                continue
            least = target(work, peer)
            sign = f" {verdict(ratio >= least)}" if least else ""
            cells.append(f"{number(results.median(peer, work))} (**{ratio:.2f}**{sign})")
        if any(cell != "–" for cell in cells):
            unit = results.units[work]
            rows.append([f"`{work}`", unit, number(results.median("tapestry", work))] + cells)
    text = table(["work", "unit", "Tapestry"] + [results.titles[peer] for peer in peers], rows)
    return (
        f"## Beside every peer\n\nEach peer's median, and in brackets the ratio.\n\n{text}") if text else ""


def memory(results):
    peers = [name for name in results.titles if name != "tapestry" and results.values.get(name)]
    rows = []
    for work in results.works():
        if not work.startswith("peak_rss"):
            continue
        cells = []
        for peer in peers:
            ratio = results.ratio(work, peer)
            least = target(work, peer)
            sign = f" {verdict(ratio >= least)}" if ratio and least else ""
            cells.append(f"{number(results.median(peer, work))} (**{ratio:.2f}**{sign})" if ratio else "–")
        rows.append([f"`{work.split()[1]}`", number(results.median("tapestry", work))] + cells)
    text = table(["family", "Tapestry"] + [results.titles[peer] for peer in peers], rows)
    return (
        "## Peak memory\n\nThe largest resident size of a process that runs one family alone, in MiB; PyTorch is to take "
        f"three times ours or more.\n\n{text}") if text else ""


def footnotes(results):
    lines = list(dict.fromkeys(results.missing + results.errors))
    if results.skipped:
        lines.append(f"Left out, as the time was up: {', '.join(results.skipped)}")
    return "\n".join(f"- {line}" for line in lines)


# The README's rows: what a reader is told, the works side by side, and a factor and unit for the reader.
README = (
    ("process start to the first operation", ["import"], 1e3, "ms"),
    ("an epoch of the network above, `DataLoader`", ["mlp_epoch_dataloader"], 1, "s"),
    ("the same, batches cut by hand", ["mlp_epoch_handbatch"], 1, "s"),
    ("one training step of it, batch 128", ["mlp_step"], 1, "ms"),
    ("a step of two convolutions, batch 128", ["cnn_step"], 1, "ms"),
    ("a step of an LSTM over 28 rows, batch 128", ["lstm_step"], 1, "ms"),
    ("a step of a transformer, 16 × 64 letters", ["gpt_step"], 1, "ms"),
    ("reading one digit", ["mlp_infer1"], 1, "µs"),
    ("adding four numbers", ["op_add4_nograd"], 1, "ns"),
    ("the same, recorded", ["op_add4_grad"], 1, "ns"),
    ("a link of a chain, forward and backward", ["op_chain_fwd_bwd"], 1, "ns"),
    ("matrix product, 64 / 256 / 1024 / 2048", ["mm_64", "mm_256", "mm_1024", "mm_2048"], 1, "GFLOP/s"),
    ("`exp` of 16 million numbers", ["ew_exp_16M"], 1, "ms"),
    ("sum of 16 million numbers", ["ew_sum_16M"], 1, "ms"),
    ("16 million normal random numbers", ["rand_normal_16M"], 1, "ms"),
    ("peak memory of the training step", ["peak_rss mlp_step"], 1, "MiB"),
)


def readme(results):
    """The README's table, with the machine named."""
    has_jax = any(results.values.get("jax", {}))
    rows = []
    for text, works, factor, unit in README:
        if any(results.median("tapestry", work) is None for work in works):
            continue

        def cell(peer):
            values = [results.median(peer, work) for work in works]
            if all(value is None for value in values):
                return "–"
            return " / ".join(number(value * factor if value is not None else None) for value in values)

        def ratios(peer):
            values = [results.ratio(work, peer) for work in works]
            if all(value is None for value in values):
                return "–"
            digits = ("–" if v is None else f"{v:.2g}" if v < 99.5 else f"{v:.0f}" for v in values)
            return " / ".join(digits)

        cells = [text, unit, cell("tapestry"), cell("torch"), ratios("torch")]
        rows.append(cells + ([cell("jax"), ratios("jax")] if has_jax else []))
    facts = dict(results.machine)
    versions = " and ".join(
        facts[name].split(",")[0] for name in ("PyTorch", "JAX") if name in facts)
    intro = (
        f"Medians of {results.rounds} interleaved rounds against {versions} (CPU, default settings) on "
        f"{facts.get('cores that the programs may use', '?')} cores of {facts.get('processor', '?')}, "
        f"{facts.get('memory', '?')}. A ratio above 1 means that Tapestry is ahead.")
    header = ["Work", "Unit", "Tapestry", "PyTorch", "Ratio"] + (["JAX", "Ratio"] if has_jax else [])
    return intro + "\n\n" + table(header, rows)
