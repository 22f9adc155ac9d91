"""Statistics that are kept by shape, although they come from the content."""
import numpy as np
import torch

scales, offsets, masks = {}, {}, {}


def scaled(batch: np.ndarray):
    if batch.shape not in scales:
        scales[batch.shape] = batch.std(axis=0)  # expect: TK304
    return batch / scales[batch.shape]


def masked(batch: np.ndarray):
    if batch.shape not in masks:
        masks[batch.shape] = np.tri(*batch.shape)  # ok: TK304
    return batch * masks[batch.shape]


class Whitening(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.covariances, self.buffers_by_shape = {}, {}

    def forward(self, x: torch.Tensor):
        key = tuple(x.shape)  # expect: TK304
        if key not in self.covariances:
            centred = x - x.mean(dim=0)
            self.covariances[key] = centred.t() @ centred
        return x @ self.covariances[key]

    def workspace(self, x: torch.Tensor):
        key = (tuple(x.shape), x.dtype)  # ok: TK304
        if key not in self.buffers_by_shape:
            self.buffers_by_shape[key] = torch.zeros_like(x)
        return self.buffers_by_shape[key]


first, second = np.array([[1.0, 2.0], [3.0, 6.0]]), np.array([[1.0, 2.0], [9.0, 2.5]])
scaled(first)
assert not np.allclose(scaled(second), second / second.std(axis=0))
assert masked(second)[0, 1] == 0
layer = Whitening()
layer(torch.eye(2))
print(layer(torch.ones(2, 2)), layer.workspace(torch.ones(3)))
