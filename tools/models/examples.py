"""Arguments for the functions that no combination of small arrays fits: texts of argument lists, evaluated in the
namespace of instances.py (np, torch, tf, jax, jnp, pd, sp, nx, xr, keras, sklearn, and the standard modules there)."""

from __future__ import annotations

from typing import Any, Iterator

import instances
import model
from calls_jax import JAX
from calls_numeric import NUMERIC
from calls_pandas import PANDAS
from calls_scipy import SCIPY
from calls_tensorflow import TENSORFLOW
from calls_torch import TORCH

PAIR = "np.array([[1, 0], [0, 1]])"
TEXTS = "np.array(['ab', 'c d'])"
TEXT_GRID = "np.array([['ab'], ['c']])"
TEXT = (TEXTS, TEXT_GRID)


def each(names: str, package: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"{package}.{name}": calls for name in names.split()}


EXAMPLES: dict[str, tuple[str, ...]] = {
    "scipy.linalg.svd": ("np.eye(3)", "np.eye(3), compute_uv=False"),
    "scipy.ndimage.distance_transform_edt": ("np.eye(3)", "np.ones(3)"),
    "scipy.spatial.KDTree.query": ("np.ones((4, 2))", "np.ones(2)", "np.ones((4, 2)), 3", "np.ones(2), 2", "np.ones((4, 2)), k=1"),
    "scipy.spatial.KDTree.query_ball_point": ("np.ones((4, 2)), 0.5", "np.ones(2), 0.5"),
    "scipy.spatial.KDTree.query_pairs": ("0.5", "0.5, output_type='ndarray'"),
    "sklearn.neighbors._base.KNeighborsMixin.kneighbors": ("np.eye(3), 1", "np.eye(3), 1, False", "n_neighbors=1"),
    "sklearn.neighbors._base.RadiusNeighborsMixin.radius_neighbors": ("np.eye(3)", "np.eye(3), return_distance=False"),
    "sklearn.neighbors.BallTree.query": ("np.eye(3), 2", "np.eye(3), return_distance=False"),
    **each("capitalize isalpha isdigit isnumeric lower lstrip rstrip strip title upper str_len isalnum isspace islower "
           "isupper istitle isdecimal swapcase expandtabs splitlines split rsplit", "numpy.char", *TEXT),
    **each("center ljust rjust zfill", "numpy.char", *(f"{t}, 9" for t in TEXT)),
    **each("count endswith find startswith rfind partition rpartition", "numpy.char", *(f"{t}, 'c'" for t in TEXT)),
    **each("index rindex", "numpy.char", "np.array(['ab', 'b']), 'b'"),
    **each("equal not_equal less greater less_equal greater_equal", "numpy.char", *(f"{t}, {t}" for t in TEXT)),
    **each("encode", "numpy.char", *TEXT),
    **each("decode", "numpy.char", "np.array([b'a', b'c'])", "np.array([[b'a'], [b'c']])"),
    **each("replace", "numpy.char", *(f"{t}, 'c', 'd'" for t in TEXT)),
    **each("join", "numpy.char", "'-', np.array(['ab', 'c'])"),
    **each("multiply", "numpy.char", *(f"{t}, 2" for t in TEXT)),
    "numpy.apply_over_axes": ("np.sum, np.ones((2, 3)), [0]", "np.sum, np.ones((2, 3, 4)), [0, 1]"),
    "numpy.apply_along_axis": ("sorted, 0, np.ones((2, 3))",),
    "numpy.astype": ("np.ones(3), np.int32", "np.ones((2, 3)), np.float32"),
    "numpy.bmat": ("[[np.eye(2), np.eye(2)]]",),
    "numpy.can_cast": ("np.int32, np.float64",),
    "numpy.choose": ("np.array([0, 1]), [np.array([1.0, 2.0]), np.array([3.0, 4.0])]",),
    "numpy.ndarray.choose": ("[np.array([1.0, 2.0, 3.0])] * 20",),
    "numpy.diag_indices_from": ("np.eye(3)", "np.zeros((2, 2))"),
    "numpy.digitize": ("np.array([0.2, 6.4]), np.array([0.0, 1.0, 2.5])", "np.eye(2), np.array([0.0, 0.5])"),
    "numpy.dot": ("np.ones(3), np.ones(3)", "np.ones((2, 3)), np.ones(3)", "np.ones((2, 3)), np.ones((3, 2))"),
    "numpy.inner": ("np.ones(3), np.ones(3)", "np.ones((2, 3)), np.ones(3)", "np.ones((2, 3)), np.ones((4, 3))"),
    "numpy.ndarray.dot": ("2.0",),
    "numpy.kron": ("np.ones(3), np.ones(3)", "np.eye(2), np.ones((2, 3))"),
    "numpy.median": ("np.ones(3)", "np.ones((2, 3)), 0", "np.ones((2, 3)), 1, keepdims=True"),
    "numpy.nanmedian": ("np.ones(3)", "np.ones((2, 3)), 0", "np.ones((2, 3)), 1, keepdims=True"),
    "numpy.real": ("np.ones(3)", "np.ones((2, 3)) * 1j"),
    "numpy.imag": ("np.ones(3)", "np.ones((2, 3)) * 1j"),
    "numpy.isreal": ("np.ones(3)", "np.ones((2, 3))"),
    "numpy.fft.fftn": ("np.ones(3)", "np.ones((2, 3))"),
    "numpy.fft.ifftn": ("np.ones(3)", "np.ones((2, 3))"),
    "numpy.intersect1d": ("np.array([1, 2]), np.array([2, 3])", "np.eye(2), np.eye(2)"),
    "numpy.random.Generator.choice": ("5", "5, 3", "5, (2, 3)", "np.array([1.5, 2.5]), 4"),
    "numpy.einsum": ("'ij,jk->ik', np.eye(2), np.eye(2)", "'ij->i', np.eye(2)", "'ii', np.eye(2)"),
    "numpy.einsum_path": ("'ij,jk->ik', np.eye(2), np.eye(2)",),
    "numpy.fromiter": ("(x for x in (1.0, 2.0)), float", "range(3), int"),
    "numpy.fromstring": ("'1 2 3', sep=' '",),
    "numpy.frombuffer": ("bytes(16)",),
    "numpy.frompyfunc": ("abs, 1, 1",),
    "numpy.genfromtxt": ("['1 2', '3 4']",),
    "numpy.loadtxt": ("['1 2', '3 4']",),
    "numpy.geomspace": ("1.0, 8.0", "1.0, 8.0, 4"),
    "numpy.isdtype": ("np.dtype('float32'), 'real floating'",),
    "numpy.isnat": ("np.array(['NaT'], dtype='datetime64[D]')", "np.array([['2020-01-01']], dtype='datetime64[D]')"),
    "numpy.issubdtype": ("np.float32, np.floating",),
    "numpy.ix_": ("[0, 1], [0, 2]", "np.array([0, 1]), np.array([2])"),
    "numpy.kaiser": ("4, 14.0",),
    "numpy.linalg.outer": ("np.ones(3), np.ones(2)",),
    "numpy.ma.masked_inside": ("np.ones(3), 0.5, 1.5", "np.ones((2, 3)), 0.5, 1.5"),
    "numpy.ma.masked_outside": ("np.ones(3), 0.5, 1.5", "np.ones((2, 3)), 0.5, 1.5"),
    "numpy.mask_indices": ("3, np.triu",),
    "numpy.min_scalar_type": ("10",),
    "numpy.ndarray.__deepcopy__": ("{}",),
    "numpy.ndarray.astype": ("np.int32", "np.float32"),
    "numpy.generic.astype": ("np.int32",),
    "numpy.ndarray.to_device": ("'cpu'",),
    "numpy.ndarray.getfield": ("np.uint8",),
    "numpy.piecewise": ("np.ones(3), [np.ones(3) > 0], [1.0]", "np.eye(2), [np.eye(2) > 0], [1.0]"),
    "numpy.polyval": ("[1.0, 2.0], np.ones(3)", "[1.0, 2.0], np.eye(2)"),
    "numpy.poly": ("np.array([1.0, 2.0])",),
    "numpy.roots": ("np.array([1.0, -3.0, 2.0])",),
    **each("polyadd polysub polymul", "numpy", "np.array([1.0, 2.0]), np.array([3.0])"),
    **each("polyder polyint", "numpy", "np.array([1.0, 2.0, 3.0])"),
    "numpy.promote_types": ("np.int32, np.float32",),
    "numpy.result_type": ("np.int32, np.float32",),
    **each("binomial", "numpy.random.Generator", "5, 0.5", "5, 0.5, 3", "5, 0.5, (2, 3)"),
    **each("binomial", "numpy.random.RandomState", "5, 0.5", "5, 0.5, 3", "5, 0.5, (2, 3)"),
    **each("hypergeometric", "numpy.random.Generator", "5, 4, 3", "5, 4, 3, (2, 3)"),
    **each("hypergeometric", "numpy.random.RandomState", "5, 4, 3", "5, 4, 3, (2, 3)"),
    **each("triangular", "numpy.random.Generator", "0.0, 1.0, 2.0", "0.0, 1.0, 2.0, 3", "0.0, 1.0, 2.0, (2, 3)"),
    **each("triangular", "numpy.random.RandomState", "0.0, 1.0, 2.0", "0.0, 1.0, 2.0, 3", "0.0, 1.0, 2.0, (2, 3)"),
    **each("triangular", "numpy.random", "0.0, 1.0, 2.0", "0.0, 1.0, 2.0, 3", "0.0, 1.0, 2.0, (2, 3)"),
    **each("zipf", "numpy.random.Generator", "2.0", "2.0, 3", "2.0, (2, 3)"),
    **each("zipf", "numpy.random.RandomState", "2.0", "2.0, 3", "2.0, (2, 3)"),
    **each("multinomial", "numpy.random.Generator", "5, [0.5, 0.5]", "5, [0.5, 0.5], 3"),
    **each("multinomial", "numpy.random.RandomState", "5, [0.5, 0.5]", "5, [0.5, 0.5], 3"),
    **each("multinomial", "numpy.random", "5, [0.5, 0.5]", "5, [0.5, 0.5], 3"),
    **each("multivariate_hypergeometric", "numpy.random.Generator", "[5, 4], 3", "[5, 4], 3, 2"),
    **each("integers", "numpy.random.Generator", "5", "0, 5", "0, 5, 3", "0, 5, (2, 3)", "5, size=4"),
    **each("randint", "numpy.random.RandomState", "5", "0, 5", "0, 5, 3", "0, 5, (2, 3)", "5, size=4"),
    "numpy.random.SeedSequence.generate_state": ("3",),
    "numpy.random.SeedSequence.spawn": ("2",),
    "numpy.recarray.field": ("'a'", "0"),
    "numpy.select": ("[np.array([True, False])], [np.array([1.0, 2.0])]", "[np.eye(2) > 0], [np.eye(2)]"),
    "numpy.tril_indices_from": ("np.eye(3)", "np.eye(3), 1"),
    "numpy.triu_indices_from": ("np.eye(3)", "np.eye(3), 1"),
    "numpy.typename": ("'f'",),
    "numpy.unpackbits": ("np.array([3, 4], dtype=np.uint8)",),
    "numpy.place": ("np.array([1, 2, 3]), np.array([True, False, True]), [9]",),
    "numpy.put": ("np.array([1, 2, 3]), [0], [9]",),
    "numpy.putmask": ("np.array([1, 2, 3]), np.array([True, False, True]), [9]",),
    "numpy.trim_zeros": ("np.array([0.0, 1.0, 0.0])",),
    "numpy.ravel_multi_index": ("(np.array([0, 1]), np.array([1, 0])), (2, 2)",),
    "numpy.reshape": ("np.ones(6), (2, 3)", "np.ones((2, 3)), 6"),
    "numpy.ndarray.reshape": ("-1", "-1, 1", "(1, 1, -1)"),
    "numpy.resize": ("np.ones(6), (2, 3)", "np.ones((2, 3)), 6"),
    "numpy.broadcast_to": ("np.ones(3), (2, 3)",),
    "numpy.broadcast_arrays": ("np.ones(3), np.ones((2, 1))",),
    "numpy.generic.reshape": ("1", "(1, 1)"),
    "numpy.matrix.reshape": ("4, 1", "(1, 4)"),
    **each("__and__ __or__ __xor__ __rand__ __ror__ __rxor__ __lshift__ __rshift__ __rlshift__ __rrshift__",
           "numpy.generic", "np.int64(1)", "True"),
    "numpy.ndarray.__format__": ("''",),
    "numpy.dtype.__format__": ("''",),
}


EXAMPLES |= {**NUMERIC, **TORCH, **TENSORFLOW, **JAX, **PANDAS, **SCIPY}


def arguments(name: str) -> Iterator[tuple[list, dict]]:
    """Positional arguments and keywords of the written calls of a function; fresh ones each time."""
    for text in EXAMPLES.get(name, ()):
        yield instances.evaluated(f"capture({text})", capture=capture)


def capture(*args: Any, **keywords: Any) -> tuple[list, dict]:
    return list(args), keywords


def calls(function: model.Function) -> Iterator[tuple[list, dict, dict[str, Any]]]:
    """Positional arguments, keywords, and what each role got."""
    for args, keywords in arguments(function.name):
        yield args, keywords, roles(function, args, keywords)


def roles(function: model.Function, args: list, keywords: dict) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, param in enumerate(function.params):
        if param.variadic:
            rest = tuple(args[place:])
            if param.role and rest:
                found[param.role] = rest[0] if len(rest) == 1 else rest
            if function.transfer == "meshgrid":
                found["_variadic"] = rest
            break
        if not param.keyword_only and place < len(args):
            value = args[place]
        elif param.name in keywords:
            value = keywords[param.name]
        else:
            continue
        if param.role:
            found[param.role] = value
    return found
