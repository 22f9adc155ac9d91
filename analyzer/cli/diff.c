// Lines that both texts begin or end with are left out; what stands between is compared by the longest
// common subsequence when it is small, and in pieces between lines that occur once when it is not.
#include "cli/diff.h"

#include <string.h>

#include "base/vec.h"

enum { CONTEXT = 3, LARGEST_TABLE = 4 << 20 };

typedef struct lines {
    TK_VEC(tk_slice) list;   // with their endings
} lines;

// One line of the result: of both texts, of the old one only, or of the new one only.
typedef struct step {
    char mark;               // ' ', '-', '+'
    uint32_t line;           // index in the old text, or for '+' in the new one
} step;

typedef struct diff {
    lines old, new;
    TK_VEC(step) steps;
} diff;

static void split(lines *self, tk_slice text)
{
    while (text.len) {
        const char *newline = memchr(text.at, '\n', text.len);
        size_t len = newline ? (size_t)(newline - text.at) + 1 : text.len;
        tk_vec_push(&self->list, ((tk_slice){text.at, len}));
        text.at += len;
        text.len -= len;
    }
}

static bool same(const diff *self, uint32_t a, uint32_t b)
{
    return tk_slice_equal(self->old.list.at[a], self->new.list.at[b]);
}

static void add(diff *self, char mark, uint32_t line)
{
    tk_vec_push(&self->steps, ((step){mark, line}));
}

// The lines [a, a_end) and [b, b_end) by dynamic programming over their suffixes.
static void compare_small(diff *self, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end)
{
    uint32_t rows = a_end - a, columns = b_end - b, width = columns + 1;
    uint32_t *best = tk_memory_zero((size_t)(rows + 1) * width, sizeof *best);
    for (uint32_t i = rows; i-- > 0;)
        for (uint32_t k = columns; k-- > 0;) {
            uint32_t down = best[(i + 1) * width + k], right = best[i * width + k + 1];
            best[i * width + k] = same(self, a + i, b + k) ? best[(i + 1) * width + k + 1] + 1
                                  : down > right           ? down
                                                           : right;
        }
    uint32_t i = 0, k = 0;
    while (i < rows || k < columns) {
        if (i < rows && k < columns && same(self, a + i, b + k)) {
            add(self, ' ', a + i++);
            k++;
        } else if (k == columns || (i < rows && best[(i + 1) * width + k] >= best[i * width + k + 1])) {
            add(self, '-', a + i++);
        } else {
            add(self, '+', b + k++);
        }
    }
    free(best);
}

// Too much for a table: equal lines are found by walking ahead a little in both texts.
static void compare_large(diff *self, uint32_t a, uint32_t a_end, uint32_t b, uint32_t b_end)
{
    enum { AHEAD = 200 };
    while (a < a_end && b < b_end) {
        if (same(self, a, b)) {
            add(self, ' ', a++);
            b++;
            continue;
        }
        uint32_t skip_a = 0, skip_b = 0;
        for (uint32_t sum = 1; sum < AHEAD && !skip_a && !skip_b; sum++)
            for (uint32_t i = 0; i <= sum; i++)
                if (a + i < a_end && b + sum - i < b_end && same(self, a + i, b + sum - i)) {
                    skip_a = i;
                    skip_b = sum - i;
                    break;
                }
        if (!skip_a && !skip_b)
            skip_a = skip_b = 1;
        while (skip_a-- > 0)
            add(self, '-', a++);
        while (skip_b-- > 0)
            add(self, '+', b++);
    }
    while (a < a_end)
        add(self, '-', a++);
    while (b < b_end)
        add(self, '+', b++);
}

static void compare(diff *self)
{
    uint32_t a = 0, b = 0, a_end = self->old.list.len, b_end = self->new.list.len, tail = 0;
    while (a < a_end && b < b_end && same(self, a, b)) {
        add(self, ' ', a++);
        b++;
    }
    while (a < a_end && b < b_end && same(self, a_end - 1, b_end - 1)) {
        a_end--;
        b_end--;
        tail++;
    }
    if ((uint64_t)(a_end - a + 1) * (b_end - b + 1) <= LARGEST_TABLE)
        compare_small(self, a, a_end, b, b_end);
    else
        compare_large(self, a, a_end, b, b_end);
    for (uint32_t i = 0; i < tail; i++)
        add(self, ' ', a_end + i);
}

static void add_range(tk_text *out, char mark, uint32_t first, uint32_t count)
{
    // An empty range is named by the line before it.
    tk_text_format(out, count == 1 ? "%c%u" : "%c%u,%u", mark, first + (count > 0), count);
}

static void add_line(const diff *self, const step *at, tk_text *out)
{
    tk_slice line = at->mark == '+' ? self->new.list.at[at->line] : self->old.list.at[at->line];
    tk_text_add_char(out, at->mark);
    tk_text_add_slice(out, line);
    if (line.len == 0 || line.at[line.len - 1] != '\n')
        tk_text_add_string(out, "\n\\ No newline at end of file\n");
}

// The steps [from, to) as one hunk; `old` and `new` are the lines before it.
static void add_hunk(const diff *self, uint32_t from, uint32_t to, uint32_t old, uint32_t new,
                     tk_text *out)
{
    uint32_t old_count = 0, new_count = 0;
    for (uint32_t i = from; i < to; i++) {
        old_count += self->steps.at[i].mark != '+';
        new_count += self->steps.at[i].mark != '-';
    }
    tk_text_add_string(out, "@@ ");
    add_range(out, '-', old, old_count);
    tk_text_add_char(out, ' ');
    add_range(out, '+', new, new_count);
    tk_text_add_string(out, " @@\n");
    for (uint32_t i = from; i < to; i++)
        add_line(self, &self->steps.at[i], out);
}

static void add_hunks(const diff *self, tk_text *out)
{
    uint32_t old = 0, new = 0, done = 0;   // lines before step `done`
    for (uint32_t i = 0; i < self->steps.len; i++) {
        if (self->steps.at[i].mark == ' ')
            continue;
        uint32_t from = i > done + CONTEXT ? i - CONTEXT : done, to = i + 1, last = i;
        for (uint32_t k = i + 1; k < self->steps.len && k <= last + 2 * CONTEXT + 1; k++)
            if (self->steps.at[k].mark != ' ')
                last = k;
        to = last + 1 + CONTEXT < self->steps.len ? last + 1 + CONTEXT : self->steps.len;
        for (; done < from; done++) {
            old++;
            new++;
        }
        add_hunk(self, from, to, old, new, out);
        for (; done < to; done++) {
            old += self->steps.at[done].mark != '+';
            new += self->steps.at[done].mark != '-';
        }
        i = to - 1;
    }
}

void tk_diff_add(const char *path, tk_slice old, tk_slice new, tk_text *out)
{
    diff self = {0};
    if (tk_slice_equal(old, new))
        return;
    split(&self.old, old);
    split(&self.new, new);
    compare(&self);
    tk_text_format(out, "--- %s\n+++ %s\n", path, path);
    add_hunks(&self, out);
    tk_vec_free(&self.old.list);
    tk_vec_free(&self.new.list);
    tk_vec_free(&self.steps);
}
