#include "report/json_write.h"

#include <assert.h>
#include <string.h>

size_t tk_utf8_length(const char *at, size_t len)
{
    const unsigned char *c = (const unsigned char *)at;
    size_t need = c[0] < 0x80   ? 1
                  : c[0] < 0xC2 ? 0
                  : c[0] < 0xE0 ? 2
                  : c[0] < 0xF0 ? 3
                  : c[0] < 0xF5 ? 4
                                : 0;
    if (need == 0 || need > len)
        return 0;
    for (size_t i = 1; i < need; i++)
        if ((c[i] & 0xC0) != 0x80)
            return 0;
    bool overlong = (c[0] == 0xE0 && c[1] < 0xA0) || (c[0] == 0xF0 && c[1] < 0x90);
    bool outside = (c[0] == 0xED && c[1] >= 0xA0) || (c[0] == 0xF4 && c[1] >= 0x90);
    return overlong || outside ? 0 : need;
}

static void add_escaped(tk_text *out, char c)
{
    static const char short_forms[] = "\bb\ff\nn\rr\tt\"\"\\\\";
    for (const char *form = short_forms; *form; form += 2) {
        if (*form == c) {
            tk_text_add_char(out, '\\');
            tk_text_add_char(out, form[1]);
            return;
        }
    }
    tk_text_format(out, "\\u%04x", (unsigned char)c);
}

static bool needs_escape(const char *at, size_t length)
{
    unsigned char c = (unsigned char)*at;
    return length == 1 && (c < 0x20 || c == '"' || c == '\\');
}

// Of "##[" and "##vso[".
static bool is_second_sign(tk_slice value, size_t i)
{
    tk_slice rest = {value.at + i + 1, value.len - i - 1};
    return value.at[i] == '#' && i > 0 && value.at[i - 1] == '#' &&
           (tk_slice_starts(rest, "[") || tk_slice_starts(rest, "vso["));
}

// Valid JSON as they are, but not what a terminal, a log of continuous integration ("##[") or a
// JavaScript string should see: control characters, what reorders text, line separators. 0: none.
static unsigned hidden_point(tk_slice value, size_t i, size_t length)
{
    const unsigned char *c = (const unsigned char *)value.at + i;
    unsigned point = length == 1   ? c[0]
                     : length == 2 ? (c[0] & 0x1Fu) << 6 | (c[1] & 0x3Fu)
                     : length == 3 ? (c[0] & 0x0Fu) << 12 | (c[1] & 0x3Fu) << 6 | (c[2] & 0x3Fu)
                                   : 0;
    bool hidden = is_second_sign(value, i) || (point >= 0x7F && point < 0xA0) ||
                  point == 0x061C || point == 0x200E || point == 0x200F ||
                  (point >= 0x2028 && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    return hidden ? point : 0;
}

static void add_quoted(tk_text *out, tk_slice value)
{
    tk_text_add_char(out, '"');
    size_t plain = 0;  // start of what can be copied as it is
    for (size_t i = 0; i < value.len;) {
        size_t length = tk_utf8_length(value.at + i, value.len - i);
        size_t step = length ? length : 1;
        unsigned hidden = hidden_point(value, i, length);
        if (length && !hidden && !needs_escape(value.at + i, length)) {
            i += step;
            continue;
        }
        tk_text_add(out, value.at + plain, i - plain);
        if (length == 0)
            tk_text_add_string(out, "\xEF\xBF\xBD");
        else if (hidden)
            tk_text_format(out, "\\u%04x", hidden);
        else
            add_escaped(out, value.at[i]);
        i += step;
        plain = i;
    }
    tk_text_add(out, value.at + plain, value.len - plain);
    tk_text_add_char(out, '"');
}

void tk_json_hide(tk_text *out, tk_slice json)
{
    for (size_t i = 0, length; i < json.len; i += length) {
        length = tk_utf8_length(json.at + i, json.len - i);
        unsigned hidden = length ? hidden_point(json, i, length) : 0;
        length = length ? length : 1;
        if (hidden)
            tk_text_format(out, "\\u%04x", hidden);
        else
            tk_text_add(out, json.at + i, length);
    }
}

static void begin_item(tk_json *self, const char *name)
{
    if (self->comma)
        tk_text_add_string(self->out, self->spaced ? ", " : ",");
    self->comma = true;
    if (name) {
        add_quoted(self->out, tk_slice_of(name));
        tk_text_add_string(self->out, self->spaced ? ": " : ":");
    }
}

void tk_json_open(tk_json *self, const char *name, char bracket)
{
    begin_item(self, name);
    tk_text_add_char(self->out, bracket);
    self->comma = false;
    self->depth++;
}

void tk_json_close(tk_json *self, char bracket)
{
    assert(self->depth > 0);
    tk_text_add_char(self->out, bracket);
    self->comma = true;
    self->depth--;
}

void tk_json_slice(tk_json *self, const char *name, tk_slice value)
{
    begin_item(self, name);
    add_quoted(self->out, value);
}

void tk_json_string(tk_json *self, const char *name, const char *value)
{
    if (value)
        tk_json_slice(self, name, tk_slice_of(value));
    else
        tk_json_null(self, name);
}

void tk_json_number(tk_json *self, const char *name, int64_t value)
{
    begin_item(self, name);
    tk_text_format(self->out, "%lld", (long long)value);
}

void tk_json_bool(tk_json *self, const char *name, bool value)
{
    begin_item(self, name);
    tk_text_add_string(self->out, value ? "true" : "false");
}

void tk_json_null(tk_json *self, const char *name)
{
    begin_item(self, name);
    tk_text_add_string(self->out, "null");
}

void tk_json_line(tk_json *self)
{
    if (self->comma)
        tk_text_add_char(self->out, ',');
    self->comma = false;
    tk_text_add_char(self->out, '\n');
}
