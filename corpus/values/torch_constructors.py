"""Tensors by the ways that they are made."""
import numpy as np
import torch

N = 3

reveal_value(torch.tensor([1, 2]))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.tensor([[1.0, 2.0]]))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.tensor(3))  # is: torch.Tensor rank=0 dtype=int64 definite
reveal_value(torch.tensor([1, 2], dtype=torch.float64))  # is: torch.Tensor rank=1 dtype=float64 definite
reveal_value(torch.tensor([True]))  # is: torch.Tensor rank=1 dtype=bool definite
reveal_value(torch.zeros(2, 3))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.zeros((2, 3)))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.ones(N))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(torch.full((2, 2), 1.5))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.empty(N, N, dtype=torch.long))  # is: torch.Tensor rank=2 dtype=int64 definite
reveal_value(torch.arange(N))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.arange(0.0, 1.0, 0.5))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(torch.linspace(0, 1, N))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(torch.eye(N))  # is: torch.Tensor rank=2 dtype=float32 definite
reveal_value(torch.rand(2, 3, 4))  # is: torch.Tensor rank=3 dtype=float32 definite
reveal_value(torch.randn(5))  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(torch.randint(0, 5, (4,)))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.randperm(N))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.zeros_like(torch.arange(2)))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.from_numpy(np.zeros((2, 2))))  # is: torch.Tensor rank=2 dtype=float64 definite
reveal_value(torch.as_tensor(np.arange(3)))  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.ones(2).numpy())  # is: numpy.ndarray rank=1 dtype=float32 definite
reveal_value(torch.ones(2)[0].numpy())  # is: numpy.ndarray rank=0 dtype=float32 definite
reveal_value(torch.tensor(1).item())  # is: int definite
reveal_value(torch.tensor(1.5).item())  # is: float definite
reveal_value(torch.ones(2, 2).tolist())  # is: list[list[float]] definite
reveal_value(int(torch.tensor(1)))  # is: int definite
reveal_value(torch.ones(2, 3).size(0))  # is: int definite
reveal_value(torch.ones(2).long())  # is: torch.Tensor rank=1 dtype=int64 definite
reveal_value(torch.ones(2).to(torch.float16))  # is: torch.Tensor rank=1 dtype=float16 definite
reveal_value(torch.ones(2, requires_grad=True).detach().cpu())  # is: torch.Tensor rank=1 dtype=float32 definite
reveal_value(torch.nn.Parameter(torch.ones(2)))  # is: torch.nn.Parameter rank=1 dtype=float32 definite
