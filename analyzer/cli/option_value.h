// The value of one option, from text into its field.
#ifndef TK_CLI_OPTION_VALUE_H
#define TK_CLI_OPTION_VALUE_H

#include "cli/option_table.h"

// A value on its way. Everything is borrowed.
typedef struct tk_given {
    const tk_option *option;
    const char *shown;  // the option as the user wrote it, for messages
    const char *value;  // NULL: an option without; of a flag in a file "true" or "false"
    const char *base;   // absolute folder that relative paths and patterns count from; NULL: the current
    uint32_t layer;
    const char *file;  // NULL: on the command line
    uint32_t line, column;
} tk_given;

// Values of a lower layer in the same field are dropped first, unless the option adds.
void tk_option_set(tk_options *options, const tk_given *given, tk_diagnostics *diagnostics);
// Frees what the field holds and leaves it empty.
void tk_option_clear(tk_options *options, const tk_option *option);

#endif
