"""The public surface of a library: every name it offers to be called, and what is left out of the count, and why."""

from __future__ import annotations

import importlib
import inspect
import sys
import types
import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator

from facts import resolve


@dataclass
class Surface:
    """modules and classes are those that the library documents as its public interface."""

    modules: list[str]
    classes: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)   # qualified prefix: why


def under(package: str, names: str) -> list[str]:
    return [package] + [f"{package}.{name}" for name in names.split()]


SURFACES: dict[str, Surface] = {
    "numpy": Surface(
        under("numpy", "linalg fft random ma char strings polynomial rec lib.stride_tricks"),
        ["numpy.ndarray", "numpy.generic", "numpy.matrix", "numpy.ma.MaskedArray", "numpy.random.Generator",
         "numpy.random.RandomState"],
        {"numpy.test": "runs the library's own tests", "numpy.show_runtime": "prints what the library was built with"}),
    "torch": Surface(
        under("torch", "nn.functional linalg fft special nn nn.init nn.utils distributions utils.data optim sparse"),
        ["torch.Tensor"],
        {f"torch.{name}": "a kernel of one device or back end, called by the library itself" for name in (
            "cudnn_", "miopen_", "mkldnn_", "fbgemm_", "batch_norm_", "native_", "choose_qparams", "fused_", "sym_",
            "quantized_", "rowwise_", "_")}),
    "tensorflow": Surface(
        under("tensorflow", "math linalg nn strings random image signal sparse ragged data audio bitwise config "
                            "debugging dtypes io lookup sets train quantization"),
        ["tensorflow.Tensor", "tensorflow.Variable", "tensorflow.data.Dataset"]),
    "jax": Surface(
        under("jax", "numpy numpy.linalg numpy.fft nn nn.initializers lax random scipy.special scipy.linalg "
                     "scipy.stats tree tree_util image"),
        ["jax.Array"]),
    "pandas": Surface(
        ["pandas"],
        ["pandas.DataFrame", "pandas.Series", "pandas.Index", "pandas.MultiIndex", "pandas.DatetimeIndex",
         "pandas.Timestamp", "pandas.Timedelta", "pandas.core.groupby.generic.DataFrameGroupBy",
         "pandas.core.groupby.generic.SeriesGroupBy"],
        {"pandas.test": "runs the library's own tests"}),
    "scipy": Surface(under("scipy", "cluster.hierarchy cluster.vq fft integrate interpolate linalg ndimage optimize "
                                    "signal sparse sparse.linalg sparse.csgraph spatial spatial.distance special "
                                    "stats")),
    "xarray": Surface(["xarray"], ["xarray.DataArray", "xarray.Dataset", "xarray.Variable"]),
    "networkx": Surface(["networkx"], ["networkx.Graph", "networkx.DiGraph"]),
}


@dataclass
class Name:
    """One public name: a function, a class, or a member (method or attribute) of `owner`."""

    qualified: str
    target: Any
    owner: type | None = None

    @property
    def short(self) -> str:
        return self.qualified.rsplit(".", 1)[1]

    @property
    def is_class(self) -> bool:
        return self.owner is None and isinstance(self.target, type)


def why_left_out(name: str, target: Any, surface: Surface) -> str | None:
    for prefix, reason in surface.left_out.items():
        if name.startswith(prefix):
            return reason
    if isinstance(target, type) and issubclass(target, (BaseException, Warning)):
        return "an exception"
    if isinstance(target, type) and name.count(".") == 1 and name.startswith("torch.") and (
            target.__module__.startswith("torch._C") or getattr(sys.modules["torch._C"], target.__name__, None) is target
            and target.__name__ not in ("Generator", "Size", "device", "dtype", "layout", "memory_format", "Event", "Stream")):
        return "a class of the compiler"
    if isinstance(target, type) and target.__name__.endswith("Storage"):
        return "raw storage"
    return None


def of(library: str) -> tuple[list[Name], dict[str, str]]:
    """The names of a library, the same object once, and those left out with the reason."""
    surface, found, left_out = SURFACES[library], [], {}
    seen: set[int] = set()
    for module_name in surface.modules:
        try:
            module = resolve(module_name) if "." in module_name else importlib.import_module(module_name)
        except (ImportError, AttributeError):
            continue
        for name in public(module):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                target = getattr(module, name, None)
            if target is None or isinstance(target, types.ModuleType) or not callable(target) or id(target) in seen:
                continue
            seen.add(id(target))
            qualified = f"{module_name}.{name}"
            reason = why_left_out(qualified, target, surface)
            if reason:
                left_out[qualified] = reason
            else:
                found.append(Name(qualified, target))
    for name in surface.classes:
        found.extend(members(name))
    return found, left_out


def members(name: str) -> Iterator[Name]:
    owner = resolve(name)
    for member in sorted(dir(owner)):
        if not member.startswith("_"):
            yield Name(f"{name}.{member}", inspect.getattr_static(owner, member), owner)


def public(module: types.ModuleType) -> list[str]:
    return sorted(getattr(module, "__all__", None) or [name for name in dir(module) if not name.startswith("_")])
