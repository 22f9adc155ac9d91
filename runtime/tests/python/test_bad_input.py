"""Bad input gives a clear error or the right key, never a crash."""

import array
import ctypes
import mmap
import tempfile
import threading
import unittest

import numpy as np

import oracle
import tkhash

FUNCTIONS = (tkhash.key, tkhash.tree, tkhash.rows, lambda a: tkhash.keys([a]))


class Refused(unittest.TestCase):
    def refuse(self, obj, error, *words):
        for function in FUNCTIONS:
            with self.subTest(obj=repr(obj)[:40]), self.assertRaises(error) as caught:
                function(obj)
            for word in words:
                self.assertIn(word, str(caught.exception))

    def test_object_arrays_hold_pointers(self):
        self.refuse(np.array([1, "a"], object), TypeError, "object arrays", "astype")
        self.refuse(np.zeros(2, [("a", "i4"), ("b", object)]), TypeError, "object")

    def test_long_double(self):
        self.refuse(np.zeros(2, "g"), TypeError, "long double", "float64")
        self.refuse(np.zeros(2, "G"), TypeError, "long double")
        self.refuse(np.zeros(2, [("a", "g")]), TypeError, "long double")

    def test_not_arrays(self):
        for obj in (None, 1, 1.5, "text", [1, 2], (1.0,), {"a": 1}, {1}, object(), len, np):
            self.refuse(obj, TypeError, "tkhash" if not hasattr(obj, "__path__") else "")

    def test_variable_strings(self):
        self.refuse(np.array(["a", "bc"], np.dtypes.StringDType()), TypeError, "astype('U')")

    def test_masked_record(self):
        m = np.ma.masked_array(np.zeros(2, [("a", "i4")]), mask=[(True,), (False,)])
        self.refuse(m, TypeError, "fields")

    def test_options(self):
        a = np.zeros(3)
        for bad in ("values", 1, ""):
            with self.assertRaisesRegex(ValueError, "canonical"):
                tkhash.key(a, canonical=bad)
        for bad in (0, -1, 5000):
            with self.assertRaisesRegex(ValueError, "threads"):
                tkhash.tree(a, threads=bad)
        with self.assertRaises(TypeError):
            tkhash.key()
        with self.assertRaises(TypeError):
            tkhash.key(a, a)
        with self.assertRaises(TypeError):
            tkhash.key(a, nothing=1)

    def test_rows_of_a_scalar(self):
        with self.assertRaisesRegex(ValueError, "dimension"):
            tkhash.rows(np.array(1.0))

    def test_records_that_are_too_much(self):
        many = np.zeros(1, [(f"field_number_{i}", "i4") for i in range(400)])
        with self.assertRaisesRegex(ValueError, "field"):
            tkhash.key(many)

    def test_an_array_that_raises(self):
        class Broken:
            def __array__(self, dtype=None, copy=None):
                raise RuntimeError("no data")
        with self.assertRaisesRegex(TypeError, "no data"):
            tkhash.key(Broken())

    def test_keys_names_nothing_when_an_item_is_bad(self):
        with self.assertRaises(TypeError):
            tkhash.keys([np.zeros(3), "bad"])
        with self.assertRaises(TypeError):
            tkhash.keys(5)

    def test_sha256_wants_contiguous_bytes(self):
        with self.assertRaises((TypeError, ValueError, BufferError)):
            tkhash.sha256(np.zeros((4, 4)).T[::2])
        with self.assertRaises(TypeError):
            tkhash.sha256("text")


class Unusual(unittest.TestCase):
    def test_dimensions_of_zero_and_none(self):
        for a in (np.array(3.5), np.empty(0), np.empty((0, 5)), np.empty((5, 0, 2)),
                  np.empty((2**40, 0), "f8")):
            self.assertEqual(tkhash.key(a).hex(), oracle.key(a))
            self.assertEqual(tkhash.tree(a).hex(), oracle.tree(a))
        self.assertEqual(len(tkhash.rows(np.empty((0, 5)))), 0)
        self.assertEqual(len(set(tkhash.rows(np.empty((5, 0))))), 1)
        self.assertEqual(len(tkhash.keys([])), 0)

    def test_read_only_memory_map(self):
        with tempfile.NamedTemporaryFile(suffix=".npy") as file:
            a = np.arange(30000, dtype="f4").reshape(150, 200)
            np.save(file.name, a)
            m = np.load(file.name, mmap_mode="r")
            self.assertFalse(m.flags.writeable)
            self.assertEqual(tkhash.key(m).hex(), oracle.key(a))
            self.assertEqual(tkhash.key(m.T).hex(), oracle.key(a.T))
            self.assertEqual(tkhash.rows(m), tkhash.rows(a))

    def test_anonymous_mmap_and_ctypes(self):
        block = mmap.mmap(-1, 4096)
        block[:3] = b"abc"
        self.assertEqual(tkhash.key(block).hex(), oracle.key(np.frombuffer(block, "u1")))
        c = (ctypes.c_int32 * 5)(1, 2, 3, 4, 5)
        self.assertEqual(tkhash.key(c).hex(), oracle.key(np.array([1, 2, 3, 4, 5], "i4")))

    def test_buffers_without_numpy(self):
        self.assertEqual(tkhash.key(b"abc").hex(), oracle.key(np.frombuffer(b"abc", "u1")))
        self.assertEqual(tkhash.key(bytearray(b"abc")), tkhash.key(b"abc"))
        self.assertEqual(tkhash.key(memoryview(b"abcdef")[::2]).hex(),
                         oracle.key(np.frombuffer(b"ace", "u1")))
        for code in "bBhHiIlLqQfd":
            a = array.array(code, [1, 2, 3])
            self.assertEqual(tkhash.key(a).hex(), oracle.key(np.array(a)), code)

    def test_subclasses_do_not_matter(self):
        a = np.arange(6.0).reshape(2, 3)

        class Mine(np.ndarray):
            pass
        self.assertEqual(tkhash.key(a.view(Mine)), tkhash.key(a))
        self.assertEqual(tkhash.key(np.float32(2)), tkhash.key(np.array(2, "f4")))

    def test_64_dimensions(self):
        a = np.zeros((1,) * 64)
        self.assertEqual(tkhash.key(a).hex(), oracle.key(a))

    def test_unaligned_memory(self):
        raw = bytearray(8 * 100 + 64)
        for offset in range(16):
            a = np.frombuffer(raw, "f8", 100, offset)
            self.assertEqual(tkhash.key(a).hex(), oracle.key(a))


class Threads(unittest.TestCase):
    def test_buffer_cannot_go_away_while_it_is_hashed(self):
        """Release and resize are refused while another thread hashes; nothing crashes."""
        block = bytearray(48 << 20)
        view = memoryview(block)
        want, got, refused = tkhash.key(view), [], 0
        worker = threading.Thread(target=lambda: got.append(tkhash.key(view)))
        worker.start()
        while worker.is_alive():
            try:
                block.append(0)
                block.pop()
            except BufferError:
                refused += 1
            try:
                view.release()
                view = memoryview(block)
            except BufferError:
                refused += 1
        worker.join()
        self.assertEqual(got, [want])
        self.assertGreater(refused, 0)

    def test_mutation_while_it_is_hashed(self):
        a = np.zeros(24 << 20, "u1")
        keys, stop = [], threading.Event()

        def mutate():
            i = 0
            while not stop.is_set():
                a[i % a.size] += 1
                i += 4099
        worker = threading.Thread(target=mutate)
        worker.start()
        for function in (tkhash.key, tkhash.tree, tkhash.key, tkhash.tree):
            keys.append(function(a))
        stop.set()
        worker.join()
        self.assertEqual(len(keys), 4)
        self.assertEqual(tkhash.key(a).hex(), oracle.key(a))

    def test_small_stack(self):
        """The strips of a strided tree fit a thread with a megabyte of stack."""
        a = np.arange(600 * 700, dtype="f4").reshape(600, 700).T
        got = []
        before = threading.stack_size(1 << 20)
        try:
            worker = threading.Thread(target=lambda: got.extend(
                [tkhash.key(a).hex(), tkhash.tree(a).hex(), tkhash.rows(a)[0].hex()]))
            worker.start()
            worker.join()
        finally:
            threading.stack_size(before)
        self.assertEqual(got, [oracle.key(a), oracle.tree(a), oracle.key(a[0])])

    def test_many_threads(self):
        arrays = [np.full((n, 37), n, "f4") for n in range(1, 200)]
        want = [oracle.key(a) for a in arrays]
        results = []

        def work():
            results.append([tkhash.key(a).hex() for a in arrays])
            results.append(tkhash.keys(arrays).hex())
        workers = [threading.Thread(target=work) for _ in range(8)]
        for w in workers:
            w.start()
        for w in workers:
            w.join()
        self.assertEqual(len(results), 16)
        self.assertTrue(all(r == want for r in results))


if __name__ == "__main__":
    unittest.main()
