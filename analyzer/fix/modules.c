// Modules that a fix needs: the name a file has for them already, or an import in the right place.
#include <string.h>

#include "fix/fix.h"

static tk_slice name_text(const tk_fixer *self, tk_name name)
{
    return tk_names_text(self->unit->names, name);
}

// At the left margin: not under `if TYPE_CHECKING:`, in a function or in a `try`.
static bool at_margin(const tk_fixer *self, uint32_t start)
{
    return start == 0 || self->unit->source->text[start - 1] == '\n';
}

static bool imported_as(const tk_fixer *self, tk_slice module, tk_slice *name)
{
    const tk_outline *outline = &self->unit->outline;
    for (uint32_t i = 0; i < outline->imports.len; i++) {
        const tk_import *row = &outline->imports.at[i];
        if (row->level || row->name.i || row->star || !at_margin(self, row->start) ||
            !tk_slice_equal(name_text(self, row->module), module))
            continue;
        *name = name_text(self, row->alias.i ? row->alias : row->module);
        return true;
    }
    return false;
}

static bool is_taken(const tk_fixer *self, tk_slice name)
{
    const tk_node_table *nodes = self->nodes;
    for (uint32_t i = 1; i < nodes->rows.len; i++) {
        tk_node node = {i};
        if (tk_node_kind(nodes, node) != TK_KIND_IDENTIFIER ||
            tk_node_row_of(nodes, node)->field == TK_FIELD_ATTRIBUTE)
            continue;
        // `from hashlib import sha256` binds no hashlib.
        tk_node parent = tk_node_parent(nodes, node);
        if (tk_slice_equal(tk_node_text(nodes, node), name) &&
            !(tk_node_kind(nodes, parent) == TK_KIND_DOTTED_NAME &&
              tk_node_row_of(nodes, parent)->field == TK_FIELD_MODULE_NAME))
            return true;
    }
    return false;
}

static uint32_t line_end(const tk_source *source, uint32_t at)
{
    const char *newline = memchr(source->text + at, '\n', source->len - at);
    return newline ? (uint32_t)(newline - source->text) + 1 : source->len;
}

static bool is_import(tk_kind kind)
{
    return kind == TK_KIND_IMPORT_STATEMENT || kind == TK_KIND_IMPORT_FROM_STATEMENT ||
           kind == TK_KIND_FUTURE_IMPORT_STATEMENT;
}

static bool is_text(const tk_node_table *nodes, tk_node statement)
{
    tk_node only = tk_node_first(nodes, statement);
    tk_kind kind = tk_node_kind(nodes, only);
    return tk_node_kind(nodes, statement) == TK_KIND_EXPRESSION_STATEMENT && only.i &&
           (kind == TK_KIND_STRING || kind == TK_KIND_CONCATENATED_STRING);
}

// Where a line can be put: behind the last import at the margin of the block that the file begins
// with, else behind the docstring, else before the first statement. `apart`: it wants an empty line.
static uint32_t import_place(tk_fixer *self, bool *apart)
{
    tk_unit *unit = self->unit;
    uint32_t place = 0;
    bool first = true, found = false, imports = false;
    *apart = false;
    for (uint32_t i = 0; i < unit->outline.regions.len; i++) {
        if (unit->outline.regions.at[i].parent.i)
            continue;
        tk_node root = unit->syntax.parses[i].root;
        tk_node at = root.i ? tk_node_first(self->nodes, root) : (tk_node){0};
        for (; at.i; at = tk_node_next(self->nodes, at)) {
            const tk_node_row *row = tk_node_row_of(self->nodes, at);
            bool text = first && is_text(self->nodes, at);
            if (!text && !is_import((tk_kind)row->kind)) {
                bool margin = at_margin(self, unit->outline.regions.at[i].start);
                if (!found)
                    place = margin ? unit->outline.regions.at[i].start : row->start;
                return place;
            }
            imports |= !text;
            *apart = !imports;
            found = true;
            first = false;
            place = line_end(unit->source, row->end);
        }
    }
    return place;
}

static tk_module_use_of use_of(tk_fixer *self, tk_slice module)
{
    for (uint32_t i = 0; i < self->modules.len; i++)
        if (tk_slice_equal(self->modules.at[i].module, module))
            return self->modules.at[i];
    tk_module_use_of use = {.module = module, .name = module};
    use.imported = imported_as(self, module, &use.name);
    use.usable = use.imported || !is_taken(self, module);
    if (use.usable && !use.imported)
        use.place = import_place(self, &use.apart);
    tk_vec_push(&self->modules, use);
    return use;
}

bool tk_module_use(tk_fixer *self, tk_slice module, tk_text *name, tk_drafts *out)
{
    const tk_source *source = self->unit->source;
    tk_module_use_of use = use_of(self, module);
    if (!use.usable)
        return false;
    tk_text_add_slice(name, use.name);
    if (use.imported)
        return true;
    const char *newline = memchr(source->text, '\n', source->len);
    const char *ending = newline && newline > source->text && newline[-1] == '\r' ? "\r\n" : "\n";
    tk_text line = {0};
    if (use.apart || (use.place > 0 && source->text[use.place - 1] != '\n'))
        tk_text_add_string(&line, ending);
    tk_text_format(&line, "import %.*s%s", (int)module.len, module.at, ending);
    return tk_drafts_add(out, (tk_draft){use.place, use.place, {0}, line});
}

bool tk_name_use(tk_fixer *self, tk_slice module, tk_slice thing, tk_text *name, tk_drafts *out)
{
    const tk_outline *outline = &self->unit->outline;
    for (uint32_t i = 0; i < outline->imports.len; i++) {
        const tk_import *row = &outline->imports.at[i];
        if (row->level || !row->name.i || !at_margin(self, row->start) ||
            !tk_slice_equal(name_text(self, row->module), module) || !tk_slice_equal(name_text(self, row->name), thing))
            continue;
        tk_text_add_slice(name, name_text(self, row->alias.i ? row->alias : row->name));
        return true;
    }
    if (!tk_module_use(self, module, name, out))
        return false;
    tk_text_add_char(name, '.');
    tk_text_add_slice(name, thing);
    return true;
}
