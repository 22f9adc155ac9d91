#include "suppress.h"

#include <ctype.h>
#include <string.h>

#include "line_spans.h"
#include "report/codes.h"

// One comment of the outline while its directives are read.
typedef struct reader {
    tk_suppressions *out;
    tk_source *source;
    const tk_outline *outline;
    uint32_t comment;      // index into the outline's comments
    const char *at, *end;  // what is left of it
    uint32_t line;         // of the comment
} reader;

static void skip_spaces(reader *self)
{
    while (self->at < self->end && (*self->at == ' ' || *self->at == '\t'))
        self->at++;
}

// Takes `word`, in any case, when it is there.
static bool take(reader *self, const char *word)
{
    size_t len = strlen(word);
    if ((size_t)(self->end - self->at) < len)
        return false;
    for (size_t i = 0; i < len; i++)
        if (tolower((unsigned char)self->at[i]) != word[i])
            return false;
    self->at += len;
    return true;
}

static bool at_word_end(const reader *self)
{
    return self->at == self->end ||
           (!isalnum((unsigned char)*self->at) && *self->at != '_' && *self->at != '-');
}

static bool take_word(reader *self, const char *word)
{
    const char *start = self->at;
    if (take(self, word) && at_word_end(self))
        return true;
    self->at = start;
    return false;
}

// The last line that a comment alone on its line stands above.
static uint32_t line_below(const reader *self)
{
    uint32_t line = self->line + 1;
    for (uint32_t i = self->comment + 1; i < self->outline->comments.len; i++) {
        const tk_comment *next = &self->outline->comments.at[i];
        if (!next->alone || tk_source_line(self->source, next->start) != line)
            break;
        line++;
    }
    return line;
}

static void add(reader *self, tk_suppression_form form, tk_slice code)
{
    bool alone = self->outline->comments.at[self->comment].alone;
    if (form == TK_SUPPRESSION_NOQA && alone)
        return;  // means its own line only, where no code is
    tk_suppression added = {
        .form = form,
        .comment = self->comment,
        .directive = self->out->directives.len - 1,
        .code_start = code.len ? (uint32_t)(code.at - self->source->text) : 0,
        .code = tk_memory_copy_string(code.len ? code.at : "", code.len),
        .first_line = form == TK_SUPPRESSION_FILE ? 1 : self->line,
        .last_line = self->line,
    };
    if (form == TK_SUPPRESSION_LINE && alone)
        added.last_line = line_below(self);
    if (form == TK_SUPPRESSION_RANGE || form == TK_SUPPRESSION_FILE) {
        added.last_line = UINT32_MAX;
        tk_vec_push(&self->out->blocks, added);
    } else {
        tk_vec_push(&self->out->lines, added);
    }
}

// `enable[codes]`: ends what `disable` began. An empty code ends everything.
static void end_ranges(reader *self, tk_slice code)
{
    for (uint32_t i = 0; i < self->out->blocks.len; i++) {
        tk_suppression *block = &self->out->blocks.at[i];
        bool meant = code.len == 0 || tk_slice_is(code, block->code);
        if (block->form == TK_SUPPRESSION_RANGE && block->last_line == UINT32_MAX && meant)
            block->last_line = self->line;
    }
}

typedef void per_code(reader *self, tk_suppression_form form, tk_slice code);

static void end_range(reader *self, tk_suppression_form form, tk_slice code)
{
    (void)form;
    end_ranges(self, code);
}

static void set_list(reader *self, const char *start, const char *end)
{
    tk_directive *directive = &self->out->directives.at[self->out->directives.len - 1];
    directive->list_start = (uint32_t)(start - self->source->text);
    directive->list_end = (uint32_t)(end - self->source->text);
}

// Codes in brackets; without brackets every rule is meant, with empty ones none.
static void read_bracketed(reader *self, tk_suppression_form form, per_code *each)
{
    skip_spaces(self);
    if (self->at == self->end || *self->at != '[') {
        each(self, form, (tk_slice){0});
        return;
    }
    const char *start = ++self->at;
    const char *close = memchr(start, ']', (size_t)(self->end - start));
    set_list(self, start, close ? close : self->end);
    tk_slice list = {start, (size_t)((close ? close : self->end) - start)}, code;
    self->at = close ? close + 1 : self->end;
    while (tk_codes_next(&list, &code))
        each(self, form, code);
}

// Letters, then digits, as flake8 has it; empty when there is none.
static tk_slice peek_code(const reader *self)
{
    const char *at = self->at;
    while (at < self->end && isalpha((unsigned char)*at))
        at++;
    const char *digits = at;
    while (at < self->end && isdigit((unsigned char)*at))
        at++;
    if (digits == self->at || at == digits || (at < self->end && isalpha((unsigned char)*at)))
        return (tk_slice){0};
    return (tk_slice){self->at, (size_t)(at - self->at)};
}

// Behind "noqa": ": E501, TK101". Anything that is no code after the colon leaves a plain noqa.
static void read_noqa(reader *self, tk_suppression_form form)
{
    const char *start = self->at;
    skip_spaces(self);
    bool listed = self->at < self->end && *self->at == ':';
    const char *first = NULL;
    self->at += listed;
    for (const char *behind = self->at;; behind = self->at) {
        while (listed && self->at < self->end &&
               (isspace((unsigned char)*self->at) || *self->at == ','))
            self->at++;
        tk_slice code = listed ? peek_code(self) : (tk_slice){0};
        if (code.len == 0) {
            self->at = behind;
            break;
        }
        add(self, form, code);
        first = first ? first : code.at;
        self->at += code.len;
    }
    bool found = first;
    if (found)
        set_list(self, first, self->at);
    if (!found) {
        self->at = start;
        add(self, form, (tk_slice){0});
    }
}

static void read_own(reader *self)
{
    skip_spaces(self);
    if (take_word(self, "ignore"))
        read_bracketed(self, TK_SUPPRESSION_LINE, add);
    else if (take_word(self, "disable"))
        read_bracketed(self, TK_SUPPRESSION_RANGE, add);
    else if (take_word(self, "enable"))
        read_bracketed(self, TK_SUPPRESSION_RANGE, end_range);
    else if (take_word(self, "file-ignore"))
        read_bracketed(self, TK_SUPPRESSION_FILE, add);
    else if (take_word(self, "noqa"))
        read_noqa(self, TK_SUPPRESSION_FILE);
}

// Behind a directive stands its reason, which may have a number like #123, or another comment.
static const char *directive_end(const reader *self)
{
    for (const char *at = self->at; at < self->end; at++)
        if (*at == '#' && at + 1 < self->end && !isdigit((unsigned char)at[1]))
            return at;
    return self->end;
}

static void open_directive(reader *self, const char *hash, bool shared)
{
    tk_directive directive = {.start = (uint32_t)(hash - self->source->text), .shared = shared};
    tk_vec_push(&self->out->directives, directive);
}

static void close_directive(reader *self)
{
    const char *end = directive_end(self);
    while (end > self->at && (end[-1] == ' ' || end[-1] == '\t'))
        end--;
    self->out->directives.at[self->out->directives.len - 1].end =
        (uint32_t)(end - self->source->text);
}

static bool read_directive(reader *self, const char *hash)
{
    skip_spaces(self);
    if (take(self, "tkscan:")) {
        open_directive(self, hash, false);
        read_own(self);
    } else if (take_word(self, "noqa")) {
        open_directive(self, hash, true);
        read_noqa(self, TK_SUPPRESSION_NOQA);
    } else if (take(self, "flake8:")) {
        skip_spaces(self);
        if (!take_word(self, "noqa"))
            return false;
        open_directive(self, hash, true);
        read_noqa(self, TK_SUPPRESSION_FILE);
    } else {
        return false;
    }
    return true;
}

// Every "#" of a comment may start a directive: "# type: ignore # noqa".
static void read_comment(reader *self)
{
    while (self->at < self->end) {
        const char *hash = self->at++;
        if (*hash == '#' && read_directive(self, hash))
            close_directive(self);
    }
}

static bool mentions_directive(const tk_source *source, const tk_comment *comment)
{
    // All directives have a 'q' or a ':', which most comments lack.
    const char *at = source->text + comment->start;
    size_t len = comment->end - comment->start;
    return memchr(at, ':', len) || memchr(at, 'q', len) || memchr(at, 'Q', len);
}

tk_suppressions *tk_suppressions_read(tk_source *source, const tk_outline *outline)
{
    tk_suppressions *self = tk_memory_zero(1, sizeof *self);
    for (uint32_t i = 0; i < outline->comments.len; i++) {
        const tk_comment *comment = &outline->comments.at[i];
        if (!mentions_directive(source, comment))
            continue;
        reader state = {self,
                        source,
                        outline,
                        i,
                        source->text + comment->start,
                        source->text + comment->end,
                        tk_source_line(source, comment->start)};
        read_comment(&state);
    }
    if (self->lines.len)
        tk_line_spans_find(self, source);
    if (self->lines.len || self->blocks.len)
        return self;
    tk_suppressions_free(self);
    return NULL;
}

void tk_suppressions_free(tk_suppressions *self)
{
    if (!self)
        return;
    for (uint32_t i = 0; i < self->lines.len; i++)
        free(self->lines.at[i].code);
    for (uint32_t i = 0; i < self->blocks.len; i++)
        free(self->blocks.at[i].code);
    tk_vec_free(&self->directives);
    tk_vec_free(&self->lines);
    tk_vec_free(&self->blocks);
    tk_vec_free(&self->spans);
    free(self);
}

static bool reaches(const tk_suppression *self, uint32_t first_line, uint32_t last_line,
                    const char *code)
{
    bool here = self->first_line <= last_line && self->last_line >= first_line;
    return here && (!self->code[0] || tk_codes_match(tk_slice_of(self->code), code));
}

static bool covers(tk_suppression *self, uint32_t first_line, uint32_t last_line, const char *code)
{
    bool covered = reaches(self, first_line, last_line, code);
    self->used |= covered;
    return covered;
}

// The first of `lines` that reaches to `line` or further; their last lines ascend.
static uint32_t first_reaching(const tk_suppressions *self, uint32_t line)
{
    uint32_t low = 0, high = self->lines.len;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (self->lines.at[middle].last_line < line)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool tk_suppressions_cover(tk_suppressions *self, uint32_t first_line, uint32_t last_line,
                           const char *code)
{
    bool covered = false;
    if (!self)
        return false;
    last_line = tk_line_spans_end(self, last_line);
    for (uint32_t i = first_reaching(self, first_line); i < self->lines.len; i++) {
        tk_suppression *line = &self->lines.at[i];
        if (line->first_line > last_line)
            break;
        covered |= covers(line, first_line, last_line, code);
    }
    for (uint32_t i = 0; i < self->blocks.len; i++)
        covered |= covers(&self->blocks.at[i], first_line, last_line, code);
    return covered;
}

static tk_slice reason_of(const tk_suppressions *self, const tk_source *source,
                          const tk_suppression *entry)
{
    const tk_directive *directive = &self->directives.at[entry->directive];
    if (directive->shared || directive->list_end >= directive->end)
        return TK_SLICE("");
    const char *at = source->text + directive->list_end + 1;  // behind the bracket
    const char *end = source->text + directive->end;
    while (at < end && strchr(" \t-:", *at))
        at++;
    return (tk_slice){at, (size_t)(end - at)};
}

tk_slice tk_suppressions_reason(const tk_suppressions *self, const tk_source *source,
                                uint32_t first_line, uint32_t last_line, const char *code)
{
    last_line = tk_line_spans_end(self, last_line);
    for (uint32_t i = first_reaching(self, first_line); i < self->lines.len; i++)
        if (reaches(&self->lines.at[i], first_line, last_line, code))
            return reason_of(self, source, &self->lines.at[i]);
    for (uint32_t i = 0; i < self->blocks.len; i++)
        if (reaches(&self->blocks.at[i], first_line, last_line, code))
            return reason_of(self, source, &self->blocks.at[i]);
    return TK_SLICE("");
}
