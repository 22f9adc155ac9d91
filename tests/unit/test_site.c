// Sites: the places where something gets hashed, found by inference and confirmed by the queries.
#include "catalog/files.h"
#include "infer_support.h"

static void add_site(tk_unit *unit, const tk_nomination *site, tk_text *out)
{
    tk_slice key = tk_node_text(&unit->syntax.nodes, site->key);
    uint32_t start = tk_node_row_of(&unit->syntax.nodes, site->key)->start;
    tk_position at = tk_source_position(unit->source, start);
    tk_text_format(out, "%u:%u %s %.*s = ", at.line, at.column, tk_site_text(site->kind),
                   (int)key.len, key.at);
    add_fact(unit->infer, site->fact, out);
    tk_text_add_char(out, '\n');
}

#define PRELUDE \
    "import collections, functools\n" \
    "import numpy as np\n" \
    "import torch\n" \
    "arr, grid, t = np.zeros(3), np.zeros((2, 2)), torch.ones(3)\n" \
    "d, s = {'a': 1}, {1}\n"

// The sites of the file behind the prelude, which takes lines 1 to 5: "LINE:COLUMN kind key = VALUE".
static void check_sites_at(const char *python, const char *expected, int line)
{
    tk_unit unit;
    tk_text text = {0}, out = {0};
    tk_text_add_string(&text, PRELUDE);
    tk_text_add_string(&text, python);
    analyse(&unit, text.at);
    for (uint32_t i = 0; i < unit.sites.list.len; i++)
        add_site(&unit, &unit.sites.list.at[i], &out);
    tk_unit_close(&unit);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&text);
    tk_text_free(&out);
}
#define check_sites(python, expected) check_sites_at((python), (expected), __LINE__)

#define ARR "numpy.ndarray rank=1 dtype=float64 definite\n"
#define ELEMENT "torch.Tensor rank=0 dtype=float32 definite\n"

static void test_displays_and_comprehensions(void **state)
{
    (void)state;
    check_sites("{arr: 1, 'b': 2}\n"
                "{1, arr}\n"
                "{k: 1 for k in t}\n"
                "{row for row in grid}\n"
                "{'k': arr, 1: {2: arr}}\n"
                "[arr]\n",
                "6:2 dict-key arr = " ARR "7:5 set-member arr = " ARR "8:2 dict-key k = " ELEMENT
                "9:2 set-member row = " ARR);
}

static void test_subscripts(void **state)
{
    (void)state;
    check_sites("d[arr]\n"
                "d[arr] = 1\n"
                "d[arr] += 1\n"
                "del d[arr]\n"
                "d[0, arr]\n"
                "arr[arr]\n"
                "t[t > 0] = 1\n"
                "[1][arr[0]]\n"
                "def f(x: dict[np.ndarray, int]) -> dict[torch.Tensor, int]: return x\n",
                "6:3 dict-key arr = " ARR "7:3 dict-key arr = " ARR "8:3 dict-key arr = " ARR
                "9:7 dict-key arr = " ARR
                "10:6 dict-key arr = tuple[int, numpy.ndarray rank=1 dtype=float64] definite\n");
}

static void test_methods(void **state)
{
    (void)state;
    check_sites(
        "e = [(arr, 1)]; d.get(arr)\n"
        "d.get(t[0], 1)\n"
        "d.pop(arr, None)\n"
        "d.setdefault(arr, []).append(arr)\n"
        "s.add(arr)\n"
        "s.discard((1, arr))\n"
        "s.update(grid)\n"
        "d.update(e)\n"
        "d.get('a', arr)\n"
        "[].append(arr)\n"
        "collections.OrderedDict().get(arr)\n"
        "dict.fromkeys(t)\n",
        "6:23 dict-key arr = " ARR "7:7 dict-key t[0] = " ELEMENT "8:7 dict-key arr = " ARR
        "9:14 dict-key arr = " ARR "10:7 set-member arr = " ARR
        "11:11 set-member (1, arr) = tuple[int, numpy.ndarray rank=1 dtype=float64] definite\n"
        "12:10 set-member grid = " ARR "13:10 dict-key e = " ARR "16:31 dict-key arr = " ARR
        "17:15 dict-key t = " ELEMENT);
}

static void test_membership(void **state)
{
    (void)state;
    check_sites("arr in s\n"
                "arr not in d\n"
                "t[0] in {1, 2}\n"
                "arr in [1]\n"
                "arr in (1, 2)\n"
                "'a' in d in s\n",
                "6:1 set-member arr = " ARR "7:1 dict-key arr = " ARR
                "8:1 set-member t[0] = " ELEMENT "11:8 set-member d = dict[str, int] definite\n");
}

static void test_calls(void **state)
{
    (void)state;
    check_sites("hash(arr)\n"
                "set(grid)\n"
                "frozenset(t)\n"
                "set(arr)\n"
                "dict(zip(t, 'abc'))\n"
                "dict([(arr, 1)])\n"
                "collections.Counter(t)\n"
                "@functools.lru_cache(maxsize=None)\n"
                "def f(x): return x\n"
                "f(arr)\n"
                "f(1)\n",
                "6:6 hash-call arr = " ARR "7:5 set-member grid = " ARR
                "8:11 set-member t = " ELEMENT "10:6 dict-key zip(t, 'abc') = " ELEMENT
                "11:6 dict-key [(arr, 1)] = " ARR "12:21 counted-element t = " ELEMENT
                "15:3 cached-argument arr = " ARR);
}

// Inference proposes, the queries decide: with a query of sets only, subscripts are no sites. Calls are
// sites by their model.
static void test_queries_confirm(void **state)
{
    (void)state;
    tk_catalog_files files = {0};
    tk_diagnostics diagnostics = {0};
    static const char sets[] = "((set (_) @key) @site (#set! kind \"set-member\"))";
    tk_catalog_files_embedded(&files);
    for (uint32_t i = 0; i < files.list.len; i++) {
        tk_catalog_file *file = &files.list.at[i];
        if (file->kind != TK_FILE_QUERY)
            continue;
        file->bytes = sets;
        file->len = sizeof sets - 1;
        file->embedded = false;
    }
    tk_catalog *catalog = tk_catalog_read(files.list.at, files.list.len, &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    tk_unit unit;
    tk_text out = {0};
    tk_unit_open(&unit, catalog, check_source(PRELUDE "d[arr], {arr: 1}, {arr}, hash(arr)\n"));
    tk_unit_analyse(&unit, NULL);
    for (uint32_t i = 0; i < unit.sites.list.len; i++)
        add_site(&unit, &unit.sites.list.at[i], &out);
    tk_unit_close(&unit);
    check_dump("6:20 set-member arr = " ARR "6:31 hash-call arr = " ARR, &out);
    tk_catalog_free(catalog);
    tk_catalog_files_free(&files);
}

// What arrives in a parameter is hashed where the function hashes it; what a call makes certain stays.
static void test_through_functions(void **state)
{
    (void)state;
    check_sites("def put(key):\n"
                "    d[key] = 1\n"
                "put(arr)\n"
                "def look(table, key): return table.get(key)\n"
                "look({}, t[0])\n"
                "class Cache:\n"
                "    def __init__(self): self.table = {}\n"
                "    def get(self, key): return self.table[key]\n"
                "Cache().get(arr)\n",
                "7:7 dict-key key = " ARR "9:40 dict-key key = " ELEMENT
                "13:43 dict-key key = " ARR);
}

static void test_dead_code_has_none(void **state)
{
    (void)state;
    check_sites("if False:\n"
                "    {arr: 1}\n"
                "def f():\n"
                "    return 1\n"
                "    {arr: 1}\n"
                "while True:\n"
                "    pass\n"
                "{arr: 1}\n",
                "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_displays_and_comprehensions),
        cmocka_unit_test(test_subscripts),
        cmocka_unit_test(test_methods),
        cmocka_unit_test(test_membership),
        cmocka_unit_test(test_calls),
        cmocka_unit_test(test_queries_confirm),
        cmocka_unit_test(test_through_functions),
        cmocka_unit_test(test_dead_code_has_none),
    };
    return support_run(tests);
}
