// What IPython makes of a cell before Python sees it.
// https://ipython.readthedocs.io/en/stable/config/inputtransforms.html
#include <ctype.h>
#include <string.h>

#include "syntax/notebook.h"
#include "syntax/outline.h"
#include "syntax/scan.h"

typedef struct cell {
    char *text;
    uint32_t len;
} cell;

static bool is_one_of(tk_slice word, const char *const *words)
{
    for (; *words; words++)
        if (tk_slice_is(word, *words))
            return true;
    return false;
}

static uint32_t skip_blanks(const char *text, uint32_t at)
{
    while (text[at] == ' ' || text[at] == '\t' || text[at] == '\f')
        at++;
    return at;
}

static uint32_t line_end(const cell *self, uint32_t at)
{
    const char *newline = memchr(self->text + at, '\n', self->len - at);
    return newline ? (uint32_t)(newline - self->text) : self->len;
}

static tk_slice word_at(const char *text, uint32_t at)
{
    uint32_t end = at;
    while (tk_scan_is_word(text[end]))
        end++;
    return (tk_slice){text + at, end - at};
}

// The end of the line, and of the lines it is continued on with backslashes.
static uint32_t command_end(const cell *self, uint32_t at)
{
    for (;;) {
        uint32_t end = line_end(self, at), last = end;
        while (last > at && self->text[last - 1] == '\r')
            last--;
        if (end == self->len || last == at || self->text[last - 1] != '\\')
            return end;
        at = end + 1;
    }
}

// Blanks what is there but for its line endings, which leaves all positions as they are.
static void blank(cell *self, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to; i++)
        if (self->text[i] != '\n' && self->text[i] != '\r')
            self->text[i] = ' ';
}

// A command becomes a statement that does nothing: it may be all there is in the body of an if.
static uint32_t replace_command(cell *self, uint32_t from)
{
    uint32_t end = command_end(self, from);
    blank(self, from, end);
    self->text[from] = '0';
    return end;
}

// `%%name` on a line of its own: the rest of the cell is for the magic. Of these it is Python.
static bool is_python_magic(const char *text, uint32_t at)
{
    static const char *const magics[] = {"capture", "debug",   "ipytest", "prun",   "pypy",
                                         "python",  "python3", "time",    "timeit", NULL};
    return is_one_of(word_at(text, at + 2), magics);
}

// `x?` and `x.y??`: what stands before is a name, with dots, indices or stars.
static bool is_help(const cell *self, uint32_t from)
{
    uint32_t end = line_end(self, from);
    while (end > from && isspace((unsigned char)self->text[end - 1]))
        end--;
    if (end - from < 2 || self->text[end - 1] != '?')
        return false;
    for (uint32_t i = from; i < end; i++)
        if (!tk_scan_is_word(self->text[i]) && !strchr(".*[]%-?", self->text[i]))
            return false;
    return true;
}

// `pip install x`: two words side by side, which is no Python unless one is a keyword.
static bool is_bare_command(const cell *self, uint32_t from)
{
    static const char *const starts[] = {
        "False", "None",  "True",     "and",      "as",     "assert", "async",  "await",  "break",
        "case",  "class", "def",      "del",      "elif",   "else",   "except", "exec",   "finally",
        "for",   "from",  "if",       "global",   "import", "in",     "is",     "lambda", "match",
        "not",   "or",    "pass",     "print",    "raise",  "return", "try",    "type",   "while",
        "with",  "yield", "continue", "nonlocal", NULL};
    static const char *const operators[] = {"in",   "is",  "if",  "and", "or",
                                            "else", "not", "for", "as",  NULL};
    tk_slice first = word_at(self->text, from);
    uint32_t next = skip_blanks(self->text, from + (uint32_t)first.len);
    tk_slice second = word_at(self->text, next);
    if (!first.len || !second.len || next == from + first.len ||
        isdigit((unsigned char)first.at[0]))
        return false;
    // A prefix of a string is no word of its own.
    char behind = self->text[next + second.len];
    return behind != '"' && behind != '\'' && !is_one_of(first, starts) &&
           !is_one_of(second, operators);
}

static bool is_command(const cell *self, uint32_t from)
{
    return (self->text[from] && strchr("%!?/,;", self->text[from])) || is_help(self, from) ||
           is_bare_command(self, from);
}

// `files = !ls` and `x = %magic`: the right side becomes a name that nobody defines.
static void replace_assigned(cell *self, uint32_t from)
{
    uint32_t at = from, end = line_end(self, from);
    while (at < end && (tk_scan_is_word(self->text[at]) || strchr(".,[]() *\t", self->text[at])))
        at++;
    if (at == from || at == end || self->text[at] != '=')
        return;
    at = skip_blanks(self->text, at + 1);
    if (self->text[at] != '!' && self->text[at] != '%')
        return;
    end = command_end(self, at);
    blank(self, at, end);
    for (uint32_t i = at; self->text[i] == ' '; i++)
        self->text[i] = '_';
}

bool tk_notebook_cell_python(char *text, uint32_t len)
{
    cell self = {text, len};
    tk_outline unused = {0};
    tk_scanner scanner = {.text = text, .len = len, .outline = &unused};
    tk_logical_line line;
    bool python = true;
    for (uint32_t at = 0; at < len && python;) {
        uint32_t first = skip_blanks(text, at);
        if (text[first] == '#' || text[first] == '\n' || text[first] == '\r') {
            at = line_end(&self, first) + 1;
        } else if (is_command(&self, first)) {
            python = text[first] != '%' || text[first + 1] != '%' || is_python_magic(text, first);
            at = replace_command(&self, first) + 1;
        } else {
            replace_assigned(&self, first);
            scanner.at = at;
            if (!tk_scanner_next(&scanner, &line))
                break;
            at = scanner.at;
        }
    }
    tk_scanner_free(&scanner);
    tk_outline_free(&unused);
    return python;
}

bool tk_notebook_cell_regular(const char *text, uint32_t len)
{
    tk_source source = {.text = (char *)text, .len = len};
    tk_names *names = tk_names_new(NULL);
    tk_outline outline;
    tk_outline_scan(&outline, &source, names);
    bool regular = !outline.irregular;
    tk_outline_free(&outline);
    tk_names_free(names);
    return regular;
}

bool tk_notebook_cell_indented(const char *text)
{
    for (;;) {
        uint32_t blanks = skip_blanks(text, 0);
        if (text[blanks] != '#' && text[blanks] != '\n' && text[blanks] != '\r')
            return blanks > 0 && text[blanks];
        const char *newline = strchr(text, '\n');
        if (!newline)
            return false;
        text = newline + 1;
    }
}
