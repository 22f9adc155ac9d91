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

typedef struct tk_column_mark mark;

static mark count_on(const tk_source *self, mark at, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++) {
        unsigned char c = (unsigned char)self->text[i];
        at.characters += (c & 0xC0) != 0x80;
        at.utf16 += ((c & 0xC0) != 0x80) + (c >= 0xF0);
    }
    return at;
}

static void build_marks(tk_source *self)
{
    uint32_t count = self->len / TK_MARK_STEP + 1;
    self->marks = tk_memory_zero(count, sizeof *self->marks);
    for (uint32_t i = 1; i < count; i++)
        self->marks[i] =
            count_on(self, self->marks[i - 1], (i - 1) * TK_MARK_STEP, i * TK_MARK_STEP);
}

// Counted from the start of the text.
static mark mark_at(const tk_source *self, uint32_t offset)
{
    uint32_t nearest = offset / TK_MARK_STEP;
    return count_on(self, self->marks[nearest], nearest * TK_MARK_STEP, offset);
}

tk_position tk_source_position(tk_source *self, uint32_t offset)
{
    assert(offset <= self->len);
    uint32_t line = tk_source_line(self, offset);
    uint32_t start = self->line_starts[line - 1];
    mark before = {0}, here;
    if (offset - start < 4 * TK_MARK_STEP) {
        here = count_on(self, before, start, offset);
    } else {   // a line of megabytes may have as many findings
        if (!self->marks)
            build_marks(self);
        before = mark_at(self, start);
        here = mark_at(self, offset);
    }
    return (tk_position){line, here.characters - before.characters + 1,
                         here.utf16 - before.utf16 + 1, offset - start + 1};
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
