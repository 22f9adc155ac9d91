#include "check.h"

#include <stdlib.h>

#include "base/diagnostic.h"
#include "syntax/decode.h"
#include "syntax/notebook.h"

static tk_source *read_bytes(const char *json, size_t len, tk_text *notes)
{
    tk_diagnostics diagnostics = {0};
    tk_source *module = tk_source_from_bytes("n.ipynb", json, len, &diagnostics);
    for (uint32_t i = 0; i < diagnostics.list.len; i++) {
        const tk_diagnostic *note = &diagnostics.list.at[i];
        tk_text_format(notes, "%s cell %u %u:%u (%u:%u) %s; %s\n", note->code, note->cell,
                       note->line, note->column, note->file_line, note->file_column, note->message,
                       note->hint ? note->hint : "");
    }
    tk_diagnostics_free(&diagnostics);
    return module;
}

// A notebook with these cells (JSON objects) and what else is in it.
static tk_source *read_cells(const char *cells, const char *more, tk_text *notes)
{
    tk_text json = {0};
    tk_text_format(&json, "{\"cells\": [%s]%s, \"nbformat\": 4, \"nbformat_minor\": 5}\n", cells,
                   more);
    tk_source *module = read_bytes(json.at, json.len, notes);
    tk_text_free(&json);
    return module;
}

#define CODE(source) "{\"cell_type\": \"code\", \"outputs\": [], \"source\": " source "}"

// "cell 1: text|" for each cell, with what is behind it in the module left out.
static void check_cells(const char *cells, const char *more, const char *expected, int line)
{
    tk_text out = {0};
    tk_source *module = read_cells(cells, more, &out);
    for (uint32_t i = 0; module && i < module->notebook->cells.len; i++) {
        const tk_notebook_cell *cell = &module->notebook->cells.at[i];
        tk_text_format(&out, "cell %u: ", cell->number);
        check_add_escaped(&out, (tk_slice){module->text + cell->start, cell->end - cell->start});
        tk_text_add_string(&out, "|\n");
    }
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_source_free(module);
    tk_text_free(&out);
}

#define CELLS(cells, expected) check_cells(cells, "", expected, __LINE__)

static void test_code_cells_are_the_module(void **state)
{
    (void)state;
    CELLS(CODE("[\"x = 1\\n\", \"y\"]") ", {\"cell_type\": \"markdown\", \"source\": "
                                        "[\"no\"]}, " CODE("\"z = 1\\nw\"") ", " CODE(
                                            "[]") ", " CODE("\"\"") ", " CODE("[\"last\"]"),
          "cell 1: x = 1\\ny|\ncell 3: z = 1\\nw|\ncell 6: last|\n");
    CELLS("{\"cell_type\": \"raw\", \"source\": \"x\"}, {\"source\": \"x\"}, {}", "");
    CELLS("", "");
    tk_text notes = {0};
    tk_source *module = read_cells(CODE("[\"x\"]") ", " CODE("[\"y\\n\"]"), "", &notes);
    check_string("x\n\ny\n\n\n", module->text);
    check_dump("", &notes);
    tk_source_free(module);
}

static void test_escapes(void **state)
{
    (void)state;
    CELLS(CODE("[\"a = '\\\"\\\\\\/\\b\\f\\t\\u00e9\\u20AC\\ud83d\\ude00'\"]"),
          "cell 1: a = '\"\\/\\x08\\x0c\\t\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80'|\n");
    CELLS(CODE("[\"'\\ud83d' + '\\ude00' + '\\ud83d\\u0041'\"]"),
          "cell 1: '\xEF\xBF\xBD' + '\xEF\xBF\xBD' + '\xEF\xBF\xBD"
          "A'|\n");
    CELLS(CODE("[\"'\\u12'\"]"), "cell 1: '\xEF\xBF\xBD"
                                 "12'|\n");
    CELLS(CODE("[\"a\\r\\nb\\rc\\r\", \"\\nd\"]"), "cell 1: a\\r\\nb\\nc\\r\\nd|\n");
}

static void test_lines_that_are_no_python(void **state)
{
    (void)state;
    CELLS(CODE("[\"%matplotlib inline\\n\", \"x = 1\\n\", \"!ls 'a (\\n\", \"?x\\n\", "
               "\"x.y??\\n\", \"z\"]"),
          "cell 1: 0                 \\nx = 1\\n0       \\n0 \\n0    \\nz|\n");
    CELLS(CODE("[\"if x:\\n\", \"    !rm \\\\\\n\", \"  -rf\\n\", \"y\"]"),
          "cell 1: if x:\\n    0    \\n     \\ny|\n");
    CELLS(CODE("[\"a = !ls\\n\", \"b.c, d[0] = %env X\\n\", \"e = f != g\\n\", \"h = '=!x'\"]"),
          "cell 1: a = ___\\nb.c, d[0] = ______\\ne = f != g\\nh = '=!x'|\n");
    CELLS(CODE("[\"s = '''\\n\", \"%s\\n\", \"!x\\n\", \"'''\\n\", \"t = ('%d'\\n\", \"% 3)  # "
               "why?\\n\"]"),
          "cell 1: s = '''\\n%s\\n!x\\n'''\\nt = ('%d'\\n% 3)  # why?\\n|\n");
    CELLS(CODE("[\"pip install x y\\n\", \"not x\\n\", \"x in y\\n\", \"print x\\n\", \"match "
               "x:\\n\", \"  case y: 0\\n\", \"x if y else z\"]"),
          "cell 1: 0              \\nnot x\\nx in y\\nprint x\\nmatch x:\\n  case y: 0\\nx if y "
          "else z|\n");
}

static void test_cells_of_magics(void **state)
{
    (void)state;
    CELLS(
        CODE("[\"%%time\\n\", \"x\"]") ", " CODE("[\"\\n\", \"# c\\n\", \"%%bash -x\\n\", \"x\"]") ", " CODE(
            "[\"%%timeit -n 3\\n\", \"y\"]") ", " CODE("\"%%writefile a.py\\nz\"") ", " CODE("\"%%"
                                                                                             "timex"
                                                                                             "\\nz"
                                                                                             "\""),
        "cell 1: 0     \\nx|\ncell 3: 0            \\ny|\n");
}

static void test_other_languages(void **state)
{
    (void)state;
    CELLS(
        "{\"cell_type\": \"code\", \"source\": \"a\", \"metadata\": {\"vscode\": {\"languageId\": "
        "\"javascript\"}}}, {\"cell_type\": \"code\", \"source\": \"b\", \"metadata\": "
        "{\"vscode\": "
        "{\"languageId\": \"python\"}}}",
        "cell 2: b|\n");
    check_cells(CODE("\"x\""), ", \"metadata\": {\"kernelspec\": {\"language\": \"R\"}}", "",
                __LINE__);
    check_cells(CODE("\"x\""), ", \"metadata\": {\"language_info\": {\"name\": \"julia\"}}", "",
                __LINE__);
    check_cells(CODE("\"x\""), ", \"metadata\": {\"language_info\": {\"name\": \"python\"}}",
                "cell 1: x|\n", __LINE__);
}

static void test_indented_cells_get_a_body(void **state)
{
    (void)state;
    tk_text notes = {0};
    tk_source *module = read_cells(CODE("[\"# c\\n\", \"  x = 1\\n\", \"  y\"]"), "", &notes);
    check_string("if True:\n# c\n  x = 1\n  y\n\n", module->text);
    assert_int_equal(module->notebook->cells.at[0].start, 9);
    check_dump("", &notes);
    tk_source_free(module);
}

static void test_broken_cells_are_left_out(void **state)
{
    (void)state;
    CELLS(CODE("\"x = (\\n1\"") ", " CODE("\"y\""),
          "TK001 cell 1 1:1 (1:60) the brackets or the indentation of this cell do not add up; the "
          "others were analysed; \n"
          "cell 1:      \\n |\ncell 2: y|\n");
}

static void check_fault(const char *json, const char *expected, int line)
{
    tk_text out = {0};
    assert_null(read_bytes(json, strlen(json), &out));
    check_text_at(expected, tk_text_string(&out), __FILE__, line);
    tk_text_free(&out);
}

#define FAULT(json, expected) check_fault(json, expected, __LINE__)

static void test_what_is_no_notebook(void **state)
{
    (void)state;
    FAULT("", "TK002 cell 0 1:1 (1:1) skipped: this is no notebook; \n");
    FAULT("[]", "TK002 cell 0 1:1 (1:1) skipped: this is no notebook; \n");
    FAULT("{}", "TK002 cell 0 1:1 (1:1) skipped: this is no notebook: it has no list of cells; \n");
    FAULT("{\"nbformat\": 3, \"worksheets\": []}",
          "TK002 cell 0 1:1 (1:1) skipped: notebooks older than format 4 are not read; convert it: "
          "jupyter nbconvert --to notebook --inplace FILE\n");
    FAULT("{\"cells\": [\n7]}", "TK002 cell 0 2:1 (2:1) skipped: this cell is no JSON object; \n");
    FAULT("{\"cells\": [" CODE("7") "]}",
          "TK002 cell 0 1:59 (1:59) skipped: the source of this cell is no text; \n");
    FAULT("{\"cells\": [" CODE("[\"a\", 1]") "]}",
          "TK002 cell 0 1:65 (1:65) skipped: the source of this cell is no text; \n");
    FAULT("<<<<<<< HEAD\n{\"cells\": []}\n=======\n{}\n>>>>>>> b\n",
          "TK002 cell 0 1:1 (1:1) skipped: this is no valid JSON; \n");
}

static void test_outputs_do_not_matter(void **state)
{
    (void)state;
    CELLS(
        "{\"cell_type\": \"code\", \"outputs\": [{\"data\": NaN, \"text\": [\"d[x]\", Infinity]}], "
        "\"source\": [\"x\"]}",
        "cell 1: x|\n");
}

// Every character of the module stands in the file where the runs say, and back.
static void check_runs(const tk_source *module)
{
    const tk_notebook *notebook = module->notebook;
    uint32_t at = 0;
    for (uint32_t i = 0; i < notebook->runs.len; i++) {
        const tk_notebook_run *run = &notebook->runs.at[i];
        assert_int_equal(run->text, at);
        assert_true(run->raw + run->raw_len <= notebook->file->len);
        at += run->text_len;
        if (!run->raw_len)
            continue;
        assert_int_equal(tk_notebook_raw_start(notebook, run->text), run->raw);
        assert_int_equal(tk_notebook_raw_end(notebook, at), run->raw + run->raw_len);
        assert_int_equal(tk_notebook_offset(notebook, run->raw), run->text);
        assert_int_equal(notebook->file->text[run->raw] == '\\', run->raw_len != run->text_len);
    }
    assert_int_equal(at, module->len);
}

static void test_places_in_the_file(void **state)
{
    (void)state;
    tk_text notes = {0};
    tk_source *module = read_cells(CODE("[\"d['\\u00e9', k\xC3\xA9y]\\n\",\n\"x\"]"), "", &notes);
    check_runs(module);
    uint32_t key = (uint32_t)(strstr(module->text, "k\xC3\xA9y") - module->text);
    uint32_t raw = tk_notebook_raw_start(module->notebook, key);
    assert_memory_equal(module->notebook->file->text + raw, "k\xC3\xA9y]", 5);
    assert_int_equal(tk_notebook_raw_end(module->notebook, key + 4), raw + 4);
    assert_int_equal(tk_notebook_offset(module->notebook, raw + 1), key + 1);
    assert_int_equal(tk_notebook_cell_at(module->notebook, key)->number, 1);
    check_dump("", &notes);
    tk_source_free(module);
}

// Cut off anywhere and with any byte changed, it is read or refused, and the runs stay whole.
static void test_damaged_files(void **state)
{
    (void)state;
    static const char whole[] = "{\"cells\": [" CODE("[\"%x\\n\", \"d['\\ud83d\\ude00', \\u00e9] = "
                                                     "(1,\\n\", \" 2)\"]") ",\n" CODE(
        "\"  a = !ls\\n  b??\"") "], \"metadata\": {\"kernelspec\": {\"language\": \"python\"}}}";
    static const char noise[] = "\"\\{}[],:u0\n\0 %";
    char damaged[sizeof whole];
    for (size_t at = 0; at < sizeof whole - 1; at++) {
        for (size_t i = 0; i < sizeof noise; i++) {
            memcpy(damaged, whole, sizeof whole);
            damaged[at] = noise[i];
            tk_text notes = {0};
            size_t len = i == sizeof noise - 1 ? at : sizeof whole - 1;  // the last round cuts
            tk_source *module = read_bytes(damaged, len, &notes);
            assert_true(module || notes.len);
            if (module) {
                check_runs(module);
                assert_int_equal(tk_utf8_valid_prefix((tk_slice){module->text, module->len}),
                                 module->len);
            }
            tk_source_free(module);
            tk_text_free(&notes);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_code_cells_are_the_module),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_lines_that_are_no_python),
        cmocka_unit_test(test_cells_of_magics),
        cmocka_unit_test(test_other_languages),
        cmocka_unit_test(test_indented_cells_get_a_body),
        cmocka_unit_test(test_broken_cells_are_left_out),
        cmocka_unit_test(test_what_is_no_notebook),
        cmocka_unit_test(test_outputs_do_not_matter),
        cmocka_unit_test(test_places_in_the_file),
        cmocka_unit_test(test_damaged_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
