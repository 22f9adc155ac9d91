// A string builder, and a borrowed slice of bytes.
#ifndef TK_BASE_TEXT_H
#define TK_BASE_TEXT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

// Bytes somebody else owns; not NUL-terminated.
typedef struct tk_slice {
    const char *at;
    size_t len;
} tk_slice;

#define TK_SLICE(literal) ((tk_slice){(literal), sizeof(literal) - 1})
tk_slice tk_slice_of(const char *text);                  // up to its NUL
bool tk_slice_equal(tk_slice a, tk_slice b);
bool tk_slice_is(tk_slice a, const char *text);
bool tk_slice_starts(tk_slice a, const char *prefix);

// `at` is always NUL-terminated once something was added; NULL while empty.
typedef struct tk_text {
    char *at;
    size_t len, cap;
} tk_text;

void tk_text_add(tk_text *self, const char *bytes, size_t len);
void tk_text_add_string(tk_text *self, const char *text);
void tk_text_add_slice(tk_text *self, tk_slice slice);
void tk_text_add_char(tk_text *self, char c);
void tk_text_format(tk_text *self, const char *format, ...) __attribute__((format(printf, 2, 3)));
void tk_text_vformat(tk_text *self, const char *format, va_list args);
const char *tk_text_string(const tk_text *self);          // "" while empty
void tk_text_clear(tk_text *self);                        // keeps the memory
void tk_text_free(tk_text *self);

#endif
