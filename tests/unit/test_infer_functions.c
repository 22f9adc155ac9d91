// Functions and classes: arguments into bodies, results back out, closures, generators, methods.
#include "infer_support.h"

static void test_arguments_reach_the_body(void **state)
{
    (void)state;
    check_reveals(
        "import numpy as np\n"
        "import torch\n"
        "def f(a, b=1, *rest, key=None, **more):\n"
        "    reveal_value(a)\n"
        "    reveal_value(b)\n"
        "    reveal_value(key)\n"
        "    return a\n"
        "reveal_value(f(np.zeros(3)))\n"
        "reveal_value(f(torch.ones(2), \"b\", 2.5, key=\"k\", other=1))\n",
        "4: numpy.ndarray rank=1 dtype=float64 | torch.Tensor rank=1 dtype=float32 likely\n"
        "5: int | str likely\n"
        "6: None | str likely\n"
        "8: numpy.ndarray rank=1 dtype=float64 definite\n"
        "9: torch.Tensor rank=1 dtype=float32 definite\n");
}

static void test_a_call_is_answered_for_its_arguments(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "def double(x):\n"
                  "    return x * 2\n"
                  "reveal_value(double(np.zeros(3)))\n"
                  "reveal_value(double(torch.ones((2, 2))))\n"
                  "reveal_value(double(3))\n"
                  "def pick(x, first):\n"
                  "    if first:\n"
                  "        return x[0]\n"
                  "    return x\n"
                  "reveal_value(pick(np.zeros((2, 2)), True))\n"
                  "reveal_value(pick(np.zeros((2, 2)), False))\n",
                  "5: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "6: torch.Tensor rank=2 dtype=float32 definite\n"
                  "7: int definite\n"
                  "12: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "13: numpy.ndarray rank=2 dtype=float64 definite\n");
}

static void test_falling_off_the_end(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(flag):\n"
                  "    if flag:\n"
                  "        return np.zeros(3)\n"
                  "def g():\n"
                  "    pass\n"
                  "def h(flag):\n"
                  "    if flag:\n"
                  "        return 1\n"
                  "    raise ValueError\n"
                  "reveal_value(f(g))\n"
                  "reveal_value(g())\n"
                  "reveal_value(h(g))\n",
                  "11: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "12: None definite\n"
                  "13: int definite\n");
}

static void test_keywords(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(a, b):\n"
                  "    return b\n"
                  "reveal_value(f(b=np.zeros(3), a=1))\n",
                  "4: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_defaults(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "WEIGHTS = np.ones(4)\n"
                  "def f(x=WEIGHTS, y=None):\n"
                  "    if y is None:\n"
                  "        y = x\n"
                  "    return y\n"
                  "reveal_value(f())\n"
                  "reveal_value(f(y=\"given\"))\n",
                  "7: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "8: str definite\n");
}

static void test_closures(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def outer():\n"
                  "    table = np.zeros((2, 2))\n"
                  "    def inner(i):\n"
                  "        return table[i]\n"
                  "    return inner\n"
                  "reveal_value(outer()(0))\n"
                  "def counter():\n"
                  "    n = 0\n"
                  "    def step():\n"
                  "        nonlocal n\n"
                  "        n = n + 1\n"
                  "        return n\n"
                  "    return step\n"
                  "reveal_value(counter()())\n",
                  "7: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "15: int definite\n");
}

static void test_lambdas_and_callbacks(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "norm = lambda x: np.linalg.norm(x)\n"
                  "reveal_value(norm(np.zeros(3)))\n"
                  "def apply(function, x):\n"
                  "    return function(x)\n"
                  "reveal_value(apply(np.sum, np.zeros(3)))\n"
                  "reveal_value(apply(lambda x: x[None], np.zeros(3)))\n"
                  "reveal_value(apply(str, 3))\n"
                  "table = {\"sum\": np.sum}\n",
                  "3: numpy.float64 definite\n"
                  "6: numpy.float64 definite\n"
                  "7: numpy.ndarray rank=2 dtype=float64 definite\n"
                  "8: str definite\n");
}

static void test_generators(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def rows():\n"
                  "    for row in np.zeros((2, 2)):\n"
                  "        yield row\n"
                  "    yield np.ones(3)\n"
                  "for row in rows():\n"
                  "    reveal_value(row)\n"
                  "reveal_value(next(rows()))\n"
                  "def both():\n"
                  "    yield from rows()\n"
                  "reveal_value(list(both()))\n"
                  "def pairs():\n"
                  "    yield 1, np.zeros(1)\n"
                  "for i, x in pairs():\n"
                  "    reveal_value(x)\n",
                  "7: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "11: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "15: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_decorators(void **state)
{
    (void)state;
    check_reveals("import functools\n"
                  "import numpy as np\n"
                  "@functools.lru_cache(maxsize=None)\n"
                  "def cached(n):\n"
                  "    return np.zeros(n)\n"
                  "reveal_value(cached(3))\n",
                  "6: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_a_function_defined_twice(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "if np.zeros(1)[0] == 0:\n"
                  "    def f():\n"
                  "        return np.zeros(3)\n"
                  "else:\n"
                  "    def f():\n"
                  "        return np.zeros((3, 3))\n"
                  "reveal_value(f())\n"
                  "def g():\n"
                  "    return 1\n"
                  "def g():\n"
                  "    return \"second\"\n"
                  "reveal_value(g())\n",
                  "8: numpy.ndarray dtype=float64 definite\n"
                  "13: str definite\n");
}

static void test_used_before_it_is_defined(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f():\n"
                  "    return g()\n"
                  "def g():\n"
                  "    return np.zeros(3)\n"
                  "reveal_value(f())\n",
                  "6: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_parameters_nobody_passes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x, y=np.zeros(3)):\n"
                  "    reveal_value(x)\n",
                  "3: unknown\n");
}

static void test_attributes_of_self(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "class Model:\n"
                  "    scale = np.ones(2)\n"
                  "    def __init__(self, n):\n"
                  "        self.weights = np.zeros((n, n))\n"
                  "        self.bias = None\n"
                  "        self.cache = {}\n"
                  "    def fit(self):\n"
                  "        self.bias = np.zeros(3)\n"
                  "    def use(self):\n"
                  "        reveal_value(self.weights)\n"
                  "        reveal_value(self.bias)\n"
                  "        reveal_value(self.scale)\n"
                  "        return self.weights[0]\n"
                  "    def __getitem__(self, i):\n"
                  "        return self.weights[i]\n"
                  "    def __len__(self):\n"
                  "        return 3\n"
                  "    def __call__(self, x):\n"
                  "        return x + 1\n"
                  "    def __iter__(self):\n"
                  "        return iter(self.weights)\n"
                  "    def __add__(self, other):\n"
                  "        return other\n"
                  "    def __contains__(self, key):\n"
                  "        return True\n"
                  "model = Model(3)\n"
                  "model.use()\n"
                  "model.fit()\n"
                  "model.use()\n"
                  "reveal_value(model.weights)\n"
                  "reveal_value(model.use())\n"
                  "reveal_value(model[0])\n"
                  "reveal_value(model(np.zeros(3)))\n"
                  "reveal_value(model + \"a\")\n"
                  "for row in model:\n"
                  "    reveal_value(row)\n",
                  "11: numpy.ndarray rank=2 dtype=float64 likely\n"
                  "12: None | numpy.ndarray rank=1 dtype=float64 likely\n"
                  "13: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "31: numpy.ndarray rank=2 dtype=float64 definite\n"
                  "32: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "33: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "34: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "35: str definite\n"
                  "37: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_properties_and_methods_of_classes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "class Data:\n"
                  "    def __init__(self, rows):\n"
                  "        self._rows = rows\n"
                  "    @property\n"
                  "    def first(self):\n"
                  "        return self._rows[0]\n"
                  "    @staticmethod\n"
                  "    def empty():\n"
                  "        return np.zeros(0)\n"
                  "    @classmethod\n"
                  "    def make(cls, n):\n"
                  "        return cls(np.zeros((n, n)))\n"
                  "reveal_value(Data(np.zeros((2, 2))).first)\n"
                  "reveal_value(Data.empty())\n"
                  "reveal_value(Data.make(2).first)\n",
                  "14: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "15: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "16: numpy.ndarray rank=1 dtype=float64 likely\n");
}

static void test_inheritance(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "class Base:\n"
                  "    def __init__(self):\n"
                  "        self.rows = np.zeros((2, 2))\n"
                  "    def pick(self):\n"
                  "        return self.rows[0]\n"
                  "    def name(self):\n"
                  "        return \"base\"\n"
                  "class Child(Base):\n"
                  "    def __init__(self):\n"
                  "        super().__init__()\n"
                  "        self.extra = 1\n"
                  "    def name(self):\n"
                  "        return np.zeros(1)\n"
                  "child = Child()\n"
                  "reveal_value(child.pick())\n"
                  "reveal_value(child.name())\n"
                  "reveal_value(child.extra)\n"
                  "class Net(torch.nn.Module):\n"
                  "    def forward(self, x):\n"
                  "        return x.argmax(dim=1)\n"
                  "reveal_value(Net()(torch.zeros(2, 3)))\n",
                  "17: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "18: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "19: int definite\n"
                  "23: torch.Tensor rank=1 dtype=int64 definite\n");
}

static void test_dataclasses(void **state)
{
    (void)state;
    check_reveals("from dataclasses import dataclass\n"
                  "import numpy as np\n"
                  "@dataclass\n"
                  "class Sample:\n"
                  "    image: np.ndarray\n"
                  "    label: int = 0\n"
                  "sample = Sample(np.zeros((2, 2)), 3)\n"
                  "reveal_value(sample.image)\n"
                  "reveal_value(sample.label)\n",
                  "8: numpy.ndarray rank=2 dtype=float64 likely\n"
                  "9: int likely\n");
}

static void test_class_bodies(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "size = 3\n"
                  "class Config:\n"
                  "    size = size + 1\n"
                  "    table = np.zeros(size)\n"
                  "    rows = [size for _ in range(2)]\n"
                  "    def get(self):\n"
                  "        return size\n"
                  "reveal_value(Config.table)\n"
                  "reveal_value(Config().get())\n"
                  "reveal_value(size)\n",
                  "9: numpy.ndarray dtype=float64 definite\n"
                  "10: int definite\n"
                  "11: int definite\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_arguments_reach_the_body),
        cmocka_unit_test(test_a_call_is_answered_for_its_arguments),
        cmocka_unit_test(test_falling_off_the_end),
        cmocka_unit_test(test_keywords),
        cmocka_unit_test(test_defaults),
        cmocka_unit_test(test_closures),
        cmocka_unit_test(test_lambdas_and_callbacks),
        cmocka_unit_test(test_generators),
        cmocka_unit_test(test_decorators),
        cmocka_unit_test(test_a_function_defined_twice),
        cmocka_unit_test(test_used_before_it_is_defined),
        cmocka_unit_test(test_parameters_nobody_passes),
        cmocka_unit_test(test_attributes_of_self),
        cmocka_unit_test(test_properties_and_methods_of_classes),
        cmocka_unit_test(test_inheritance),
        cmocka_unit_test(test_dataclasses),
        cmocka_unit_test(test_class_bodies),
    };
    return support_run(tests);
}
