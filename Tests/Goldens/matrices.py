"""Matrices of the kinds that decompositions want, from any. The same are in Tests/TapestryCoreTests/Catalogue/LinearAlgebra/Matrices.swift."""

import torch


def eye(a, rows=None):
    return torch.eye(a.shape[-2], a.shape[-1], dtype=a.dtype)


def steps(a):
    """1, 2, … on the diagonal."""
    size = min(a.shape[-2:])
    result = torch.zeros(a.shape[-2:], dtype=a.dtype)
    for i in range(size):
        result[i, i] = i + 1
    return result


def regular(a):
    """Far from singular; elimination must exchange rows."""
    return torch.flip(a + 6 * eye(a), [-2])


def positive(a):
    """Symmetric and positive definite."""
    return a @ a.mT + 4 * eye(a)


def symmetric(a):
    """Symmetric, with eigenvalues that lie apart."""
    return a + a.mT + 9 * steps(a)


def graded(a):
    """With singular values that lie apart, for any shape."""
    return a + 8 * steps(a)


def turning(a):
    """With eigenvalues that are not real."""
    strict = a - a.mT
    return strict * 2 + a * 0.5 + graded(a)


def condition(a, order):
    """As torch.linalg.cond, which spoils its own derivative."""
    return torch.linalg.matrix_norm(a, order) * torch.linalg.matrix_norm(torch.linalg.inv(a), order)
