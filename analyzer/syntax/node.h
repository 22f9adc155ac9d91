// The flat syntax tree: one table of 20-byte records per file, regions appended as they are parsed.
#ifndef TK_SYNTAX_NODE_H
#define TK_SYNTAX_NODE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "base/vec.h"

typedef enum tk_kind {
    TK_KIND_OTHER,
#define TK_KIND(name, text) TK_KIND_##name,
#include "syntax/kinds.def"
#undef TK_KIND
    TK_KIND_COUNT
} tk_kind;

typedef enum tk_field {
    TK_FIELD_NONE,
#define TK_FIELD(name, text) TK_FIELD_##name,
#include "syntax/fields.def"
#undef TK_FIELD
    TK_FIELD_COUNT
} tk_field;

typedef struct tk_node {
    uint32_t i;   // 1-based index into the file's node table; 0 = no node
} tk_node;

// From this bit on, a node of another file that this one's table knows by tk_node_import.
#define TK_NODE_FOREIGN 0x80000000u

// Preorder: the first child of i is i + 1 (if i + 1 < stop), the next sibling of i is stop. Holds
// named nodes, without comments and line continuations, and the anonymous tokens that stand in a
// field (operators), whose kind is TK_KIND_OTHER and whose text says which.
typedef struct tk_node_row {
    uint32_t start, end;   // bytes of the file
    uint32_t parent;       // node index; 0 for the root of a region
    uint32_t stop;         // index just behind the last descendant
    uint16_t kind;         // tk_kind
    uint8_t field;         // tk_field under the parent
    uint8_t broken;        // an ERROR or MISSING node, or one lies inside
} tk_node_row;

typedef struct tk_node_table {
    TK_VEC(tk_node_row) rows;   // rows.at[0] is unused, so that index 0 means none
    const struct tk_source *source;
    const char *text;           // of the source
    TK_VEC(struct tk_node_range) foreign;   // tables of other files, by ascending `first`
} tk_node_table;

// The nodes of another table as this one numbers them.
typedef struct tk_node_range {
    uint32_t first;             // the number of the other table's node 0
    const tk_node_table *table; // outlives this one
} tk_node_range;

static inline bool tk_node_is_foreign(tk_node node)
{
    return node.i & TK_NODE_FOREIGN;
}

// The number of a node of `other` here; none when there are too many.
tk_node tk_node_import(tk_node_table *self, const tk_node_table *other, tk_node node);
// The table in which a node stands, and its number there.
const tk_node_table *tk_node_home(const tk_node_table *self, tk_node *node);

static inline const tk_node_row *tk_node_row_of(const tk_node_table *self, tk_node node)
{
    if (tk_node_is_foreign(node))
        self = tk_node_home(self, &node);
    return &self->rows.at[node.i];
}

static inline tk_kind tk_node_kind(const tk_node_table *self, tk_node node)
{
    return (tk_kind)tk_node_row_of(self, node)->kind;   // of no node: TK_KIND_OTHER
}

tk_node tk_node_first(const tk_node_table *self, tk_node node);    // first child or none
tk_node tk_node_next(const tk_node_table *self, tk_node node);     // next sibling or none
tk_node tk_node_parent(const tk_node_table *self, tk_node node);
tk_node tk_node_root(const tk_node_table *self, tk_node node);   // of the region that it stands in
tk_node tk_node_field(const tk_node_table *self, tk_node node, tk_field field);   // first such child
uint32_t tk_node_child_count(const tk_node_table *self, tk_node node);
tk_slice tk_node_text(const tk_node_table *self, tk_node node);
bool tk_node_is(const tk_node_table *self, tk_node node, const char *text);
const char *tk_kind_name(tk_kind kind);     // the grammar's name; "other"
const char *tk_field_name(tk_field field);  // "" for none

#endif
