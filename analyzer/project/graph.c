// Reads the named files and all that they import, for their imports only.
#include <stdlib.h>
#include <string.h>

#include "project/project.h"
#include "syntax/notebook.h"

static uint32_t module_of_input(tk_project *self, const tk_input *input)
{
    const char *slash = strrchr(input->path, '/');
    char *name = slash ? tk_memory_copy_string(input->path,
                                               slash > input->path ? (size_t)(slash - input->path)
                                                                   : 1)
                       : tk_memory_copy_string(".", 1);
    const tk_folder *folder = tk_folder_at(&self->folders, name);
    tk_text path = {0};
    if (folder)
        tk_text_format(&path, "%s/%s", tk_folder_path(folder)[1] ? tk_folder_path(folder) : "",
                       slash ? slash + 1 : input->path);
    else
        tk_text_add_string(&path, input->path);
    uint32_t module = tk_project_module_at(self, path.at);
    if (self->modules.at[module].input) {   // named twice: analysed twice
        tk_module copy = {.folder = folder};
        copy.path = tk_memory_copy_string(path.at, path.len);
        copy.shown = tk_memory_copy_string(self->modules.at[module].shown,
                                           strlen(self->modules.at[module].shown));
        tk_vec_push(&self->modules, copy);
        module = self->modules.len - 1;
    }
    self->modules.at[module].input = input;
    tk_text_free(&path);
    free(name);
    return module;
}

tk_source *tk_project_source(const tk_project *self, uint32_t module, tk_diagnostics *diagnostics)
{
    const tk_module *row = &self->modules.at[module];
    const char *path = row->input ? row->input->path : row->path;
    if (row->input && row->input->text)
        return tk_source_from_bytes(path, row->input->text, row->input->bytes, diagnostics);
    return tk_source_read(path, row->options.max_bytes, diagnostics);
}

// Places are those in the file, so of a notebook the file counts.
static tk_digest digest_of(const tk_source *source)
{
    tk_digest digest = {0};
    const tk_source *file = source->notebook ? source->notebook->file : source;
    tk_digest_add(&digest, source->text, source->len);
    tk_digest_add(&digest, file->text, source->notebook ? file->len : 0);
    tk_digest_add_number(&digest, (uint64_t)file->had_bom * 2 + file->transcoded);
    return digest;
}

static void read_module(tk_project *self, uint32_t module)
{
    tk_diagnostics ignored = {0};   // told when the file is scanned
    tk_module *row = &self->modules.at[module];
    row->options = self->options_of(self->context, row->input);
    tk_names *names = tk_names_new(self->catalog->names);
    tk_source *source = tk_project_source(self, module, &ignored);
    tk_outline outline = {0};
    if (source) {
        self->modules.at[module].bytes = source->len;
        self->modules.at[module].readable = true;
        self->modules.at[module].digest = digest_of(source);
        tk_outline_scan(&outline, source, names);
        self->modules.at[module].concerned =
            tk_words_imported(&self->words, source, &outline, names);
        tk_project_read_imports(self, module, &outline, names);
    }
    tk_outline_free(&outline);
    tk_source_free(source);
    tk_names_free(names);
    tk_diagnostics_free(&ignored);
}

void tk_project_open(tk_project *self, const tk_catalog *catalog, tk_options_of *options_of,
                     const void *context, const tk_inputs *inputs, bool inspect)
{
    memset(self, 0, sizeof *self);
    self->catalog = catalog;
    self->options_of = options_of;
    self->context = context;
    self->current = tk_memory_checked(realpath(".", NULL));
    if (!self->current)
        self->current = tk_memory_copy_string("", 0);
    tk_vec_push(&self->modules, ((tk_module){.path = NULL}));
    tk_words_of(&self->words, catalog);
    self->of_input = tk_memory_zero(inputs->list.len, sizeof *self->of_input);
    for (uint32_t i = 0; i < inputs->list.len; i++)
        self->of_input[i] = module_of_input(self, &inputs->list.at[i]);
    for (uint32_t i = 1; i < self->modules.len; i++)   // reading adds what is imported behind it
        read_module(self, i);
    for (uint32_t i = 0; inspect && i < inputs->list.len; i++)
        self->modules.at[self->of_input[i]].concerned = true;
    tk_project_order(self);
    tk_project_need(self);
}

void tk_project_close(tk_project *self)
{
    for (uint32_t i = 1; i < self->modules.len; i++) {
        tk_module *module = &self->modules.at[i];
        for (uint32_t k = 0; k < module->visible.len; k++)
            free((char *)(uintptr_t)module->visible.at[k].spelled);
        tk_vec_free(&module->visible);
        free(module->path);
        free(module->shown);
        for (int k = 0; k < 2; k++)
            tk_unit_free(module->units[k]);
    }
    tk_vec_free(&self->modules);
    tk_folders_free(&self->folders);
    free(self->slots);
    tk_vec_free(&self->words);
    free(self->of_input);
    free(self->current);
}
