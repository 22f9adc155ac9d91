// The keys of a configuration file, from a tree into options.
#ifndef TK_CONFIG_KEYS_H
#define TK_CONFIG_KEYS_H

#include "catalog/yaml.h"
#include "cli/option_value.h"

// Where keys stand, for messages and for what counts from there.
typedef struct tk_key_source {
    const char *path;  // for messages
    const char *base;  // absolute folder; NULL: the current
    const char *root;  // absolute folder that no file or folder may be outside of; NULL: any may
    uint32_t layer;
} tk_key_source;

// Sets every key of `table`, a mapping, in `options`. "extend" is passed over.
void tk_keys_apply(tk_options *options, const tk_yaml *table, const tk_key_source *source,
                   tk_diagnostics *diagnostics);
// The value of "extend"; NULL: none. A wrong one is left to tk_keys_apply.
const tk_yaml *tk_keys_extend(const tk_yaml *table);
// Whether the file or folder that a value names may be read and written; otherwise that is an error.
bool tk_keys_path_allowed(const tk_key_source *source, const tk_yaml *at, const char *key,
                          const char *value, tk_diagnostics *diagnostics);

#endif
