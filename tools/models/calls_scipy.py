"""Argument lists for functions of scipy that no guessed argument fits; see examples.py."""

from __future__ import annotations

M, V, N = "np.eye(3)", "np.arange(9.0)", "np.array([4.0, 3.0, 0.5])"
SQUARES, LINKS = "lambda v: (v ** 2).sum()", "scipy.cluster.hierarchy.linkage(np.arange(8.0).reshape(4, 2))"
CUBE, CSR = "lambda v: v ** 3 - 1", "sp.csr_matrix(np.eye(3) * 2)"
HALVES = "np.arange(9).reshape(3, 3) % 2"


def each(names: str, module: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"scipy.{module}.{name}": calls for name in names.split()}


SCIPY: dict[str, tuple[str, ...]] = {
    "scipy.integrate.quad": ("np.sin, 0, 1",), "scipy.integrate.dblquad": ("lambda y, x: x * y, 0, 1, 0, 1",),
    "scipy.integrate.odeint": ("lambda y, t: -y, 1.0, [0.0, 1.0]", "lambda y, t: -y, [1.0, 2.0], [0.0, 1.0]"),
    "scipy.integrate.solve_ivp": ("lambda t, y: -y, (0, 1), [1.0]",),
    "scipy.interpolate.splrep": (f"{V}, {V}",), "scipy.interpolate.interpn": (f"({V},), {V}, [1.5]",),
    "scipy.interpolate.make_interp_spline": (f"{V}, {V}",),
    **each("cho_factor lu_factor", "linalg", M), **each("lstsq", "linalg", f"{M}, {N}"), **each("pinv pinvh", "linalg", M),
    **each("hilbert helmert dft pascal invhilbert invpascal", "linalg", "3"),
    **each("polar schur hessenberg", "linalg", M), **each("orthogonal_procrustes", "linalg", f"{M}, {M}"),
    **each("percentile_filter rank_filter", "ndimage", f"{M}, 1, 2"), **each("generic_filter", "ndimage", f"{M}, np.max, 2"),
    **each("white_tophat black_tophat grey_closing grey_opening morphological_gradient morphological_laplace", "ndimage", f"{M}, 2"),
    **each("maximum_position minimum_position", "ndimage", M), **each("histogram", "ndimage", f"{M}, 0, 1, 3"),
    **each("generate_binary_structure", "ndimage", "2, 1"), **each("distance_transform_cdt", "ndimage", HALVES),
    **each("bisect brentq brenth ridder toms748", "optimize", f"{CUBE}, 0, 3"), **each("newton", "optimize", f"{CUBE}, 2.0"),
    **each("fsolve", "optimize", f"{CUBE}, [2.0]", f"{CUBE}, 2.0"),
    **each("fmin fmin_bfgs fmin_cg fmin_powell", "optimize", f"{SQUARES}, [1.0, 2.0], disp=False"),
    **each("leastsq", "optimize", "lambda v: v, [1.0, 2.0]"), **each("fmin_l_bfgs_b", "optimize", f"{SQUARES}, [1.0, 2.0], approx_grad=True"),
    **each("dual_annealing shgo direct", "optimize", f"{SQUARES}, [(-1, 1)]"), **each("root_scalar", "optimize", f"{CUBE}, bracket=(0, 3)"),
    **each("approx_fprime", "optimize", f"np.array([1.0, 2.0]), {SQUARES}"),
    **each("cheby1 cheby2", "signal", "3, 1, 0.2", "3, 1, 0.2, output='sos'"), **each("ellip", "signal", "3, 1, 5, 0.2", "3, 1, 5, 0.2, output='sos'"),
    **each("iirfilter", "signal", "3, 0.2, btype='low'", "3, 0.2, btype='low', output='sos'"), **each("iirnotch iirpeak", "signal", "0.2, 3"),
    **each("firwin", "signal", "5, 0.2"), **each("get_window", "signal", "'hann', 5"), **each("savgol_coeffs", "signal", "5, 2"),
    **each("lfilter", "signal", f"[1.0], [1.0, 0.5], {V}", f"[1.0], [1.0, 0.5], {M}"), **each("decimate resample", "signal", f"np.arange(40.0), 2"),
    **each("sosfilt sosfiltfilt", "signal", "scipy.signal.butter(2, 0.2, output='sos'), np.arange(40.0)"),
    **each("argrelextrema", "signal", f"{N}, np.greater"), **each("correlation_lags", "signal", "3, 3"),
    **each("zpk2sos", "signal", "*scipy.signal.butter(2, 0.2, output='zpk')"),
    **each("eye_array", "sparse", "3"), **each("diags_array", "sparse", "[1, 2]"), **each("random_array", "sparse", "(3, 3)"),
    **each("rand", "sparse", "3, 3"), **each("spdiags", "sparse", "[[1, 2]], [0], 2, 2"),
    **each("cg bicg bicgstab gmres minres lgmres cgs qmr", "sparse.linalg", f"{CSR}, {N}"), **each("inv", "sparse.linalg", f"{CSR}.tocsc()"),
    **each("lsqr", "sparse.linalg", f"{CSR}, {N}"), **each("csgraph_to_dense", "sparse.csgraph", CSR),
    **each("csgraph_from_dense", "sparse.csgraph", M), **each("structural_rank", "sparse.csgraph", CSR),
    **each("min_weight_full_bipartite_matching", "sparse.csgraph", CSR),
    **each("cut_tree inconsistent maxdists to_mlab_linkage is_monotonic num_obs_linkage to_tree", "cluster.hierarchy", LINKS),
    **each("optimal_leaf_ordering", "cluster.hierarchy", f"{LINKS}, np.arange(8.0).reshape(4, 2)"),
    **each("trim_mean", "stats", f"{V}, 0.1", f"{M}, 0.1"), **each("trimboth", "stats", f"{V}, 0.1"), **each("yeojohnson", "stats", N),
    **each("friedmanchisquare", "stats", f"{N}, {N} + 1, {N} * 2"),
    **{f"scipy.special.roots_{name}": ("3",) for name in "chebyt chebyu legendre hermite laguerre".split()},
    **{f"scipy.special.{name}": ("3",) for name in "h_roots p_roots l_roots legendre hermite laguerre chebyt chebyu".split()},
}
