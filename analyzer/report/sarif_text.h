// Text for SARIF messages, where brackets make links and braces are placeholders.
#ifndef TK_REPORT_SARIF_TEXT_H
#define TK_REPORT_SARIF_TEXT_H

#include <stdint.h>

#include "base/text.h"

// Prose on one line that ends with a period; no braces, nothing a viewer takes for a link.
void tk_sarif_sentence(tk_text *out, const char *text);
// "[text](id)": a link to the related location of that id.
void tk_sarif_link(tk_text *out, const char *text, uint32_t id);
// "unhashable-dict-key" -> "UnhashableDictKey"
void tk_sarif_pascal(tk_text *out, const char *name);
// At most 1024 characters, what GitHub allows for a description, with a period at the end.
void tk_sarif_description(tk_text *out, const char *text);

#endif
