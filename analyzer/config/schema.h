// The JSON schema of configuration files, made of the table of options.
#ifndef TK_CONFIG_SCHEMA_H
#define TK_CONFIG_SCHEMA_H

#include "base/text.h"

void tk_schema_write(tk_text *out);

#endif
