// From the parser's tree to rows of the node table.
#ifndef TK_SYNTAX_LOWER_H
#define TK_SYNTAX_LOWER_H

#include <tree_sitter/api.h>

#include "syntax/node.h"

// Appends the rows of `tree`, in one walk without recursion. `base` is the file's offset of the
// tree's first byte; what lies behind `limit` (the invented body of a class heading) is moved to it.
// Returns the offset of the first ERROR or MISSING node, UINT32_MAX when there is none.
uint32_t tk_lower_tree(tk_node_table *nodes, const TSTree *tree, uint32_t base, uint32_t limit);

// Has the cursor's node, a child of a node of that kind, a row of its own?
bool tk_lower_keeps(const TSTreeCursor *cursor, tk_kind parent);

static inline uint32_t tk_lower_offset(uint32_t offset, uint32_t limit)
{
    return offset < limit ? offset : limit;
}

#endif
