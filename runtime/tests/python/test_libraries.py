"""One key for one value, whichever library holds it.  A missing library is a counted skip."""

import importlib
import unittest

import numpy as np

import oracle
import tkhash


def load(name):
    try:
        return importlib.import_module(name)
    except ImportError:
        raise unittest.SkipTest(f"the venv has no {name}") from None


A = np.arange(24, dtype="f4").reshape(2, 3, 4) / 7
DTYPES = ["bool", "uint8", "int8", "int16", "int32", "int64", "float16", "float32", "float64",
          "complex64", "complex128"]


class Torch(unittest.TestCase):
    def setUp(self):
        self.torch = load("torch")

    def test_dtypes_and_layouts(self):
        for name in DTYPES:
            a = A.astype(name)
            t = self.torch.from_numpy(a)
            with self.subTest(name):
                for x, want in ((t, a), (t.mT, a.swapaxes(1, 2)), (t[:, ::2], a[:, ::2]),
                                (t[0, 0, 0], np.array(a[0, 0, 0])), (t.permute(2, 0, 1),
                                                                     a.transpose(2, 0, 1))):
                    self.assertEqual(tkhash.key(x).hex(), oracle.key(want))
                self.assertEqual(tkhash.tree(t).hex(), oracle.tree(a))
                self.assertEqual(tkhash.rows(t), tkhash.rows(a))

    def test_gradients_parameters_conjugates_expansion(self):
        torch = self.torch
        t = torch.from_numpy(A.copy()).requires_grad_()
        self.assertEqual(tkhash.key(t).hex(), oracle.key(A))
        self.assertEqual(tkhash.key(torch.nn.Parameter(t)).hex(), oracle.key(A))
        c = torch.tensor([1 + 2j, 3 - 1j])
        self.assertEqual(tkhash.key(c.conj()).hex(), oracle.key(np.array([1 - 2j, 3 + 1j], "c8")))
        self.assertEqual(tkhash.key(c.conj().imag).hex(), oracle.key(np.array([-2, 1], "f4")))
        e = torch.tensor([1.0]).expand(5)
        self.assertEqual(tkhash.key(e).hex(), oracle.key(np.ones(5, "f4")))
        self.assertEqual(tkhash.keys([t, c, e])[2], tkhash.key(np.ones(5, "f4")))

    def test_bfloat16_float8_and_half_complex(self):
        torch, ml = self.torch, load("ml_dtypes")
        t = torch.tensor([1.5, -0.0, 3.0, 3e38])
        b = np.array(t.numpy(), ml.bfloat16)
        self.assertEqual(tkhash.key(t.bfloat16()), tkhash.key(b))
        self.assertEqual(tkhash.key(t.bfloat16()[::2]), tkhash.key(b[::2]))
        self.assertNotEqual(tkhash.key(b), tkhash.key(b.view("u2")))
        self.assertNotEqual(tkhash.key(b), tkhash.key(b.view("V2")))
        odd = torch.tensor([0.0, -0.0, float("nan"), -float("nan")])
        self.assertEqual(tkhash.key(odd.bfloat16(), canonical="value"),
                         tkhash.key(np.array(odd.numpy(), ml.bfloat16), canonical="value"))
        self.assertEqual(len(set(tkhash.rows(odd.bfloat16(), canonical="value"))), 2)
        seen = set()
        for name in ("float8_e4m3fn", "float8_e5m2"):
            x = torch.tensor([1.0, 2.0]).to(getattr(torch, name))
            y = np.array([1.0, 2.0], getattr(ml, name))
            self.assertEqual(tkhash.key(x), tkhash.key(y))
            with self.assertRaises(TypeError):
                tkhash.key(x, canonical="value")
            seen.add(tkhash.key(np.zeros(4, getattr(ml, name))))
        seen.add(tkhash.key(np.zeros(4, ml.float8_e4m3b11fnuz)))
        seen.add(tkhash.key(np.zeros(4, "V1")))
        self.assertEqual(len(seen), 4)
        h = torch.tensor([1 + 2j]).to(torch.complex32)
        self.assertEqual(len(tkhash.key(h).hex()), 64)
        self.assertEqual(tkhash.key(np.array([-1, 3], ml.int4)),
                         tkhash.key(np.array([-1, 3], ml.int4).copy()))

    def test_refusals_say_what_to_do(self):
        torch = self.torch
        for bad, word in ((torch.eye(3).to_sparse(), "to_dense"),
                          (torch.empty(2, device="meta"), "meta"),
                          (torch.quantize_per_tensor(torch.ones(2), 1.0, 0, torch.qint8),
                           "dequantize"), (torch.float32, "tensor")):
            with self.assertRaisesRegex(TypeError, word):
                tkhash.key(bad)

    def test_as_tuple_and_as_str(self):
        t = self.torch.tensor([[1.0, 2.5]])
        self.assertEqual(tkhash.as_tuple(t), ((1.0, 2.5),))
        self.assertEqual(tkhash.as_str(t), tkhash.as_str(t.numpy()))
        self.assertEqual(tkhash.as_tuple(t.bfloat16()), ((1.0, 2.5),))


class TensorFlow(unittest.TestCase):
    def test_eager_tensors(self):
        tf = load("tensorflow")
        for name in DTYPES:
            a = A.astype(name)
            with self.subTest(name):
                self.assertEqual(tkhash.key(tf.constant(a)).hex(), oracle.key(a))
        self.assertEqual(tkhash.key(tf.Variable(A)).hex(), oracle.key(A))
        ml = load("ml_dtypes")
        self.assertEqual(tkhash.key(tf.cast(A, tf.bfloat16)), tkhash.key(A.astype(ml.bfloat16)))

    def test_refusals(self):
        tf = load("tensorflow")
        with self.assertRaisesRegex(TypeError, "object"):
            tkhash.key(tf.constant(["a", "b"]))

        @tf.function
        def traced(x):
            with self.assertRaisesRegex(TypeError, "tf.function"):
                tkhash.key(x)
            return x
        traced(tf.constant(1.0))


class Jax(unittest.TestCase):
    def test_arrays(self):
        jax = load("jax")
        for name in ("bool", "uint8", "int32", "float16", "float32", "complex64"):
            a = A.astype(name)
            with self.subTest(name):
                x = jax.numpy.asarray(a)
                self.assertEqual(tkhash.key(x).hex(), oracle.key(a))
                self.assertEqual(tkhash.key(x.T).hex(), oracle.key(a.T))
        b = jax.numpy.asarray(A, "bfloat16")
        self.assertEqual(tkhash.key(b), tkhash.key(np.asarray(b)))

    def test_refusals(self):
        jax = load("jax")
        with self.assertRaisesRegex(TypeError, "key_data"):
            tkhash.key(jax.random.key(0))

        def traced(x):
            with self.assertRaises(TypeError):
                tkhash.key(x)
            return x
        jax.jit(traced)(A)


class Pandas(unittest.TestCase):
    def test_values(self):
        pd = load("pandas")
        a = np.arange(5.0)
        self.assertEqual(tkhash.key(pd.Series(a, index=list("abcde"))).hex(), oracle.key(a))
        self.assertEqual(tkhash.key(pd.Index(a)).hex(), oracle.key(a))
        frame = pd.DataFrame({"x": a, "y": a + 1})
        self.assertEqual(tkhash.key(frame).hex(), oracle.key(np.stack([a, a + 1], 1)))
        self.assertEqual(tkhash.rows(frame).hex(), [oracle.key(r) for r in frame.to_numpy()])
        days = pd.Series(pd.to_datetime(["2020-01-01", None])).astype("datetime64[ns]")
        self.assertEqual(tkhash.key(days).hex(), oracle.key(np.array(["2020-01-01", "NaT"],
                                                                     "M8[ns]")))

    def test_nullable_columns_are_masked_arrays(self):
        pd = load("pandas")
        full, gap = pd.array([1, 2, 3], "Int64"), pd.array([1, None, 3], "Int64")
        self.assertEqual(tkhash.key(full).hex(), oracle.key(np.array([1, 2, 3])))
        self.assertEqual(tkhash.key(pd.Series(gap)),
                         tkhash.key(np.ma.masked_array([1, 9, 3], [0, 1, 0])))

    def test_refusals(self):
        pd = load("pandas")
        for bad in (pd.Series(["a", "b"]), pd.Series(["a"], dtype="category"),
                    pd.DataFrame({"x": [1], "y": [2.0]}),
                    pd.Series(pd.date_range("2020", periods=2, tz="UTC"))):
            with self.assertRaises(TypeError):
                tkhash.key(bad)


class OneKey(unittest.TestCase):
    def test_all_libraries_agree(self):
        keys = {tkhash.key(A)}
        found = 1
        for name, make in (("torch", lambda m: m.from_numpy(A.copy())),
                           ("tensorflow", lambda m: m.constant(A)),
                           ("jax", lambda m: m.numpy.asarray(A))):
            try:
                module = importlib.import_module(name)
            except ImportError:
                continue
            keys.add(tkhash.key(make(module)))
            found += 1
        self.assertEqual(len(keys), 1)
        self.assertGreaterEqual(found, 2)

    def test_dlpack_alone(self):
        class Holder:
            def __dlpack__(self, **kwargs):
                return A.__dlpack__(**kwargs)

            def __dlpack_device__(self):
                return A.__dlpack_device__()
        self.assertEqual(tkhash.key(Holder()).hex(), oracle.key(A))


if __name__ == "__main__":
    unittest.main()
