// region_check FILE...: parses each file whole and region by region, and compares the nodes.
//
// Prints "PATH:LINE: what differs" for each region that differs, and at the end
// "N regions, N in files with syntax errors" and "N passed, N failed" (regions). In a file with a
// syntax error the parser may recover in another way when it sees less; such regions only count.
#include <stdio.h>
#include <string.h>

#include "syntax/syntax.h"

typedef struct counts {
    unsigned regions, failed, in_broken, failed_in_broken;
} counts;

typedef struct pair {
    const tk_syntax *whole, *parts;
    const char *path;
} pair;

static uint32_t outermost_at(const tk_node_table *nodes, uint32_t start, uint16_t kind)
{
    uint32_t low = 1, high = nodes->rows.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (nodes->rows.at[middle].start < start)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < nodes->rows.len && nodes->rows.at[low].start == start; low++)
        if (nodes->rows.at[low].kind == kind)
            return low;
    return 0;
}

// Compares the subtrees at `a` (whole) and `b` (region) row by row.
static bool same_subtree(const pair *p, uint32_t a, uint32_t b, bool heading)
{
    const tk_node_row *whole = p->whole->nodes.rows.at, *parts = p->parts->nodes.rows.at;
    uint32_t len = parts[b].stop - b;
    if (!heading && whole[a].stop - a != len)
        return false;
    for (uint32_t i = 0; i < len; i++) {
        const tk_node_row *x = &whole[a + i], *y = &parts[b + i];
        if (heading && y->kind == TK_KIND_BLOCK && y->field == TK_FIELD_BODY)
            return x->kind == y->kind && x->field == y->field;
        bool holds_body = heading && (y->kind == TK_KIND_CLASS_DEFINITION ||
                                      y->kind == TK_KIND_DECORATED_DEFINITION);
        bool same = x->start == y->start && x->kind == y->kind && (i == 0 || x->field == y->field);
        same = same && (i == 0 || x->parent - a == y->parent - b);
        if (!holds_body)
            same = same && x->end == y->end && x->stop - a == y->stop - b && x->broken == y->broken;
        if (!same)
            return false;
    }
    return true;
}

static bool same_region(const pair *p, tk_node root, bool heading)
{
    const tk_node_table *nodes = &p->parts->nodes;
    for (tk_node child = tk_node_first(nodes, root); child.i; child = tk_node_next(nodes, child)) {
        const tk_node_row *row = tk_node_row_of(nodes, child);
        uint32_t a = outermost_at(&p->whole->nodes, row->start, row->kind);
        if (!a || !same_subtree(p, a, child.i, heading))
            return false;
    }
    return tk_node_first(nodes, root).i != 0;
}

// Every node of the table must be found again from the parser's node.
static bool finds_back(const tk_syntax *self, tk_node root)
{
    for (tk_node node = root; node.i < self->nodes.rows.at[root.i].stop; node.i++) {
        uint32_t base;
        TSNode parsed = tk_syntax_node(self, node, &base);
        if (tk_syntax_find(self, root, parsed).i != node.i)
            return false;
    }
    return true;
}

static void check_file(const char *path, tk_diagnostics *diagnostics, counts *total)
{
    tk_source *source = tk_source_read(path, 64u << 20, diagnostics);
    if (!source)
        return;
    tk_names *names = tk_names_new(NULL);
    tk_outline outline, all = {0};
    tk_outline_scan(&outline, source, names);
    tk_vec_push(&all.regions, ((tk_region){.end = source->len}));
    tk_syntax whole, parts;
    tk_syntax_open(&whole, source, &all);
    tk_syntax_open(&parts, source, &outline);
    tk_region_tree(&whole, (tk_region_id){1});
    bool broken = whole.nodes.rows.at[1].broken;
    pair p = {&whole, &parts, path};
    for (uint32_t i = 1; i <= outline.regions.len && !outline.irregular; i++) {
        const tk_region *region = &outline.regions.at[i - 1];
        tk_node root = tk_region_tree(&parts, (tk_region_id){i});
        bool same = same_region(&p, root, region->kind == TK_REGION_CLASS);
        bool found = finds_back(&parts, root);
        total->regions++;
        total->in_broken += broken;
        total->failed += (!same || !found) && !broken;
        total->failed_in_broken += !same && broken;
        if (!same || !found)
            printf("%s:%u: %s%s\n", path, region->line,
                   same ? "the way back from the parser's node" : "region and file differ",
                   broken ? " (syntax error in the file)" : "");
    }
    tk_syntax_close(&whole);
    tk_syntax_close(&parts);
    tk_vec_free(&all.regions);
    tk_outline_free(&outline);
    tk_names_free(names);
    tk_source_free(source);
}

int main(int argc, char **argv)
{
    tk_diagnostics diagnostics = {0};
    counts total = {0};
    for (int i = 1; i < argc; i++)
        check_file(argv[i], &diagnostics, &total);
    tk_diagnostics_free(&diagnostics);
    printf("%u regions; in files with syntax errors: %u, of which %u differ\n", total.regions,
           total.in_broken, total.failed_in_broken);
    printf("%u passed, %u failed\n", total.regions - total.in_broken - total.failed, total.failed);
    return total.failed ? 1 : 0;
}
