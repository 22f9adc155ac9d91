// Parts of a message that depend on the version of Python:
//
//     {before 3.14}what it said{since 3.14}what it says{always}
//
// For one version one of them is told; for any version both: "what it said (since Python 3.14: what it
// says)".
#ifndef TK_CATALOG_TEMPLATE_H
#define TK_CATALOG_TEMPLATE_H

#include <stdint.h>

#include "base/text.h"

typedef enum tk_template_kind {
    TK_PART_NONE,
    TK_PART_BEFORE,
    TK_PART_SINCE,
    TK_PART_ALWAYS
} tk_template_kind;

// What starts with the marker at `at`, which is `*len` long.
tk_template_kind tk_template_part(const char *at, size_t *len);

// Where in such a text one is.
typedef struct tk_template_version {
    uint32_t target;  // as 312; 0: any
    bool hidden;      // what stands here is for other versions
    bool bracket;     // one is open
} tk_template_version;

// Passes over the marker at `at`; false when there is none.
bool tk_template_turn(tk_template_version *self, const char *at, size_t *len, tk_text *out);

#endif
