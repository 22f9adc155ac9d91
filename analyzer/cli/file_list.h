// Lists of strings that come from files: @argfile, --files-from, --files-from0.
#ifndef TK_CLI_FILE_LIST_H
#define TK_CLI_FILE_LIST_H

#include "cli/options.h"

// Reads a whole file ("-": standard input) of at most `max_bytes`. False and an error when it cannot
// be read.
bool tk_file_read(const char *path, uint64_t max_bytes, tk_text *out, tk_diagnostics *diagnostics);
// Appends the parts between separators, the empty ones left out ('\n': "\r\n" as well).
bool tk_file_list_read(const char *path, char separator, tk_strings *out,
                       tk_diagnostics *diagnostics);
void tk_strings_free(tk_strings *self);

#endif
