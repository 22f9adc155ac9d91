#include "unit.h"

#include <string.h>

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
}

// The part of a module's name before the first dot is what an import of it mentions.
static tk_slice top_name(tk_slice module)
{
    const char *dot = memchr(module.at, '.', module.len);
    return dot ? (tk_slice){module.at, (size_t)(dot - module.at)} : module;
}

bool tk_unit_concerned(const tk_unit *self)
{
    TK_VEC(tk_slice) words = {0};
    for (uint32_t i = 0; i < self->catalog->libraries.len; i++) {
        const tk_library *library = &self->catalog->libraries.at[i];
        for (uint16_t k = 0; !library->always && k < library->module_count; k++) {
            tk_slice word = top_name(tk_names_text(self->catalog->names, library->modules[k]));
            bool known = false;
            for (uint32_t w = words.len; w-- > 0 && !known;)
                known = tk_slice_equal(words.at[w], word);
            if (!known)
                tk_vec_push(&words, word);
        }
    }
    tk_slice text = {self->source->text, self->source->len};
    bool mentioned = tk_prefilter_mentions(text, words.at, words.len);
    tk_vec_free(&words);
    return mentioned;
}

void tk_unit_analyse(tk_unit *self)
{
    self->infer = tk_infer_new(self->catalog, &self->syntax, self->names, NULL);
    tk_infer_run(self->infer);
    tk_sites_find(&self->sites, self->catalog, &self->syntax, self->infer);
}
