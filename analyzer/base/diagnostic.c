#include "base/diagnostic.h"

#include <stdarg.h>
#include <string.h>

#include "base/text.h"

tk_diagnostic *tk_diagnostics_add(tk_diagnostics *self, tk_severity severity, const char *path,
                                  uint32_t line, uint32_t column, const char *format, ...)
{
    tk_text message = {0};
    va_list args;
    va_start(args, format);
    tk_text_vformat(&message, format, args);
    va_end(args);
    tk_diagnostic added = {
        .severity = severity,
        .path = path ? tk_memory_copy_string(path, strlen(path)) : NULL,
        .line = line,
        .column = column,
        .file_line = line,
        .file_column = column,
        .message = message.at ? message.at : tk_memory_copy_string("", 0),
    };
    tk_vec_push(&self->list, added);
    return &self->list.at[self->list.len - 1];
}

void tk_diagnostics_move(tk_diagnostics *to, tk_diagnostics *from)
{
    for (uint32_t i = 0; i < from->list.len; i++)
        tk_vec_push(&to->list, from->list.at[i]);
    tk_vec_free(&from->list);
}

void tk_diagnostics_free(tk_diagnostics *self)
{
    for (uint32_t i = 0; i < self->list.len; i++) {
        free(self->list.at[i].path);
        free(self->list.at[i].message);
        free(self->list.at[i].hint);
    }
    tk_vec_free(&self->list);
}

enum { LONGEST_WORD = 63 };

// Levenshtein distance; words are at most LONGEST_WORD bytes.
static uint32_t edit_distance(const char *a, const char *b)
{
    size_t columns = strlen(b);
    uint32_t row[LONGEST_WORD + 1];
    for (uint32_t j = 0; j <= columns; j++)
        row[j] = j;
    for (uint32_t i = 0; a[i]; i++) {
        uint32_t diagonal = row[0];
        row[0] = i + 1;
        for (uint32_t j = 0; j < columns; j++) {
            uint32_t replaced = diagonal + (a[i] != b[j]);
            diagonal = row[j + 1];
            uint32_t best = row[j] < row[j + 1] ? row[j] : row[j + 1];
            row[j + 1] = best + 1 < replaced ? best + 1 : replaced;
        }
    }
    return row[columns];
}

const char *tk_diagnostic_nearest(const char *text, const char *const *candidates, uint32_t count)
{
    const char *nearest = NULL;
    size_t length = strlen(text);
    if (length > LONGEST_WORD)
        return NULL;
    uint32_t limit = (uint32_t)length / 3 + 1;
    for (uint32_t i = 0; i < count; i++) {
        if (strlen(candidates[i]) > LONGEST_WORD)
            continue;
        uint32_t distance = edit_distance(text, candidates[i]);
        if (distance <= limit) {
            limit = distance ? distance - 1 : 0;
            nearest = candidates[i];
            if (distance == 0)
                break;
        }
    }
    return nearest;
}
