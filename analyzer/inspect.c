// Looking inside: dumps of the pipeline's stages, and what the expressions of a line are.
#include <string.h>

#include "project/project.h"
#include "syntax/notebook.h"

static const char *const region_kinds[] = {"statements", "function", "class"};

static void dump_outline(tk_unit *unit, tk_text *out)
{
    for (uint32_t i = 0; i < unit->outline.regions.len; i++) {
        const tk_region *region = &unit->outline.regions.at[i];
        tk_slice name = tk_names_text(unit->names, region->name);
        tk_text_format(out, "%u %s %u-%u line %u parent %u %.*s\n", i + 1,
                       region_kinds[region->kind], region->start, region->end, region->line,
                       region->parent.i, (int)name.len, name.at);
    }
}

static void dump_nodes(tk_unit *unit, tk_text *out)
{
    for (uint32_t i = 0; i < unit->outline.regions.len; i++)
        tk_syntax_dump(&unit->syntax, tk_region_tree(&unit->syntax, (tk_region_id){i + 1}), out);
}

static void dump_scopes(tk_unit *unit, tk_text *out)
{
    static const char *const kinds[] = {"module", "class", "function", "comprehension"};
    const tk_scopes *scopes = &tk_infer_program(unit->infer)->scopes;
    for (uint32_t i = 1; i < scopes->list.len; i++) {
        const tk_scope *scope = &scopes->list.at[i];
        tk_text_format(out, "%u %s parent %u:", i, kinds[scope->kind], scope->parent);
        for (uint32_t k = 0; k < scopes->bindings.len; k++) {
            const tk_binding *binding = &scopes->bindings.at[k];
            tk_slice name = tk_names_text(unit->names, binding->name);
            if (binding->scope == i)
                tk_text_format(out, " %.*s%s", (int)name.len, name.at,
                               binding->kind == TK_BINDING_LOCAL ? "" : "(declared)");
        }
        tk_text_add_char(out, '\n');
    }
}

static void dump_ir(tk_unit *unit, tk_text *out)
{
    tk_program *program = tk_infer_program(unit->infer);
    tk_text_add_string(out, "module\n");
    tk_code_dump(tk_program_module(program), program, out);
    for (uint32_t i = 1; i < program->defs.len && !program->defs.at[i].home.module; i++) {
        tk_slice name = tk_names_text(unit->names, program->defs.at[i].name);
        tk_text_format(out, "def %u %.*s\n", i, (int)name.len, name.at);
        tk_code_dump(tk_program_def(program, i), program, out);
    }
}

static bool is_reveal(tk_unit *unit, tk_node call)
{
    tk_node function = tk_node_field(&unit->syntax.nodes, call, TK_FIELD_FUNCTION);
    return tk_node_kind(&unit->syntax.nodes, call) == TK_KIND_CALL &&
           tk_node_is(&unit->syntax.nodes, function, "reveal_value");
}

static void dump_value(tk_unit *unit, tk_node node, const char *word, tk_text *out)
{
    const tk_node_row *row = tk_node_row_of(&unit->syntax.nodes, node);
    tk_fact fact = tk_infer_fact(unit->infer, node);
    tk_position from = tk_source_position(unit->source, row->start);
    tk_position to = tk_source_position(unit->source, row->end);
    if (*word)
        tk_text_format(out, "%s %u: ", word, from.line);
    else
        tk_text_format(out, "%u:%u-%u:%u %s ", from.line, from.column, to.line, to.column,
                       tk_kind_name((tk_kind)row->kind));
    tk_infer_render(unit->infer, fact, out);
    tk_text_add_char(out, '\n');
}

static void dump_values(tk_unit *unit, tk_text *out)
{
    for (uint32_t i = 1; i < unit->syntax.nodes.rows.len; i++) {
        tk_node node = {i};
        if (is_reveal(unit, node)) {
            tk_node arguments = tk_node_field(&unit->syntax.nodes, node, TK_FIELD_ARGUMENTS);
            dump_value(unit, tk_node_first(&unit->syntax.nodes, arguments), "reveal", out);
        }
        if (tk_infer_fact(unit->infer, node).value.i != TK_BOTTOM.i)
            dump_value(unit, node, "", out);
    }
}

static void dump_site(tk_unit *unit, const tk_nomination *site, tk_text *out)
{
    tk_case facts = tk_case_of(unit->infer, &unit->syntax.nodes, site);
    const tk_rule *rule = tk_verdict_rule(unit->catalog, unit->infer, &facts);
    const tk_node_row *row = tk_node_row_of(&unit->syntax.nodes, site->key);
    tk_position from = tk_source_position(unit->source, row->start);
    tk_position to = tk_source_position(unit->source, row->end);
    tk_text_format(out, "%s %u:%u-%u:%u key=", tk_site_text(site->kind), from.line, from.column,
                   to.line, to.column);
    tk_infer_render(unit->infer, site->fact, out);
    tk_text_format(out, " role=%s certainty=%s rule=%s\n", tk_how_text(facts.role),
                   tk_certainty_text(facts.certainty), rule ? rule->code : "none");
}

static bool dump_parsed(const tk_catalog *catalog, const char *path, tk_dump what, tk_text *out,
                        tk_diagnostics *diagnostics)
{
    tk_source *source = tk_source_read(path, UINT32_MAX, diagnostics);
    if (!source)
        return false;
    tk_unit *unit = tk_unit_new(catalog, source);
    if (what == TK_DUMP_OUTLINE)
        dump_outline(unit, out);
    else
        dump_nodes(unit, out);
    tk_unit_free(unit);
    return true;
}

// Files with the modules that they import.
typedef struct inspection {
    tk_project project;
    tk_inputs inputs;
} inspection;

static tk_scan_options whatever_size(const void *context, const tk_input *input)
{
    (void)context;
    (void)input;
    return (tk_scan_options){.max_bytes = UINT32_MAX};
}

static bool inspect(inspection *self, const tk_catalog *catalog, const char *const *paths,
                    uint32_t count, tk_diagnostics *diagnostics)
{
    for (uint32_t i = 0; i < count; i++) {
        tk_source *source = tk_source_read(paths[i], UINT32_MAX, diagnostics);
        if (!source)
            return false;
        tk_source_free(source);
    }
    *self = (inspection){.project = {.catalog = catalog}};
    for (uint32_t i = 0; i < count; i++)
        tk_vec_push(&self->inputs.list,
                    ((tk_input){.path = tk_memory_copy_string(paths[i], strlen(paths[i]))}));
    tk_project_open(&self->project, catalog, whatever_size, NULL, &self->inputs, true);
    tk_project_inspect(&self->project, &self->inputs);
    return true;
}

static void inspection_end(inspection *self)
{
    tk_project_close(&self->project);
    tk_inputs_free(&self->inputs);
}

static void dump_analysed(tk_unit *unit, tk_dump what, tk_text *out)
{
    if (what == TK_DUMP_SCOPES)
        dump_scopes(unit, out);
    else if (what == TK_DUMP_IR)
        dump_ir(unit, out);
    else if (what == TK_DUMP_VALUES)
        dump_values(unit, out);
    for (uint32_t i = 0; what == TK_DUMP_SITES && i < unit->sites.list.len; i++)
        dump_site(unit, &unit->sites.list.at[i], out);
}

bool tk_scan_dump(const tk_catalog *catalog, const char *const *paths, uint32_t count, tk_dump what,
                  tk_text *out, tk_diagnostics *diagnostics)
{
    inspection state;
    bool parsed = what == TK_DUMP_OUTLINE || what == TK_DUMP_NODES;
    if (!parsed && !inspect(&state, catalog, paths, count, diagnostics))
        return false;
    bool read = true;
    for (uint32_t i = 0; read && i < count; i++) {
        if (count > 1)
            tk_text_format(out, "file %s\n", paths[i]);
        if (parsed)
            read = dump_parsed(catalog, paths[i], what, out, diagnostics);
        else
            dump_analysed(tk_project_unit(&state.project, i), what, out);
    }
    if (!parsed)
        inspection_end(&state);
    return read;
}

// --- explain ---------------------------------------------------------------------------------------

static bool covers(tk_unit *unit, tk_node node, uint32_t line, uint32_t column)
{
    const tk_node_row *row = tk_node_row_of(&unit->syntax.nodes, node);
    tk_position from = tk_source_position(unit->source, row->start);
    tk_position to = tk_source_position(unit->source, row->end);
    if (column == 0)
        return from.line == line && to.line == line;
    bool starts = from.line < line || (from.line == line && from.column <= column);
    bool ends = to.line > line || (to.line == line && to.column > column);
    return starts && ends && from.line == to.line;
}

static void explain_node(tk_unit *unit, tk_node node, tk_text *out)
{
    tk_fact fact = tk_infer_fact(unit->infer, node);
    tk_slice text = tk_node_text(&unit->syntax.nodes, node);
    if (fact.value.i == TK_BOTTOM.i || text.len > 80)
        return;
    tk_text_format(out, "%.*s: ", (int)text.len, text.at);
    tk_infer_render(unit->infer, fact, out);
    const tk_origins *origins = tk_infer_origins(unit->infer);
    for (tk_origin at = fact.origin; at.i; at = origins->rows.at[at.i].from) {
        const tk_origin_row *row = &origins->rows.at[at.i];
        uint32_t start = tk_node_row_of(&unit->syntax.nodes, row->node)->start;
        tk_node there = row->node;
        tk_source source = *tk_node_home(&unit->syntax.nodes, &there)->source;
        tk_place place = tk_place_of(&source, start, start);
        tk_text_format(out, "%s %s at line %u", at.i == fact.origin.i ? "," : ", from",
                       tk_how_text((tk_how)row->how), place.from.line);
        if (place.cell)
            tk_text_format(out, " of cell %u", place.cell);
        if (tk_node_is_foreign(row->node))
            tk_text_format(out, " of %s", source.path);
        tk_place_free(&place);
    }
    tk_text_add_char(out, '\n');
}

static void explain_site(tk_unit *unit, const tk_nomination *site, tk_text *out)
{
    tk_case facts = tk_case_of(unit->infer, &unit->syntax.nodes, site);
    const tk_rule *rule = tk_verdict_rule(unit->catalog, unit->infer, &facts);
    tk_text_format(out, "%.*s is hashed here (%s): ", (int)facts.key_text.len, facts.key_text.at,
                   tk_site_text(site->kind));
    if (!rule)
        tk_text_add_string(out, "no rule reports this value at this place.\n");
    else if (facts.certainty == TK_POSSIBLE)
        tk_text_format(out, "%s (%s) only with --pedantic, since other values are possible.\n",
                       rule->code, rule->name);
    else
        tk_text_format(out, "%s (%s).\n", rule->code, rule->name);
}

// The line and column of a notebook's module that are meant by those of a cell or of its file.
static void find_in_notebook(tk_source *source, uint32_t cell, uint32_t *line, uint32_t *column)
{
    const tk_notebook *notebook = source->notebook;
    for (uint32_t i = 0; cell && i < notebook->cells.len; i++) {
        if (notebook->cells.at[i].number == cell) {
            *line += tk_source_line(source, notebook->cells.at[i].start) - 1;
            return;
        }
    }
    uint32_t raw = tk_source_offset(notebook->file, *line, *column ? *column : 1);
    tk_position at = tk_source_position(source, tk_notebook_offset(notebook, raw));
    *line = cell ? UINT32_MAX : at.line;
    *column = *column ? at.column : 0;
}

bool tk_scan_explain(const tk_catalog *catalog, const char *path, uint32_t cell, uint32_t line,
                     uint32_t column, tk_text *out, tk_diagnostics *diagnostics)
{
    inspection state;
    uint32_t asked = line;
    if (!inspect(&state, catalog, &path, 1, diagnostics))
        return false;
    tk_unit *unit = tk_project_unit(&state.project, 0);
    if (unit->source->notebook)
        find_in_notebook(unit->source, cell, &line, &column);
    for (uint32_t i = 1; i < unit->syntax.nodes.rows.len; i++)
        if (covers(unit, (tk_node){i}, line, column))
            explain_node(unit, (tk_node){i}, out);
    for (uint32_t i = 0; i < unit->sites.list.len; i++)
        if (covers(unit, unit->sites.list.at[i].key, line, column))
            explain_site(unit, &unit->sites.list.at[i], out);
    if (!out->len)
        tk_text_format(out, "%s:%u: nothing is known about this line.\n", path, asked);
    if (!tk_unit_concerned(unit))
        tk_text_add_string(out, "The file mentions no library that tkscan knows: it is not scanned, "
                                "unless a module that it imports does.\n");
    inspection_end(&state);
    return true;
}
