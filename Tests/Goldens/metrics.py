#!/usr/bin/env python3
"""Writes metrics.json: what scikit-learn and torchmetrics make of predictions that lie beside it there.

    python3 Tests/Goldens/metrics.py

needs torch, scikit-learn and torchmetrics.
"""

import json
import pathlib
import random

import sklearn.metrics as sk
import torch
import torchmetrics.functional as tm

HERE = pathlib.Path(__file__).parent
CLASSES = 5


def binary(draw, count):
    """Scores with ties, and answers that often agree with them."""
    scores = [round(draw.random(), 2) for _ in range(count)]
    answers = [int(draw.random() < 0.2 + 0.6 * score) for score in scores]
    guesses = [int(score > 0.5) for score in scores]
    values = {
        "accuracy": sk.accuracy_score(answers, guesses),
        "precision": sk.precision_score(answers, guesses, zero_division=0),
        "recall": sk.recall_score(answers, guesses, zero_division=0),
        "f1": sk.f1_score(answers, guesses, zero_division=0),
        "f2": sk.fbeta_score(answers, guesses, beta=2, zero_division=0),
        "auroc": sk.roc_auc_score(answers, scores),
        "auroc11": tm.auroc(
            torch.tensor(scores), torch.tensor(answers), task="binary", thresholds=11).item(),
    }
    return {"scores": scores, "targets": answers, "values": values}


def classes(draw, count, present):
    """Scores of five classes, of which some may never come up."""
    targets = [draw.choice(present) for _ in range(count)]
    scores = [[draw.gauss(0, 1) for _ in range(CLASSES)] for _ in range(count)]
    for row, target in zip(scores, targets):
        row[target] += 1.2
        if 4 not in present:
            row[4] -= 20
    guesses = [max(range(CLASSES), key=row.__getitem__) for row in scores]
    values = {
        "accuracy": sk.accuracy_score(targets, guesses),
        "top2": sk.top_k_accuracy_score(targets, scores, k=2, labels=range(CLASSES)),
        "perplexity": tm.text.perplexity(
            torch.tensor([scores], dtype=torch.float64), torch.tensor([targets])).item(),
    }
    shares = torch.tensor(scores, dtype=torch.float64).softmax(1).numpy()
    # scikit-learn refuses classes that never come up; they have no area.
    areas = [sk.roc_auc_score([t == c for t in targets], shares[:, c]) for c in present]
    values["auroc"] = sum(areas) / len(areas)
    if len(present) == CLASSES:
        known = sk.roc_auc_score(targets, shares, multi_class="ovr", average="macro")
        assert abs(known - values["auroc"]) < 1e-12
    for average in ("macro", "micro", "weighted"):
        options = dict(average=average, zero_division=0)
        values[f"precision.{average}"] = sk.precision_score(targets, guesses, **options)
        values[f"recall.{average}"] = sk.recall_score(targets, guesses, **options)
        values[f"f1.{average}"] = sk.f1_score(targets, guesses, **options)
        values[f"f0.5.{average}"] = sk.fbeta_score(targets, guesses, beta=0.5, **options)
    return {
        "scores": sum(scores, []), "targets": targets, "values": values,
        "confusion": sk.confusion_matrix(targets, guesses, labels=range(CLASSES)).ravel().tolist(),
    }


def numbers(draw, count, outputs):
    """Numbers far from 0, and predictions near them."""
    targets = [[1000 + draw.gauss(0, 1 + place) for place in range(outputs)] for _ in range(count)]
    scores = [[value + draw.gauss(0, 0.5) for value in row] for row in targets]
    values = {
        "mse": sk.mean_squared_error(targets, scores),
        "rmse": tm.mean_squared_error(
            torch.tensor(scores, dtype=torch.float64), torch.tensor(targets, dtype=torch.float64),
            squared=False).item(),
        "mae": sk.mean_absolute_error(targets, scores),
        "r2": sk.r2_score(targets, scores),
    }
    return {
        "scores": sum(scores, []), "targets": sum(targets, []), "outputs": outputs,
        "values": values,
    }


def main():
    draw = random.Random(1)
    cases = {
        "binary": [binary(draw, 60), binary(draw, 7)],
        "classes": [classes(draw, 60, [0, 1, 2, 3, 4]), classes(draw, 30, [0, 1, 3])],
        "numbers": [numbers(draw, 40, 1), numbers(draw, 25, 3)],
    }
    text = json.dumps(cases, separators=(",", ":"))
    (HERE / "metrics.json").write_text(text.replace('{"scores"', '\n{"scores"') + "\n")


if __name__ == "__main__":
    main()
