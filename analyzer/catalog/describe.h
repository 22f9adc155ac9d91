// A rule's documentation as a person reads it: `tkscan rule CODE`, the pages of docs/rules/, SARIF help.
#ifndef TK_CATALOG_DESCRIBE_H
#define TK_CATALOG_DESCRIBE_H

#include "base/text.h"
#include "catalog/catalog.h"

void tk_rule_describe(const tk_rule *rule, tk_text *out);   // plain text of at most 80 columns
void tk_rule_markdown(const tk_rule *rule, tk_text *out);   // starts with a heading of level 1

#endif
