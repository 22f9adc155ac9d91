"""TensorDict, TensorSet and cached."""

import threading
import unittest

import numpy as np

import tkhash


class Dict(unittest.TestCase):
    def test_content_is_the_key(self):
        d = tkhash.TensorDict()
        a = np.arange(6.0).reshape(2, 3)
        d[a] = "first"
        self.assertEqual(d[a.copy()], "first")
        self.assertEqual(d[np.asfortranarray(a)], "first")
        self.assertNotIn(a.T, d)
        self.assertNotIn(a.astype("f4"), d)
        d[a.T] = "second"
        self.assertEqual(len(d), 2)
        self.assertEqual([d[k] for k in d], ["first", "second"])
        self.assertEqual(d.setdefault(a, "third"), "first")
        self.assertEqual(d.pop(a), "first")
        with self.assertRaises(KeyError):
            d[a]
        del d[a.T]
        self.assertEqual(d, {})

    def test_it_does_not_keep_the_array(self):
        d, a = tkhash.TensorDict(), np.zeros(3)
        d[a] = 1
        a[0] = 5
        self.assertNotIn(a, d)
        self.assertIn(np.zeros(3), d)

    def test_least_recently_used_leaves(self):
        d = tkhash.TensorDict(maxsize=2)
        a, b, c = np.eye(3)
        d[a], d[b] = 1, 2
        self.assertEqual(d[a], 1)
        d[c] = 3
        self.assertIn(a, d)
        self.assertNotIn(b, d)
        self.assertEqual(d.info(), tkhash.CacheInfo(hits=2, misses=1, maxsize=2, currsize=2))
        d.clear()
        self.assertEqual(d.info().currsize, 0)

    def test_other_keys_are_refused(self):
        with self.assertRaises(TypeError):
            tkhash.TensorDict()["text"] = 1
        for bad in (0, -1, 1.5):
            with self.assertRaises(ValueError):
                tkhash.TensorDict(maxsize=bad)

    def test_value_mode(self):
        d = tkhash.TensorDict(key=lambda a: tkhash.key(a, canonical="value"))
        d[np.array([0.0])] = 1
        self.assertEqual(d[np.array([-0.0])], 1)


class Set(unittest.TestCase):
    def test_duplicates(self):
        x = np.array([[1, 2], [3, 4], [1, 2]])
        seen = tkhash.TensorSet()
        self.assertEqual([seen.add(row) for row in x], [True, True, False])
        self.assertEqual(tkhash.TensorSet().add_rows(x), [True, True, False])
        self.assertEqual(len(seen), 2)
        self.assertIn(np.array([3, 4]), seen)
        seen.discard(np.array([3, 4]))
        self.assertNotIn(np.array([3, 4]), seen)
        self.assertEqual(tkhash.TensorSet(x) & tkhash.TensorSet(x[:1]), tkhash.TensorSet(x[:1]))


class Cached(unittest.TestCase):
    def test_hits_by_content(self):
        calls = []

        @tkhash.cached(maxsize=2)
        def f(x, scale=1.0, *, names=()):
            calls.append(1)
            return x.sum() * scale

        a = np.arange(4.0)
        self.assertEqual(f(a), f(a.copy()))
        self.assertEqual(len(calls), 1)
        f(a, 2.0), f(a, 2), f(a, True)
        self.assertEqual(len(calls), 4)
        self.assertEqual(f.cache_info().currsize, 2)
        f.cache_clear()
        f(a, names=["x", {"k": (a, {1, 2})}])
        f(a, names=["x", {"k": (a.copy(), {2, 1})}])
        self.assertEqual(f.cache_info()[:2], (1, 1))
        self.assertEqual(f.__name__, "f")

    def test_bare_decorator_methods_and_identity(self):
        class Model:
            @tkhash.cached
            def run(self, x):
                return x + 1

        m, n, x = Model(), Model(), np.ones(2)
        self.assertIs(m.run(x), m.run(x.copy()))
        self.assertIsNot(m.run(x), n.run(x))

    def test_nan_and_negative_zero_arguments(self):
        calls = []
        f = tkhash.cached(lambda *a: calls.append(a))
        f(float("nan")), f(float("nan")), f(0.0), f(-0.0), f(1j), f(1j), f([1]), f((1,))
        self.assertEqual(len(calls), 6)

    def test_unhashable_and_deep_arguments(self):
        class Odd:
            __hash__ = None
        f = tkhash.cached(lambda x: x)
        with self.assertRaisesRegex(TypeError, "Odd"):
            f(Odd())
        deep = []
        for _ in range(100):
            deep = [deep]
        with self.assertRaisesRegex(TypeError, "deep"):
            f(deep)

    def test_exceptions_are_not_kept(self):
        state = [True]

        @tkhash.cached
        def f(x):
            if state[0]:
                raise RuntimeError
            return 1
        with self.assertRaises(RuntimeError):
            f(np.zeros(1))
        state[0] = False
        self.assertEqual(f(np.zeros(1)), 1)

    def test_threads_keep_it_bounded(self):
        f = tkhash.cached(maxsize=10)(lambda x: x * 2)
        wrong = []

        def work(seed):
            rng = np.random.default_rng(seed)
            for _ in range(300):
                x = np.full(3, rng.integers(30))
                if not (f(x) == x * 2).all():
                    wrong.append(x)
        threads = [threading.Thread(target=work, args=(i,)) for i in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        info = f.cache_info()
        self.assertEqual((wrong, info.currsize, info.hits + info.misses), ([], 10, 1800))


if __name__ == "__main__":
    unittest.main()
