"""The names in PyTorch's own catalogue of operators; needs expecttest."""


def operator_names():
    from torch.testing._internal.common_methods_invocations import op_db

    return "\n".join(sorted({op.name for op in op_db}))
