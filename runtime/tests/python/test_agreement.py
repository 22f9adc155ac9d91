"""Extension, pure Python and the oracle agree, on whatever path is in force."""

import hashlib
import itertools
import unittest

import numpy as np
from hypothesis import given, strategies as st
from hypothesis.extra import numpy as hnp

import oracle
import tkhash
from tkhash import _pure

DTYPES = st.one_of(
    hnp.boolean_dtypes(), hnp.integer_dtypes(endianness="?"),
    hnp.unsigned_integer_dtypes(endianness="?"), hnp.floating_dtypes(endianness="?",
                                                                     sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(endianness="?", sizes=(64, 128)),
    hnp.byte_string_dtypes(max_len=9), hnp.unicode_string_dtypes(max_len=5),
    hnp.datetime64_dtypes(), hnp.timedelta64_dtypes())
ARRAYS = hnp.arrays(DTYPES, hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=7))


def layouts(a):
    """The same values in other memory orders."""
    yield a.copy()
    yield a.astype(a.dtype.newbyteorder(">"))
    if a.ndim == 0:
        return                       # the functions below would add a dimension
    yield np.asfortranarray(a)
    wide = np.zeros(tuple(2 * n for n in a.shape), a.dtype)
    hole = wide[tuple(slice(None, None, 2) for _ in a.shape)]
    hole[...] = a
    yield hole
    yield a[::-1].copy()[::-1]
    yield np.ascontiguousarray(a.T).T


def items(a):
    """a[0], a[1], ... as arrays of a's dtype."""
    return [a[i:i + 1].reshape(a.shape[1:]) for i in range(len(a))]


class Random(unittest.TestCase):
    @given(ARRAYS)
    def test_key_of_every_layout_is_the_oracle(self, a):
        want = oracle.key(a)
        for b in layouts(a):
            self.assertEqual(tkhash.key(b).hex(), want, (b.dtype, b.shape, b.strides))
            self.assertEqual(_pure.key(b).hex(), want, (b.dtype, b.shape, b.strides))
        self.assertEqual(tkhash.tree(a).hex(), oracle.tree(a))
        self.assertEqual(_pure.tree(a).hex(), oracle.tree(a))

    @given(ARRAYS)
    def test_rows_and_keys_are_the_keys_of_the_items(self, a):
        if a.ndim:
            want = [oracle.key(x) for x in items(a)]
            for b in layouts(a):
                self.assertEqual(tkhash.rows(b).hex(), want, (b.dtype, b.shape, b.strides))
            self.assertEqual(_pure.rows(a).hex(), want)
            self.assertEqual(tkhash.keys(items(a)).hex(), want)

    @given(hnp.arrays(st.sampled_from(["f2", "f4", "f8", ">f4", "c8", "c16"]),
                      hnp.array_shapes(max_dims=2), elements=st.sampled_from(
                          [0.0, -0.0, 1.5, float("nan"), -float("nan"), float("inf")])))
    def test_value_mode_agrees_with_pure(self, a):
        got = tkhash.key(a, canonical="value")
        self.assertEqual(got.hex(), _pure.key(a, canonical="value").hex())
        self.assertEqual(got, tkhash.key(a + a.dtype.type(0), canonical="value"))
        self.assertNotEqual(got.hex(), tkhash.key(a).hex())

    @given(st.binary(max_size=5000))
    def test_sha256_is_hashlib(self, raw):
        self.assertEqual(tkhash.sha256(raw), hashlib.sha256(raw).digest())

    @given(st.lists(st.integers(0, 3000), max_size=70))
    def test_keys_of_mixed_lengths(self, lengths):
        pool = np.arange(6000, dtype="u4").view("u1")
        arrays = [pool[i:i + n] for i, n in enumerate(lengths)]
        self.assertEqual(tkhash.keys(arrays).hex(), [oracle.key(a) for a in arrays])


class Systematic(unittest.TestCase):
    def test_lengths_around_blocks_and_leaves(self):
        raw = np.random.default_rng(1).integers(0, 256, 3 << 20, dtype="u1")
        for n in [*range(200), 1023, 1024, 8191, 8192, 8193, 131071, 131072, 131073,
                  256 * 8192, 256 * 8192 + 1, 3 << 20]:
            a = raw[:n]
            with self.subTest(n=n):
                self.assertEqual(tkhash.key(a).hex(), oracle.key(a))
                for threads in (1, 2):
                    self.assertEqual(tkhash.tree(a, threads=threads).hex(), oracle.tree(a))

    def test_big_transposes(self):
        rng = np.random.default_rng(2)
        for shape, dtype in itertools.product(
                [(3, 70000), (70000, 3), (513, 257), (20, 30, 40)],
                ["u1", "f2", ">f4", "f8", "c16", "S3"]):
            size = int(np.prod(shape)) * np.dtype(dtype).itemsize
            a = rng.integers(0, 256, size, dtype="u1").view(dtype).reshape(shape)
            for axes in itertools.permutations(range(a.ndim)):
                b = a.transpose(axes)
                with self.subTest(shape=shape, dtype=dtype, axes=axes):
                    self.assertEqual(tkhash.key(b).hex(), oracle.key(b))
                    self.assertEqual(tkhash.tree(b).hex(), oracle.tree(b))

    def test_rows_of_every_batch_size(self):
        rng = np.random.default_rng(3)
        for n, width in itertools.product(range(35), (1, 10, 13, 14, 16, 29, 100)):
            x = rng.standard_normal((n, width)).astype("f4")
            want = [oracle.key(row) for row in x]
            with self.subTest(n=n, width=width):
                self.assertEqual(tkhash.rows(x).hex(), want)
                self.assertEqual(tkhash.rows(np.asfortranarray(x), threads=2).hex(), want)
                self.assertEqual(tkhash.rows(x[::-1]).hex(), want[::-1])

    def test_threads_do_not_change_rows(self):
        x = np.arange(50000 * 20, dtype="f8").reshape(50000, 20)
        one = tkhash.rows(x, threads=1)
        for threads in (None, 2, 3, 64):
            self.assertEqual(tkhash.rows(x, threads=threads), one)
        self.assertEqual(one[49999].hex(), oracle.key(x[49999]))


if __name__ == "__main__":
    unittest.main()
