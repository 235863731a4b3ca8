#!/usr/bin/env python3
"""Trains the network of the transfer example on MNIST's digits 0 to 4 with PyTorch, and saves its weights.

    python3 make_weights.py FOLDER Weights/digits0to4.pt

FOLDER has MNIST's IDX files, gzipped or not.
"""

import gzip
import pathlib
import sys

import numpy as np
import torch
from torch import nn


class DigitNetwork(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 8, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(400, 32), nn.ReLU())
        self.head = nn.Linear(32, 5)

    def forward(self, x):
        return self.head(self.features(x))


def read(folder, name):
    path = folder / name
    data = path.read_bytes() if path.exists() else gzip.decompress((folder / (name + ".gz")).read_bytes())
    rank = data[3]
    shape = np.frombuffer(data, ">u4", rank, 4)
    return torch.from_numpy(np.frombuffer(data, np.uint8, offset=4 + 4 * rank).reshape(shape).copy())


def main(folder, out):
    torch.manual_seed(0)
    images = read(folder, "train-images-idx3-ubyte").float()[:, None] / 255
    labels = read(folder, "train-labels-idx1-ubyte").long()
    images, labels = images[labels < 5], labels[labels < 5]
    model = DigitNetwork()
    optimizer = torch.optim.Adam(model.parameters(), 1e-3)
    for epoch in range(3):
        for batch in torch.randperm(len(images)).split(128):
            optimizer.zero_grad()
            loss = nn.functional.cross_entropy(model(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
        print(f"epoch {epoch + 1}: loss of the last batch {loss.item():.4f}")
    torch.save(model.state_dict(), out)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]), sys.argv[2])
