#include "fix/fix.h"

#include <string.h>

static bool has_own_target(const tk_group *group, uint32_t site)
{
    for (uint32_t i = 0; i < group->owners.len; i++)
        if (group->owners.at[i] == site)
            return true;
    return false;
}

static const char *refusal_of(tk_fixer *self, const tk_nomination *site)
{
    tk_nomination whole = *site;
    if (whole.container.value.i == TK_BOTTOM.i)   // a call that makes it: `WeakSet(rows)`
        whole.container.value = tk_fixer_container(self, site);
    tk_case facts = tk_case_of(self->unit->infer, self->nodes, &whole);
    for (uint16_t i = 0; i < self->fixes->refusal_count; i++)
        if (tk_condition_holds(self->unit->infer, self->fixes->refusals[i].when, &facts))
            return self->fixes->refusals[i].text;
    return NULL;
}

// All findings of a group carry all its edits, which is too much when there are many of both.
enum { MOST_SHARED = 50 };

static void tell(tk_fixer *self, tk_fix_reason reason, tk_node because, tk_finding *finding)
{
    const char *text = self->fixes->reasons[reason];
    if (!text || finding->unfixed)
        return;
    tk_text out = {0};
    const char *line = strstr(text, "{line}");
    tk_text_add(&out, text, line ? (size_t)(line - text) : strlen(text));
    if (line) {
        uint32_t start = because.i ? tk_node_row_of(self->nodes, because)->start : 0;
        tk_text_format(&out, "%u%s", tk_source_line(self->unit->source, start),
                       line + strlen("{line}"));
    }
    finding->unfixed = out.at;
}

static void explain(tk_fixer *self, const tk_group *group, tk_node key, tk_finding *finding)
{
    tk_fix_reason reason = group->reason;
    bool own = group->sites.len == 1 || group->because.i == key.i;
    if (reason == TK_REASON_NONE && group->elsewhere)
        reason = TK_REASON_ELSEWHERE;
    if (reason == TK_REASON_NONE && group->unknown_keys)
        reason = TK_REASON_UNKNOWN_KEY;
    if (finding->fixes.len == 0 && (reason == TK_REASON_NONE || (reason == TK_REASON_UNREACHED && own)))
        reason = TK_REASON_NO_FORM;
    bool applied = false;
    for (uint32_t i = 0; i < finding->fixes.len; i++)
        applied |= finding->fixes.at[i].applicability != TK_FIX_DISPLAY;
    if (!applied)
        tell(self, reason, group->because, finding);
}

// Those of the preferred style first. The number in a 0-d array has no style.
static void try_kinds(tk_fixer *self, tk_group *group, uint32_t site, const char *style,
                      tk_finding *finding)
{
    tk_case facts = tk_case_of(self->unit->infer, self->nodes, &self->unit->sites.list.at[site]);
    for (int preferred = style ? 1 : 0; preferred >= 0; preferred--)
        for (uint16_t i = 0; i < self->fixes->kind_count; i++) {
            const tk_fix_kind *kind = &self->fixes->kinds[i];
            bool asked = style && strcmp(kind->name, style) == 0;
            if (asked == (bool)preferred &&
                (asked || tk_condition_holds(self->unit->infer, kind->offered, &facts)))
                tk_group_offer(self, group, site, kind, finding);
        }
}

static bool is_for(const tk_fixes *fixes, const tk_rule *rule)
{
    for (uint16_t i = 0; i < fixes->except.count; i++)
        if (strcmp(fixes->except.at[i], rule->code) == 0)
            return false;
    return fixes->harms >> rule->harm & 1;
}

static void fix_finding(tk_fixer *self, const char *style, uint32_t site, tk_finding *finding)
{
    const tk_nomination *nomination = &self->unit->sites.list.at[site];
    const char *refusal = refusal_of(self, nomination);
    if (!(self->fixes->sites >> nomination->kind & 1) || !is_for(self->fixes, finding->rule))
        return;
    if (refusal) {
        finding->unfixed = tk_memory_copy_string(refusal, strlen(refusal));
        return;
    }
    if (nomination->indirect) {
        tell(self, TK_REASON_INSIDE, nomination->key, finding);
        return;
    }
    if (tk_site_among_scalars(self, nomination)) {
        tell(self, TK_REASON_AMONG_SCALARS, nomination->key, finding);
        return;
    }
    tk_group *group = tk_group_of_site(self, site);
    if (group->sites.len > TK_GROUP_MOST) {
        tell(self, TK_REASON_MANY, nomination->key, finding);
        return;
    }
    if (group->offered && group->sites.len > MOST_SHARED) {
        tell(self, TK_REASON_WITH_ANOTHER, self->unit->sites.list.at[group->sites.at[0]].key, finding);
        return;
    }
    group->offered = true;
    // A key that comes out of a container of the group is repaired with that.
    if (!has_own_target(group, site) && group->owners.len)
        site = group->owners.at[0];
    if (group->complete)
        try_kinds(self, group, site, style, finding);
    explain(self, group, nomination->key, finding);
}

void tk_fix_findings(tk_unit *unit, tk_suppressions *suppressions, const tk_scan_options *options,
                     const tk_found *found, uint32_t count, tk_file_result *result)
{
    tk_fixer self = {.unit = unit,
                     .fixes = unit->catalog->fixes,
                     .nodes = &unit->syntax.nodes,
                     .suppressions = suppressions};
    // The text of a file in another encoding is not what stands on disk.
    if (!self.fixes || unit->source->transcoded)
        return;
    tk_fixer_find_shared(&self);
    for (uint32_t i = 0; i < count; i++)
        fix_finding(&self, options->key_style, found[i].site, &result->findings.at[found[i].finding]);
    tk_fixer_add_parts(&self, options->key_style, result);
    for (uint32_t i = 0; i < self.groups.len; i++)
        tk_group_free(self.groups.at[i]);
    tk_vec_free(&self.groups);
    tk_vec_free(&self.uses);
    tk_vec_free(&self.keys);
    tk_vec_free(&self.links);
    tk_vec_free(&self.shared);
    tk_vec_free(&self.modules);
    tk_vec_free(&self.shared_keys);
    free(self.group_of);
}
