// What the unit tests share: comparing rendered dumps, which cmocka shows badly when they differ.
#ifndef TK_TESTS_UNIT_CHECK_H
#define TK_TESTS_UNIT_CHECK_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "syntax/source.h"

// The number of leading lines in which two texts agree.
static inline size_t check_same_lines(const char *a, const char *b, size_t *offset)
{
    size_t lines = 0;
    *offset = 0;
    for (size_t i = 0; a[i] == b[i] && a[i]; i++) {
        if (a[i] == '\n') {
            lines++;
            *offset = i + 1;
        }
    }
    return lines;
}

static inline void check_text_at(const char *expected, const char *found, const char *file, int line)
{
    if (strcmp(expected, found) == 0)
        return;
    size_t offset;
    size_t same = check_same_lines(expected, found, &offset);
    int expected_len = (int)strcspn(expected + offset, "\n");
    int found_len = (int)strcspn(found + offset, "\n");
    print_error("line %zu of the dump\n  expected: %.*s\n  found:    %.*s\nthe whole dump:\n%s\n",
                same + 1, expected_len, expected + offset, found_len, found + offset, found);
    _fail(file, line);
}

// Fails with the first line that differs and the whole of what was found.
#define check_string(expected, found) check_text_at((expected), (found), __FILE__, __LINE__)
// The same for a tk_text, which it frees.
#define check_dump(expected, text) \
    do { \
        check_text_at((expected), tk_text_string(text), __FILE__, __LINE__); \
        tk_text_free(text); \
    } while (0)

// A source from a C string that must decode.
static inline tk_source *check_source(const char *text)
{
    tk_diagnostics diagnostics = {0};
    tk_source *source = tk_source_from_bytes("test.py", text, strlen(text), &diagnostics);
    assert_int_equal(diagnostics.list.len, 0);
    assert_non_null(source);
    return source;
}

// Adds bytes with what a dump cannot show as it is in C's escapes.
static inline void check_add_escaped(tk_text *out, tk_slice bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        unsigned char c = (unsigned char)bytes.at[i];
        if (c == '\n')
            tk_text_add_string(out, "\\n");
        else if (c == '\r')
            tk_text_add_string(out, "\\r");
        else if (c == '\t')
            tk_text_add_string(out, "\\t");
        else if (c < ' ')
            tk_text_format(out, "\\x%02x", c);
        else
            tk_text_add_char(out, (char)c);
    }
}

#endif
