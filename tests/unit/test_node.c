#include "check.h"

#include "syntax/grammar.h"
#include "syntax/syntax.h"

// A table by hand: call(identifier, argument_list(integer, string)).
static tk_node_table small_table(void)
{
    static const tk_node_row rows[] = {
        {0},
        {0, 9, 0, 7, TK_KIND_MODULE, TK_FIELD_NONE, 0},
        {0, 9, 1, 7, TK_KIND_CALL, TK_FIELD_NONE, 0},
        {0, 1, 2, 4, TK_KIND_IDENTIFIER, TK_FIELD_FUNCTION, 0},
        {1, 9, 2, 7, TK_KIND_ARGUMENT_LIST, TK_FIELD_ARGUMENTS, 0},
        {2, 3, 4, 6, TK_KIND_INTEGER, TK_FIELD_NONE, 0},
        {5, 8, 4, 7, TK_KIND_STRING, TK_FIELD_NONE, 0},
    };
    tk_node_table table = {.text = "f(1, 'a')"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        tk_vec_push(&table.rows, rows[i]);
    return table;
}

static void test_walking(void **state)
{
    (void)state;
    tk_node_table table = small_table();
    tk_node module = {1}, call = tk_node_first(&table, module);
    assert_int_equal(tk_node_kind(&table, call), TK_KIND_CALL);
    tk_node function = tk_node_first(&table, call);
    tk_node arguments = tk_node_next(&table, function);
    assert_int_equal(tk_node_kind(&table, arguments), TK_KIND_ARGUMENT_LIST);
    assert_int_equal(tk_node_next(&table, arguments).i, 0);
    assert_int_equal(tk_node_next(&table, module).i, 0);
    assert_int_equal(tk_node_first(&table, function).i, 0);
    assert_int_equal(tk_node_child_count(&table, arguments), 2);
    assert_int_equal(tk_node_child_count(&table, function), 0);
    assert_int_equal(tk_node_parent(&table, arguments).i, call.i);
    assert_int_equal(tk_node_parent(&table, module).i, 0);
    tk_vec_free(&table.rows);
}

static void test_fields_and_text(void **state)
{
    (void)state;
    tk_node_table table = small_table();
    tk_node call = {2};
    tk_node arguments = tk_node_field(&table, call, TK_FIELD_ARGUMENTS);
    assert_int_equal(arguments.i, 4);
    assert_int_equal(tk_node_field(&table, call, TK_FIELD_BODY).i, 0);
    assert_true(tk_slice_is(tk_node_text(&table, arguments), "(1, 'a')"));
    assert_true(tk_node_is(&table, tk_node_field(&table, call, TK_FIELD_FUNCTION), "f"));
    assert_false(tk_node_is(&table, call, "f"));
    tk_vec_free(&table.rows);
}

// No node answers every question with nothing.
static void test_no_node(void **state)
{
    (void)state;
    tk_node_table table = small_table();
    tk_node none = {0};
    assert_int_equal(tk_node_kind(&table, none), TK_KIND_OTHER);
    assert_int_equal(tk_node_first(&table, none).i, 0);
    assert_int_equal(tk_node_next(&table, none).i, 0);
    assert_int_equal(tk_node_parent(&table, none).i, 0);
    assert_int_equal(tk_node_field(&table, none, TK_FIELD_NAME).i, 0);
    assert_int_equal(tk_node_child_count(&table, none), 0);
    assert_int_equal(tk_node_text(&table, none).len, 0);
    assert_false(tk_node_is(&table, none, ""));
    tk_vec_free(&table.rows);
}

static void test_names_of_kinds_and_fields(void **state)
{
    (void)state;
    assert_string_equal(tk_kind_name(TK_KIND_OTHER), "other");
    assert_string_equal(tk_kind_name(TK_KIND_EXEC_STATEMENT), "exec_statement");
    assert_string_equal(tk_field_name(TK_FIELD_NONE), "");
    assert_string_equal(tk_field_name(TK_FIELD_SUPERCLASSES), "superclasses");
}

// Every kind and field of ours must be one of the grammar's, under the same name.
static void test_the_grammar_has_every_kind_and_field(void **state)
{
    (void)state;
    const TSLanguage *language = tree_sitter_python();
    for (int kind = 1; kind < TK_KIND_COUNT; kind++) {
        const char *name = tk_kind_name((tk_kind)kind);
        TSSymbol symbol = ts_language_symbol_for_name(language, name, (uint32_t)strlen(name), true);
        if (kind != TK_KIND_ERROR && symbol == 0)
            fail_msg("the grammar has no node '%s'", name);
        assert_int_equal(tk_grammar_kind(symbol), kind == TK_KIND_ERROR ? TK_KIND_ERROR : kind);
    }
    for (int field = 1; field < TK_FIELD_COUNT; field++) {
        const char *name = tk_field_name((tk_field)field);
        TSFieldId id = ts_language_field_id_for_name(language, name, (uint32_t)strlen(name));
        if (id == 0)
            fail_msg("the grammar has no field '%s'", name);
        assert_int_equal(tk_grammar_field(id), field);
    }
    assert_int_equal(ts_language_field_count(language), TK_FIELD_COUNT - 1);
    assert_int_equal(tk_grammar_field(0), TK_FIELD_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_walking),
        cmocka_unit_test(test_fields_and_text),
        cmocka_unit_test(test_no_node),
        cmocka_unit_test(test_names_of_kinds_and_fields),
        cmocka_unit_test(test_the_grammar_has_every_kind_and_field),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
