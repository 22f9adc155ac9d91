"""Meaning of keys: what is equal, what differs; Key, Keys, exact tuples and text, backend."""

import copy
import itertools
import os
import pickle
import subprocess
import sys
import unittest

import numpy as np

import oracle
import tkhash


class Distinct(unittest.TestCase):
    def test_equal_bytes_under_every_dtype_and_shape(self):
        raw = np.arange(48, dtype="u1").tobytes()
        seen = {}
        for dtype in ("u1", "i1", "u2", "i2", "f2", "u4", "i4", "f4", "u8", "i8", "f8", "c8",
                      "c16", "S1", "S4", "S48", "V1", "V4", "M8[s]", "M8[ns]", "M8[25s]",
                      "m8[s]", "U1", "U4"):
            flat = np.frombuffer(bytes(48) if dtype[0] == "U" else raw, dtype)
            n = flat.size
            shapes = {(n,), (1, n), (n, 1), (1, 1, n)}
            shapes |= {(k, n // k) for k in range(2, n) if n % k == 0}
            for shape in shapes:
                for name in ("key", "tree"):
                    digest = getattr(tkhash, name)(flat.reshape(shape)).hex()
                    self.assertNotIn(digest, seen, (name, dtype, shape, seen.get(digest)))
                    seen[digest] = (name, dtype, shape)
        self.assertGreater(len(seen), 200)

    def test_empty_arrays_differ_by_shape_and_dtype(self):
        shapes = [(0,), (0, 3), (3, 0), (0, 0), (1, 0)]
        keys = {tkhash.key(np.empty(s, d)) for s in shapes for d in ("f4", "f8", "i4")}
        self.assertEqual(len(keys), 15)

    def test_square_matrix_and_its_transpose_differ(self):
        for n in (2, 3, 16, 100):
            m = np.arange(n * n, dtype="f4").reshape(n, n)
            self.assertNotEqual(tkhash.key(m), tkhash.key(m.T))
            self.assertNotEqual(tkhash.tree(m), tkhash.tree(m.T))
            self.assertEqual(tkhash.key(m.T), tkhash.key(m.T.copy()))

    def test_modes_never_meet(self):
        a = np.arange(5.0)
        self.assertEqual(len({tkhash.key(a), tkhash.tree(a), tkhash.key(a, canonical="value"),
                              tkhash.tree(a, canonical="value")}), 4)

    def test_bytes_decide_unless_asked(self):
        zero, minus = np.zeros(2), -np.zeros(2)
        self.assertNotEqual(tkhash.key(zero), tkhash.key(minus))
        for function in (tkhash.key, tkhash.tree, tkhash.rows):
            self.assertEqual(function(zero, canonical="value"), function(minus, canonical="value"))
        nans = np.array([0x7FC00000, 0xFFC00000, 0x7F800001], "u4").view("f4")
        self.assertEqual(len(set(tkhash.rows(nans))), 3)
        self.assertEqual(len(set(tkhash.rows(nans, canonical="value"))), 1)

    def test_masks(self):
        a = np.arange(6, dtype="i4").reshape(2, 3)
        m = np.ma.masked_array(a, a == 4)
        n = m.copy()
        n.data[1, 1] = 99
        self.assertEqual(tkhash.key(m), tkhash.key(n))
        self.assertNotEqual(tkhash.key(m), tkhash.key(a))
        self.assertEqual(tkhash.key(np.ma.masked_array(a, np.zeros((2, 3), bool))), tkhash.key(a))
        self.assertEqual(tkhash.rows(m)[0], tkhash.key(a[0]))
        self.assertEqual(tkhash.rows(m)[1], tkhash.key(m[1]))
        self.assertNotEqual(tkhash.key(np.ma.masked_array(a, a == 5)), tkhash.key(m))

    def test_padding_and_offsets_do_not_count_but_names_do(self):
        packed = np.zeros(2, [("a", "i1"), ("b", "f8")])
        aligned = np.zeros(2, np.dtype([("a", "i1"), ("b", "f8")], align=True))
        aligned.view("u1")[1:8] = 77
        self.assertEqual(tkhash.key(packed), tkhash.key(aligned))
        renamed = packed.astype([("a", "i1"), ("c", "f8")])
        self.assertNotEqual(tkhash.key(packed), tkhash.key(renamed))


class Objects(unittest.TestCase):
    def test_key(self):
        a = np.arange(4.0)
        k = tkhash.key(a)
        self.assertEqual((k.hex(), len(k.digest()), bytes(k)), (oracle.key(a), 32, k.digest()))
        self.assertEqual({k: 1}[tkhash.key(a.copy())], 1)
        for other in (pickle.loads(pickle.dumps(k)), copy.deepcopy(k), tkhash.Key(k.digest())):
            self.assertEqual((other, hash(other)), (k, hash(k)))
        self.assertEqual(sorted([tkhash.Key(b"b" * 32), tkhash.Key(b"a" * 32)])[0].digest(),
                         b"a" * 32)
        self.assertNotEqual(k, k.digest())
        self.assertIn(k.hex(), repr(k))
        with self.assertRaises(ValueError):
            tkhash.Key(b"short")
        with self.assertRaises(TypeError):
            tkhash.Key("text")
        with self.assertRaises((AttributeError, TypeError)):
            k.x = 1

    def test_keys(self):
        x = np.arange(20.0).reshape(5, 4)
        r = tkhash.rows(x)
        self.assertEqual([len(r), r[-1], r[4]], [5, tkhash.key(x[4]), tkhash.key(x[4])])
        self.assertEqual(list(r), [tkhash.key(row) for row in x])
        self.assertEqual(r[1:3], tkhash.rows(x[1:3]))
        self.assertEqual(r[::-1], tkhash.rows(x[::-1]))
        self.assertEqual(np.asarray(r).tobytes(), r.tobytes())
        self.assertEqual(np.asarray(r).shape, (5, 32))
        self.assertEqual(pickle.loads(pickle.dumps(r)), r)
        self.assertEqual(tkhash.Keys(r.tobytes()).hex(), r.hex())
        with self.assertRaises(IndexError):
            r[5]
        with self.assertRaises(TypeError):
            hash(r)
        with self.assertRaises(ValueError):
            tkhash.Keys(b"123")

    def test_hash_is_the_same_in_every_process(self):
        code = "import tkhash; k = tkhash.key(b'abc'); print(k.hex(), hash(k))"
        outputs = {subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                                  env={**os.environ, "PYTHONHASHSEED": seed}, check=True).stdout
                   for seed in ("0", "1", "42")}
        self.assertEqual(len(outputs), 1)


class Exact(unittest.TestCase):
    def test_as_tuple(self):
        a = np.array([[0.1, -0.0], [1e-45, 3]], "f4")
        t = tkhash.as_tuple(a)
        self.assertEqual(np.array(t, "f4").tobytes(), a.tobytes())
        self.assertIsInstance(t[0], tuple)
        self.assertEqual(tkhash.as_tuple(np.array(7)), 7)
        self.assertEqual(tkhash.as_tuple(np.empty((2, 0))), ((), ()))
        self.assertEqual(tkhash.as_tuple(b"ab"), (97, 98))
        hash(t)
        with self.assertRaises(TypeError):
            tkhash.as_tuple(np.array([None]))

    def test_as_str_is_exact_and_reversible(self):
        arrays = [np.array([[0.1, np.nan]], "f4"), np.arange(3, dtype=">i2"), np.array(True),
                  np.empty((0, 3)), np.array(["a", "bcd"]), np.array([b"xy"], "S2"),
                  np.array(["2020", "NaT"], "M8[ns]"), np.array([1j]), np.zeros(2000),
                  np.arange(6).reshape(2, 3).T]
        texts = [tkhash.as_str(a) for a in arrays]
        self.assertEqual(len(set(texts)), len(arrays))
        for a, text in zip(arrays, texts):
            b = tkhash.from_str(text)
            self.assertEqual((b.shape, tkhash.key(b)), (a.shape, tkhash.key(a)), text[:60])
        self.assertEqual(tkhash.as_str(np.array([1.0, 2.0], "f4")), "f4[2]:0000803f00000040")
        for bad in ("", "f4", "f4[2]", "f4 2]:00"):
            with self.assertRaises(ValueError):
                tkhash.from_str(bad)


class Backend(unittest.TestCase):
    def test_backend_says_what_runs(self):
        b = tkhash.backend()
        self.assertTrue(b["self_test"])
        self.assertLessEqual(set(b["allowed"]), set(b["detected"]))
        if os.environ.get("TKHASH_PURE") == "1":
            self.assertIn("pure Python", b["implementation"])

    @unittest.skipIf(os.environ.get("TKHASH_PURE") == "1", "pure Python has no kernels")
    def test_every_subset_gives_one_digest(self):
        x = np.random.default_rng(0).standard_normal((300, 33)).astype("f4")
        features = tkhash.backend()["detected"]
        results = set()
        try:
            for n in range(len(features) + 1):
                for subset in itertools.combinations(features, n):
                    tkhash.force_backend(",".join(subset) or "none")
                    self.assertEqual(tkhash.backend()["allowed"], list(subset))
                    results.add((tkhash.key(x), tkhash.tree(x), tkhash.rows(x).tobytes(),
                                 tkhash.key(x.T)))
        finally:
            tkhash.force_backend(None)
        self.assertEqual(len(results), 1)
        with self.assertRaisesRegex(ValueError, "unknown"):
            tkhash.force_backend("sse9")

    @unittest.skipIf(os.environ.get("TKHASH_PURE") == "1", "pure Python has no kernels")
    def test_environment(self):
        code = "import tkhash; b = tkhash.backend(); print(b['allowed'], b['reason'], sep='|')"
        for value, words in (("none", "[]|TKHASH_CPU"), ("bogus", "unknown feature"),
                             ("", "detected")):
            done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True,
                                  env={**os.environ, "TKHASH_CPU": value}, check=True)
            self.assertIn(words, done.stdout, value)

    def test_command_line(self):
        done = subprocess.run([sys.executable, "-m", "tkhash", "--quick"], capture_output=True,
                              text=True, check=True)
        self.assertIn("implementation", done.stdout)
        self.assertIn("40 B", done.stdout)


class Fast128(unittest.TestCase):
    def test_fast128_is_xxh3_of_the_encoding(self):
        built = "not built" not in tkhash.backend()["fast128"]
        if not built:
            with self.assertRaisesRegex(RuntimeError, "libxxhash"):
                tkhash.fast128(b"abc")
            return
        try:
            import xxhash
        except ImportError:
            self.skipTest("the venv has no xxhash")
        raw = np.random.default_rng(5).integers(0, 256, 300000, dtype="u1")
        for n in [*range(0, 400), 959, 960, 961, 1023, 1024, 1025, 4096, 32767, 32768, 300000]:
            a = raw[:n]
            want = xxhash.xxh3_128_digest(oracle.header(a, "x") + a.tobytes())
            self.assertEqual(tkhash.fast128(a).digest(), want, n)
        m = raw[:250000].reshape(500, 500)
        want = xxhash.xxh3_128_digest(oracle.header(m.T, "x") + m.T.tobytes())
        self.assertEqual(tkhash.fast128(m.T).digest(), want)
        self.assertNotEqual(tkhash.fast128(m), tkhash.fast128(m.T))


if __name__ == "__main__":
    unittest.main()
