#include "fix/across.h"

#include <stdlib.h>
#include <string.h>

#include "catalog/fixes.h"

// One part of one file, and the parts of others that it belongs to.
typedef struct member {
    uint32_t file, part;
    uint32_t leader;           // the first member of its circle, or on the way to it
} member;

typedef struct mention {       // of a container, by a part
    const tk_shared *shared;
    uint32_t member;
} mention;

typedef struct joining {
    const tk_catalog *catalog;
    tk_file_result *results;
    uint32_t count;
    TK_VEC(member) members;    // by file and part
    TK_VEC(mention) mentions;  // by container
    uint32_t *first;           // per file: its first member
} joining;

static int by_container(const void *a, const void *b)
{
    const mention *x = a, *y = b;
    int paths = strcmp(x->shared->path, y->shared->path);
    if (paths)
        return paths;
    if (x->shared->start != y->shared->start)
        return x->shared->start < y->shared->start ? -1 : 1;
    return x->member < y->member ? -1 : x->member > y->member;
}

static bool same_container(const mention *a, const mention *b)
{
    return strcmp(a->shared->path, b->shared->path) == 0 && a->shared->start == b->shared->start;
}

static uint32_t leader_of(const joining *self, uint32_t i)
{
    while (self->members.at[i].leader != i)
        i = self->members.at[i].leader;
    return i;
}

static void unite(joining *self, uint32_t a, uint32_t b)
{
    a = leader_of(self, a);
    b = leader_of(self, b);
    self->members.at[a > b ? a : b].leader = a < b ? a : b;
}

static joining gathered(const tk_catalog *catalog, const tk_file_result *results, uint32_t count)
{
    joining self = {.catalog = catalog, .results = (tk_file_result *)results, .count = count};
    self.first = tk_memory_zero(count + 1, sizeof *self.first);
    for (uint32_t f = 0; f < count; f++) {
        self.first[f] = self.members.len;
        for (uint32_t p = 0; p < results[f].parts.len; p++) {
            uint32_t itself = self.first[f] + p;
            tk_vec_push(&self.members, ((member){f, p, itself}));
        }
        for (uint32_t s = 0; s < results[f].shared.len; s++)
            if (results[f].shared.at[s].part < results[f].parts.len)
                tk_vec_push(&self.mentions, ((mention){&results[f].shared.at[s],
                                                       self.first[f] + results[f].shared.at[s].part}));
    }
    self.first[count] = self.members.len;
    if (self.mentions.len)
        qsort(self.mentions.at, self.mentions.len, sizeof *self.mentions.at, by_container);
    for (uint32_t i = 1; i < self.mentions.len; i++)
        if (same_container(&self.mentions.at[i - 1], &self.mentions.at[i]))
            unite(&self, self.mentions.at[i - 1].member, self.mentions.at[i].member);
    for (uint32_t i = 0; i < self.members.len; i++)
        self.members.at[i].leader = leader_of(&self, i);
    return self;
}

static void joining_free(joining *self)
{
    tk_vec_free(&self->members);
    tk_vec_free(&self->mentions);
    free(self->first);
}

// --- one finding -----------------------------------------------------------------------------------

// The file whose part is missing: the one that makes a container of the circle.
static const char *missing_maker(const joining *self, uint32_t circle)
{
    for (uint32_t i = 0; i < self->mentions.len; i++) {
        const mention *at = &self->mentions.at[i];
        bool made = false;
        if (self->members.at[at->member].leader != circle)
            continue;
        for (uint32_t k = 0; k < self->mentions.len && !made; k++) {
            const member *other = &self->members.at[self->mentions.at[k].member];
            made = same_container(at, &self->mentions.at[k]) &&
                   strcmp(self->results[other->file].path, at->shared->path) == 0;
        }
        if (!made)
            return at->shared->path;
    }
    return NULL;
}

static tk_name keys_of(const joining *self, const tk_fix *fix)
{
    const tk_fixes *fixes = self->catalog->fixes;
    return fixes && fix->rank < fixes->kind_count ? fixes->kinds[fix->rank].keys : (tk_name){0};
}

// What that part writes for the same keys: by the same kind if there is such a one.
static const tk_fix *matching(const joining *self, const tk_fix_part *part, const tk_fix *wanted)
{
    const tk_fix *like = NULL;
    tk_name keys = keys_of(self, wanted);
    for (uint32_t i = 0; i < part->fixes.len; i++) {
        const tk_fix *fix = &part->fixes.at[i];
        if (fix->rank == wanted->rank)
            return fix;
        if (!like && keys.i && keys_of(self, fix).i == keys.i)
            like = fix;
    }
    return like;
}

static tk_edit copy_of(const tk_edit *edit)
{
    tk_edit copy = *edit;
    copy.text = tk_memory_copy_string(edit->text, strlen(edit->text));
    copy.file_text = tk_memory_copy_string(edit->file_text, strlen(edit->file_text));
    return copy;
}

static void add_other(tk_fix *fix, const char *path, const tk_fix *theirs)
{
    tk_fix_other other = {.path = tk_memory_copy_string(path, strlen(path))};
    for (uint32_t i = 0; i < theirs->edits.len; i++)
        tk_vec_push(&other.edits, copy_of(&theirs->edits.at[i]));
    tk_vec_push(&fix->others, other);
}

// The parts of all members of the circle; NULL, or the path of one that cannot be written.
static const char *complete(const joining *self, uint32_t own, tk_fix *fix)
{
    uint32_t circle = self->members.at[own].leader;
    tk_applicability least = TK_FIX_UNSAFE;
    const char *blocked = NULL;
    for (uint32_t i = circle; i < self->members.len; i++) {
        const member *at = &self->members.at[i];
        const tk_file_result *file = &self->results[at->file];
        if (at->leader != circle)
            continue;
        const tk_fix *theirs = matching(self, &file->parts.at[at->part], fix);
        if (!theirs || theirs->applicability == TK_FIX_DISPLAY) {
            blocked = blocked ? blocked : file->path;
            least = TK_FIX_DISPLAY;
        }
        if (theirs && i != own && theirs->edits.len)
            add_other(fix, file->path, theirs);
    }
    fix->applicability = least;
    return blocked;
}

static void tell(const joining *self, const char *path, tk_finding *finding)
{
    const char *text = self->catalog->fixes->reasons[TK_REASON_ACROSS];
    const char *place = text ? strstr(text, "{path}") : NULL;
    if (!place)
        return;
    tk_text out = {0};
    tk_text_add(&out, text, (size_t)(place - text));
    tk_text_add_string(&out, path);
    tk_text_add_string(&out, place + strlen("{path}"));
    free(finding->unfixed);
    finding->unfixed = out.at;
}

static void join_finding(const joining *self, uint32_t own, tk_finding *finding)
{
    const char *maker = missing_maker(self, self->members.at[own].leader), *reason = NULL;
    bool applied = false;
    for (uint32_t i = 0; i < finding->fixes.len; i++) {
        tk_fix *fix = &finding->fixes.at[i];
        const char *blocked = maker ? maker : complete(self, own, fix);
        if (maker)
            fix->applicability = TK_FIX_DISPLAY;
        reason = reason ? reason : blocked;
        applied |= fix->applicability != TK_FIX_DISPLAY;
    }
    if (applied) {
        free(finding->unfixed);
        finding->unfixed = NULL;
    } else if (reason && strcmp(reason, finding->place.path) != 0) {
        tell(self, reason, finding);
    }
}

// No other part has anything to do with its containers.
static bool is_alone(const joining *self, uint32_t own)
{
    for (uint32_t i = 0; i < self->members.len; i++)
        if (i != own && self->members.at[i].leader == self->members.at[own].leader)
            return false;
    return true;
}

void tk_fixes_join(const tk_catalog *catalog, tk_file_result *results, uint32_t count)
{
    joining self = gathered(catalog, results, count);
    for (uint32_t own = 0; own < self.members.len; own++) {
        tk_file_result *file = &results[self.members.at[own].file];
        uint32_t group = file->parts.at[self.members.at[own].part].group;
        if (is_alone(&self, own))
            continue;
        for (uint32_t i = 0; i < file->findings.len; i++)
            if (file->findings.at[i].fixes.len && file->findings.at[i].fixes.at[0].group == group)
                join_finding(&self, own, &file->findings.at[i]);
    }
    joining_free(&self);
}

uint32_t *tk_fixes_circles(const tk_file_result *results, uint32_t count)
{
    joining self = gathered(NULL, results, count);
    uint32_t *circles = tk_memory_zero(count + 1, sizeof *circles);
    // Files hang together through any of their parts.
    for (uint32_t f = 0; f < count; f++)
        circles[f] = f + 1;
    for (bool changed = true; changed;) {
        changed = false;
        for (uint32_t i = 0; i < self.members.len; i++) {
            uint32_t *own = &circles[self.members.at[i].file];
            uint32_t *first = &circles[self.members.at[self.members.at[i].leader].file];
            uint32_t least = *own < *first ? *own : *first;
            changed |= *own != least || *first != least;
            *own = *first = least;
        }
    }
    joining_free(&self);
    return circles;
}
