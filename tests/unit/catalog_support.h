// Loads catalogs from texts and renders them, so that tests compare lines that a person can read.
#ifndef CATALOG_SUPPORT_H
#define CATALOG_SUPPORT_H

#include "catalog/files.h"
#include "catalog/query.h"
#include "catalog/type.h"
#include "check.h"

typedef struct loaded {
    tk_catalog *catalog;
    tk_diagnostics diagnostics;
    tk_text text;            // what was rendered last
} loaded;

// The classes that other test models build on.
#define BUILTINS \
    "library: builtins\n" \
    "always: true\n" \
    "modules: [builtins]\n" \
    "classes:\n" \
    "  - {name: builtins.object, family: object, hash: value, abstract: true}\n" \
    "  - {name: builtins.int, family: scalar, dtype: int64}\n" \
    "  - {name: builtins.bool, bases: [builtins.int], dtype: bool}\n" \
    "  - {name: builtins.float, family: scalar, dtype: float64}\n" \
    "  - {name: builtins.str, family: text}\n" \
    "  - {name: builtins.type}\n" \
    "  - {name: builtins.tuple, family: tuple, hash: items}\n" \
    "  - {name: builtins.list, family: list, hash: raises}\n" \
    "  - {name: builtins.dict, family: mapping, hash: raises}\n" \
    "  - {name: builtins.iterator, family: iterator}\n"

static inline tk_catalog_file model(const char *path, const char *text)
{
    return (tk_catalog_file){.kind = TK_FILE_MODEL, .path = path, .bytes = text, .len = strlen(text)};
}

static inline tk_catalog_file rule(const char *path, const char *text)
{
    return (tk_catalog_file){.kind = TK_FILE_RULE, .path = path, .bytes = text, .len = strlen(text)};
}

static inline tk_catalog_file query(const char *path, const char *text)
{
    return (tk_catalog_file){.kind = TK_FILE_QUERY, .path = path, .bytes = text, .len = strlen(text)};
}

static inline tk_catalog_file in_layer(tk_catalog_file file, uint32_t layer)
{
    file.layer = layer;
    return file;
}

static inline void load(loaded *self, const tk_catalog_file *files, uint32_t count)
{
    *self = (loaded){0};
    self->catalog = tk_catalog_read(files, count, &self->diagnostics);
}

#define LOAD(self, ...) \
    do { \
        const tk_catalog_file load_files_[] = {model("builtins.yaml", BUILTINS), __VA_ARGS__}; \
        load((self), load_files_, sizeof load_files_ / sizeof *load_files_); \
    } while (0)

static inline void unload(loaded *self)
{
    tk_catalog_free(self->catalog);
    tk_diagnostics_free(&self->diagnostics);
    tk_text_free(&self->text);
}

static inline void add_diagnostics(const tk_diagnostics *from, tk_text *out)
{
    for (uint32_t i = 0; i < from->list.len; i++) {
        const tk_diagnostic *one = &from->list.at[i];
        tk_text_format(out, "%s:%u:%u: %s", one->path, (unsigned)one->line, (unsigned)one->column,
                       one->message);
        tk_text_format(out, one->hint ? " [%s]\n" : "\n", one->hint);
    }
}

// "path:line:column: message [hint]" per line
static inline const char *problems(loaded *self)
{
    tk_text_clear(&self->text);
    add_diagnostics(&self->diagnostics, &self->text);
    return tk_text_string(&self->text);
}

static inline const char *name_text(const loaded *self, tk_name name)
{
    return tk_names_text(self->catalog->names, name).at;
}

static inline void add_type(const loaded *self, const char *before, const tk_type *type, tk_text *out)
{
    if (!type)
        return;
    tk_text_add_string(out, before);
    tk_type_text(self->catalog, type, out);
}

static inline void add_parameters(const loaded *self, const tk_function *function, tk_text *out)
{
    bool starred = false;
    for (uint16_t i = 0; i < function->param_count; i++) {
        const tk_parameter *param = &function->params[i];
        tk_text_add_string(out, i ? ", " : "");
        if (param->keyword_only && !starred)
            tk_text_add_string(out, "*, ");
        starred |= param->keyword_only || param->variadic;
        tk_text_format(out, "%s%s", param->variadic ? "*" : "", name_text(self, param->name));
        if (param->role)
            tk_text_format(out, "=%s", tk_vocabulary_text(&tk_words_role, (uint8_t)param->role));
    }
}

static inline void add_effects(const tk_function *function, tk_text *out)
{
    for (uint16_t i = 0; i < function->hashing_count; i++) {
        const tk_hashing *one = &function->hashing[i];
        tk_text_format(out, " hashes %s of %s at %s", tk_vocabulary_text(&tk_words_part, one->part),
                       tk_vocabulary_text(&tk_words_role, (uint8_t)one->role),
                       tk_site_text(one->site));
    }
    for (uint16_t i = 0; i < function->storing_count; i++)
        tk_text_format(out, " stores %s %s",
                       tk_vocabulary_text(&tk_words_storing, function->storing[i].what),
                       tk_vocabulary_text(&tk_words_role, (uint8_t)function->storing[i].role));
}

// "numpy.zeros(shape=shape, dtype=dtype) -> numpy.ndarray transfer=shape default=float64"
static inline void add_function(const loaded *self, tk_function_id id, tk_text *out)
{
    const tk_function *function = tk_function_of(self->catalog, id);
    tk_text_format(out, "%s(", name_text(self, function->name));
    add_parameters(self, function, out);
    tk_text_add_char(out, ')');
    add_type(self, " -> ", function->type, out);
    add_type(self, " scalar ", function->scalar, out);
    for (uint16_t i = 0; i < function->named_count; i++) {
        tk_text_format(out, "%s %s: ", i ? "" : " named", name_text(self, function->named[i].name));
        add_type(self, "", function->named[i].type, out);
    }
    tk_text_format(out, " transfer=%s", tk_vocabulary_text(&tk_words_transfer, function->transfer));
    if (function->dtype)
        tk_text_format(out, " dtype=%s", tk_dtype_text(function->dtype));
    if (function->any_dtype)
        tk_text_format(out, " dtype=any");
    if (function->default_dtype)
        tk_text_format(out, " default=%s", tk_dtype_text(function->default_dtype));
    if (function->integers)
        tk_text_format(out, " integers=%s", tk_dtype_text(function->integers));
    if (function->how)
        tk_text_format(out, " how=%s", tk_how_text(function->how));
    if (function->guard)
        tk_text_format(out, " guard=%s", tk_vocabulary_text(&tk_words_guard, function->guard));
    if (function->guard_class.i)
        tk_text_format(out, ":%s", name_text(self, tk_class_of(self->catalog, function->guard_class)->name));
    add_effects(function, out);
    tk_text_format(out, "%s%s%s%s%s", function->never_returns ? " never-returns" : "",
                   function->expects_error ? " expects-error" : "",
                   function->evidence ? " evidence" : "", function->caches ? " caches" : "",
                   function->mutates ? " mutates" : "");
}

// "numpy.ndarray prints ndarray hash=raises family=array order=numpy.ndarray,builtins.object"
static inline void add_class(const loaded *self, tk_class_id id, tk_text *out)
{
    const tk_class *cls = tk_class_of(self->catalog, id);
    tk_text_format(out, "%s prints %s hash=%s family=%s order=", name_text(self, cls->name),
                   name_text(self, cls->prints), tk_vocabulary_text(&tk_words_hash, cls->hash),
                   tk_vocabulary_text(&tk_words_family, cls->family));
    for (uint16_t i = 0; i < cls->ancestor_count; i++)
        tk_text_format(out, "%s%s", i ? "," : "",
                       name_text(self, tk_class_of(self->catalog, cls->ancestors[i])->name));
    if (cls->dtype)
        tk_text_format(out, " dtype=%s", tk_dtype_text(cls->dtype));
    tk_text_format(out, "%s%s", cls->zero_dim_scalar ? " zero-dim-scalar" : "",
                   cls->abstract ? " abstract" : "");
    for (int dtype = 0; dtype < TK_DTYPE_COUNT; dtype++)
        if (cls->scalars[dtype].i)
            tk_text_format(out, " %s:%s", tk_dtype_text((tk_dtype)dtype),
                           name_text(self, tk_class_of(self->catalog, cls->scalars[dtype])->name));
}

static inline tk_symbol symbol_of(const loaded *self, const char *qualified)
{
    return tk_catalog_symbol(self->catalog,
                             tk_names_find(self->catalog->names, tk_slice_of(qualified)));
}

// What a qualified name stands for, on one line.
static inline const char *meaning(loaded *self, const char *qualified)
{
    tk_symbol symbol = symbol_of(self, qualified);
    tk_text_clear(&self->text);
    switch (symbol.kind) {
    case TK_SYMBOL_NONE:
        tk_text_add_string(&self->text, "nothing");
        break;
    case TK_SYMBOL_MODULE:
        tk_text_add_string(&self->text, "module");
        break;
    case TK_SYMBOL_CLASS:
        add_class(self, symbol.cls, &self->text);
        break;
    case TK_SYMBOL_FUNCTION:
        add_function(self, symbol.function, &self->text);
        break;
    case TK_SYMBOL_VALUE:
        add_type(self, "value ", symbol.type, &self->text);
        break;
    }
    return tk_text_string(&self->text);
}

// What `name` is on an instance of the class, own or inherited.
static inline const char *member(loaded *self, const char *cls, const char *name)
{
    const tk_member *found =
        tk_class_member(self->catalog, tk_catalog_class(self->catalog, cls),
                        tk_names_find(self->catalog->names, tk_slice_of(name)));
    tk_text_clear(&self->text);
    if (!found) {
        tk_text_add_string(&self->text, "nothing");
    } else if (found->function.i) {
        add_function(self, found->function, &self->text);
    } else {
        tk_text_format(&self->text, "attribute %s",
                       tk_vocabulary_text(&tk_words_transfer, found->transfer));
        add_type(self, " ", found->type, &self->text);
    }
    return tk_text_string(&self->text);
}

#endif
