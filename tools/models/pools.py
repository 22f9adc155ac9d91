"""Arguments to try: arrays of every rank, dtype and class that functions of a library take, and what else parameters
of a certain name mean."""

from __future__ import annotations

import copy
from typing import Any, Callable

import numpy as np

import estimators
import instances
import samples
import surface

# Parameters that say nothing of the result, or make the call write or end elsewhere.
NEVER = {"like", "device", "name", "layout", "requires_grad", "pin_memory", "memory_format", "generator", "rng",
         "random_state", "seed", "sharding", "out_sharding", "where", "casting", "order", "subok", "signature", "extobj",
         "workers", "parallel_iterations", "swap_memory", "back_prop", "experimental_device", "cmap", "verbose", "buf",
         "path_or_buf", "path", "excel_writer", "con", "ax", "figsize", "storage_options", "engine", "stacklevel",
         "precision", "preferred_element_type", "backend", "check_finite", "overwrite_a", "overwrite_b", "overwrite_x",
         "max_rows", "inplace"}
AXES = [0, -1, 1, (0,), (0, 1), None, [0], [0, 1]]
INTS = [0, 1, 2, -1, 3]
BY_NAME: dict[str, list[Any]] = {
    "axis": AXES, "dim": AXES, "axes": AXES, "dims": AXES, "size": [3, (2, 3), None], "shape": [3, (2, 3)],
    "n": [1, 2, 4], "k": [0, 1, 2], "N": [3, None], "M": [3], "s": [(2, 2), 1.5], "q": [0.5, [0.25, 0.5]],
    "padding": ["SAME", "VALID", 1, "same"], "strides": [1, [1, 1, 1, 1], 2], "ksize": [2, [1, 2, 2, 1]],
    "block_size": [2], "blocksize": [2], "kernel_size": [1, 2, (1, 1)], "output_size": [1, 2, (2, 2)],
    "stride": [1, 2], "groups": [1], "num_segments": [3], "depth": [4], "num_classes": [9, 3], "upscale_factor": [1],
    "downscale_factor": [1], "equation": ["ij,jk->ik", "ij->i"], "permutation": [[0], [1, 0]],
    "perm": [[0], [1, 0], [2, 0, 1]], "norm": ["ortho"], "lower": [True], "dtype": [], "out": [], "p": [2, 1, 0.5],
    "ord": [1, 2, "fro"], "pattern": ["a"], "rewrite": ["b"], "pos": [0], "len": [1], "separator": [" "],
    "ngram_width": [1], "num_buckets": [4], "key": [[1, 2]], "input_encoding": ["UTF-8"], "chars": ["a"],
    "output_encoding": ["UTF-8"], "errors": ["replace"], "template": ["a{}"], "maxlen": [3], "lengths": [[1, 2, 1]],
    "old": ["a"], "new": ["b"], "sub": ["a"], "prefix": ["a"], "suffix": ["a"], "width": [5], "sep": ["a"],
    "paddings": [[[1, 1]], [[1, 1], [1, 1]]], "multiples": [[2], [2, 1]], "mode": [], "method": [], "level": [0],
    "freq": ["D"], "by": [0, "a"], "func": ["sum", "max", len], "start": [0, 1], "end": [3], "stop": [3],
    "fill_value": [0, 1.5], "value": [0, 1.5], "key_or_none": [], "index": [0, [0, 1]], "label": [0, 1],
    "num_lower": [1], "num_upper": [1], "diagonal": [0, 1], "alpha": [1.0, 0.5], "beta": [1.0, 0.5],
    "num": [3], "steps": [3], "bins": [3, [0.0, 1.0, 2.0]], "repeats": [2], "repetitions": [2], "reps": [2, (2, 2)],
    "window_length": [4], "n_fft": [4], "M_": [4], "frame_length": [2], "frame_step": [1], "low": [0.0, 0],
    "high": [1.0, 5], "minval": [0.0, 0], "maxval": [1.0, 5], "loc": [0.0], "scale": [1.0], "rate": [0.1, 1.0],
    "offsets": [0], "offset": [1, 0], "decimals": [1], "deg": [1], "degree": [1], "periods": [1], "window": [2],
    "name": ["a"], "names": [["a", "b"]], "columns": [["a"]], "labels": [0, [0]], "decimal": [","],
    "target_height": [3], "target_width": [3], "offset_height": [0], "offset_width": [0], "central_fraction": [0.5],
    "delta": [0.1], "max_delta": [0.1], "contrast_factor": [0.5], "saturation_factor": [0.5], "gamma": [0.5],
    "lower_": [0.1], "upper": [0.9, 2.0], "max_value": [4], "jpeg_quality": [90], "crop_size": [[2, 2]],
    "boxes": [[[0.0, 0.0, 1.0, 1.0]]], "box_indices": [[0]], "box_ind": [[0]], "sizes": [[1, 1, 1, 1], (2, 2)],
    "rates": [[1, 1, 1, 1]], "new_height": [2], "orient": ["dict", "list", "records"], "max_output_size": [1],
    "scores": [[0.5]], "rho": [0.5], "perplexity": [2.0], "dimension": [0], "index_type": ["unit"], "j": [0], "i": [0],
    "sections": [1], "indices_or_sections": [1, 2, [1]], "num_or_size_splits": [1], "num_split": [1], "capacity": [2],
    "split_size": [1], "split_size_or_sections": [1], "split_sizes": [[1, 2], [3]], "shifts": [1], "shift": [1],
    "dim0": [0], "dim1": [1], "axis0": [0], "axis1": [0], "axis2": [1], "source": [0], "destination": [-1],
    "min_length": [0], "length": [2, 4], "full_matrices": [False], "unit": ["s"], "data": ["2020-01-01"],
    "kind": [], "side": [], "nan": [0.0], "func1d": [np.sum], "function": [], "newshape": [(-1,)], "dropout_p": [0.0],
    "batch_size": [2, 1], "count": [2], "count_": [2], "buffer_size": [2], "num_parallel_calls": [None],
    "seed_": [1], "num_shards": [2], "predicate": [lambda *a: True], "num_samples": [2], "total_length": [4],
}
# An array in the place of one of these says nothing of how people call a function.
NUMBERS = {"fill_value", "ddof", "correction", "rtol", "atol", "tol", "rcond", "d", "base"}
CALLABLES = {"f", "fn", "fun", "func", "function", "body", "callable", "map_func", "transformation_func", "callback",
             "predicate", "true_fn", "false_fn", "body_fun", "op", "reduce_func", "computation", "callable_"}
FUNCTIONS = [lambda *given: given[0], lambda *given: None]
SECONDS = {"y", "b", "x2", "other", "v2", "mat2", "vec2", "tensor2", "X2", "q_", "B", "y_pred", "logits", "mu", "rhs"}
INTEGERS = {"segment_ids", "indices", "index", "labels", "target", "ids", "idx", "positions", "group_ids", "counts"}
MASKS = {"mask", "condition", "cond", "pred", "which"}


def receivers(owner: str) -> list[Callable[[], Any]]:
    """What makes the instances that methods of a class are called on; a fresh one for every call."""
    if owner in surface.ESTIMATORS:
        return [lambda one=one: copy.deepcopy(one) for one in estimators.trained(owner)]
    count = len(of(owner))
    return [lambda place=place: of(owner)[place] for place in range(count)]


FRAMES = {
    "pandas.DataFrame": ["pd.DataFrame({'a': [1, 2, 2], 'b': [1.5, 2.5, 3.5]})", "pd.DataFrame(np.eye(2))",
                         "pd.DataFrame({'a': ['x', 'y'], 'b': [None, 'z']})", "pd.DataFrame()",
                         "pd.DataFrame(np.ones((4, 2)), index=pd.date_range('2020-01-01', periods=4), columns=['a', 'b'])",
                         "pd.DataFrame(np.ones((2, 1)), index=pd.MultiIndex.from_tuples([(1, 2), (1, 3)]), columns=['a'])"],
    "pandas.Series": ["pd.Series([1.5, 2.5, 1.5])", "pd.Series([1, 2, 2], index=['a', 'b', 'c'])",
                      "pd.Series(['x', 'y'])", "pd.Series(pd.date_range('2020-01-01', periods=3))",
                      "pd.Series([True, False])", "pd.Series([1.0, 2.0], pd.date_range('2020-01-01', periods=2))",
                      "pd.Series([1, 2], pd.MultiIndex.from_tuples([(1, 2), (1, 3)]))", "pd.Series([], dtype=float)",
                      "pd.Series(['a', 'b', 'a'], dtype='category')", "pd.Series([np.ones(2), np.ones(3)])",
                      "pd.Series([pd.Timedelta('1D')] * 2, name='d')"],
    "pandas.Index": ["pd.Index([1, 2, 4])", "pd.Index(['a', 'b'])", "pd.Index([1.5, 2.5])", "pd.Index([True, False])",
                     "pd.RangeIndex(3)", "pd.date_range('2020-01-01', periods=3)", "pd.Index(['a', 'b'], dtype='category')",
                     "pd.MultiIndex.from_tuples([(1, 2), (1, 3)])", "pd.Index([1, 1, 2], name='n')"],
    "pandas.MultiIndex": ["pd.MultiIndex.from_tuples([(1, 2), (1, 3)])",
                          "pd.MultiIndex.from_product([['a', 'b'], [1, 2]], names=['l', 'm'])"],
    "pandas.DatetimeIndex": ["pd.date_range('2020-01-01', periods=3)", "pd.date_range('2020-01-01', periods=3, tz='UTC')",
                             "pd.DatetimeIndex(['2020-01-01', '2020-01-05', None])"],
    "pandas.Timestamp": ["pd.Timestamp('2020-01-01')", "pd.Timestamp('2020-01-01 10:00', tz='UTC')"],
    "pandas.Timedelta": ["pd.Timedelta('1D')", "pd.Timedelta('1h 2s')"],
    "numpy.ma.MaskedArray": ["np.ma.array([1.0, 2.0], mask=[0, 1])", "np.ma.array([[1, 2], [3, 4]], mask=[[0, 1], [0, 0]])",
                             "np.ma.array(1.5)", "np.ma.array([True, False])", "np.ma.array(np.ones((2, 1, 3)))",
                             "np.ma.array([1 + 2j])", "np.ma.array(['a', 'b'])"],
    "numpy.matrix": ["np.matrix([[1.0, 2.0], [3.0, 4.0]])", "np.matrix([[1, 2]])", "np.matrix([[True]])"],
    "tensorflow.Variable": ["tf.Variable([1.0, 2.0])", "tf.Variable(1.0)", "tf.Variable([[1, 2], [3, 4]])"],
    "tensorflow.data.Dataset": ["tf.data.Dataset.range(3)", "tf.data.Dataset.from_tensor_slices(([1, 2], ['a', 'b']))"],
    "xarray.DataArray": ["xr.DataArray(np.arange(3.0), dims='x')", "xr.DataArray(np.eye(3), dims=('x', 'y'))",
                         "xr.DataArray(1)", "xr.DataArray([1, 2], dims='x', coords={'x': [10, 20]})"],
    "xarray.Dataset": ["xr.Dataset({'a': ('x', np.arange(3.0))})",
                       "xr.Dataset({'a': (('x', 'y'), np.eye(3)), 'b': 1}, coords={'x': [1, 2, 3]})"],
    "xarray.Variable": ["xr.Variable('x', np.arange(3.0))", "xr.Variable(('x', 'y'), np.eye(3))"],
}


# What functions and methods of other array libraries get, and what makes one of their arrays.
OWN = {
    "awkward": ["ak.Array([1.5, 2.5, 0.5])", "ak.Array([[1, 2], [3]])", "ak.Array([True, False, True])",
                "ak.Array([{'x': 1, 'y': [1, 2]}])", "ak.Array([[[1.5], []], []])", "np.ones((2, 3))", "[1, 2]"],
    "polars": ["pl.Series('a', [1, 2, 1])", "pl.Series('b', [1.5, 2.5, 0.0])", "pl.DataFrame({'a': [1, 2], 'b': [1.5, 2.5]})",
               "pl.Series('c', ['x', 'y', 'x'])", "pl.col('a')", "pl.LazyFrame({'a': [1, 2]})", "[1, 2]", "'a'", "2"],
    "pyarrow": ["pa.array([1, 2, 1])", "pa.array([1.5, 2.5])", "pa.array(['x', 'y'])", "pa.chunked_array([[1, 2], [3]])",
                "pa.table({'a': [1, 2]})", "pa.scalar(1)", "pa.array([True, False])", "[1, 2]", "'a'"],
}
LIKE = {"awkward": "ak.from_numpy", "polars": "(lambda a: pl.Series(np.ravel(a)))", "pyarrow": "(lambda a: pa.array(np.ravel(a)))"}


def of(owner: str) -> list[Any]:
    if owner in FRAMES:
        return [instances.evaluated(text) for text in FRAMES[owner]]
    if owner == "numpy.generic":
        return [np.float64(1.5), np.int32(3), np.bool_(True), np.complex64(1j), np.str_("a")]
    return instances.of(owner)


def arrays() -> list[np.ndarray]:
    """Beside the samples: sizes of one, which squeezing drops; four dimensions; other dtypes."""
    square = np.array([[2.0, 0.0, 1.0], [0.0, 3.0, 0.0], [1.0, 0.0, 4.0]])
    return samples.sample_arrays() + [
        np.ones((1, 3)), np.ones((3, 1)), np.ones(1), np.ones((1, 4, 4, 2)), np.array([[True, False], [True, True]]),
        np.array([1.0 + 2.0j, 3.0]), np.array([1, 2, 3], dtype=np.uint8), square.astype(np.float16)]


def masked(array: np.ndarray) -> np.ma.MaskedArray:
    """With its first element masked."""
    mask = np.zeros(array.shape, bool)
    mask.flat[:1] = True
    return np.ma.array(array, mask=mask)


class Pool:
    """Arguments for one function."""

    def __init__(self, library: str, function: str):
        self.library, self.function = library, function
        self.inputs, self.like = self.of_library()

    def of_library(self) -> tuple[list[Any], Callable[[np.ndarray], Any]]:
        space = instances.namespace()
        if self.library == "torch":
            torch = space["torch"]
            made = [torch.tensor(np.float32(a) if a.dtype == np.float64 else a) for a in arrays()]
            made[5:5] = [torch.nn.Parameter(torch.tensor([0.5, 0.25, 0.75])), torch.ones(2, 2, dtype=torch.float64)]
            return made + [torch.ones(2, 3, 4, 4), torch.ones(1, 2, 4, 4, 4)], lambda a: torch.tensor(
                np.float32(a) if a.dtype == np.float64 else a)
        if self.library == "tensorflow":
            make = space["tf"].constant
            small = [np.float32(a) if a.dtype == np.float64 else np.int32(a) if a.dtype == np.int64 else a
                     for a in arrays() if a.dtype != np.float16]
            made = [make(a) for a in small]
            if "strings" in self.function:
                made = [make(["ab", "c d"]), make("a b"), make([["a", "b"]])] + made
            made[5:5] = [space["tf"].Variable([0.5, 0.25, 0.75]), small[1],
                         space["tf"].ones((2, 3), space["tf"].float64), space["tf"].ones((), space["tf"].float16)]
            return made + [make(np.ones((1, 2, 4, 4, 2), np.float32)), make(["ab", "c d"]), make("a b")], \
                lambda a: make(np.float32(a) if a.dtype == np.float64 else a)
        if self.library == "jax":
            make = space["jnp"].asarray
            picked = arrays()
            return [make(picked[place]) for place in (2, 1, 0, 4, 7, 3, 6, 12)] + [np.ones(3)], make
        if self.function.startswith("numpy.ma."):
            return [np.ma.array(a) for a in arrays()[:3]] + [masked(a) for a in arrays()] + arrays()[:4] + samples.bare_values(), np.ma.array
        if self.function.startswith(("numpy.char", "numpy.strings")):
            texts = [np.array(["ab", "c d"]), np.array([["a", "b"]]), np.array("ab"), np.array([b"ab", b"c"])]
            return texts + ["ab", ["a", "b"]], lambda a: a
        if self.library in OWN:
            made = [instances.evaluated(text) for text in OWN[self.library]]
            return made, instances.evaluated(LIKE[self.library])
        if self.library == "sklearn":
            return [arrays()[place] for place in (2, 5, 1, 4, 7, 8)] + [["a", "b", "a"], [[1, 2], [3, 4]]], lambda a: a
        if self.function.startswith(("scipy.sparse.", "scipy.stats.")):
            sparse = [space["sp"].csr_matrix(np.eye(3)), space["sp"].coo_array(np.eye(3)), space["sp"].lil_matrix(np.eye(2))]
            found = sparse + arrays()[1:3] if "sparse" in self.function else [arrays()[1], *arrays()[:8]]
            return found + samples.bare_values(), lambda a: a
        if self.function.startswith("scipy.linalg."):
            square = arrays()[2]
            return [square, np.float32(square), square * (1 + 1j), *arrays()[:8], *samples.bare_values()], lambda a: a
        if self.library in ("pandas", "xarray"):
            frames = [value for owner in FRAMES if owner.startswith(self.library) for value in of(owner)[:2]]
            return frames + arrays()[1:3] + [["a", "b"], "2020-01-01", 1.5], lambda a: a
        return arrays()[:8] + samples.bare_values() + arrays()[8:], lambda a: a

    def mains(self, name: str, fresh: Callable | None) -> list[Any]:
        """Values of the first required argument; a method is tried with values like its own instance first."""
        if name in ("tensors", "arrays", "values", "tup", "xs", "operands", "objs", "tensor_list", "inputs_list") or (
                self.library == "tensorflow" and name == "inputs"):
            return [[x, x] for x in self.inputs] + self.inputs
        if name == "dtype":
            return self.dtypes()
        if fresh is not None:
            return [fresh(), *self.named(name), *self.inputs[:5], *INTS[:3], "a"]
        if name in CALLABLES:
            return [*FUNCTIONS, *self.inputs[:3]]
        return [*self.named(name), *self.inputs]

    def named(self, name: str) -> list[Any]:
        listed = BY_NAME.get(name, []) + [self.like(v) if isinstance(v, np.ndarray) else v
                                          for v in samples.NAMED.get(name, [])]
        if self.library == "jax" and name in ("key", "keys"):
            import jax
            return [jax.random.key(0)]
        return listed

    def values(self, name: str, x: Any, first: bool) -> list[Any]:
        """For a required argument beside the main one, which is x."""
        if first:
            return [x]
        if name == "dtype":
            return self.dtypes()
        if name in CALLABLES:
            return FUNCTIONS
        if name in INTEGERS:
            return [self.like(np.array([0, 0, 1])), self.like(np.array([0, 1])), 0, x, self.like(np.array([[0, 1, 0]]))]
        if name in MASKS:
            return [self.like(np.array([True, False, True])), True, x]
        if name in SECONDS:
            return [x, self.inputs[1], 2, self.inputs[2]]
        named = self.named(name)
        return [*named[:2], x, self.inputs[3], 2, self.like(np.array([0.5, 0.25, 0.75])), *named[2:],
                *([] if named else [[1, 2], "a"])]

    def optional(self, param: Any, base: Any) -> list[Any]:
        """Values to try for an optional argument, the default left out."""
        if param.name == "dtype":
            return self.dtypes()
        if param.name == "out":
            kept = hasattr(base.result, "shape") and len(base.result.shape) and self.library in ("numpy", "torch")
            return [base.result.copy() if hasattr(base.result, "copy") else base.result.clone()] if kept else []
        if isinstance(param.default, bool):
            return [not param.default]
        named = [*param.words, *self.named(param.name)]
        if param.name in NUMBERS:
            return named or [0.5, 2]
        if named and not param.words and not any(isinstance(v, (list, tuple, str)) for v in named):
            named[2:2] = [self.like(np.array([0.5, 0.25, 0.75])), self.inputs[3]]     # may an array be given, too?
        if not named and param.name in CALLABLES:
            named = FUNCTIONS
        if not named and isinstance(param.default, (int, float)):
            named = [param.default + 1, 2, 0, self.like(np.array([1, 1, 1]))]
        x = next((v for v in base.given.values() if hasattr(v, "shape")), None)
        general = [] if named else [True, 1, "a", (0, 1), [0], self.like(np.array([0.5, 0.25, 0.75]))]
        general += [] if x is None or named else [x]
        return [v for v in [*named, *general] if not (isinstance(v, (int, str, bool)) and v == param.default
                                                      and type(v) is type(param.default))]

    def dtypes(self) -> list[Any]:
        if self.library in ("torch", "tensorflow"):
            space = instances.namespace()["torch" if self.library == "torch" else "tf"]
            return [space.float32, space.int64, space.float64, space.complex64]
        return [np.dtype("float32"), np.dtype("int64"), np.dtype("complex64")]
