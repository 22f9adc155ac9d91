// The lattice: a table of joins, and the laws that loops rely on to end.
#include "catalog/files.h"
#include "infer_support.h"

// What is joined and what comes out, in the notation of models.
typedef struct joining {
    const char *a, *b, *joined;
} joining;

static const joining table[] = {
    {"int", "int", "int"},
    {"int", "float", "int | float"},
    {"int", "None", "int | None"},
    {"unknown", "unknown", "unknown"},
    {"unknown", "numpy.ndarray rank=1", "numpy.ndarray rank=1 | unknown"},
    {"numpy.ndarray rank=1", "numpy.ndarray rank=1", "numpy.ndarray rank=1"},
    {"numpy.ndarray rank=1", "numpy.ndarray rank=2", "numpy.ndarray"},
    {"numpy.ndarray rank=1 dtype=int64", "numpy.ndarray rank=1 dtype=float64",
     "numpy.ndarray rank=1"},
    {"numpy.ndarray rank=1 dtype=int64", "numpy.ndarray rank=2 dtype=int64",
     "numpy.ndarray dtype=int64"},
    {"numpy.ndarray rank=1", "numpy.ndarray", "numpy.ndarray"},
    {"numpy.ndarray rank=1", "torch.Tensor rank=1", "numpy.ndarray rank=1 | torch.Tensor rank=1"},
    {"numpy.ndarray rank=1", "None", "None | numpy.ndarray rank=1"},
    {"numpy.ndarray rank=1 | None", "numpy.ndarray rank=2", "None | numpy.ndarray"},
    {"torch.Tensor", "torch.nn.Parameter", "torch.Tensor | torch.nn.Parameter"},
    {"tuple[int, str]", "tuple[int, str]", "tuple[int, str]"},
    {"tuple[int, str]", "tuple[str, str]", "tuple[int | str, str]"},
    {"tuple[int, int]", "tuple[int]", "tuple[int, ...]"},
    {"tuple[int, str]", "tuple[float, ...]", "tuple[int | str | float, ...]"},
    {"tuple[numpy.ndarray rank=1]", "tuple[numpy.ndarray rank=2]", "tuple[numpy.ndarray]"},
    {"list[int]", "list[str]", "list[int | str]"},
    {"list[int]", "list", "list"},
    {"dict[str, int]", "dict[str, None]", "dict[str, int | None]"},
    {"list[int]", "set[int]", "list[int] | set[int]"},
    {"int | str", "float | None", "int | float | str | None"},
    {"int | str | float", "None | bytes", "unknown"},
    {"int | str | float | None", "int", "int | float | str | None"},
    {"type[numpy.ndarray]", "type[torch.Tensor]", "type[numpy.ndarray] | type[torch.Tensor]"},
};

enum { ROWS = sizeof table / sizeof *table };

typedef struct joined {
    tk_catalog *catalog;
    tk_catalog_files files;
    tk_pool *pool;
    tk_value values[2 * ROWS];  // a and b of each row
} joined;

// A model that names every type of the table, so that the catalog reads them.
static void open_table(joined *self)
{
    tk_text model = {0};
    tk_diagnostics diagnostics = {0};
    memset(self, 0, sizeof *self);
    tk_text_add_string(&model, "library: testing\nmodules: [testing]\nvalues:\n");
    for (size_t i = 0; i < ROWS; i++)
        tk_text_format(&model, "  testing.v%zu: \"%s\"\n  testing.v%zu: \"%s\"\n", 2 * i,
                       table[i].a, 2 * i + 1, table[i].b);
    tk_catalog_files_embedded(&self->files);
    tk_catalog_file file = {.kind = TK_FILE_MODEL,
                            .path = "testing.yaml",
                            .bytes = model.at,
                            .len = model.len,
                            .layer = 1};
    tk_vec_push(&self->files.list, file);
    self->catalog = tk_catalog_read(self->files.list.at, self->files.list.len, &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    self->pool = tk_pool_new(self->catalog);
    for (int i = 0; i < 2 * ROWS; i++) {
        tk_text name = {0};
        tk_text_format(&name, "testing.v%d", i);
        tk_symbol symbol = tk_catalog_symbol(
            self->catalog, tk_names_find(self->catalog->names, tk_slice_of(name.at)));
        assert_int_equal(symbol.kind, TK_SYMBOL_VALUE);
        self->values[i] = tk_value_from_type(self->pool, symbol.type, TK_BOTTOM);
        tk_text_free(&name);
    }
    tk_text_free(&model);
}

static void close_table(joined *self)
{
    tk_pool_free(self->pool);
    tk_catalog_free(self->catalog);
    tk_catalog_files_free(&self->files);
}

static void add_value(const tk_pool *pool, tk_value value, tk_text *out)
{
    tk_text text = {0};
    tk_value_render(pool, value, &text);
    add_sorted(text.at, text.len, out);
    tk_text_add_char(out, '\n');
    tk_text_free(&text);
}

static void test_the_table(void **state)
{
    (void)state;
    joined self;
    tk_text expected = {0}, found = {0};
    open_table(&self);
    for (int i = 0; i < ROWS; i++) {
        tk_text_format(&expected, "%s + %s = ", table[i].a, table[i].b);
        add_sorted(table[i].joined, strlen(table[i].joined), &expected);
        tk_text_add_char(&expected, '\n');
        tk_text_format(&found, "%s + %s = ", table[i].a, table[i].b);
        add_value(self.pool, tk_value_join(self.pool, self.values[2 * i], self.values[2 * i + 1]),
                  &found);
    }
    check_string(expected.at, found.at);
    tk_text_free(&expected);
    tk_text_free(&found);
    close_table(&self);
}

// A way that is never taken adds nothing; it does not matter which way comes first; joining again
// changes nothing, or no loop would reach its fixpoint. (Too many members are unknown, which is a
// member like others afterwards.)
static void test_laws(void **state)
{
    (void)state;
    joined self;
    open_table(&self);
    for (int i = 0; i < 2 * ROWS; i++) {
        tk_value a = self.values[i];
        assert_int_equal(tk_value_join(self.pool, a, a).i, a.i);
        assert_int_equal(tk_value_join(self.pool, a, TK_BOTTOM).i, a.i);
        assert_int_equal(tk_value_join(self.pool, TK_BOTTOM, a).i, a.i);
        for (int k = 0; k < 2 * ROWS; k++) {
            tk_value b = self.values[k], both = tk_value_join(self.pool, a, b);
            assert_int_equal(tk_value_join(self.pool, b, a).i, both.i);
            if (both.i == TK_UNKNOWN.i)
                continue;
            assert_int_equal(tk_value_join(self.pool, both, a).i, both.i);
            assert_int_equal(tk_value_join(self.pool, both, b).i, both.i);
        }
    }
    close_table(&self);
}

static void test_literals_and_sizes(void **state)
{
    (void)state;
    joined self;
    open_table(&self);
    tk_pool *pool = self.pool;
    tk_value one = tk_value_int(pool, 1), two = tk_value_int(pool, 2), either;
    int number;
    either = tk_value_join(pool, one, two);
    assert_int_equal(either.i, tk_value_builtin(pool, TK_BUILTIN_INT).i);
    assert_false(tk_value_as_int(pool, either, &number));
    tk_class_ref ndarray = {tk_catalog_class(self.catalog, "numpy.ndarray").i};
    uint32_t a[2] = {2, 3}, b[2] = {4, 3}, c[2] = {4, 5};
    tk_value x = tk_value_array(pool, ndarray, 2, a, TK_DTYPE_INT64);
    tk_value y = tk_value_array(pool, ndarray, 2, b, TK_DTYPE_INT64);
    tk_value z = tk_value_array(pool, ndarray, 2, c, TK_DTYPE_INT64);
    either = tk_value_join(pool, x, y);
    assert_int_equal(tk_value_dim(pool, either, 0), TK_DIM_UNKNOWN);
    assert_int_equal(tk_value_dim(pool, either, 1), 3);
    either = tk_value_join(pool, either, z);
    assert_int_equal(tk_value_of(pool, either)->rank, 2);
    assert_int_equal(tk_value_dim(pool, either, 1), TK_DIM_UNKNOWN);
    close_table(&self);
}

static void test_facts(void **state)
{
    (void)state;
    joined self;
    open_table(&self);
    tk_origins origins = {0};
    tk_value value = tk_value_builtin(self.pool, TK_BUILTIN_INT);
    tk_origin late = tk_origin_add(&origins, (tk_node){9}, TK_HOW_MADE, (tk_origin){0});
    tk_origin early = tk_origin_add(&origins, (tk_node){4}, TK_HOW_ELEMENT, late);
    tk_fact sure = tk_fact_at(value, late, TK_DEFINITE),
            maybe = tk_fact_at(value, early, TK_LIKELY);
    tk_fact both = tk_fact_join(self.pool, &origins, sure, maybe);
    assert_int_equal(both.certainty, TK_LIKELY);
    assert_int_equal(both.origin.i, early.i);
    both = tk_fact_join(self.pool, &origins, maybe, sure);
    assert_int_equal(both.origin.i, early.i);
    both = tk_fact_join(self.pool, &origins, TK_FACT_BOTTOM, sure);
    assert_int_equal(both.certainty, TK_DEFINITE);
    assert_true(tk_fact_equal(both, sure));
    assert_int_equal(tk_origin_how(&origins, early), TK_HOW_ELEMENT);
    assert_int_equal(tk_origin_how(&origins, (tk_origin){0}), TK_HOW_UNKNOWN);
    // The loop that makes it again finds it.
    assert_int_equal(tk_origin_add(&origins, (tk_node){4}, TK_HOW_ELEMENT, late).i, early.i);
    tk_vec_free(&origins.rows);
    close_table(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_table),
        cmocka_unit_test(test_laws),
        cmocka_unit_test(test_literals_and_sizes),
        cmocka_unit_test(test_facts),
    };
    return support_run(tests);
}
