"""Instances of modelled classes, and the inputs each library's functions are called with."""

from __future__ import annotations

import collections
import importlib.metadata
import importlib.util
import os
import re
import sys
from typing import Any, Callable

import numpy as np

import calls_pandas
import calls_torch
import estimators
import samples
import surface

DISTRIBUTIONS = ["numpy", "torch", "pandas", "scipy", "scikit-learn", "networkx", "tensorflow-cpu", "keras", "jax",
                 "xarray", "polars", "pyarrow", "dask", "awkward"]

DISTRIBUTION_OF = {"tensorflow": "tensorflow-cpu", "sklearn": "scikit-learn"}

# The distribution or module that a model file needs.
NEEDS = {"numpy": "numpy", "torch": "torch", "pandas": "pandas", "scipy": "scipy", "sklearn": "sklearn",
         "networkx": "networkx", "tensorflow": "tensorflow", "keras": "keras", "jax": "jax", "xarray": "xarray", "polars": "polars", "pyarrow": "pyarrow", "dask": "dask",
         "flax": "flax", "awkward": "awkward", "cachetools": "cachetools",
         "builtins": "builtins", "stdlib": "builtins"}

# Expressions that make instances; the namespace has np, torch, pd, sp, nx, tf, keras, jax, jnp, xr when installed.
FITTED = "sklearn.{}.fit(np.eye(3), [0, 1, 1])"
MADE: dict[str, list[str]] = {
    "builtins.int": ["3"], "builtins.float": ["2.5"], "builtins.bool": ["True"], "builtins.complex": ["1j"],
    "builtins.str": ["'a b'"], "builtins.bytes": ["b'ab'"], "builtins.bytearray": ["bytearray(b'ab')"],
    "builtins.memoryview": ["memoryview(b'ab')"], "builtins.list": ["[3, 1]"], "builtins.tuple": ["(3, 1)"],
    "builtins.dict": ["{'a': 1}"], "builtins.set": ["{3, 1}"], "builtins.frozenset": ["frozenset({3, 1})"],
    "builtins.range": ["range(3)"], "builtins.slice": ["slice(0, 1)"], "builtins.dict_keys": ["{'a': 1}.keys()"],
    "builtins.dict_items": ["{'a': 1}.items()"], "builtins.dict_values": ["{'a': 1}.values()"],
    "builtins.iterator": ["iter([1])", "zip('a', 'b')", "map(abs, [1])", "reversed([1])"],
    "builtins.generator": ["(x for x in [1])"], "builtins.function": ["(lambda: 0)"], "builtins.type": ["int"],
    "builtins.NoneType": ["None"], "builtins.ellipsis": ["..."], "builtins.module": ["np"],
    "builtins.property": ["property(abs)"], "builtins.Exception": ["ValueError('x')"],
    "collections.OrderedDict": ["C.OrderedDict(a=1)"], "collections.defaultdict": ["C.defaultdict(int, a=1)"],
    "collections.Counter": ["C.Counter('ab')"], "collections.ChainMap": ["C.ChainMap({'a': 1})"],
    "collections.UserDict": ["C.UserDict(a=1)"], "collections.deque": ["C.deque([1, 2])"],
    "datetime.datetime": ["datetime.datetime(2020, 1, 1)"], "datetime.date": ["datetime.date(2020, 1, 1)"],
    "datetime.timedelta": ["datetime.timedelta(1)"], "decimal.Decimal": ["decimal.Decimal(1)"],
    "fractions.Fraction": ["fractions.Fraction(1, 2)"], "uuid.UUID": ["uuid.UUID(int=1)"],
    "pathlib.PurePath": ["pathlib.PurePath('a/b')"], "re.Pattern": ["re.compile('a')"],
    "re.Match": ["re.match('(a)', 'a')"], "types.SimpleNamespace": ["types.SimpleNamespace(a=1)"],
    "types.MappingProxyType": ["types.MappingProxyType({'a': 1})"], "array.array": ["array.array('i', [1])"],
    "hashlib.hash": ["hashlib.sha256(b'a')"], "random.Random": ["random.Random(0)"],
    "argparse.Namespace": ["argparse.Namespace(a=1)"], "unittest.TestCase": ["unittest.TestCase()"],
    "threading.Lock": ["threading.Lock()"], "logging.Logger": ["logging.getLogger('x')"],
    "weakref.ref": ["weakref.ref(np.zeros)"], "functools.partial": ["functools.partial(int, '3')"],
    "numpy.matrix": ["np.matrix([[1.0, 2.0], [3.0, 4.0]])"],
    "numpy.recarray": ["np.rec.array([(1, 2.0), (3, 4.0)], dtype=[('a', int), ('b', float)])"],
    "numpy.void": ["np.zeros(2, dtype=[('a', int)])[0]"],
    "numpy.flatiter": ["np.zeros((2, 2)).flat"],
    "numpy.lib._index_tricks_impl.RClass": ["np.r_"], "numpy.lib._index_tricks_impl.CClass": ["np.c_"],
    "numpy.lib._index_tricks_impl.MGridClass": ["np.mgrid"], "numpy.lib._index_tricks_impl.OGridClass": ["np.ogrid"],
    "numpy.broadcast": ["np.broadcast(np.ones(3), np.ones((2, 1)))"], "numpy.errstate": ["np.errstate()"],
    "numpy.random.PCG64": ["np.random.PCG64(0)"], "numpy.random.MT19937": ["np.random.MT19937(0)"],
    "numpy.random.Philox": ["np.random.Philox(0)"], "numpy.number": ["np.float64(1)"],
    "numpy._core._internal._ctypes": ["np.ones(3).ctypes"],
    "numpy.lib.npyio.NpzFile":
        ["(lambda file: (np.savez(file, a=np.ones(3)), file.seek(0), np.load(file))[2])(io.BytesIO())"],
    "numpy.nditer": ["np.nditer(np.zeros(3))"],
    "numpy.ndenumerate": ["np.ndenumerate(np.zeros((2, 2)))"],
    "numpy.ndindex": ["np.ndindex(2, 2)"],
    "numpy.dtype": ["np.dtype('float32')"],
    "numpy.poly1d": ["np.poly1d([1.0, 2.0])"],
    "numpy.polynomial.Polynomial": ["np.polynomial.Polynomial([1.0, 2.0])"],
    "numpy.finfo": ["np.finfo(np.float32)"], "numpy.iinfo": ["np.iinfo(np.int32)"],
    "numpy.ufunc": ["np.add"], "numpy.vectorize": ["np.vectorize(abs)"],
    "numpy.random.Generator": ["np.random.default_rng(0)"],
    "numpy.random.RandomState": ["np.random.RandomState(0)"],
    "numpy.random.SeedSequence": ["np.random.SeedSequence(0)"],
    "numpy.ma.MaskedArray": ["np.ma.array([1.0, 2.0], mask=[0, 1])"],
    "numpy.ma.core.MaskedConstant": ["np.ma.masked"],
    "numpy.datetime64": ["np.datetime64('2020-01-01')"], "numpy.timedelta64": ["np.timedelta64(1, 'D')"],
    "numpy.str_": ["np.str_('a')"], "numpy.bytes_": ["np.bytes_(b'a')"],
    "torch.nn.Parameter": ["torch.nn.Parameter(torch.ones(3))", "torch.nn.Parameter(torch.ones(2, 3))"],
    "torch.nn.Buffer": ["torch.nn.Buffer(torch.ones(3))"],
    "torch.Size": ["torch.Size([2, 3])"],
    "torch.dtype": ["torch.float32"], "torch.device": ["torch.device('cpu')"], "torch.layout": ["torch.strided"],
    "torch.Generator": ["torch.Generator()"], "torch.finfo": ["torch.finfo(torch.float32)"],
    "torch.iinfo": ["torch.iinfo(torch.int32)"], "torch.memory_format": ["torch.contiguous_format"],
    "torch.no_grad": ["torch.no_grad()"], "torch.UntypedStorage": ["torch.ones(2).untyped_storage()"],
    "torch.autograd.Function": ["torch.autograd.Function()"], "torch.cuda.amp.GradScaler": ["torch.cuda.amp.GradScaler(enabled=False)"],
    "torch.optim.lr_scheduler.LRScheduler": ["torch.optim.lr_scheduler.StepLR(torch.optim.SGD([torch.nn.Parameter(torch.ones(2))], 0.1), 1)"],
    "torch.utils.data.DataLoader": ["torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(4, 2)))"],
    "torch.utils.data.Dataset": ["torch.utils.data.TensorDataset(torch.ones(4, 2))"],
    "torch.utils.data.Subset": ["torch.utils.data.Subset(torch.utils.data.TensorDataset(torch.ones(4, 2)), [0])"],
    "torch.utils.data.Sampler": ["torch.utils.data.SequentialSampler([1, 2])"],
    "torch.utils.data.SubsetRandomSampler": ["torch.utils.data.SubsetRandomSampler([1, 2])"],
    "torch.utils.hooks.RemovableHandle": ["torch.nn.ReLU().register_forward_hook(lambda *given: None)"],
    "torch.nn.Module": ["torch.nn.Linear(3, 2)"], "torch.nn.Linear": ["torch.nn.Linear(3, 2)"],
    "torch.nn.Embedding": ["torch.nn.Embedding(3, 2)"], "torch.nn.Conv2d": ["torch.nn.Conv2d(1, 2, 3)"],
    "torch.nn.Conv1d": ["torch.nn.Conv1d(1, 2, 3)"], "torch.nn.BatchNorm1d": ["torch.nn.BatchNorm1d(3)"],
    "torch.nn.BatchNorm2d": ["torch.nn.BatchNorm2d(3)"], "torch.nn.LayerNorm": ["torch.nn.LayerNorm(3)"],
    "torch.nn.Sequential": ["torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.ReLU())"],
    "torch.nn.ModuleList": ["torch.nn.ModuleList([torch.nn.Linear(3, 2)])"],
    "torch.nn.ModuleDict": ["torch.nn.ModuleDict({'a': torch.nn.Linear(3, 2)})"],
    "torch.nn.ParameterList": ["torch.nn.ParameterList([torch.ones(3)])"],
    "torch.nn.ParameterDict": ["torch.nn.ParameterDict({'a': torch.ones(3)})"],
    "torch.utils.data.TensorDataset": ["torch.utils.data.TensorDataset(torch.ones(4, 2), torch.ones(4))"],
    "torch.optim.Optimizer": ["torch.optim.SGD(torch.nn.Linear(3, 2).parameters(), lr=0.1)"],
    "torch.utils.data.RandomSampler": ["torch.utils.data.RandomSampler([1, 2, 3])"],
    "torch.utils.data.BatchSampler":
        ["torch.utils.data.BatchSampler(torch.utils.data.SequentialSampler([1, 2]), 2, False)"],
    "torch.distributions.Distribution":
        ["torch.distributions.Normal(torch.zeros(2), torch.ones(2))"],
    "torch.distributions.Categorical": ["torch.distributions.Categorical(torch.ones(3) / 3)"],
    "pandas.Index": ["pd.Index([1, 2, 4])", "pd.Index(['a', 'b', 'd'])"], "pandas.RangeIndex": ["pd.RangeIndex(3)"],
    "pandas.MultiIndex": ["pd.MultiIndex.from_tuples([(1, 2), (1, 3)])"],
    "pandas.DatetimeIndex": ["pd.date_range('2020-01-01', periods=3)"],
    "pandas.Categorical": ["pd.Categorical(['a', 'b'])"],
    "pandas.Timestamp": ["pd.Timestamp('2020-01-01')", "pd.Timestamp('2020-01-01 03:00', tz='Europe/Paris')"], "pandas.Timedelta": ["pd.Timedelta('1D')"],
    "pandas.Period": ["pd.Period('2020')"], "pandas.Interval": ["pd.Interval(0, 1)"],
    "pandas.core.indexing._iLocIndexer": ["pd.Series([1]).iloc"], "pandas.core.indexing._LocIndexer": ["pd.Series([1]).loc"],
    "pandas.core.strings.accessor.StringMethods": ["pd.Series(['a b', 'c']).str"],
    "pandas.core.indexes.accessors.DatetimeProperties": ["pd.Series(pd.date_range('2020-01-01', periods=3)).dt"],
    "pandas.core.arrays.categorical.CategoricalAccessor": ["pd.Series(['a', 'b'], dtype='category').cat"],
    "pandas.core.window.rolling.BaseWindow": ["pd.Series([1.0, 2.0]).rolling(2)", "pd.Series([1.0, 2.0]).ewm(span=2)"],
    "pandas.core.indexes.accessors.Properties": [f"pd.Series({text}).dt" for text in (
        "pd.date_range('2020-01-01', periods=3)", "pd.to_timedelta([1, 2], 's')", "pd.period_range('2020', periods=2)")],
    "pandas.core.window.rolling.Rolling": ["pd.Series([1.0, 2.0]).rolling(2)"],
    "pandas.core.window.expanding.Expanding": ["pd.Series([1.0, 2.0]).expanding()"],
    "pandas.core.window.ewm.ExponentialMovingWindow": ["pd.Series([1.0, 2.0]).ewm(span=2)"],
    "pandas.core.resample.Resampler": ["pd.Series([1.0, 2.0], pd.date_range('2020-01-01', periods=2)).resample('D')"],
    "pandas.core.groupby.generic.DataFrameGroupBy": ["pd.DataFrame({'a': [1, 2, 2], 'b': [1, 2, 3]}).groupby('a')"],
    "pandas.core.groupby.generic.SeriesGroupBy": ["pd.Series([1, 2, 2]).groupby([0, 0, 1])"],
    "networkx.Graph": ["nx.path_graph(3)"], "networkx.DiGraph": ["nx.DiGraph([(0, 1), (1, 2)])"],
    "networkx.classes.reportviews.NodeView": ["nx.path_graph(3).nodes"],
    "networkx.classes.reportviews.EdgeView": ["nx.path_graph(3).edges"],
    "networkx.classes.coreviews.AdjacencyView": ["nx.path_graph(3).adj"],
    "scipy.sparse.csr_matrix": ["sp.csr_matrix(np.eye(3))"], "scipy.sparse.csc_matrix": ["sp.csc_matrix(np.eye(3))"],
    "scipy.sparse.coo_matrix": ["sp.coo_matrix(np.eye(3))"], "scipy.sparse.csr_array": ["sp.csr_array(np.eye(3))"],
    "scipy.sparse.spmatrix": ["sp.csr_matrix(np.eye(3))", "sp.lil_matrix(np.eye(3))"],
    "scipy.sparse.sparray": ["sp.csr_array(np.eye(3))", "sp.coo_array(np.eye(3))"],
    "scipy.sparse.dok_matrix": ["sp.dok_matrix(np.eye(3))"], "scipy.sparse.bsr_matrix": ["sp.bsr_matrix(np.eye(3))"],
    "scipy.sparse.dia_matrix": ["sp.dia_matrix(np.eye(3))"], "scipy.sparse.lil_array": ["sp.lil_array(np.eye(3))"],
    "scipy.sparse.csc_array": ["sp.csc_array(np.eye(3))"],
    "scipy.sparse.coo_array": ["sp.coo_array(np.eye(3))"],
    "scipy.sparse.lil_matrix": ["sp.lil_matrix(np.eye(3))"],
    "scipy.sparse.dok_array": ["sp.dok_array(np.eye(3))"],
    "scipy.sparse.bsr_array": ["sp.bsr_array(np.eye(3))"],
    "scipy.sparse.dia_array": ["sp.dia_array(np.eye(3))"],
    **{f"scipy.spatial.{name}": [f"scipy.spatial.{name}(np.random.RandomState(0).rand(9, 2))"] for name in (
        "KDTree", "cKDTree", "ConvexHull", "Delaunay", "Voronoi")},
    "scipy.stats._distn_infrastructure.rv_continuous": ["scipy.stats.norm", "scipy.stats.uniform"],
    "scipy.stats._distn_infrastructure.rv_discrete": ["scipy.stats.randint", "scipy.stats.poisson"],
    "scipy.stats._distn_infrastructure.rv_continuous_frozen": ["scipy.stats.norm(0, 1)"],
    "scipy.stats._distn_infrastructure.rv_discrete_frozen": ["scipy.stats.poisson(2)"],
    "scipy.stats.gaussian_kde": ["scipy.stats.gaussian_kde(np.random.RandomState(0).rand(2, 9))"],
    "scipy.interpolate.interp1d": ["scipy.interpolate.interp1d([0.0, 1.0], [1.0, 2.0], bounds_error=False)"],
    "scipy.interpolate.CubicSpline": ["scipy.interpolate.CubicSpline([0.0, 1.0], [1.0, 2.0])"],
    "scipy.interpolate.UnivariateSpline": ["scipy.interpolate.UnivariateSpline(np.arange(5.0), np.arange(5.0))"],
    "scipy.interpolate.RegularGridInterpolator": ["scipy.interpolate.RegularGridInterpolator(([0.0, 1.0],), [1.0, 2.0])"],
    "scipy.optimize.OptimizeResult": ["scipy.optimize.minimize(lambda v: (v ** 2).sum(), np.ones(2))"],
    "scipy.spatial.transform.Rotation": ["scipy.spatial.transform.Rotation.from_euler('z', 90, degrees=True)"],
    **{f"sklearn.neighbors.{name}": [f"sklearn.neighbors.{name}(np.eye(3))"] for name in ("KDTree", "BallTree")},
    "sklearn.neighbors._base.KNeighborsMixin": [FITTED.format("neighbors.KNeighborsClassifier(1)")],
    "sklearn.neighbors._base.RadiusNeighborsMixin": [FITTED.format("neighbors.RadiusNeighborsClassifier(9)")],
    "sklearn.base.BaseEstimator": [FITTED.format("linear_model.LogisticRegression()")],
    "sklearn.base.ClassifierMixin": [FITTED.format(text) for text in (
        "linear_model.LogisticRegression()", "tree.DecisionTreeClassifier()", "neighbors.KNeighborsClassifier(1)",
        "naive_bayes.GaussianNB()", "ensemble.RandomForestClassifier(3)")],
    "sklearn.base.RegressorMixin": [FITTED.format("linear_model.LinearRegression()")],
    "sklearn.base.ClusterMixin": [FITTED.format("cluster.KMeans(2)")],
    "sklearn.base.OutlierMixin": [FITTED.format("ensemble.IsolationForest(n_estimators=3)")],
    "sklearn.base.TransformerMixin": [FITTED.format(text) for text in (
        "preprocessing.StandardScaler()", "decomposition.PCA(2)", "preprocessing.OneHotEncoder()")],
    "sklearn.cluster.KMeans": [FITTED.format("cluster.KMeans(2)")],
    "sklearn.cluster.DBSCAN": [FITTED.format("cluster.DBSCAN(eps=9, min_samples=1)")],
    "sklearn.decomposition.PCA": [FITTED.format("decomposition.PCA(2)")],
    "sklearn.ensemble.RandomForestClassifier": [FITTED.format("ensemble.RandomForestClassifier(3)")],
    "sklearn.linear_model.LogisticRegression": [FITTED.format("linear_model.LogisticRegression()")],
    "sklearn.preprocessing.StandardScaler": [FITTED.format("preprocessing.StandardScaler()")],
    "sklearn.preprocessing.LabelEncoder": ["sklearn.preprocessing.LabelEncoder().fit([0, 1, 1])"],
    "sklearn.preprocessing.LabelBinarizer": ["sklearn.preprocessing.LabelBinarizer().fit([0, 1, 1])"],
    "sklearn.feature_extraction.text.CountVectorizer":
        ["sklearn.feature_extraction.text.CountVectorizer().fit(['one two', 'two'])"],
    "sklearn.pipeline.Pipeline": [FITTED.format("pipeline.make_pipeline(sklearn.linear_model.LogisticRegression())")],
    "sklearn.model_selection._search.BaseSearchCV":
        ["sklearn.model_selection.GridSearchCV(sklearn.dummy.DummyClassifier(), {}, cv=2)"
         ".fit([[0.], [1.], [2.], [3.]], [0, 1, 0, 1])"],
    "sklearn.model_selection.BaseCrossValidator": ["sklearn.model_selection.KFold(2)"],
    "sklearn.utils.Bunch": ["sklearn.datasets.load_iris()", "sklearn.datasets.load_digits()"],
    "tensorflow.Variable": ["tf.Variable([1.0, 2.0])"],
    "tensorflow.RaggedTensor": ["tf.ragged.constant([[1], [2, 3]])"],
    "tensorflow.SparseTensor": ["tf.sparse.from_dense([[1, 0]])"],
    "tensorflow.TensorShape": ["tf.zeros((2, 3)).shape"], "tensorflow.DType": ["tf.float32"],
    "tensorflow.TensorSpec": ["tf.TensorSpec((2,))"],
    "tensorflow.python.util.object_identity.Reference": ["tf.zeros(2).ref()"],
    "tensorflow.data.Dataset": ["tf.data.Dataset.range(3)"],
    "xarray.DataArray": ["xr.DataArray(np.arange(3.0))", "xr.DataArray(np.eye(3))"],
    "xarray.Dataset": ["xr.Dataset({'a': ('x', np.arange(3.0))})"],
    "xarray.Variable": ["xr.Variable('x', np.arange(3.0))"],
    "xarray.Coordinates": ["xr.DataArray(np.arange(3.0), {'x': [1, 2, 3]}, ['x']).coords"],
    **{f"xarray.{module}.{prefix}{name}": [f"xr.DataArray(np.arange(3.0), {{'x': [1, 2, 2]}}, ['x']){whole}.{call}"]
       for prefix, whole in (("DataArray", ""), ("Dataset", ".to_dataset(name='a')")) for module, name, call in (
           ("core.groupby", "GroupBy", "groupby('x')"), ("computation.rolling", "Rolling", "rolling(x=2)"),
           ("computation.rolling", "Coarsen", "coarsen(x=3)"),
           ("computation.weighted", "Weighted", "weighted(xr.DataArray(np.ones(3), {'x': [1, 2, 2]}, ['x']))"))},
    "keras.KerasTensor": ["keras.Input((3,))"], "keras.Variable": ["keras.Variable([1.0, 2.0])"],
    "keras.Layer": ["keras.layers.Dense(2)"],
    "keras.Sequential": ["keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])"],
    "keras.Model": ["keras.Sequential([keras.Input((3,)), keras.layers.Dense(2)])"],
    "keras.optimizers.Optimizer": ["keras.optimizers.SGD()"],
    "polars.Series": ["pl.Series([1, 2, 1])", "pl.Series('a', [1.5, 2.5])", "pl.Series(['x', 'y'])"],
    "polars.DataFrame": ["pl.DataFrame({'a': [1, 2], 'b': ['x', 'y']})"],
    "polars.LazyFrame": ["pl.LazyFrame({'a': [1, 2]})"], "polars.Expr": ["pl.col('a')"],
    "pyarrow.Array": ["pa.array([1, 2, 1])", "pa.array(['x', 'y'])"],
    "pyarrow.ChunkedArray": ["pa.chunked_array([[1, 2], [3]])"],
    "pyarrow.Table": ["pa.table({'a': [1, 2]})"], "pyarrow.Scalar": ["pa.scalar(1)"],
    "awkward.Array": ["ak.Array([1, 2, 1])", "ak.Array([[1.5, 2.5], [3.5]])", "ak.Array([{'x': 1, 'y': [1, 2]}])",
                      "ak.Array([True, None])"],
    "awkward.Record": ["ak.Array([{'x': 1, 'y': [1, 2]}])[0]"],
    "dask.array.Array": ["da.from_array([1, 2, 1])", "da.ones((2, 3))"],
    "jax.ShapeDtypeStruct": ["jax.ShapeDtypeStruct((2,), np.float32)"],
    "torch.distributions.Bernoulli": ["torch.distributions.Bernoulli(torch.ones(3) / 3)"],
}

MADE = {**calls_torch.MADE, **calls_pandas.MADE, **MADE}

# Combinations of arguments per function, where every call is slow.
MOST = {"tensorflow": 12, "jax": 4, "keras": 6}

# Whose hand-written entries are called with what the generator tries when no sample fits. Of the others that says more of
# odd arguments than of the models, or ends the process.
PROBED = {"numpy", "torch"}

# Identity hashes that the models call "value": users mean the object itself.
INTENDED = {"builtins.slice",   # hashable since Python 3.12
            "torch.nn.Parameter", "torch.nn.Buffer", "torch.nn.UninitializedParameter"}

# Names of other versions than the installed ones, kept because real code uses them.
ELSEWHERE = {
    "numpy.ndarray.ptp", "numpy.ndarray.tostring", "numpy.ndarray.itemset", "numpy.in1d", "numpy.mat",
    "numpy.trapz", "numpy.round_", "numpy.find_common_type", "numpy.obj2sctype", "numpy.issctype",
    "numpy.issubclass_", "torch.utils.data.Dataset.__getitems__", "sklearn.base.BaseEstimator.partial_fit", "sklearn.datasets.load_boston", "scipy.misc.imread", "scipy.misc.imresize",
    "sklearn.feature_extraction.text.CountVectorizer.get_feature_names", "pandas.DataFrame.applymap", "networkx.read_gpickle", "networkx.from_numpy_matrix",
    "networkx.to_numpy_matrix", "torch.utils.data.TensorDataset.__iter__",   # iterates by __getitem__
}

ELSEWHERE |= {"pandas.DataFrame." + name for name in (
    "append as_matrix get_value get_values iteritems lookup mad to_gbq").split()}
ELSEWHERE |= {"pandas.core.groupby.generic.DataFrameGroupBy.fillna", "pandas.core.groupby.generic.SeriesGroupBy.fillna",
              "pandas.core.resample.Resampler.fillna"}
ELSEWHERE |= {"keras.backend." + name for name in (   # Keras 2
    "cast dot eval exp function get_value int_shape learning_phase log max mean placeholder shape sqrt square "
    "sum variable").split()}
ELSEWHERE |= {"keras.Metric.reset_states", "keras.Model.fit_generator", "keras.optimizers.Optimizer.minimize",
              "jax.tree_map", "jax.Gradient", "flax.struct.Field", "tensorflow.Session", "tensorflow.get_variable", "tensorflow.placeholder",
              "tensorflow.enable_eager_execution", "tensorflow.RaggedTensor.__iter__", "tensorflow.distribute.Strategy",
              "tensorflow.distribute.MirroredStrategy"}

# Of Python 3.12 and later.
ELSEWHERE |= {"builtins.int.is_integer", "copy.replace", "itertools.batched", "math.sumprod",
              "random.binomialvariate"}
# Classes of the models that Python makes by functions, or knows under no name.
ELSEWHERE |= {"multiprocessing.Pool", "multiprocessing.Queue", "threading.Lock", "threading.RLock",
              "typing.NamedTuple", "typing.TypedDict", "hashlib.hash", "pandas.core.frame.Pandas"}
ELSEWHERE |= {"builtins." + name for name in (
    "NoneType NotImplementedType builtin_function_or_method code coroutine dict_items dict_keys dict_values "
    "ellipsis file frame function generator iterator method module").split()}

# What check.py --wide does not ask: numpy takes it, and documents otherwise.
NARROW = {
    **{f"numpy.{name}": "polynomials are rows" for name in (
        "polyadd polysub polymul polydiv polyder polyint polyfit polyval poly roots").split()},
    **{f"numpy.{owner}.{name}": "the argument is an array that the result goes into" for owner in ("generic", "ndarray")
       for name in ("conj", "conjugate", "clip", "round")},
    "numpy.corrcoef": "of complex numbers, or with a dtype", "numpy.cross": "vectors along other axes", "numpy.ma.reshape": "of a list", "numpy.diag_indices": "the argument is a number",
    "numpy.random.randint": "a dtype makes a number numpy's", "numpy.random.RandomState.randint": "likewise",
    "numpy.bmat": "the argument is a list of matrices", "numpy.ndarray.argpartition": "of no dimensions",
    **{f"numpy.ma.{name}": "the third argument has no meaning" for name in (
        "equal not_equal less less_equal greater greater_equal").split()},
    "numpy.char.split": "the count is a number", "numpy.char.rsplit": "likewise", "numpy.ma.median": "of no dimensions, or bools",
}

# What the vocabulary of transfers cannot say: checked by hand, not here.
OPEN = {
    "numpy.dot": "of more than two dimensions: all but two of both",
    "numpy.inner": "likewise",
    "numpy.ndarray.dot": "likewise",
    "torch.inner": "likewise",
    "torch.Tensor.inner": "likewise",
    "torch.masked_fill": "a mask of more dimensions than the tensor has",
    "torch.Tensor.masked_fill": "likewise",
    "torch.nn.functional.linear": "a weight of one dimension takes the last one away",
    "torch.gather": "a 0-d tensor takes the rank of the index",
    "torch.Tensor.gather": "likewise",
    "numpy.fft.fftn": "a 0-d array comes back as it is",
    "numpy.fft.ifftn": "likewise",
    "numpy.real": "a 0-d array stays one, a Python number is one",
    "numpy.imag": "likewise",
    "numpy.intersect1d": "a tuple with return_indices",
    "numpy.isreal": "of a Python number a bool of Python",
    "scipy.linalg.svd": "of a stack of matrices a list",
    "scipy.ndimage.distance_transform_edt": "of a number a row",
    "scipy.special.logsumexp": "keepdims of a 0-d array is an array",
    "tensorflow.unique_with_counts": "of one dimension only",
    "tensorflow.Variable.__eq__": "of different shapes a single False",
    "tensorflow.Variable.__ne__": "likewise",
    "jax.numpy.where": "indices of 32 bits with one argument",
    "jax.numpy.median": "keepdims of a 0-d array is an array",
    "jax.numpy.nanmedian": "likewise",
    "jax.numpy.fft.irfftn": "a 0-d array comes back as it is",
    "jax.numpy.fft.rfftn": "likewise",
    "numpy.random.Generator.choice": "of a 2-D array rows",
    "numpy.ufunc.outer": "of two numbers a number",
    "numpy.kron": "of two numbers a number",
    "numpy.median": "keepdims of a 0-d array is an array",
    "numpy.nanmedian": "likewise",
}

# Those that write files, end the process, ask for input, or start threads.
NEVER_CALL = {"sklearn.datasets.fetch_" + name for name in (
    "openml", "california_housing", "20newsgroups", "olivetti_faces", "lfw_people", "covtype")} | {
    "tensorflow.data.Dataset.__len__", "jax.Array.__contains__",   # len() is an int, `in` a bool
}
SWITCH = re.compile(r"\.(disable|enable|set_(?!diag)|run_functions)\w+$")     # what it changes would change all calls after it


# Of the standard library only modules whose functions just compute.
HARMLESS = ("builtins.", "collections.", "copy.", "decimal.", "fractions.", "functools.", "heapq.", "itertools.",
            "math.", "operator.", "random.", "re.", "statistics.", "string.", "textwrap.", "types.", "weakref.",
            "datetime.", "pathlib.PurePath", "hashlib.", "struct.", "zlib.", "uuid.", "bisect.", "array.")
HARMFUL = {"builtins." + name for name in ("input", "exec", "eval", "breakpoint", "open", "exit", "quit", "print",
                                           "__import__", "compile", "super")} | {"functools.lru_cache"}


def may_call(name: str) -> bool:
    if name in NEVER_CALL or name in HARMFUL or name.startswith("tensorflow.") and SWITCH.search(name):
        return False
    module = name.split(".")[0]
    return module not in sys.stdlib_module_names and module != "builtins" or name.startswith(HARMLESS)


def installed(distribution: str) -> bool:
    try:
        importlib.metadata.version(distribution)
        return True
    except importlib.metadata.PackageNotFoundError:
        return False


# Libraries whose classes another one's functions give.
BESIDE = {"xarray": {"pandas"}, "networkx": {"scipy", "pandas"}, "sklearn": {"scipy", "pandas"}, "keras": {"tensorflow"},
          "torch": {"scipy"}, "flax": {"equinox"}}


def imports(files: set[str]) -> set[str]:
    """The libraries that the models of these files speak of."""
    names = {name.removesuffix("_generated") for name in files}
    return names.union(*(BESIDE.get(name, set()) for name in names))


def available(name: str) -> bool:
    """Is the library of a model file installed?"""
    module = NEEDS.get(name.removesuffix("_generated"))
    return module is not None and importlib.util.find_spec(module) is not None


MODULES = {"np": "numpy", "torch": "torch", "pd": "pandas", "sp": "scipy.sparse", "nx": "networkx", "tf": "tensorflow",
           "keras": "keras", "jax": "jax", "jnp": "jax.numpy", "xr": "xarray", "sklearn": "sklearn", "scipy": "scipy", "C": "collections", "pl": "polars", "pa": "pyarrow", "ak": "awkward", "da": "dask.array"}
SKLEARN = ("linear_model", "tree", "neighbors", "naive_bayes", "ensemble", "cluster", "preprocessing", "decomposition",
           "pipeline", "model_selection", "dummy", "datasets", "feature_extraction.text")

SCIPY = ("stats", "spatial", "spatial.transform", "interpolate", "optimize", "cluster.hierarchy", "signal")


class Namespace(dict):
    """Short names of modules, each imported when it is first used."""

    def __missing__(self, name: str) -> Any:
        module = MODULES.get(name, name if name in sys.stdlib_module_names else None)
        if module is None or not importlib.util.find_spec(module.split(".")[0]):
            raise KeyError(name)
        for part in {"sklearn": SKLEARN, "scipy": SCIPY}.get(name, ()):
            importlib.import_module(f"{name}.{part}")
        self[name] = importlib.import_module(module)
        return self[name]


SPACE = Namespace()


def namespace() -> Namespace:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    return SPACE


def evaluated(text: str, **more: Any) -> Any:
    """One of our own expressions, see MADE."""
    space = Namespace(**more)
    return eval(text, space, space)


def tensors() -> list[Any]:
    torch = namespace()["torch"]
    arrays = [np.asarray(a, dtype=np.float32) if a.dtype == np.float64 else a for a in samples.sample_arrays()]
    return [torch.tensor(a) for a in arrays]


def of(name: str) -> list[Any]:
    """Fresh instances of a modelled class; none when no sample is known."""
    if name in surface.ESTIMATORS:
        return estimators.fitted(name)
    if name == "numpy.ndarray":
        return samples.sample_arrays() + [np.array(["a", "b"])]
    if name == "torch.Tensor":
        return tensors()
    if name == "tensorflow.Tensor":
        return inputs("tensorflow")[0]
    if name == "jax.Array":
        return inputs("jax")[0]
    if name in ("numpy.bool_", "numpy.int32", "numpy.int64", "numpy.uint8", "numpy.float32", "numpy.float64",
                "numpy.complex128", "numpy.float16", "numpy.generic", "numpy.int8", "numpy.int16", "numpy.uint64"):
        return [np.float32(1.5), np.int64(3), np.bool_(True)] if name == "numpy.generic" \
            else [getattr(np, name.split(".")[1])(1)]
    return [evaluated(text) for text in MADE.get(name, [])]


def inputs(library: str) -> tuple[list[Any], Callable[[np.ndarray], Any]]:
    """What role x of a library's functions gets, and how to make one of its arrays."""
    if library == "torch":
        torch = namespace()["torch"]
        return tensors(), lambda a: torch.tensor(a)
    if library in ("tensorflow", "jax"):
        make = namespace()["tf"].constant if library == "tensorflow" else namespace()["jnp"].asarray
        arrays = [np.asarray(a, np.float32) if a.dtype == np.float64 else np.asarray(a, np.int32)
                  if a.dtype == np.int64 else a for a in samples.sample_arrays()]
        if library == "jax":   # every shape is compiled
            arrays = [arrays[place] for place in (0, 1, 2, 4)]
        return [make(a) for a in arrays], lambda a: make(np.asarray(a, np.float32) if a.dtype == np.float64 else a)
    return samples.sample_arrays() + samples.bare_values(), lambda a: a


def arguments(family: str | None, receiver: Any, inputs: list[Any]) -> list[Any]:
    """Inputs for a method: the receiver itself first, so that binary operations fit."""
    return ([receiver] if family in ("array", "scalar") else []) + inputs[:2]


def elementwise_equal(value: Any) -> bool:
    """Does == give something that is no bool: then an accepted hash is one by identity."""
    try:
        return not isinstance(value == value, (bool, np.bool_)) and value.__eq__(value) is not NotImplemented
    except Exception:
        return False
