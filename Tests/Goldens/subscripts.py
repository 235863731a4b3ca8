#!/usr/bin/env python3
"""Writes subscripts.json: random subscripts, basic and advanced ones mixed, and which elements NumPy selects with them.

    python3 Tests/Goldens/subscripts.py

needs numpy. Of each case there are the tensor's shape, the subscript's items, the result's shape, and the row-major places of
its elements. What setting does and what gradients are follows from these; that NumPy sets the same way is checked here.
"""

import json
import pathlib
import random

import numpy as np

COUNT = 500
LARGEST_RESULT = 48


def shapes(choice):
    rank = choice.choices(range(6), [1, 2, 5, 6, 5, 2])[0]
    return [choice.choice([0, 1, 5] if choice.random() < 0.08 else [1, 2, 3, 4]) for _ in range(rank)]


def bound(choice, size):
    return choice.choice([None, None, choice.randint(-size - 2, size + 2)])


def places(choice, size, common):
    """Places along an axis, of a shape that stretches to `common`."""
    shape = [1 if choice.random() < 0.25 else n for n in common][choice.choice([0, 0, 0, 1]):]
    count = int(np.prod(shape))
    return np.array([choice.randint(-size, size - 1) for _ in range(count)] if size else [], np.int64).reshape(
        shape if size or count == 0 else [0])


def mask(choice, sizes):
    return np.array([choice.random() < 0.4 for _ in range(int(np.prod(sizes)))], bool).reshape(sizes)


def subscript(choice, shape):
    common = [choice.choice([1, 2, 3]) for _ in range(choice.choice([0, 1, 1, 1, 2, 2]))]
    items, axis, has_rest = [], 0, False
    while axis < len(shape) and choice.random() < 0.95:
        kind = choice.choices(
            ["place", "slice", "rest", "added", "tensor", "mask", "flag"], [4, 6, 2, 2, 6, 2, 0.3])[0]
        if kind == "rest":
            if has_rest:
                continue
            has_rest = True
            # The ellipsis takes some of the axes that are left, and what follows the others.
            axis += choice.randint(0, len(shape) - axis)
            items.append(Ellipsis)
        elif kind == "added":
            items.append(None)
        elif kind == "flag":
            items.append(np.array(choice.random() < 0.8))
        elif kind == "mask":
            rank = choice.randint(1, min(2, len(shape) - axis))
            items.append(mask(choice, shape[axis:axis + rank]))
            axis += rank
        elif kind == "place":
            if shape[axis] == 0:
                return ()
            items.append(choice.randint(-shape[axis], shape[axis] - 1))
            axis += 1
        elif kind == "slice":
            size = shape[axis]
            step = choice.choice([None, None, 1, 2, 3, -1, -1, -2])
            items.append(slice(bound(choice, size), bound(choice, size), step))
            axis += 1
        else:
            items.append(places(choice, shape[axis], common))
            axis += 1
    return tuple(items)


def described(item):
    if item is Ellipsis:
        return {"rest": True}
    if item is None:
        return {"added": True}
    if isinstance(item, int):
        return {"place": item}
    if isinstance(item, slice):
        return {"slice": [item.start, item.stop, item.step]}
    kind = "mask" if item.dtype == bool else "tensor"
    return {kind: item.astype(int).flatten().tolist(), "shape": list(item.shape)}


def check_setting(x, items, chosen):
    """That NumPy sets elements in the order in which it reads them, so that of several at one place the last stays."""
    expected = x.copy()
    for number, place in enumerate(chosen.flatten()):
        expected.flat[place] = -number - 1
    changed = x.copy()
    changed[items] = -np.arange(1, chosen.size + 1).reshape(chosen.shape)
    assert (changed == expected).all(), (x.shape, items)


def main():
    choice = random.Random(20)
    cases = []
    while len(cases) < COUNT:
        shape = shapes(choice)
        x = np.arange(int(np.prod(shape))).reshape(shape)
        items = subscript(choice, shape)
        if not items and choice.random() < 0.9:
            continue
        try:
            chosen = np.asarray(x[items])
        except IndexError:
            continue
        if chosen.size > LARGEST_RESULT or chosen.ndim > 8:
            continue
        check_setting(x, items, chosen)
        cases.append({
            "shape": shape, "items": [described(item) for item in items],
            "result": list(chosen.shape), "places": chosen.flatten().tolist()})
    path = pathlib.Path(__file__).parent / "subscripts.json"
    path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")


if __name__ == "__main__":
    main()
