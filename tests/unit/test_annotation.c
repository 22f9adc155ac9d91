// Annotations in all spellings: what they say of parameters, variables, attributes and results.
#include "infer_support.h"

static void test_parameters(void **state)
{
    (void)state;
    check_reveals(
        "import numpy as np\n"
        "import torch\n"
        "import pandas as pd\n"
        "from torch import Tensor\n"
        "from numpy.typing import NDArray\n"
        "def f(a: np.ndarray, b: torch.Tensor, c: Tensor, d: \"np.ndarray\", e: NDArray, g: "
        "NDArray[np.float32], h: int, i: str, j: \"list[Tensor]\", k):\n"
        "    reveal_value(a)\n"
        "    reveal_value(b)\n"
        "    reveal_value(c)\n"
        "    reveal_value(d)\n"
        "    reveal_value(e)\n"
        "    reveal_value(h)\n"
        "    reveal_value(i)\n"
        "    reveal_value(j)\n"
        "    reveal_value(k)\n",
        "7: numpy.ndarray likely\n"
        "8: torch.Tensor likely\n"
        "9: torch.Tensor likely\n"
        "10: numpy.ndarray likely\n"
        "11: numpy.ndarray likely\n"
        "12: int likely\n"
        "13: str likely\n"
        "14: list[torch.Tensor] likely\n"
        "15: unknown\n");
}

static void test_optional_and_unions(void **state)
{
    (void)state;
    check_reveals(
        "from __future__ import annotations\n"
        "import typing\n"
        "from typing import Annotated, Any, ClassVar, Final, List, Dict, Tuple, Optional, "
        "Union, Sequence, Callable, Set, Iterable\n"
        "import numpy as np\n"
        "def f(a: Optional[np.ndarray], b: Union[np.ndarray, str], c: np.ndarray | None, "
        "d: typing.Optional[\"np.ndarray\"], e: Annotated[np.ndarray, \"x\"], g: Any, h: "
        "object, i: Sequence[np.ndarray], j: Callable[..., np.ndarray], k: "
        "\"Optional[np.ndarray]\"):\n"
        "    reveal_value(a)\n"
        "    reveal_value(b)\n"
        "    reveal_value(c)\n"
        "    reveal_value(d)\n"
        "    reveal_value(e)\n"
        "    reveal_value(g)\n"
        "    reveal_value(h)\n"
        "    reveal_value(i)\n"
        "    reveal_value(j)\n"
        "    reveal_value(k)\n",
        "6: None | numpy.ndarray likely\n"
        "7: numpy.ndarray | str likely\n"
        "8: None | numpy.ndarray likely\n"
        "9: None | numpy.ndarray likely\n"
        "10: numpy.ndarray likely\n"
        "11: unknown\n"
        "12: unknown\n"
        "13: unknown\n"
        "14: unknown\n"
        "15: None | numpy.ndarray likely\n");
}

static void test_containers(void **state)
{
    (void)state;
    check_reveals("from typing import Dict, List, Set, Tuple\n"
                  "import collections\n"
                  "import numpy as np\n"
                  "def f(a: list[np.ndarray], b: List[np.ndarray], c: dict[str, np.ndarray], d: "
                  "Dict[str, List[int]], e: tuple[int, np.ndarray], g: Tuple[np.ndarray, ...], h: "
                  "set[int], i: list, j: collections.defaultdict[str, list[int]]):\n"
                  "    reveal_value(a[0])\n"
                  "    reveal_value(b[0])\n"
                  "    reveal_value(c[\"x\"])\n"
                  "    reveal_value(d[\"x\"])\n"
                  "    reveal_value(e)\n"
                  "    reveal_value(g)\n"
                  "    reveal_value(h)\n"
                  "    reveal_value(i)\n"
                  "    reveal_value(j[\"x\"])\n"
                  "    for x in a:\n"
                  "        reveal_value(x)\n"
                  "    for k, v in c.items():\n"
                  "        reveal_value(v)\n",
                  "5: numpy.ndarray likely\n"
                  "6: numpy.ndarray likely\n"
                  "7: numpy.ndarray likely\n"
                  "8: list[int] likely\n"
                  "9: tuple[int, numpy.ndarray] likely\n"
                  "10: tuple[numpy.ndarray, ...] likely\n"
                  "11: set[int] likely\n"
                  "12: list likely\n"
                  "13: list[int] likely\n"
                  "15: numpy.ndarray likely\n"
                  "17: numpy.ndarray likely\n");
}

static void test_aliases(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "from typing import Union, TypeAlias, TYPE_CHECKING\n"
                  "if TYPE_CHECKING:\n"
                  "    import torch\n"
                  "Array = np.ndarray\n"
                  "Either: TypeAlias = Union[np.ndarray, None]\n"
                  "def f(a: Array, b: Either, c: \"torch.Tensor\", d: \"Missing\", e: Array):\n"
                  "    reveal_value(a)\n"
                  "    reveal_value(c)\n"
                  "    reveal_value(d)\n",
                  "8: numpy.ndarray likely\n"
                  "9: torch.Tensor likely\n"
                  "10: unknown\n");
}

static void test_returns(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "from unknown_library import load\n"
                  "def f(path) -> np.ndarray:\n"
                  "    return load(path)\n"
                  "def g(path) -> \"dict[str, np.ndarray]\":\n"
                  "    return load(path)\n"
                  "def h(path) -> np.ndarray:\n"
                  "    return np.zeros(3)\n"
                  "reveal_value(f(\"x\"))\n"
                  "reveal_value(g(\"x\")[\"a\"])\n"
                  "reveal_value(h(\"x\"))\n",
                  "9: numpy.ndarray likely\n"
                  "10: numpy.ndarray likely\n"
                  "11: numpy.ndarray rank=1 dtype=float64 definite\n");
}

static void test_variables_and_attributes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "from unknown_library import load\n"
                  "x: np.ndarray = load(\"x\")\n"
                  "reveal_value(x)\n"
                  "y: \"np.ndarray\"\n"
                  "z: np.ndarray = np.zeros(3)\n"
                  "reveal_value(z)\n"
                  "class Data:\n"
                  "    image: np.ndarray\n"
                  "    def __init__(self, path):\n"
                  "        self.rows: np.ndarray = load(path)\n"
                  "        self.count: int = load(path)\n"
                  "    def use(self):\n"
                  "        reveal_value(self.rows)\n"
                  "        reveal_value(self.count)\n"
                  "        reveal_value(self.image)\n",
                  "4: numpy.ndarray likely\n"
                  "7: numpy.ndarray rank=1 dtype=float64 definite\n"
                  "14: numpy.ndarray likely\n"
                  "15: int likely\n"
                  "16: numpy.ndarray likely\n");
}

static void test_what_they_do_not_say(void **state)
{
    (void)state;
    check_reveals(
        "import numpy as np\n"
        "def f(a: 3, b: [], c: np, d: np.zeros, e: \"not a type\", g: \"list[\", h: lambda: 1, "
        "i: np.ndarray()):\n"
        "    reveal_value(a)\n"
        "    reveal_value(b)\n"
        "    reveal_value(c)\n"
        "    reveal_value(d)\n"
        "    reveal_value(e)\n"
        "    reveal_value(g)\n"
        "    reveal_value(h)\n",
        "3: unknown\n"
        "4: unknown\n"
        "5: unknown\n"
        "6: unknown\n"
        "7: unknown\n"
        "8: unknown\n"
        "9: unknown\n");
}

static void test_passed_against_annotated(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "def f(x: np.ndarray, y: np.ndarray = None):\n"
                  "    reveal_value(x)\n"
                  "f(np.zeros(3))\n",
                  "3: numpy.ndarray rank=1 likely\n");
}

static void test_own_classes(void **state)
{
    (void)state;
    check_reveals("import numpy as np\n"
                  "class Node:\n"
                  "    def __init__(self, parent: \"Node\", rows: np.ndarray):\n"
                  "        self.parent = parent\n"
                  "        self.rows = rows\n"
                  "    def up(self) -> \"Node\":\n"
                  "        return self.parent\n"
                  "def f(node: Node, nodes: list[Node]):\n"
                  "    reveal_value(node)\n"
                  "    reveal_value(node.up())\n"
                  "    for one in nodes:\n"
                  "        reveal_value(one)\n",
                  "9: Node likely\n"
                  "10: Node likely\n"
                  "12: Node likely\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_optional_and_unions),
        cmocka_unit_test(test_containers),
        cmocka_unit_test(test_aliases),
        cmocka_unit_test(test_returns),
        cmocka_unit_test(test_variables_and_attributes),
        cmocka_unit_test(test_what_they_do_not_say),
        cmocka_unit_test(test_passed_against_annotated),
        cmocka_unit_test(test_own_classes),
    };
    return support_run(tests);
}
