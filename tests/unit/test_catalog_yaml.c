// The YAML reader: trees, places, and what it refuses.
#include "catalog/packed.h"

#include "catalog_support.h"

static void add_tree(const tk_yaml *node, int depth, tk_text *out)
{
    tk_text_format(out, "%*s%u:%u ", 2 * depth, "", (unsigned)node->line, (unsigned)node->column);
    if (node->kind == TK_YAML_SCALAR) {
        tk_text_add_string(out, node->plain ? "plain <" : "text <");
        check_add_escaped(out, node->text);
        tk_text_add_string(out, ">\n");
        return;
    }
    tk_text_add_string(out, node->kind == TK_YAML_MAPPING ? "mapping\n" : "list\n");
    for (uint32_t i = 0; i < node->count; i++)
        add_tree(node->items[i], depth + 1, out);
}

static void check_read(const char *bytes, size_t len, const char *expected)
{
    tk_arena arena = TK_ARENA_INIT;
    tk_diagnostics diagnostics = {0};
    tk_text found = {0};
    const tk_yaml *root = tk_yaml_read(&arena, "f.yaml", bytes, len, &diagnostics);
    if (root)
        add_tree(root, 0, &found);
    add_diagnostics(&diagnostics, &found);
    check_dump(expected, &found);
    tk_diagnostics_free(&diagnostics);
    tk_arena_free(&arena);
}

static void check_text(const char *text, const char *expected)
{
    check_read(text, strlen(text), expected);
}

static void test_trees_have_places(void **state)
{
    (void)state;
    check_text("a: 1\nb: [x, 'y']\nc:\n  - \"é\": |\n      text\n  -\n",
               "1:1 mapping\n"
               "  1:1 plain <a>\n"
               "  1:4 plain <1>\n"
               "  2:1 plain <b>\n"
               "  2:4 list\n"
               "    2:5 plain <x>\n"
               "    2:8 text <y>\n"
               "  3:1 plain <c>\n"
               "  4:3 list\n"
               "    4:5 mapping\n"
               "      4:5 text <é>\n"
               "      4:10 text <text\\n>\n"
               "    6:4 plain <>\n");
}

static void test_columns_are_code_points(void **state)
{
    (void)state;
    check_text("\"ééé\": x\n", "1:1 mapping\n  1:1 text <ééé>\n  1:8 plain <x>\n");
}

static void test_what_is_no_yaml(void **state)
{
    (void)state;
    check_text("", "f.yaml:1:1: the file is empty\n");
    check_text("# a comment\n", "f.yaml:1:1: the file is empty\n");
    check_text("a: [1, 2\nb: 3\n",
               "f.yaml:2:2: not valid YAML: did not find expected ',' or ']' while parsing a flow "
               "sequence\n");
    check_text("a: 'x\n", "f.yaml:2:1: not valid YAML: found unexpected end of stream while scanning "
                          "a quoted scalar\n");
    check_text("a:\n  b: 1\n c: 2\n",
               "f.yaml:3:2: not valid YAML: did not find expected key while parsing a block "
               "mapping\n");
    check_text("é: 1\na: \xff\n", "f.yaml:2:4: not valid YAML: invalid leading UTF-8 octet\n");
    check_text("a: 1\nb: \x01\n", "f.yaml:2:4: not valid YAML: control characters are not allowed\n");
}

static void test_what_is_refused(void **state)
{
    (void)state;
    check_text("a: &x 1\nb: *x\n", "f.yaml:2:4: YAML aliases are not allowed; write the text out\n");
    check_text("a: !!int 1\n", "1:1 mapping\n  1:1 plain <a>\n  1:4 plain <1>\n"
                               "f.yaml:1:4: YAML tags have no meaning here\n");
    check_text("a: 1\n---\nb: 2\n", "1:1 mapping\n  1:1 plain <a>\n  1:4 plain <1>\n"
                                    "f.yaml:2:1: a second YAML document; a file holds one\n");
    check_text("a: \"x\\0y\"\n", "1:1 mapping\n  1:1 plain <a>\n  1:4 text <x>\n"
                                 "f.yaml:1:4: the text holds a NUL character\n");
}

// Each level of the bomb would repeat the one before ten times.
static void test_alias_bombs_do_not_expand(void **state)
{
    (void)state;
    check_text("a: &a [x, x, x, x, x, x, x, x, x, x]\n"
               "b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]\n"
               "c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]\n",
               "f.yaml:2:8: YAML aliases are not allowed; write the text out\n");
}

static void test_nesting_is_limited(void **state)
{
    (void)state;
    char text[256];
    memset(text, '[', 64);
    memset(text + 64, ']', 64);
    text[128] = '\0';
    tk_arena arena = TK_ARENA_INIT;
    tk_diagnostics diagnostics = {0};
    const tk_yaml *root = tk_yaml_read(&arena, "f.yaml", text, 128, &diagnostics);
    assert_non_null(root);
    assert_int_equal(diagnostics.list.len, 0);
    tk_arena_free(&arena);
    memset(text, '[', 65);
    check_read(text, 65, "f.yaml:1:65: more than 64 levels of YAML inside each other\n");
}

static void test_nodes_are_limited(void **state)
{
    (void)state;
    tk_text text = {0};
    tk_text_add_char(&text, '[');
    for (int i = 0; i < 2000001; i++)
        tk_text_add_string(&text, "x,");
    tk_text_add_char(&text, ']');
    check_read(text.at, text.len, "f.yaml:1:4000000: the file has more than 2 million YAML nodes\n");
    tk_text_free(&text);
}

// The build packs trees; what comes out again is the same, also where a node has no text.
static void test_packed_trees_come_out_the_same(void **state)
{
    (void)state;
    tk_text source = {0}, packed = {0}, before = {0}, after = {0};
    tk_text_add_string(&source, "a: [x, 'y', \"\", [], {}]\nb:\nc: >-\n  two\n  lines\né: '#'\nlong: ");
    for (int i = 0; i < 20000; i++)
        tk_text_add_char(&source, 'x');
    tk_arena arena = TK_ARENA_INIT;
    tk_diagnostics diagnostics = {0};
    const tk_yaml *root = tk_yaml_read(&arena, "f.yaml", source.at, source.len, &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    add_tree(root, 0, &before);
    tk_yaml_pack(root, &packed);
    assert_true(tk_yaml_is_packed(packed.at, packed.len));
    assert_false(tk_yaml_is_packed(source.at, source.len));
    assert_false(tk_yaml_is_packed("", 0));
    add_tree(tk_yaml_unpack(&arena, packed.at), 0, &after);
    check_string(before.at, after.at);
    tk_text_free(&source);
    tk_text_free(&packed);
    tk_text_free(&before);
    tk_text_free(&after);
    tk_arena_free(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_trees_have_places),
        cmocka_unit_test(test_columns_are_code_points),
        cmocka_unit_test(test_what_is_no_yaml),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_alias_bombs_do_not_expand),
        cmocka_unit_test(test_nesting_is_limited),
        cmocka_unit_test(test_nodes_are_limited),
        cmocka_unit_test(test_packed_trees_come_out_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
