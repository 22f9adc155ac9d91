#include "report/linehash.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/hash.h"
#include "syntax/notebook.h"

// A rolling hash over the last WINDOW UTF-16 code units, white space apart: the hash of a line is that
// of the WINDOW units from its first one on, whatever lines they stand in.
enum { WINDOW = 100, FACTOR = 37, END_OF_FILE = 65535 };

typedef struct roller {
    tk_linehashes *out;
    uint16_t units[WINDOW];
    uint32_t lines[WINDOW];  // 1-based line that starts at the slot; 0: none
    uint32_t slot;
    uint64_t hash, oldest_factor;  // FACTOR to the power of WINDOW
    uint32_t line;                 // of the next unit
    bool line_starts;              // the next unit kept is the first of its line
    bool after_return;             // the unit before was CR
} roller;

// The line's hash is complete when its first unit leaves the window.
static void emit(roller *self)
{
    uint32_t line = self->lines[self->slot];
    if (line == 0)
        return;
    self->lines[self->slot] = 0;
    tk_linehash entry = {self->hash, 0};
    tk_vec_push(&self->out->list, entry);
}

static void push(roller *self, uint16_t unit)
{
    self->hash = FACTOR * self->hash + unit - self->oldest_factor * self->units[self->slot];
    self->units[self->slot] = unit;
    self->slot = (self->slot + 1) % WINDOW;
}

static void feed(roller *self, uint16_t unit)
{
    if (unit == ' ' || unit == '\t' || (unit == '\n' && self->after_return)) {
        self->after_return = false;
        return;
    }
    self->after_return = unit == '\r';
    if (unit == '\r')
        unit = '\n';
    emit(self);
    if (self->line_starts) {
        self->line_starts = false;
        self->lines[self->slot] = self->line;
    }
    if (unit == '\n') {
        self->line_starts = true;
        self->line++;
    }
    push(self, unit);
}

static void finish(roller *self)
{
    feed(self, END_OF_FILE);
    for (uint32_t i = 0; i < WINDOW; i++) {
        emit(self);
        push(self, 0);
    }
}

// WHATWG decoding: the longest beginning of a character that is cut off is one U+FFFD.
typedef struct decoder {
    const unsigned char *at, *end;
} decoder;

static uint32_t next_point(decoder *self)
{
    unsigned char first = *self->at++, low = 0x80, high = 0xBF;
    uint32_t need, point;
    if (first < 0x80)
        return first;
    if (first < 0xC2 || first > 0xF4)
        return 0xFFFD;
    need = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    point = first & (0x3Fu >> need);
    if (first == 0xE0)
        low = 0xA0;
    if (first == 0xED)
        high = 0x9F;
    if (first == 0xF0)
        low = 0x90;
    if (first == 0xF4)
        high = 0x8F;
    for (; need > 0; need--) {
        if (self->at == self->end || *self->at < low || *self->at > high)
            return 0xFFFD;
        point = point << 6 | (*self->at++ & 0x3F);
        low = 0x80;
        high = 0xBF;
    }
    return point;
}

// Lines with one hash are numbered in order.
static void number_lines(tk_linehashes *self)
{
    uint32_t slots = 16;
    while (slots < self->list.len * 2)
        slots *= 2;
    uint32_t *latest = tk_memory_zero(slots, sizeof *latest);  // index + 1; 0 = free
    for (uint32_t i = 0; i < self->list.len; i++) {
        tk_linehash *entry = &self->list.at[i];
        uint32_t slot = (uint32_t)tk_hash_mix(0, entry->hash) & (slots - 1);
        while (latest[slot] && self->list.at[latest[slot] - 1].hash != entry->hash)
            slot = (slot + 1) & (slots - 1);
        entry->occurrence = latest[slot] ? self->list.at[latest[slot] - 1].occurrence + 1 : 1;
        latest[slot] = i + 1;
    }
    free(latest);
}

void tk_linehashes_compute(tk_linehashes *self, tk_slice bytes)
{
    roller roll = {.out = self, .line = 1, .line_starts = true, .oldest_factor = 1};
    const unsigned char *start = (const unsigned char *)bytes.at;
    decoder text = {start, start + bytes.len};
    self->list.len = 0;
    for (uint32_t i = 0; i < WINDOW; i++)
        roll.oldest_factor *= FACTOR;
    while (text.at < text.end) {
        uint32_t point = next_point(&text);
        if (point > 0xFFFF) {
            feed(&roll, (uint16_t)(0xD7C0 + (point >> 10)));
            feed(&roll, (uint16_t)(0xDC00 + (point & 0x3FF)));
        } else {
            feed(&roll, (uint16_t)point);
        }
    }
    finish(&roll);
    number_lines(self);
}

void tk_linehashes_of(tk_linehashes *self, const tk_source *source)
{
    tk_text bytes = {0};
    bool whole = true;
    if (source->notebook)
        source = source->notebook->file;
    if (source->transcoded) {
        whole = tk_file_load(source->path, &bytes, UINT64_MAX);
    } else {
        tk_text_add_string(&bytes, source->had_bom ? "\xEF\xBB\xBF" : "");
        tk_text_add(&bytes, source->text, source->len);
    }
    if (whole)
        tk_linehashes_compute(self, (tk_slice){tk_text_string(&bytes), bytes.len});
    tk_text_free(&bytes);
}

void tk_linehashes_free(tk_linehashes *self)
{
    tk_vec_free(&self->list);
}

void tk_linehashes_text(const tk_linehashes *self, uint32_t line, char out[TK_LINEHASH_TEXT])
{
    out[0] = '\0';
    if (line == 0 || line > self->list.len)
        return;
    const tk_linehash *entry = &self->list.at[line - 1];
    snprintf(out, TK_LINEHASH_TEXT, "%llx:%u", (unsigned long long)entry->hash, entry->occurrence);
}

void tk_linehash_compute(tk_slice bytes, uint32_t line, char out[TK_LINEHASH_TEXT])
{
    tk_linehashes all = {0};
    tk_linehashes_compute(&all, bytes);
    tk_linehashes_text(&all, line, out);
    tk_linehashes_free(&all);
}
