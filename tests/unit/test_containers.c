// Mutable containers: what was put in comes out, through other names, helpers and attributes.
#include "infer_support.h"

static void test_appended_and_iterated(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "xs = []\n"
                  "for row in np.zeros((3, 2)):\n"
                  "    xs.append(row)\n"
                  "reveal_value(xs)\n"
                  "for x in xs:\n"
                  "    reveal_value(x)\n"
                  "reveal_value(xs[0])\n"
                  "reveal_value(xs[-1][0])\n"
                  "seen = set()\n"
                  "seen.add(torch.ones(3)[0])\n"
                  "for x in seen:\n"
                  "    reveal_value(x)\n"
                  "names = []\n"
                  "names.extend([\"a\", \"b\"])\n"
                  "names.insert(0, None)\n"
                  "reveal_value(names)\n",
                  "6: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "9: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "10: numpy.float64 likely\n"
                  "14: torch.Tensor rank=0 dtype=float32 definite\n"
                  "18: list[None | str] definite\n");
}

static void test_two_names_for_one(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "a = []\n"
                  "b = a\n"
                  "b.append(np.zeros(3))\n"
                  "reveal_value(a)\n"
                  "def fill(xs):\n"
                  "    xs.append(\"text\")\n"
                  "fill(a)\n"
                  "reveal_value(a[0])\n",
                  "5: list[numpy.ndarray rank=1 dtype=float64 | str] definite\n"
                  "9: numpy.ndarray rank=1 dtype=float64 | str likely\n");
}

static void test_a_copy_is_another(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "a = [1]\n"
                  "b = a.copy()\n"
                  "c = list(a)\n"
                  "d = a[:]\n"
                  "b.append(\"b\")\n"
                  "c.append(2.5)\n"
                  "d.append(None)\n"
                  "reveal_value(a)\n"
                  "reveal_value(b)\n"
                  "reveal_value(c)\n"
                  "reveal_value(d)\n",
                  "9: list[int] definite\n"
                  "10: list[int | str] definite\n"
                  "11: list[float | int] definite\n"
                  "12: list[None | int] definite\n");
}

static void test_values_by_default(void **state)
{
    (void)state;
    check_reveals("import collections\n"
                  "import numpy as np\n"
                  "counts = collections.defaultdict(list)\n"
                  "counts[\"a\"].append(np.zeros(3))\n"
                  "reveal_value(counts[\"a\"])\n"
                  "reveal_value(counts[\"a\"][0])\n"
                  "for name, rows in counts.items():\n"
                  "    for row in rows:\n"
                  "        reveal_value(row)\n"
                  "totals = collections.defaultdict(int)\n"
                  "totals[\"a\"] += 1\n"
                  "reveal_value(totals)\n",
                  "5: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "6: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "9: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "12: collections.defaultdict[str, int] definite\n");
}

static void test_dicts(void **state)
{
    (void)state;
    check_reveals(
        "import numpy as np\n"
        "d = {}\n"
        "d[\"a\"] = np.zeros(3)\n"
        "d[\"b\"] = 1\n"
        "reveal_value(d)\n"
        "reveal_value(d[\"a\"])\n"
        "reveal_value(d.get(\"zzz\"))\n"
        "reveal_value(d.get(\"zzz\", \"text\"))\n"
        "for k in d:\n"
        "    reveal_value(k)\n"
        "for k, v in d.items():\n"
        "    reveal_value(v)\n"
        "reveal_value(list(d.values()))\n"
        "d.update({2.5: None})\n"
        "reveal_value(d)\n"
        "reveal_value(d.pop(\"a\"))\n"
        "e = dict(d)\n"
        "e[b\"x\"] = b\"y\"\n"
        "reveal_value(d)\n",
        "5: dict[float | str, None | int | numpy.ndarray rank=1 dtype=float64] definite\n"
        "6: None | int | numpy.ndarray rank=1 dtype=float64 likely\n"
        "7: None | int | numpy.ndarray rank=1 dtype=float64 likely\n"
        "8: None | int | numpy.ndarray rank=1 dtype=float64 | str likely\n"
        "10: float | str likely\n"
        "12: None | int | numpy.ndarray rank=1 dtype=float64 likely\n"
        "13: list[None | int | numpy.ndarray rank=1 dtype=float64] definite\n"
        "15: dict[float | str, None | int | numpy.ndarray rank=1 dtype=float64] definite\n"
        "16: None | int | numpy.ndarray rank=1 dtype=float64 likely\n"
        "19: dict[float | str, None | int | numpy.ndarray rank=1 dtype=float64] definite\n");
}

static void test_grouped_by_setdefault(void **state)
{
    (void)state;
    check_reveals("import collections\n"
                  "import numpy as np\n"
                  "groups = {}\n"
                  "for i, row in enumerate(np.zeros((3, 2))):\n"
                  "    groups.setdefault(i, []).append(row)\n"
                  "for key, rows in groups.items():\n"
                  "    reveal_value(key)\n"
                  "    reveal_value(rows)\n"
                  "    for row in rows:\n"
                  "        reveal_value(row)\n",
                  "7: int definite\n"
                  "8: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "10: numpy.ndarray rank=1 dtype=float64 likely\n");
}

static void test_dicts_of_lists(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "table = {\"a\": [], \"b\": []}\n"
                  "table[\"a\"].append(np.zeros(2))\n"
                  "for name, rows in table.items():\n"
                  "    for row in rows:\n"
                  "        reveal_value(row)\n"
                  "nested = {\"x\": {\"y\": np.zeros(1)}}\n"
                  "reveal_value(nested[\"x\"][\"y\"])\n"
                  "matrix = [[0] * 2 for _ in range(2)]\n"
                  "matrix[0][1] = np.zeros(3)\n"
                  "reveal_value(matrix[0][0])\n",
                  "6: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "11: int | numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_on_attributes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "class Cache:\n"
                  "    def __init__(self):\n"
                  "        self.table = {}\n"
                  "        self.keys = []\n"
                  "    def put(self, key, value):\n"
                  "        self.table[key] = value\n"
                  "        self.keys.append(key)\n"
                  "    def get(self, key):\n"
                  "        return self.table.get(key)\n"
                  "cache = Cache()\n"
                  "cache.put(\"a\", np.zeros(3))\n"
                  "reveal_value(cache.get(\"a\"))\n"
                  "for key in cache.keys:\n"
                  "    reveal_value(key)\n",
                  "13: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "15: str likely\n");
}

static void test_in_functions_per_call(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def collect(x):\n"
                  "    xs = []\n"
                  "    xs.append(x)\n"
                  "    return xs\n"
                  "reveal_value(collect(np.zeros(3)))\n"
                  "reveal_value(collect(\"text\"))\n",
                  "6: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "7: list[str] definite\n");
}

static void test_of_modules(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "CACHE = {}\n"
                  "def put(x):\n"
                  "    CACHE[len(CACHE)] = x\n"
                  "put(np.zeros(3))\n"
                  "def use():\n"
                  "    reveal_value(CACHE)\n"
                  "    return CACHE[0]\n"
                  "reveal_value(use())\n",
                  "7: dict[int, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "9: numpy.ndarray rank=1 dtype=float64 likely\n");
}

static void test_that_hold_themselves(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "xs = [np.zeros(3)]\n"
                  "xs.append(xs)\n"
                  "d = {}\n"
                  "d[\"self\"] = d\n"
                  "a, b = [1], []\n"
                  "b.append(a)\n"
                  "a.append(b)\n"
                  "reveal_value(len(xs))\n",
                  "9: int definite\n");
}

static void test_what_leaves_is_open(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import random\n"
                  "xs = [np.zeros(3)]\n"
                  "random.shuffle(xs)\n"
                  "reveal_value(xs)\n"
                  "from nowhere import change\n"
                  "ys = [1]\n"
                  "change(ys)\n"
                  "reveal_value(ys)\n",
                  "5: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "9: list[int] definite\n");
}

static void test_removed(void **state)
{
    (void)state;
    check_reveals("import collections\n"
                  "import numpy as np\n"
                  "queue = collections.deque()\n"
                  "queue.append(np.zeros(3))\n"
                  "queue.appendleft(1)\n"
                  "reveal_value(queue.popleft())\n"
                  "stack = [np.zeros(2)]\n"
                  "reveal_value(stack.pop())\n"
                  "table = {\"a\": np.zeros(2)}\n"
                  "reveal_value(table.popitem())\n"
                  "del table\n"
                  "table = 1\n"
                  "reveal_value(table)\n",
                  "6: int | numpy.ndarray rank=1 dtype=float64 definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "10: tuple[str, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "13: int definite\n");
}

static void test_sets(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "t = set(np.arange(3))\n"
                  "reveal_value(t)\n"
                  "for x in t:\n"
                  "    reveal_value(x)\n"
                  "t.update([\"b\"])\n"
                  "reveal_value(sorted(map(str, t)))\n",
                  "3: set[numpy.int64 | str] definite\n"
                  "5: numpy.int64 | str likely\n"
                  "7: list[str] definite\n");
}

static void test_pairs_make_dicts(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "xs = list(zip(\"ab\", np.zeros((2, 2))))\n"
                  "d = dict(xs)\n"
                  "reveal_value(d)\n"
                  "e = {k: v for k, v in xs}\n"
                  "reveal_value(e)\n"
                  "f = dict.fromkeys([\"a\"], np.zeros(1))\n"
                  "reveal_value(f)\n"
                  "g = {**d, 1: None}\n"
                  "reveal_value(g)\n",
                  "4: dict[str, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "6: dict[str, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "8: dict[str, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "10: dict[int | str, None | numpy.ndarray rank=1 dtype=float64] definite\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appended_and_iterated),
        cmocka_unit_test(test_two_names_for_one),
        cmocka_unit_test(test_a_copy_is_another),
        cmocka_unit_test(test_values_by_default),
        cmocka_unit_test(test_dicts),
        cmocka_unit_test(test_grouped_by_setdefault),
        cmocka_unit_test(test_dicts_of_lists),
        cmocka_unit_test(test_on_attributes),
        cmocka_unit_test(test_in_functions_per_call),
        cmocka_unit_test(test_of_modules),
        cmocka_unit_test(test_that_hold_themselves),
        cmocka_unit_test(test_what_leaves_is_open),
        cmocka_unit_test(test_removed),
        cmocka_unit_test(test_sets),
        cmocka_unit_test(test_pairs_make_dicts),
    };
    return support_run(tests);
}
