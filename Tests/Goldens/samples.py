"""The formulas of Sources/TapestryTesting/Samples/SampleInput.swift, so that no input has to be stored."""

import math

import torch

nan, inf = math.nan, math.inf


def word(index, seed):
    mask = 0xFFFFFFFF
    x = (index + seed * 0x9E3779B9) & mask
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & mask
    x = ((x ^ (x >> 15)) * 0x846CA68B) & mask
    return x ^ (x >> 16)


def tensor(elements, shape, dtype):
    return torch.tensor(elements, dtype=getattr(torch, dtype)).reshape(shape)


def reals(shape, low, high, seed, dtype):
    scale = high - low
    return tensor(
        [low + scale * (2 * (word(i, seed) >> 20) + 1) / 8192 for i in range(math.prod(shape))],
        shape, dtype)


def integers(shape, low, high, seed, dtype):
    return tensor(
        [low + (word(i, seed) >> 8) % (high - low + 1) for i in range(math.prod(shape))],
        shape, dtype)


def bools(shape, seed):
    return tensor([word(i, seed) >> 31 == 1 for i in range(math.prod(shape))], shape, "bool")


def values(shape, elements, dtype):
    return tensor(elements, shape, dtype)


wholes = values
