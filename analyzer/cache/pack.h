// The result of one file as bytes, and back.
#ifndef TK_CACHE_PACK_H
#define TK_CACHE_PACK_H

#include "report/finding.h"

void tk_result_pack(const tk_file_result *result, const tk_catalog *catalog, tk_text *out);
// False, with an empty result, when the bytes are not what tk_result_pack wrote or name rules that the
// catalog does not have. Nothing points into the bytes.
bool tk_result_unpack(tk_slice bytes, const tk_catalog *catalog, tk_file_result *result);

#endif
