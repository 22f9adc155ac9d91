// A catalog of two rules and findings marked by their text in small sources.
#ifndef REPORT_FIXTURE_H
#define REPORT_FIXTURE_H

#include "check.h"

#include "report/fingerprint.h"
#include "report/report.h"

enum { FIXTURE_FILES = 4 };

// A run over at most FIXTURE_FILES files; zeroed, then filled in order of the paths.
typedef struct fixture {
    tk_catalog catalog;
    tk_file_result files[FIXTURE_FILES];
    tk_source *sources[FIXTURE_FILES];
    uint32_t count;
    tk_report report;
    tk_text text;
} fixture;

static const tk_rule fixture_rules[] = {
    {.code = "TK001",
     .name = "syntax-error",
     .since = "0.1.0",
     .level = TK_LEVEL_NOTE,
     .harm = TK_HARM_TOOL,
     .message = "",
     .why = "A part of the file is no Python.",
     .bad = "x = = 1",
     .good = "x = 1"},
    {.code = "TK101",
     .name = "unhashable-dict-key",
     .since = "0.1.0",
     .level = TK_LEVEL_ERROR,
     .harm = TK_HARM_RAISES,
     .precision = TK_PRECISION_HIGH,
     .message = "",
     .why = "Arrays refuse to be hashed.",
     .bad = "d[x] = 1",
     .good = "d[tuple(x)] = 1"},
    {.code = "TK201",
     .name = "identity-dict-key",
     .since = "0.1.0",
     .level = TK_LEVEL_WARNING,
     .harm = TK_HARM_IDENTITY,
     .message = "",
     .why = "Tensors hash by identity.",
     .bad = "d[t]",
     .good = "d[t.item()]"},
};

static inline void fixture_start(fixture *self)
{
    memset(self, 0, sizeof *self);
    for (size_t i = 0; i < sizeof fixture_rules / sizeof *fixture_rules; i++)
        tk_vec_push(&self->catalog.rules, fixture_rules[i]);
    self->report.catalog = &self->catalog;
    self->report.version = "0.1.0";
    self->report.root = self->report.folder = "/repo";
}

static inline tk_source *fixture_file(fixture *self, const char *path, const char *text)
{
    tk_file_result *file = &self->files[self->count];
    file->path = tk_memory_copy_string(path, strlen(path));
    file->bytes = strlen(text);
    tk_source *source = tk_source_from_bytes(path, text, strlen(text), &file->diagnostics);
    self->sources[self->count++] = source;
    return source;
}

// Where the `nth` (1-based) occurrence of `marked` stands.
static inline tk_place fixture_place(tk_source *source, const char *marked, int nth)
{
    const char *at = source->text - 1;
    while (nth-- > 0) {
        at = strstr(at + 1, marked);
        assert_non_null(at);
    }
    uint32_t start = (uint32_t)(at - source->text);
    return tk_place_of(source, start, start + (uint32_t)strlen(marked));
}

static inline char *fixture_copy(const char *text)
{
    return text ? tk_memory_copy_string(text, strlen(text)) : NULL;
}

// A finding of the rule with index `rule`, in the file added last.
static inline tk_finding *fixture_finding(fixture *self, int rule, const char *marked, int nth,
                                          const char *message, const char *advice)
{
    tk_file_result *file = &self->files[self->count - 1];
    tk_finding finding = {
        .rule = &self->catalog.rules.at[rule],
        .level = self->catalog.rules.at[rule].level,
        .certainty = TK_DEFINITE,
        .place = fixture_place(self->sources[self->count - 1], marked, nth),
        .message = fixture_copy(message),
        .advice = fixture_copy(advice),
    };
    tk_vec_push(&file->findings, finding);
    return &file->findings.at[file->findings.len - 1];
}

static inline void fixture_related(tk_finding *finding, tk_source *source, const char *marked,
                                   int nth, const char *message)
{
    tk_related related = {fixture_place(source, marked, nth), fixture_copy(message)};
    tk_vec_push(&finding->related, related);
}

static inline const char *fixture_render(fixture *self, tk_format format)
{
    tk_report_free(&self->report);
    self->report.files = self->files;
    self->report.file_count = self->count;
    for (uint32_t i = 0; i < self->count; i++)
        tk_fingerprints_set(&self->report, &self->files[i]);
    tk_report_collect(&self->report, NULL, 0);
    tk_text_clear(&self->text);
    tk_report_render(&self->report, format, &self->text);
    return tk_text_string(&self->text);
}

// The text under test first, as it reads in the tests.
#define check_found(found, expected) check_string((expected), (found))

static inline void fixture_end(fixture *self)
{
    for (uint32_t i = 0; i < self->count; i++) {
        tk_file_result_free(&self->files[i]);
        tk_source_free(self->sources[i]);
    }
    tk_report_free(&self->report);
    tk_vec_free(&self->catalog.rules);
    tk_text_free(&self->text);
}

#endif
