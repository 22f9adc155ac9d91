// The byte-level scan: from text to regions and tables, without the parser.
//
// It knows tokens (strings of every kind, brackets, comments, line continuations), logical lines and
// indentation, and from them the regions: the units in which the file is parsed. Lines, decorators,
// blank lines and comments between regions belong to no region.
#ifndef TK_SYNTAX_OUTLINE_H
#define TK_SYNTAX_OUTLINE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/names.h"
#include "base/vec.h"
#include "syntax/source.h"

typedef struct tk_region_id {
    uint32_t i;   // 1-based index into the outline's regions; 0 = none (the module itself)
} tk_region_id;

typedef enum tk_region_kind {
    // A run of consecutive statements at the level of the module or of a class body. Compound
    // statements (if, try, for, ...) belong to it whole, with any function or class inside them.
    TK_REGION_STATEMENTS,
    // A function or method (`def`, `async def`) directly in the module or in a class region, with its
    // decorators and its whole body, nested functions and classes included.
    TK_REGION_FUNCTION,
    // A class directly in the module or in another class region. Its text is decorators and heading
    // only; the statements and methods of its body are regions of their own (parent = this).
    TK_REGION_CLASS,
} tk_region_kind;

// Regions are in source order: a class comes before its children, children before what follows it.
typedef struct tk_region {
    uint32_t start, end;       // bytes; for a class: `end` is just behind the heading's colon
    uint32_t whole_end;        // for a class: the end of its body; otherwise = end
    uint32_t line;             // 1-based line of `start`
    tk_region_kind kind;
    tk_region_id parent;       // the class it stands in, or none
    tk_name name;              // of the function or class; none for statements
    uint32_t name_start;       // offset of that name
    bool async;
} tk_region;

typedef struct tk_comment {
    uint32_t start, end;       // from '#' to before the line ending
    bool alone;                // nothing but white space before it on its line
} tk_comment;

// `import a.b as c`: module a.b, name none, alias c.  `from .m import n as k`: level 1, module m,
// name n, alias k.  `from m import *`: star. One row for each imported name. Rows exist for imports
// anywhere in the file (also inside functions).
typedef struct tk_import {
    tk_name module;            // dotted text, none for `from . import x`
    tk_name name, alias;
    uint16_t level;            // leading dots
    bool star;
    uint32_t start;            // offset of the statement
    tk_region_id region;
} tk_import;

typedef struct tk_outline {
    TK_VEC(tk_region) regions;
    TK_VEC(tk_comment) comments;
    TK_VEC(tk_import) imports;
    bool irregular;            // brackets or indentation do not add up: one statements region, the file
} tk_outline;

// A statement of at least so many bytes is a region of its own.
enum { TK_REGION_BYTES = 64 * 1024 };

// Never fails: an irregular file gets one statements region from 0 to the end.
void tk_outline_scan(tk_outline *self, const tk_source *source, tk_names *names);
void tk_outline_free(tk_outline *self);

#endif
