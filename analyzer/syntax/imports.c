#include "syntax/imports.h"

#include <string.h>

#include "syntax/scan.h"

typedef struct reader {
    const char *text;
    uint32_t at;
    bool in_parens;  // line endings and comments count as blanks
    tk_names *names;
    tk_outline *outline;
    tk_import row;  // what all rows of the statement share
} reader;

static void skip(reader *self)
{
    for (;;) {
        self->at = tk_scan_blanks(self->text, self->at);
        char c = self->text[self->at];
        if (!self->in_parens)
            return;
        if (c == '#')
            self->at += (uint32_t)strcspn(self->text + self->at, "\n");
        else if (c == '\n' || c == '\r')
            self->at++;
        else
            return;
    }
}

static bool take(reader *self, char c)
{
    skip(self);
    if (self->text[self->at] != c)
        return false;
    self->at++;
    return true;
}

static bool take_word(reader *self, const char *word)
{
    skip(self);
    if (!tk_scan_word_at(self->text + self->at, word))
        return false;
    self->at += (uint32_t)strlen(word);
    return true;
}

static tk_slice take_identifier(reader *self)
{
    skip(self);
    uint32_t start = self->at;
    while (tk_scan_is_word(self->text[self->at]))
        self->at++;
    return (tk_slice){self->text + start, self->at - start};
}

static tk_name take_name(reader *self)
{
    tk_slice word = take_identifier(self);
    return word.len ? tk_names_add(self->names, word) : (tk_name){0};
}

// `a.b.c`, also with blanks around the dots.
static tk_name take_dotted(reader *self)
{
    tk_text dotted = {0};
    tk_text_add_slice(&dotted, take_identifier(self));
    while (dotted.len && take(self, '.')) {
        tk_text_add_char(&dotted, '.');
        tk_text_add_slice(&dotted, take_identifier(self));
    }
    tk_name name = {0};
    if (dotted.len)
        name = tk_names_add(self->names, (tk_slice){dotted.at, dotted.len});
    tk_text_free(&dotted);
    return name;
}

static void add_row(reader *self, tk_import row)
{
    if (take_word(self, "as"))
        row.alias = take_name(self);
    tk_vec_push(&self->outline->imports, row);
}

static void read_import(reader *self)
{
    do {
        tk_import row = self->row;
        row.module = take_dotted(self);
        if (!row.module.i)
            return;
        add_row(self, row);
    } while (take(self, ','));
}

static void read_from(reader *self)
{
    while (take(self, '.'))
        if (self->row.level < UINT16_MAX)
            self->row.level++;
    if (!take_word(self, "import")) {
        self->row.module = take_dotted(self);
        if (!take_word(self, "import"))
            return;
    }
    if (take(self, '*')) {
        self->row.star = true;
        add_row(self, self->row);
        return;
    }
    self->in_parens = take(self, '(');
    do {
        tk_import row = self->row;
        row.name = take_name(self);
        if (!row.name.i)
            return;
        add_row(self, row);
    } while (take(self, ','));
}

void tk_imports_read(tk_outline *outline, tk_names *names, const char *text, uint32_t start,
                     tk_region_id region)
{
    reader self = {
        .text = text,
        .at = start,
        .names = names,
        .outline = outline,
        .row = {.start = start, .region = region},
    };
    if (take_word(&self, "import"))
        read_import(&self);
    else if (take_word(&self, "from"))
        read_from(&self);
}
