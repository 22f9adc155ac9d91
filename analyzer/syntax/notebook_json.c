// From the JSON of a notebook to the strings that its code cells are made of.
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "syntax/notebook.h"
#include "syntax/parse.h"
#include "syntax/syntax.h"

typedef struct reader {
    tk_slice file;
    tk_notebook_fault fault;  // the first one
    tk_notebook_each *each;
    void *context;
    uint32_t number;           // of cells so far
    TK_VEC(tk_slice) strings;  // the source of the cell being read, without quotes
} reader;

static void set_fault(reader *self, const char *why, const char *hint, TSNode at)
{
    if (!self->fault.why)
        self->fault = (tk_notebook_fault){why, hint, ts_node_start_byte(at)};
}

static bool is(TSNode node, const char *type)
{
    return !ts_node_is_null(node) && strcmp(ts_node_type(node), type) == 0;
}

static tk_slice text_of(const reader *self, TSNode node)
{
    uint32_t start = ts_node_start_byte(node);
    return (tk_slice){self->file.at + start, ts_node_end_byte(node) - start};
}

static tk_slice string_of(const reader *self, TSNode node)
{
    tk_slice text = text_of(self, node);
    assert(text.len >= 2);
    return (tk_slice){text.at + 1, text.len - 2};
}

// Called for each item of an array, or each value of an object with its key.
typedef void visit(reader *self, void *context, tk_slice key, TSNode value);

static void each_item(reader *self, TSNode parent, visit *function, void *context)
{
    TSTreeCursor cursor = ts_tree_cursor_new(parent);
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    for (; more && !self->fault.why; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode node = ts_tree_cursor_current_node(&cursor);
        if (is(node, "pair")) {
            TSNode key = ts_node_child_by_field_name(node, "key", 3);
            TSNode value = ts_node_child_by_field_name(node, "value", 5);
            if (is(key, "string") && !ts_node_is_null(value))
                function(self, context, string_of(self, key), value);
        } else if (ts_node_is_named(node)) {
            function(self, context, (tk_slice){0}, node);
        }
    }
    ts_tree_cursor_delete(&cursor);
}

// --- languages -------------------------------------------------------------------------------------

// The string at a path of keys ("kernelspec", "language") below an object.
typedef struct lookup {
    const char *const *path;  // NULL ends it
    tk_slice found;
} lookup;

static void look_up(reader *self, void *context, tk_slice key, TSNode value)
{
    lookup *wanted = context;
    if (!tk_slice_is(key, *wanted->path))
        return;
    if (wanted->path[1] && is(value, "object")) {
        lookup inner = {wanted->path + 1, wanted->found};
        each_item(self, value, look_up, &inner);
        wanted->found = inner.found;
    } else if (!wanted->path[1] && is(value, "string")) {
        wanted->found = string_of(self, value);
    }
}

static bool is_python(reader *self, TSNode metadata, const char *const *path)
{
    lookup language = {path, {0}};
    if (is(metadata, "object"))
        each_item(self, metadata, look_up, &language);
    return language.found.len == 0 || tk_slice_is(language.found, "python");
}

// --- cells -----------------------------------------------------------------------------------------

typedef struct parts {
    TSNode type, source, metadata, worksheets, cells, format;
} parts;

static void take_part(reader *self, void *context, tk_slice key, TSNode value)
{
    parts *found = context;
    const struct {
        const char *key;
        TSNode *value;
    } wanted[] = {
        {"cell_type", &found->type},        {"source", &found->source},
        {"metadata", &found->metadata},     {"cells", &found->cells},
        {"worksheets", &found->worksheets}, {"nbformat", &found->format},
    };
    (void)self;
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++)
        if (tk_slice_is(key, wanted[i].key))
            *wanted[i].value = value;
}

static void take_string(reader *self, void *context, tk_slice key, TSNode value)
{
    (void)context;
    (void)key;
    if (is(value, "string"))
        tk_vec_push(&self->strings, string_of(self, value));
    else
        set_fault(self, "the source of this cell is no text", NULL, value);
}

static void read_source(reader *self, TSNode source)
{
    self->strings.len = 0;
    if (ts_node_is_null(source))
        return;
    if (is(source, "array"))
        each_item(self, source, take_string, NULL);
    else
        take_string(self, NULL, (tk_slice){0}, source);
}

static void read_cell(reader *self, void *context, tk_slice key, TSNode cell)
{
    static const char *const language[] = {"vscode", "languageId", NULL};
    parts found = {0};
    (void)context;
    (void)key;
    self->number++;
    if (!is(cell, "object")) {
        set_fault(self, "this cell is no JSON object", NULL, cell);
        return;
    }
    each_item(self, cell, take_part, &found);
    bool code = is(found.type, "string") && tk_slice_is(string_of(self, found.type), "code");
    if (!code || !is_python(self, found.metadata, language))
        return;
    read_source(self, found.source);
    if (!self->fault.why)
        self->each(self->context, self->number, self->strings.at, self->strings.len);
}

// The innermost node that holds the first error.
static TSNode first_error(TSNode root)
{
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    TSNode node = root;
    bool more = true;
    while (more && !ts_node_is_error(node)) {
        more = ts_tree_cursor_goto_first_child(&cursor);
        while (more && !ts_node_has_error(ts_tree_cursor_current_node(&cursor)))
            more = ts_tree_cursor_goto_next_sibling(&cursor);
        if (more)
            node = ts_tree_cursor_current_node(&cursor);
    }
    ts_tree_cursor_delete(&cursor);
    return node;
}

static void read_notebook(reader *self, TSNode root)
{
    static const char *const kernel[] = {"kernelspec", "language", NULL};
    static const char *const language[] = {"language_info", "name", NULL};
    TSNode top = ts_node_named_child(root, 0);
    parts found = {0};
    if (ts_node_has_error(root)) {
        set_fault(self, "this is no valid JSON", NULL, first_error(root));
        return;
    }
    if (!is(top, "object")) {
        set_fault(self, "this is no notebook", NULL, root);
        return;
    }
    each_item(self, top, take_part, &found);
    if (!self->fault.why && is(found.worksheets, "array") && ts_node_is_null(found.cells))
        set_fault(self, "notebooks older than format 4 are not read",
                  "convert it: jupyter nbconvert --to notebook --inplace FILE", top);
    else if (!is(found.cells, "array"))
        set_fault(self, "this is no notebook: it has no list of cells", NULL, top);
    else if (is_python(self, found.metadata, kernel) && is_python(self, found.metadata, language))
        each_item(self, found.cells, read_cell, NULL);
}

// NaN, Infinity and -Infinity, which Python writes into outputs, as numbers of the same length: the
// grammar has only what the standard has. NULL when there are none; freed by the caller.
static char *replace_numbers(tk_slice file)
{
    char *copy = NULL;
    bool inside = false;
    for (size_t i = 0; i < file.len; i++) {
        tk_slice rest = {file.at + i, file.len - i};
        if (*rest.at == '"')
            inside = !inside;
        else if (inside && *rest.at == '\\')
            i++;
        size_t len = inside || (*rest.at != 'N' && *rest.at != 'I') ? 0
                     : tk_slice_starts(rest, "NaN")                 ? 3
                     : tk_slice_starts(rest, "Infinity")            ? 8
                                                                    : 0;
        if (len && !copy)
            copy = tk_memory_copy_string(file.at, file.len);
        if (len)
            memset(copy + i, '1', len);
    }
    return copy;
}

tk_notebook_fault tk_notebook_json(tk_slice file, tk_notebook_each *each, void *context)
{
    reader self = {.file = file, .each = each, .context = context};
    tk_parser parser;
    tk_parser_open(&parser, tree_sitter_json());
    tk_heap *before = tk_parser_enter(&parser);
    char *replaced = replace_numbers(file);
    tk_slice text = {replaced ? replaced : file.at, file.len};
    TSTree *tree = tk_parser_parse(&parser, text, TK_SLICE(""));
    if (tree)
        read_notebook(&self, ts_tree_root_node(tree));
    else
        self.fault = (tk_notebook_fault){"this JSON is too broken to be read", NULL, 0};
    free(replaced);
    tk_parser_leave(before);
    tk_parser_close(&parser);
    tk_vec_free(&self.strings);
    return self.fault;
}
