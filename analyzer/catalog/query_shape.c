#include "catalog/query_shape.h"

#include <ctype.h>
#include <string.h>

#include "base/vec.h"

// A bracket that is open, or the whole text.
typedef struct level {
    size_t start;
    char kind;       // '(': a node, 'g': a group of patterns, '[': a choice, 0: the text
    bool filled;     // something stands in it that matches a node
} level;

typedef struct reader {
    tk_slice text;
    size_t at;
    TK_VEC(level) open;
} reader;

static char next_char(reader *self)
{
    while (self->at < self->text.len) {
        char c = self->text.at[self->at];
        if (c == ';')
            while (self->at < self->text.len && self->text.at[self->at] != '\n')
                self->at++;
        else if (isspace((unsigned char)c))
            self->at++;
        else
            return c;
    }
    return 0;
}

static void skip_string(reader *self)
{
    for (self->at++; self->at < self->text.len && self->text.at[self->at] != '"'; self->at++)
        if (self->text.at[self->at] == '\\')
            self->at++;
    self->at++;
}

static void skip_directive(reader *self)
{
    for (char c; (c = next_char(self)) != 0 && c != ')';)
        if (c == '"')
            skip_string(self);
        else
            self->at++;
    self->at++;
}

// At an opening parenthesis; `field`: behind the colon of one. False when a directive stands there alone.
static bool open_bracket(reader *self, bool field)
{
    level made = {.start = self->at++, .kind = '('};
    char c = next_char(self);
    bool directive = c == '#' || c == '.';
    if (directive) {
        skip_directive(self);
        self->at = self->at > self->text.len ? self->text.len : self->at;
        return !field && self->open.at[self->open.len - 1].kind != '[';
    }
    if (c == '(' || c == '[' || c == '"')
        made.kind = 'g';
    made.filled = made.kind == '(';
    tk_vec_push(&self->open, made);
    return true;
}

static bool close_bracket(reader *self)
{
    bool filled = self->open.at[self->open.len - 1].filled;
    self->at++;
    if (self->open.len > 1)
        self->open.len--;
    self->open.at[self->open.len - 1].filled = true;
    return filled;
}

bool tk_query_shape_good(tk_slice query, size_t *offset)
{
    reader self = {.text = query};
    bool good = true, field = false;
    tk_vec_push(&self.open, ((level){.filled = true}));
    for (char c; good && (c = next_char(&self)) != 0;) {
        bool behind_field = field;
        *offset = self.at;
        field = c == ':';
        if (c == '(') {
            good = open_bracket(&self, behind_field);
        } else if (c == '[') {
            tk_vec_push(&self.open, ((level){.start = self.at++, .kind = '['}));
        } else if (c == ')' || c == ']') {
            *offset = self.open.at[self.open.len - 1].start;
            good = close_bracket(&self);
        } else {
            self.open.at[self.open.len - 1].filled |= c == '"' || c == '_' || isalpha((unsigned char)c);
            if (c == '"')
                skip_string(&self);
            else
                self.at++;
        }
    }
    tk_vec_free(&self.open);
    return good;
}
