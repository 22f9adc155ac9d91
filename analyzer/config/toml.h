// A TOML document (https://toml.io/en/v1.0.0) as the tree that YAML documents become, so that settings
// are read from both by the same code. Bounded: 1 MB, 64 levels, 10,000 keys.
#ifndef TK_CONFIG_TOML_H
#define TK_CONFIG_TOML_H

#include "catalog/yaml.h"

// The mapping of the document, or of the table `within` ("tool.tkscan"; NULL: the document). NULL when
// it has none, or when something is wrong, which is then in `diagnostics`. Strings are scalars that are
// not plain; numbers, booleans and dates are plain.
const tk_yaml *tk_toml_read(tk_arena *arena, const char *path, tk_slice bytes, const char *within,
                            tk_diagnostics *diagnostics);

#endif
