"""Small arguments for calls of modelled functions: every role, and names that libraries use for the rest."""

from __future__ import annotations

import itertools
from typing import Any, Callable, Iterator

import numpy as np

import model

ABSENT = object()

# For parameters that have no role; the first value that a call accepts is used.
SQUARE = np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 0.0], [1.0, 0.0, 4.0]])
VECTOR = np.array([0.5, 0.25, 0.75])
NAMED: dict[str, list[Any]] = {
    "X": [SQUARE], "Y": [SQUARE], "y": [[0, 1, 1]], "XA": [SQUARE], "XB": [SQUARE], "raw_documents": [["one two"]],
    "y_true": [[0, 1, 1]], "y_pred": [[0, 1, 1]], "y_score": [[0.1, 0.7, 0.9]], "in1": [SQUARE], "in2": [SQUARE],
    "cost_matrix": [SQUARE], "csgraph": [SQUARE], "XX": [SQUARE], "seed": [0], "sigma": [1], "labels": [[0, 1, 1]],
    "m": [SQUARE], "A": [SQUARE], "B": [SQUARE], "input": [SQUARE], "f": [VECTOR, 2], "v": [VECTOR, 2],
    "ar1": [VECTOR], "ar2": [VECTOR], "arr": [VECTOR], "x1": [SQUARE], "x2": [SQUARE], "other": [SQUARE],
    "arrays": [[SQUARE, SQUARE]], "keys": [(VECTOR, VECTOR)], "sample": [SQUARE], "condition": [VECTOR > 0.3],
    "mask": [VECTOR > 0.3], "test_elements": [VECTOR], "buffer": [b"12345678" * 2], "boundaries": [VECTOR],
    "indices": [np.array([0, 1])], "data": [[[1, 2], [3, 4]]], "limit": [0.3], "xp": [[0.0, 1.0]],
    "fp": [[0.0, 1.0]], "dimensions": [(2, 3)], "u": [VECTOR], "weights": [None],
    "vec": [VECTOR], "vec2": [VECTOR], "mat": [SQUARE], "mat1": [SQUARE], "mat2": [SQUARE], "multi_index": [(1, 2)],
    "weight": [SQUARE], "target": [SQUARE], "axes": [1], "casting": [None], "window_shape": [2], "beta": [0.5],
    "k": [1], "n": [2], "N": [3], "M": [3], "num": [3], "steps": [3], "bins": [3], "length": [2], "p": [2],
    "q": [0.5], "deg": [1], "decimals": [1], "repeats": [2], "reps": [2], "shift": [1], "shifts": [1],
    "axis1": [0], "axis2": [1], "dim0": [0], "dim1": [1], "dims": [0, (0,)], "dim": [0], "chunks": [2],
    "split_size": [1], "indices_or_sections": [1, 2], "pad_width": [1], "fill_value": [0], "obj": [0],
    "values": [0], "start": [0], "stop": [4], "end": [4], "num_samples": [1], "num_classes": [9],
    "low": [0], "high": [5], "a_min": [0], "a_max": [1], "min": [0], "max": [1], "kth": [1], "c": [3], "a": [SQUARE, VECTOR, 1, 3], "b": [SQUARE, 2], "ngood": [3], "nbad": [3], "nsample": [2], "s": [1.5], "window_length": [4],
    "row": [3], "col": [3], "d": [1.0], "mean": [0.0], "std": [1.0], "ndigits": [1], "new_shape": [(4,)],
    "kernel_size": [1], "sizes": [(2, 2)],
}


def sample_arrays() -> list[np.ndarray]:
    """Ranks 0 to 3, floats, ints and bools; square where rank 2, so that linear algebra takes them."""
    square = np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 0.0], [1.0, 0.0, 4.0]])
    return [np.array(0.5), np.array([0.5, 0.25, 0.75]), square, np.stack([square, square + 1]),
            np.array([3, 1, 2]), np.array([[1, 2, 3], [4, 5, 6], [7, 8, 10]]), np.array([True, False, True])]


def bare_values() -> list[Any]:
    return [0.5, 3, [0.5, 0.25], [[1, 2], [3, 4]]]


def choices(param: model.Parameter, x: Any, like: Callable[[np.ndarray], Any]) -> list[Any]:
    """Values to try for one parameter, ABSENT first where the call may do without."""
    role = param.role
    if role == "x":
        return [x]
    if param.name == "q":
        return [0.5, like(np.array([0.25, 0.5]))]
    if role == "count":
        return [2, (2, 3)]
    if role == "y":
        return [x, ABSENT]
    if role == "value":
        return [x, ABSENT]
    if role == "axis":
        return [ABSENT, 0, -1]
    if role in ("keepdims", "return_inverse", "return_counts", "return_index", "as_tuple"):
        return [ABSENT, True]
    if role == "shape":
        return [ABSENT, 3, (2, 3)]
    if role == "dtype":
        return [ABSENT]
    if role == "index":
        return [0, like(np.array([0, 0])), ABSENT]
    if param.keyword_only:
        return [ABSENT]
    return [ABSENT] + [like(v) if isinstance(v, np.ndarray) else v for v in NAMED.get(param.name, [])]


def calls(function: model.Function, x: Any, like: Callable[[np.ndarray], Any],
          most: int) -> Iterator[tuple[list, dict, dict[str, Any]]]:
    """Positional arguments, keywords, and what each role got."""
    many = function.transfer in ("stack", "concat")
    first = [x, x] if many else x
    options = [choices(param, first, like) for param in function.params]
    for values in itertools.islice(itertools.product(*options), most):
        args, keywords, roles, skipped = [], {}, {}, False
        for param, value in zip(function.params, values):
            if value is ABSENT:
                skipped = True
                continue
            if param.variadic:
                if skipped:
                    break
                spread = value if param.role == "shape" and isinstance(value, tuple) else (value,)
                if function.transfer == "meshgrid":
                    spread = (value, value)
                    roles["_variadic"] = spread
                args.extend(spread)
            elif skipped or param.keyword_only:
                keywords[param.name] = value
            else:
                args.append(value)
            if param.role:
                roles[param.role] = value
        else:
            if function.transfer == "meshgrid":
                args, roles["_variadic"] = [x, x], (x, x)
            yield args, keywords, roles
