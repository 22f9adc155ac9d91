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

tk_node tk_node_import(tk_node_table *self, const tk_node_table *other, tk_node node)
{
    if (!node.i)
        return node;
    assert(!tk_node_is_foreign(node));
    uint32_t first = TK_NODE_FOREIGN;
    for (uint32_t i = 0; i < self->foreign.len; i++) {
        const tk_node_range *range = &self->foreign.at[i];
        if (range->table == other)
            return (tk_node){range->first + node.i};
        first = range->first + range->table->rows.len;
    }
    if (other->rows.len > UINT32_MAX - first)
        return (tk_node){0};
    tk_vec_push(&self->foreign, ((tk_node_range){first, other}));
    return (tk_node){first + node.i};
}

const tk_node_table *tk_node_home(const tk_node_table *self, tk_node *node)
{
    if (!tk_node_is_foreign(*node))
        return self;
    uint32_t low = 0, high = self->foreign.len;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (self->foreign.at[middle].first <= node->i)
            low = middle;
        else
            high = middle;
    }
    node->i -= self->foreign.at[low].first;
    return self->foreign.at[low].table;
}

// A neighbour found in the node's own table, as `self` numbers it.
static tk_node same_table(tk_node node, tk_node local, uint32_t found)
{
    return (tk_node){found ? found + (node.i - local.i) : 0};
}

tk_node tk_node_first(const tk_node_table *self, tk_node node)
{
    tk_node local = node;
    const tk_node_table *home = tk_node_home(self, &local);
    assert(local.i < home->rows.len);
    uint32_t next = local.i + 1;
    return same_table(node, local, next < home->rows.at[local.i].stop ? next : 0);
}

tk_node tk_node_next(const tk_node_table *self, tk_node node)
{
    tk_node local = node;
    const tk_node_table *home = tk_node_home(self, &local);
    const tk_node_row *row = &home->rows.at[local.i];
    bool last = !row->parent || row->stop >= home->rows.at[row->parent].stop;
    return same_table(node, local, last ? 0 : row->stop);
}

tk_node tk_node_parent(const tk_node_table *self, tk_node node)
{
    tk_node local = node;
    const tk_node_table *home = tk_node_home(self, &local);
    return same_table(node, local, home->rows.at[local.i].parent);
}

tk_node tk_node_root(const tk_node_table *self, tk_node node)
{
    for (tk_node up = node; up.i; up = tk_node_parent(self, up))
        node = up;
    return node;
}

// The grammar names no child of these, of which there may be many thousands.
static bool has_no_fields(tk_kind kind)
{
    return kind == TK_KIND_LIST || kind == TK_KIND_SET || kind == TK_KIND_TUPLE ||
           kind == TK_KIND_DICTIONARY || kind == TK_KIND_ARGUMENT_LIST ||
           kind == TK_KIND_EXPRESSION_LIST || kind == TK_KIND_MODULE;
}

tk_node tk_node_field(const tk_node_table *self, tk_node node, tk_field field)
{
    if (has_no_fields(tk_node_kind(self, node)))
        return (tk_node){0};
    tk_node child = tk_node_first(self, node);
    while (child.i && tk_node_row_of(self, child)->field != field)
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
    const tk_node_table *home = tk_node_home(self, &node);
    const tk_node_row *row = &home->rows.at[node.i];
    return (tk_slice){home->text + row->start, row->end - row->start};
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
