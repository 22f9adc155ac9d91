// Configuration files: which one a folder has, and what stands in it.
#ifndef TK_CONFIG_FILE_H
#define TK_CONFIG_FILE_H

#include "catalog/yaml.h"

// The configuration file of this very folder: .tkscan.toml, else .tkscan.yaml, else a pyproject.toml
// with a table [tool.tkscan]. NULL when there is none; the caller frees it.
char *tk_config_file_in(const char *folder);
// The settings in a file, by its name TOML (of pyproject.toml the table [tool.tkscan]) or YAML. NULL
// when it has none, or after errors.
const tk_yaml *tk_config_file_read(tk_arena *arena, const char *path, tk_diagnostics *diagnostics);

#endif
