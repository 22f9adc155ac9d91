#include "cli/glob.h"

#include <ctype.h>
#include <string.h>

// Where to go on after a mismatch: the pattern behind the star, and how far the star reached.
typedef struct retry {
    bool active;
    size_t pattern, path;
} retry;

typedef struct glob {
    tk_slice pattern, path;
    size_t at, in;  // in pattern, in path
    retry star;     // the last '*', within one path component
    retry folders;  // the last '**'
} glob;

static bool in_class(const char *name, size_t len, unsigned char c)
{
    static const struct {
        const char *name;
        int (*is)(int);
    } classes[] = {{"alnum", isalnum}, {"alpha", isalpha}, {"digit", isdigit}, {"lower", islower},
                   {"upper", isupper}, {"space", isspace}, {"punct", ispunct}, {"xdigit", isxdigit},
                   {"blank", isblank}, {"cntrl", iscntrl}, {"graph", isgraph}, {"print", isprint}};
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if (strlen(classes[i].name) == len && memcmp(classes[i].name, name, len) == 0)
            return classes[i].is(c) != 0;
    return false;
}

// `[:alpha:]` at `at`: its length, 0 when there is none.
static size_t class_length(tk_slice pattern, size_t at)
{
    if (at + 1 >= pattern.len || pattern.at[at] != '[' || pattern.at[at + 1] != ':')
        return 0;
    for (size_t end = at + 2; end + 1 < pattern.len; end++)
        if (pattern.at[end] == ':' && pattern.at[end + 1] == ']')
            return end + 2 - at;
    return 0;
}

// `[...]` starting at `*at`; moves behind it. A set without ']' matches nothing.
static bool match_set(tk_slice pattern, size_t *at, unsigned char c)
{
    size_t i = *at + 1;
    bool negated = i < pattern.len && (pattern.at[i] == '!' || pattern.at[i] == '^');
    bool found = false, first = true;
    i += negated;
    for (; i < pattern.len && (first || pattern.at[i] != ']'); first = false) {
        size_t class = class_length(pattern, i);
        if (class) {
            found |= in_class(pattern.at + i + 2, class - 4, c);
            i += class;
            continue;
        }
        if (pattern.at[i] == '\\' && i + 1 < pattern.len)
            i++;
        unsigned char low = (unsigned char)pattern.at[i++], high = low;
        if (i + 1 < pattern.len && pattern.at[i] == '-' && pattern.at[i + 1] != ']') {
            i += pattern.at[i + 1] == '\\' && i + 2 < pattern.len ? 2 : 1;
            high = (unsigned char)pattern.at[i++];
        }
        found |= low <= c && c <= high;
    }
    if (i >= pattern.len)
        return false;
    *at = i + 1;
    return found != negated && c != '/';
}

// One pattern element against one byte; moves both.
static bool match_one(glob *self)
{
    if (self->in >= self->path.len)
        return false;
    unsigned char c = (unsigned char)self->path.at[self->in];
    size_t at = self->at;
    bool matched;
    switch (self->pattern.at[at]) {
    case '?':
        matched = c != '/';
        at++;
        break;
    case '[':
        matched = match_set(self->pattern, &at, c);
        break;
    case '\\':
        at += at + 1 < self->pattern.len;
        matched = (unsigned char)self->pattern.at[at] == c;
        at++;
        break;
    default:
        matched = (unsigned char)self->pattern.at[at] == c;
        at++;
    }
    if (matched) {
        self->at = at;
        self->in++;
    }
    return matched;
}

// Takes the stars at `at`. False: a '**' at the end has matched all that is left.
static bool take_stars(glob *self)
{
    size_t start = self->at;
    while (self->at < self->pattern.len && self->pattern.at[self->at] == '*')
        self->at++;
    bool ends = self->at == self->pattern.len;
    bool opens = start == 0 || self->pattern.at[start - 1] == '/';
    bool folders = self->at - start >= 2 && opens && (ends || self->pattern.at[self->at] == '/');
    if (!folders) {
        self->star = (retry){true, self->at, self->in};
        return true;
    }
    if (ends)
        return false;
    self->at++;
    self->star.active = false;
    self->folders = (retry){true, self->at, self->in};
    return true;
}

// After a mismatch: a longer star, or one more folder for '**'.
static bool backtrack(glob *self)
{
    if (self->star.active && self->star.path < self->path.len &&
        self->path.at[self->star.path] != '/') {
        self->in = ++self->star.path;
        self->at = self->star.pattern;
        return true;
    }
    self->star.active = false;
    if (!self->folders.active)
        return false;
    const char *from = self->path.at + self->folders.path;
    const char *slash = memchr(from, '/', self->path.len - self->folders.path);
    if (!slash)
        return false;
    self->in = self->folders.path = (size_t)(slash - self->path.at) + 1;
    self->at = self->folders.pattern;
    return true;
}

bool tk_glob_match(tk_slice pattern, tk_slice path)
{
    glob self = {.pattern = pattern, .path = path};
    for (;;) {
        if (self.at == pattern.len) {
            if (self.in == path.len)
                return true;
        } else if (pattern.at[self.at] == '*') {
            if (!take_stars(&self))
                return self.in < path.len;
            continue;
        } else if (match_one(&self)) {
            continue;
        }
        if (!backtrack(&self))
            return false;
    }
}
