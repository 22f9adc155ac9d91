// Values: equal ones are one, what they render to, what is too long or too deep, what is known of them.
#include <stdio.h>

#include "infer_support.h"

typedef struct pooled {
    tk_pool *pool;
    tk_names *names;
    tk_class_ref ndarray, tensor;
} pooled;

static void pooled_open(pooled *self)
{
    tk_catalog *catalog = support_catalog();
    self->pool = tk_pool_new(catalog);
    self->names = tk_names_new(catalog->names);
    self->ndarray = (tk_class_ref){tk_catalog_class(catalog, "numpy.ndarray").i};
    self->tensor = (tk_class_ref){tk_catalog_class(catalog, "torch.Tensor").i};
    assert_true(self->ndarray.i && self->tensor.i);
}

static void pooled_close(pooled *self)
{
    tk_pool_free(self->pool);
    tk_names_free(self->names);
}

static void check_value_at(pooled *self, tk_value value, const char *expected, int line)
{
    tk_text out = {0};
    tk_value_render(self->pool, value, &out);
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}
#define check_value(self, value, expected) check_value_at((self), (value), (expected), __LINE__)

static tk_value text_value(pooled *self, const char *text)
{
    return tk_value_text(self->pool, TK_BUILTIN_STR, tk_names_add(self->names, tk_slice_of(text)));
}

static void test_rendering(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    tk_pool *pool = self.pool;
    tk_value number = tk_value_builtin(pool, TK_BUILTIN_INT), text = text_value(&self, "a");
    tk_value pair[2] = {text, number};
    tk_class_id dict = tk_pool_builtin(pool, TK_BUILTIN_DICT);
    check_value(&self, TK_BOTTOM, "nothing");
    check_value(&self, TK_UNKNOWN, "unknown");
    check_value(&self, tk_value_none(pool), "None");
    check_value(&self, tk_value_int(pool, 7), "int");
    check_value(&self, tk_value_array(pool, self.ndarray, -1, NULL, TK_DTYPE_UNKNOWN),
                "numpy.ndarray");
    check_value(&self, tk_value_array(pool, self.ndarray, 0, NULL, TK_DTYPE_BOOL),
                "numpy.ndarray rank=0 dtype=bool");
    check_value(&self, tk_value_array(pool, self.tensor, 3, NULL, TK_DTYPE_UNKNOWN),
                "torch.Tensor rank=3");
    check_value(&self, tk_value_tuple(pool, NULL, 0), "tuple");
    check_value(&self, tk_value_tuple(pool, pair, 2), "tuple[str, int]");
    check_value(&self, tk_value_tuple_of(pool, number), "tuple[int, ...]");
    check_value(&self, tk_value_generic(pool, dict, pair, 2), "dict[str, int]");
    check_value(&self, tk_value_instance(pool, dict), "dict");
    check_value(&self, tk_value_class(pool, self.ndarray), "type[numpy.ndarray]");
    check_value(&self, tk_value_module(pool, tk_names_add(self.names, TK_SLICE("numpy"))),
                "module");
    check_value(&self, tk_value_join(pool, number, tk_value_none(pool)), "int | None");
    pooled_close(&self);
}

static void test_equal_values_are_one(void **state)
{
    (void)state;
    enum { MANY = 20000 };
    pooled self;
    pooled_open(&self);
    tk_value *first = tk_memory_zero(MANY, sizeof *first);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t dims[2] = {i, i / 2};
        first[i] = tk_value_array(self.pool, self.ndarray, 2, dims, TK_DTYPE_FLOAT64);
        assert_true(i == 0 || first[i].i != first[i - 1].i);
    }
    uint64_t bytes = tk_pool_bytes(self.pool);
    for (uint32_t i = 0; i < MANY; i++) {
        uint32_t dims[2] = {i, i / 2};
        tk_value again = tk_value_array(self.pool, self.ndarray, 2, dims, TK_DTYPE_FLOAT64);
        assert_int_equal(again.i, first[i].i);
        assert_int_equal(tk_value_dim(self.pool, again, 0), i);
        assert_int_equal(tk_value_dim(self.pool, again, 1), i / 2);
    }
    assert_int_equal(tk_pool_bytes(self.pool), bytes);
    free(first);
    pooled_close(&self);
}

// Dims of which none is known are no dims; another dtype is another value.
static void test_what_makes_a_difference(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    uint32_t unknown[2] = {TK_DIM_UNKNOWN, TK_DIM_UNKNOWN}, half[2] = {TK_DIM_UNKNOWN, 3};
    tk_value plain = tk_value_array(self.pool, self.ndarray, 2, NULL, TK_DTYPE_UNKNOWN);
    tk_value same = tk_value_array(self.pool, self.ndarray, 2, unknown, TK_DTYPE_UNKNOWN);
    tk_value known = tk_value_array(self.pool, self.ndarray, 2, half, TK_DTYPE_UNKNOWN);
    assert_int_equal(plain.i, same.i);
    assert_int_not_equal(plain.i, known.i);
    assert_int_equal(tk_value_dim(self.pool, known, 0), TK_DIM_UNKNOWN);
    assert_int_equal(tk_value_dim(self.pool, known, 1), 3);
    assert_int_equal(tk_value_dim(self.pool, known, 2), TK_DIM_UNKNOWN);
    tk_value typed = tk_value_with_dtype(self.pool, plain, TK_DTYPE_INT64);
    check_value(&self, typed, "numpy.ndarray rank=2 dtype=int64");
    assert_int_equal(tk_value_with_dtype(self.pool, typed, TK_DTYPE_UNKNOWN).i, plain.i);
    check_value(&self, tk_value_array(self.pool, self.ndarray, 33, NULL, TK_DTYPE_UNKNOWN),
                "numpy.ndarray");
    pooled_close(&self);
}

static void test_long_tuples_are_of_any_length(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    tk_value items[9];
    for (int i = 0; i < 9; i++)
        items[i] = i % 2 ? tk_value_none(self.pool) : tk_value_builtin(self.pool, TK_BUILTIN_INT);
    check_value(&self, tk_value_tuple(self.pool, items, 8),
                "tuple[int, None, int, None, int, None, int, None]");
    check_value(&self, tk_value_tuple(self.pool, items, 9), "tuple[int | None, ...]");
    items[3] = TK_BOTTOM;  // an item that cannot be made: neither can the tuple
    assert_int_equal(tk_value_tuple(self.pool, items, 8).i, TK_BOTTOM.i);
    pooled_close(&self);
}

// Each round nests one deeper; the value stops changing, so that loops end.
static void test_deep_nesting_ends(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    tk_value list = tk_value_builtin(self.pool, TK_BUILTIN_INT);
    tk_value tuple = list, seen[64] = {{0}};
    int repeats = 0;
    for (int i = 0; i < 64; i++) {
        list = tk_value_generic(self.pool, tk_pool_builtin(self.pool, TK_BUILTIN_LIST), &list, 1);
        tuple = tk_value_tuple(self.pool, &tuple, 1);
        assert_true(tk_value_of(self.pool, list)->depth <= TK_DEPTH_MOST);
        assert_true(tk_value_of(self.pool, tuple)->depth <= TK_DEPTH_MOST);
        for (int k = 0; k < i; k++)
            repeats += seen[k].i == list.i;
        seen[i] = list;
    }
    assert_true(repeats > 0);
    pooled_close(&self);
}

static void test_literals(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    int number = 0;
    tk_name name;
    const int64_t kept[] = {0, 1, -1, INT32_MAX, INT32_MIN};
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++) {
        assert_true(tk_value_as_int(self.pool, tk_value_int(self.pool, kept[i]), &number));
        assert_int_equal(number, kept[i]);
    }
    assert_false(tk_value_as_int(self.pool, tk_value_int(self.pool, INT64_C(1) << 31), &number));
    assert_false(tk_value_as_int(self.pool, tk_value_int(self.pool, INT64_MIN), &number));
    assert_false(tk_value_as_int(self.pool, TK_UNKNOWN, &number));
    assert_true(tk_value_as_int(self.pool, tk_value_bool(self.pool, true), &number));
    assert_int_equal(number, 1);
    assert_true(tk_value_as_text(self.pool, text_value(&self, "axis"), &name));
    check_string("axis", tk_names_text(self.names, name).at);
    assert_false(tk_value_as_text(self.pool, tk_value_int(self.pool, 1), &name));
    assert_int_not_equal(tk_value_int(self.pool, 1).i, tk_value_bool(self.pool, true).i);
    pooled_close(&self);
}

static void test_truth(void **state)
{
    (void)state;
    pooled self;
    pooled_open(&self);
    tk_pool *pool = self.pool;
    assert_int_equal(tk_value_truth(pool, tk_value_none(pool)), 0);
    assert_int_equal(tk_value_truth(pool, tk_value_int(pool, 0)), 0);
    assert_int_equal(tk_value_truth(pool, tk_value_int(pool, -2)), 1);
    assert_int_equal(tk_value_truth(pool, tk_value_bool(pool, false)), 0);
    assert_int_equal(tk_value_truth(pool, tk_value_class(pool, self.ndarray)), 1);
    assert_int_equal(tk_value_truth(pool, tk_value_builtin(pool, TK_BUILTIN_INT)), -1);
    assert_int_equal(tk_value_truth(pool, TK_UNKNOWN), -1);
    assert_int_equal(
        tk_value_truth(pool, tk_value_array(pool, self.tensor, 0, NULL, TK_DTYPE_BOOL)), -1);
    pooled_close(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rendering),
        cmocka_unit_test(test_equal_values_are_one),
        cmocka_unit_test(test_what_makes_a_difference),
        cmocka_unit_test(test_long_tuples_are_of_any_length),
        cmocka_unit_test(test_deep_nesting_ends),
        cmocka_unit_test(test_literals),
        cmocka_unit_test(test_truth),
    };
    return support_run(tests);
}
