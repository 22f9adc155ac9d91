"""Half precision in torch and in numpy; the dtypes of torch are objects that sets find."""
import numpy as np
import torch

HALF = {torch.float16, torch.bfloat16}
HALF_ARRAYS = {np.float16}
NAMES = {torch.float32: "single", torch.float16: "half"}


def is_half(tensor):
    return tensor.dtype in HALF, NAMES.get(tensor.dtype)  # ok: TK401


def is_half_array():
    array = np.zeros(3, dtype=np.float16)
    return array.dtype in HALF_ARRAYS  # expect: TK401


def is_half_scalar():
    number = np.float16(0.5)
    return type(number) in HALF_ARRAYS, number.dtype == np.float16  # ok: TK401


def widened():
    array = torch.zeros(3).numpy()
    return array.astype(np.float64) if array.dtype in {np.float32} else array  # expect: TK401


def widened_right():
    array = torch.zeros(3).numpy()
    return array.astype(np.float64) if array.dtype == np.float32 else array  # ok: TK401


print(is_half(torch.zeros(2)), is_half_array(), is_half_scalar(), widened(), widened_right())
