// Conditions narrow what a variable can be.
#include "infer_support.h"

static void test_isinstance(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "def f(x):\n"
                  "    if isinstance(x, np.ndarray):\n"
                  "        reveal_value(x)\n"
                  "        return 1\n"
                  "    elif isinstance(x, (int, str)):\n"
                  "        reveal_value(x)\n"
                  "    else:\n"
                  "        reveal_value(x)\n"
                  "    if not isinstance(x, str):\n"
                  "        return 2\n"
                  "    reveal_value(x)\n"
                  "f(np.zeros(3))\n"
                  "f(\"a\")\n"
                  "f(3)\n"
                  "f(None)\n",
                  "5: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "8: int | str likely\n"
                  "10: None likely\n"
                  "13: str likely\n");
}

static void test_of_a_subclass(void **state)
{
    (void)state;
    check_reveals(
        "import numpy as np\n"
        "import torch\n"
        "def f(x):\n"
        "    if isinstance(x, torch.Tensor):\n"
        "        reveal_value(x)\n"
        "    if isinstance(x, torch.nn.Parameter):\n"
        "        reveal_value(x)\n"
        "f(torch.zeros(3))\n"
        "f(torch.nn.Parameter(torch.zeros((2, 2))))\n",
        "5: torch.Tensor rank=1 dtype=float32 | torch.nn.Parameter rank=2 dtype=float32 likely\n"
        "7: torch.nn.Parameter rank=2 dtype=float32 likely\n");
}

static void test_none(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x=None, y=None):\n"
                  "    if x is None:\n"
                  "        x = np.zeros(3)\n"
                  "    reveal_value(x)\n"
                  "    if y is not None:\n"
                  "        reveal_value(y)\n"
                  "    else:\n"
                  "        reveal_value(y)\n"
                  "    z = x if x is not None else 1\n"
                  "    reveal_value(z)\n"
                  "f()\n"
                  "f(np.ones((2, 2)), \"y\")\n",
                  "5: numpy.ndarray dtype=float64 likely\n"
                  "7: str likely\n"
                  "9: None likely\n"
                  "11: numpy.ndarray dtype=float64 likely\n");
}

static void test_none_that_a_call_may_give(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(key, x):\n"
                  "    seen = {}\n"
                  "    seen[key] = 1\n"
                  "    hit = seen.get(key)\n"
                  "    reveal_value(hit)\n"
                  "    if hit is None:\n"
                  "        reveal_value(hit)\n"
                  "        hit = np.zeros(2)\n"
                  "    reveal_value(hit)\n",
                  "6: int likely\n"
                  "8: None likely\n"
                  "10: int | numpy.ndarray rank=1 dtype=float64 likely\n");
}

static void test_truth(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x):\n"
                  "    if not x:\n"
                  "        reveal_value(x)\n"
                  "        return\n"
                  "    reveal_value(x)\n"
                  "f(None)\n"
                  "f(\"a\")\n"
                  "def g(x):\n"
                  "    return x and x.shape\n"
                  "reveal_value(g(None))\n",
                  "4: None | str likely\n"
                  "6: str likely\n"
                  "11: None definite\n");
}

static void test_library_tests(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "def f(x):\n"
                  "    if torch.is_tensor(x):\n"
                  "        reveal_value(x)\n"
                  "        return\n"
                  "    if np.isscalar(x):\n"
                  "        reveal_value(x)\n"
                  "        return\n"
                  "    if callable(x):\n"
                  "        reveal_value(x)\n"
                  "        return\n"
                  "    if hasattr(x, \"tobytes\"):\n"
                  "        reveal_value(x)\n"
                  "f(torch.zeros(3))\n"
                  "f(3)\n"
                  "f(np.zeros(2))\n",
                  "5: torch.Tensor rank=1 dtype=float32 likely\n"
                  "8: int likely\n"
                  "11: nothing\n"
                  "14: numpy.ndarray rank=1 dtype=float64 likely\n");
}

static void test_types_compared(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x):\n"
                  "    if type(x) is np.ndarray:\n"
                  "        reveal_value(x)\n"
                  "    elif type(x) == str:\n"
                  "        reveal_value(x)\n"
                  "f(np.zeros(3))\n"
                  "f(\"a\")\n"
                  "f(1)\n",
                  "4: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "6: str likely\n");
}

static void test_rank(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x):\n"
                  "    if x.ndim == 1:\n"
                  "        reveal_value(x)\n"
                  "    elif x.ndim != 2:\n"
                  "        reveal_value(x)\n"
                  "    else:\n"
                  "        reveal_value(x)\n"
                  "    if len(x.shape) == 2:\n"
                  "        reveal_value(x)\n"
                  "f(np.zeros(3))\n"
                  "f(np.zeros((3, 3)))\n"
                  "f(np.zeros((3, 3, 3)))\n",
                  "4: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "6: numpy.ndarray dtype=float64 likely\n"
                  "8: numpy.ndarray rank=2 dtype=float64 likely\n"
                  "10: numpy.ndarray rank=2 dtype=float64 likely\n");
}

static void test_rank_that_is_known(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "x = np.zeros(3)\n"
                  "y = 1\n"
                  "if x.ndim == 2:\n"
                  "    y = \"never\"\n"
                  "reveal_value(y)\n"
                  "if x.ndim == 1:\n"
                  "    y = 2.5\n"
                  "reveal_value(y)\n"
                  "if len(x.shape) != 1:\n"
                  "    y = None\n"
                  "reveal_value(y)\n",
                  "6: int definite\n"
                  "9: float definite\n"
                  "12: float definite\n");
}

static void test_combined(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x, y):\n"
                  "    if isinstance(x, np.ndarray) and isinstance(y, str):\n"
                  "        reveal_value(x)\n"
                  "        reveal_value(y)\n"
                  "    if x is None or y is None:\n"
                  "        return\n"
                  "    reveal_value(x)\n"
                  "    reveal_value(y)\n"
                  "f(np.zeros(3), \"a\")\n"
                  "f(None, \"b\")\n"
                  "f(1, None)\n"
                  "f(1, 2)\n",
                  "4: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "5: str likely\n"
                  "8: int | numpy.ndarray rank=1 dtype=float64 likely\n"
                  "9: int | str likely\n");
}

static void test_assertions(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x):\n"
                  "    assert isinstance(x, np.ndarray)\n"
                  "    reveal_value(x)\n"
                  "    assert x.ndim == 1, \"flat\"\n"
                  "    reveal_value(x)\n"
                  "f(np.zeros(3))\n"
                  "def g(x):\n"
                  "    if not isinstance(x, np.ndarray):\n"
                  "        raise TypeError(x)\n"
                  "    reveal_value(x)\n"
                  "g(np.zeros((2, 2)))\n",
                  "4: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "6: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "11: numpy.ndarray rank=2 dtype=float64 likely\n");
}

static void test_in_comprehensions_and_loops(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "mixed = [np.zeros(3), None, \"a\"]\n"
                  "arrays = [x for x in mixed if isinstance(x, np.ndarray)]\n"
                  "reveal_value(arrays)\n"
                  "for x in mixed:\n"
                  "    if x is None:\n"
                  "        continue\n"
                  "    reveal_value(x)\n"
                  "n = 0\n"
                  "while not isinstance(n, str):\n"
                  "    n = \"done\"\n"
                  "reveal_value(n)\n",
                  "4: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 | str definite\n"
                  "12: str definite\n");
}

static void test_unknown_parameters(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "def f(x):\n"
                  "    if isinstance(x, np.ndarray):\n"
                  "        reveal_value(x)\n"
                  "    elif torch.is_tensor(x):\n"
                  "        reveal_value(x)\n"
                  "    else:\n"
                  "        reveal_value(x)\n",
                  "5: numpy.ndarray likely\n"
                  "7: torch.Tensor likely\n"
                  "9: unknown\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_isinstance),
        cmocka_unit_test(test_of_a_subclass),
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_none_that_a_call_may_give),
        cmocka_unit_test(test_truth),
        cmocka_unit_test(test_library_tests),
        cmocka_unit_test(test_types_compared),
        cmocka_unit_test(test_rank),
        cmocka_unit_test(test_rank_that_is_known),
        cmocka_unit_test(test_combined),
        cmocka_unit_test(test_assertions),
        cmocka_unit_test(test_in_comprehensions_and_loops),
        cmocka_unit_test(test_unknown_parameters),
    };
    return support_run(tests);
}
