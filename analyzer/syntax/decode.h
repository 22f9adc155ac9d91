// The bytes of a Python file to UTF-8, the way Python finds out how they are encoded.
#ifndef TK_SYNTAX_DECODE_H
#define TK_SYNTAX_DECODE_H

#include <stdbool.h>

#include "base/text.h"

typedef struct tk_decoding {
    tk_text text;          // UTF-8, no byte order mark, no lone '\r'; owned by the caller
    bool had_bom;
    bool changed;          // text is not the bytes behind the mark: transcoded, or '\r' became '\n'
    char encoding[32];     // as declared (PEP 263), lower case with '-' for '_'; "" when not
    size_t bad_at;         // where the bytes could not be decoded
} tk_decoding;

typedef enum tk_decode_result {
    TK_DECODE_OK,
    TK_DECODE_INVALID,     // bytes at bad_at that the encoding does not have
    TK_DECODE_UNKNOWN,     // an encoding that nobody here knows
} tk_decode_result;

tk_decode_result tk_decode_bytes(tk_decoding *self, tk_slice bytes);

// The length of the longest prefix that is UTF-8 (no surrogates, no overlong forms).
size_t tk_utf8_valid_prefix(tk_slice bytes);

#endif
