// Bytes to logical lines: the part of Python's tokenizer that the outline needs.
#ifndef TK_SYNTAX_SCAN_H
#define TK_SYNTAX_SCAN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/vec.h"
#include "syntax/outline.h"

// A logical line: up to a line ending outside of brackets and strings. A very long one without a colon
// ends at a semicolon too; what is behind it is the next line, with the same indentation.
typedef struct tk_logical_line {
    uint32_t start;    // its first token
    uint32_t end;      // behind its last token; comments are none
    uint32_t indent;   // columns before the first token, tabs to the next multiple of 8
    uint32_t colon;    // the first colon outside of brackets; 0 when there is none
} tk_logical_line;

// What is open at some place, innermost last: a bracket is the character that opened it, a part of
// an f-string is TK_SCAN_FRAME | one mode | flags.
enum {
    TK_SCAN_FRAME = 0x80,
    TK_SCAN_LITERAL = 0x00,   // the text of an f-string
    TK_SCAN_FIELD = 0x10,     // an expression between its braces
    TK_SCAN_SPEC = 0x20,      // the format specifier behind such an expression
    TK_SCAN_MODE = 0x30,
    TK_SCAN_DOUBLE = 0x01,    // that f-string is in double quotes
    TK_SCAN_TRIPLE = 0x02,
    TK_SCAN_RAW = 0x04,
};

typedef struct tk_scanner {
    const char *text;             // with a NUL behind its `len` bytes
    uint32_t len;
    uint32_t at;                  // where the next line is looked for
    tk_outline *outline;          // takes the comments
    TK_VEC(uint8_t) open;
    TK_VEC(uint32_t) imports;     // where the import statements of the last line start
    bool cut;                     // the last line ended at a semicolon; it had this indentation
    uint32_t cut_indent;

    // Until Python 3.11 an f-string ended at the first quote like its own; since 3.12 its fields may
    // hold that quote. Fields are read the new way until that does not add up, from then on the old.
    bool plain_fstrings;
    bool in_fstring;
    uint32_t fstring_at;          // the quote of the outermost f-string that is open,
    uint32_t fstring_open;        // and the lengths of `open`, comments and imports at that place
    uint32_t fstring_comments, fstring_imports;

    bool failed;                  // brackets or strings do not add up
    // After that, a second scan takes what it can: every line ending ends the logical line, nothing
    // is required to match, and a triple quote without its end is no quote.
    bool lenient;
    bool no_triple;
} tk_scanner;

// Finds the next logical line; false at the end of the text and when `failed`.
bool tk_scanner_next(tk_scanner *self, tk_logical_line *line);
void tk_scanner_restart(tk_scanner *self);   // from the start of the text, leniently
void tk_scanner_free(tk_scanner *self);

// The parts of it. Each takes the offset of what it reads and
// returns the offset behind, or TK_SCAN_BAD.
#define TK_SCAN_BAD UINT32_MAX
uint32_t tk_scan_quote(tk_scanner *self, uint32_t quote);        // a string of any kind
uint32_t tk_scan_fstring_text(tk_scanner *self, uint32_t at);    // up to a field, or behind the string
// What stands at a character that does not end the line: a string, a comment, a bracket, or one byte.
uint32_t tk_scan_special(tk_scanner *self, tk_logical_line *line, uint32_t at);

// Whether an expression in these bytes is nested deeper than any Python compiles. They are whole
// statements of a text with a NUL behind it.
bool tk_scan_too_deep(const char *text, uint32_t start, uint32_t end);

// True for letters, digits, '_' and all that is not ASCII.
static inline bool tk_scan_is_word(char c)
{
    unsigned char u = (unsigned char)c;
    return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9') || u == '_' ||
           u >= 0x80;
}

// True when the word (and not only a prefix of a longer one) stands at `at`; for C strings.
bool tk_scan_word_at(const char *at, const char *word);
// Skips blanks and backslash-newlines.
uint32_t tk_scan_blanks(const char *text, uint32_t at);

#endif
