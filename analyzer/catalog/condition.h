// What a rule's `when` says about a site: YAML to tk_condition and back. docs/rules.md has the format.
#ifndef TK_CATALOG_CONDITION_H
#define TK_CATALOG_CONDITION_H

#include "catalog/loader.h"

// NULL for an absent node, and for one of which nothing could be read.
const tk_condition *tk_condition_read(tk_loader *loader, const tk_yaml *node);
// One line: "all(key.hash is raises, not(key.class is pack.Parameter))".
void tk_condition_text(const tk_catalog *catalog, const tk_condition *condition, tk_text *out);

#endif
