// Verdicts: what hashing a value does, how certain that is, which rule applies, and complete messages.
#include "infer_support.h"

static void add_case(tk_unit *unit, const tk_case *facts, tk_text *out)
{
    const tk_rule *rule = tk_verdict_rule(unit->catalog, unit->infer, facts);
    tk_text_format(out, "%.*s: ", (int)facts->key_text.len, facts->key_text.at);
    tk_verdict_type(unit->infer, facts->culprit, out);
    tk_text_format(out, "%s, %s, %s", facts->inside.tuple ? " in a tuple" : "",
                   tk_how_text(facts->role), tk_certainty_text(facts->certainty));
    if (facts->site->container.value.i != TK_BOTTOM.i)
        tk_text_format(out, ", %s", tk_lifetime_text(facts->lifetime));
    tk_text_format(out, " -> %s\n", rule ? rule->code : "nothing");
}

// "KEY: TYPE, role, certainty[, lifetime of the container] -> RULE" per site
static void check_verdicts_at(const char *python, const char *expected, int line)
{
    tk_unit unit;
    tk_text out = {0};
    analyse(&unit, python);
    for (uint32_t i = 0; i < unit.sites.list.len; i++) {
        tk_case facts = tk_case_of(unit.infer, &unit.syntax.nodes, &unit.sites.list.at[i]);
        add_case(&unit, &facts, &out);
    }
    tk_unit_close(&unit);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
#define check_verdicts(python, expected) check_verdicts_at((python), (expected), __LINE__)

static void test_raising_and_identity(void **state)
{
    (void)state;
    check_verdicts("import numpy as np\n"
                   "import torch\n"
                   "arr, t, d = np.zeros(3), torch.ones(3), {'a': 1}\n"
                   "d[arr]\n"
                   "d[t[0]]\n"
                   "d[1, arr]\n"
                   "d[[1]]\n"
                   "{arr}, {t[0]}\n"
                   "hash(arr)\n"
                   "d[arr[0]], d['a'], d[t[0].item()]\n",
                   "arr: a 1-D numpy.ndarray, made, definite, module -> TK101\n"
                   "t[0]: a 0-d Tensor, element, definite, module -> TK201\n"
                   "arr: a 1-D numpy.ndarray in a tuple, made, definite, module -> TK101\n"
                   "[1]: a list, made, definite, module -> TK101\n"
                   "arr: a 1-D numpy.ndarray, made, definite, local -> TK102\n"
                   "t[0]: a 0-d Tensor, element, definite, local -> TK202\n"
                   "arr: a 1-D numpy.ndarray, made, definite -> TK103\n");
}

static void test_certainty(void **state)
{
    (void)state;
    check_verdicts("import numpy as np\n"
                   "import torch\n"
                   "from unknown_library import flag, load\n"
                   "either = np.zeros(3) if flag else 'text'\n"
                   "both = np.zeros(3) if flag else torch.zeros(3)[0]\n"
                   "ranks = np.zeros(3) if flag else np.zeros((2, 2))\n"
                   "maybe = np.zeros(3) if flag else load()\n"
                   "{either: 1}\n"
                   "{both: 1}\n"
                   "{ranks: 1}\n"
                   "{ranks[0]: 1}\n"
                   "{maybe: 1}\n"
                   "def f(x: np.ndarray, y: 'np.ndarray | None'):\n"
                   "    {x: 1}\n"
                   "    {y: 1}\n",
                   "either: a 1-D numpy.ndarray, made, possible, local -> TK101\n"
                   "both: a 1-D numpy.ndarray, made, possible, local -> TK101\n"
                   "ranks: a numpy.ndarray, made, definite, local -> TK101\n"
                   "ranks[0]: a numpy.ndarray, element, possible, local -> TK101\n"
                   "maybe: a 1-D numpy.ndarray, made, possible, local -> TK101\n"
                   "x: a numpy.ndarray, annotation, likely, local -> TK101\n"
                   "y: a numpy.ndarray, annotation, possible, local -> TK101\n");
}

static void test_lifetimes(void **state)
{
    (void)state;
    check_verdicts("import numpy as np\n"
                   "arr, TABLE = np.zeros(3), {}\n"
                   "def f():\n"
                   "    local = {}\n"
                   "    local[arr] = 1\n"
                   "    TABLE[arr] = 1\n"
                   "f()\n"
                   "class C:\n"
                   "    def __init__(self): self.cache = {}\n"
                   "    def put(self): self.cache[arr] = 1\n"
                   "C().put()\n",
                   "arr: a 1-D numpy.ndarray, made, definite, local -> TK101\n"
                   "arr: a 1-D numpy.ndarray, made, definite, module -> TK101\n"
                   "arr: a 1-D numpy.ndarray, made, definite, self -> TK101\n");
}

// Code that expects the error is left alone.
static void test_deliberate_failures(void **state)
{
    (void)state;
    check_verdicts("import numpy as np\n"
                   "import pytest\n"
                   "arr = np.zeros(3)\n"
                   "try:\n"
                   "    {arr: 1}\n"
                   "except TypeError:\n"
                   "    pass\n"
                   "try:\n"
                   "    hash(arr)\n"
                   "except (ValueError, TypeError) as error:\n"
                   "    {arr}\n"
                   "with pytest.raises(TypeError):\n"
                   "    {arr: 1}\n"
                   "try:\n"
                   "    {arr: 1}\n"
                   "except Exception:\n"
                   "    pass\n",
                   "arr: a 1-D numpy.ndarray, made, definite, local -> TK102\n"
                   "arr: a 1-D numpy.ndarray, made, definite, local -> TK101\n");
}

static void test_classes_of_the_file(void **state)
{
    (void)state;
    check_verdicts("import numpy as np\n"
                   "from dataclasses import dataclass\n"
                   "class Equal:\n"
                   "    def __eq__(self, other): return True\n"
                   "class Hashed(Equal):\n"
                   "    def __hash__(self): return 1\n"
                   "class Plain: pass\n"
                   "@dataclass\n"
                   "class Data: x: int\n"
                   "@dataclass(frozen=True)\n"
                   "class Frozen: x: int\n"
                   "class Array(np.ndarray): pass\n"
                   "{Equal(): 1}\n"
                   "{Hashed(): 1, Plain(): 1, Frozen(1): 1, Equal: 1, np.ndarray: 1}\n"
                   "{Data(1): 1}\n"
                   "{Array(3): 1}\n",
                   "@dataclass: a Data, unknown, definite -> nothing\n"
                   "Equal(): an Equal, made, definite, local -> TK101\n"
                   "Data(1): a Data, made, definite, local -> TK101\n"
                   "Array(3): an Array, made, definite, local -> TK101\n");
}

// No placeholder is left, nothing is empty, and each sentence ends.
static void test_messages_are_complete(void **state)
{
    (void)state;
    tk_unit unit;
    analyse(&unit,
            "import collections, functools\n"
            "import numpy as np\n"
            "import torch\n"
            "arr, t, d, s = np.zeros(3), torch.ones(3), {'a': 1}, {1}\n"
            "d[arr], d[t[0]], d[1, arr], {arr}, {t[0]}, {(arr, t)}, hash(arr), set(t), t[0] in s\n"
            "collections.Counter(t), dict.fromkeys(t), dict(zip(t, 'abc')), arr in d\n"
            "@functools.lru_cache\n"
            "def f(x: np.ndarray): return {x: 1}\n"
            "f(arr), f(t)\n");
    assert_true(unit.sites.list.len >= 14);
    for (uint32_t i = 0; i < unit.sites.list.len; i++) {
        tk_case facts = tk_case_of(unit.infer, &unit.syntax.nodes, &unit.sites.list.at[i]);
        const tk_rule *rule = tk_verdict_rule(unit.catalog, unit.infer, &facts);
        tk_text message = {0}, advice = {0};
        if (!rule)
            continue;
        tk_verdict_message(unit.infer, rule, &facts, &message);
        tk_verdict_advice(unit.infer, rule, &facts, &advice);
        assert_true(message.len > 20);
        if (strpbrk(message.at, "{}") || strpbrk(tk_text_string(&advice), "{}") ||
            message.at[message.len - 1] != '.' ||
            (advice.len && advice.at[advice.len - 1] != '.')) {
            print_error("%s\n%s\n", message.at, tk_text_string(&advice));
            fail();
        }
        tk_text_free(&message);
        tk_text_free(&advice);
    }
    tk_unit_close(&unit);
}

// An object keeps its hash when its content changes: only what is looked up again does harm.
static void test_changed_keys(void **state)
{
    (void)state;
    check_verdicts("import functools\n"
                   "import numpy as np\n"
                   "@functools.lru_cache\n"
                   "def table(n):\n"
                   "    return np.zeros(n)\n"
                   "a = table(3)\n"
                   "a += 1\n"
                   "b = table(4).copy()\n"
                   "b += 1\n"
                   "c = table(5)\n"
                   "c[:] = 2\n"
                   "c += 1\n"
                   "d = table(6)\n"
                   "d = d + 1\n"
                   "d += 1\n",
                   "a: a 1-D numpy.ndarray, made, likely -> TK308\n");
    check_verdicts("import torch\n"
                   "known = {}\n"
                   "def norm(x):\n"
                   "    if id(x) not in known:\n"
                   "        known[id(x)] = (x, x.norm())\n"
                   "    return known[id(x)][1]\n"
                   "def scale(x):\n"
                   "    x.mul_(2)\n"
                   "def twice():\n"
                   "    t = torch.ones(3)\n"
                   "    norm(t)\n"
                   "    scale(t)\n"
                   "    norm(t)\n"
                   "def once():\n"
                   "    t = torch.ones(3)\n"
                   "    scale(t)\n"
                   "    norm(t)\n"
                   "    scale(t)\n"
                   "twice()\n"
                   "once()\n",
                   "id(x): an object, derived, likely, module -> nothing\n"
                   "id(x): an object, derived, likely, module -> nothing\n"
                   "id(x): an object, derived, likely, module -> nothing\n"
                   "t: a 1-D Tensor, made, likely -> TK308\n");
}

static void test_fields(void **state)
{
    (void)state;
    check_verdicts("from dataclasses import dataclass, field\n"
                   "import numpy as np\n"
                   "arr = np.zeros(3)\n"
                   "@dataclass(frozen=True)\n"
                   "class A:\n"
                   "    name: str\n"
                   "    data: np.ndarray = None\n"
                   "    note: np.ndarray = field(default=None, compare=False)\n"
                   "{A('a', arr): 1}\n"
                   "{A('a', note=arr): 1}\n"
                   "{A(name='a', data=(1, 2)): 1}\n"
                   "@dataclass(frozen=True, eq=False)\n"
                   "class B:\n"
                   "    data: np.ndarray\n"
                   "{B(arr): 1}\n",
                   "A('a', arr): a 1-D numpy.ndarray, made, definite, local -> TK106\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_raising_and_identity),
        cmocka_unit_test(test_certainty),
        cmocka_unit_test(test_lifetimes),
        cmocka_unit_test(test_deliberate_failures),
        cmocka_unit_test(test_classes_of_the_file),
        cmocka_unit_test(test_changed_keys),
        cmocka_unit_test(test_fields),
        cmocka_unit_test(test_messages_are_complete),
    };
    return support_run(tests);
}
