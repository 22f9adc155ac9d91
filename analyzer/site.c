#include "site.h"

#include "catalog/query.h"

// The key's node may stand inside the captured one: `d[(k)]`, `d[(name := k)]`.
static bool captures(const tk_syntax *syntax, tk_node node, TSNode captured, uint32_t base)
{
    const tk_node_row *row = tk_node_row_of(&syntax->nodes, node);
    return ts_node_start_byte(captured) + base <= row->start &&
           ts_node_end_byte(captured) + base >= row->end;
}

// Does some pattern of the queries see this node as a site of this key?
static bool confirmed(const tk_catalog *catalog, const tk_syntax *syntax, TSQueryCursor *cursor,
                      const tk_nomination *nomination)
{
    uint32_t base = 0;
    TSNode site = tk_syntax_node(syntax, nomination->site, &base);
    if (ts_node_is_null(site))
        return false;
    TSQueryMatch match;
    bool found = false;
    ts_query_cursor_exec(cursor, tk_query_sites(catalog), site);
    while (!found && ts_query_cursor_next_match(cursor, &match)) {
        const tk_site_pattern *pattern = tk_query_pattern(catalog, match.pattern_index);
        if (pattern->has_kind && pattern->kind != nomination->kind)
            continue;
        for (uint16_t i = 0; i < match.capture_count && !found; i++)
            found = tk_query_capture(catalog, match.captures[i].index) == TK_CAPTURE_KEY &&
                    captures(syntax, nomination->key, match.captures[i].node, base);
    }
    return found;
}

static int by_place(const void *a, const void *b)
{
    const tk_nomination *x = a, *y = b;
    if (x->key.i != y->key.i)
        return x->key.i < y->key.i ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

void tk_sites_find(tk_sites *self, const tk_catalog *catalog, const tk_syntax *syntax,
                   tk_infer *infer)
{
    uint32_t count;
    const tk_nomination *nominations = tk_infer_nominations(infer, &count);
    if (count == 0)
        return;
    TSQueryCursor *cursor = ts_query_cursor_new();
    ts_query_cursor_set_max_start_depth(cursor, 0);
    for (uint32_t i = 0; i < count; i++) {
        // Calls are sites by their model; the shape of the others has to be one that hashes.
        bool call = nominations[i].inner.i ||
                    tk_node_kind(&syntax->nodes, nominations[i].site) == TK_KIND_CALL ||
                    tk_node_kind(&syntax->nodes, nominations[i].site) == TK_KIND_DECORATOR;
        if (call || (tk_query_sites(catalog) && confirmed(catalog, syntax, cursor, &nominations[i])))
            tk_vec_push(&self->list, nominations[i]);
    }
    ts_query_cursor_delete(cursor);
    if (self->list.len)
        qsort(self->list.at, self->list.len, sizeof *self->list.at, by_place);
}

void tk_sites_free(tk_sites *self)
{
    tk_vec_free(&self->list);
}
