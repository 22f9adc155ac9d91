#include <assert.h>
#include <string.h>

#include "syntax/scan.h"

typedef struct prefix {
    bool raw, format;
} prefix;

// The letters before a quote, if they are a prefix of strings: one or two of r, b, u, f and t.
static prefix prefix_before(const char *text, uint32_t quote)
{
    uint32_t len = 0;
    prefix found = {false, false};
    for (; len < quote && tk_scan_is_word(text[quote - 1 - len]); len++) {
        char letter = text[quote - 1 - len] | 0x20;
        if (len == 2 || !strchr("rbuft", letter))
            return (prefix){false, false};
        found.raw |= letter == 'r';
        found.format |= letter == 'f' || letter == 't';
    }
    return found;
}

static bool is_triple(const char *at)
{
    return at[1] == at[0] && at[2] == at[0];
}

// Behind a backslash and what it escapes, at most at the end of the text.
static uint32_t skip_escape(const tk_scanner *self, uint32_t at)
{
    const char *escape = self->text + at;
    if (at + 1 >= self->len)
        return self->len;
    return at + (escape[1] == '\r' && escape[2] == '\n' ? 3 : 2);
}

static uint32_t scan_single(const tk_scanner *self, uint32_t at, char quote)
{
    const char *text = self->text;
    for (;;) {
        while (text[at] != quote && text[at] != '\\' && text[at] != '\n' && text[at] != '\0')
            at++;
        if (text[at] == quote)
            return at + 1;
        if (text[at] == '\\')
            at = skip_escape(self, at);
        else if (text[at] == '\n' || at >= self->len)
            return self->lenient ? at : TK_SCAN_BAD;
        else
            at++;
    }
}

static uint32_t scan_triple(tk_scanner *self, uint32_t start, char quote)
{
    const char *text = self->text;
    uint32_t at = start;
    while (at < self->len) {
        while (text[at] != quote && text[at] != '\\' && text[at] != '\0')
            at++;
        if (text[at] == '\\')
            at = skip_escape(self, at);
        else if (text[at] == quote && is_triple(text + at))
            return at + 3;
        else
            at++;
    }
    self->no_triple = self->lenient;
    return self->lenient ? start : TK_SCAN_BAD;
}

static uint32_t open_fstring(tk_scanner *self, uint32_t quote, prefix before, bool triple)
{
    if (!self->in_fstring) {
        self->in_fstring = true;
        self->fstring_at = quote;
        self->fstring_open = self->open.len;
        self->fstring_comments = self->outline->comments.len;
        self->fstring_imports = self->imports.len;
    }
    unsigned frame = TK_SCAN_FRAME | TK_SCAN_LITERAL;
    frame |= self->text[quote] == '"' ? TK_SCAN_DOUBLE : 0;
    frame |= triple ? TK_SCAN_TRIPLE : 0;
    frame |= before.raw ? TK_SCAN_RAW : 0;
    tk_vec_push(&self->open, (uint8_t)frame);
    return tk_scan_fstring_text(self, quote + (triple ? 3 : 1));
}

uint32_t tk_scan_quote(tk_scanner *self, uint32_t quote)
{
    const char *text = self->text;
    bool triple = is_triple(text + quote) && !self->no_triple;
    prefix before = prefix_before(text, quote);
    if (before.format && !self->plain_fstrings)
        return open_fstring(self, quote, before, triple);
    if (triple)
        return scan_triple(self, quote + 3, text[quote]);
    return scan_single(self, quote + 1, text[quote]);
}

// In the text of an f-string a backslash does not escape a brace, and \N{...} is a character.
static uint32_t skip_fstring_escape(const tk_scanner *self, uint32_t at, uint8_t frame)
{
    const char *text = self->text;
    if (text[at + 1] == '{' || text[at + 1] == '}')
        return at + 1;
    if (frame & TK_SCAN_RAW || text[at + 1] != 'N' || text[at + 2] != '{')
        return skip_escape(self, at);
    at += 3;
    while (tk_scan_is_word(text[at]) || text[at] == ' ' || text[at] == '-')
        at++;
    return text[at] == '}' ? at + 1 : at;
}

static uint32_t close_fstring(tk_scanner *self, uint32_t at, uint8_t frame)
{
    if ((frame & TK_SCAN_MODE) == TK_SCAN_SPEC)
        return TK_SCAN_BAD;
    self->open.len--;
    self->in_fstring = self->open.len > self->fstring_open;
    return at + (frame & TK_SCAN_TRIPLE ? 3 : 1);
}

// Opens a field at '{' unless it is doubled; sets `at` behind what was read.
static bool open_field(tk_scanner *self, uint32_t *at, uint8_t frame)
{
    bool literal = (frame & TK_SCAN_MODE) == TK_SCAN_LITERAL;
    if (literal && self->text[*at + 1] == '{') {
        *at += 2;
        return false;
    }
    tk_vec_push(&self->open, (uint8_t)((frame & ~TK_SCAN_MODE) | TK_SCAN_FIELD));
    *at += 1;
    return true;
}

uint32_t tk_scan_fstring_text(tk_scanner *self, uint32_t at)
{
    const char *text = self->text;
    for (;;) {
        assert(self->open.len && self->open.at[self->open.len - 1] & TK_SCAN_FRAME);
        uint8_t *innermost = &self->open.at[self->open.len - 1];
        uint8_t frame = *innermost;
        bool spec = (frame & TK_SCAN_MODE) == TK_SCAN_SPEC;
        char quote = frame & TK_SCAN_DOUBLE ? '"' : '\'';
        if (text[at] == quote && (!(frame & TK_SCAN_TRIPLE) || is_triple(text + at)))
            return close_fstring(self, at, frame);
        if (text[at] == '\0' && at >= self->len)
            return TK_SCAN_BAD;
        if (text[at] == '\n' && !(frame & TK_SCAN_TRIPLE)) {
            // The end of a line ends a format specifier, but not its field.
            if (!spec)
                return TK_SCAN_BAD;
            *innermost = (uint8_t)((frame & ~TK_SCAN_MODE) | TK_SCAN_FIELD);
            return at;
        }
        if (text[at] == '\\') {
            at = skip_fstring_escape(self, at, frame);
        } else if (text[at] == '{') {
            if (open_field(self, &at, frame))
                return at;
        } else if (text[at] == '}' && spec) {
            self->open.len--;
            at++;
        } else {
            at++;
        }
    }
}
