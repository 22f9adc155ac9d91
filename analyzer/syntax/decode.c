#include "syntax/decode.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>
#ifndef TK_WITHOUT_ICONV
#include <iconv.h>
#endif

#include "base/memory.h"

static bool is_ascii_word(const unsigned char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return (word & 0x8080808080808080u) == 0;
}

// How long a sequence with this first byte is; 0 when none starts with it.
static size_t lead_len(unsigned char lead)
{
    if (lead < 0x80)
        return 1;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Bytes of the UTF-8 sequence at `at`, 0 when it is none. The ranges are those of Unicode table 3-7.
static size_t sequence_len(const unsigned char *at, size_t left)
{
    unsigned char lead = at[0], low = 0x80, high = 0xBF;
    size_t len = lead_len(lead);
    if (len < 2)
        return len;
    if (lead == 0xE0)
        low = 0xA0;
    else if (lead == 0xED)
        high = 0x9F;
    else if (lead == 0xF0)
        low = 0x90;
    else if (lead == 0xF4)
        high = 0x8F;
    if (left < len || at[1] < low || at[1] > high)
        return 0;
    for (size_t i = 2; i < len; i++)
        if ((at[i] & 0xC0) != 0x80)
            return 0;
    return len;
}

size_t tk_utf8_valid_prefix(tk_slice bytes)
{
    const unsigned char *at = (const unsigned char *)bytes.at;
    size_t i = 0;
    while (i < bytes.len) {
        if (bytes.len - i >= 8 && is_ascii_word(at + i)) {
            i += 8;
            continue;
        }
        size_t len = sequence_len(at + i, bytes.len - i);
        if (len == 0)
            return i;
        i += len;
    }
    return bytes.len;
}

static size_t skip_blanks(tk_slice line, size_t i)
{
    while (i < line.len && (line.at[i] == ' ' || line.at[i] == '\t' || line.at[i] == '\f'))
        i++;
    return i;
}

static bool is_name_char(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
}

// PEP 263: ^[ \t\f]*#.*?coding[:=][ \t]*([-_.a-zA-Z0-9]+)
static bool cookie_in_line(tk_slice line, char *name, size_t room)
{
    size_t i = skip_blanks(line, 0);
    if (i >= line.len || line.at[i] != '#')
        return false;
    for (; i + 7 <= line.len; i++) {
        if (memcmp(line.at + i, "coding", 6) != 0 ||
            (line.at[i + 6] != ':' && line.at[i + 6] != '='))
            continue;
        size_t start = i + 7;
        while (start < line.len && (line.at[start] == ' ' || line.at[start] == '\t'))
            start++;
        size_t len = 0;
        for (; start + len < line.len && is_name_char(line.at[start + len]); len++) {
            char c = line.at[start + len];
            if (len + 1 < room)
                name[len] = c == '_' ? '-' : c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
        }
        name[len + 1 < room ? len : room - 1] = '\0';
        if (len)
            return true;
    }
    return false;
}

static size_t line_len(tk_slice bytes)
{
    size_t len = 0;
    while (len < bytes.len && bytes.at[len] != '\n' && bytes.at[len] != '\r')
        len++;
    return len;
}

// The cookie stands in the first line, or in the second when the first is blank or a comment.
static bool find_cookie(tk_slice bytes, char *name, size_t room)
{
    tk_slice first = {bytes.at, line_len(bytes)};
    if (cookie_in_line(first, name, room))
        return true;
    size_t blank = skip_blanks(first, 0);
    if (blank < first.len && first.at[blank] != '#')
        return false;
    size_t next = first.len;
    if (next < bytes.len && bytes.at[next] == '\r')
        next++;
    if (next < bytes.len && bytes.at[next] == '\n')
        next++;
    tk_slice rest = {bytes.at + next, bytes.len - next};
    return cookie_in_line((tk_slice){rest.at, line_len(rest)}, name, room);
}

static bool is_one_of(const char *name, const char *const *names)
{
    for (; *names; names++)
        if (strcmp(name, *names) == 0)
            return true;
    return false;
}

static void add_code_point(tk_text *out, uint32_t point)
{
    if (point < 0x80) {
        tk_text_add_char(out, (char)point);
    } else if (point < 0x800) {
        tk_text_add_char(out, (char)(0xC0 | point >> 6));
        tk_text_add_char(out, (char)(0x80 | (point & 0x3F)));
    } else {
        tk_text_add_char(out, (char)(0xE0 | point >> 12));
        tk_text_add_char(out, (char)(0x80 | (point >> 6 & 0x3F)));
        tk_text_add_char(out, (char)(0x80 | (point & 0x3F)));
    }
}

// 0x80 to 0x9F of Windows-1252; 0 = not assigned.
static const uint16_t cp1252[32] = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

static tk_decode_result decode_latin(tk_decoding *self, tk_slice bytes, const uint16_t *upper)
{
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t point = (unsigned char)bytes.at[i];
        if (upper && point >= 0x80 && point < 0xA0)
            point = upper[point - 0x80];
        if (point == 0 && bytes.at[i] != 0) {
            self->bad_at = i;
            return TK_DECODE_INVALID;
        }
        add_code_point(&self->text, point);
    }
    return TK_DECODE_OK;
}

static tk_decode_result decode_utf8(tk_decoding *self, tk_slice bytes, bool ascii)
{
    self->bad_at = tk_utf8_valid_prefix(bytes);
    for (size_t i = 0; ascii && i < self->bad_at; i++)
        if (bytes.at[i] & 0x80)
            self->bad_at = i;
    if (self->bad_at < bytes.len)
        return TK_DECODE_INVALID;
    tk_text_add(&self->text, bytes.at, bytes.len);
    return TK_DECODE_OK;
}

#ifdef TK_WITHOUT_ICONV
static tk_decode_result decode_other(tk_decoding *self, tk_slice bytes)
{
    (void)self;
    (void)bytes;
    return TK_DECODE_UNKNOWN;
}
#else
static iconv_t open_converter(const char *name)
{
    // Python refuses these in a cookie: a line in them would not be readable as ASCII.
    if (strncmp(name, "utf-", 4) == 0 || strncmp(name, "ucs-", 4) == 0)
        return (iconv_t)-1;
    iconv_t converter = iconv_open("UTF-8", name);
    if (converter == (iconv_t)-1 && strcmp(name, "mac-roman") == 0)
        converter = iconv_open("UTF-8", "MACINTOSH");
    if (converter == (iconv_t)-1 && errno == ENOMEM)
        tk_memory_end();
    if (converter != (iconv_t)-1 || !strchr(name, '-'))
        return converter;
    char underscored[32];  // euc_jis_2004 and the like
    size_t len = strlen(name);
    for (size_t i = 0; i <= len && i < sizeof underscored; i++)
        underscored[i] = name[i] == '-' ? '_' : name[i];
    return iconv_open("UTF-8", underscored);
}

static tk_decode_result decode_other(tk_decoding *self, tk_slice bytes)
{
    iconv_t converter = open_converter(self->encoding);
    if (converter == (iconv_t)-1)
        return TK_DECODE_UNKNOWN;
    char *in = (char *)bytes.at;
    size_t left = bytes.len;
    size_t done = 0;
    while (left && done != (size_t)-1) {
        char buffer[4096];
        char *out = buffer;
        size_t room = sizeof buffer;
        done = iconv(converter, &in, &left, &out, &room);
        tk_text_add(&self->text, buffer, (size_t)(out - buffer));
        if (done == (size_t)-1 && errno == E2BIG)
            done = 0;
    }
    iconv_close(converter);
    self->bad_at = bytes.len - left;
    return left ? TK_DECODE_INVALID : TK_DECODE_OK;
}
#endif

static tk_decode_result decode_declared(tk_decoding *self, tk_slice bytes)
{
    static const char *const ascii[] = {"ascii", "us-ascii", "646", NULL};
    static const char *const latin1[] = {"latin-1",     "latin1", "iso-8859-1", "iso8859-1", "l1",
                                         "iso-latin-1", "8859",   "cp819",      NULL};
    static const char *const windows[] = {"cp1252", "windows-1252", "1252", NULL};
    static const char *const utf8[] = {"", "utf-8", "utf8", "utf-8-sig", "u8", "utf", NULL};
    const char *name = self->encoding;
    if (is_one_of(name, utf8) || strncmp(name, "utf-8-", 6) == 0)
        return decode_utf8(self, bytes, false);
    if (is_one_of(name, ascii))
        return decode_utf8(self, bytes, true);
    self->changed = true;
    if (is_one_of(name, windows))
        return decode_latin(self, bytes, cp1252);
    // Python also takes names like latin-1-unix, as Emacs writes them.
    if (is_one_of(name, latin1) || strncmp(name, "latin-1-", 8) == 0 ||
        strncmp(name, "iso-8859-1-", 11) == 0 || strncmp(name, "iso-latin-1-", 12) == 0)
        return decode_latin(self, bytes, NULL);
    return decode_other(self, bytes);
}

// Python ends a line at '\r' alone as well, even inside a string; the parser does not.
static void translate_lone_cr(tk_decoding *self)
{
    char *end = self->text.at + self->text.len;
    char *at = self->text.len ? memchr(self->text.at, '\r', self->text.len) : NULL;
    while (at) {
        if (at[1] != '\n') {  // the text has a NUL behind it
            *at = '\n';
            self->changed = true;
        }
        at++;
        at = memchr(at, '\r', (size_t)(end - at));
    }
}

tk_decode_result tk_decode_bytes(tk_decoding *self, tk_slice bytes)
{
    *self = (tk_decoding){0};
    self->had_bom = tk_slice_starts(bytes, "\xEF\xBB\xBF");
    if (self->had_bom)
        bytes = (tk_slice){bytes.at + 3, bytes.len - 3};
    else
        find_cookie(bytes, self->encoding, sizeof self->encoding);
    tk_text_add(&self->text, "", 0);
    tk_decode_result result = decode_declared(self, bytes);
    if (result == TK_DECODE_OK)
        translate_lone_cr(self);
    return result;
}
