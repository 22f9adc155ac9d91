"""A training loop keeps its losses and looks at them as a column."""
import pandas as pd
import torch

torch.manual_seed(1)
weight = torch.ones(2, requires_grad=True)
history = []
numbers = []
for step in range(4):
    loss = (weight * (step % 2)).sum()
    history.append(loss.detach())
    numbers.append(loss.item())

curve = pd.Series(history)
levels = pd.Series(numbers)

plateau = curve.duplicated()  # expect: TK213
flat = levels.duplicated()  # ok: TK213
seen = levels.isin([0.0, 2.0])  # ok: TK213
print(plateau.any(), flat.any(), seen.sum(), len(curve))

stages = curve.unique()  # expect: TK213
steps = levels.unique()  # ok: TK213
print(len(stages), len(steps), levels.map({0.0: "start"}).tolist())

rounded = curve.map(lambda value: round(value.item(), 3))
print(rounded.value_counts())  # ok: TK213
