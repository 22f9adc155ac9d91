"""Arrays in files: what archives of numpy, HDF5, zarr and safetensors give back."""
import os
import tempfile

import h5py
import numpy as np
import torch
import zarr
from safetensors import safe_open
from safetensors.torch import load_file, save_file

folder = tempfile.mkdtemp()
archive = os.path.join(folder, "digits.npz")
np.savez(archive, images=np.zeros((4, 2)), labels=np.arange(4))
data = np.load(archive)
images, labels = data["images"], data["labels"]
reveal_value(images)  # is: numpy.ndarray definite
found = {}
found[labels.tobytes()] = images
reveal_value(np.load(archive, allow_pickle=True))  # is: unknown

with h5py.File(os.path.join(folder, "digits.h5"), "w") as file:
    file.create_dataset("x", data=np.arange(6.0).reshape(2, 3))
    file["count"] = 3
    reveal_value(file["x"])  # is: h5py.Dataset | h5py.Group definite
    reveal_value(file["x"][:])  # is: numpy.ndarray definite
    reveal_value(file["x"][...])  # is: numpy.ndarray definite
    reveal_value(file["count"][()])  # is: unknown
    for name in file:
        reveal_value(name)  # is: str definite
    for name, part in file.items():
        reveal_value(part)  # is: h5py.Dataset | h5py.Group definite

grid = zarr.zeros((3, 3))
reveal_value(grid[:, 1:])  # is: numpy.ndarray definite
reveal_value(grid[0])  # is: unknown

weights = os.path.join(folder, "weights.safetensors")
save_file({"w": torch.ones(2, 2)}, weights)
for name, tensor in load_file(weights).items():
    reveal_value(tensor)  # is: torch.Tensor definite
with safe_open(weights, framework="pt") as opened:
    for name in opened.keys():
        reveal_value(opened.get_tensor(name))  # is: torch.Tensor definite
    lookup = {opened.get_tensor(name): name for name in opened.keys()}  # expect: TK201
