// Interned strings. The catalog's names are frozen and shared; a unit's table stands on top of them,
// so a catalog name has the same id in every unit and names compare by id.
#ifndef TK_BASE_NAMES_H
#define TK_BASE_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct tk_name {
    uint32_t i;   // 0 = no name
} tk_name;

typedef struct tk_names tk_names;

tk_names *tk_names_new(const tk_names *base);   // base may be NULL; it must not change any more
void tk_names_free(tk_names *self);
tk_name tk_names_add(tk_names *self, tk_slice text);          // finds or adds; never 0
tk_name tk_names_find(const tk_names *self, tk_slice text);   // 0 when absent
// All memory of a table without a base.
void tk_names_each_block(const tk_names *self,
                         void (*take)(void *context, const void *at, size_t size), void *context);
tk_slice tk_names_text(const tk_names *self, tk_name name);   // NUL-terminated; "" for 0

static inline bool tk_name_equal(tk_name a, tk_name b)
{
    return a.i == b.i;
}

#endif
