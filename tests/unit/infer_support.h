// Runs the pipeline on Python given as a string, with the rules and models of the program, and compares
// what inference knows with lines that a person can read.
#ifndef INFER_SUPPORT_H
#define INFER_SUPPORT_H

#include "check.h"
#include "unit.h"

// Loaded by the first test that needs it, freed by support_done as the group's teardown.
static tk_catalog *support_catalog_;

static inline tk_catalog *support_catalog(void)
{
    tk_diagnostics diagnostics = {0};
    if (!support_catalog_)
        support_catalog_ = tk_catalog_load(NULL, 0, &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    assert_non_null(support_catalog_);
    return support_catalog_;
}

static inline int support_done(void **state)
{
    (void)state;
    tk_catalog_free(support_catalog_);
    support_catalog_ = NULL;
    return 0;
}

#define support_run(tests) cmocka_run_group_tests((tests), NULL, support_done)

static inline void analyse(tk_unit *unit, const char *python)
{
    tk_unit_open(unit, support_catalog(), check_source(python));
    tk_unit_analyse(unit, NULL);
}

// The argument of a call of reveal_value, or none.
static inline tk_node revealed(const tk_unit *unit, tk_node call)
{
    const tk_node_table *nodes = &unit->syntax.nodes;
    tk_node function = tk_node_field(nodes, call, TK_FIELD_FUNCTION);
    if (tk_node_kind(nodes, call) != TK_KIND_CALL || !tk_node_is(nodes, function, "reveal_value"))
        return (tk_node){0};
    return tk_node_first(nodes, tk_node_field(nodes, call, TK_FIELD_ARGUMENTS));
}

typedef struct reveal {
    uint32_t start;  // of the call
    tk_node argument;
} reveal;

static inline int earlier_reveal(const void *a, const void *b)
{
    const reveal *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

// The length of the part of a value's text in front of `separator` that stands in no brackets.
static inline size_t value_part(const char *text, size_t len, const char *separator)
{
    size_t width = strlen(separator);
    int depth = 0;
    for (size_t i = 0; i < len; i++) {
        depth += (text[i] == '[') - (text[i] == ']');
        if (depth == 0 && i + width <= len && memcmp(text + i, separator, width) == 0)
            return i;
    }
    return len;
}

static inline int text_before(const void *a, const void *b)
{
    return strcmp(((const tk_text *)a)->at, ((const tk_text *)b)->at);
}

// A value's text with the members of its unions in alphabetical order: the engine keeps them in the
// order in which a file happens to make them.
static inline void add_sorted(const char *text, size_t len, tk_text *out)
{
    tk_text members[TK_UNION_MOST] = {{0}};
    size_t count = 0;
    for (size_t at = 0, part; at < len; at += part + 3) {
        part = value_part(text + at, len - at, " | ");
        const char *open = memchr(text + at, '[', part);
        size_t before = open ? (size_t)(open - text) + 1 - at : part;
        size_t inside = open ? value_part(open, part - before + 1, "]") : 0;
        assert_true(count < TK_UNION_MOST);
        tk_text *member = &members[count++];
        tk_text_add(member, text + at, before);
        for (size_t i = 1, item; i < inside; i += item + 2) {
            item = value_part(open + i, inside - i, ", ");
            tk_text_add_string(member, i > 1 ? ", " : "");
            add_sorted(open + i, item, member);
        }
        if (open)
            tk_text_add(member, open + inside, part - before + 1 - inside);
    }
    qsort(members, count, sizeof *members, text_before);
    for (size_t i = 0; i < count; i++) {
        tk_text_format(out, "%s%s", i ? " | " : "", members[i].at);
        tk_text_free(&members[i]);
    }
}

static inline void add_fact(tk_infer *infer, tk_fact fact, tk_text *out)
{
    tk_text text = {0};
    tk_infer_render_value(infer, fact.value, &text);
    add_sorted(text.at, text.len, out);
    tk_text_free(&text);
    if (fact.value.i != TK_UNKNOWN.i && fact.value.i != TK_BOTTOM.i)
        tk_text_format(out, " %s", tk_certainty_text(fact.certainty));
}

// "LINE: VALUE" for each reveal_value(...), in the order of the source: regions are parsed in another.
static inline void add_reveals(tk_unit *unit, const char *separator, tk_text *out)
{
    TK_VEC(reveal) found = {0};
    for (uint32_t i = 1; i < unit->syntax.nodes.rows.len; i++) {
        tk_node argument = revealed(unit, (tk_node){i});
        reveal one = {unit->syntax.nodes.rows.at[i].start, argument};
        if (argument.i)
            tk_vec_push(&found, one);
    }
    if (found.len)
        qsort(found.at, found.len, sizeof *found.at, earlier_reveal);
    for (uint32_t i = 0; i < found.len; i++) {
        tk_text_format(out, "%u%s", tk_source_line(unit->source, found.at[i].start), separator);
        add_fact(unit->infer, tk_infer_fact(unit->infer, found.at[i].argument), out);
        tk_text_add_char(out, '\n');
    }
    tk_vec_free(&found);
}

static inline void check_reveals_at(const char *python, const char *expected, const char *file,
                                    int line)
{
    tk_unit unit;
    tk_text out = {0};
    analyse(&unit, python);
    add_reveals(&unit, ": ", &out);
    tk_unit_close(&unit);
    check_text_at(expected, tk_text_string(&out), file, line);
    tk_text_free(&out);
}
// What each reveal_value in the file says, as "LINE: VALUE\n".
#define check_reveals(python, expected) check_reveals_at((python), (expected), __FILE__, __LINE__)

// An expression and what it is.
typedef struct expression {
    const char *python, *value;
} expression;

// One file of the prelude and every expression; all that differ are printed, with the line to look at.
static inline void check_expressions_at(const char *prelude, const expression *cases, size_t count,
                                        const char *file, int line)
{
    tk_text python = {0}, out = {0};
    tk_unit unit;
    size_t wrong = 0;
    assert_true(count > 0);
    tk_text_add_string(&python, prelude);
    for (size_t i = 0; i < count; i++)
        tk_text_format(&python, "reveal_value(%s)\n", cases[i].python);
    analyse(&unit, python.at);
    add_reveals(&unit, " ", &out);
    tk_unit_close(&unit);
    char *at = out.at;
    for (size_t i = 0; i < count; i++) {
        assert_non_null(at);
        char *found = strchr(at, ' ') + 1, *end = strchr(found, '\n');
        *end = '\0';
        at = end + 1;
        if (strcmp(found, cases[i].value) == 0)
            continue;
        wrong++;
        print_error("%s\n  expected: %s\n  found:    %s\n", cases[i].python, cases[i].value, found);
    }
    tk_text_free(&python);
    tk_text_free(&out);
    if (wrong)
        print_error("%zu of %zu differ; `tkscan explain FILE:LINE` says where a value comes from\n",
                    wrong, count);
    if (wrong)
        _fail(file, line);
}
#define check_expressions(prelude, cases) \
    check_expressions_at((prelude), (cases), sizeof(cases) / sizeof *(cases), __FILE__, __LINE__)

#endif
