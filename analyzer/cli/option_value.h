// The value of one option, from text into its field.
#ifndef TK_CLI_OPTION_VALUE_H
#define TK_CLI_OPTION_VALUE_H

#include "cli/option_table.h"

// `shown` is the option as the user wrote it, for messages.
void tk_option_set(tk_options *options, const tk_option *option, const char *shown,
                   const char *value, tk_diagnostics *diagnostics);

#endif
