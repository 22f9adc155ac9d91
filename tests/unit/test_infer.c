// Flow: what a variable is behind branches, loops, handlers and early exits. Each program runs, and what it
// reveals is what Python has there.
#include "infer_support.h"

static void test_branches_join(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(flag):\n"
                  "    x = np.zeros(3) if flag else np.zeros((3, 3))\n"
                  "    reveal_value(x)\n"
                  "    if flag:\n"
                  "        y = 1\n"
                  "    else:\n"
                  "        y = \"a\"\n"
                  "    reveal_value(y)\n"
                  "    if flag:\n"
                  "        z = np.ones(2)\n"
                  "    elif flag is None:\n"
                  "        z = np.ones(3)\n"
                  "    else:\n"
                  "        z = None\n"
                  "    reveal_value(z)\n"
                  "for flag in (True, False, None):\n"
                  "    f(flag)\n",
                  "4: numpy.ndarray dtype=float64 definite\n"
                  "9: int | str definite\n"
                  "16: None | numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_unbound_on_one_way(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(flag):\n"
                  "    if flag:\n"
                  "        x = np.zeros(3)\n"
                  "    try:\n"
                  "        reveal_value(x)\n"
                  "    except NameError:\n"
                  "        return\n"
                  "    del x\n"
                  "    x = 3\n"
                  "    reveal_value(x)\n"
                  "f(True)\n"
                  "f(False)\n",
                  "6: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "11: int definite\n");
}

static void test_known_conditions_take_one_way(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "x = 1\n"
                  "if True:\n"
                  "    x = np.zeros(3)\n"
                  "else:\n"
                  "    x = 2\n"
                  "reveal_value(x)\n"
                  "if 0:\n"
                  "    x = None\n"
                  "reveal_value(x)\n"
                  "y = None or x\n"
                  "reveal_value(y)\n",
                  "7: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "10: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "12: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_early_exits_leave(void **state)
{
    (void)state;
    check_reveals("import sys\n"
                  "import numpy as np\n"
                  "def f(n):\n"
                  "    x = np.zeros(3)\n"
                  "    if n == 0:\n"
                  "        x = 1\n"
                  "        return x\n"
                  "    if n == 1:\n"
                  "        x = \"a\"\n"
                  "        raise ValueError\n"
                  "    if n == 2:\n"
                  "        x = 2.5\n"
                  "        sys.exit()\n"
                  "    reveal_value(x)\n"
                  "    return x\n"
                  "reveal_value(f(3))\n"
                  "reveal_value(f(0))\n"
                  "for n in (1, 2):\n"
                  "    try:\n"
                  "        f(n)\n"
                  "    except (ValueError, SystemExit):\n"
                  "        pass\n",
                  "14: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "16: int | numpy.ndarray rank=1 dtype=float64 definite\n"
                  "17: int | numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_loops_reach_a_fixpoint(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "x = np.zeros(3)\n"
                  "for i in range(4):\n"
                  "    x = x[None]\n"
                  "reveal_value(x)\n"
                  "total = 0\n"
                  "for row in np.ones((4, 5)):\n"
                  "    reveal_value(row)\n"
                  "    total = total + row\n"
                  "reveal_value(total)\n"
                  "a, b, c = 1, \"b\", None\n"
                  "for i in range(3):\n"
                  "    a, b, c = b, c, a\n"
                  "reveal_value(a)\n",
                  "5: numpy.ndarray dtype=float64 definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "10: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "14: None | int | str definite\n");
}

static void test_loops_break_and_continue(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(items):\n"
                  "    found = None\n"
                  "    for item in items:\n"
                  "        if item is None:\n"
                  "            found = \"skipped\"\n"
                  "            continue\n"
                  "        if item:\n"
                  "            found = np.zeros(2)\n"
                  "            break\n"
                  "        found = 3\n"
                  "    else:\n"
                  "        found = 2.5\n"
                  "    reveal_value(found)\n"
                  "f([None, 0, 1])\n"
                  "f([0])\n"
                  "def g(n):\n"
                  "    while True:\n"
                  "        if n > 3:\n"
                  "            x = np.ones(1)\n"
                  "            break\n"
                  "        n += 1\n"
                  "    reveal_value(x)\n"
                  "    while n > 0:\n"
                  "        n -= 1\n"
                  "        x = \"again\"\n"
                  "    else:\n"
                  "        y = 1\n"
                  "    reveal_value(x)\n"
                  "    reveal_value(y)\n"
                  "g(1)\n"
                  "g(-9)\n",
                  "14: float | numpy.ndarray rank=1 dtype=float64 definite\n"
                  "23: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "29: numpy.ndarray rank=1 dtype=float64 | str definite\n"
                  "30: int definite\n");
}

static void test_nested_loops(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "x = 0\n"
                  "for i in range(2):\n"
                  "    for j in range(2):\n"
                  "        if j:\n"
                  "            break\n"
                  "        x = np.zeros(3)\n"
                  "    else:\n"
                  "        x = \"never\"\n"
                  "    reveal_value(j)\n"
                  "reveal_value(x)\n",
                  "10: int definite\n"
                  "11: int | numpy.ndarray rank=1 dtype=float64 | str definite\n");
}

static void test_handlers(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(n):\n"
                  "    x = 1\n"
                  "    try:\n"
                  "        x = np.zeros(3)\n"
                  "        if n:\n"
                  "            raise KeyError\n"
                  "        x = np.zeros((3, 3))\n"
                  "    except KeyError:\n"
                  "        reveal_value(x)\n"
                  "        y = \"handled\"\n"
                  "    else:\n"
                  "        reveal_value(x)\n"
                  "        y = 2.5\n"
                  "    finally:\n"
                  "        z = None\n"
                  "    reveal_value(y)\n"
                  "    reveal_value(z)\n"
                  "f(0)\n"
                  "f(1)\n"
                  "def g(n):\n"
                  "    try:\n"
                  "        return np.zeros(3)\n"
                  "    finally:\n"
                  "        x = 4\n"
                  "        reveal_value(x)\n"
                  "reveal_value(g(1))\n"
                  "def h(n):\n"
                  "    try:\n"
                  "        if n:\n"
                  "            raise ValueError\n"
                  "        x = np.ones(1)\n"
                  "    except ValueError:\n"
                  "        return None\n"
                  "    reveal_value(x)\n"
                  "    return x\n"
                  "reveal_value(h(0))\n"
                  "h(1)\n",
                  "10: int | numpy.ndarray dtype=float64 definite\n"
                  "13: numpy.ndarray rank=2 dtype=float64 definite\n"
                  "17: float | str definite\n"
                  "18: None definite\n"
                  "26: int definite\n"
                  "27: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "35: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "37: None | numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_with_and_match(void **state)
{
    (void)state;
    check_reveals("import contextlib\n"
                  "import numpy as np\n"
                  "class Box:\n"
                  "    def __enter__(self):\n"
                  "        return np.zeros(2)\n"
                  "    def __exit__(self, *args):\n"
                  "        return None\n"
                  "with Box() as x, Box():\n"
                  "    reveal_value(x)\n"
                  "def f(command):\n"
                  "    match command:\n"
                  "        case \"a\":\n"
                  "            x = np.zeros(3)\n"
                  "        case (1, y):\n"
                  "            x = np.zeros((1, 1))\n"
                  "        case None:\n"
                  "            return 4\n"
                  "        case _:\n"
                  "            x = None\n"
                  "    reveal_value(x)\n"
                  "for command in (\"a\", (1, 2), None, 9):\n"
                  "    f(command)\n",
                  "9: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "20: None | numpy.ndarray dtype=float64 definite\n");
}

static void test_unpacking(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "a, b = 1, \"b\"\n"
                  "reveal_value(b)\n"
                  "a, b = b, a\n"
                  "reveal_value(b)\n"
                  "head, *rest = np.zeros((3, 2))\n"
                  "reveal_value(head)\n"
                  "reveal_value(rest)\n"
                  "(x, y), z = (np.ones(1), 2.5), None\n"
                  "reveal_value(x)\n"
                  "reveal_value(z)\n"
                  "for i, (p, q) in enumerate(zip(torch.ones(3), \"abc\")):\n"
                  "    reveal_value(i)\n"
                  "    reveal_value(p)\n"
                  "    reveal_value(q)\n"
                  "first = second = np.zeros(3)\n"
                  "reveal_value(second)\n"
                  "*most, last = 1, 2, \"c\"\n"
                  "reveal_value(most)\n",
                  "4: str definite\n"
                  "6: int definite\n"
                  "8: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "9: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "11: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "12: None definite\n"
                  "14: int definite\n"
                  "15: torch.Tensor rank=0 dtype=float32 definite\n"
                  "16: str definite\n"
                  "18: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "20: list[int] definite\n");
}

static void test_augmented(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "import torch\n"
                  "x = np.zeros(3)\n"
                  "x += 1\n"
                  "reveal_value(x)\n"
                  "n = 1\n"
                  "n += 2.5\n"
                  "reveal_value(n)\n"
                  "t = torch.zeros(3)\n"
                  "t *= 2\n"
                  "reveal_value(t)\n"
                  "s = \"a\"\n"
                  "s += \"b\"\n"
                  "reveal_value(s)\n"
                  "xs = [1]\n"
                  "xs += [\"a\"]\n"
                  "reveal_value(xs)\n",
                  "5: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "8: float definite\n"
                  "11: torch.Tensor rank=1 dtype=float32 definite\n"
                  "14: str definite\n"
                  "17: list[int | str] definite\n");
}

static void test_walrus_and_conditional_operators(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(flag):\n"
                  "    if (x := np.zeros(3)) is not None:\n"
                  "        reveal_value(x)\n"
                  "    return [w for _ in range(2) if (w := np.ones((1, 1))) is not None] and w\n"
                  "f(0)\n"
                  "f(\"a\")\n",
                  "4: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_comprehension_scopes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "x = \"outside\"\n"
                  "rows = [x for x in np.ones((2, 2))]\n"
                  "reveal_value(x)\n"
                  "reveal_value(rows)\n"
                  "table = {i: row for i, row in enumerate(rows)}\n"
                  "reveal_value(table)\n"
                  "cells = [cell for row in rows for cell in row if cell > 0]\n"
                  "reveal_value(cells)\n"
                  "lazy = (row for row in rows)\n"
                  "reveal_value(next(lazy))\n"
                  "nested = [[cell for cell in row] for row in rows]\n"
                  "reveal_value(nested[0][0])\n",
                  "4: str definite\n"
                  "5: list[numpy.ndarray rank=1 dtype=float64] definite\n"
                  "7: dict[int, numpy.ndarray rank=1 dtype=float64] definite\n"
                  "9: list[numpy.float64] definite\n"
                  "11: numpy.ndarray rank=1 dtype=float64 likely\n"
                  "13: numpy.float64 likely\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_branches_join),
        cmocka_unit_test(test_unbound_on_one_way),
        cmocka_unit_test(test_known_conditions_take_one_way),
        cmocka_unit_test(test_early_exits_leave),
        cmocka_unit_test(test_loops_reach_a_fixpoint),
        cmocka_unit_test(test_loops_break_and_continue),
        cmocka_unit_test(test_nested_loops),
        cmocka_unit_test(test_handlers),
        cmocka_unit_test(test_with_and_match),
        cmocka_unit_test(test_unpacking),
        cmocka_unit_test(test_augmented),
        cmocka_unit_test(test_walrus_and_conditional_operators),
        cmocka_unit_test(test_comprehension_scopes),
    };
    return support_run(tests);
}
