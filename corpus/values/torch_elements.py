"""Elements of tensors are tensors: by subscript, in loops, from pairs and from loaders."""
import torch
from torch.utils.data import DataLoader, TensorDataset

labels = torch.tensor([0, 2, 1])
edges = torch.tensor([[0, 1], [1, 2]])

reveal_value(labels[0])  # is: torch.Tensor rank=0 dtype=int64 definite
reveal_value(edges[0])  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(edges[0, 1])  # is: torch.Tensor rank=0 dtype=int64 definite
reveal_value(edges[:, 1])  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(labels[labels > 0])  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(labels[None, :])  # is: torch.Tensor rank=2 dtype=int64 definite
reveal_value(labels[0].item())  # is: int definite

for label in labels:
    reveal_value(label)  # is: torch.Tensor rank=0 dtype=int64 definite
for source, target in edges.t():
    reveal_value(source)  # is: torch.Tensor rank=0 dtype=int64 definite
for source, target in edges.tolist():
    reveal_value(source)  # is: int definite
for number, row in enumerate(edges):
    reveal_value(row)  # is: torch.Tensor rank=1 dtype=int64 definite
for pair in zip(labels, edges):
    reveal_value(pair)  # is: tuple[torch.Tensor rank=0 dtype=int64, torch.Tensor rank=1 dtype=int64] definite

reveal_value(list(labels))  # is: list[torch.Tensor rank=0 dtype=int64] definite
reveal_value(tuple(labels.tolist()))  # is: tuple[int, ...] definite
u, v = edges[0]
reveal_value(v)  # is: torch.Tensor rank=0 dtype=int64 definite

loader = DataLoader(TensorDataset(torch.randn(4, 2), torch.arange(4)), batch_size=2)
for features, targets in loader:
    reveal_value(targets)  # is: torch.Tensor rank=1 dtype=int64 definite
    reveal_value(targets[0])  # is: torch.Tensor rank=0 dtype=int64 definite
for step, batch in enumerate(loader):
    reveal_value(step)  # is: int definite
    reveal_value(batch[0])  # is: torch.Tensor rank=2 dtype=float32 definite
