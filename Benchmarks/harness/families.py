"""The workloads: their families, targets, floors, and what theory says of how they grow."""

# What a family's name selects in all programs. A program that lacks a family prints nothing for it.
FAMILIES = (
    "import", "mlp_epoch", "mlp_step", "mlp_infer1", "cnn_step", "lstm_step", "gpt_step",
    "op", "mm", "ew", "conv", "linalg", "rand",
)
# Families in the order in which a short run takes them.
QUICK = (
    "mlp_step", "mlp_infer1", "op", "cnn_step", "lstm_step", "gpt_step", "mm", "import", "ew",
    "conv", "linalg", "rand",
)
FLOORS = ("floor_",)
GROWTH = (
    "grow_batch", "grow_width", "grow_depth", "grow_sequence_lstm", "grow_sequence_attention",
    "grow_parameters", "grow_threads",
)

# More is better; in all other units less is.
RATES = ("GFLOP/s", "GB/s")

# The same work under another program's name.
SAME = {"mlp_epoch_jit": "mlp_epoch_handbatch", "mlp_epoch_fit": "mlp_epoch_dataloader"}

# Beginnings of names, and the least ratio to PyTorch.
TARGETS = (
    ("mlp_epoch_dataloader", 6), ("mlp_epoch_handbatch", 4), ("mlp_step", 4), ("cnn_step", 1.8),
    ("lstm_step", 1.6), ("gpt_step", 1.7), ("mlp_infer1", 12), ("op_", 20), ("mm_", 0.9),
    ("conv_", 1.0), ("ew_add_out", None), ("ew_", 1.3), ("linalg_", 0.8), ("rand_", 8), ("import", 50),
    ("peak_rss", 3),
)
# Those whose end says more than their beginning.
TARGETS_BY_END = (("_16M", "ew_", 1.5),)
# Families whose (geometric) mean has a target of its own.
MEANS = (("mm_", 1.1), ("conv_", 1.3))
# The least ratio to other peers.
PEER_TARGETS = {("jax", "mlp_step"): 1.6}

# How many times its floor a work may take.
NEARNESS = (("mlp_epoch", 1.4), ("mlp_step", 1.4), ("cnn_step", 1.5), ("lstm_step", 1.5), ("gpt_step", 1.6))

# Bytes that have to be moved for each of 2²⁴ elements.
MOVED = {
    "add": 12, "exp": 8, "tanh": 8, "gelu": 8, "sum": 4, "add_bcast": 8, "add_t": 12, "softmax": 8,
    "layernorm": 8, "sum0": 4, "copy_t": 8, "argmax": 4, "cumsum": 8,
}

# The multiplications, each with an addition, of one step of the convolutional network: forward, and the gradients of
# weights and, but for the first layer, inputs.
_CNN = 128 * (2 * 26 * 26 * 32 * 9 + 3 * 24 * 24 * 64 * 32 * 9 + 3 * 9216 * 128 + 3 * 128 * 10)


def target(work, peer="torch"):
    """The least ratio that is asked for, or None."""
    if peer != "torch":
        is_training = work.endswith("_step") or work.startswith("mlp_epoch")
        return PEER_TARGETS.get((peer, work), 1.0) if is_training else None
    for end, beginning, least in TARGETS_BY_END:
        if work.endswith(end) and work.startswith(beginning):
            return least
    return next((least for beginning, least in TARGETS if work.startswith(beginning)), None)


def nearness(work):
    """How many times its floor a work may take, or None."""
    return next((most for beginning, most in NEARNESS if work.startswith(beginning)), None)


def floor(work, measured):
    """The best that the machine allows, in the work's unit, and in words what that is; or None.

    `measured` has the medians of the works of the floor's family.
    """
    gemm, stream, call = (measured.get(f"floor_{n}") for n in ("gemm", "stream", "call"))
    if work.startswith("mlp_epoch") and "floor_mlp_step" in measured:
        return measured["floor_mlp_step"] * 469 / 1e3, "its matrix products alone"
    if f"floor_{work}" in measured:
        return measured[f"floor_{work}"], "its matrix products alone"
    if work == "cnn_step" and gemm:
        return 2 * _CNN / gemm / 1e6, "its multiply-adds at the rate of matrix products"
    if work.startswith(("mm_", "conv_")) and gemm:
        return gemm, "the rate of matrix products"
    if work.startswith("op_") and call:
        return call, "a block of memory and a function call"
    if work == "ew_add_out" and stream:
        return stream, "memory's rate"
    if work.startswith("ew_") and work.endswith("_16M") and stream:
        return MOVED[work[3:-4]] * 2**24 / stream / 1e6, "the bytes it moves at memory's rate"
    return None


# By curve and what is measured: the exponent of theory, for large sizes.
THEORY = {
    "grow_batch": ("batch", 1, 1, "a training step of 256 → 256 → 10 units"),
    "grow_width": ("width", 2, 2, "a training step of width → width → 10 units, batch 128"),
    "grow_depth": ("operations", 1, 1, "a chain of additions, forward and backward"),
    "grow_sequence_lstm": ("steps", 1, 1, "an LSTM of 64 units, batch 16, forward and backward"),
    "grow_sequence_attention": (
        "positions", 2, 1, "causal attention of two heads, forward and backward"),
    "grow_parameters": ("parameters", 1, 1, "a step of Adam"),
}
