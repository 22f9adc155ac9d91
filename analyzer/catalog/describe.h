// A rule's documentation as a person reads it: `tkscan rule CODE`, the pages of docs/rules/, SARIF help.
#ifndef TK_CATALOG_DESCRIBE_H
#define TK_CATALOG_DESCRIBE_H

#include "base/text.h"
#include "catalog/catalog.h"

void tk_rule_describe(const tk_rule *rule, tk_text *out);   // plain text of at most 80 columns
void tk_rule_markdown(const tk_rule *rule, tk_text *out);   // starts with a heading of level 1

tk_precision tk_rule_precision(const tk_rule *rule);
const char *tk_precision_text(tk_precision precision);  // "very-high"

#endif
