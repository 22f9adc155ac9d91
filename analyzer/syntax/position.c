#include <assert.h>
#include <string.h>

#include "base/memory.h"
#include "base/vec.h"
#include "syntax/source.h"

static void build_line_index(tk_source *self)
{
    if (self->line_starts)
        return;
    TK_VEC(uint32_t) starts = {0};
    tk_vec_push(&starts, 0);
    const char *end = self->text + self->len;
    for (const char *at = self->text; (at = memchr(at, '\n', (size_t)(end - at)));) {
        at++;
        tk_vec_push(&starts, (uint32_t)(at - self->text));
    }
    self->line_starts = starts.at;
    self->line_count = starts.len;
}

uint32_t tk_source_line(tk_source *self, uint32_t offset)
{
    build_line_index(self);
    uint32_t low = 0, high = self->line_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->line_starts[middle] <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

tk_position tk_source_position(tk_source *self, uint32_t offset)
{
    assert(offset <= self->len);
    tk_position position = {tk_source_line(self, offset), 1, 1, 1};
    uint32_t start = self->line_starts[position.line - 1];
    uint32_t from = start;
    // Findings come in order: on a line of megabytes each goes on where the one before stopped.
    if (self->position.line == position.line && self->position_offset <= offset) {
        position = self->position;
        from = self->position_offset;
    }
    for (uint32_t i = from; i < offset; i++) {
        unsigned char c = (unsigned char)self->text[i];
        if ((c & 0xC0) != 0x80) {
            position.column++;
            position.column_utf16 += c >= 0xF0 ? 2 : 1;
        }
    }
    position.column_bytes = offset - start + 1;
    self->position = position;
    self->position_offset = offset;
    return position;
}

tk_slice tk_source_line_text(tk_source *self, uint32_t line)
{
    build_line_index(self);
    if (line == 0 || line > self->line_count)
        return TK_SLICE("");
    uint32_t start = self->line_starts[line - 1];
    uint32_t end = line < self->line_count ? self->line_starts[line] - 1 : self->len;
    if (end > start && self->text[end - 1] == '\r' && line < self->line_count)
        end--;
    return (tk_slice){self->text + start, end - start};
}

uint32_t tk_source_offset(tk_source *self, uint32_t line, uint32_t column)
{
    tk_slice text = tk_source_line_text(self, line);
    if (line == 0)
        return 0;
    if (line > self->line_count)
        return self->len;
    size_t i = 0;
    for (uint32_t at = 1; i < text.len; i++) {
        if (((unsigned char)text.at[i] & 0xC0) == 0x80)
            continue;
        if (at++ >= column)
            break;
    }
    return self->line_starts[line - 1] + (uint32_t)i;
}
