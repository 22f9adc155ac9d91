// What nobody writes by hand: very long, very deep, and definitions that lead to themselves. All of it
// ends, soon, and what is around it is still found.
#include <time.h>

#include "infer_support.h"

enum { MOST_SECONDS = 60 };  // of processor time, for the slowest of them under sanitizers

static void repeat(tk_text *out, const char *unit, int count)
{
    for (int i = 0; i < count; i++)
        tk_text_add_string(out, unit);
}

// The unit with each @ replaced by the number of the round.
static void repeat_numbered(tk_text *out, const char *unit, int count)
{
    for (int i = 0; i < count; i++) {
        for (const char *at = unit; *at; at++) {
            if (*at == '@')
                tk_text_format(out, "%d", i);
            else
                tk_text_add_char(out, *at);
        }
    }
}

// Blocks one inside the other, each one column further in.
static void nest(tk_text *out, const char *head, int depth)
{
    for (int i = 0; i < depth; i++) {
        repeat(out, " ", i);
        repeat_numbered(out, head, 1);
    }
    repeat(out, " ", depth);
    tk_text_add_string(out, "pass\n");
}

// Scans a file with `middle` in it, frees `middle`, and returns how many findings it has. Behind it
// stands one mistake more, which must be found whatever was before.
static uint32_t scanned(tk_text *middle)
{
    tk_text text = {0};
    tk_file_result result;
    tk_scan_options options = {.max_bytes = UINT32_MAX};
    tk_text_add_string(&text, "import numpy as np\nimport torch\narr = np.zeros(3)\n");
    tk_text_add_slice(&text, (tk_slice){tk_text_string(middle), middle->len});
    tk_text_add_string(&text, "\n{np.ones(4): 1}\n");
    clock_t start = clock();
    tk_scan_bytes(support_catalog(), &options, "long.py", text.at, text.len, &result);
    assert_true((clock() - start) / CLOCKS_PER_SEC < MOST_SECONDS);
    uint32_t findings = result.findings.len;
    assert_true(findings > 0);
    check_string("TK101", result.findings.at[findings - 1].rule->code);
    tk_file_result_free(&result);
    tk_text_free(&text);
    tk_text_free(middle);
    return findings - 1;
}

static uint32_t scanned_text(const char *text)
{
    tk_text middle = {0};
    tk_text_add_string(&middle, text);
    return scanned(&middle);
}

static uint32_t scanned_chain(const char *before, const char *unit, int count, const char *after)
{
    tk_text middle = {0};
    tk_text_add_string(&middle, before);
    repeat(&middle, unit, count);
    tk_text_add_string(&middle, after);
    return scanned(&middle);
}

static uint32_t scanned_numbered(const char *before, const char *unit, int count, const char *after)
{
    tk_text middle = {0};
    tk_text_add_string(&middle, before);
    repeat_numbered(&middle, unit, count);
    tk_text_add_string(&middle, after);
    return scanned(&middle);
}

static uint32_t scanned_nest(const char *head, int depth)
{
    tk_text middle = {0};
    nest(&middle, head, depth);
    return scanned(&middle);
}

static void test_long_chains(void **state)
{
    (void)state;
    enum { MANY = 100000, DEEP = 45000 };   // see scan_depth.c
    assert_int_equal(scanned_chain("x = arr", " + arr", DEEP, "\n{x: 1}\n"), 1);
    assert_int_equal(scanned_chain("x = arr", " + arr", MANY, "\n{x: 1}\n"), 0);
    assert_int_equal(scanned_chain("x = 1", " + 1", DEEP, "\n{x: 1}\n"), 0);
    assert_int_equal(scanned_chain("x = arr", " < 1", MANY, "\n"), 0);
    assert_int_equal(scanned_chain("x = 1", " and arr", MANY, "\n{x: 1}\n"), 1);
    assert_int_equal(scanned_chain("def f(a): return a", " or a", MANY, "\n"), 0);
    assert_int_equal(scanned_chain("x = ", "not ", MANY, "arr\n"), 0);
    assert_int_equal(scanned_chain("x = ", "-", DEEP, "1\n"), 0);
    assert_int_equal(scanned_chain("x = arr", ".T", DEEP, "\n{x: 1}\n"), 1);
    assert_int_equal(scanned_chain("x = arr", ".reshape(3)", MANY / 4, "\n{x: 1}\n"), 1);
    assert_int_equal(scanned_chain("x = arr", "[None]", MANY / 4, "\n"), 0);
    assert_int_equal(scanned_chain("x = ", "'a' ", MANY, "\n{x: 1}\n"), 0);
    assert_int_equal(scanned_chain("x = f'", "{arr}", MANY / 4, "'\n"), 0);
    assert_int_equal(scanned_chain("x = ", "1 if arr is None else ", MANY / 10, "2\n{x: 1}\n"), 0);
}

static void test_deep_expressions(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    tk_text brackets = {0};
    repeat(&brackets, "[", MANY);
    repeat(&brackets, "]", MANY);
    assert_int_equal(scanned(&brackets), 0);
    tk_text calls = {0};
    repeat(&calls, "f(", MANY / 10);
    repeat(&calls, ")", MANY / 10);
    assert_int_equal(scanned(&calls), 0);
    tk_text dicts = {0};
    repeat(&dicts, "{1: ", 3000);
    tk_text_add_string(&dicts, "arr");
    repeat(&dicts, "}", 3000);
    assert_int_equal(scanned(&dicts), 0);
    assert_int_equal(scanned_chain("x = ", "lambda a: ", 3000, "a\n"), 0);
    tk_text comprehensions = {0};
    repeat(&comprehensions, "[", 200);
    tk_text_add_string(&comprehensions, "arr");
    repeat(&comprehensions, " for a in arr]", 200);
    assert_int_equal(scanned(&comprehensions), 0);
    assert_int_equal(scanned_chain("x = [1", " for a in arr", 300, "]\n"), 0);
    tk_text annotation = {0};
    tk_text_add_string(&annotation, "x: ");
    repeat(&annotation, "list[", 3000);
    tk_text_add_string(&annotation, "int");
    repeat(&annotation, "]", 3000);
    assert_int_equal(scanned(&annotation), 0);
}

static void test_deep_blocks(void **state)
{
    (void)state;
    assert_int_equal(scanned_nest("def f(a):\n", 500), 0);
    assert_int_equal(scanned_nest("class C:\n", 500), 0);
    assert_int_equal(scanned_nest("if arr is None:\n", 500), 0);
    assert_int_equal(scanned_nest("for a in arr:\n", 100), 0);
    assert_int_equal(scanned_nest("while arr is None:\n", 100), 0);
    assert_int_equal(scanned_nest("with arr as b:\n", 300), 0);
}

static void test_long_files(void **state)
{
    (void)state;
    assert_int_equal(scanned_numbered("def f(a):\n    if a == 0:\n        x = arr\n",
                                      "    elif a == 1@:\n        x = np.zeros(@)\n", 5000,
                                      "    return {x: 1}\n"),
                     1);
    assert_int_equal(scanned_numbered("x = {", "'key @': @, ", 100000, "}\n"), 0);
    assert_int_equal(scanned_numbered("x = np.array([", "[@, 1.5], ", 50000, "])\n"), 0);
    assert_int_equal(scanned_numbered("x = (", "(@, arr), ", 30000, ")\n{x: 1}\n"), 1);
    assert_int_equal(scanned_numbered("", "def f@(x): return {x: 1}\n", 50000, ""), 0);
    assert_int_equal(scanned_numbered("", "v@ = np.zeros(@)\n", 50000, ""), 0);
    assert_int_equal(scanned_chain("x = arr\n", "x = x + 1\n", 50000, "{x: 1}\n"), 1);
    assert_int_equal(scanned_numbered("class C:\n", "    def m@(self): self.a@ = arr\n", 5000, ""),
                     0);
    assert_int_equal(
        scanned_numbered("xs = []\n", "xs.append(@)\nxs.append('@')\n", 10000, "set(xs)\n"), 0);
    assert_int_equal(
        scanned_chain("x = 0\ntry:\n    x = arr\n", "except E:\n    x = 1\n", 10000, ""), 0);
    assert_int_equal(scanned_chain("", "for i in arr:\n    x = i\n", 10000, ""), 0);
    assert_int_equal(scanned_chain("", "x = 1; ", 30000, "\n"), 0);
    assert_int_equal(
        scanned_numbered("match arr:\n", "    case {'k@': [a@, *b@]} | A(c=a@): pass\n", 2000, ""),
        0);
}

static void test_many_calls(void **state)
{
    (void)state;
    assert_int_equal(scanned_numbered("def g(x): return {x: 1}\n", "g(np.zeros(@))\n", 10000, ""),
                     1);
    assert_int_equal(
        scanned_numbered("def f0(x): return x\n", "def g@(x): return g@(g@(x))\n", 5000, ""), 0);
    tk_text doubling = {0};  // 2 to the power of 60 calls
    tk_text_add_string(&doubling, "def f0(x): return x\n");
    for (int i = 1; i < 60; i++)
        tk_text_format(&doubling, "def f%d(x): return f%d(f%d([x]))\n", i, i - 1, i - 1);
    tk_text_add_string(&doubling, "f59(arr)\n");
    assert_int_equal(scanned(&doubling), 0);
    tk_text arguments = {0};
    tk_text_add_string(&arguments, "def f(");
    repeat_numbered(&arguments, "a@=arr, ", 5000);
    tk_text_add_string(&arguments, "): return {a1: 1}\nf(");
    repeat_numbered(&arguments, "a@=arr, ", 5000);
    tk_text_add_string(&arguments, ")\n");
    assert_int_equal(scanned(&arguments), 1);
}

static void test_values_that_grow(void **state)
{
    (void)state;
    scanned_text("x = arr\nfor i in range(9):\n    x = x[None]\n");
    scanned_text(
        "x = []\nfor i in range(9):\n    x = [x, (x, arr)]\ny = ()\nwhile x:\n    y = (y, arr)\n");
    scanned_text("i = 0\nwhile i < 100:\n    i = i + 1\n    i += 2\nx = np.zeros(i)\n");
    scanned_text(
        "x = []\nx.append(x)\nfor y in x:\n    y.append(x)\nd = {}\nd['a'] = d\nd[d] = d\n");
    scanned_text(
        "a, b = [], []\na.append(b)\nb.append(a)\nfor i in a:\n    a = [a, b]\n    b = {1: a}\n"
        "set(a)\n");
    scanned_numbered("x = 0\n", "class K@: pass\nif arr is None: x = K@()\n", 1000, "{x: 1}\n");
    scanned_numbered("while arr is None:\n    x0 = 1\n", "    x@ = [x0, x1]\n", 1000, "");
}

static void test_functions_that_call_themselves(void **state)
{
    (void)state;
    scanned_text("def f(x): return g(x[None])\ndef g(x): return f([x])\ndef h(x): return h(h(x))\n"
                 "{f(arr): h(arr)}\n");
    scanned_text(
        "def f(n, a):\n    if n: return f(n - 1, a + [a])\n    return f(n, (a, a))\nf(3, [arr])\n");
    scanned_text(
        "def ap(f, x): return f(f, x)\nap(ap, arr)\nap(lambda f, x: f(f, x), 1)\n"
        "Y = lambda f: (lambda x: f(lambda v: x(x)(v)))(lambda x: f(lambda v: x(x)(v)))\nY(Y)\n"
        "map(map, map(map, [map]))\n");
    scanned_text("def d(f): return d(f)\n@d\n@d\n@f\ndef f(x): return f\n@f\nclass f: pass\n");
    scanned_text("def f(a=f, *b, c=lambda: f(f)): return f(*b, **f(c))\nf(f, f, *f, **f)\n");
    scanned_text(
        "def g():\n    yield from g()\n    yield g\nfor x in g():\n    for y in x(): y()\n");
}

static void test_classes_that_are_their_own_base(void **state)
{
    (void)state;
    scanned_text(
        "class A(A): pass\nclass B(C): pass\nclass C(B):\n    def f(self): return super().f()\n"
        "class D(D, B, C, np.ndarray): pass\n"
        "for k in (A, B, C, D, A(), B(), C(), D()):\n"
        "    print({k: 1}, hash(k), k.attribute, k.f(), k[0])\n    A = k\n");
    scanned_text(
        "class A:\n"
        "    @property\n    def a(self): return self.b\n"
        "    @property\n    def b(self): return self.a\n"
        "    def __getattr__(self, n): return getattr(self, n)\n"
        "    def __iter__(self): return iter(self)\n"
        "    def __next__(self): return next(self)\n"
        "    def __getitem__(self, k): return self[k]\n"
        "    def __call__(self, *a): return self(*a)\n"
        "    def __hash__(self): return hash(self)\n"
        "    def __contains__(self, k): return k in self\n"
        "    def __add__(self, o): return self + o\n"
        "x = A()\nprint(x.a, x.other, list(x), x[0], x(1), {x: 1}, 1 in x, x + x, x(*x))\n");
    scanned_numbered("class C0: pass\n", "class D@(C0):\n    def m(self): return self.m()\n", 5000,
                     "");
    scanned_text("T = list['T']\nU = 'U'\nV = dict['V', 'V']\n"
                 "def f(a: T, b: U, c: V, d: 'd', e: f) -> 'f': return {a: b, b: c, d: 1, e: 1}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_long_chains),
        cmocka_unit_test(test_deep_expressions),
        cmocka_unit_test(test_deep_blocks),
        cmocka_unit_test(test_long_files),
        cmocka_unit_test(test_many_calls),
        cmocka_unit_test(test_values_that_grow),
        cmocka_unit_test(test_functions_that_call_themselves),
        cmocka_unit_test(test_classes_that_are_their_own_base),
    };
    return support_run(tests);
}
