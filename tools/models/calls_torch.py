"""Modules of torch.nn: what makes one, and what it is called with; see instances.py and examples.py."""

from __future__ import annotations

LINE, PLANE, SPACE = "torch.ones(1, 2, 4)", "torch.ones(1, 2, 4, 4)", "torch.ones(1, 2, 4, 4, 4)"
GRID, LABELS = "torch.ones(2, 3)", "torch.zeros(2, dtype=torch.long)"
SEQUENCE = "torch.ones(4, 1, 3)"
INPUTS = {"1d": LINE, "2d": PLANE, "3d": SPACE}


def sized(names: str, arguments: str) -> dict[str, tuple[str, str]]:
    """For each of the three numbers of dimensions."""
    return {f"{name}{size}": (arguments, given) for name in names.split() for size, given in INPUTS.items()}


def each(names: str, arguments: str, *given: str) -> dict[str, tuple[str, ...]]:
    return {name: (arguments, *given) for name in names.split()}


# Name in torch.nn: arguments of the constructor, then argument lists for calls.
MODULES: dict[str, tuple[str, ...]] = {
    **sized("AdaptiveAvgPool AdaptiveMaxPool AvgPool MaxPool BatchNorm InstanceNorm", "2"),
    **sized("LPPool", "2, 2"), **sized("Conv ConvTranspose", "2, 3, 1"), **sized("Dropout", "0.5"),
    **sized("LazyBatchNorm LazyInstanceNorm", ""), **sized("LazyConv LazyConvTranspose", "3, 1"),
    **sized("CircularPad ReflectionPad ReplicationPad ZeroPad", "1"), **sized("ConstantPad", "1, 0.0"),
    **each("AlphaDropout FeatureAlphaDropout CELU ELU GELU Hardshrink Hardsigmoid Hardswish Hardtanh Identity LeakyReLU "
           "LogSigmoid Mish PReLU ReLU ReLU6 RReLU SELU SiLU Sigmoid Softplus Softshrink Softsign Tanh Tanhshrink", "",
           GRID, "torch.ones(3)"),
    **each("Softmax Softmin LogSoftmax", "dim=-1", GRID, "torch.ones(3)"), "GLU": ("", "torch.ones(2, 4)"),
    "Threshold": ("0.1, 0.0", GRID, "torch.ones(3)"), "Softmax2d": ("", PLANE), "Flatten": ("", PLANE, GRID),
    "Unflatten": ("1, (1, 3)", GRID), "Fold": ("(4, 4), (2, 2)", "torch.ones(1, 8, 9)"), "Unfold": ("2", PLANE),
    "FractionalMaxPool2d": ("2, output_size=2", PLANE), "FractionalMaxPool3d": ("2, output_size=2", SPACE),
    "GroupNorm": ("2, 2", PLANE), "RMSNorm": ("3", GRID), "LayerNorm": ("3", GRID), "CrossMapLRN2d": ("2", PLANE),
    "LocalResponseNorm": ("2", PLANE), "SyncBatchNorm": ("2",), "ChannelShuffle": ("2", PLANE),
    "PixelShuffle": ("2", "torch.ones(1, 4, 2, 2)"), "PixelUnshuffle": ("2", PLANE),
    **each("Upsample UpsamplingBilinear2d UpsamplingNearest2d", "scale_factor=2", PLANE),
    "Linear": ("3, 2", GRID, "torch.ones(3)"), "LazyLinear": ("2", GRID),
    "Bilinear": ("3, 3, 2", f"{GRID}, {GRID}"), "Embedding": ("3, 2", LABELS, "torch.zeros(2, 3, dtype=torch.long)"),
    "EmbeddingBag": ("3, 2", "torch.zeros(2, 3, dtype=torch.long)"),
    "CosineSimilarity": ("", f"{GRID}, {GRID}"), "PairwiseDistance": ("", f"{GRID}, {GRID}"),
    **each("MSELoss L1Loss SmoothL1Loss HuberLoss BCELoss BCEWithLogitsLoss KLDivLoss PoissonNLLLoss SoftMarginLoss "
           "HingeEmbeddingLoss MultiLabelSoftMarginLoss", "", f"{GRID}, {GRID}"),
    **each("CrossEntropyLoss NLLLoss MultiMarginLoss", "", f"{GRID}, {LABELS}"),
    "MultiLabelMarginLoss": ("", f"{GRID}, torch.zeros(2, 3, dtype=torch.long)"), "NLLLoss2d": ("",),
    "GaussianNLLLoss": ("", f"{GRID}, {GRID}, {GRID}"), "MarginRankingLoss": ("", "torch.ones(3), torch.ones(3), torch.ones(3)"),
    "CosineEmbeddingLoss": ("", f"{GRID}, {GRID}, torch.ones(2)"),
    **each("TripletMarginLoss TripletMarginWithDistanceLoss", "", f"{GRID}, {GRID}, {GRID}"),
    "CTCLoss": ("", f"{SEQUENCE}.log_softmax(2), torch.ones(1, 2, dtype=torch.long), torch.tensor([4]), torch.tensor([2])"),
    **each("RNN GRU LSTM", "3, 2", SEQUENCE, "torch.ones(4, 3)"), **each("RNNCell GRUCell LSTMCell", "3, 2", GRID),
    "MultiheadAttention": ("4, 2", ", ".join(["torch.ones(3, 1, 4)"] * 3)),
    "Transformer": ("4, 2, 1, 1, 4", "torch.ones(3, 1, 4), torch.ones(2, 1, 4)"),
    "TransformerEncoderLayer": ("4, 2, 4", "torch.ones(3, 1, 4)"),
    "TransformerDecoderLayer": ("4, 2, 4", "torch.ones(3, 1, 4), torch.ones(2, 1, 4)"),
    "TransformerEncoder": ("torch.nn.TransformerEncoderLayer(4, 2, 4), 1", "torch.ones(3, 1, 4)"),
    "TransformerDecoder": ("torch.nn.TransformerDecoderLayer(4, 2, 4), 1", "torch.ones(3, 1, 4), torch.ones(2, 1, 4)"),
    **{f"MaxUnpool{size}": ("2", f"*torch.nn.MaxPool{size}(2, return_indices=True)({given})") for size, given in INPUTS.items()},
}
MADE = {f"torch.nn.{name}": [f"torch.nn.{name}({texts[0]})"] for name, texts in MODULES.items()}
TORCH: dict[str, tuple[str, ...]] = {
    **{f"torch.nn.{name}.__call__": texts[1:] for name, texts in MODULES.items() if texts[1:]},
    "torch.nn.ModuleDict.__getitem__": ("'a'",), "torch.nn.ModuleDict.pop": ("'a'",), "torch.nn.ModuleDict.__delitem__": ("'a'",),
    "torch.nn.ParameterDict.__getitem__": ("'a'",), "torch.nn.ParameterDict.pop": ("'a'",),
    "torch.nn.ParameterDict.__delitem__": ("'a'",),
    "torch.nn.ModuleList.append": ("torch.nn.ReLU()",), "torch.nn.ModuleList.extend": ("[torch.nn.ReLU()]",),
    "torch.nn.ModuleList.insert": ("0, torch.nn.ReLU()",), "torch.nn.Sequential.append": ("torch.nn.ReLU()",),
    "torch.nn.Sequential.extend": ("torch.nn.Sequential(torch.nn.ReLU())",), "torch.nn.Sequential.insert": ("0, torch.nn.ReLU()",),
    "torch.nn.Module.apply": ("lambda module: None",), "torch.nn.Module.get_parameter": ("'weight'",),
    "torch.nn.Module.get_submodule": ("''",), "torch.nn.Module.type": ("torch.float64",), "torch.nn.Module.to_empty": (),
    **{f"torch.nn.Module.register_{name}": ("lambda *given: None",) for name in (
        "backward_hook", "forward_hook", "forward_pre_hook", "full_backward_hook")},
    "torch.nn.utils.parameters_to_vector": ("[torch.ones(3), torch.ones(2, 2)]",),
    "torch.nn.utils.clip_grad_norm_": ("torch.nn.Linear(3, 2).parameters(), 1.0",),
    "torch.nn.utils.get_total_norm": ("[torch.ones(3)]",), "torch.nn.init.calculate_gain": ("'relu'",),
    "torch.nn.init.constant_": ("torch.ones(3), 1.0", "torch.ones(2, 3), 1.0"), "torch.nn.init.sparse_": ("torch.ones(3, 3), 0.1",),
    "torch.nn.utils.rnn.pack_padded_sequence": ("torch.ones(4, 1, 3), [4]",),
    "torch.nn.utils.rnn.pad_packed_sequence": ("torch.nn.utils.rnn.pack_padded_sequence(torch.ones(4, 1, 3), [4])",),
    "torch.nn.utils.rnn.unpad_sequence": ("torch.ones(4, 1, 3), torch.tensor([4])",),
    "torch.einsum": ("'ij,jk->ik', torch.eye(2), torch.eye(2)", "'ij->i', torch.eye(2)", "'ii->', torch.eye(2)"),
    "torch.from_numpy": ("np.ones(3)", "np.ones((2, 3), np.float32)"), "torch.frombuffer": ("bytearray(16), dtype=torch.float32",),
    "torch.can_cast": ("torch.float32, torch.int64",), "torch.promote_types": ("torch.float32, torch.int64",),
    "torch.result_type": ("torch.ones(3), 1",), "torch.get_autocast_dtype": ("'cpu'",), "torch.typename": ("torch.ones(3)",),
    "torch.is_storage": ("torch.ones(3).untyped_storage()",), "torch.combinations": ("torch.ones(3)",),
    "torch.cartesian_prod": ("torch.ones(3), torch.ones(2)",), "torch.chain_matmul": ("torch.eye(3), torch.eye(3)",),
    "torch.linalg.multi_dot": ("[torch.eye(3), torch.eye(3)]",), "torch.linalg.tensorinv": ("torch.eye(4).reshape(2, 2, 2, 2)",),
    "torch.linalg.tensorsolve": ("torch.eye(3), torch.ones(3)",), "torch.linalg.solve": ("torch.eye(3), torch.ones(3)", "torch.eye(3), torch.ones(3, 2)"),
    "torch.randint": ("5, (3,)", "0, 5, (2, 3)"), "torch.randint_like": ("torch.ones(3), 5", "torch.ones(2, 3), 5"),
    "torch.reshape": ("torch.ones(6), (2, 3)", "torch.ones(2, 3), (6,)"),
    "torch.stft": ("torch.ones(8), 4, return_complex=True, window=torch.ones(4)",),
    "torch.Tensor.stft": ("4, return_complex=True, window=torch.ones(4)",),
    "torch.utils.data.random_split": ("[1, 2, 3], [1, 2]",), "torch.utils.data.Dataset.__add__": (),
    "torch.quantize_per_tensor": ("torch.ones(3), 0.1, 0, torch.quint8",),
    "torch.manual_seed": ("0",), "torch.Generator.manual_seed": ("0",), "torch.allclose": ("torch.ones(3), torch.ones(3)",),
    "torch.Tensor.unflatten": ("0, (-1, 1)",), "torch.Tensor.__format__": ("''",), "torch.Tensor.__deepcopy__": ("{}",),
    "torch.sparse_coo_tensor": ("torch.tensor([[0, 1]]), torch.ones(2), (3,)",),
    "torch.distributions.Distribution.expand": ("(2, 2)",), "torch.distributions.Distribution.sample_n": ("3",),
    "torch.distributions.kl_divergence": (", ".join(["torch.distributions.Normal(torch.zeros(2), torch.ones(2))"] * 2),),
}

M, V, B = "torch.eye(3)", "torch.ones(3)", "torch.ones(2, 3, 3)"
PLACES = "torch.tensor([0, 1])"
SPARSE, ROWS = f"{M}.to_sparse()", f"{M}.to_sparse_csr()"
COARSE = "torch.quantize_per_tensor(torch.ones(3), 0.1, 0, torch.quint8)"
EACH = "torch.quantize_per_channel(torch.ones(2, 3), torch.tensor([0.1, 0.1]), torch.tensor([0, 0]), 0, torch.quint8)"
ZEROS = "torch.zeros(1, 1, 2)"      # a state of a recurrent layer
CELL = "torch.ones(6, 3), torch.ones(6, 2), torch.ones(6), torch.ones(6)"
GATES = "[torch.ones({0}, 3), torch.ones({0}, 2), torch.ones({0}), torch.ones({0})], True, 1, 0.0, False, False, False"


def functions(names: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"torch.{name}": calls for name in names.split()}


def members(names: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"torch.Tensor.{name}": calls for name in names.split()}


def layers(names: str, *calls: str) -> dict[str, tuple[str, ...]]:
    return {f"torch.nn.functional.{name}": calls for name in names.split()}


TORCH |= {
    **functions("addmm", f"{M}, {M}, {M}", f"{V}, {M}, {M}"), **functions("saddmm sspaddmm", f"{SPARSE}, {SPARSE}, {M}"),
    **functions("addbmm", f"{M}, {B}, {B}"), **functions("baddbmm", f"{B}, {B}, {B}"), **functions("addmv addmv_", f"{V}, {M}, {V}"),
    **functions("addr", f"{M}, {V}, {V}"), **functions("smm hsmm", f"{SPARSE}, {M}"), **functions("hspmm", f"{SPARSE}, {M}"),
    **functions("inner", f"{V}, {V}", f"{M}, {V}"), **members("inner", V), **members("smm", M), **members("sspaddmm", f"{SPARSE}, {M}"),
    **functions("clamp clip clamp_ clip_", f"{M}, 0.5", f"{V}, 0.2, 0.5", f"{B}, max=0.5"), **members("clamp clip clamp_ clip_", "0.5", "0, 1"),
    **functions("gather", f"{M}, 1, torch.zeros(3, 1, dtype=torch.long)"), **members("gather", "1, torch.zeros(3, 1, dtype=torch.long)"),
    **functions("index_put index_put_", f"{V}, ({PLACES},), torch.ones(2)"), **members("index_put index_put_", f"({PLACES},), torch.tensor(1.0)", f"({PLACES},), torch.tensor(1)"),
    **functions("index_reduce", f"{V}, 0, {PLACES}, torch.ones(2), 'prod'"), **members("index_reduce index_reduce_", f"0, {PLACES}, torch.ones(2), 'prod'"),
    **functions("scatter_reduce", f"{V}, 0, {PLACES}, torch.ones(2), 'sum'"), **members("scatter_reduce scatter_reduce_", f"0, {PLACES}, torch.ones(2), 'sum'"),
    **functions("masked_fill", f"{V}, {V} > 2, 0", f"{M}, {M} > 2, 0.5"), **members("masked_fill", "torch.tensor(True), 1"),
    **functions("select_scatter", f"{M}, {V}, 0, 0"), **functions("segment_reduce", f"{V}, 'sum', lengths=torch.tensor([1, 2])"),
    **functions("unsafe_split_with_sizes", f"{V}, [1, 2]"), **members("unsafe_split_with_sizes", "[1, 2]"),
    **members("unsafe_split unsafe_chunk", "2"), **functions("unsafe_split unsafe_chunk", f"{V}, 2"),
    **functions("nonzero_static", f"{M}, size=2"), **members("nonzero_static", "size=2"), **members("float_power_", "2"),
    **members("apply_", "lambda cell: cell"), **members("lu_solve", "*torch.linalg.lu_factor(torch.eye(3))"),
    **functions("lu_solve", f"{M}, *torch.linalg.lu_factor({M})"), **functions("lu_unpack", f"*torch.linalg.lu_factor({M})"),
    **functions("linalg.lu_solve", f"*torch.linalg.lu_factor({M}), {M}"), **functions("linalg.ldl_solve", f"*torch.linalg.ldl_factor({M}), {M}"),
    **functions("linalg.solve_ex", f"{M}, {V}"), **functions("linalg.solve_triangular", f"{M}, {M}, upper=True"),
    **members("ormqr", f"{V}, {M}"), **members("istft", "4"), **functions("istft", "torch.ones(3, 3, dtype=torch.complex64), 4, window=torch.ones(4)"),
    **functions("empty_permuted", "(2, 3), (0, 1)"), **functions("affine_grid_generator", "torch.ones(1, 2, 3), (1, 1, 2, 2), False"),
    **functions("alpha_dropout dropout feature_alpha_dropout feature_dropout", "torch.ones(2, 3), 0.5, True"),
    **functions("alpha_dropout_ dropout_ feature_dropout_", "torch.ones(2, 3), 0.5, True"),
    **functions("batch_norm", f"{PLANE}, None, None, torch.zeros(2), torch.ones(2), False, 0.1, 1e-5, False"),
    **functions("instance_norm", f"{PLANE}, None, None, None, None, True, 0.1, 1e-5, False"),
    **functions("layer_norm rms_norm", f"{GRID}, (3,)"), **functions("embedding_bag", "torch.ones(3, 2), torch.tensor([0, 1]), torch.tensor([0])"),
    **functions("conv_transpose1d", f"{LINE}, torch.ones(2, 2, 3)"), **functions("conv_transpose2d", f"{PLANE}, torch.ones(2, 2, 3, 3)"),
    **functions("conv_transpose3d", f"{SPACE}, torch.ones(2, 2, 3, 3, 3)"),
    **functions("convolution", f"{PLANE}, torch.ones(2, 2, 3, 3), None, (1, 1), (0, 0), (1, 1), False, (0, 0), 1"),
    **functions("grid_sampler grid_sampler_2d", f"{PLANE}, torch.zeros(1, 2, 2, 2), 0, 0, False"),
    **functions("grid_sampler_3d", f"{SPACE}, torch.zeros(1, 2, 2, 2, 3), 0, 0, False"),
    **functions("rnn_relu rnn_tanh", f"{SEQUENCE}, {ZEROS}, {GATES.format(2)}"), **functions("gru", f"{SEQUENCE}, {ZEROS}, {GATES.format(6)}"),
    **functions("lstm", f"{SEQUENCE}, [{ZEROS}, {ZEROS}], {GATES.format(8)}"),
    **functions("lstm_cell", "torch.ones(2, 3), [torch.zeros(2, 2), torch.zeros(2, 2)], torch.ones(8, 3), torch.ones(8, 2)"),
    **functions("fake_quantize_per_tensor_affine", f"{V}, 0.1, 0, 0, 255"),
    **functions("fake_quantize_per_channel_affine", f"{GRID}, torch.ones(2), torch.zeros(2, dtype=torch.int32), 0, 0, 255"),
    **functions("quantize_per_channel", EACH.partition("(")[2].removesuffix(")")), **functions("quantize_per_tensor_dynamic", f"{V}, torch.quint8, False"),
    **functions("q_scale q_zero_point int_repr", COARSE), **functions("q_per_channel_axis q_per_channel_scales q_per_channel_zero_points", EACH),
    **functions("col_indices_copy crow_indices_copy", ROWS),
    **functions("ccol_indices_copy row_indices_copy", f"{M}.to_sparse_csc()"),
    **functions("sparse_compressed_tensor", "torch.tensor([0, 1]), torch.tensor([0]), torch.ones(1), (1, 2), layout=torch.sparse_csr"),
    **functions("resize_as_ resize_as_sparse_", f"{SPARSE}, {SPARSE}"), **members("resize_as_", V), **members("resize_", "2", "(2, 3)"),
    **functions("as_strided as_strided_ as_strided_copy", f"{V}, (2,), (1,)"), **members("as_strided as_strided_", "(1,), (1,)"),
    **functions("as_strided_scatter", f"{V}, torch.ones(2), (2,), (1,)"), **members("as_strided_scatter", "torch.ones(2), (2,), (1,)"),
    **functions("autograd.grad", "*(lambda x: (x.sum(), x))(torch.ones(3, requires_grad=True))"), **functions("set_flush_denormal", "False"),
    **functions("nn.BatchNorm1d.__call__", "torch.ones(2, 3)"), **functions("nn.BatchNorm2d.__call__", "torch.ones(1, 3, 2, 2)"),
    **functions("nn.Conv1d.__call__", "torch.ones(1, 1, 4)"), **functions("nn.Conv2d.__call__", "torch.ones(1, 1, 4, 4)"),
    **functions("nn.Dropout.__call__", GRID), **functions("nn.Module.to_empty", "device='cpu'"),
    **functions("utils.data.DataLoader.__len__", ""), **functions("utils.data.Dataset.__add__", "torch.utils.data.TensorDataset(torch.ones(1))"),
    **functions("utils.data.Subset.__getitem__", "0"), **functions("cuda.amp.GradScaler.scale", V), **functions("UntypedStorage.data_ptr", ""),
    **functions("optim.lr_scheduler.LRScheduler.get_last_lr optim.lr_scheduler.LRScheduler.get_lr optim.lr_scheduler.LRScheduler.state_dict", ""),
    **layers("adaptive_avg_pool1d avg_pool1d", f"{LINE}, 2"), **layers("adaptive_max_pool3d max_pool3d", f"{SPACE}, 2"),
    **layers("affine_grid", "torch.ones(1, 2, 3), (1, 1, 2, 2)"), **layers("batch_norm", f"{PLANE}, torch.zeros(2), torch.ones(2)"),
    **layers("bilinear", f"{GRID}, {GRID}, torch.ones(2, 3, 3)"), **layers("channel_shuffle", f"{PLANE}, 2"),
    **layers("conv1d conv_transpose1d", f"{LINE}, torch.ones(2, 2, 3)"), **layers("conv2d conv_transpose2d", f"{PLANE}, torch.ones(2, 2, 3, 3)"),
    **layers("conv3d conv_transpose3d", f"{SPACE}, torch.ones(2, 2, 3, 3, 3)"), **layers("embedding", f"{LABELS}, torch.ones(3, 2)"),
    **layers("embedding_bag", "torch.zeros(2, 3, dtype=torch.long), torch.ones(3, 2)"),
    **layers("fractional_max_pool2d fractional_max_pool2d_with_indices", f"{PLANE}, 2, output_size=2"),
    **layers("fractional_max_pool3d fractional_max_pool3d_with_indices", f"{SPACE}, 2, output_size=2"),
    **layers("interpolate upsample upsample_bilinear upsample_nearest", f"{PLANE}, scale_factor=2"), **layers("layer_norm rms_norm", f"{GRID}, (3,)"),
    **layers("linear", f"{GRID}, torch.ones(2, 3)", f"{V}, torch.ones(2, 3)"), **layers("prelu", f"{GRID}, torch.ones(1)"), **layers("threshold_", f"{GRID}, 0.1, 0.0"),
    **layers("pixel_shuffle", "torch.ones(1, 4, 2, 2), 2"), **layers("pixel_unshuffle", f"{PLANE}, 2"),
    **{f"torch.nn.functional.max_unpool{size}": (f"*torch.nn.MaxPool{size}(2, return_indices=True)({given}), 2",) for size, given in INPUTS.items()},
    **layers("multi_head_attention_forward", "*[torch.ones(3, 1, 4)] * 3, 4, 2, torch.ones(12, 4), torch.ones(12), None, None, False, 0.0, torch.ones(4, 4), torch.ones(4)"),
}
