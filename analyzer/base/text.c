#include "base/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/memory.h"

tk_slice tk_slice_of(const char *text)
{
    return (tk_slice){text, strlen(text)};
}

bool tk_slice_equal(tk_slice a, tk_slice b)
{
    return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

bool tk_slice_is(tk_slice a, const char *text)
{
    return tk_slice_equal(a, tk_slice_of(text));
}

bool tk_slice_starts(tk_slice a, const char *prefix)
{
    size_t len = strlen(prefix);
    return a.len >= len && memcmp(a.at, prefix, len) == 0;
}

static void reserve(tk_text *self, size_t more)
{
    size_t want = self->len + more + 1;
    if (want <= self->cap)
        return;
    size_t cap = self->cap ? self->cap : 64;
    while (cap < want)
        cap *= 2;
    self->at = tk_memory_grow(self->at, cap, 1);
    self->cap = cap;
}

void tk_text_add(tk_text *self, const char *bytes, size_t len)
{
    reserve(self, len);
    if (len)
        memcpy(self->at + self->len, bytes, len);
    self->len += len;
    self->at[self->len] = '\0';
}

void tk_text_add_string(tk_text *self, const char *text)
{
    tk_text_add(self, text, strlen(text));
}

void tk_text_add_slice(tk_text *self, tk_slice slice)
{
    tk_text_add(self, slice.at, slice.len);
}

void tk_text_add_char(tk_text *self, char c)
{
    tk_text_add(self, &c, 1);
}

void tk_text_vformat(tk_text *self, const char *format, va_list args)
{
    va_list again;
    va_copy(again, args);
    int len = vsnprintf(NULL, 0, format, args);
    if (len > 0) {
        reserve(self, (size_t)len);
        vsnprintf(self->at + self->len, (size_t)len + 1, format, again);
        self->len += (size_t)len;
    }
    va_end(again);
}

void tk_text_format(tk_text *self, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    tk_text_vformat(self, format, args);
    va_end(args);
}

const char *tk_text_string(const tk_text *self)
{
    return self->at ? self->at : "";
}

void tk_text_clear(tk_text *self)
{
    self->len = 0;
    if (self->at)
        self->at[0] = '\0';
}

void tk_text_free(tk_text *self)
{
    free(self->at);
    *self = (tk_text){NULL, 0, 0};
}
