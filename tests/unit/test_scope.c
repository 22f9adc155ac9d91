// Scopes: which names a body binds, and where a name is found. Python's symtable says the same.
#include "infer_support.h"

static void add_binding(const tk_unit *unit, const tk_binding *binding, tk_text *out)
{
    static const char *const suffixes[] = {"(none)", "", "(global)", "(nonlocal)"};
    tk_text_add_char(out, ' ');
    tk_text_add_slice(out, tk_names_text(unit->names, binding->name));
    tk_text_add_string(out, suffixes[binding->kind]);
}

// "INDEX kind in PARENT: names", in the order in which they were bound.
static void add_scopes(const tk_unit *unit, tk_text *out)
{
    static const char *const kinds[] = {"module", "class", "function", "comprehension"};
    const tk_scopes *scopes = &tk_infer_program(unit->infer)->scopes;
    for (uint32_t i = 1; i < scopes->list.len; i++) {
        const tk_scope *scope = &scopes->list.at[i];
        tk_text_format(out, "%u %s in %u:", i, kinds[scope->kind], scope->parent);
        for (uint32_t k = 0; k < scopes->bindings.len; k++)
            if (scopes->bindings.at[k].scope == i)
                add_binding(unit, &scopes->bindings.at[k], out);
        tk_text_add_char(out, '\n');
    }
}

static void check_scopes_at(const char *python, const char *expected, int line)
{
    tk_unit unit;
    tk_text out = {0};
    analyse(&unit, python);
    add_scopes(&unit, &out);
    tk_unit_close(&unit);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
#define check_scopes(python, expected) check_scopes_at((python), (expected), __LINE__)

static void test_imports(void **state)
{
    (void)state;
    check_scopes("import os as system, sys.path\n"
                 "from a.b import c, d as e\n"
                 "from f import *\n"
                 "import g.h.i\n",
                 "1 module in 0: system sys c e g\n");
}

static void test_parameters(void **state)
{
    (void)state;
    check_scopes("def f(a, /, b: int, *args, k=X, **kw): pass\n"
                 "g = lambda x, *y, z=1: x\n"
                 "def h(*, only): pass\n",
                 "1 module in 0: f g h\n"
                 "2 function in 1: a b args k kw\n"
                 "3 function in 1: x y z\n"
                 "4 function in 1: only\n");
}

static void test_statements_that_bind(void **state)
{
    (void)state;
    check_scopes("def f(b):\n"
                 "    for n, (m, *o) in b: pass\n"
                 "    with q as r, s() as (t, u): pass\n"
                 "    try: pass\n"
                 "    except E as err: pass\n"
                 "    del v\n"
                 "    x = y = 2\n"
                 "    z += 1\n"
                 "    p: int\n"
                 "    a.attribute = d[0] = [c, *e] = b\n"
                 "    def inner(): pass\n"
                 "    class Local: pass\n"
                 "    import i.j as k, l\n",
                 "1 module in 0: f\n"
                 "2 function in 1: b n m o r t u err v x y z p c e inner Local k l\n"
                 "3 function in 2:\n"
                 "4 class in 2:\n");
}

static void test_walrus_and_comprehensions(void **state)
{
    (void)state;
    check_scopes("def f(a):\n"
                 "    b = [i for i in a if (w := i)]\n"
                 "    c = {k: v for k, v in a for j in k}\n"
                 "    if (n := len(a)) > 1: pass\n"
                 "    return (x for x in [y for y in a])\n",
                 "1 module in 0: f\n"
                 "2 function in 1: a b w c n\n"
                 "3 comprehension in 2: i\n"
                 "4 comprehension in 2: k v j\n"
                 "5 comprehension in 2: x\n"
                 "6 comprehension in 2: y\n");
}

static void test_global_and_nonlocal(void **state)
{
    (void)state;
    check_scopes("x = 1\n"
                 "def f():\n"
                 "    global x, new\n"
                 "    y = x = 2\n"
                 "    def g():\n"
                 "        nonlocal y\n"
                 "        y, z = 1, 2\n",
                 "1 module in 0: x f\n"
                 "2 function in 1: x(global) new(global) y g\n"
                 "3 function in 2: y(nonlocal) z\n");
}

static void test_match_captures(void **state)
{
    (void)state;
    check_scopes("match x:\n"
                 "    case {'k': v1, **rest}: pass\n"
                 "    case [first, *others] | P(name=bound) as whole: pass\n"
                 "    case A.B | 'text' | None: pass\n"
                 "    case _: pass\n",
                 "1 module in 0: v1 rest first others bound whole\n");
}

static void test_class_bodies(void **state)
{
    (void)state;
    check_scopes("class C(Base, metaclass=M):\n"
                 "    attr = 1\n"
                 "    def method(self): return attr\n"
                 "    pairs = [attr for _ in attr]\n"
                 "    class Inner: deep = attr\n",
                 "1 module in 0: C\n"
                 "2 class in 1: attr method pairs Inner\n"
                 "3 function in 2: self\n"
                 "4 comprehension in 2: _\n"
                 "5 class in 2: deep\n");
}

// What a name means follows from where it is used: what classes bind is invisible to their methods.
static void test_what_names_mean(void **state)
{
    (void)state;
    check_reveals("x = 1\n"
                  "class C:\n"
                  "    x = 'class'\n"
                  "    reveal_value(x)\n"
                  "    def method(self):\n"
                  "        reveal_value(x)\n"
                  "    y = [x for _ in x]\n"
                  "def f():\n"
                  "    x = None\n"
                  "    def g():\n"
                  "        reveal_value(x)\n"
                  "        return [x for x in 'ab']\n"
                  "    def h():\n"
                  "        global x\n"
                  "        reveal_value(x)\n"
                  "    g(), h()\n"
                  "    reveal_value(x)\n"
                  "f()\n"
                  "reveal_value(x)\n"
                  "def shadow(len):\n"
                  "    reveal_value(len)\n"
                  "shadow(2.5)\n",
                  "4: str definite\n"
                  "6: int definite\n"
                  "11: None definite\n"
                  "15: int definite\n"
                  "17: None definite\n"
                  "19: int definite\n"
                  "21: float likely\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_statements_that_bind),
        cmocka_unit_test(test_walrus_and_comprehensions),
        cmocka_unit_test(test_global_and_nonlocal),
        cmocka_unit_test(test_match_captures),
        cmocka_unit_test(test_class_bodies),
        cmocka_unit_test(test_what_names_mean),
    };
    return support_run(tests);
}
