"""What the runs found."""
import json
import statistics

from .families import RATES, SAME


class Results:
    """Values by peer and work, one a round, and the points of the growth curves."""

    def __init__(self, machine, missing):
        self.machine = [list(fact) for fact in machine]
        self.missing = list(missing)
        self.errors = []
        self.skipped = []
        self.rounds = 0
        self.seconds = 0.0
        self.titles = {}
        self.values = {}  # peer -> work -> one value a round
        self.units = {}   # work -> unit
        self.curves = {}  # work -> [(size, milliseconds, bytes)]

    def add(self, peer, family, run):
        lines, error = run
        self.titles[peer.name] = peer.title
        if error:
            self.errors.append(error)
        for line in lines:
            self.take(peer.name, family, line)

    def take(self, peer, family, line):
        work, value = SAME.get(line["work"], line["work"]), line["value"]
        if "x" in line:
            self.curves.setdefault(work, []).append((line["x"], value, line["memory"]))
            return
        # All programs say these in every run: start-up counts in its own family, memory by family.
        if work == "import" and family != "import":
            return
        if work == "peak_rss":
            if family == "import" or family.startswith(("floor", "grow")):
                return
            work = f"peak_rss {family}"
        self.values.setdefault(peer, {}).setdefault(work, []).append(value)
        self.units[work] = line["unit"]

    def skip(self, family):
        if family not in self.skipped:
            self.skipped.append(family)

    def of(self, peer, work):
        return self.values.get(peer, {}).get(work)

    def median(self, peer, work):
        values = self.of(peer, work)
        return statistics.median(values) if values else None

    def floors(self):
        return {work: statistics.median(values)
                for work, values in self.values.get("tapestry", {}).items() if work.startswith("floor_")}

    def works(self):
        """Ours, but for floors."""
        return [work for work in self.values.get("tapestry", {}) if not work.startswith("floor_")]

    def ratio(self, work, peer):
        """The peer's median by ours, or the other way round for rates; None where one is missing."""
        ours, theirs = self.median("tapestry", work), self.median(peer, work)
        return quotient(ours, theirs, self.units[work]) if ours and theirs else None

    def as_json(self):
        return vars(self)

    @staticmethod
    def load(path):
        results = Results([], [])
        with open(path, encoding="utf-8") as file:
            vars(results).update(json.load(file))
        return results


def quotient(ours, theirs, unit):
    """Above 1 where ours is the better one."""
    return ours / theirs if unit in RATES else theirs / ours
