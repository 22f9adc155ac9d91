#include "site.h"

#include <stdlib.h>

#include "catalog/query.h"

// A key that some pattern sees in the site at hand.
typedef struct seen_key {
    uint32_t start, end;  // bytes of the file
    uint32_t reach;       // the largest `end` up to and with this one
    const tk_site_pattern *pattern;
} seen_key;

// What the queries see in one site. A display may have as many keys as the file has bytes, so the
// queries run over each site once.
typedef struct site_view {
    const tk_catalog *catalog;
    const tk_syntax *syntax;
    TSQueryCursor *cursor;
    tk_node site;
    TK_VEC(seen_key) keys;  // ascending by start
} site_view;

static int by_start(const void *a, const void *b)
{
    const seen_key *x = a, *y = b;
    if (x->start != y->start)
        return x->start < y->start ? -1 : 1;
    return x->end < y->end ? -1 : x->end > y->end;
}

static void add_keys(site_view *self, const tk_query *query, const TSQueryMatch *match, uint32_t base)
{
    for (uint16_t i = 0; i < match->capture_count; i++) {
        TSNode node = match->captures[i].node;
        if (query->captures[match->captures[i].index] != TK_CAPTURE_KEY)
            continue;
        seen_key key = {.start = ts_node_start_byte(node) + base,
                        .end = ts_node_end_byte(node) + base,
                        .pattern = &query->patterns[match->pattern_index]};
        tk_vec_push(&self->keys, key);
    }
}

static void view_site(site_view *self, tk_node site)
{
    uint32_t base = 0, reach = 0;
    TSQueryMatch match;
    self->site = site;
    self->keys.len = 0;
    TSNode node = tk_syntax_node(self->syntax, site, &base);
    const tk_query *query = ts_node_is_null(node) ? NULL : tk_query_at(self->catalog, ts_node_type(node));
    if (!query)
        return;
    ts_query_cursor_exec(self->cursor, query->query, node);
    while (ts_query_cursor_next_match(self->cursor, &match))
        add_keys(self, query, &match, base);
    if (self->keys.len > 1)
        qsort(self->keys.at, self->keys.len, sizeof *self->keys.at, by_start);
    for (uint32_t i = 0; i < self->keys.len; i++) {
        reach = self->keys.at[i].end > reach ? self->keys.at[i].end : reach;
        self->keys.at[i].reach = reach;
    }
}

// Does some pattern of the queries see this node as a site of this key? The key's node may stand
// inside the captured one: `d[(k)]`, `d[(name := k)]`.
static bool confirmed(site_view *self, const tk_nomination *nomination)
{
    const tk_node_row *row = tk_node_row_of(&self->syntax->nodes, nomination->key);
    if (self->site.i != nomination->site.i)
        view_site(self, nomination->site);
    uint32_t low = 0, high = self->keys.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->keys.at[middle].start <= row->start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low > 0 && self->keys.at[low - 1].reach >= row->end; low--) {
        const seen_key *key = &self->keys.at[low - 1];
        if (key->end >= row->end &&
            (!key->pattern->has_kind || key->pattern->kind == nomination->kind))
            return true;
    }
    return false;
}

static int by_site(const void *a, const void *b)
{
    const tk_nomination *x = a, *y = b;
    if (x->site.i != y->site.i)
        return x->site.i < y->site.i ? -1 : 1;
    if (x->key.i != y->key.i)
        return x->key.i < y->key.i ? -1 : 1;
    return (int)x->kind - (int)y->kind;
}

static int by_place(const void *a, const void *b)
{
    const tk_nomination *x = a, *y = b;
    if (x->key.i != y->key.i)
        return x->key.i < y->key.i ? -1 : 1;
    if (x->kind != y->kind)
        return (int)x->kind - (int)y->kind;
    return by_site(a, b);
}

static void sort(tk_sites *self, int (*compare)(const void *, const void *))
{
    if (self->list.len > 1)
        qsort(self->list.at, self->list.len, sizeof *self->list.at, compare);
}

void tk_sites_find(tk_sites *self, const tk_catalog *catalog, const tk_syntax *syntax,
                   tk_infer *infer)
{
    uint32_t count;
    const tk_nomination *nominations = tk_infer_nominations(infer, &count);
    if (count == 0)
        return;
    site_view view = {.catalog = catalog, .syntax = syntax, .cursor = ts_query_cursor_new()};
    ts_query_cursor_set_max_start_depth(view.cursor, 0);
    tk_vec_reserve(&self->list, count);
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&self->list, nominations[i]);
    sort(self, by_site);
    uint32_t kept = 0;
    for (uint32_t i = 0; i < count; i++) {
        tk_nomination nomination = self->list.at[i];
        // Calls are sites by their model; the shape of the others has to be one that hashes.
        tk_kind kind = tk_node_kind(&syntax->nodes, nomination.site);
        if (nomination.inner.i || kind == TK_KIND_CALL || kind == TK_KIND_DECORATOR ||
            confirmed(&view, &nomination))
            self->list.at[kept++] = nomination;
    }
    self->list.len = kept;
    ts_query_cursor_delete(view.cursor);
    tk_vec_free(&view.keys);
    sort(self, by_place);
}

void tk_sites_free(tk_sites *self)
{
    tk_vec_free(&self->list);
}
