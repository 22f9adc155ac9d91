"""The library models as the program reads them: no mistake in them, and what they say of everyday calls.

That the models agree with the real libraries is the business of tools/models/check.py, which needs those.
"""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODELS = sorted((ROOT / "rules" / "models").glob("*.yaml"))
TKSCAN = os.environ.get("TKSCAN", str(ROOT / "build" / "tkscan"))

HEADER = """\
import collections, functools, heapq, itertools
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
import pandas as pd
import tensorflow as tf
import jax.numpy as jnp
from sklearn.linear_model import LogisticRegression
from torch.utils.data import DataLoader, TensorDataset
a = np.zeros((3, 4))
v = np.arange(5)
t = torch.randn(3, 4)
net = nn.Linear(4, 2)
frame = pd.read_csv("x.csv")
e = tf.constant([[1.0, 2.0]])
j = jnp.ones((2, 3))
counts = collections.Counter(["a", "b"])
model = LogisticRegression().fit(a, v)
"""

# What inference says of an expression after HEADER.
SAYS = {
    # numpy: full reductions and int indices of one dimension are scalars, the rest stays an array
    "a.sum()": "numpy.float64",
    "a.sum(axis=0)": "numpy.ndarray rank=1 dtype=float64",
    "a.sum(axis=(0, 1))": "numpy.float64",
    "a.sum(keepdims=True)": "numpy.ndarray rank=2 dtype=float64",
    "v[0]": "numpy.int64",
    "a[0]": "numpy.ndarray rank=1 dtype=float64",
    "a[0, ...]": "numpy.ndarray rank=1 dtype=float64",
    "v[0, ...]": "numpy.ndarray rank=0 dtype=int64",
    "np.array(5)": "numpy.ndarray rank=0 dtype=int64",
    "np.squeeze(np.zeros((1, 3)))": "numpy.ndarray rank=1 dtype=float64",
    "np.squeeze(np.zeros(1))": "numpy.ndarray rank=0 dtype=float64",
    "np.sqrt(2)": "numpy.float64",
    "np.vstack([v, v])": "numpy.ndarray rank=2 dtype=int64",
    "np.hstack([v, v])": "numpy.ndarray rank=1 dtype=int64",
    "np.where(a > 0)": "tuple[numpy.ndarray rank=1 dtype=int64, numpy.ndarray rank=1 dtype=int64]",
    "np.argwhere(a)": "numpy.ndarray rank=2 dtype=int64",
    "np.unique(v, return_counts=True)":
        "tuple[numpy.ndarray rank=1 dtype=int64, numpy.ndarray rank=1 dtype=int64]",
    "np.cumsum(a)": "numpy.ndarray rank=1 dtype=float64",
    "np.percentile(a, 50)": "numpy.float64",
    "np.random.normal()": "float",
    "np.random.normal(size=(2, 3))": "numpy.ndarray rank=2 dtype=float64",
    "np.random.randint(5)": "int",
    "np.random.default_rng().integers(5)": "numpy.int64",
    "np.linalg.norm(a)": "numpy.float64",
    "np.linalg.norm(a, axis=1)": "numpy.ndarray rank=1 dtype=float64",
    "a.shape": "tuple[int, int]",
    "v.tolist()": "list[int]",
    "v[0].item()": "int",
    "v.tobytes()": "bytes",
    # torch: rank 0 stays a tensor
    "t.sum()": "torch.Tensor rank=0 dtype=float32",
    "t[0, 0]": "torch.Tensor rank=0 dtype=float32",
    "t.argmax(dim=1)": "torch.Tensor rank=1 dtype=int64",
    "t.max(dim=1).indices": "torch.Tensor rank=1 dtype=int64",
    "t.max()": "torch.Tensor rank=0 dtype=float32",
    "torch.max(t, t)": "torch.Tensor rank=2 dtype=float32",
    "t.topk(2).values": "torch.Tensor rank=2 dtype=float32",
    "t.nonzero()": "torch.Tensor rank=2 dtype=int64",
    "t.size(0)": "int",
    "t.numpy()": "numpy.ndarray rank=2 dtype=float32",
    "t[0, 0].numpy()": "numpy.ndarray rank=0 dtype=float32",
    "t[0, 0].item()": "float",
    "torch.equal(t, t)": "bool",
    "(t == t).all()": "torch.Tensor rank=0 dtype=bool",
    "F.one_hot(t.argmax(1), 9)": "torch.Tensor rank=2 dtype=int64",
    "net.weight": "torch.nn.Parameter rank=2",
    "next(net.parameters())": "torch.nn.Parameter",
    "net.weight * 2": "torch.Tensor rank=2",
    # tensorflow and jax
    "tf.reduce_sum(e)": "tensorflow.Tensor rank=0 dtype=float32",
    "e.numpy()": "numpy.ndarray rank=2 dtype=float32",
    "tf.reduce_sum(e).numpy()": "numpy.float32",
    "e[0, 0]": "tensorflow.Tensor rank=0 dtype=float32",
    "jnp.argmax(j)": "jax.Array rank=0 dtype=int32",
    "j[0, 0]": "jax.Array rank=0 dtype=float32",
    "j[0, 0].item()": "float",
    # pandas and scikit-learn
    "frame.values": "numpy.ndarray rank=2",
    "frame.iterrows()": "iterator[tuple[unknown, pandas.Series rank=1]]",
    "model.predict(a)": "numpy.ndarray rank=1",
    "model.predict(a)[0]": "numpy.generic",
    # builtins and the standard library
    "list(itertools.combinations(v, 2))": "list[tuple[numpy.int64, numpy.int64]]",
    "sorted({3, 1})": "list[int]",
    "dict(zip('ab', v))": "dict[str, numpy.int64]",
    "' '.join(['a'])": "str",
    "max(1, 2)": "int",
}


def run(program: str, *options: str) -> subprocess.CompletedProcess:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "program.py"
        path.write_text(program)
        return subprocess.run([TKSCAN, *options, str(path)], text=True, capture_output=True, timeout=60)


class Models(unittest.TestCase):
    def test_the_program_finds_no_mistake_in_them(self):
        done = run("x = 1\n", "check", "--isolated")
        self.assertEqual((done.returncode, done.stderr), (0, "Nothing found in 1 file.\n"))

    def test_each_says_what_it_was_checked_against(self):
        for path in MODELS:
            text = path.read_text()
            with self.subTest(path.name):
                self.assertRegex(text, r"(?m)^library: \w+$")
                self.assertTrue(re.search(r"(?m)^versions: \{", text) or text.startswith("# Unchecked"),
                                "neither 'versions' nor a first line '# Unchecked: ...'")

    def test_evidence_belongs_to_one_class_of_a_library(self):
        owners: dict[str, set[str]] = {}
        for path in MODELS:
            for names in re.findall(r"(?m)^\s+evidence: \[([^\]]*)\]", path.read_text()):
                for name in names.split(", "):
                    self.assertNotIn(path.name, owners.setdefault(name, set()), name)
                    owners[name].add(path.name)
        self.assertEqual(owners["unsqueeze"], {"torch.yaml"})
        self.assertLessEqual({"torch.yaml", "tensorflow.yaml"}, owners["numpy"])

    def test_what_inference_says_of_everyday_calls(self):
        lines = HEADER.splitlines()
        places = {}
        for expression in SAYS:
            lines.append(f"reveal_value({expression})")
            places[len(lines)] = expression
        done = run("\n".join(lines) + "\n", "debug", "--isolated", "--dump=values")
        found = {}
        for line, text in re.findall(r"(?m)^reveal (\d+): (.*) \w+$", done.stdout):
            found[places[int(line)]] = text
        wrong = [f"{expression}\n    expected: {says}\n    found:    {found.get(expression)}"
                 for expression, says in SAYS.items() if found.get(expression) != says]
        self.assertFalse(wrong, "\n" + "\n".join(wrong))


if __name__ == "__main__":
    unittest.main()
