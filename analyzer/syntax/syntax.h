// Regions to trees: the only caller of the parser.
#ifndef TK_SYNTAX_SYNTAX_H
#define TK_SYNTAX_SYNTAX_H

#include <tree_sitter/api.h>

#include "syntax/node.h"
#include "syntax/outline.h"
#include "syntax/parse.h"

typedef struct tk_locator tk_locator;

typedef struct tk_syntax {
    const tk_source *source;
    const tk_outline *outline;
    tk_node_table nodes;
    tk_parser *parser;           // one per file; owned
    struct tk_region_parse {
        TSTree *tree;            // NULL until parsed; of large files again after lowering
        uint32_t base;           // what to add to the tree's byte offsets to get the file's
        tk_node root;            // the `module` node of this region; none until parsed
    } *parses;                   // one per region, index = region id - 1; owned
    TK_VEC(tk_region_id) order;  // the parsed regions in the order in which `nodes` holds them
    tk_locator *locator;         // finds the parser's nodes; owned
    bool borrowed;               // the rows of `nodes` are another's
    uint32_t broken_at;          // first broken place of what was parsed so far; UINT32_MAX = none
    uint32_t tangled_at;         // the first region that was given up; UINT32_MAX = none
} tk_syntax;

void tk_syntax_open(tk_syntax *self, const tk_source *source, const tk_outline *outline);
// The same file again, opened and all of it parsed before: takes the rows of `frozen`, which outlives
// this one.
void tk_syntax_borrow(tk_syntax *self, const tk_syntax *frozen);
void tk_syntax_close(tk_syntax *self);
// Keeps the table of nodes only: nothing is parsed any more.
void tk_syntax_freeze(tk_syntax *self);

// Parses the region unless that was done, lowers it once into `nodes`, and returns the root: a
// `module` node whose children are the region's statements (for a class region: one
// class_definition or decorated_definition whose body is a single `pass`). It is broken and has no
// children when the region is too tangled to be parsed.
tk_node tk_region_tree(tk_syntax *self, tk_region_id region);

// The parser's own node for a node of the table (for queries), good until a node of another region
// is asked for; null for no node. Also tells what to add to the parser's offsets. Not for two threads
// at once, although `self` is const: it remembers the place.
TSNode tk_syntax_node(const tk_syntax *self, tk_node node, uint32_t *base);
tk_region_id tk_syntax_region_of(const tk_syntax *self, tk_node node);
// The table's node for one of the parser's, within the region of `near`.
tk_node tk_syntax_find(const tk_syntax *self, tk_node near, TSNode node);

// First broken place of what was parsed so far, by offset: false when there is none.
bool tk_syntax_broken(const tk_syntax *self, uint32_t *offset);
// The first region that was too large or too tangled to be parsed: false when there is none.
bool tk_syntax_tangled(const tk_syntax *self, uint32_t *offset);

const TSLanguage *tree_sitter_python(void);
const TSLanguage *tree_sitter_json(void);

// One line per node: "kind start-end field: text", indented by depth; text only of leaves, "broken"
// where something does not parse. For debug dumps and tests.
void tk_syntax_dump(const tk_syntax *self, tk_node root, tk_text *out);

#endif
