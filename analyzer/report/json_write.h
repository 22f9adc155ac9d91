// Writes JSON without a tree: names and values in order, commas and escapes by themselves. Strings
// that are no UTF-8 get U+FFFD where they are not.
#ifndef TK_REPORT_JSON_WRITE_H
#define TK_REPORT_JSON_WRITE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

typedef struct tk_json {
    tk_text *out;    // borrowed
    bool spaced;     // ", " and ": " for people; otherwise compact
    bool comma;      // something stands before, in the object or array that is open
    uint32_t depth;  // open objects and arrays
} tk_json;

void tk_json_open(tk_json *self, const char *name,
                  char bracket);                  // '{' or '['; name NULL in arrays
void tk_json_close(tk_json *self, char bracket);  // '}' or ']'
void tk_json_string(tk_json *self, const char *name, const char *value);  // NULL becomes null
void tk_json_slice(tk_json *self, const char *name, tk_slice value);
void tk_json_number(tk_json *self, const char *name, int64_t value);
void tk_json_bool(tk_json *self, const char *name, bool value);
void tk_json_null(tk_json *self, const char *name);
void tk_json_line(tk_json *self);  // the next item starts on a line of its own

// The length in bytes (1-4) of the UTF-8 character at `at`, 0 when there is none (`len` > 0).
size_t tk_utf8_length(const char *at, size_t len);
// Copies JSON with what tk_json_string escapes beyond what JSON asks for.
void tk_json_hide(tk_text *out, tk_slice json);

#endif
