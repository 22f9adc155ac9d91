#include "syntax/scan.h"

#include <assert.h>
#include <string.h>

enum { MOST_UNCUT = 32 * 1024 };  // bytes of a line that does not end at a semicolon

// The characters at which the scan of a line has something to decide.
static const bool special[256] = {
    ['\0'] = true, ['"'] = true, ['\''] = true, ['#'] = true, ['\n'] = true,
    ['\\'] = true, ['('] = true, [')'] = true,  ['['] = true, [']'] = true,
    ['{'] = true,  ['}'] = true, [':'] = true,  [';'] = true,
};

bool tk_scan_word_at(const char *at, const char *word)
{
    while (*word && *at == *word) {
        at++;
        word++;
    }
    return !*word && !tk_scan_is_word(*at);
}

// The length of a backslash and the line ending behind it, 0 when there is none.
static uint32_t continuation_len(const char *at)
{
    if (at[0] != '\\')
        return 0;
    return at[1] == '\n' ? 2 : at[1] == '\r' && at[2] == '\n' ? 3 : 0;
}

uint32_t tk_scan_blanks(const char *text, uint32_t at)
{
    for (;;) {
        char c = text[at];
        uint32_t continuation = continuation_len(text + at);
        if (c == ' ' || c == '\t' || c == '\f')
            at++;
        else if (continuation)
            at += continuation;
        else
            return at;
    }
}

static uint32_t scan_comment(tk_scanner *self, uint32_t start)
{
    const char *newline = memchr(self->text + start, '\n', self->len - start);
    uint32_t stop = newline ? (uint32_t)(newline - self->text) : self->len;
    tk_comment comment = {.start = start, .end = stop, .alone = true};
    while (comment.end > start && self->text[comment.end - 1] == '\r')
        comment.end--;
    for (uint32_t i = start; comment.alone && i > 0 && self->text[i - 1] != '\n'; i--) {
        char c = self->text[i - 1];
        comment.alone = c == ' ' || c == '\t' || c == '\f';
    }
    tk_vec_push(&self->outline->comments, comment);
    return stop;
}

// Moves over blank lines and comments to the first token of a logical line.
static bool find_line(tk_scanner *self, tk_logical_line *line)
{
    const char *text = self->text;
    uint32_t at = self->at, column = 0, first_column = 0;
    for (;;) {
        char c = text[at];
        uint32_t continuation = continuation_len(text + at);
        if (c == ' ') {
            column++;
            at++;
        } else if (c == '\t') {
            column = column / 8 * 8 + 8;
            at++;
        } else if (c == '\f') {
            column = 0;
            at++;
        } else if (c == '\n' || (c == '\r' && text[at + 1] == '\n')) {
            column = first_column = 0;
            at += c == '\n' ? 1 : 2;
        } else if (c == '#') {
            at = scan_comment(self, at);
        } else if (continuation) {  // the indentation of the first physical line counts
            first_column = first_column ? first_column : column;
            at += continuation;
        } else {
            break;
        }
    }
    bool same_line = self->cut && !memchr(text + self->at, '\n', at - self->at);
    if (!same_line)
        self->cut_indent = first_column ? first_column : column;
    self->cut = false;
    self->at = at;
    *line = (tk_logical_line){.start = at, .indent = self->cut_indent};
    return at < self->len;
}

// A compound statement's body stays with its heading.
static bool may_cut(const tk_scanner *self, const tk_logical_line *line, uint32_t at)
{
    return self->text[at] == ';' && !self->open.len && !line->colon &&
           at - line->start >= MOST_UNCUT;
}

static void note_import(tk_scanner *self, uint32_t at)
{
    at = tk_scan_blanks(self->text, at);
    const char *text = self->text + at;
    if (tk_scan_word_at(text, "import") || tk_scan_word_at(text, "from"))
        tk_vec_push(&self->imports, at);
}

static uint8_t innermost(const tk_scanner *self)
{
    return self->open.len ? self->open.at[self->open.len - 1] : 0;
}

static bool in_mode(uint8_t open, unsigned mode)
{
    return (open & TK_SCAN_FRAME) && (open & TK_SCAN_MODE) == mode;
}

static uint32_t close_bracket(tk_scanner *self, uint32_t at)
{
    uint8_t open = innermost(self);
    char c = self->text[at];
    if (self->lenient)
        return at + 1;
    if (c == '}' && in_mode(open, TK_SCAN_FIELD)) {
        self->open.len--;
        return tk_scan_fstring_text(self, at + 1);
    }
    if (open != (c == ')' ? '(' : c == ']' ? '[' : '{'))
        return TK_SCAN_BAD;
    self->open.len--;
    return at + 1;
}

static uint32_t scan_colon(tk_scanner *self, tk_logical_line *line, uint32_t at)
{
    uint8_t open = innermost(self);
    if (in_mode(open, TK_SCAN_FIELD)) {
        self->open.at[self->open.len - 1] = (uint8_t)((open & ~TK_SCAN_MODE) | TK_SCAN_SPEC);
        return tk_scan_fstring_text(self, at + 1);
    }
    if (!open) {
        note_import(self, at + 1);
        if (!line->colon)
            line->colon = at;
    }
    return at + 1;
}

uint32_t tk_scan_special(tk_scanner *self, tk_logical_line *line, uint32_t at)
{
    char c = self->text[at];
    switch (c) {
    case '"':
    case '\'':
        return tk_scan_quote(self, at);
    case '#':
        return scan_comment(self, at);
    case '\\': {
        uint32_t continuation = continuation_len(self->text + at);
        return at + (continuation ? continuation : 1);
    }
    case '(':
    case '[':
    case '{':
        if (!self->lenient)
            tk_vec_push(&self->open, (uint8_t)c);
        return at + 1;
    case ')':
    case ']':
    case '}':
        return close_bracket(self, at);
    case ':':
        return scan_colon(self, line, at);
    case ';':
        if (!self->open.len)
            note_import(self, at + 1);
        return at + 1;
    default:  // a line ending between brackets, or a NUL that is not the end
        return at + 1;
    }
}

// Goes back to the f-string that is open, to read it as Python 3.11 did.
static bool reread_fstring(tk_scanner *self, uint32_t *at)
{
    if (!self->in_fstring)
        return false;
    *at = self->fstring_at;
    self->in_fstring = false;
    self->plain_fstrings = true;
    self->open.len = self->fstring_open;
    self->outline->comments.len = self->fstring_comments;
    self->imports.len = self->fstring_imports;
    return true;
}

// Behind the last token of a line that ends at `end`. A line of backslashes alone has one byte.
static uint32_t trim_end(const char *text, uint32_t start, uint32_t end)
{
    while (end > start + 1 && strchr(" \t\f\r\n\\", text[end - 1]))
        end--;
    return end;
}

bool tk_scanner_next(tk_scanner *self, tk_logical_line *line)
{
    const char *text = self->text;
    self->imports.len = 0;
    if (self->failed || !find_line(self, line))
        return false;
    note_import(self, line->start);
    uint32_t at = line->start, comment = 0;
    for (;;) {
        while (!special[(unsigned char)text[at]])
            at++;
        bool end = text[at] == '\0' && at >= self->len;
        if ((end || text[at] == '\n') && !self->open.len)
            break;
        self->cut = may_cut(self, line, at);
        if (self->cut)
            break;
        if (text[at] == '#' && !self->open.len)
            comment = at;
        uint32_t next = end ? TK_SCAN_BAD : tk_scan_special(self, line, at);
        if (next != TK_SCAN_BAD) {
            at = next;
        } else if (!reread_fstring(self, &at)) {
            self->failed = true;
            return false;
        }
    }
    line->end = trim_end(text, line->start, comment ? comment : at);
    self->at = self->cut ? at + 1 : at;
    return true;
}

void tk_scanner_restart(tk_scanner *self)
{
    self->at = 0;
    self->open.len = self->imports.len = 0;
    self->outline->comments.len = 0;
    self->in_fstring = self->failed = self->cut = false;
    self->plain_fstrings = self->lenient = true;
}

void tk_scanner_free(tk_scanner *self)
{
    tk_vec_free(&self->open);
    tk_vec_free(&self->imports);
}
