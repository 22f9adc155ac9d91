// One file, top to bottom.
#include "scan.h"

#include <stdlib.h>
#include <string.h>

#include "fix/fix.h"
#include "report/codes.h"
#include "report/linehash.h"
#include "unit.h"
#include "unused.h"

enum { MOST_FINDINGS = 5000 };  // of one file: a finding takes a thousand times its key's memory

// --- from a site to a finding ----------------------------------------------------------------------

static char *taken(tk_text *text)
{
    char *string = tk_memory_copy_string(tk_text_string(text), text->len);
    tk_text_free(text);
    return string;
}

static tk_place place_of(tk_unit *unit, tk_node node)
{
    const tk_node_row *row = tk_node_row_of(&unit->syntax.nodes, node);
    if (!tk_node_is_foreign(node))
        return tk_place_of(unit->source, row->start, row->end);
    // Another module's source is read by several threads: what is remembered of positions is ours.
    tk_source view = *tk_node_home(&unit->syntax.nodes, &node)->source;
    view.path = view.shown ? view.shown : view.path;
    view.marks = NULL;
    tk_place place = tk_place_of(&view, row->start, row->end);
    free(view.marks);
    return place;
}

static void add_related(tk_unit *unit, tk_finding *finding, tk_node node, const char *message)
{
    tk_related related = {.place = place_of(unit, node),
                          .message = tk_memory_copy_string(message, strlen(message))};
    tk_vec_push(&finding->related, related);
}

// Where the array came from, then the call that brought it here.
static void add_steps(tk_unit *unit, const tk_case *facts, tk_finding *finding)
{
    const tk_origins *origins = tk_infer_origins(unit->infer);
    tk_origin origin = facts->site->fact.origin;
    if (facts->place.i != facts->site->key.i)
        add_related(unit, finding, facts->site->key, "it is used as a key here");
    if (facts->site->inner.i)
        add_related(unit, finding, facts->site->inner, "it is used as a key here");
    if (origin.i && !facts->derived.parts) {
        const tk_origin_row *row = &origins->rows.at[origin.i];
        // The first step tells what it is; what it was taken from is the step behind it.
        tk_text message = {0};
        tk_text_add_slice(&message, tk_slice_of("it is "));
        tk_verdict_type(unit->infer, facts->culprit, &message);
        tk_text_format(&message, ": %s", tk_how_phrase((tk_how)row->how));
        if (row->node.i && row->node.i != facts->site->key.i)
            add_related(unit, finding, row->node, message.at);
        tk_text_free(&message);
        if (row->from.i) {
            const tk_origin_row *from = &origins->rows.at[row->from.i];
            if (from->node.i && from->node.i != row->node.i && from->node.i != facts->site->key.i)
                add_related(unit, finding, from->node, "taken from what is made here");
        }
    }
    if (facts->site->kept_at.i && facts->site->kept_at.i != facts->site->key.i)
        add_related(unit, finding, facts->site->kept_at,
                    facts->site->kept == TK_KEPT_RESULT ? "the cache keeps what this call gives"
                                                        : "it becomes a key here");
    if (facts->site->via.i)
        add_related(unit, finding, facts->site->via, "this call passes it on");
}

static char *scope_of(tk_unit *unit, tk_node node)
{
    tk_region_id region = tk_syntax_region_of(&unit->syntax, node);
    tk_text text = {0};
    TK_VEC(tk_name) names = {0};
    while (region.i) {
        const tk_region *row = &unit->outline.regions.at[region.i - 1];
        if (row->name.i)
            tk_vec_push(&names, row->name);
        region = row->parent;
    }
    for (uint32_t i = names.len; i-- > 0;) {
        tk_text_add_slice(&text, tk_names_text(unit->names, names.at[i]));
        if (i)
            tk_text_add_char(&text, '.');
    }
    tk_vec_free(&names);
    if (!text.len)
        return NULL;
    return taken(&text);
}

static tk_finding finding_of(tk_unit *unit, const tk_rule *rule, const tk_case *facts)
{
    tk_text message = {0}, advice = {0};
    tk_verdict_message(unit->infer, rule, facts, &message);
    tk_verdict_advice(unit->infer, rule, facts, &advice);
    tk_finding finding = {
        .rule = rule,
        .level = tk_verdict_level(unit->infer, rule, facts),
        .certainty = facts->certainty,
        .place = place_of(unit, facts->place),
        .message = taken(&message),
        .advice = advice.len ? taken(&advice) : NULL,
        .scope = scope_of(unit, facts->place),
    };
    add_steps(unit, facts, &finding);
    return finding;
}

// One expression that makes a key may be used as one in several places.
static bool is_reported(tk_unit *unit, const tk_file_result *result, const tk_rule *rule,
                        tk_node place, tk_node key)
{
    const tk_node_row *row = tk_node_row_of(&unit->syntax.nodes, place);
    bool elsewhere = rule->harm == TK_HARM_UNSOUND || place.i != key.i;
    for (uint32_t i = 0; elsewhere && i < result->findings.len; i++)
        if (result->findings.at[i].rule == rule &&
            result->findings.at[i].place.start == row->start)
            return true;
    return false;
}

static void add_note(tk_unit *unit, tk_file_result *result, uint32_t offset, const char *code,
                     const char *message)
{
    tk_place place = tk_place_of(unit->source, offset, offset);
    tk_diagnostic *note = tk_diagnostics_add(&result->diagnostics, TK_SEVERITY_NOTE, place.path,
                                             place.from.line, place.from.column, "%s", message);
    note->code = code;
    note->cell = place.cell;
    note->file_line = place.file_from.line;
    note->file_column = place.file_from.column;
    tk_place_free(&place);
}

// What is being reported of one file.
typedef struct reporter {
    tk_unit *unit;
    const tk_scan_options *options;
    tk_file_result *result;
    tk_suppressions *suppressions;
    tk_linehashes hashes;  // of every line; empty until a finding needs one
    TK_VEC(tk_found) found;  // findings that fixes are looked for
} reporter;

static void set_line_hash(reporter *self, tk_finding *finding)
{
    if (!self->hashes.list.len)
        tk_linehashes_of(&self->hashes, self->unit->source);
    tk_linehashes_text(&self->hashes, finding->place.file_from.line, finding->line_hash);
}

// Marks the comment as used, whether or not the rule is selected in this run.
static bool is_silenced(reporter *self, const tk_rule *rule, tk_node place)
{
    if (!self->suppressions)
        return false;
    const tk_node_row *row = tk_node_row_of(&self->unit->syntax.nodes, place);
    return tk_suppressions_cover(self->suppressions,
                                 tk_source_line(self->unit->source, row->start),
                                 tk_source_line(self->unit->source, row->end), rule->code);
}

static char *reason_of(reporter *self, const tk_finding *finding)
{
    tk_source *source = self->unit->source;
    tk_slice reason = tk_suppressions_reason(
        self->suppressions, source, tk_source_line(source, finding->place.start),
        tk_source_line(source, finding->place.end), finding->rule->code);
    return reason.len ? tk_memory_copy_string(reason.at, reason.len) : NULL;
}

static void report_site(reporter *self, uint32_t site)
{
    tk_unit *unit = self->unit;
    tk_case facts = tk_case_of(unit->infer, &unit->syntax.nodes, &unit->sites.list.at[site]);
    facts.python = self->options->python;
    const tk_rule *rule = tk_verdict_rule(unit->catalog, unit->infer, &facts);
    bool silenced = rule && is_silenced(self, rule, facts.place);
    if (!rule || !tk_codes_selected(self->options->select, self->options->ignore, rule->code) ||
        (facts.certainty == TK_POSSIBLE && !self->options->pedantic) ||
        (silenced && !self->options->keep_silenced) ||
        is_reported(unit, self->result, rule, facts.place, facts.site->key))
        return;
    tk_finding finding = finding_of(unit, rule, &facts);
    set_line_hash(self, &finding);
    if (silenced) {
        finding.reason = reason_of(self, &finding);
        tk_vec_push(&self->result->silenced, finding);
    } else {
        tk_vec_push(&self->result->findings, finding);
        tk_vec_push(&self->found, ((tk_found){self->result->findings.len - 1, site}));
    }
}

// `message` is a rule's, in which {key} stands for what is found.
static char *message_about(const char *message, tk_slice key)
{
    tk_text out = {0};
    const char *place = strstr(message, "{key}");
    size_t before = place ? (size_t)(place - message) : strlen(message);
    tk_text_add(&out, message, before);
    if (place)
        tk_text_add_slice(&out, key);
    tk_text_add_string(&out, place ? place + strlen("{key}") : "");
    return taken(&out);
}

static uint32_t last_group(const tk_file_result *result)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < result->findings.len; i++)
        for (uint32_t k = 0; k < result->findings.at[i].fixes.len; k++)
            if (result->findings.at[i].fixes.at[k].group > last)
                last = result->findings.at[i].fixes.at[k].group;
    return last;
}

static void add_removal(reporter *self, const tk_unused *row, uint32_t group, tk_finding *finding)
{
    tk_source *source = self->unit->source;
    const tk_rule *rule = finding->rule;
    const char *title = rule->advice_count ? rule->advice[0].text : rule->name;
    tk_edit edit;
    if (!tk_edit_of(source, row->edit_start, row->edit_end, row->replacement, &edit))
        return;
    tk_fix fix = {.kind = tk_unused_kind,
                  .title = tk_memory_copy_string(title, strlen(title)),
                  .group = group,
                  .applicability = TK_FIX_SAFE};
    tk_vec_push(&fix.edits, edit);
    tk_vec_push(&finding->fixes, fix);
}

static void report_unused(reporter *self)
{
    tk_unit *unit = self->unit;
    const tk_rule *rule = tk_catalog_rule(unit->catalog, "TK900");
    tk_unused_list unused = {0};
    uint32_t group = last_group(self->result);
    if (!self->suppressions || !rule ||
        !tk_codes_selected(self->options->select, self->options->ignore, rule->code))
        return;
    tk_suppressions_unused(self->suppressions, unit->source, &unit->outline, unit->catalog, &unused);
    for (uint32_t i = 0; i < unused.len; i++) {
        const tk_unused *row = &unused.at[i];
        tk_slice words = {unit->source->text + row->start, row->end - row->start};
        tk_finding finding = {
            .rule = rule,
            .level = rule->level,
            .certainty = TK_DEFINITE,
            .place = tk_place_of(unit->source, row->start, row->end),
            .message = message_about(rule->message, words),
        };
        set_line_hash(self, &finding);
        add_removal(self, row, ++group, &finding);
        tk_vec_push(&self->result->findings, finding);
    }
    tk_unused_free(&unused);
}

// Whether all of the file was understood, so that silence means something.
static bool is_complete(const tk_unit *unit)
{
    uint32_t offset;
    return !unit->infer || (!tk_syntax_broken(&unit->syntax, &offset) &&
                            !tk_syntax_tangled(&unit->syntax, &offset) && !unit->infer->large &&
                            unit->infer->steps <= unit->infer->step_limit);
}

static void report_all(tk_unit *unit, const tk_scan_options *options, tk_file_result *result)
{
    reporter self = {.unit = unit, .options = options, .result = result};
    self.suppressions = tk_suppressions_read(unit->source, &unit->outline);
    for (uint32_t i = 0; i < unit->sites.list.len; i++) {
        if (result->findings.len + result->silenced.len == MOST_FINDINGS) {
            tk_node key = unit->sites.list.at[i].key;
            add_note(unit, result, tk_node_row_of(&unit->syntax.nodes, key)->start, "TK002",
                     "5000 findings in one file: what is found from here on is not reported");
            break;
        }
        report_site(&self, i);
    }
    if (unit->infer)
        tk_fix_findings(unit, self.suppressions, options, self.found.at, self.found.len,
                        result);
    tk_vec_free(&self.found);
    if (is_complete(unit))
        report_unused(&self);
    tk_linehashes_free(&self.hashes);
    tk_suppressions_free(self.suppressions);
}

static void note_late(const tk_unit *unit, const tk_scan_options *options, tk_file_result *result)
{
    if (unit->infer && unit->infer->late)
        tk_diagnostics_add(&result->diagnostics, TK_SEVERITY_NOTE, result->path, 0, 0,
                           "the analysis was cut short after %llu s; what was found by then is reported",
                           (unsigned long long)options->time_limit / 1000);
}

static void note_large(const tk_unit *unit, const tk_scan_options *options, tk_file_result *result)
{
    if (unit->infer && unit->infer->large)
        tk_diagnostics_add(&result->diagnostics, TK_SEVERITY_NOTE, result->path, 0, 0,
                           "the analysis was cut short at %llu kB of memory; what was found by then is reported",
                           (unsigned long long)options->memory_limit / 1024);
}

static void note_broken(tk_unit *unit, tk_file_result *result)
{
    uint32_t offset;
    if (tk_syntax_broken(&unit->syntax, &offset))
        add_note(unit, result, offset, "TK001",
                 "this part could not be parsed; the rest of the file was analysed");
    if (tk_syntax_tangled(&unit->syntax, &offset))
        add_note(unit, result, offset, "TK002",
                 "this statement is too large or too deep to be analysed; the rest of the file was");
}

// --- the file --------------------------------------------------------------------------------------

static int compare_findings(const void *a, const void *b)
{
    const tk_finding *left = a, *right = b;
    if (left->place.start != right->place.start)
        return left->place.start < right->place.start ? -1 : 1;
    int codes = strcmp(left->rule->code, right->rule->code);
    if (codes != 0)
        return codes;
    if (left->place.end != right->place.end)
        return left->place.end < right->place.end ? -1 : 1;
    return strcmp(left->message, right->message);
}

void tk_scan_report(tk_unit *unit, const tk_scan_options *options, tk_file_result *result)
{
    result->bytes = unit->source->len;
    report_all(unit, options, result);
    if (unit->infer)
        note_broken(unit, result);
    note_late(unit, options, result);
    note_large(unit, options, result);
    if (result->findings.len > 1)
        qsort(result->findings.at, result->findings.len, sizeof *result->findings.at,
              compare_findings);
    if (result->silenced.len > 1)
        qsort(result->silenced.at, result->silenced.len, sizeof *result->silenced.at,
              compare_findings);
}

void tk_scan_bytes(const tk_catalog *catalog, const tk_scan_options *options, const char *path,
                   const char *bytes, size_t len, tk_file_result *result)
{
    memset(result, 0, sizeof *result);
    result->path = tk_memory_copy_string(path, strlen(path));
    tk_source *source = tk_source_from_bytes(path, bytes, len, &result->diagnostics);
    if (!source)
        return;
    tk_unit *unit = tk_unit_new(catalog, source);
    unit->time_limit = options->time_limit;
    unit->memory_limit = options->memory_limit;
    if (tk_unit_concerned(unit))
        tk_unit_analyse(unit, NULL);
    tk_scan_report(unit, options, result);
    tk_unit_free(unit);
}

void tk_inputs_free(tk_inputs *self)
{
    for (uint32_t i = 0; i < self->list.len; i++)
        free(self->list.at[i].path);
    tk_vec_free(&self->list);
}
