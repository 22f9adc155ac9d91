// A YAML tree as bytes. The build packs the program's own files, since reading a packed tree costs a
// tenth of reading YAML, and most runs do nothing else for as long.
//
// One NUL, with which no YAML file begins; then the nodes in preorder, each a byte of kind and flags and
// three numbers: lines since the node before, column, and items or bytes of text. A scalar's text and a
// NUL follow. Numbers are seven bits a byte, lowest first, the high bit telling that more follow.
#ifndef TK_CATALOG_PACKED_H
#define TK_CATALOG_PACKED_H

#include "catalog/yaml.h"

void tk_yaml_pack(const tk_yaml *root, tk_text *out);
bool tk_yaml_is_packed(const void *bytes, size_t len);
// Texts point into `bytes`, which must be what tk_yaml_pack wrote and must live as long as the tree.
const tk_yaml *tk_yaml_unpack(tk_arena *arena, const void *bytes);

#endif
