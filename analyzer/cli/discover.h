// From the paths of the command line to the files to scan.
#ifndef TK_CLI_DISCOVER_H
#define TK_CLI_DISCOVER_H

#include "config/config.h"
#include "scan.h"

// The files in order of their paths, each once. Paths are as the user named them, without a "./" in
// front and without doubled slashes. What cannot be found or read becomes an error.
void tk_discover(tk_config *config, const tk_strings *paths, tk_inputs *out,
                 tk_diagnostics *diagnostics);
// True when --force-exclude leaves out a path that was named on the command line.
bool tk_discover_excluded(tk_config *config, const char *path);

#endif
