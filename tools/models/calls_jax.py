"""Argument lists for functions of JAX that no guessed argument fits; see examples.py."""

from __future__ import annotations

KEY = "jax.random.key(0)"
LINE, GRID = "jnp.ones(3)", "jnp.ones((2, 3))"
SQUARE = "jnp.eye(3)"
PICTURE = "jnp.ones((1, 2, 4, 4))"


def each(names: str, package: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"{package}.{name}": calls for name in names.split()}


JAX: dict[str, tuple[str, ...]] = {
    **each("array_garbage_collection_guard default_device default_matmul_precision default_prng_impl transfer_guard "
           "transfer_guard_device_to_device transfer_guard_device_to_host transfer_guard_host_to_device "
           "numpy_dtype_promotion numpy_rank_promotion", "jax"),
    "jax.block_until_ready": (), "jax.typeof": (LINE,), "jax.ds": ("0, 2",), "jax.effects_barrier": ("",),
    "jax.new_ref": (LINE,), "jax.make_mesh": ("(1,), ('a',)",),
    "jax.make_array_from_callback": (), "jax.reshard": (),
    "jax.numpy.frompyfunc": ("abs, 1, 1",), "jax.numpy.printoptions": ("precision=2",),
    "jax.numpy.set_printoptions": (), "jax.numpy.fromfunction": ("lambda i, j: i + j, (2, 3)",),
    "jax.nn.dot_product_attention": ("jnp.ones((1, 2, 1, 4)), jnp.ones((1, 2, 1, 4)), jnp.ones((1, 2, 1, 4))",),
    "jax.nn.initializers.constant": ("1.0",), "jax.nn.initializers.variance_scaling": ("1.0, 'fan_in', 'normal'",),
    **each("delta_orthogonal glorot_normal glorot_uniform he_normal he_uniform lecun_normal lecun_uniform normal orthogonal "
           "truncated_normal uniform", "jax.nn.initializers", ""),
    "jax.lax.after_all": ("jax.lax.create_token()",), "jax.lax.create_token": ("",),
    **each("approx_max_k approx_min_k", "jax.lax", "jnp.ones((2, 4)), 2"),
    "jax.lax.betainc": ("1.0, 1.0, 0.5", f"{LINE}, {LINE}, {LINE} / 2", f"{GRID}, {GRID}, {GRID} / 2"),
    **each("igamma igammac igamma_grad_a random_gamma_grad", "jax.lax", f"{LINE}, {LINE}", f"{GRID}, {GRID}"),
    "jax.lax.conv": (f"{PICTURE}, jnp.ones((3, 2, 2, 2)), (1, 1), 'SAME'",),
    "jax.lax.conv_general_dilated": (f"{PICTURE}, jnp.ones((3, 2, 2, 2)), (1, 1), 'SAME'",),
    "jax.lax.conv_transpose": ("jnp.ones((1, 4, 4, 2)), jnp.ones((2, 2, 2, 3)), (1, 1), 'SAME'",),
    "jax.lax.conv_dimension_numbers": ("(1, 2, 4, 4), (3, 2, 2, 2), None",),
    "jax.lax.dot": (f"{LINE}, {LINE}", f"{GRID}, {LINE}", f"{GRID}, {SQUARE}"),
    "jax.lax.dot_general": (f"{GRID}, {SQUARE}, (((1,), (0,)), ((), ()))",),
    "jax.lax.dynamic_index_in_dim": (f"{LINE}, 0", f"{GRID}, 0", f"{GRID}, 0, 1, False"),
    "jax.lax.dynamic_slice": (f"{LINE}, (0,), (2,)", f"{GRID}, (0, 0), (1, 2)"),
    "jax.lax.dynamic_slice_in_dim": (f"{LINE}, 0, 2", f"{GRID}, 0, 1", f"{GRID}, 0, 2, 1"),
    "jax.lax.dynamic_update_slice": (f"{LINE}, jnp.ones(1), (0,)", f"{GRID}, jnp.ones((1, 1)), (0, 0)"),
    "jax.lax.empty": ("(3,), np.float32", "(2, 3), np.float32"),
    "jax.lax.fft": ("jnp.ones(4, complex), 'fft', (4,)", "jnp.ones((2, 4), complex), 'fft', (4,)"),
    "jax.lax.iota": ("np.float32, 3", "int, 4"),
    "jax.lax.optimization_barrier": (LINE,),
    "jax.lax.padtype_to_pads": ("(4, 4), (2, 2), (1, 1), 'SAME'",),
    "jax.lax.reduce_window_shape_tuple": ("(4, 4), (2, 2), (1, 1), ((0, 0), (0, 0))",),
    "jax.lax.rng_uniform": ("0.0, 1.0, (3,)", "0.0, 1.0, (2, 3)"),
    "jax.lax.select": (f"{LINE} > 0, {LINE}, {LINE}", f"{GRID} > 0, {GRID}, {GRID}"),
    "jax.lax.split": (f"{LINE}, (1, 2)", "jnp.ones((3, 2)), (1, 1, 1)"),
    "jax.lax.reduce_window": ("jnp.ones((4, 4)), 0.0, jax.lax.add, (2, 2), (1, 1), 'VALID'",),
    "jax.lax.gather": (f"{LINE}, jnp.array([[0]]), jax.lax.GatherDimensionNumbers((), (0,), (0,)), (1,)",),
    "jax.lax.scatter": (f"{LINE}, jnp.array([[0]]), jnp.ones(1), jax.lax.ScatterDimensionNumbers((), (0,), (0,))",),
    "jax.lax.rng_bit_generator": ("jnp.ones(4, np.uint32), (3,)",),
    "jax.lax.shape_as_value": ("(2, 3)",),
    **each("ball", "jax.random", f"{KEY}, 3", f"{KEY}, 3, 2.0, (4,)"),
    "jax.random.clone": (KEY,), "jax.random.key_impl": (KEY,), "jax.random.key_dtype": (),
    "jax.random.multinomial": (f"{KEY}, 3, jnp.ones(2) / 2", f"{KEY}, 3, jnp.ones((4, 2)) / 2"),
    "jax.random.wrap_key_data": ("jax.random.key_data(jax.random.key(0))",),
    "jax.scipy.linalg.eigh": (SQUARE,), "jax.scipy.linalg.eigh_tridiagonal": ("jnp.ones(3), jnp.ones(2), eigvals_only=True",),
    "jax.scipy.linalg.expm_frechet": (f"{SQUARE}, {SQUARE}",), "jax.scipy.linalg.funm": (f"{SQUARE}, jnp.sin",),
    "jax.scipy.linalg.hessenberg": (), "jax.scipy.linalg.lu": (f"{SQUARE}",), "jax.scipy.linalg.qr": (SQUARE,),
    "jax.scipy.linalg.schur": (SQUARE,), "jax.scipy.linalg.svd": (SQUARE,),
    "jax.scipy.stats.mode": (LINE, GRID),
    "jax.tree_util.treedef_tuple": ("[jax.tree.structure(1)]",),
    "jax.tree.transpose": (), "jax.tree_util.tree_transpose": (),
    "jax.tree.flatten": ("{'a': 1}", "[1, 2]"), "jax.tree_util.tree_flatten": ("{'a': 1}", "[1, 2]"),
    "jax.tree.structure": ("{'a': 1}", "[1, 2]"), "jax.tree_util.tree_structure": ("{'a': 1}", "[1, 2]"),
    "jax.image.resize": (f"{GRID}, (4, 6), 'linear'", "jnp.ones((2, 2, 2)), (4, 4, 2), 'nearest'"),
    "jax.image.scale_and_translate": (f"{GRID}, (4, 6), (0, 1), jnp.ones(2), jnp.zeros(2), 'linear'",),
    "jax.numpy.cross": (f"{LINE}, {LINE}", f"{GRID}, {GRID}"), "jax.numpy.linalg.cross": (f"{LINE}, {LINE}", f"{GRID}, {GRID}"),
    "jax.numpy.cov": (LINE, GRID), "jax.numpy.corrcoef": (LINE, GRID),
    "jax.numpy.matvec": (f"{SQUARE}, {LINE}",), "jax.numpy.vecmat": (f"{LINE}, {SQUARE}",),
    "jax.numpy.vecdot": (f"{LINE}, {LINE}", f"{GRID}, {GRID}"), "jax.numpy.linalg.vecdot": (f"{LINE}, {LINE}", f"{GRID}, {GRID}"),
    "jax.numpy.tensordot": (f"{GRID}, {SQUARE}, 1",), "jax.numpy.linalg.tensordot": (f"{GRID}, {SQUARE}, axes=1",),
    "jax.numpy.linalg.multi_dot": (f"[{SQUARE}, {SQUARE}]",), "jax.numpy.linalg.tensorinv": (SQUARE + ", ind=1",),
    "jax.numpy.linalg.tensorsolve": (f"{SQUARE}, {LINE}",), "jax.numpy.linalg.slogdet": (SQUARE,),
    "jax.numpy.linalg.matrix_norm": (SQUARE,), "jax.numpy.linalg.vector_norm": (LINE, GRID),
    "jax.numpy.ravel_multi_index": ("(jnp.array([0, 1]), jnp.array([1, 0])), (2, 2), mode='clip'",),
    "jax.numpy.apply_along_axis": ("jnp.sum, 0, jnp.ones((2, 3))",),
    "jax.numpy.gradient": (LINE, GRID), "jax.numpy.trapezoid": (LINE, GRID),
    "jax.numpy.intersect1d": (f"{LINE}, {LINE}",), "jax.numpy.trim_zeros": (LINE,),
    **each("polyadd polysub polymul", "jax.numpy", f"{LINE}, {LINE}"), **each("polyder polyint poly roots", "jax.numpy", LINE),
    "jax.numpy.vectorize": ("jnp.sin",),
    **each("value_and_grad vmap jacfwd jacrev jacobian hessian make_jaxpr", "jax", "jnp.sin"),
    "jax.linear_transpose": (f"lambda x: x, {LINE}",), "jax.vjp": (f"jnp.sin, {LINE}",),
    "jax.jvp": (f"jnp.sin, ({LINE},), ({LINE},)",), "jax.linearize": (f"jnp.sin, {LINE}",),
}

SHAPED = {"binomial": "5, 0.5", "bernoulli": "0.5", "beta": "1.0, 2.0", "bits": "", "chisquare": "2.0",
          "double_sided_maxwell": "0.0, 1.0", "f": "2.0, 3.0", "gamma": "2.0", "loggamma": "2.0",
          "generalized_normal": "2.0", "geometric": "0.5", "lognormal": "1.0", "maxwell": "", "pareto": "2.0",
          "poisson": "2.0", "rayleigh": "1.0", "t": "2.0", "triangular": "0.0, 0.5, 1.0", "truncated_normal": "0.0, 1.0",
          "wald": "1.0", "weibull_min": "1.0, 1.0"}
JAX |= {f"jax.random.{name}": (", ".join(filter(None, (KEY, given, "shape=(3,)"))),
                               ", ".join(filter(None, (KEY, given, "shape=(2, 3)")))) for name, given in SHAPED.items()}
SCATTER = "jnp.array([[0]]), jnp.ones(1), jax.lax.ScatterDimensionNumbers((), (0,), (0,))"
JAX |= {
    "jax.lax.reduce_precision": (f"{GRID}, 5, 2",), "jax.lax.convert_element_type": (f"{LINE}, np.int32", f"{GRID}, np.int32"),
    **each("real imag", "jax.lax", "jnp.ones(3, complex)", "jnp.ones((2, 3), complex)"),
    "jax.lax.rev": (f"{LINE}, (0,)", f"{GRID}, (1,)"), "jax.lax.pad": (f"{LINE}, 0.0, [(1, 1, 0)]",),
    "jax.lax.slice": (f"{LINE}, (0,), (2,)", f"{GRID}, (0, 0), (1, 2)"), "jax.lax.slice_in_dim": (f"{GRID}, 0, 2, axis=1",),
    **each("dynamic_update_slice_in_dim dynamic_update_index_in_dim", "jax.lax", "jnp.zeros((2, 3)), jnp.ones((1, 3)), 0, 0"),
    **each("scatter_add scatter_max scatter_min scatter_mul scatter_sub", "jax.lax", f"{LINE}, {SCATTER}"),
    "jax.lax.broadcasted_iota": ("np.int32, (2, 3), 0",), "jax.lax.broadcast_in_dim": (f"{LINE}, (2, 3), (1,)",),
    "jax.lax.squeeze": ("jnp.ones((1, 3)), (0,)",), "jax.lax.concatenate": (f"[{LINE}, {LINE}], 0", f"[{GRID}, {GRID}], 1"),
    **each("argmax argmin", "jax.lax", f"{LINE}, 0, np.int32", f"{GRID}, 1, np.int32"),
    **each("reduce_max reduce_min reduce_sum reduce_prod", "jax.lax", f"{LINE}, (0,)", f"{GRID}, (0,)", f"{GRID}, (0, 1)"),
    **each("reduce_or reduce_and reduce_xor", "jax.lax", "jnp.ones(3, int), (0,)", "jnp.ones((2, 3), int), (1,)"),
    "jax.lax.conv_general_dilated_patches": (f"{PICTURE}, (2, 2), (1, 1), 'VALID'",),
    "jax.scipy.special.multigammaln": ("jnp.array([3.0, 4.0]), 2",),
    "jax.scipy.linalg.cho_solve": (f"({SQUARE}, True), {LINE}", f"({SQUARE}, True), {SQUARE}"),
    "jax.scipy.linalg.lu_solve": (f"jax.scipy.linalg.lu_factor({SQUARE}), {LINE}",),
    **each("dft hadamard helmert hilbert invhilbert invpascal pascal", "jax.scipy.linalg", "4"),
    "jax.scipy.linalg.solve_sylvester": (f"{SQUARE}, {SQUARE}, {SQUARE}",), "jax.nn.glu": ("jnp.ones((2, 4))", "jnp.ones(4)"),
}
