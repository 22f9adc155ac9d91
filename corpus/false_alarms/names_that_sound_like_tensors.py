"""Labels, states, features and params that are strings and numbers, in files full of tensors."""
import torch
from torch import nn


def read_annotations(lines):
    boxes = []
    for line in lines:
        label, *numbers = line.split()
        boxes.append((label, torch.tensor([float(n) for n in numbers])))
    return boxes


def index_labels(boxes):
    labels = {}
    for label, tensor in boxes:
        if label not in labels:  # ok: TK201
            labels[label] = len(labels)  # ok: TK201
    return labels


def hyper_parameters(text):
    params = {}
    for item in text.split(","):
        param, value = item.split("=")
        params[param] = float(value)  # ok: TK201
    return params


def layers_by_feature(features):
    return {feature: nn.Linear(size, 2) for feature, size in features}  # ok: TK201


def walk(transitions, state):
    seen = set()
    while state not in seen:  # ok: TK202
        seen.add(state)  # ok: TK202
        state = transitions[state]  # ok: TK201
    return seen


def nodes_by_depth(tree, node, depth=0):
    table = {node: depth}  # ok: TK201
    for x in tree.get(node, ()):  # ok: TK201
        table.update(nodes_by_depth(tree, x, depth + 1))  # ok: TK201
    return table


marks = read_annotations(["car 1 2 3 4", "dog 0 0 1 1"])
print(index_labels(marks), hyper_parameters("lr=0.1,decay=0.01"))
print(list(layers_by_feature([("age", 1), ("zip", 5)])))
print(walk({"idle": "run", "run": "idle"}, "idle"), nodes_by_depth({"a": ["b", "c"]}, "a"))
