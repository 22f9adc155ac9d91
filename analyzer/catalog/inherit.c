// What classes have from their bases: the order in which Python looks through them (C3, as in the
// Python documentation's "The Python 2.3 Method Resolution Order"), and the qualities that a class
// does not state itself.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "catalog/model.h"
#include "catalog/symbols.h"

enum { MOST_ANCESTORS = 128, MOST_BASES = 32 };

typedef struct resolver {
    tk_loader *loader;
    TK_VEC(tk_draft *) drafts;   // per class
    tk_class *stated;            // the classes as the models state them, nothing inherited
    tk_class_id object;          // builtins.object; 0 when no model defines it
} resolver;

// Sequences that are being merged, each with what is left of it.
typedef struct merge {
    struct {
        const tk_class_id *at;
        uint16_t len;
    } lists[MOST_BASES + 1];
    uint16_t count;
} merge;

static tk_class *class_at(const resolver *self, tk_class_id id)
{
    return &self->loader->catalog->classes.at[id.i - 1];
}

static const char *name_of(const resolver *self, tk_class_id id)
{
    return tk_names_text(self->loader->catalog->names, class_at(self, id)->name).at;
}

static tk_diagnostic *complain(resolver *self, tk_class_id id, const char *format, const char *more)
{
    const tk_draft *draft = self->drafts.at[id.i - 1];
    self->loader->path = draft->path;
    tk_text message = {0};
    tk_text_format(&message, "'%s' ", name_of(self, id));
    tk_text_add_string(&message, format);
    tk_text_add_string(&message, more);
    tk_diagnostic *error = tk_loader_error(
        self->loader, draft->bases ? draft->bases : draft->node, "%s", tk_text_string(&message));
    tk_text_free(&message);
    return error;
}

static bool in_a_tail(const merge *self, tk_class_id id)
{
    for (uint16_t i = 0; i < self->count; i++)
        for (uint16_t k = 1; k < self->lists[i].len; k++)
            if (self->lists[i].at[k].i == id.i)
                return true;
    return false;
}

static void drop_head(merge *self, tk_class_id id)
{
    for (uint16_t i = 0; i < self->count; i++) {
        if (self->lists[i].len == 0 || self->lists[i].at[0].i != id.i)
            continue;
        self->lists[i].at++;
        self->lists[i].len--;
    }
}

// The first head that no tail holds. When there is none, the bases contradict each other: `*ordered`
// becomes false, and the first head will do.
static tk_class_id next_ancestor(const merge *self, bool *ordered)
{
    tk_class_id any = {0};
    for (uint16_t i = 0; i < self->count; i++) {
        if (self->lists[i].len == 0)
            continue;
        tk_class_id head = self->lists[i].at[0];
        if (!in_a_tail(self, head))
            return head;
        if (!any.i)
            any = head;
    }
    *ordered = *ordered && !any.i;
    return any;
}

static bool holds(const tk_class_id *list, uint16_t count, tk_class_id id)
{
    for (uint16_t i = 0; i < count; i++)
        if (list[i].i == id.i)
            return true;
    return false;
}

static void linearize(resolver *self, tk_class_id id)
{
    tk_class *cls = class_at(self, id);
    merge merging = {0};
    for (uint16_t i = 0; i < cls->base_count; i++) {
        const tk_class *base = class_at(self, cls->bases[i]);
        merging.lists[merging.count].at = base->ancestors;
        merging.lists[merging.count++].len = base->ancestor_count;
    }
    merging.lists[merging.count].at = cls->bases;
    merging.lists[merging.count++].len = cls->base_count;
    tk_class_id order[MOST_ANCESTORS] = {id};
    uint16_t count = 1;
    bool ordered = true;
    for (tk_class_id next; (next = next_ancestor(&merging, &ordered)).i; drop_head(&merging, next)) {
        if (count < MOST_ANCESTORS && !holds(order, count, next))
            order[count++] = next;
    }
    if (!ordered)
        complain(self, id, "has bases that Python cannot bring into an order", "");
    if (count == MOST_ANCESTORS)
        complain(self, id, "has more than 127 ancestors", "");
    tk_class_id *kept = TK_ARENA_ARRAY(&self->loader->catalog->arena, tk_class_id, count);
    memcpy(kept, order, count * sizeof *kept);
    cls->ancestors = kept;
    cls->ancestor_count = count;
}

static bool states_scalars(const tk_class *cls)
{
    for (int dtype = 0; dtype < TK_DTYPE_COUNT; dtype++)
        if (cls->scalars[dtype].i)
            return true;
    return false;
}

// Each quality comes from the first class in the order that states it.
static void inherit(resolver *self, tk_class_id id)
{
    tk_class *cls = class_at(self, id);
    int zero_dim_scalar = self->drafts.at[id.i - 1]->zero_dim_scalar;
    bool scalars = states_scalars(cls);
    for (uint16_t i = 1; i < cls->ancestor_count; i++) {
        uint32_t ancestor = cls->ancestors[i].i - 1;
        const tk_class *from = &self->stated[ancestor];
        if (cls->hash == TK_HASH_INHERIT)
            cls->hash = from->hash;
        if (cls->family == TK_FAMILY_NONE)
            cls->family = from->family;
        if (cls->dtype == TK_DTYPE_UNKNOWN)
            cls->dtype = from->dtype;
        if (zero_dim_scalar == TK_ABSENT)
            zero_dim_scalar = self->drafts.at[ancestor]->zero_dim_scalar;
        if (!scalars && states_scalars(from)) {
            memcpy(cls->scalars, from->scalars, sizeof cls->scalars);
            scalars = true;
        }
        cls->overrides |= from->overrides;
        cls->enumeration |= from->enumeration;
        if (!cls->calls.i)
            cls->calls = from->calls;
        if (!cls->refuses.i && cls->hash == TK_HASH_INHERIT)
            cls->refuses = from->refuses;
        if (!cls->python_float)
            cls->python_float = from->python_float;
    }
    cls->zero_dim_scalar = zero_dim_scalar == TK_SAYS_TRUE;
    if (cls->hash == TK_HASH_INHERIT)
        cls->hash = TK_HASH_VALUE;       // as object does
    if (cls->family == TK_FAMILY_NONE)
        cls->family = TK_FAMILY_OBJECT;
}

static void remove_base(tk_class *cls, uint16_t at)
{
    tk_class_id *bases = (tk_class_id *)cls->bases;
    memmove(bases + at, bases + at + 1, (size_t)(cls->base_count - at - 1) * sizeof *bases);
    cls->base_count--;
}

static void prepare_bases(resolver *self, tk_class_id id)
{
    tk_class *cls = class_at(self, id);
    if (cls->base_count > MOST_BASES) {
        complain(self, id, "has more than 32 bases", "");
        cls->base_count = MOST_BASES;
    }
    if (cls->base_count == 0 && self->object.i && self->object.i != id.i) {
        tk_class_id *bases = TK_ARENA_NEW(&self->loader->catalog->arena, tk_class_id);
        *bases = self->object;
        cls->bases = bases;
        cls->base_count = 1;
    }
    self->drafts.at[id.i - 1]->visited = true;
}

// A base that must be resolved before `id`; 0 when there is none left. A base that is itself being
// resolved closes a cycle, and is dropped.
static tk_class_id next_base(resolver *self, tk_class_id id)
{
    tk_class *cls = class_at(self, id);
    for (uint16_t i = 0; i < cls->base_count; i++) {
        tk_class_id base = cls->bases[i];
        if (class_at(self, base)->ancestor_count)
            continue;
        if (!self->drafts.at[base.i - 1]->visited)
            return base;
        complain(self, id, "is a base of its own base ", name_of(self, base));
        remove_base(cls, i--);
    }
    return (tk_class_id){0};
}

static void resolve(resolver *self, tk_class_id start)
{
    TK_VEC(tk_class_id) open = {0};
    tk_vec_push(&open, start);
    prepare_bases(self, start);
    while (open.len) {
        tk_class_id id = open.at[open.len - 1];
        tk_class_id base = next_base(self, id);
        if (base.i) {
            prepare_bases(self, base);
            tk_vec_push(&open, base);
            continue;
        }
        linearize(self, id);
        inherit(self, id);
        open.len--;
    }
    tk_vec_free(&open);
}

void tk_classes_resolve(tk_models *models, tk_loader *loader)
{
    tk_catalog *catalog = loader->catalog;
    resolver self = {.loader = loader, .object = tk_catalog_class(catalog, "builtins.object")};
    tk_vec_reserve(&self.drafts, catalog->classes.len);
    self.stated = tk_memory_alloc(catalog->classes.len * sizeof *self.stated);
    if (catalog->classes.len)
        memcpy(self.stated, catalog->classes.at, catalog->classes.len * sizeof *self.stated);
    assert(self.drafts.at || models->classes.len == 0);
    for (uint32_t i = 0; i < models->classes.len; i++)
        self.drafts.at[models->classes.at[i].id - 1] = &models->classes.at[i];
    for (uint32_t i = 1; i <= catalog->classes.len; i++)
        if (!class_at(&self, (tk_class_id){i})->ancestor_count)
            resolve(&self, (tk_class_id){i});
    tk_vec_free(&self.drafts);
    free(self.stated);
}
