#include "config/toml.h"

#include <stdlib.h>
#include <string.h>
#include <tree_sitter/api.h>

#include "syntax/parse.h"

extern const TSLanguage *tree_sitter_toml(void);

enum { LARGEST = 1 << 20, DEEPEST = 64, MOST_KEYS = 10000 };

typedef TK_VEC(tk_yaml *) keys;  // of a dotted name, scalars

typedef struct reader {
    tk_arena *arena;
    const char *path;
    tk_slice text;
    tk_slice within;
    tk_diagnostics *diagnostics;
    tk_yaml *root;
    TK_VEC(const tk_yaml *) headed;  // tables that a [heading] has opened
    uint32_t key_count;
    bool failed;
} reader;

// --- places ----------------------------------------------------------------------------------------

static void set_place(const reader *self, TSNode node, tk_yaml *out)
{
    TSPoint point = ts_node_start_point(node);
    uint32_t start = ts_node_start_byte(node);
    out->line = point.row + 1;
    out->column = 1;
    for (uint32_t i = start - point.column; i < start; i++)
        out->column += ((unsigned char)self->text.at[i] & 0xC0) != 0x80;
}

static tk_yaml *new_node(reader *self, TSNode at, int kind)
{
    tk_yaml *node = TK_ARENA_NEW(self->arena, tk_yaml);
    node->kind = kind;
    set_place(self, at, node);
    return node;
}

static tk_diagnostic *complain(reader *self, const tk_yaml *at, const char *format, const char *text)
{
    self->failed = true;
    return tk_diagnostics_add(self->diagnostics, TK_SEVERITY_ERROR, self->path, at->line,
                              at->column, format, text);
}

// --- texts -----------------------------------------------------------------------------------------

static void add_code_point(tk_text *out, uint32_t c)
{
    char bytes[4];
    size_t len = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    static const unsigned char first[] = {0, 0, 0xC0, 0xE0, 0xF0};
    for (size_t i = len; i-- > 1; c >>= 6)
        bytes[i] = (char)(0x80 | (c & 0x3F));
    bytes[0] = (char)(first[len] | c);
    tk_text_add(out, bytes, len);
}

// Behind a backslash at the end of a line: the line's end and all white space that follows.
static size_t folded_length(tk_slice text)
{
    size_t i = 0;
    while (i < text.len && (text.at[i] == ' ' || text.at[i] == '\t'))
        i++;
    if (i == text.len || (text.at[i] != '\n' && text.at[i] != '\r'))
        return 0;
    while (i < text.len && memchr(" \t\r\n", text.at[i], 4))
        i++;
    return i;
}

// The escape behind a backslash; gives its length, 0 for one that TOML does not have.
static size_t unescape(tk_slice rest, tk_text *out)
{
    static const char names[] = "btnfr\"\\", values[] = "\b\t\n\f\r\"\\";
    const char *simple = memchr(names, rest.at[0], sizeof names - 1);
    if (simple) {
        tk_text_add_char(out, values[simple - names]);
        return 1;
    }
    size_t digits = rest.at[0] == 'u' ? 4 : rest.at[0] == 'U' ? 8 : 0;
    char number[9] = "";
    if (!digits || rest.len < digits + 1)
        return 0;
    memcpy(number, rest.at + 1, digits);
    unsigned long c = strtoul(number, NULL, 16);
    if (strspn(number, "0123456789abcdefABCDEF") != digits || c == 0 || c > 0x10FFFF ||
        (c >= 0xD800 && c < 0xE000))
        return 0;
    add_code_point(out, (uint32_t)c);
    return digits + 1;
}

static bool decode(tk_slice body, bool several_lines, tk_text *out)
{
    for (size_t i = 0; i < body.len; i++) {
        if (body.at[i] != '\\') {
            tk_text_add_char(out, body.at[i]);
            continue;
        }
        tk_slice rest = {body.at + i + 1, body.len - i - 1};
        size_t len = several_lines ? folded_length(rest) : 0;
        if (!len)
            len = rest.len ? unescape(rest, out) : 0;
        if (!len)
            return false;
        i += len;
    }
    return true;
}

// `raw` with its quotes.
static tk_yaml *read_string(reader *self, TSNode node, tk_slice raw)
{
    tk_yaml *result = new_node(self, node, TK_YAML_SCALAR);
    bool several_lines = raw.len >= 6 && raw.at[1] == raw.at[0] && raw.at[2] == raw.at[0];
    size_t quotes = several_lines ? 3 : 1;
    tk_slice body = {raw.at + quotes, raw.len - 2 * quotes};
    if (several_lines && body.len && *body.at == '\r')
        body = (tk_slice){body.at + 1, body.len - 1};
    if (several_lines && body.len && *body.at == '\n')
        body = (tk_slice){body.at + 1, body.len - 1};
    tk_text text = {0};
    if (raw.at[0] == '\'')
        tk_text_add_slice(&text, body);
    else if (!decode(body, several_lines, &text))
        complain(self, result, "not valid TOML: %s", "an escape that TOML does not know");
    result->text = (tk_slice){tk_arena_copy(self->arena, tk_text_string(&text), text.len), text.len};
    result->inline_text = ts_node_start_point(node).row == ts_node_end_point(node).row;
    tk_text_free(&text);
    return result;
}

static tk_slice text_of(const reader *self, TSNode node)
{
    uint32_t start = ts_node_start_byte(node);
    return (tk_slice){self->text.at + start, ts_node_end_byte(node) - start};
}

static bool is(TSNode node, const char *type)
{
    return strcmp(ts_node_type(node), type) == 0;
}

// --- names -----------------------------------------------------------------------------------------

static void add_key(reader *self, TSNode node, keys *out)
{
    tk_slice raw = text_of(self, node);
    tk_yaml *key = is(node, "quoted_key") ? read_string(self, node, raw) : NULL;
    if (!key) {
        key = new_node(self, node, TK_YAML_SCALAR);
        key->text = (tk_slice){tk_arena_copy(self->arena, raw.at, raw.len), raw.len};
    }
    tk_vec_push(out, key);
}

// A dotted key nests on its left: a.b.c is (a.b).c. Its parts are appended in order.
static void read_keys(reader *self, TSNode node, keys *out)
{
    uint32_t first = out->len;
    while (is(node, "dotted_key") && ts_node_named_child_count(node) == 2) {
        add_key(self, ts_node_named_child(node, 1), out);
        node = ts_node_named_child(node, 0);
        if (out->len - first == DEEPEST) {
            complain(self, out->at[out->len - 1], "more than 64 levels %s", "inside each other");
            break;
        }
    }
    if (out->len - first < DEEPEST)
        add_key(self, node, out);
    for (uint32_t low = first, high = out->len - 1; low < high; low++, high--) {
        tk_yaml *other = out->at[low];
        out->at[low] = out->at[high];
        out->at[high] = other;
    }
}

// --- tables ----------------------------------------------------------------------------------------

static void append(reader *self, tk_yaml *list, const tk_yaml *item)
{
    uint32_t count = list->count;
    if ((count & (count - 1)) == 0) {
        const tk_yaml **grown = TK_ARENA_ARRAY(self->arena, const tk_yaml *, count ? 2 * count : 1);
        if (count)
            memcpy(grown, list->items, count * sizeof *grown);
        list->items = grown;
    }
    list->items[list->count++] = item;
}

static tk_yaml *find(const tk_yaml *table, tk_slice key)
{
    for (uint32_t i = 0; i < table->count; i += 2)
        if (tk_slice_equal(table->items[i]->text, key))
            return (tk_yaml *)table->items[i + 1];
    return NULL;
}

static void put(reader *self, tk_yaml *table, const tk_yaml *key, const tk_yaml *value)
{
    if (++self->key_count > MOST_KEYS) {
        if (self->key_count == MOST_KEYS + 1)
            complain(self, key, "the file has %s", "more than 10,000 keys");
        return;
    }
    append(self, table, key);
    append(self, table, value);
}

static tk_yaml *new_table(reader *self, const tk_yaml *key, int kind)
{
    tk_yaml *table = TK_ARENA_NEW(self->arena, tk_yaml);
    table->kind = kind;
    table->line = key->line;
    table->column = key->column;
    return table;
}

// The table that the first `count` keys lead to, made when missing; NULL after an error.
static tk_yaml *descend(reader *self, tk_yaml *table, const keys *names, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        tk_yaml *next = find(table, names->at[i]->text);
        if (!next) {
            next = new_table(self, names->at[i], TK_YAML_MAPPING);
            put(self, table, names->at[i], next);
        }
        if (next->kind == TK_YAML_SEQUENCE && next->count)
            next = (tk_yaml *)next->items[next->count - 1];
        if (next->kind != TK_YAML_MAPPING) {
            complain(self, names->at[i], "'%s' is no table", names->at[i]->text.at);
            return NULL;
        }
        table = next;
    }
    return table;
}

// Do these keys lead into, or are they on the way to, the part of the document that is asked for?
static bool is_wanted(const reader *self, const keys *names)
{
    tk_slice rest = self->within;
    for (uint32_t i = 0; i < names->len && rest.len; i++) {
        const char *dot = memchr(rest.at, '.', rest.len);
        tk_slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        if (!tk_slice_equal(part, names->at[i]->text))
            return false;
        size_t used = part.len + (dot != NULL);
        rest = (tk_slice){rest.at + used, rest.len - used};
    }
    return true;
}

static const tk_yaml *read_value(reader *self, TSNode node, uint32_t depth);

static void read_pair(reader *self, tk_yaml *table, TSNode pair, uint32_t depth)
{
    keys names = {0};
    read_keys(self, ts_node_named_child(pair, 0), &names);
    TSNode value = ts_node_named_child(pair, 1);
    const tk_yaml *last = names.at[names.len - 1];
    tk_yaml *into = descend(self, table, &names, names.len - 1);
    if (into && find(into, last->text))
        complain(self, last, "the key '%s' is given twice", last->text.at);
    else if (into)
        put(self, into, last, read_value(self, value, depth));
    tk_vec_free(&names);
}

static const tk_yaml *read_collection(reader *self, TSNode node, uint32_t depth)
{
    bool is_table = is(node, "inline_table");
    tk_yaml *result = new_node(self, node, is_table ? TK_YAML_MAPPING : TK_YAML_SEQUENCE);
    if (depth == DEEPEST) {
        complain(self, result, "more than 64 levels %s", "inside each other");
        return result;
    }
    uint32_t count = ts_node_named_child_count(node);
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    bool more = count && ts_tree_cursor_goto_first_child(&cursor);
    for (; more && !self->failed; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (!ts_node_is_named(child) || is(child, "comment"))
            continue;
        if (is_table)
            read_pair(self, result, child, depth + 1);
        else
            append(self, result, read_value(self, child, depth + 1));
    }
    ts_tree_cursor_delete(&cursor);
    return result;
}

static const tk_yaml *read_value(reader *self, TSNode node, uint32_t depth)
{
    tk_slice raw = text_of(self, node);
    if (is(node, "string"))
        return read_string(self, node, raw);
    if (is(node, "array") || is(node, "inline_table"))
        return read_collection(self, node, depth);
    tk_yaml *result = new_node(self, node, TK_YAML_SCALAR);
    tk_text text = {0};  // digits may be grouped: 1_000
    for (size_t i = 0; i < raw.len; i++)
        if (raw.at[i] != '_')
            tk_text_add_char(&text, raw.at[i]);
    result->text = (tk_slice){tk_arena_copy(self->arena, tk_text_string(&text), text.len), text.len};
    result->plain = result->inline_text = true;
    tk_text_free(&text);
    return result;
}

// --- the document ----------------------------------------------------------------------------------

static tk_yaml *open_element(reader *self, const keys *names)
{
    const tk_yaml *last = names->at[names->len - 1];
    tk_yaml *above = descend(self, self->root, names, names->len - 1);
    tk_yaml *list = above ? find(above, last->text) : NULL;
    if (above && !list) {
        list = new_table(self, last, TK_YAML_SEQUENCE);
        put(self, above, last, list);
    } else if (list && list->kind != TK_YAML_SEQUENCE) {
        complain(self, last, "'%s' is no list of tables", last->text.at);
        return NULL;
    }
    if (!list)
        return NULL;
    tk_yaml *element = new_table(self, last, TK_YAML_MAPPING);
    append(self, list, element);
    return element;
}

static tk_yaml *open_table(reader *self, const keys *names)
{
    tk_yaml *table = descend(self, self->root, names, names->len);
    for (uint32_t i = 0; table && i < self->headed.len; i++) {
        if (self->headed.at[i] == table) {
            const tk_yaml *last = names->at[names->len - 1];
            complain(self, last, "the table '%s' is opened twice", last->text.at);
        }
    }
    if (table)
        tk_vec_push(&self->headed, table);
    return table;
}

// [heading] or [[heading]], and the pairs below it.
static void read_table(reader *self, TSNode node)
{
    keys names = {0};
    TSTreeCursor cursor = ts_tree_cursor_new(node);
    tk_yaml *table = NULL;
    bool more = ts_tree_cursor_goto_first_child(&cursor), wanted = true;
    for (; more && wanted && !self->failed; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (is(child, "pair") && table) {
            read_pair(self, table, child, 0);
        } else if (!table && ts_node_is_named(child) && !is(child, "comment")) {
            read_keys(self, child, &names);
            wanted = !self->failed && is_wanted(self, &names);
            if (wanted)
                table = is(node, "table") ? open_table(self, &names) : open_element(self, &names);
        }
    }
    ts_tree_cursor_delete(&cursor);
    tk_vec_free(&names);
}

static void read_top_pair(reader *self, TSNode pair)
{
    keys names = {0};
    read_keys(self, ts_node_named_child(pair, 0), &names);
    if (!self->failed && is_wanted(self, &names))
        read_pair(self, self->root, pair, 0);
    tk_vec_free(&names);
}

// The first node, in the order of the text, that the parser could not fit in.
static TSNode first_broken(TSNode root)
{
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    TSNode node = root;
    for (;;) {
        node = ts_tree_cursor_current_node(&cursor);
        if (ts_node_is_error(node) || ts_node_is_missing(node))
            break;
        if (ts_node_has_error(node) && ts_tree_cursor_goto_first_child(&cursor))
            continue;
        if (!ts_tree_cursor_goto_next_sibling(&cursor))
            break;
    }
    ts_tree_cursor_delete(&cursor);
    return node;
}

static void read_document(reader *self, TSNode root)
{
    self->root = new_node(self, root, TK_YAML_MAPPING);
    if (ts_node_has_error(root)) {
        tk_yaml place;
        set_place(self, first_broken(root), &place);
        complain(self, &place, "%s", "not valid TOML");
        return;
    }
    TSTreeCursor cursor = ts_tree_cursor_new(root);
    bool more = ts_tree_cursor_goto_first_child(&cursor);
    for (; more && !self->failed; more = ts_tree_cursor_goto_next_sibling(&cursor)) {
        TSNode child = ts_tree_cursor_current_node(&cursor);
        if (is(child, "pair"))
            read_top_pair(self, child);
        else if (is(child, "table") || is(child, "table_array_element"))
            read_table(self, child);
    }
    ts_tree_cursor_delete(&cursor);
}

static const tk_yaml *part_of(const reader *self)
{
    const tk_yaml *table = self->root;
    tk_slice rest = self->within;
    while (table && rest.len) {
        const char *dot = memchr(rest.at, '.', rest.len);
        tk_slice part = {rest.at, dot ? (size_t)(dot - rest.at) : rest.len};
        size_t used = part.len + (dot != NULL);
        table = table->kind == TK_YAML_MAPPING ? find(table, part) : NULL;
        rest = (tk_slice){rest.at + used, rest.len - used};
    }
    return table;
}

const tk_yaml *tk_toml_read(tk_arena *arena, const char *path, tk_slice bytes, const char *within,
                            tk_diagnostics *diagnostics)
{
    if (tk_slice_starts(bytes, "\xEF\xBB\xBF"))
        bytes = (tk_slice){bytes.at + 3, bytes.len - 3};
    if (bytes.len > LARGEST || (bytes.len && memchr(bytes.at, '\0', bytes.len))) {
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, path, 0, 0, "not valid TOML: %s",
                           bytes.len > LARGEST ? "larger than 1 MB" : "it holds a NUL character");
        return NULL;
    }
    reader self = {.arena = arena,
                   .path = path,
                   .text = bytes,
                   .within = tk_slice_of(within ? within : ""),
                   .diagnostics = diagnostics};
    tk_parser parser;
    tk_parser_open(&parser, tree_sitter_toml());
    tk_heap *before = tk_parser_enter(&parser);
    TSTree *tree = tk_parser_parse(&parser, bytes, TK_SLICE(""));
    if (tree) {
        read_document(&self, ts_tree_root_node(tree));
    } else {
        tk_diagnostics_add(diagnostics, TK_SEVERITY_ERROR, path, 0, 0,
                           "not valid TOML: too tangled to be read");
    }
    tk_parser_leave(before);
    tk_parser_close(&parser);
    tk_vec_free(&self.headed);
    return self.failed || !self.root ? NULL : part_of(&self);
}
