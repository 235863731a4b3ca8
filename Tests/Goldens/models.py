#!/usr/bin/env python3
"""Writes five networks that PyTorch made, and what becomes of them in training, for ModelExchangeTests to go on with.

    python3 Tests/Goldens/models.py [FOLDER [SEED]]      # Tests/Goldens/Models unless told
    python3 Tests/Goldens/models.py --check FOLDER       # reads what the tests wrote there

It needs torch and safetensors. For each network NAME there are NAME.safetensors and NAME.pt, both the state dict, and
NAME.run.safetensors: `input` and `targets`; `output`, in evaluation; `losses`, of some steps of training; `trained`, the
output in evaluation after them. A check loads NAME.safetensors and NAME.pt with strict keys and compares with `output`.

The same networks in Swift are in Tests/TapestryTrainingTests/Models.
"""

import pathlib
import sys

import torch
import torch.nn as nn
import torch.nn.functional as F
from safetensors.torch import load_file, save_file

FOLDER = pathlib.Path(__file__).parent / "Models"
STEPS = 5
CLASSES = 4


def mlp():
    return nn.Sequential(nn.Flatten(), nn.Linear(12, 16), nn.ReLU(), nn.Dropout(0.0), nn.Linear(16, CLASSES))


class LeNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 3, 5, padding=2)
        self.conv2 = nn.Conv2d(3, 4, 5)
        self.fc1 = nn.Linear(16, 12)
        self.fc2 = nn.Linear(12, 8)
        self.fc3 = nn.Linear(8, CLASSES)

    def forward(self, x):
        x = F.avg_pool2d(torch.sigmoid(self.conv1(x)), 2)
        x = F.max_pool2d(F.relu(self.conv2(x)), 2)
        x = torch.flatten(x, 1)
        x = F.relu(self.fc1(x))
        x = F.relu(self.fc2(x))
        return self.fc3(x)


class BasicBlock(nn.Module):
    def __init__(self, inputs, outputs, stride=1):
        super().__init__()
        self.conv1 = nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(outputs)
        self.conv2 = nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(outputs)
        self.downsample = None
        if stride != 1 or inputs != outputs:
            self.downsample = nn.Sequential(
                nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x):
        y = F.relu(self.bn1(self.conv1(x)))
        y = self.bn2(self.conv2(y))
        return F.relu(y + (x if self.downsample is None else self.downsample(x)))


class ResNet(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 4, 3, padding=1, bias=False)
        self.bn1 = nn.BatchNorm2d(4)
        self.layer1 = nn.Sequential(BasicBlock(4, 4), BasicBlock(4, 4))
        self.layer2 = nn.Sequential(BasicBlock(4, 6, 2), BasicBlock(6, 6))
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc = nn.Linear(6, CLASSES)

    def forward(self, x):
        x = F.relu(self.bn1(self.conv1(x)))
        x = self.layer2(self.layer1(x))
        return self.fc(torch.flatten(self.avgpool(x), 1))


class SequenceClassifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(5, 6, num_layers=2, batch_first=True, bidirectional=True)
        self.fc = nn.Linear(12, CLASSES)

    def forward(self, x):
        output, _ = self.lstm(x)
        return self.fc(output[:, -1])


class TextEncoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.embedding = nn.Embedding(11, 8)
        self.positions = nn.Parameter(torch.randn(6, 8) / 8)
        layer = nn.TransformerEncoderLayer(8, 2, dim_feedforward=16, dropout=0.0, batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, 2, norm=nn.LayerNorm(8), enable_nested_tensor=False)
        self.register_buffer("scale", torch.tensor(8.0).sqrt())
        self.head = nn.Linear(8, CLASSES)

    def forward(self, x):
        x = self.embedding(x) * self.scale + self.positions
        return self.head(self.encoder(x).mean(1))


def descent(parameters):
    return torch.optim.SGD(parameters, lr=0.05, momentum=0.9, weight_decay=1e-3)


def adam(parameters):
    return torch.optim.AdamW(parameters, lr=1e-2)


MODELS = {
    "mlp": (mlp, adam, lambda: torch.randn(6, 3, 4)),
    "lenet": (LeNet, descent, lambda: torch.randn(6, 1, 16, 16)),
    "resnet": (ResNet, descent, lambda: torch.randn(6, 3, 8, 8)),
    "lstm": (SequenceClassifier, adam, lambda: torch.randn(6, 7, 5)),
    "encoder": (TextEncoder, descent, lambda: torch.randint(11, (6, 6))),
}


def evaluated(model, x):
    model.eval()
    with torch.no_grad():
        return model(x)


def write(folder, seed):
    folder.mkdir(parents=True, exist_ok=True)
    for name, (make, make_optimizer, draw) in MODELS.items():
        torch.manual_seed(seed)
        model, x, targets = make(), draw(), torch.randint(CLASSES, (6,))
        with torch.no_grad():
            model.train()(x)  # running statistics of their own
        save_file(model.state_dict(), folder / f"{name}.safetensors")
        torch.save(model.state_dict(), folder / f"{name}.pt")
        found = {"input": x, "targets": targets, "output": evaluated(model, x)}
        optimizer, losses = make_optimizer(model.parameters()), []
        model.train()
        for _ in range(STEPS):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(x), targets)
            loss.backward()
            optimizer.step()
            losses.append(loss.detach())
        found |= {"losses": torch.stack(losses), "trained": evaluated(model, x)}
        save_file(found, folder / f"{name}.run.safetensors")


def check(folder):
    """Prints each file and by how much its network is off."""
    for name, (make, _, _) in MODELS.items():
        run = load_file(folder / f"{name}.run.safetensors")
        states = {
            "safetensors": load_file(folder / f"{name}.safetensors"),
            "pt": torch.load(folder / f"{name}.pt", weights_only=True)}
        for kind, state in states.items():
            model = make()
            model.load_state_dict(state, strict=True)
            off = (evaluated(model, run["input"]) - run["output"]).abs().max().item()
            print(f"{name}.{kind} {off}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--check"]:
        check(pathlib.Path(sys.argv[2]))
    else:
        write(
            pathlib.Path(sys.argv[1]) if sys.argv[1:] else FOLDER,
            int(sys.argv[2]) if sys.argv[2:] else 1)
