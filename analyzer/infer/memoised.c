// Is what is stored under a key looked up before it is computed? Read from the tests around the store, and
// from answers that are given before it.
#include "infer/derived.h"

static bool mentions(tk_infer *self, tk_node root, tk_slice container)
{
    uint32_t stop = root.i ? tk_node_row_of(self->nodes, root)->stop : 0;
    for (tk_node at = root; at.i < stop; at.i++)
        if ((tk_node_kind(self->nodes, at) == TK_KIND_IDENTIFIER ||
             tk_node_kind(self->nodes, at) == TK_KIND_ATTRIBUTE) &&
            tk_slice_equal(tk_node_text(self->nodes, at), container))
            return true;
    return false;
}

// Is the variable that a test is about what was looked up before?
static bool tests_hit(tk_infer *self, tk_node test, tk_slice container)
{
    for (uint32_t i = tk_node_root(self->nodes, test).i; i < test.i; i++) {
        tk_node node = {i};
        if (tk_node_kind(self->nodes, node) != TK_KIND_ASSIGNMENT)
            continue;
        tk_node left = tk_node_field(self->nodes, node, TK_FIELD_LEFT);
        tk_node right = tk_node_field(self->nodes, node, TK_FIELD_RIGHT);
        if (tk_node_kind(self->nodes, left) == TK_KIND_IDENTIFIER &&
            mentions(self, test, tk_node_text(self->nodes, left)) && mentions(self, right, container))
            return true;
    }
    return false;
}

// `if key in d: return d[key]`, `if hit is not None: return hit`
static bool answers_early(tk_infer *self, tk_node statement, tk_slice container)
{
    if (tk_node_kind(self->nodes, statement) != TK_KIND_IF_STATEMENT)
        return false;
    tk_node test = tk_node_field(self->nodes, statement, TK_FIELD_CONDITION), last = {0};
    tk_node body = tk_node_field(self->nodes, statement, TK_FIELD_CONSEQUENCE);
    for (tk_node at = tk_node_first(self->nodes, body); at.i; at = tk_node_next(self->nodes, at))
        last = at;
    return tk_node_kind(self->nodes, last) == TK_KIND_RETURN_STATEMENT &&
           (mentions(self, test, container) || tests_hit(self, test, container));
}

// Statements before this one, in its block and those around it.
static bool answered_before(tk_infer *self, const tk_nomination *site)
{
    tk_slice container = site->container_node.i ? tk_node_text(self->nodes, site->container_node) : TK_SLICE("");
    for (tk_node at = site->site; container.len && at.i; at = tk_node_parent(self->nodes, at)) {
        tk_node block = tk_node_parent(self->nodes, at);
        if (!block.i)
            return false;
        for (tk_node before = tk_node_first(self->nodes, block); before.i && before.i != at.i;
             before = tk_node_next(self->nodes, before))
            if (answers_early(self, before, container))
                return true;
    }
    return false;
}

bool tk_stored_is_memoised(tk_infer *self, const tk_nomination *nomination)
{
    tk_node site = nomination->site;
    if (tk_node_kind(self->nodes, site) == TK_KIND_CALL || answered_before(self, nomination))
        return true;
    for (tk_node at = site; at.i; at = tk_node_parent(self->nodes, at)) {
        tk_kind kind = tk_node_kind(self->nodes, at);
        if (kind == TK_KIND_EXCEPT_CLAUSE)
            return true;
        if (kind != TK_KIND_IF_STATEMENT)
            continue;
        tk_node test = tk_node_field(self->nodes, at, TK_FIELD_CONDITION);
        uint32_t stop = tk_node_row_of(self->nodes, test)->stop;
        for (uint32_t i = test.i; i < stop; i++)
            if (tk_node_kind(self->nodes, (tk_node){i}) == TK_KIND_COMPARISON_OPERATOR)
                return true;
    }
    return false;
}
