#include "check.h"

#include <stdlib.h>

#include "syntax/syntax.h"

typedef struct parsed {
    tk_source *source;
    tk_names *names;
    tk_outline outline;
    tk_syntax syntax;
} parsed;

static void parsed_open(parsed *self, const char *text)
{
    self->source = check_source(text);
    self->names = tk_names_new(NULL);
    tk_outline_scan(&self->outline, self->source, self->names);
    tk_syntax_open(&self->syntax, self->source, &self->outline);
}

static void parsed_close(parsed *self)
{
    tk_syntax_close(&self->syntax);
    tk_outline_free(&self->outline);
    tk_names_free(self->names);
    tk_source_free(self->source);
}

// The dumps of all regions, one after the other.
static void check_tree_at(const char *text, const char *expected, const char *file, int line)
{
    parsed self;
    parsed_open(&self, text);
    tk_text out = {0};
    for (uint32_t i = 1; i <= self.outline.regions.len; i++)
        tk_syntax_dump(&self.syntax, tk_region_tree(&self.syntax, (tk_region_id){i}), &out);
    check_text_at(expected, tk_text_string(&out), file, line);
    tk_text_free(&out);
    parsed_close(&self);
}
#define check_tree(text, expected) check_tree_at((text), (expected), __FILE__, __LINE__)

static void test_rows_have_kinds_fields_and_offsets(void **state)
{
    (void)state;
    check_tree("x = a.b[1, 'c'] + f(k=-2)\n", "module 0-25\n"
                                              "  expression_statement 0-25\n"
                                              "    assignment 0-25\n"
                                              "      identifier 0-1 left: x\n"
                                              "      binary_operator 4-25 right:\n"
                                              "        subscript 4-15 left:\n"
                                              "          attribute 4-7 value:\n"
                                              "            identifier 4-5 object: a\n"
                                              "            identifier 6-7 attribute: b\n"
                                              "          integer 8-9 subscript: 1\n"
                                              "          string 11-14 subscript:\n"
                                              "            other 11-12 '\n"
                                              "            string_content 12-13 c\n"
                                              "            other 13-14 '\n"
                                              "        other 16-17 operator: +\n"
                                              "        call 18-25 right:\n"
                                              "          identifier 18-19 function: f\n"
                                              "          argument_list 19-25 arguments:\n"
                                              "            keyword_argument 20-24\n"
                                              "              identifier 20-21 name: k\n"
                                              "              unary_operator 22-24 value:\n"
                                              "                other 22-23 operator: -\n"
                                              "                integer 23-24 argument: 2\n");
    check_tree("a not in b < c", "module 0-14\n"
                                 "  expression_statement 0-14\n"
                                 "    comparison_operator 0-14\n"
                                 "      identifier 0-1 a\n"
                                 "      other 2-8 operators: not in\n"
                                 "      identifier 9-10 b\n"
                                 "      other 11-12 operators: <\n"
                                 "      identifier 13-14 c\n");
}

static void test_comments_leave_no_trace(void **state)
{
    (void)state;
    check_tree(
        "if x:  # a\n    # b\n    y # c\n    # d\nelse: # e\n  z = ( # f\n    1\\\n    )\n  # g\n",
        "module 0-71\n"
        "  if_statement 0-71\n"
        "    identifier 3-4 condition: x\n"
        "    block 23-24 consequence:\n"
        "      expression_statement 23-24\n"
        "        identifier 23-24 y\n"
        "    else_clause 37-71 alternative:\n"
        "      block 49-71 body:\n"
        "        expression_statement 49-71\n"
        "          assignment 49-71\n"
        "            identifier 49-50 left: z\n"
        "            parenthesized_expression 53-71 right:\n"
        "              integer 63-64 1\n");
}

static void test_methods_keep_the_offsets_of_the_file(void **state)
{
    (void)state;
    check_tree(
        "class A(B):\n    @p\n    def f(self):\n        if 1:\n            return\n        pass\n",
        "module 0-11\n"
        "  class_definition 0-11\n"
        "    identifier 6-7 name: A\n"
        "    argument_list 7-10 superclasses:\n"
        "      identifier 8-9 B\n"
        "    block 11-11 body:\n"
        "      pass_statement 11-11 \n"
        "module 16-81\n"
        "  decorated_definition 16-81\n"
        "    decorator 16-18\n"
        "      identifier 17-18 p\n"
        "    function_definition 23-81 definition:\n"
        "      identifier 27-28 name: f\n"
        "      parameters 28-34 parameters:\n"
        "        identifier 29-33 self\n"
        "      block 44-81 body:\n"
        "        if_statement 44-68\n"
        "          integer 47-48 condition: 1\n"
        "          block 62-68 consequence:\n"
        "            return_statement 62-68 return\n"
        "        pass_statement 77-81 pass\n");
}

static void test_statements_of_a_class_body(void **state)
{
    (void)state;
    check_tree("class A: x = 1; y: int\n", "module 0-8\n"
                                           "  class_definition 0-8\n"
                                           "    identifier 6-7 name: A\n"
                                           "    block 8-8 body:\n"
                                           "      pass_statement 8-8 \n"
                                           "module 9-22\n"
                                           "  expression_statement 9-14\n"
                                           "    assignment 9-14\n"
                                           "      identifier 9-10 left: x\n"
                                           "      integer 13-14 right: 1\n"
                                           "  expression_statement 16-22\n"
                                           "    assignment 16-22\n"
                                           "      identifier 16-17 left: y\n"
                                           "      type 19-22 type:\n"
                                           "        identifier 19-22 int\n");
}

static void test_what_parses_around_an_error_stays(void **state)
{
    (void)state;
    parsed self;
    uint32_t offset;
    parsed_open(&self, "def f():\n    x = 1\n    y = = 2\n    z = 3\n\ndef g():\n    w = 4\n");
    tk_node g = tk_region_tree(&self.syntax, (tk_region_id){2});
    assert_false(tk_syntax_broken(&self.syntax, &offset));
    tk_node f = tk_region_tree(&self.syntax, (tk_region_id){1});
    assert_true(tk_syntax_broken(&self.syntax, &offset));
    assert_int_equal(offset, 27);
    assert_false(tk_node_row_of(&self.syntax.nodes, g)->broken);
    assert_true(tk_node_row_of(&self.syntax.nodes, f)->broken);
    tk_text out = {0};
    tk_syntax_dump(&self.syntax, f, &out);
    assert_non_null(strstr(out.at, "identifier 13-14 left: x\n"));
    assert_non_null(strstr(out.at, "ERROR 27-28 broken"));
    assert_non_null(strstr(out.at, "identifier 35-36 left: z\n"));
    tk_text_free(&out);
    parsed_close(&self);
}

static void test_a_missing_token_is_broken(void **state)
{
    (void)state;
    parsed self;
    uint32_t offset;
    parsed_open(&self, "x = 1\nclass A(B:\n  pass\n");
    for (uint32_t i = 1; i <= self.outline.regions.len; i++)
        tk_region_tree(&self.syntax, (tk_region_id){i});
    assert_true(tk_syntax_broken(&self.syntax, &offset));
    assert_true(offset >= 6 && offset <= 16);
    parsed_close(&self);
}

static void test_a_region_is_parsed_once(void **state)
{
    (void)state;
    parsed self;
    parsed_open(&self, "x = 1\ndef f(): pass\ny = 2\n");
    tk_node last = tk_region_tree(&self.syntax, (tk_region_id){3});
    tk_node first = tk_region_tree(&self.syntax, (tk_region_id){1});
    uint32_t rows = self.syntax.nodes.rows.len;
    assert_int_equal(tk_region_tree(&self.syntax, (tk_region_id){3}).i, last.i);
    assert_int_equal(self.syntax.nodes.rows.len, rows);
    assert_true(last.i < first.i);
    for (uint32_t i = 1; i < rows; i++)
        assert_int_equal(tk_syntax_region_of(&self.syntax, (tk_node){i}).i, i < first.i ? 3 : 1);
    assert_int_equal(tk_syntax_region_of(&self.syntax, (tk_node){0}).i, 0);
    parsed_close(&self);
}

// The parser's node of each row, and back, in an order that mixes the regions.
static void check_both_ways(const char *text)
{
    parsed self;
    parsed_open(&self, text);
    for (uint32_t i = self.outline.regions.len; i > 0; i--)
        tk_region_tree(&self.syntax, (tk_region_id){i});
    for (uint32_t i = 1; i < self.syntax.nodes.rows.len; i++) {
        const tk_node_row *row = &self.syntax.nodes.rows.at[i];
        uint32_t base;
        TSNode node = tk_syntax_node(&self.syntax, (tk_node){i}, &base);
        if (row->start < row->end)  // else it may be of the invented body of a class
            assert_int_equal(ts_node_start_byte(node) + base, row->start);
        if (row->kind != TK_KIND_OTHER)
            assert_string_equal(ts_node_type(node), tk_kind_name((tk_kind)row->kind));
        assert_int_equal(tk_syntax_find(&self.syntax, (tk_node){i}, node).i, i);
    }
    parsed_close(&self);
}

static void test_nodes_lead_to_the_parser_and_back(void **state)
{
    (void)state;
    check_both_ways("x = a.b.c(d)[e](f)(g).h + i + j + k\n");
    check_both_ways(
        "@d\nclass A(B, metaclass=C):\n    # c\n    x = f'{a!r:>{b}}'\n    def f(self, *a, k=1):\n"
        "        return [i for i in a if i not in k]  # d\n        # e\n");
    check_both_ways("if a:\n    if b:\n        c # x\n    # y\n# z\nd");
    check_both_ways("x = (1,\nf(\n");
    check_both_ways("match a:\n    case {'k': [x, *_]} if y: pass\n    case A(b=1) | None: pass\n");
}

static void test_no_parser_node_for_no_row(void **state)
{
    (void)state;
    parsed self;
    uint32_t base;
    parsed_open(&self, "x\n");
    tk_node root = tk_region_tree(&self.syntax, (tk_region_id){1});
    assert_true(ts_node_is_null(tk_syntax_node(&self.syntax, (tk_node){0}, &base)));
    assert_int_equal(tk_syntax_find(&self.syntax, root, (TSNode){0}).i, 0);
    parsed_close(&self);
}

// One expression out of many units: `prefix unit*count suffix`.
static void check_repeated(const char *prefix, const char *unit, uint32_t count, const char *suffix)
{
    tk_text text = {0};
    tk_text_add_string(&text, prefix);
    for (uint32_t i = 0; i < count; i++)
        tk_text_add_string(&text, unit);
    tk_text_add_string(&text, suffix);
    parsed self;
    parsed_open(&self, text.at);
    tk_node root = tk_region_tree(&self.syntax, (tk_region_id){1});
    assert_true(self.syntax.nodes.rows.at[root.i].stop == self.syntax.nodes.rows.len);
    assert_true(self.syntax.nodes.rows.len > count);
    uint32_t base, last = self.syntax.nodes.rows.len - 1;
    TSNode node = tk_syntax_node(&self.syntax, (tk_node){last}, &base);
    assert_int_equal(tk_syntax_find(&self.syntax, root, node).i, last);
    parsed_close(&self);
    tk_text_free(&text);
}

// The trees of a large file go; the parser's nodes are there when asked for.
static void test_large_files_are_parsed_again(void **state)
{
    (void)state;
    tk_text text = {0};
    for (int i = 0; i < 30000; i++)
        tk_text_format(&text, "def f%d(x): return [x, 1]\n", i);
    parsed self;
    parsed_open(&self, text.at);
    for (uint32_t i = 1; i <= self.outline.regions.len; i++)
        tk_region_tree(&self.syntax, (tk_region_id){i});
    assert_null(self.syntax.parses[0].tree);
    assert_non_null(self.syntax.parses[29999].tree);
    uint32_t rows = self.syntax.nodes.rows.len;
    for (uint32_t i = rows - 40; i < rows; i++) {
        uint32_t base;
        TSNode node = tk_syntax_node(&self.syntax, (tk_node){i}, &base);
        assert_false(ts_node_is_null(node));
        assert_int_equal(tk_syntax_find(&self.syntax, (tk_node){i}, node).i, i);
    }
    assert_int_equal(self.syntax.nodes.rows.len, rows);
    parsed_close(&self);
    tk_text_free(&text);
}

// Without a limit the parser would take minutes for this.
static void test_what_is_too_tangled_is_given_up(void **state)
{
    (void)state;
    tk_text text = {0};
    for (int i = 0; i < 60000; i++)
        tk_text_add_string(&text, "def f(\n");
    parsed self;
    uint32_t offset, base;
    parsed_open(&self, text.at);
    tk_node root = tk_region_tree(&self.syntax, (tk_region_id){1});
    assert_true(tk_syntax_tangled(&self.syntax, &offset));
    assert_int_equal(offset, 0);
    assert_int_equal(tk_region_tree(&self.syntax, (tk_region_id){1}).i, root.i);
    tk_text out = {0};
    tk_syntax_dump(&self.syntax, root, &out);
    assert_non_null(strstr(out.at, "module 0-420000 broken"));
    tk_text_free(&out);
    assert_true(ts_node_is_null(tk_syntax_node(&self.syntax, root, &base)));
    parsed_close(&self);
    tk_text_free(&text);
}

// tk_node_field does not look there.
static void test_displays_have_no_fields(void **state)
{
    (void)state;
    parsed self;
    parsed_open(&self, "x = [a, *b, c.d], {a, *b}, (a, *b), {a: b, **c}, f(a, *b, c=d, **e)\n"
                       "x = a, *b\n@d\ndef f(): return a, b\n[i for i in a]; {**a}; f()\n");
    for (uint32_t i = 1; i <= self.outline.regions.len; i++)
        tk_region_tree(&self.syntax, (tk_region_id){i});
    const tk_node_table *nodes = &self.syntax.nodes;
    uint32_t seen = 0;
    for (uint32_t i = 1; i < nodes->rows.len; i++) {
        switch (tk_node_kind(nodes, tk_node_parent(nodes, (tk_node){i}))) {
        case TK_KIND_LIST:
        case TK_KIND_SET:
        case TK_KIND_TUPLE:
        case TK_KIND_DICTIONARY:
        case TK_KIND_ARGUMENT_LIST:
        case TK_KIND_EXPRESSION_LIST:
        case TK_KIND_MODULE:
            assert_int_equal(nodes->rows.at[i].field, TK_FIELD_NONE);
            seen++;
            break;
        default:
            break;
        }
    }
    assert_true(seen > 20);
    parsed_close(&self);
}

static void test_deep_and_wide_trees(void **state)
{
    (void)state;
    enum { MANY = 100000, DEEP = 45000 };   // see scan_depth.c
    check_repeated("x = 1", " + y", DEEP, "\n");
    check_repeated("x = y", ".z", DEEP, "\n");
    check_repeated("x = [", "1, ", MANY, "]\n");
    check_repeated("x = ", "not ", MANY, "y\n");
    check_repeated("x = {", "1: 2, ", MANY / 2, "}\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rows_have_kinds_fields_and_offsets),
        cmocka_unit_test(test_comments_leave_no_trace),
        cmocka_unit_test(test_methods_keep_the_offsets_of_the_file),
        cmocka_unit_test(test_statements_of_a_class_body),
        cmocka_unit_test(test_what_parses_around_an_error_stays),
        cmocka_unit_test(test_a_missing_token_is_broken),
        cmocka_unit_test(test_a_region_is_parsed_once),
        cmocka_unit_test(test_nodes_lead_to_the_parser_and_back),
        cmocka_unit_test(test_no_parser_node_for_no_row),
        cmocka_unit_test(test_large_files_are_parsed_again),
        cmocka_unit_test(test_what_is_too_tangled_is_given_up),
        cmocka_unit_test(test_displays_have_no_fields),
        cmocka_unit_test(test_deep_and_wide_trees),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
