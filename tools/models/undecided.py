"""Public names that a model cannot know by themselves, and why: what comes back is decided elsewhere."""

from __future__ import annotations

FUNCTION = "gives what the function that is passed gives, or something made of that"
FILE = "gives what a file, or another program, holds"
HOLDS = "gives an element, a label or an attribute of whatever the instance holds"
MISSING = "needs another library, hardware, or a compiler that is not there"
GRAPH = "only for graphs of version 1"
INTERNAL = "not documented: a helper that happens to be visible"
INVERSE = "gives whatever structure it was given, with other leaves"
SETTING = "gives a context manager of a class that is not documented"
GONE = "raises: it was removed"


def names(package: str, *groups: tuple[str, str]) -> dict[str, str]:
    return {f"{package}.{name}": reason for reason, listed in groups for name in listed.split()}


UNDECIDED: dict[str, str] = {
    **names("numpy", (FILE, "load fromregex rec.fromfile"), (FUNCTION, "geterrcall seterrcall ma.apply_along_axis"),
            (HOLDS, "ndarray.base generic.base matrix.base ma.MaskedArray.base ma.MaskedArray.fill_value "
                    "ma.MaskedArray.baseclass ma.default_fill_value ma.maximum_fill_value ma.minimum_fill_value "
                    "ma.common_fill_value generic.data generic.getfield")),
    **names("torch", (FUNCTION, "cond vmap fork wait nn.functional.boolean_dispatch utils.data.default_collate "
                                "utils.data.default_convert nn.utils.skip_init nn.functional.handle_torch_function Tensor.as_subclass "
                                "nn.utils.convert_conv2d_weight_memory_format nn.utils.convert_conv3d_weight_memory_format "
                                "nn.utils.fuse_conv_bn_eval"),
            (FILE, "load import_ir_module import_ir_module_from_buffer"),
            (MISSING, "get_autocast_ipu_dtype get_autocast_xla_dtype is_autocast_ipu_enabled is_autocast_xla_enabled "
                      "set_autocast_ipu_dtype set_autocast_ipu_enabled set_autocast_xla_dtype set_autocast_xla_enabled "
                      "Tensor.ipu Tensor.mtia Tensor.record_stream nn.functional.grouped_mm nn.functional.scaled_mm "
                      "nn.functional.scaled_grouped_mm sparse.SparseSemiStructuredTensor "
                      "sparse.SparseSemiStructuredTensorCUSPARSELT sparse.SparseSemiStructuredTensorCUTLASS "
                      "sparse.to_sparse_semi_structured get_device_module"),
            (INTERNAL, "merge_type_from_type_comment parse_ir parse_schema parse_type_comment unify_type_list "
                       "thread_safe_generator nn.functional.Optional nn.functional.has_torch_function "
                       "nn.functional.has_torch_function_unary nn.functional.has_torch_function_variadic "
                       "utils.data.argument_validation utils.data.runtime_validation utils.data.DataChunk "
                       "sparse.as_sparse_gradcheck nn.factory_kwargs"),
            (HOLDS, "Tensor.grad_fn distributions.biject_to distributions.transform_to distributions.register_kl "
                    "utils.data.get_worker_info nn.utils.remove_spectral_norm nn.utils.remove_weight_norm "
                    "nn.utils.spectral_norm nn.utils.weight_norm"),
            (GONE, "Tensor.eig Tensor.lstsq Tensor.solve Tensor.symeig Tensor.reinforce Tensor.index")),
    **names("tensorflow", (FUNCTION, "case cond custom_gradient foldl foldr grad_pass_through map_fn "
                                     "nondifferentiable_batch_function numpy_function py_function recompute_grad scan "
                                     "switch_case vectorized_map while_loop nn.with_space_to_batch sparse.map_values "
                                     "ragged.map_flat_values data.Dataset.reduce nn.RNNCellDeviceWrapper"),
            (GRAPH, "gradients hessians import_graph_def Tensor.eval Variable.eval Variable.count_up_to Variable.graph "
                    "Variable.initial_value Variable.initializer Variable.op Variable.load Variable.to_proto "
                    "Variable.from_proto Variable.SaveSliceInfo io.write_graph parallel_stack Tensor.name "
                    "Variable.constraint train.checkpoints_iterator"),
            (FILE, "load_op_library train.latest_checkpoint train.list_variables train.load_checkpoint "
                   "train.load_variable train.get_checkpoint_state data.Dataset.load data.Dataset.save io.decode_proto "
                   "io.encode_proto io.decode_json_example io.parse_sequence_example io.parse_single_sequence_example "
                   "image.decode_bmp image.decode_gif image.decode_jxl image.decode_webp"),
            (HOLDS, "data.Dataset.element_spec data.Dataset.get_single_element get_static_value nest.map_structure"),
            (SETTING, "control_dependencies device init_scope variable_creator_scope"),
            (INTERNAL, "check_pinned make_tensor_proto Tensor.OVERLOADABLE_OPERATORS"),
            (MISSING, "fftnd ifftnd rfftnd irfftnd signal.fftnd signal.ifftnd signal.rfftnd signal.irfftnd "
                      "conv2d_backprop_filter_v2 conv2d_backprop_input_v2 math.approx_min_k "
                      "image.generate_bounding_box_proposals quantization.quantized_concat ragged_fill_empty_rows")),
    **names("jax", (FUNCTION, "custom_gradient custom_jvp custom_vjp eval_shape pure_callback softmax_custom_jvp "
                              "jvp vjp linearize lax.cond lax.scan lax.fori_loop lax.while_loop lax.switch lax.map "
                              "lax.associative_scan lax.composite lax.custom_linear_solve lax.custom_root "
                              "lax.platform_dependent lax.reduce tree.map tree.map_with_path tree.reduce tree_util.tree_map "
                              "tree_util.tree_map_with_path tree_util.tree_reduce make_array_from_callback"),
            (INVERSE, "block_until_ready device_get reshard pcast auto_pcast lax.pcast lax.optimization_barrier "
                      "lax.with_sharding_constraint tree.unflatten tree_util.tree_unflatten tree.transpose "
                      "tree_util.tree_transpose lax.dce_sink free_ref lax.pbroadcast"),
            (MISSING, "lax.all_gather lax.all_to_all lax.pmax lax.pmean lax.pmin lax.ppermute lax.precv lax.psend "
                      "lax.pshuffle lax.psum lax.psum_scatter lax.pswapaxes lax.ragged_all_to_all lax.scaled_dot "
                      "make_array_from_process_local_data make_array_from_single_device_arrays "
                      "remove_size_one_mesh_axis_from_type nn.scaled_dot_general nn.get_scaled_dot_general_config"),
            (FILE, "numpy.load numpy.fromfile"),
            (SETTING, "array_garbage_collection_guard check_tracer_leaks checking_leaks debug_infs debug_key_reuse "
                      "debug_nans default_device default_matmul_precision default_prng_impl disable_jit enable_checks "
                      "enable_custom_prng enable_x64 ensure_compile_time_eval explain_cache_misses legacy_prng_key "
                      "log_compiles named_scope numpy_dtype_promotion numpy_rank_promotion threefry_partitionable "
                      "transfer_guard transfer_guard_device_to_device transfer_guard_device_to_host "
                      "transfer_guard_host_to_device numpy.printoptions"),
            (HOLDS, "Array.sharding Array.device Array.flat Array.global_shards Array.addressable_shards typeof"),
            (INTERNAL, "allow_f16_reductions jax2tf_associative_scan_reductions make_user_context no_execution "
                       "no_tracing thread_guard lax.PrecisionLike tree_util.KeyPath "
                       "lax.ConvGeneralDilatedDimensionNumbers lax.DotDimensionNumbers lax.create_token lax.after_all")),
    **names("pandas", (FUNCTION, "DataFrame.pipe Series.pipe Series.agg Series.aggregate eval DataFrame.eval "
                                 "core.groupby.generic.DataFrameGroupBy.pipe core.groupby.generic.SeriesGroupBy.pipe"),
            (FILE, "read_pickle read_hdf read_iceberg"),
            (MISSING, "DataFrame.boxplot DataFrame.hist DataFrame.plot Series.hist Series.plot DataFrame.style "
                      "DataFrame.to_xarray Series.to_xarray Series.list Series.struct "
                      "core.groupby.generic.DataFrameGroupBy.boxplot core.groupby.generic.DataFrameGroupBy.hist "
                      "core.groupby.generic.DataFrameGroupBy.plot core.groupby.generic.SeriesGroupBy.hist "
                      "core.groupby.generic.SeriesGroupBy.plot"),
            (HOLDS, "get_option DataFrame.asof DataFrame.first_valid_index DataFrame.get DataFrame.last_valid_index "
                    "DataFrame.squeeze Series.asof Series.dot Series.dtype Series.dtypes Series.first_valid_index "
                    "Series.get Series.idxmax Series.idxmin Series.item Series.kurt Series.kurtosis "
                    "Series.last_valid_index Series.max Series.mean Series.median Series.min Series.name Series.pop "
                    "Series.prod Series.product Series.quantile Series.searchsorted Series.sem Series.skew "
                    "Series.squeeze Series.std Series.sum Series.var Series.xs "
                    "core.groupby.generic.DataFrameGroupBy.keys core.groupby.generic.DataFrameGroupBy.level "
                    "core.groupby.generic.SeriesGroupBy.keys core.groupby.generic.SeriesGroupBy.level "
                    "DatetimeIndex.mean DatetimeIndex.std DatetimeIndex.tz DatetimeIndex.tzinfo DatetimeIndex.freq"),
            *[(HOLDS, " ".join(f"{index}.{name}" for name in (
                "all any asof dtype get_loc item join max min name names reindex replace searchsorted sortlevel").split()))
              for index in ("Index", "MultiIndex", "DatetimeIndex")]),
}
