// Queries: how the patterns are understood, mistakes at their places, and files from folders.
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "catalog_support.h"

// Read by the leak sanitizer: the parser's library forgets some bytes of a query that has a mistake.
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
    return "leak:ts_query__parse_pattern\n";
}

#define GOOD "((set (_) @key) @site (#set! kind \"set-member\"))\n"

static void check_query(const char *text, const char *expected)
{
    loaded self;
    LOAD(&self, query("q.scm", text));
    check_string(expected, problems(&self));
    assert_null(tk_query_all(self.catalog));
    unload(&self);
}

static void test_patterns(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, query("a.scm", "; a comment\n" GOOD),
         query("b.scm", "((subscript value: (_) @container subscript: (_) @key) @site)\n"
                        "((pair key: (_) @key value: (_) @_unused) @site (#set! kind \"dict-key\"))"));
    check_string("", problems(&self));
    assert_non_null(tk_query_all(self.catalog));
    assert_int_equal(ts_query_pattern_count(tk_query_all(self.catalog)->query), 3);
    assert_true(tk_query_all(self.catalog)->patterns[0].has_kind);
    check_string("set-member", tk_site_text(tk_query_all(self.catalog)->patterns[0].kind));
    assert_false(tk_query_all(self.catalog)->patterns[1].has_kind);
    check_string("dict-key", tk_site_text(tk_query_all(self.catalog)->patterns[2].kind));
    tk_text captures = {0};
    for (uint32_t i = 0; i < ts_query_capture_count(tk_query_all(self.catalog)->query); i++) {
        uint32_t len;
        const char *name = ts_query_capture_name_for_id(tk_query_all(self.catalog)->query, i, &len);
        tk_text_format(&captures, "%s=%d ", name, tk_query_all(self.catalog)->captures[i]);
    }
    check_dump("key=1 site=3 container=2 _unused=0 ", &captures);
    unload(&self);
}

static void test_syntax(void **state)
{
    (void)state;
    check_query("\n  (set (_) @key", "q.scm:2:16: the file ends inside a pattern\n");
    check_query("(set (_) @key) @site )", "q.scm:1:22: not a valid query\n");
    check_query("(set\n  (nosuch) @key) @site", "q.scm:2:4: Python's grammar has no node 'nosuch'\n");
    check_query("(pair kee: (_) @key) @site", "q.scm:1:7: Python's grammar has no field 'kee'\n");
    check_query("(module (identifier) @key) @site",
                "q.scm:1:9: nothing in Python's grammar can match this pattern\n");
    // What the parser's library ends the program over.
    const char *empty = "q.scm:1:12: nothing stands here that could match\n";
    check_query("(pair key: (#set! kind \"x\")) @site", empty);
    check_query("(pair key: [(#set! kind \"x\")]) @site",
                "q.scm:1:13: nothing stands here that could match\n");
    check_query("(pair key: ((#a \")\") (#b))) @site", empty);
    check_query("(pair key: []) @site", empty);
    check_query("((set (_) @key) @site (#set! kind @nosuch))",
                "q.scm:1:36: the pattern has no capture '@nosuch'\n");
}

static void test_captures_and_directives(void **state)
{
    (void)state;
    check_query("\n(set (_) @key)", "q.scm:2:1: the pattern needs the capture '@site'\n");
    check_query("(set (_)) @site", "q.scm:1:1: the pattern needs the capture '@key'\n");
    check_query("(set (_) @key @oops) @site",
                "q.scm:1:15: unknown capture '@oops' [captures are @key, @container and @site, or begin "
                "with '_']\n");
    check_query(" ((set (_) @key) @site (#eq? @key \"x\"))",
                "q.scm:1:2: the directive '#eq?' means nothing here [patterns have shapes only; "
                "conditions stand in rules]\n");
    check_query("((set (_) @key) @site (#set! kind \"set-members\"))",
                "q.scm:1:1: unknown site kind 'set-members' [did you mean 'set-member'?]\n");
    check_query("((set (_) @key) @site (#set! site \"set-member\"))",
                "q.scm:1:1: '#set!' takes 'kind' and a site kind [like (#set! kind \"dict-key\")]\n");
}

static void test_a_bad_file_leaves_the_others(void **state)
{
    (void)state;
    loaded self;
    LOAD(&self, query("a.scm", "(nosuch) @key"), query("b.scm", GOOD), query("c.scm", "(set) @key\n("));
    check_string("a.scm:1:2: Python's grammar has no node 'nosuch'\n"
                 "c.scm:2:2: the file ends inside a pattern\n",
                 problems(&self));
    assert_non_null(tk_query_all(self.catalog));
    assert_int_equal(ts_query_pattern_count(tk_query_all(self.catalog)->query), 1);
    unload(&self);
}

// --- folders ----------------------------------------------------------------------------------------

typedef struct folder {
    char path[64];
    tk_text file;
} folder;

static void write_file(folder *self, const char *name, const char *text)
{
    tk_text_clear(&self->file);
    tk_text_format(&self->file, "%s/%s", self->path, name);
    FILE *out = fopen(self->file.at, "wb");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
}

static void make_folder(folder *self)
{
    strcpy(self->path, "/tmp/tk-rules-XXXXXX");
    assert_non_null(mkdtemp(self->path));
    static const char *const below[] = {"models", "queries"};
    for (int i = 0; i < 2; i++) {
        tk_text_clear(&self->file);
        tk_text_format(&self->file, "%s/%s", self->path, below[i]);
        assert_int_equal(mkdir(self->file.at, 0700), 0);
    }
}

static void remove_folder(folder *self)
{
    static const char *const all[] = {"mine.yaml", "models/fruit.yaml", "models/.hidden.yaml",
                                      "queries/more.scm", "notes.txt", "models", "queries", ""};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        tk_text_clear(&self->file);
        tk_text_format(&self->file, "%s/%s", self->path, all[i]);
        remove(self->file.at);
    }
    tk_text_free(&self->file);
}

static void test_what_is_part_of_the_program(void **state)
{
    (void)state;
    loaded self = {0};
    self.catalog = tk_catalog_load(NULL, 0, &self.diagnostics);
    check_string("", problems(&self));
    const tk_rule *keys = tk_catalog_rule(self.catalog, "TK101");
    assert_non_null(keys);
    check_string("unhashable-dict-key", keys->name);
    assert_non_null(tk_query_all(self.catalog));
    // Each kind of node has its own patterns, and none is lost on the way there.
    static const char *const nodes[] = {"pair", "set", "set_comprehension", "subscript", "assignment",
                                        "comparison_operator", "augmented_assignment", "call",
                                        "binary_operator"};
    uint32_t count = 0;
    for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
        count += ts_query_pattern_count(tk_query_at(self.catalog, nodes[i])->query);
    assert_int_equal(count, ts_query_pattern_count(tk_query_all(self.catalog)->query));
    assert_null(tk_query_at(self.catalog, "identifier"));
    check_string("raises", tk_vocabulary_text(&tk_words_hash,
                 tk_class_of(self.catalog, tk_catalog_class(self.catalog, "builtins.list"))->hash));
    unload(&self);
}

static void test_rules_are_documented(void **state)
{
    (void)state;
    loaded self = {0};
    self.catalog = tk_catalog_load(NULL, 0, &self.diagnostics);
    for (uint32_t i = 0; i < self.catalog->rules.len; i++) {
        const tk_rule *one = &self.catalog->rules.at[i];
        bool complete = one->suppress && one->message[strlen(one->message) - 1] == '.';
        if (one->harm != TK_HARM_TOOL)
            complete &= one->bad && one->good && one->deliberate && one->reference_count &&
                        one->advice_count && !one->advice[one->advice_count - 1].when;
        if (!complete)
            print_error("%s lacks a part of its documentation\n", one->code);
        assert_true(complete);
    }
    unload(&self);
}

static void test_a_folder_adds_and_replaces(void **state)
{
    (void)state;
    folder mine = {0};
    make_folder(&mine);
    write_file(&mine, "mine.yaml", "code: TK101\nname: mine\nsince: 1\nlevel: note\nclass: tool\n"
                                   "message: m\nwhy: w\n");
    write_file(&mine, "models/fruit.yaml", "library: fruit\nmodules: [fruit]\n"
                                           "classes: [{name: fruit.Basket, bases: list, hsh: value}]\n");
    write_file(&mine, "models/.hidden.yaml", "[");
    write_file(&mine, "notes.txt", "[");
    write_file(&mine, "queries/more.scm", GOOD);
    loaded self = {0}, plain = {0};
    plain.catalog = tk_catalog_load(NULL, 0, &plain.diagnostics);
    const char *dirs[] = {mine.path};
    self.catalog = tk_catalog_load(dirs, 1, &self.diagnostics);
    tk_text expected = {0};
    tk_text_format(&expected, "%s/models/fruit.yaml:3:45: unknown key 'hsh' of a class [did you mean "
                              "'hash'?]\n", mine.path);
    check_string(expected.at, problems(&self));
    tk_text_free(&expected);
    check_string("mine", tk_catalog_rule(self.catalog, "TK101")->name);
    assert_int_equal(self.catalog->rules.len, plain.catalog->rules.len);
    assert_int_equal(ts_query_pattern_count(tk_query_all(self.catalog)->query),
                     ts_query_pattern_count(tk_query_all(plain.catalog)->query) + 1);
    tk_class_id basket = tk_catalog_class(self.catalog, "fruit.Basket");
    assert_true(tk_class_is(self.catalog, basket, tk_catalog_class(self.catalog, "builtins.list")));
    unload(&self);
    unload(&plain);
    remove_folder(&mine);
}

static void test_folders_that_cannot_be_read(void **state)
{
    (void)state;
    loaded self = {0};
    const char *dirs[] = {"/nonexistent/rules", "/dev/null"};
    self.catalog = tk_catalog_load(dirs, 2, &self.diagnostics);
    check_string("/nonexistent/rules:0:0: cannot read the folder of rules: No such file or directory\n"
                 "/dev/null:0:0: cannot read the folder of rules: Not a directory\n",
                 problems(&self));
    unload(&self);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_patterns),
        cmocka_unit_test(test_syntax),
        cmocka_unit_test(test_captures_and_directives),
        cmocka_unit_test(test_a_bad_file_leaves_the_others),
        cmocka_unit_test(test_what_is_part_of_the_program),
        cmocka_unit_test(test_rules_are_documented),
        cmocka_unit_test(test_a_folder_adds_and_replaces),
        cmocka_unit_test(test_folders_that_cannot_be_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
