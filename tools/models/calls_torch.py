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
