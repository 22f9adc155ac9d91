// One YAML document as a tree in an arena: what the rule and model loaders walk. Bounded: no aliases,
// 64 levels, 2 million nodes.
#ifndef TK_CATALOG_YAML_H
#define TK_CATALOG_YAML_H

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/text.h"

typedef struct tk_yaml tk_yaml;
struct tk_yaml {
    enum { TK_YAML_SCALAR, TK_YAML_SEQUENCE, TK_YAML_MAPPING } kind;
    bool plain;               // scalar: unquoted, so that `true`, `7` and nothing mean what they say
    bool inline_text;         // scalar on one line: byte i of `text` stands at column + quotes + i
    uint32_t line, column;    // where it starts, 1-based code points
    uint32_t count;           // items of a sequence; keys and values of a mapping, counted together
    union {
        tk_slice text;             // scalar; NUL-terminated, no NUL inside
        const tk_yaml **items;     // sequence, or mapping as key, value, key, value, ...
    };
};

// NULL when nothing could be read; what is wrong is in `diagnostics` under `path`. Nothing points
// into `bytes` afterwards.
const tk_yaml *tk_yaml_read(tk_arena *arena, const char *path, const void *bytes, size_t len,
                            tk_diagnostics *diagnostics);

// A scalar stands for a list of itself: items of either.
uint32_t tk_yaml_count(const tk_yaml *self);
const tk_yaml *tk_yaml_item(const tk_yaml *self, uint32_t i);
bool tk_yaml_empty(const tk_yaml *self);   // `key:` with nothing behind it

#endif
