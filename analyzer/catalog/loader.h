// What all loaders of the catalog share: where they are, how they complain, how they read one value.
// Every reader below says what is wrong at the node's place and gives back a harmless value.
#ifndef TK_CATALOG_LOADER_H
#define TK_CATALOG_LOADER_H

#include "catalog/catalog.h"
#include "catalog/words.h"
#include "catalog/yaml.h"

typedef struct tk_loader {
    tk_catalog *catalog;
    tk_diagnostics *diagnostics;
    const char *path;        // of the file being read
    uint32_t layer;          // 0: part of the program; then one per folder of the user's. A later
                             // layer replaces what an earlier one defines
} tk_loader;

tk_diagnostic *tk_loader_error(tk_loader *self, const tk_yaml *at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
// At byte `offset` of a scalar's text.
tk_diagnostic *tk_loader_error_in(tk_loader *self, const tk_yaml *at, size_t offset,
                                  const char *format, ...) __attribute__((format(printf, 4, 5)));
void tk_loader_hint(tk_diagnostic *diagnostic, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
// "did you mean 'W'?", or all the words when none is near and they are few.
void tk_loader_hint_word(tk_diagnostic *diagnostic, tk_slice word, const char *const *words,
                         uint32_t count);

// The keys of one kind of mapping. `required` is a bit set of indices into `names`.
typedef struct tk_keys {
    const char *noun;              // "a rule"
    const char *const *names;
    uint8_t count;
    uint32_t required;
} tk_keys;

#define TK_KEYS(variable, noun_text, required_set, ...) \
    static const char *const variable##_names[] = {__VA_ARGS__}; \
    static const tk_keys variable = {noun_text, variable##_names, \
                                     sizeof variable##_names / sizeof *variable##_names, \
                                     required_set}

// values[i] is what stands behind names[i], NULL when absent. False when `node` is no mapping or a
// required key is missing.
bool tk_loader_keys(tk_loader *self, const tk_yaml *node, const tk_keys *keys,
                    const tk_yaml **values);

bool tk_loader_is(tk_loader *self, const tk_yaml *node, int kind, const char *noun);
bool tk_loader_count_fits(tk_loader *self, const tk_yaml *node);   // at most 65535 items

// These take NULL for an absent key and return what they say for it.
tk_slice tk_loader_text(tk_loader *self, const tk_yaml *node, const char *noun);        // empty
const char *tk_loader_string(tk_loader *self, const tk_yaml *node, const char *noun);   // NULL
bool tk_loader_bool(tk_loader *self, const tk_yaml *node, bool absent);
int32_t tk_loader_int(tk_loader *self, const tk_yaml *node, int32_t absent);
uint8_t tk_loader_word(tk_loader *self, const tk_yaml *node, const tk_vocabulary *words,
                       uint8_t absent);
uint32_t tk_loader_word_set(tk_loader *self, const tk_yaml *node, const tk_vocabulary *words); // 0
// A class that some model defines; a name without a dot is a builtin. The second: at byte `offset` of
// a longer text.
tk_class_id tk_loader_class(tk_loader *self, const tk_yaml *node);                      // 0
tk_class_id tk_loader_class_in(tk_loader *self, const tk_yaml *at, size_t offset, tk_slice name);

#endif
