#include "cache/pack.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/fixes.h"
#include "unused.h"

// One walk over a result for both directions: what is written and what is read cannot differ.
typedef struct packer {
    tk_text *out;           // NULL: reading
    const char *at, *end;   // what is left to read
    const tk_catalog *catalog;
    bool failed;            // and everything read since is zero
} packer;

static void pass(packer *self, void *bytes, size_t len)
{
    if (self->out) {
        tk_text_add(self->out, bytes, len);
    } else if (!self->failed && (size_t)(self->end - self->at) >= len) {
        memcpy(bytes, self->at, len);
        self->at += len;
    } else {
        memset(bytes, 0, len);
        self->failed = true;
    }
}

static void pass_u32(packer *self, uint32_t *number)
{
    pass(self, number, sizeof *number);
}

// A number that is below `most`.
static uint32_t pass_small(packer *self, uint32_t number, uint32_t most)
{
    pass_u32(self, &number);
    if (number >= most) {
        self->failed = true;
        number = 0;
    }
    return number;
}

// NULL stays NULL.
static void pass_text(packer *self, char **text)
{
    uint32_t len = *text ? (uint32_t)strlen(*text) : UINT32_MAX;
    pass_u32(self, &len);
    if (self->out) {
        if (*text)
            tk_text_add(self->out, *text, len);
        return;
    }
    *text = NULL;
    if (len == UINT32_MAX || self->failed)
        return;
    if ((size_t)(self->end - self->at) < len || memchr(self->at, '\0', len)) {
        self->failed = true;
        return;
    }
    *text = tk_memory_copy_string(self->at, len);
    self->at += len;
}

// How many items follow; each takes at least one byte.
static uint32_t pass_count(packer *self, uint32_t count)
{
    pass_u32(self, &count);
    if (!self->out && (size_t)(self->end - self->at) < count)
        self->failed = true;
    return self->failed ? 0 : count;
}

// Every item of a vector, which is empty and grows when it is read.
#define PASS_ALL(self, vec, pass_one) \
    do { \
        uint32_t count_ = pass_count((self), (vec)->len); \
        for (uint32_t i_ = 0; i_ < count_ && !(self)->failed; i_++) { \
            if (!(self)->out) { \
                tk_vec_reserve((vec), (vec)->len + 1); \
                memset(&(vec)->at[(vec)->len++], 0, sizeof *(vec)->at); \
            } \
            pass_one((self), &(vec)->at[i_]); \
        } \
    } while (0)

static void pass_position(packer *self, tk_position *position)
{
    pass_u32(self, &position->line);
    pass_u32(self, &position->column);
    pass_u32(self, &position->column_utf16);
    pass_u32(self, &position->column_bytes);
}

static void pass_place(packer *self, tk_place *place)
{
    pass_text(self, &place->path);
    pass_u32(self, &place->start);
    pass_u32(self, &place->end);
    pass_u32(self, &place->cell);
    pass_position(self, &place->from);
    pass_position(self, &place->to);
    pass_position(self, &place->file_from);
    pass_position(self, &place->file_to);
    pass_text(self, &place->excerpt);
    pass_u32(self, &place->excerpt_column);
    if (!place->path || !place->excerpt)
        self->failed = true;
}

static void pass_related(packer *self, tk_related *related)
{
    pass_place(self, &related->place);
    pass_text(self, &related->message);
}

static void pass_edit(packer *self, tk_edit *edit)
{
    pass_u32(self, &edit->start);
    pass_u32(self, &edit->end);
    pass_u32(self, &edit->cell);
    pass_position(self, &edit->from);
    pass_position(self, &edit->to);
    pass_position(self, &edit->file_from);
    pass_position(self, &edit->file_to);
    pass_text(self, &edit->text);
    pass_text(self, &edit->file_text);
    if (!edit->text || !edit->file_text)
        self->failed = true;
}

// The name of a kind is the catalog's.
static const char *pass_kind(packer *self, const char *kind)
{
    char *name = (char *)kind;
    pass_text(self, &name);
    if (self->out)
        return kind;
    const tk_fix_kind *found =
        name && self->catalog->fixes ? tk_fixes_kind(self->catalog->fixes, name) : NULL;
    kind = found ? found->name : name && strcmp(name, tk_unused_kind) == 0 ? tk_unused_kind : NULL;
    free(name);
    return kind;
}

static void pass_fix(packer *self, tk_fix *fix)
{
    fix->kind = pass_kind(self, fix->kind);
    pass_text(self, &fix->title);
    pass_u32(self, &fix->rank);
    pass_u32(self, &fix->group);
    fix->applicability = (tk_applicability)pass_small(self, fix->applicability, TK_FIX_SAFE + 1);
    PASS_ALL(self, &fix->edits, pass_edit);
    if (!fix->kind || !fix->title)
        self->failed = true;
}

static void pass_part(packer *self, tk_fix_part *part)
{
    pass_u32(self, &part->group);
    PASS_ALL(self, &part->fixes, pass_fix);
}

static void pass_shared(packer *self, tk_shared *shared)
{
    pass_text(self, &shared->path);
    pass_u32(self, &shared->start);
    pass_u32(self, &shared->part);
    if (!shared->path)
        self->failed = true;
}

// By its code; the rules of the catalog are the same, or the key would be another.
static const tk_rule *pass_rule(packer *self, const tk_rule *rule)
{
    char *code = rule ? (char *)rule->code : NULL;
    pass_text(self, &code);
    if (self->out)
        return rule;
    rule = code ? tk_catalog_rule(self->catalog, code) : NULL;
    free(code);
    return rule;
}

static void pass_finding(packer *self, tk_finding *finding)
{
    finding->rule = pass_rule(self, finding->rule);
    finding->level = (tk_level)pass_small(self, finding->level, TK_LEVEL_ERROR + 1);
    finding->certainty = (tk_certainty)pass_small(self, finding->certainty, TK_DEFINITE + 1);
    pass_place(self, &finding->place);
    pass_text(self, &finding->message);
    pass_text(self, &finding->advice);
    PASS_ALL(self, &finding->fixes, pass_fix);
    pass_text(self, &finding->unfixed);
    PASS_ALL(self, &finding->related, pass_related);
    pass_text(self, &finding->scope);
    pass_text(self, &finding->reason);
    pass(self, finding->line_hash, sizeof finding->line_hash);
    finding->line_hash[sizeof finding->line_hash - 1] = '\0';
    if (!finding->rule || !finding->message)
        self->failed = true;
}

static void pass_diagnostic(packer *self, tk_diagnostic *diagnostic)
{
    const tk_rule *rule =
        self->out && diagnostic->code ? tk_catalog_rule(self->catalog, diagnostic->code) : NULL;
    rule = pass_rule(self, rule);
    diagnostic->code = rule ? rule->code : NULL;
    diagnostic->severity =
        (tk_severity)pass_small(self, diagnostic->severity, TK_SEVERITY_ERROR + 1);
    pass_text(self, &diagnostic->path);
    pass_u32(self, &diagnostic->line);
    pass_u32(self, &diagnostic->column);
    pass_u32(self, &diagnostic->cell);
    pass_u32(self, &diagnostic->file_line);
    pass_u32(self, &diagnostic->file_column);
    pass_text(self, &diagnostic->message);
    pass_text(self, &diagnostic->hint);
    if (!diagnostic->message)
        self->failed = true;
}

static void pass_result(packer *self, tk_file_result *result)
{
    pass_text(self, &result->path);
    pass(self, &result->bytes, sizeof result->bytes);
    PASS_ALL(self, &result->findings, pass_finding);
    PASS_ALL(self, &result->silenced, pass_finding);
    PASS_ALL(self, &result->parts, pass_part);
    PASS_ALL(self, &result->shared, pass_shared);
    PASS_ALL(self, &result->diagnostics.list, pass_diagnostic);
    if (!result->path)
        self->failed = true;
}

void tk_result_pack(const tk_file_result *result, const tk_catalog *catalog, tk_text *out)
{
    packer self = {.out = out, .catalog = catalog};
    pass_result(&self, (tk_file_result *)result);  // writing changes nothing
}

bool tk_result_unpack(tk_slice bytes, const tk_catalog *catalog, tk_file_result *result)
{
    packer self = {.at = bytes.at, .end = bytes.at + bytes.len, .catalog = catalog};
    memset(result, 0, sizeof *result);
    pass_result(&self, result);
    if (self.failed || self.at != self.end)
        tk_file_result_free(result);
    return !self.failed && self.at == self.end;
}
