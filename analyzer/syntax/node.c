#include "syntax/node.h"

#include <assert.h>

static const char *const kind_names[TK_KIND_COUNT] = {
    [TK_KIND_OTHER] = "other",
#define TK_KIND(name, text) [TK_KIND_##name] = text,
#include "syntax/kinds.def"
#undef TK_KIND
};

static const char *const field_names[TK_FIELD_COUNT] = {
    [TK_FIELD_NONE] = "",
#define TK_FIELD(name, text) [TK_FIELD_##name] = text,
#include "syntax/fields.def"
#undef TK_FIELD
};

tk_node tk_node_first(const tk_node_table *self, tk_node node)
{
    assert(node.i < self->rows.len);
    uint32_t next = node.i + 1;
    return (tk_node){next < self->rows.at[node.i].stop ? next : 0};
}

tk_node tk_node_next(const tk_node_table *self, tk_node node)
{
    const tk_node_row *row = tk_node_row_of(self, node);
    if (!row->parent)
        return (tk_node){0};
    return (tk_node){row->stop < self->rows.at[row->parent].stop ? row->stop : 0};
}

tk_node tk_node_parent(const tk_node_table *self, tk_node node)
{
    return (tk_node){tk_node_row_of(self, node)->parent};
}

tk_node tk_node_field(const tk_node_table *self, tk_node node, tk_field field)
{
    tk_node child = tk_node_first(self, node);
    while (child.i && self->rows.at[child.i].field != field)
        child = tk_node_next(self, child);
    return child;
}

uint32_t tk_node_child_count(const tk_node_table *self, tk_node node)
{
    uint32_t count = 0;
    for (tk_node child = tk_node_first(self, node); child.i; child = tk_node_next(self, child))
        count++;
    return count;
}

tk_slice tk_node_text(const tk_node_table *self, tk_node node)
{
    const tk_node_row *row = tk_node_row_of(self, node);
    return (tk_slice){self->text + row->start, row->end - row->start};
}

bool tk_node_is(const tk_node_table *self, tk_node node, const char *text)
{
    return node.i && tk_slice_is(tk_node_text(self, node), text);
}

const char *tk_kind_name(tk_kind kind)
{
    assert(kind < TK_KIND_COUNT);
    return kind_names[kind];
}

const char *tk_field_name(tk_field field)
{
    assert(field < TK_FIELD_COUNT);
    return field_names[field];
}
