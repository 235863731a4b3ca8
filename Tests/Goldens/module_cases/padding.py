from samples import reals


def x(*shape, seed=1):
    return reals(list(shape), -2.0, 2.0, seed, "float64")


def cases(Case):
    inputs = {1: x(1, 2, 4), 2: x(1, 3, 4), 3: x(1, 3, 2, 3)}
    amounts = {1: (1, 2), 2: (1, 2, 0, 1), 3: (1, 0, 1, 1, 2, 0)}
    found = []
    for axes in (1, 2, 3):
        for name in ("Zero", "Reflection", "Replication", "Circular"):
            for amount in (1, amounts[axes]):
                found.append(Case(f"{name}Pad{axes}d", amount, inputs=[inputs[axes]]))
        found.append(Case(f"ConstantPad{axes}d", 1, 2.5, inputs=[inputs[axes]]))
        found.append(Case(f"ConstantPad{axes}d", amounts[axes], -1, inputs=[inputs[axes]]))
    return found + [Case("ZeroPad2d", (-1, 1, 0, -1), inputs=[x(1, 3, 4)])]
