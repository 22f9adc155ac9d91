// A loaded catalog as bytes that can be put anywhere: the build makes one of the program's own rules and
// models, so that a run reads no YAML however many there are. It is the catalog's memory as its loader
// left it, hence no list of fields that would have to follow the structs. For the machine it was made on.
//
// What is a pointer is found by comparison: of two catalogs loaded from the same files, words that differ
// and stand for the same place in both are pointers, all others are numbers and text.
#ifndef TK_CATALOG_IMAGE_H
#define TK_CATALOG_IMAGE_H

#include "catalog/catalog.h"

// False, with the reason, when something in a catalog lies in memory that it does not own.
bool tk_image_make(const tk_catalog *one, const tk_catalog *other, tk_text *out, const char **why);
// Without queries. Ends with tk_catalog_free.
tk_catalog *tk_image_open(const unsigned char *bytes);

#endif
