"""The public surface of a library: every name it offers to be called, and what is left out of the count, and why."""

from __future__ import annotations

import importlib
import inspect
import sys
import types
import warnings
from dataclasses import dataclass, field
from typing import Any, Callable, Iterator

import estimators
from facts import resolve


@dataclass
class Surface:
    """modules and classes are those that the library documents as its public interface."""

    modules: list[str]
    classes: list[str] = field(default_factory=list)
    left_out: dict[str, str] = field(default_factory=dict)   # qualified prefix: why


def under(package: str, names: str) -> list[str]:
    return [package] + [f"{package}.{name}" for name in names.split()]


# Those with attributes of their own that programs read; of the others what they inherit.
ESTIMATORS = [f"sklearn.{name}" for name in (
    "linear_model.LinearRegression linear_model.Ridge linear_model.Lasso linear_model.ElasticNet "
    "linear_model.LogisticRegression linear_model.SGDClassifier linear_model.RidgeClassifier linear_model.Perceptron "
    "cluster.KMeans cluster.MiniBatchKMeans cluster.DBSCAN cluster.AgglomerativeClustering cluster.MeanShift "
    "cluster.SpectralClustering cluster.AffinityPropagation cluster.Birch decomposition.PCA decomposition.TruncatedSVD "
    "decomposition.NMF decomposition.FastICA decomposition.KernelPCA ensemble.RandomForestClassifier "
    "ensemble.RandomForestRegressor ensemble.GradientBoostingClassifier ensemble.GradientBoostingRegressor "
    "ensemble.AdaBoostClassifier ensemble.ExtraTreesClassifier ensemble.IsolationForest tree.DecisionTreeClassifier "
    "tree.DecisionTreeRegressor svm.SVC svm.SVR svm.LinearSVC neighbors.KNeighborsClassifier "
    "neighbors.KNeighborsRegressor neighbors.NearestNeighbors neighbors.KernelDensity naive_bayes.GaussianNB "
    "naive_bayes.MultinomialNB naive_bayes.BernoulliNB mixture.GaussianMixture mixture.BayesianGaussianMixture "
    "neural_network.MLPClassifier neural_network.MLPRegressor manifold.TSNE manifold.Isomap manifold.MDS "
    "preprocessing.StandardScaler preprocessing.MinMaxScaler preprocessing.RobustScaler preprocessing.MaxAbsScaler "
    "preprocessing.OneHotEncoder preprocessing.OrdinalEncoder preprocessing.LabelEncoder preprocessing.LabelBinarizer "
    "preprocessing.PolynomialFeatures preprocessing.KBinsDiscretizer impute.SimpleImputer "
    "feature_selection.SelectKBest feature_selection.VarianceThreshold gaussian_process.GaussianProcessRegressor "
    "discriminant_analysis.LinearDiscriminantAnalysis covariance.EmpiricalCovariance").split()]

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
    "sklearn": Surface(under("sklearn", "base calibration cluster compose covariance cross_decomposition datasets "
                                        "decomposition discriminant_analysis dummy ensemble feature_extraction "
                                        "feature_extraction.image feature_extraction.text feature_selection frozen "
                                        "gaussian_process gaussian_process.kernels impute inspection isotonic "
                                        "kernel_approximation kernel_ridge linear_model manifold metrics "
                                        "metrics.cluster metrics.pairwise mixture model_selection multiclass "
                                        "multioutput naive_bayes neighbors neural_network pipeline preprocessing "
                                        "random_projection semi_supervised svm tree utils utils.extmath "
                                        "utils.class_weight utils.multiclass utils.validation"), ESTIMATORS),
    "xarray": Surface(["xarray"], ["xarray.DataArray", "xarray.Dataset", "xarray.Variable"]),
    "polars": Surface(["polars"], ["polars.Series", "polars.DataFrame", "polars.LazyFrame", "polars.Expr"]),
    "pyarrow": Surface(under("pyarrow", "compute"), ["pyarrow.Array", "pyarrow.ChunkedArray", "pyarrow.Table",
                                                     "pyarrow.RecordBatch", "pyarrow.Scalar"]),
    "awkward": Surface(["awkward"], ["awkward.Array", "awkward.Record"]),
    "networkx": Surface(["networkx"], ["networkx.Graph", "networkx.DiGraph"]),
}


FILTERED = ("sklearn.",)       # their modules show what they import


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
    if not hasattr(sys.modules.get(name.rsplit(".", 1)[0]), "__all__") and name.startswith(FILTERED) and \
            str(getattr(target, "__module__", "")).split(".")[0] not in (name.split(".")[0], ""):
        return "of another library"
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
                try:
                    target = getattr(module, name, None)
                except ImportError:      # experimental: to be switched on first
                    continue
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
    if name in ESTIMATORS:
        learned = {member for one in estimators.fitted(name) for member in vars(one) if not member.startswith("_")}
        for member in sorted(member for member in learned if member.endswith("_") and not hasattr(owner, member)):
            yield Name(f"{name}.{member}", None, owner)


def public(module: types.ModuleType) -> list[str]:
    return sorted(name for name in getattr(module, "__all__", None) or dir(module) if not name.startswith("_"))
