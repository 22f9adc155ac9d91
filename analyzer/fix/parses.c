// The last check of a fix: the statements it changes have to parse afterwards.
#include <string.h>

#include "fix/fix.h"
#include "syntax/parse.h"

tk_node tk_statement_around(const tk_node_table *nodes, tk_node node)
{
    for (tk_node parent = tk_node_parent(nodes, node); parent.i;
         node = parent, parent = tk_node_parent(nodes, parent)) {
        tk_kind kind = tk_node_kind(nodes, parent);
        if (kind == TK_KIND_BLOCK || kind == TK_KIND_MODULE)
            return node;
    }
    return node;
}

// A statement alone, below a heading when it is indented. One behind another on a line needs none.
static void add_heading(const tk_source *source, uint32_t start, tk_text *out)
{
    uint32_t line = start;
    while (line > 0 && (source->text[line - 1] == ' ' || source->text[line - 1] == '\t'))
        line--;
    if (line == start || (line > 0 && source->text[line - 1] != '\n'))
        return;
    tk_text_add_string(out, "if 1:\n");
    tk_text_add(out, source->text + line, start - line);
}

// Bytes of a statement with its edits: a longer one, thousands of keys in one display, takes the
// parser more time and memory than the file itself did, and no person would read the change.
enum { MOST_EDITED = 128 * 1024 };

static bool parses(tk_parser *parser, const tk_text *text)
{
    if (text->len > MOST_EDITED)
        return false;
    TSTree *tree = tk_parser_parse(parser, (tk_slice){tk_text_string(text), text->len}, TK_SLICE(""));
    bool good = tree && !ts_node_has_error(ts_tree_root_node(tree));
    ts_tree_delete(tree);
    return good;
}

// Applies the drafts from `first` on that stand in the statement; returns the first behind it.
static uint32_t edited(const tk_source *source, const tk_drafts *drafts, uint32_t first,
                       const tk_node_row *statement, tk_text *out)
{
    uint32_t at = statement->start, i = first;
    for (; i < drafts->len && drafts->at[i].end <= statement->end; i++) {
        tk_text_add(out, source->text + at, drafts->at[i].start - at);
        tk_text_add(out, tk_text_string(&drafts->at[i].text), drafts->at[i].text.len);
        at = drafts->at[i].end;
    }
    tk_text_add(out, source->text + at, statement->end - at);
    tk_text_add_char(out, '\n');
    return i;
}

bool tk_drafts_parse(tk_fixer *self, const tk_drafts *drafts)
{
    const tk_source *source = self->unit->source;
    bool good = true;
    tk_parser parser;
    tk_parser_open(&parser, tree_sitter_python());
    tk_heap *before = tk_parser_enter(&parser);
    for (uint32_t i = 0; i < drafts->len && good;) {
        if (!drafts->at[i].around.i) {
            i++;
            continue;
        }
        tk_node node = tk_statement_around(self->nodes, drafts->at[i].around);
        const tk_node_row *statement = tk_node_row_of(self->nodes, node);
        tk_text text = {0};
        add_heading(source, statement->start, &text);
        uint32_t next = edited(source, drafts, i, statement, &text);
        good = next > i && !statement->broken && parses(&parser, &text);
        i = next;
        tk_text_free(&text);
    }
    tk_parser_leave(before);
    tk_parser_close(&parser);
    return good;
}
