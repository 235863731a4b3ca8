"""What an operator of PyTorch's catalogue gives, where results leave a choice what is determined of them."""

import torch

# Of symmetric matrices PyTorch's tests hand over any matrix and have it made symmetric on the way.
SYMMETRIC = {"linalg.eigh", "linalg.eigvalsh"}

# What is determined of results that leave a choice, such as that of signs.
DETERMINED = {
    "linalg.eigh": lambda x, r: (r[0], r[1].abs()),
    "linalg.svd": lambda x, r: singular_parts(r[0], r[1], r[2]),
    "svd": lambda x, r: singular_parts(r[0], r[1], r[2].mT),
    "svd_lowrank": lambda x, r: r[0] @ torch.diag_embed(r[1]) @ r[2].mT,
    "pca_lowrank": lambda x, r: r[0] @ torch.diag_embed(r[1]) @ r[2].mT,
    "linalg.eigvals": lambda x, r: (r.sum(-1), (r * r).sum(-1)),
    "linalg.eig": lambda x, r: (r[0].sum(-1), (r[0] * r[0]).sum(-1)),
}


def singular_parts(u, s, vh):
    size = s.shape[-1]
    return u[..., :size].abs(), s, vh[..., :size, :].abs()


# Where the second derivative by an input of zeros is not determined: PyTorch's is NaN.
SINGULAR = {("linalg.norm", "subgradients_at_zero")}


def answer(op, input, args, kwargs):
    call = op.gradcheck_wrapper if op.name in SYMMETRIC else lambda f, *a, **k: f(*a, **k)
    result = call(op.op, input, *args, **kwargs)
    return DETERMINED[op.name](input, result) if op.name in DETERMINED else result
