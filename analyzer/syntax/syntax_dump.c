#include "syntax/syntax.h"

enum { LONGEST_TEXT = 60, DEEPEST_INDENT = 200 };

static void add_escaped(tk_text *out, tk_slice text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];
        if (i >= LONGEST_TEXT && (c & 0xC0) != 0x80) {
            tk_text_add_string(out, "...");
            return;
        }
        if (c == '\n')
            tk_text_add_string(out, "\\n");
        else if (c < ' ' || c == 0x7F)
            tk_text_format(out, "\\x%02x", c);
        else
            tk_text_add_char(out, (char)c);
    }
}

static void add_row(tk_text *out, const tk_node_table *nodes, uint32_t i, uint32_t depth)
{
    const tk_node_row *row = &nodes->rows.at[i];
    int indent = (int)(2 * (depth < DEEPEST_INDENT ? depth : DEEPEST_INDENT));
    tk_text_format(out, "%*s%s %u-%u", indent, "", tk_kind_name((tk_kind)row->kind), row->start,
                   row->end);
    if (row->field)
        tk_text_format(out, " %s:", tk_field_name((tk_field)row->field));
    if (row->broken)
        tk_text_add_string(out, " broken");
    if (row->stop == i + 1) {
        tk_text_add_char(out, ' ');
        add_escaped(out, tk_node_text(nodes, (tk_node){i}));
    }
    tk_text_add_char(out, '\n');
}

void tk_syntax_dump(const tk_syntax *self, tk_node root, tk_text *out)
{
    const tk_node_table *nodes = &self->nodes;
    uint32_t depth = 0, parent = nodes->rows.at[root.i].parent;
    for (uint32_t i = root.i; i < nodes->rows.at[root.i].stop; i++) {
        // Either a child of the row before, or a sibling of it or of one of its ancestors.
        for (; parent != nodes->rows.at[i].parent; depth--)
            parent = nodes->rows.at[parent].parent;
        add_row(out, nodes, i, depth);
        if (nodes->rows.at[i].stop > i + 1) {
            parent = i;
            depth++;
        }
    }
}
