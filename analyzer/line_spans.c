#include "line_spans.h"

#include <string.h>

// A scan of tokens, only as deep as line ends need it: strings, comments, backslashes.
typedef struct scanner {
    const char *at, *end;
    uint32_t line;
} scanner;

static void skip_comment(scanner *self)
{
    while (self->at < self->end && *self->at != '\n')
        self->at++;
}

// From a quote to behind the string. One in single quotes ends with its line, if not before. Inside
// the braces of an f-string other quotes may stand; those of the same kind end it too early, which
// is put right by the end of the line.
static void skip_string(scanner *self)
{
    char quote = *self->at;
    bool triple = self->end - self->at >= 3 && self->at[1] == quote && self->at[2] == quote;
    self->at += triple ? 3 : 1;
    while (self->at < self->end) {
        if (*self->at == '\\' && self->end - self->at >= 2) {
            bool carriage = self->at[1] == '\r' && self->end - self->at >= 3 && self->at[2] == '\n';
            self->line += carriage || self->at[1] == '\n';
            self->at += carriage ? 3 : 2;
            continue;
        }
        if (*self->at == '\n') {
            if (!triple)
                return;
            self->line++;
        }
        if (*self->at == quote && (!triple || (self->end - self->at >= 3 && self->at[1] == quote &&
                                               self->at[2] == quote))) {
            self->at += triple ? 3 : 1;
            return;
        }
        self->at++;
    }
}

static void add_span(tk_suppressions *self, uint32_t first, uint32_t last)
{
    if (first == last)
        return;
    if (self->spans.len && self->spans.at[self->spans.len - 1].last >= first) {
        self->spans.at[self->spans.len - 1].last = last;
        return;
    }
    tk_line_span span = {first, last};
    tk_vec_push(&self->spans, span);
}

void tk_line_spans_find(tk_suppressions *self, const tk_source *source)
{
    scanner scan = {source->text, source->text + source->len, 1};
    while (scan.at < scan.end) {
        uint32_t first = scan.line;
        switch (*scan.at) {
        case '#':
            skip_comment(&scan);
            continue;
        case '"':
        case '\'':
            skip_string(&scan);
            add_span(self, first, scan.line);
            continue;
        case '\\':
            if (scan.end - scan.at >= 2 && scan.at[1] == '\r')
                scan.at++;
            if (scan.end - scan.at >= 2 && scan.at[1] == '\n')
                add_span(self, first, first + 1);
            break;
        default:
            scan.line += *scan.at == '\n';
        }
        scan.at++;
    }
}

uint32_t tk_line_spans_end(const tk_suppressions *self, uint32_t line)
{
    uint32_t low = 0, high = self->spans.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->spans.at[middle].last < line)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < self->spans.len && self->spans.at[low].first <= line)
        return self->spans.at[low].last;
    return line;
}
