// Comments that silence findings, and whether they were of use.
//
//     # tkscan: ignore[TK101] reason    this line; alone on its line: the next line of code
//     # noqa, # noqa: TK101             this line
//     # tkscan: disable[TK1]            from here on, until `enable` with the same codes or without any
//     # tkscan: file-ignore[TK1]        the file; also `# flake8: noqa` and `# tkscan: noqa`
//
// Without codes all rules are meant. A code may be the beginning of several: TK1.
#ifndef TK_SUPPRESS_H
#define TK_SUPPRESS_H

#include "syntax/outline.h"
#include "syntax/source.h"

typedef enum tk_suppression_form {
    TK_SUPPRESSION_LINE,   // # tkscan: ignore
    TK_SUPPRESSION_NOQA,   // # noqa, which may list codes of other tools
    TK_SUPPRESSION_RANGE,  // # tkscan: disable
    TK_SUPPRESSION_FILE,
} tk_suppression_form;

// What a comment says to silence, with the words that say so.
typedef struct tk_directive {
    uint32_t start, end;            // offsets: from '#' to the next directive or the comment's end
    uint32_t list_start, list_end;  // of the codes, without brackets or colon; equal: none
    bool shared;                    // a noqa, which other tools read too
} tk_directive;

// One code of one directive; one without codes has one entry.
typedef struct tk_suppression {
    tk_suppression_form form;
    uint32_t comment;                // index into the outline's comments
    uint32_t directive;              // index into the directives
    uint32_t code_start;             // offset of the code in the source; 0 with an empty code
    char *code;                      // owned; "" means every rule
    uint32_t first_line, last_line;  // what it covers, inclusive
    bool used;                       // it silenced something
} tk_suppression;

// Lines that belong together: a string over several lines, a line continued with a backslash.
typedef struct tk_line_span {
    uint32_t first, last;
} tk_line_span;

typedef struct tk_suppressions {
    TK_VEC(tk_directive) directives;
    TK_VEC(tk_suppression) lines;   // LINE and NOQA, in source order
    TK_VEC(tk_suppression) blocks;  // RANGE and FILE, in source order
    TK_VEC(tk_line_span) spans;     // ascending, disjoint
} tk_suppressions;

// NULL when the file has none, which is quickly seen.
tk_suppressions *tk_suppressions_read(tk_source *source, const tk_outline *outline);
void tk_suppressions_free(tk_suppressions *self);  // NULL is fine
// Whether a finding of rule `code` on these lines (1-based) is silenced; marks all that do it as used.
// A comment counts on any of the lines, behind the string or continued line they end in, and alone
// above the first. False for NULL.
bool tk_suppressions_cover(tk_suppressions *self, uint32_t first_line, uint32_t last_line,
                           const char *code);
// What stands behind the codes of the first comment that silences it; may be empty.
tk_slice tk_suppressions_reason(const tk_suppressions *self, const tk_source *source,
                                uint32_t first_line, uint32_t last_line, const char *code);

#endif
