#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "syntax/outline.h"

static const char *const kinds[] = {
    [TK_REGION_STATEMENTS] = "statements",
    [TK_REGION_FUNCTION] = "function",
    [TK_REGION_CLASS] = "class",
};

typedef struct scanned {
    tk_source *source;
    tk_names *names;
    tk_outline outline;
} scanned;

static scanned scan(const char *text)
{
    scanned self = {.source = check_source(text), .names = tk_names_new(NULL)};
    tk_outline_scan(&self.outline, self.source, self.names);
    return self;
}

static void scanned_free(scanned *self)
{
    tk_outline_free(&self->outline);
    tk_names_free(self->names);
    tk_source_free(self->source);
}

static const char *name_of(const scanned *self, tk_name name)
{
    return tk_names_text(self->names, name).at;
}

// "LINE[ in PARENT] kind [async ][name] <text>[ to LINE of the last byte of the body]"
static void add_region(tk_text *out, const scanned *self, const tk_region *region)
{
    tk_text_format(out, "%u ", region->line);
    if (region->parent.i) {
        const tk_region *parent = &self->outline.regions.at[region->parent.i - 1];
        tk_text_format(out, "in %s ", name_of(self, parent->name));
    }
    tk_text_format(out, "%s %s", kinds[region->kind], region->async ? "async " : "");
    if (region->name.i) {
        tk_slice name = tk_names_text(self->names, region->name);
        assert_memory_equal(self->source->text + region->name_start, name.at, name.len);
        tk_text_format(out, "%s ", name.at);
    }
    tk_text_add_char(out, '<');
    check_add_escaped(out,
                      (tk_slice){self->source->text + region->start, region->end - region->start});
    tk_text_add_char(out, '>');
    if (region->kind == TK_REGION_CLASS)
        tk_text_format(out, " to %u", tk_source_line(self->source, region->whole_end - 1));
    else
        assert_int_equal(region->whole_end, region->end);
    tk_text_add_char(out, '\n');
}

static void check_regions_at(const char *text, const char *expected, const char *file, int line)
{
    scanned self = scan(text);
    tk_text out = {0};
    if (self.outline.irregular)
        tk_text_add_string(&out, "irregular\n");
    for (uint32_t i = 0; i < self.outline.regions.len; i++)
        add_region(&out, &self, &self.outline.regions.at[i]);
    check_text_at(expected, tk_text_string(&out), file, line);
    tk_text_free(&out);
    scanned_free(&self);
}
#define check_regions(text, expected) check_regions_at((text), (expected), __FILE__, __LINE__)

static void check_comments(const char *text, const char *expected)
{
    scanned self = scan(text);
    tk_text out = {0};
    for (uint32_t i = 0; i < self.outline.comments.len; i++) {
        const tk_comment *comment = &self.outline.comments.at[i];
        tk_text_format(&out, "%s%.*s\n", comment->alone ? "alone " : "",
                       (int)(comment->end - comment->start), self.source->text + comment->start);
    }
    check_dump(expected, &out);
    scanned_free(&self);
}

static void check_imports(const char *text, const char *expected)
{
    scanned self = scan(text);
    tk_text out = {0};
    for (uint32_t i = 0; i < self.outline.imports.len; i++) {
        const tk_import *row = &self.outline.imports.at[i];
        tk_text_format(&out, "%u region %u:", tk_source_line(self.source, row->start),
                       row->region.i);
        for (uint16_t level = 0; level < row->level; level++)
            tk_text_add_string(&out, level ? "." : " .");
        if (row->module.i)
            tk_text_format(&out, " %s", name_of(&self, row->module));
        if (row->star)
            tk_text_add_string(&out, " *");
        if (row->name.i)
            tk_text_format(&out, " name %s", name_of(&self, row->name));
        if (row->alias.i)
            tk_text_format(&out, " as %s", name_of(&self, row->alias));
        tk_text_add_char(&out, '\n');
    }
    check_dump(expected, &out);
    scanned_free(&self);
}

static void test_module_level(void **state)
{
    (void)state;
    check_regions("", "");
    check_regions("# only\n\n", "");
    check_regions("x = 1", "1 statements <x = 1>\n");
    check_regions("import os\n\nx = 1  # why\n# end\ndef f(a):\n    return a\n\n\ny = 2; z = 3\n",
                  "1 statements <import os\\n\\nx = 1>\n"
                  "5 function f <def f(a):\\n    return a>\n"
                  "9 statements <y = 2; z = 3>\n");
    check_regions("def f(): return 1\nasync  def g():\n  await x\nasync with a: pass\n",
                  "1 function f <def f(): return 1>\n"
                  "2 function async g <async  def g():\\n  await x>\n"
                  "4 statements <async with a: pass>\n");
    check_regions("define = 1\nclassy = 2\ndef_ = 3\n",
                  "1 statements <define = 1\\nclassy = 2\\ndef_ = 3>\n");
}

static void test_classes(void **state)
{
    (void)state;
    check_regions("class A(B):\n    '''doc'''\n    x = 1\n\n    def f(self):\n        pass\n\n    "
                  "y = 2\nz = 3\n",
                  "1 class A <class A(B):> to 8\n"
                  "2 in A statements <'''doc'''\\n    x = 1>\n"
                  "5 in A function f <def f(self):\\n        pass>\n"
                  "8 in A statements <y = 2>\n"
                  "9 statements <z = 3>\n");
    check_regions("class A:\n  class B:\n    def f(self): pass\n  def g(self):\n    class C: "
                  "pass\ndef h(): 0\n",
                  "1 class A <class A:> to 5\n"
                  "2 in A class B <class B:> to 3\n"
                  "3 in B function f <def f(self): pass>\n"
                  "4 in A function g <def g(self):\\n    class C: pass>\n"
                  "6 function h <def h(): 0>\n");
    check_regions(
        "class A: pass\nclass B[T: (int, str)](C[T], x={1: 2}): a = 1; b = {2: 3}\nc = 1\n",
        "1 class A <class A:> to 1\n1 in A statements <pass>\n"
        "2 class B <class B[T: (int, str)](C[T], x={1: 2}):> to 2\n"
        "2 in B statements <a = 1; b = {2: 3}>\n"
        "3 statements <c = 1>\n");
    check_regions("class A(  # base\n    B,\n):  # here\n    pass\n",
                  "1 class A <class A(  # base\\n    B,\\n):> to 4\n4 in A statements <pass>\n");
}

static void test_a_body_on_the_line_of_its_class(void **state)
{
    (void)state;
    check_regions(
        "class A: x = [\n1]\n\ny = 2\n",
        "1 class A <class A:> to 2\n1 in A statements <x = [\\n1]>\n4 statements <y = 2>\n");
}

static void test_decorators_belong_to_what_they_decorate(void **state)
{
    (void)state;
    check_regions("x = 1\n@a.b(\n  1)\n# between\n\n@c\ndef f():\n    pass\n",
                  "1 statements <x = 1>\n"
                  "2 function f <@a.b(\\n  1)\\n# between\\n\\n@c\\ndef f():\\n    pass>\n");
    check_regions(
        "@d\nclass A:\n    @property\n    def f(self): return 1\n    @g\n    class B: pass\n",
        "1 class A <@d\\nclass A:> to 6\n"
        "3 in A function f <@property\\n    def f(self): return 1>\n"
        "5 in A class B <@g\\n    class B:> to 6\n"
        "6 in B statements <pass>\n");
    check_regions("class A:\n    @lost\nx = 1\n",
                  "1 class A <class A:> to 2\n2 in A statements <@lost>\n3 statements <x = 1>\n");
}

static void test_compound_statements_stay_whole(void **state)
{
    (void)state;
    check_regions("if x:\n    def f():\n        pass\nelif y:\n    class A:\n        pass\nelse:\n "
                  "   z = 1\n\ndef g(): pass\n",
                  "1 statements <if x:\\n    def f():\\n        pass\\nelif y:\\n    class A:\\n   "
                  "     pass\\nelse:\\n"
                  "    z = 1>\n"
                  "10 function g <def g(): pass>\n");
    check_regions("class A:\n    try:\n        import x\n    except E:\n        x = None\n    "
                  "finally:\n        pass\n    def f(s): 1\n",
                  "1 class A <class A:> to 8\n"
                  "2 in A statements <try:\\n        import x\\n    except E:\\n        x = "
                  "None\\n    finally:\\n"
                  "        pass>\n"
                  "8 in A function f <def f(s): 1>\n");
    check_regions(
        "match x:\n    case 1:\n        pass\nmatch = {}\nmatch[1] = 2\n",
        "1 statements <match x:\\n    case 1:\\n        pass\\nmatch = {}\\nmatch[1] = 2>\n");
}

static void test_indentation(void **state)
{
    (void)state;
    // A tab goes to the next multiple of 8, a form feed starts to count again.
    check_regions("class A:\n        x = 1\n\ty = 2\n  \tz = 3\nw = 4\n",
                  "1 class A <class A:> to 4\n2 in A statements <x = 1\\n\\ty = 2\\n  \\tz = 3>\n"
                  "5 statements <w = 4>\n");
    check_regions("def f():\n    a\n\f\ndef g():\n    b\n  \fdef h(): pass\n",
                  "1 function f <def f():\\n    a>\n4 function g <def g():\\n    b>\n6 function h "
                  "<def h(): pass>\n");
    check_regions(
        "def f():\n    a\n# left\n    b\n  # odd\n    c\nx\n",
        "1 function f <def f():\\n    a\\n# left\\n    b\\n  # odd\\n    c>\n7 statements <x>\n");
    check_regions("def f(a,\nb):\n    return [\n1,\n  ]\nx = (\n        1)\n",
                  "1 function f <def f(a,\\nb):\\n    return [\\n1,\\n  ]>\n6 statements <x = (\\n "
                  "       1)>\n");
    check_regions("x = 1 + \\\n  2\nif x \\\n   and y:\n  z\ndef \\\n  f(): pass\n",
                  "1 statements <x = 1 + \\\\n  2\\nif x \\\\n   and y:\\n  z>\n6 function f <def "
                  "\\\\n  f(): pass>\n");
    check_regions("class A:\r\n    x = 1\r\n\r\n    def f(self):\r\n        pass\r\n",
                  "1 class A <class A:> to 5\n2 in A statements <x = 1>\n"
                  "4 in A function f <def f(self):\\r\\n        pass>\n");
}

static void test_a_backslash_in_the_indentation(void **state)
{
    (void)state;
    // The columns before the first backslash count, unless there are none.
    check_regions("class A:\n  \\\n      x = 1\n  y = 2\n",
                  "1 class A <class A:> to 4\n3 in A statements <x = 1\\n  y = 2>\n");
    check_regions("class A:\n\\\n  x = 1\n  y = 2\n",
                  "1 class A <class A:> to 4\n3 in A statements <x = 1\\n  y = 2>\n");
}

static void test_strings(void **state)
{
    (void)state;
    check_regions("a = 'x\\\r\ny'\r\ndef f(): 0\r\n",
                  "1 statements <a = 'x\\\\r\\ny'>\n3 function f <def f(): 0>\n");
    check_regions("a = 'def f():'\nb = \"it's # no\"\nc = '''\ndef g():\n'''\nd = "
                  "\"\"\"\\\"\"\"\"\"\"\ndef h(): 0\n",
                  "1 statements <a = 'def f():'\\nb = \"it's # no\"\\nc = '''\\ndef g():\\n'''\\nd "
                  "= \"\"\"\\\"\"\"\"\"\">\n"
                  "7 function h <def h(): 0>\n");
    check_regions(
        "a = r'\\'; b'\nc = 'x\\\ny'\nd = ''\ndef f(): 0\n",
        "1 statements <a = r'\\'; b'\\nc = 'x\\\\ny'\\nd = ''>\n5 function f <def f(): 0>\n");
    check_regions(
        "a = Rb'{'\nb = u\"(\"\nc = xrf'['\ndef f(): 0\n",
        "1 statements <a = Rb'{'\\nb = u\"(\"\\nc = xrf'['>\n4 function f <def f(): 0>\n");
}

static void test_nested_quotes_in_fstrings(void **state)
{
    (void)state;
    // In a format specifier doubled braces are a field with a set in it.
    check_regions("a = f'{x:{{'('}}}'\ndef f(): 0\n",
                  "1 statements <a = f'{x:{{'('}}}'>\n2 function f <def f(): 0>\n");
    // A backslash does not escape a brace; the raw string has no named characters.
    check_regions("a = f'\\{d['(']}' rf'\\N{d['(']}'\ndef f(): 0\n",
                  "1 statements <a = f'\\{d['(']}' rf'\\N{d['(']}'>\n"
                  "2 function f <def f(): 0>\n");
    check_regions("a = f'{d['(']:>5}'\ndef f(): 0\n",
                  "1 statements <a = f'{d['(']:>5}'>\n2 function f <def f(): 0>\n");
}

static void test_fstrings(void **state)
{
    (void)state;
    // Python 3.12: the quotes of the string, comments and line endings inside of a field.
    check_regions(
        "a = f'{d['x']}'\nb = f\"{f\"{1}\"}(\"\nc = f'{(\n  1)  # [\n}'\ndef f(): 0\n",
        "1 statements <a = f'{d['x']}'\\nb = f\"{f\"{1}\"}(\"\\nc = f'{(\\n  1)  # [\\n}'>\n"
        "6 function f <def f(): 0>\n");
    check_regions("a = f'{{('\nb = f'{x:{y}>{z!r:}}['\nc = f'{x!r:#}' rf'\\{y}' f'\\N{DASH}\\''\nd "
                  "= f'{a:=5}'\ndef f(): 0\n",
                  "1 statements <a = f'{{('\\nb = f'{x:{y}>{z!r:}}['\\nc = f'{x!r:#}' rf'\\{y}' "
                  "f'\\N{DASH}\\''\\n"
                  "d = f'{a:=5}'>\n"
                  "5 function f <def f(): 0>\n");
    check_regions("a = f'''\n{x:\n}'{y}\n''' f\"\"\"{'''\n'''}\"\"\"\ndef f(): 0\n",
                  "1 statements <a = f'''\\n{x:\\n}'{y}\\n''' f\"\"\"{'''\\n'''}\"\"\">\n6 "
                  "function f <def f(): 0>\n");
    check_regions("a = t'{d['(']}'\ndef f(): 0\n",
                  "1 statements <a = t'{d['(']}'>\n2 function f <def f(): 0>\n");
}

static void test_fstrings_that_only_old_pythons_read(void **state)
{
    (void)state;
    // An f-string with a brace that is never closed is an error everywhere; as plain text it ends
    // where the string ends, and the rest of the file is not lost.
    check_regions("a = f'{'\ndef f(): 0\n", "1 statements <a = f'{'>\n2 function f <def f(): 0>\n");
    check_regions("a = f'{f\"{1}\" '\ndef f(): 0\n",
                  "1 statements <a = f'{f\"{1}\" '>\n2 function f <def f(): 0>\n");
    check_regions("a = f'{x:'\nb = f'{y}'\ndef f(): 0\n",
                  "1 statements <a = f'{x:'\\nb = f'{y}'>\n3 function f <def f(): 0>\n");
}

static void test_files_that_do_not_add_up(void **state)
{
    (void)state;
    check_regions("def f(:\n    x = [1\n\ndef g(): pass\n",
                  "irregular\n1 statements <def f(:\\n    x = [1\\n\\ndef g(): pass\\n>\n");
    check_regions("x = 'a\ny = 1\n", "irregular\n1 statements <x = 'a\\ny = 1\\n>\n");
    check_regions("x = '''a\ny = 1\n", "irregular\n1 statements <x = '''a\\ny = 1\\n>\n");
    check_regions("x = (]\n", "irregular\n1 statements <x = (]\\n>\n");
    check_regions("x = )\n", "irregular\n1 statements <x = )\\n>\n");
    check_regions("  x = 1\ny = 2\n", "irregular\n1 statements <  x = 1\\ny = 2\\n>\n");
    check_regions("class A:\n        x = 1\n    y = 2\n",
                  "irregular\n1 statements <class A:\\n        x = 1\\n    y = 2\\n>\n");
    check_regions("x = 1\n    y = 2\n", "irregular\n1 statements <x = 1\\n    y = 2\\n>\n");
}

static void test_broken_but_regular_files(void **state)
{
    (void)state;
    check_regions("class A:\nx = 1\ndef f():\ny = 2\n",
                  "1 class A <class A:> to 1\n2 statements <x = 1>\n3 function f <def f():>\n4 "
                  "statements <y = 2>\n");
    check_regions("class A\ndef f()\n", "1 statements <class A\\ndef f()>\n");
    check_regions("print 'a', `x`\nexec code in d\nclass A: pass\n",
                  "1 statements <print 'a', `x`\\nexec code in d>\n3 class A <class A:> to 3\n3 in "
                  "A statements <pass>\n");
    check_regions("def (): pass\n", "1 function <def (): pass>\n");
}

static void test_long_runs_are_cut_between_statements(void **state)
{
    (void)state;
    tk_text text = {0};
    for (int i = 0; i < 199; i++)
        tk_text_format(&text, "x%d = 1\n", i);
    tk_text_add_string(&text, "try:\n    a\nexcept E:\n    b\nelse:\n    c\nfinally:\n    d\ne\n");
    scanned self = scan(text.at);
    assert_int_equal(self.outline.regions.len, 2);
    assert_int_equal(self.outline.regions.at[1].line, 208);
    scanned_free(&self);

    tk_text_clear(&text);
    for (int i = 0; i < 3; i++)
        tk_text_format(&text, "x = '%040000d'\n", i);
    self = scan(text.at);
    assert_int_equal(self.outline.regions.len, 2);
    assert_int_equal(self.outline.regions.at[1].line, 3);
    scanned_free(&self);
    tk_text_free(&text);
}

static void test_comments(void **state)
{
    (void)state;
    check_comments("# a\nx = 1  # b\r\n\t # c\r\ny = '# no' # d # e\nz = [  # f\n  # g\n]\ndef "
                   "f():  # h\n  pass\n#",
                   "alone # a\n# b\nalone # c\n# d # e\n# f\nalone # g\n# h\nalone #\n");
    check_comments("'''\n# no\n'''\nx = \\\n# odd\n", "alone # odd\n");
    check_comments("x = (  # a\nf'{y  # b\n", "# a\n");
    check_comments("f'{'  # a\n", "# a\n");
    check_comments("x = f'{a # b'\ny = 1  # c\n", "# c\n");
}

static void test_imports(void **state)
{
    (void)state;
    check_imports("import a.b.c as c, d, e . f\nfrom g.h import i as j, k\nfrom l import *\n",
                  "1 region 1: a.b.c as c\n1 region 1: d\n1 region 1: e.f\n"
                  "2 region 1: g.h name i as j\n2 region 1: g.h name k\n3 region 1: l *\n");
    check_imports("from . import a\nfrom ..b import c\nfrom ... d import e\nfrom.f import(g)\n",
                  "1 region 1: . name a\n2 region 1: .. b name c\n3 region 1: ... d name e\n"
                  "4 region 1: . f name g\n");
    check_imports("from a import (  # why\n    b,\r\n    c as d,  # that\n\n)\nfrom e \\\n  import "
                  "f, \\\n    g\n",
                  "1 region 1: a name b\n1 region 1: a name c as d\n6 region 1: e name f\n6 region "
                  "1: e name g\n");
    check_imports(
        "x = 1; import a\nif x: import b; import c\ndef f():\n    if y:\n        from d import e\n"
        "class A: import g\nclass B:\n    import h\n    def m(self): import i\n",
        "1 region 1: a\n2 region 1: b\n2 region 1: c\n5 region 2: d name e\n6 region 4: g\n"
        "8 region 6: h\n9 region 7: i\n");
    check_imports(
        "important = 1\nyield from a\nx = {1: 2}\nfrom_ = 3\ns = 'import q'\nfrom a\nimport\n"
        "'''\nimport r\n'''\n",
        "");
    check_imports("x = (\nimport a\nfrom b import c\n", "2 region 1: a\n3 region 1: b name c\n");
}

// Nothing here may be slow or deep: sizes that only linear time survives in a test.
static void test_large_and_deep_files(void **state)
{
    (void)state;
    enum { DEPTH = 1000000 };
    char *text = malloc(2 * DEPTH + 2);
    memset(text, '(', DEPTH);
    memset(text + DEPTH, ')', DEPTH);
    strcpy(text + 2 * DEPTH, "\n");
    scanned self = scan(text);
    assert_false(self.outline.irregular);
    scanned_free(&self);
    text[DEPTH] = '\0';
    self = scan(text);
    assert_true(self.outline.irregular);
    scanned_free(&self);
    static const char *const units[] = {"f'{", "\\\"\"\"", "from a import (", "class A:\n ",
                                        "f'{x:{"};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        size_t len = strlen(units[i]);
        for (size_t at = 0; at < DEPTH; at++)
            text[at] = units[i][at % len];
        self = scan(text);
        assert_true(self.outline.regions.len > 0);
        scanned_free(&self);
    }
    free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_module_level),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_a_body_on_the_line_of_its_class),
        cmocka_unit_test(test_decorators_belong_to_what_they_decorate),
        cmocka_unit_test(test_compound_statements_stay_whole),
        cmocka_unit_test(test_indentation),
        cmocka_unit_test(test_a_backslash_in_the_indentation),
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_fstrings),
        cmocka_unit_test(test_nested_quotes_in_fstrings),
        cmocka_unit_test(test_fstrings_that_only_old_pythons_read),
        cmocka_unit_test(test_files_that_do_not_add_up),
        cmocka_unit_test(test_broken_but_regular_files),
        cmocka_unit_test(test_long_runs_are_cut_between_statements),
        cmocka_unit_test(test_comments),
        cmocka_unit_test(test_imports),
        cmocka_unit_test(test_large_and_deep_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
