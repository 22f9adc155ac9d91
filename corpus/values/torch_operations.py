"""Elementwise operations, reductions and shapes of tensors; a reduction stays a tensor."""
import torch

x = torch.ones(3, 4)
labels = torch.tensor([0, 2, 1])
logits = torch.randn(3, 5)

reveal_value(x + 1)  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(labels * 2)  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(labels / 2)  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(labels == 1)  # is: torch.Tensor rank=1 dtype=bool definite
reveal_value(x.sum())  # is: torch.Tensor rank=0 dtype=float32 definite
reveal_value(labels.sum())  # is: torch.Tensor rank=0 dtype=int64 definite
reveal_value(x.mean(dim=1))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(x.sum(1, keepdim=True))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(logits.argmax(dim=1))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.argmax(logits))  # is: torch.Tensor rank=0 dtype=int64 definite
reveal_value(torch.softmax(logits, dim=-1))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.relu(logits))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value((labels == labels).all())  # is: torch.Tensor rank=0 dtype=bool definite
reveal_value(torch.equal(labels, labels))  # is: bool definite
reveal_value(x.view(-1))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(x.reshape(2, 2, 3))  # is: torch.Tensor rank=3 dtype=float32 definite
reveal_value(x.flatten())  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(x.t())  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(x.permute(1, 0))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(labels.unsqueeze(0))  # is: torch.Tensor rank=2 dtype=int64 definite
reveal_value(torch.stack([labels, labels]))  # is: torch.Tensor rank=2 dtype=int64 definite
reveal_value(torch.cat([x, x], dim=0))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(x @ x.T)  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.unique(labels))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.nonzero(x))  # is: torch.Tensor rank=2 dtype=int64 definite
reveal_value(torch.where(labels > 0, labels, 0))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(labels.float().mean())  # is: torch.Tensor rank=0 dtype=float32 definite

values, indices = logits.topk(2)
reveal_value(values)  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(indices)  # is: torch.Tensor rank=2 dtype=int64 definite
best, where = logits.max(dim=1)
reveal_value(where)  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(logits.max(dim=1).values)  # is: torch.Tensor rank=1 dtype=float32 definite
order = logits.sort(dim=1)[1]
reveal_value(order)  # is: torch.Tensor rank=2 dtype=int64 definite
