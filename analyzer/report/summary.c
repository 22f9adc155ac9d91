#include "report/summary.h"

#include "report/display.h"

static void add_count(const tk_style *style, const char *before, uint32_t count, const char *noun,
                      tk_style_name name)
{
    tk_text_add_string(style->out, before);
    tk_style_begin(style, name);
    tk_text_format(style->out, "%u %s%s", count, noun, count == 1 ? "" : "s");
    tk_style_end(style);
}

static void add_levels(const tk_style *style, const uint32_t *counts)
{
    static const char *const nouns[] = {"note", "warning", "error"};
    const char *before = "Found ";
    for (int level = TK_LEVEL_ERROR; level >= TK_LEVEL_NOTE; level--) {
        if (counts[level] == 0)
            continue;
        add_count(style, before, counts[level], nouns[level], tk_style_of_level((tk_level)level));
        bool last = level == TK_LEVEL_NOTE || (level == TK_LEVEL_WARNING && !counts[TK_LEVEL_NOTE]);
        bool next_is_last =
            level == TK_LEVEL_WARNING || !counts[TK_LEVEL_WARNING] || !counts[TK_LEVEL_NOTE];
        before = last ? "" : next_is_last ? " and " : ", ";
    }
}

// " (3 fixable with --fix, 2 more with --unsafe-fixes)"
static void add_fixable(uint32_t now, uint32_t most, tk_text *out)
{
    if (most == 0)
        return;
    tk_text_add_string(out, " (");
    if (now)
        tk_text_format(out, "%u fixable with --fix", now);
    if (most > now)
        tk_text_format(out, now ? ", %u more with --unsafe-fixes" : "%u fixable with --unsafe-fixes",
                       most - now);
    tk_text_add_char(out, ')');
}

void tk_report_summary(const tk_report *self, tk_text *out)
{
    uint32_t counts[TK_LEVEL_ERROR + 1] = {0}, files = 0;
    uint32_t safe = 0, unsafe = 0;
    tk_style style = {.out = out, .color = self->color};
    for (uint32_t i = 0; i < self->file_count; i++) {
        const tk_file_result *file = &self->files[i];
        files += file->findings.len > 0;
        for (uint32_t j = 0; j < file->findings.len; j++)
            counts[file->findings.at[j].level]++;
        for (uint32_t j = 0; j < file->findings.len; j++) {
            safe += tk_finding_fix(&file->findings.at[j], self->least) != NULL;
            unsafe += tk_finding_fix(&file->findings.at[j], TK_FIX_UNSAFE) != NULL;
        }
    }
    if (self->fixed)
        tk_text_format(out, "%s %u finding%s. ", self->would_fix ? "Would fix" : "Fixed", self->fixed, self->fixed == 1 ? "" : "s");
    if (self->file_count == 0) {
        tk_text_add_string(out, "No Python files to scan.\n");
        return;
    }
    if (self->found == 0) {
        tk_text_format(out, "Nothing %sfound in %u file%s.\n", self->fixed ? "else " : "", self->file_count,
                       self->file_count == 1 ? "" : "s");
        return;
    }
    add_levels(&style, counts);
    tk_text_add_string(out, " in ");
    if (files < self->file_count)
        tk_text_format(out, "%u of ", files);
    tk_text_format(out, "%u file%s", self->file_count, self->file_count == 1 ? "" : "s");
    add_fixable(safe, unsafe, out);
    if (self->findings.len < self->found)
        tk_text_format(out, "; the gravest %u are shown", self->findings.len);
    tk_text_add_string(out, ".\n");
}
