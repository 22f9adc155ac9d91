// Rules: rules/*.yaml. docs/rules.md has the format.
#ifndef TK_CATALOG_RULE_H
#define TK_CATALOG_RULE_H

#include "catalog/loader.h"

// Adds the rule to the catalog; one of an earlier layer with its code gives way. All models must be
// loaded, since conditions name classes.
void tk_rule_read(tk_loader *loader, const tk_yaml *root);
void tk_rules_finish(tk_loader *loader);   // sorts by code; no two rules have one name

// The placeholders that messages and advice may hold, for whoever fills them in.
#define TK_PLACEHOLDERS \
    "{key}", "{key.primary}", "{key.class}", "{key.refused}", "{key.type}", "{key.origin}", "{container}", "{site}"

#endif
