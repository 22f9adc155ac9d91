#include "unit.h"

#include <string.h>

#include "base/clock.h"
#include "syntax/prefilter.h"

void tk_unit_open(tk_unit *self, const tk_catalog *catalog, tk_source *source)
{
    memset(self, 0, sizeof *self);
    self->catalog = catalog;
    self->source = source;
    self->names = tk_names_new(catalog->names);
    tk_outline_scan(&self->outline, source, self->names);
    tk_syntax_open(&self->syntax, source, &self->outline);
}

void tk_unit_close(tk_unit *self)
{
    tk_sites_free(&self->sites);
    tk_infer_free(self->infer);
    tk_syntax_close(&self->syntax);
    tk_outline_free(&self->outline);
    tk_names_free(self->names);
    tk_source_free(self->source);
    free(self->seen);
}

tk_unit *tk_unit_new(const tk_catalog *catalog, tk_source *source)
{
    tk_unit *self = tk_memory_alloc(sizeof *self);
    tk_unit_open(self, catalog, source);
    return self;
}

void tk_unit_free(tk_unit *self)
{
    if (self)
        tk_unit_close(self);
    free(self);
}

// The part of a module's name before the first dot is what an import of it mentions.
static tk_slice top_name(tk_slice module)
{
    const char *dot = memchr(module.at, '.', module.len);
    return dot ? (tk_slice){module.at, (size_t)(dot - module.at)} : module;
}

void tk_words_of(tk_words *self, const tk_catalog *catalog)
{
    for (uint32_t i = 0; i < catalog->libraries.len; i++) {
        const tk_library *library = &catalog->libraries.at[i];
        for (uint16_t k = 0; !library->always && k < library->module_count; k++) {
            tk_slice word = top_name(tk_names_text(catalog->names, library->modules[k]));
            bool known = false;
            for (uint32_t w = self->len; w-- > 0 && !known;)
                known = tk_slice_equal(self->at[w], word);
            if (!known)
                tk_vec_push(self, word);
        }
    }
}

static bool has_word(const tk_words *self, tk_slice word)
{
    for (uint32_t i = 0; i < self->len; i++)
        if (tk_slice_equal(self->at[i], word))
            return true;
    return false;
}

bool tk_words_imported(const tk_words *self, const tk_source *source, const tk_outline *outline,
                       const tk_names *names)
{
    // Most files that import none mention none, which takes less time to see.
    if (!tk_prefilter_mentions((tk_slice){source->text, source->len}, self->at, self->len))
        return false;
    for (uint32_t i = 0; i < outline->imports.len; i++) {
        const tk_import *import = &outline->imports.at[i];
        if (!import->level && has_word(self, top_name(tk_names_text(names, import->module))))
            return true;
    }
    return outline->irregular;
}

bool tk_unit_concerned(const tk_unit *self)
{
    tk_words words = {0};
    tk_words_of(&words, self->catalog);
    bool mentioned = tk_words_imported(&words, self->source, &self->outline, self->names);
    tk_vec_free(&words);
    return mentioned;
}

void tk_unit_analyse(tk_unit *self, const tk_surroundings *around)
{
    self->infer = tk_infer_new(self->catalog, &self->syntax, self->names, around);
    self->infer->memory_limit = self->memory_limit;
    self->syntax.parser->held_most = self->memory_limit;
    self->infer->deadline = self->time_limit ? tk_clock_ms() + (int64_t)self->time_limit : 0;
    tk_infer_run(self->infer);
    tk_sites_find(&self->sites, self->catalog, &self->syntax, self->infer);
}

void tk_unit_freeze(tk_unit *self)
{
    tk_sites_free(&self->sites);
    tk_source_line(self->source, 0);   // builds the index of lines
    tk_syntax_freeze(&self->syntax);
    if (self->infer)
        tk_infer_freeze(self->infer);
}

uint64_t tk_unit_bytes(const tk_unit *self)
{
    uint64_t bytes = self->source->len;
    bytes += (uint64_t)self->syntax.nodes.rows.cap * sizeof *self->syntax.nodes.rows.at;
    return bytes + (self->infer ? tk_infer_bytes(self->infer) : 0);
}
