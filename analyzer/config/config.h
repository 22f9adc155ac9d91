// Which settings count where. Every folder has those of the nearest configuration file at or above it,
// and of no other; what concerns the run as a whole is taken from the file nearest to the current folder
// (or, when there is none, to the first path that is named).
#ifndef TK_CONFIG_CONFIG_H
#define TK_CONFIG_CONFIG_H

#include "cli/excludes.h"
#include "cli/selection.h"

// One configuration file with what it extends, under --config and the command line. Read only.
typedef struct tk_settings {
    char *file;  // owned; as messages name it; NULL: no file
    tk_options options;
    tk_selection selection;
    tk_excludes excludes;
} tk_settings;

typedef struct tk_config tk_config;

// Reads the files that concern the whole run. `given`, the command line, is borrowed.
tk_config *tk_config_new(const tk_options *given);
void tk_config_free(tk_config *self);  // NULL is fine
// Prints what is wrong with the files read so far, once; true when something is.
bool tk_config_failed(tk_config *self);
const tk_settings *tk_config_of_run(const tk_config *self);
// Codes in settings are checked against the rules, from here on. Borrowed.
void tk_config_use_catalog(tk_config *self, const tk_catalog *catalog);
// Settings for what stands directly in a folder (absolute, links resolved).
const tk_settings *tk_config_of_folder(tk_config *self, const char *folder);
// Settings for a path as the user named it: those of the folder it stands in, or that it is.
const tk_settings *tk_config_of_path(tk_config *self, const char *path);

#endif
