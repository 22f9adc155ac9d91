// The notation of types in models: text to tk_type and back. docs/models.md has the grammar.
#ifndef TK_CATALOG_TYPE_H
#define TK_CATALOG_TYPE_H

#include "catalog/loader.h"

// NULL for an absent node or a type that can't be read. All classes must be declared by now.
const tk_type *tk_type_parse(tk_loader *loader, const tk_yaml *at);
tk_type *tk_type_of_class(tk_catalog *catalog, tk_class_id cls);
void tk_type_text(const tk_catalog *catalog, const tk_type *type, tk_text *out);

#endif
