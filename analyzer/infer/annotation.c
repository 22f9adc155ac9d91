// Annotations: `pack.array`, `"pack.Tensor"`, `Optional[X]`, `list[X] | None`. One reader of text
// serves expressions and string annotations alike.
#include "infer/infer.h"

#include <string.h>

enum { NESTING_MOST = 12 };

typedef struct reader {
    tk_infer *infer;
    uint32_t scope;
    const char *at, *end;
    tk_node node;
    int nesting;
    bool broken;
} reader;

static void skip_space(reader *self)
{
    while (self->at < self->end && strchr(" \t\r\n\\", *self->at))
        self->at++;
}

static bool accept(reader *self, char c)
{
    skip_space(self);
    if (self->at >= self->end || *self->at != c)
        return false;
    self->at++;
    return true;
}

static bool is_word(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static tk_slice word(reader *self)
{
    skip_space(self);
    const char *start = self->at;
    while (self->at < self->end && is_word(*self->at))
        self->at++;
    return (tk_slice){start, (size_t)(self->at - start)};
}

static tk_fact name_fact(reader *self, tk_slice text)
{
    tk_infer *infer = self->infer;
    tk_name name = tk_names_add(infer->names, text);
    tk_lookup found = tk_scope_lookup(&infer->program.scopes, self->scope, name);
    if (found.where == TK_FOUND_FREE)
        return tk_cell_load(infer, found.scope, found.slot);
    if (found.where == TK_FOUND_LOCAL && self->scope != 1)
        return tk_cell_load(infer, found.scope, found.slot);
    return tk_name_load(infer, self->scope, name, (tk_node){0});
}

// BOTTOM: nothing is said. What is unknown makes the whole say nothing.
static tk_value read_union(reader *self);

typedef struct value_list {
    tk_value at[TK_ITEMS_MOST];
    uint32_t count;
    bool more;          // `...` or too many
    tk_slice text;      // the last string argument
} value_list;

static tk_value read_string(reader *self, tk_slice *content)
{
    char quote = *self->at;
    const char *start = ++self->at;
    while (self->at < self->end && *self->at != quote)
        self->at++;
    *content = (tk_slice){start, (size_t)(self->at - start)};
    if (self->at < self->end)
        self->at++;
    reader inner = *self;
    inner.at = content->at;
    inner.end = content->at + content->len;
    tk_value value = read_union(&inner);
    skip_space(&inner);
    return inner.broken || inner.at != inner.end ? TK_BOTTOM : value;
}

static value_list read_arguments(reader *self)
{
    value_list list = {.count = 0};
    while (!self->broken && !accept(self, ']')) {
        skip_space(self);
        if (self->at + 3 <= self->end && memcmp(self->at, "...", 3) == 0) {
            self->at += 3;
            list.more = true;
        } else if (self->at < self->end && (*self->at == '"' || *self->at == '\'')) {
            tk_value value = read_string(self, &list.text);
            if (list.count < TK_ITEMS_MOST)
                list.at[list.count++] = value;
        } else if (accept(self, '[')) {   // Callable[[int], str]
            read_arguments(self);
            list.more = true;
        } else {
            tk_value value = read_union(self);
            if (list.count < TK_ITEMS_MOST)
                list.at[list.count++] = value;
            else
                list.more = true;
        }
        if (!accept(self, ',')) {
            if (!accept(self, ']'))
                self->broken = true;
            break;
        }
    }
    return list;
}

// "batch 3 h" has three dimensions; a variadic or empty name leaves the rank open.
static int rank_of_text(tk_slice text)
{
    int rank = 0;
    for (size_t i = 0; i < text.len;) {
        while (i < text.len && text.at[i] == ' ')
            i++;
        if (i == text.len)
            break;
        if (text.at[i] == '*' || (text.len - i >= 3 && memcmp(text.at + i, "...", 3) == 0))
            return -1;
        rank++;
        while (i < text.len && text.at[i] != ' ')
            i++;
    }
    return rank;
}

static tk_value union_of(reader *self, const value_list *list)
{
    tk_value all = TK_BOTTOM;
    for (uint32_t i = 0; i < list->count; i++) {
        if (list->at[i].i == TK_BOTTOM.i)
            return TK_BOTTOM;
        all = tk_value_join(self->infer->pool, all, list->at[i]);
    }
    return all;
}

static tk_value shaped(reader *self, value_list list)
{
    tk_pool *pool = self->infer->pool;
    if (list.count == 0 || tk_value_family(pool, list.at[0]) != TK_FAMILY_ARRAY)
        return TK_BOTTOM;
    const tk_value_row *row = tk_value_of(pool, list.at[0]);
    return tk_value_array(pool, (tk_class_ref){row->ref}, rank_of_text(list.text), NULL,
                          (tk_dtype)row->dtype);
}

static tk_value with_items(reader *self, tk_class_id cls, value_list list)
{
    tk_pool *pool = self->infer->pool;
    for (uint32_t i = 0; i < list.count; i++)
        if (list.at[i].i == TK_BOTTOM.i)
            list.at[i] = TK_UNKNOWN;
    switch (tk_class_of(self->infer->catalog, cls)->family) {
    case TK_FAMILY_TUPLE:
        if (list.more)
            return tk_value_tuple_of(pool, list.count == 1 ? list.at[0] : TK_UNKNOWN);
        return list.count ? tk_value_tuple(pool, list.at, list.count)
                          : tk_value_instance(pool, cls);
    case TK_FAMILY_LIST:
    case TK_FAMILY_SET:
    case TK_FAMILY_ITERATOR:
        return tk_value_generic(pool, cls, list.at, list.count ? 1 : 0);
    case TK_FAMILY_MAPPING:
        return tk_value_generic(pool, cls, list.at, list.count < 2 ? list.count : 2);
    default:   // NDArray[np.float64], Series[int]: the class says enough
        return tk_value_instance(pool, cls);
    }
}

static tk_value subscripted(reader *self, tk_class_id cls, value_list list)
{
    tk_pool *pool = self->infer->pool;
    switch ((tk_annotation)tk_class_of(self->infer->catalog, cls)->annotation) {
    case TK_ANNOTATION_OPTIONAL:
        return list.count == 1 && list.at[0].i != TK_BOTTOM.i
                   ? tk_value_join(pool, list.at[0], tk_value_none(pool)) : TK_BOTTOM;
    case TK_ANNOTATION_UNION:
        return list.more ? TK_BOTTOM : union_of(self, &list);
    case TK_ANNOTATION_FIRST:
        return list.count ? list.at[0] : TK_BOTTOM;
    case TK_ANNOTATION_SHAPED:
        return shaped(self, list);
    default:
        break;
    }
    if (tk_class_of(self->infer->catalog, cls)->abstract)
        return TK_BOTTOM;
    if (cls.i == tk_pool_builtin(pool, TK_BUILTIN_TYPE).i)
        return TK_BOTTOM;   // type[X]: a class, hashable whatever it is
    return with_items(self, cls, list);
}

static tk_value class_value(reader *self, tk_value value, bool has_arguments, value_list list)
{
    tk_pool *pool = self->infer->pool;
    const tk_value_row row = *tk_value_of(pool, value);
    if (tk_value_is_builtin(pool, value, TK_BUILTIN_NONE))
        return value;
    if (row.kind != TK_VALUE_CLASS)
        return TK_BOTTOM;
    uint32_t project = tk_project_class_index(row.ref);
    if (project)
        return tk_project_instance(self->infer, project);
    tk_class_id cls = {row.ref};
    if (has_arguments)
        return subscripted(self, cls, list);
    if (tk_class_of(self->infer->catalog, cls)->abstract)
        return TK_BOTTOM;
    return tk_value_instance(pool, cls);
}

static tk_value read_primary(reader *self)
{
    tk_slice content;
    skip_space(self);
    if (self->at >= self->end || self->nesting >= NESTING_MOST) {
        self->broken = true;
        return TK_BOTTOM;
    }
    if (*self->at == '"' || *self->at == '\'')
        return read_string(self, &content);
    if (accept(self, '(')) {
        tk_value inner = read_union(self);
        self->broken |= !accept(self, ')');
        return inner;
    }
    tk_slice first = word(self);
    if (first.len == 0) {
        self->broken = true;
        return TK_BOTTOM;
    }
    tk_pool *pool = self->infer->pool;
    tk_fact fact = tk_slice_is(first, "None") ? tk_fact_of(tk_value_none(pool))
                                              : name_fact(self, first);
    while (accept(self, '.'))
        fact = tk_member_load(self->infer, fact, tk_names_add(self->infer->names, word(self)),
                              (tk_node){0});
    value_list list = {.count = 0};
    bool has_arguments = accept(self, '[');
    if (has_arguments)
        list = read_arguments(self);
    return class_value(self, fact.value, has_arguments, list);
}

static tk_value read_union(reader *self)
{
    self->nesting++;
    tk_value all = read_primary(self);
    while (!self->broken && accept(self, '|')) {
        tk_value more = read_primary(self);
        all = all.i == TK_BOTTOM.i || more.i == TK_BOTTOM.i
                  ? TK_BOTTOM : tk_value_join(self->infer->pool, all, more);
    }
    self->nesting--;
    return self->broken ? TK_BOTTOM : all;
}

tk_fact tk_annotation_value(tk_infer *self, tk_node annotation, uint32_t scope)
{
    tk_slice text = tk_node_text(self->nodes, annotation);
    reader state = {.infer = self, .scope = scope, .at = text.at, .end = text.at + text.len,
                    .node = annotation};
    tk_value value = read_union(&state);
    skip_space(&state);
    if (state.broken || state.at != state.end || value.i == TK_UNKNOWN.i)
        value = TK_BOTTOM;
    tk_origin origin = tk_origin_add(&self->origins, annotation, TK_HOW_ANNOTATION, (tk_origin){0});
    return tk_fact_at(value, origin, TK_LIKELY);
}
