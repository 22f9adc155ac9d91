// Documentation that says shapes: `x : ndarray, shape (n, 2)`, `X : ndarray of shape (n_samples,)`,
// `v : (n,) ndarray`. Whoever counts the dimensions has looked; a class alone is too often "array_like"
// in other words, and is not taken.
#include <string.h>

#include "infer/infer.h"

typedef struct cursor {
    const char *at, *end;
} cursor;

static void skip_space(cursor *self)
{
    while (self->at < self->end && (*self->at == ' ' || *self->at == '`'))
        self->at++;
}

static bool accept(cursor *self, const char *word)
{
    skip_space(self);
    size_t len = strlen(word);
    if ((size_t)(self->end - self->at) < len || memcmp(self->at, word, len) != 0)
        return false;
    self->at += len;
    return true;
}

static cursor line_of(tk_slice text, const char *at)
{
    cursor line = {at, at};
    while (line.end < text.at + text.len && *line.end != '\n')
        line.end++;
    return line;
}

static bool is_word(char c)
{
    return c == '_' || c == '.' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static tk_slice word(cursor *self)
{
    skip_space(self);
    const char *start = self->at;
    while (self->at < self->end && is_word(*self->at))
        self->at++;
    return (tk_slice){start, (size_t)(self->at - start)};
}

// `(n,)`, `(n_samples, 3)`; -1: no shape, or one of any number of dimensions.
static int shape(cursor *self)
{
    int rank = 0;
    bool item = false;
    if (!accept(self, "("))
        return -1;
    for (; self->at < self->end && *self->at != ')'; self->at++) {
        char c = *self->at;
        if (c == '(' || c == '[' || c == '*' || (c == '.' && self->at + 1 < self->end && self->at[1] == '.'))
            return -1;
        if (c == ',') {
            rank += item;
            item = false;
        } else if (c != ' ') {
            item = true;
        }
    }
    return accept(self, ")") ? rank + item : -1;
}

static tk_class_id array_class(tk_infer *self, tk_slice name)
{
    tk_symbol symbol = tk_catalog_symbol(self->catalog, tk_names_add(self->names, name));
    bool array = symbol.kind == TK_SYMBOL_CLASS &&
                 tk_class_of(self->catalog, symbol.cls)->family == TK_FAMILY_ARRAY;
    return array ? symbol.cls : (tk_class_id){0};
}

// A class by its full name, or by its last name in a library that the file imports.
static tk_class_id resolve(tk_infer *self, tk_slice name)
{
    tk_class_id found = array_class(self, name);
    const tk_scopes *scopes = &self->program.scopes;
    for (uint32_t i = 0; !found.i && name.len && !memchr(name.at, '.', name.len) && i < scopes->bindings.len; i++) {
        const tk_binding binding = scopes->bindings.at[i];
        if (binding.scope != 1 || binding.kind != TK_BINDING_LOCAL)
            continue;
        const tk_value_row *row = tk_value_of(self->pool, tk_cell_load(self, 1, binding.slot).value);
        if (row->kind != TK_VALUE_MODULE)
            continue;
        tk_text full = {0};
        tk_text_add_slice(&full, tk_names_text(self->names, (tk_name){row->ref}));
        tk_text_add_char(&full, '.');
        tk_text_add_slice(&full, name);
        found = array_class(self, (tk_slice){full.at, full.len});
        tk_text_free(&full);
    }
    return found;
}

// BOTTOM: no array with its shape.
static tk_value type_of(tk_infer *self, cursor text)
{
    int rank = shape(&text);
    tk_slice name = word(&text);
    if (rank < 0) {
        accept(&text, ",");
        accept(&text, "of");
        accept(&text, "with");
        if (!accept(&text, "shape"))
            return TK_BOTTOM;
        accept(&text, "=");
        rank = shape(&text);
    }
    skip_space(&text);
    bool more = text.at < text.end && *text.at != ',' && *text.at != '.' && *text.at != '\r';
    for (const char *at = text.at; at + 4 <= text.end; at++)
        more |= memcmp(at, " or ", 4) == 0;
    tk_class_id cls = rank >= 0 && !more ? resolve(self, name) : (tk_class_id){0};
    return cls.i ? tk_value_array(self->pool, (tk_class_ref){cls.i}, rank, NULL, TK_DTYPE_UNKNOWN)
                 : TK_BOTTOM;
}

static tk_fact documented(tk_infer *self, tk_node node, tk_value value)
{
    return tk_fact_at(value, tk_origin_add(&self->origins, node, TK_HOW_ANNOTATION, (tk_origin){0}),
                      TK_LIKELY);
}

static tk_node docstring(const tk_infer *self, const tk_def *def)
{
    tk_node first = def->is_lambda || def->home.module ? (tk_node){0} : tk_node_first(self->nodes, def->body);
    if (first.i && tk_node_kind(self->nodes, first) == TK_KIND_EXPRESSION_STATEMENT)
        first = tk_node_first(self->nodes, first);
    return first.i && tk_node_kind(self->nodes, first) == TK_KIND_STRING ? first : (tk_node){0};
}

tk_fact tk_docstring_parameter(tk_infer *self, const tk_def *def, tk_name name)
{
    tk_node node = docstring(self, def);
    tk_slice text = node.i ? tk_node_text(self->nodes, node) : (tk_slice){0};
    tk_slice wanted = tk_names_text(self->names, name);
    for (const char *at = text.at; at && at < text.at + text.len;) {
        cursor line = line_of(text, at);
        at = line.end + 1;
        if (!tk_slice_equal(word(&line), wanted) || !accept(&line, ":"))
            continue;
        tk_value value = type_of(self, line);
        if (value.i != TK_BOTTOM.i)
            return documented(self, node, value);
    }
    return TK_FACT_BOTTOM;
}

static bool is_rule(cursor line)
{
    skip_space(&line);
    const char *start = line.at;
    while (line.at < line.end && *line.at == '-')
        line.at++;
    return line.at - start >= 3;
}

static size_t indent_of(cursor line)
{
    const char *start = line.at;
    while (line.at < line.end && *line.at == ' ')
        line.at++;
    return line.at == line.end ? SIZE_MAX : (size_t)(line.at - start);
}

// `x, y : type`: two things of one type.
static uint32_t names_before(cursor line, const char *type)
{
    uint32_t count = 1;
    for (const char *at = line.at; type > line.at && at < type; at++)
        count += *at == ',';
    return count;
}

// What stands behind the heading `Returns` and its rule: one thing, or a tuple of several, those without a
// shape unknown.
tk_fact tk_docstring_result(tk_infer *self, const tk_def *def)
{
    tk_node node = docstring(self, def);
    tk_slice text = node.i ? tk_node_text(self->nodes, node) : (tk_slice){0};
    bool heading = false, inside = false;
    size_t base = SIZE_MAX;
    tk_value items[TK_ITEMS_MOST];
    uint32_t count = 0, shaped = 0;
    for (const char *at = text.at; at && at < text.at + text.len;) {
        cursor line = line_of(text, at), rest = line, typed = line;
        at = line.end + 1;
        if (!inside) {
            inside = heading && is_rule(line);
            heading = tk_slice_is(word(&rest), "Returns");
            continue;
        }
        size_t indent = indent_of(line);
        bool quotes = indent != SIZE_MAX && (line.at[indent] == '"' || line.at[indent] == '\'');
        if ((indent == SIZE_MAX && base != SIZE_MAX) || quotes)
            break;
        if (indent == SIZE_MAX || (base != SIZE_MAX && indent > base))
            continue;
        base = indent;
        for (const char *colon = line.at; colon + 3 <= line.end; colon++)
            if (memcmp(colon, " : ", 3) == 0)
                typed.at = colon + 3;
        tk_value item = type_of(self, typed);
        uint32_t names = names_before(line, typed.at);
        if (names > TK_ITEMS_MOST - count)
            return TK_FACT_BOTTOM;
        for (uint32_t i = 0; i < names; i++)
            items[count++] = item.i == TK_BOTTOM.i ? TK_UNKNOWN : item;
        shaped += item.i != TK_BOTTOM.i;
    }
    if (!shaped)
        return TK_FACT_BOTTOM;
    return documented(self, node, count == 1 ? items[0] : tk_value_tuple(self->pool, items, count));
}
