// The run over one file: the module's body, then every function, until nothing new is learned.
#include "infer/infer.h"

#include <string.h>

enum { STEPS_PER_BYTE = 2000, STEPS_LEAST = 2000000 };

tk_infer *tk_infer_new(const tk_catalog *catalog, tk_syntax *syntax, tk_names *names,
                       const tk_surroundings *around)
{
    tk_infer *self = tk_memory_zero(1, sizeof *self);
    self->catalog = catalog;
    self->pool = tk_pool_new(catalog);
    self->names = names;
    self->nodes = &syntax->nodes;
    tk_program_init(&self->program, syntax, names, self->pool);
    tk_links_init(self, around);
    tk_objects_init(&self->objects);
    self->memo_slot_count = 64;
    self->memo_slots = tk_memory_zero(self->memo_slot_count, sizeof *self->memo_slots);
    self->step_limit = (uint64_t)syntax->source->len * STEPS_PER_BYTE + STEPS_LEAST;
    return self;
}

static void forget_facts(tk_infer *self)
{
    free(self->facts);
    free(self->nominated);
    free(self->memo_slots);
    self->facts = NULL;
    self->nominated = self->memo_slots = NULL;
    self->fact_count = self->memo_slot_count = 0;
    for (uint32_t i = 0; i < self->memos.len; i++)
        tk_vec_free(&self->memos.at[i].effects);
    tk_vec_free(&self->memos);
    tk_keyed_free(&self->keyed);
    tk_vec_free(&self->eager);
    tk_vec_free(&self->attributes_set);
    tk_vec_free(&self->nominations);
    tk_frames_free(self);
}

static void keep_hashed(tk_infer *self)
{
    for (uint32_t i = 0; i < self->nominations.len; i++) {
        const tk_nomination *at = &self->nominations.at[i];
        tk_hash_set set = tk_infer_hash(self, at->fact.value);
        if ((set.raises || set.identity) && at->fact.certainty > TK_POSSIBLE)
            tk_vec_push(&self->hashed, at->key);
    }
}

void tk_infer_freeze(tk_infer *self)
{
    keep_hashed(self);
    forget_facts(self);
    tk_pool_freeze(self->pool);
}

void tk_infer_free(tk_infer *self)
{
    if (!self)
        return;
    for (uint32_t i = 0; i < self->cell_count; i++)
        free(self->cells[i]);
    free(self->cells);
    forget_facts(self);
    tk_vec_free(&self->hashed);
    tk_vec_free(&self->origins.rows);
    tk_objects_free(&self->objects);
    tk_links_free(&self->links);
    tk_program_free(&self->program);
    tk_pool_free(self->pool);
    free(self);
}

uint64_t tk_infer_bytes(const tk_infer *self)
{
    uint64_t bytes = tk_pool_bytes(self->pool) +
                     (uint64_t)self->origins.rows.cap * sizeof *self->origins.rows.at +
                     (uint64_t)self->objects.list.cap * sizeof *self->objects.list.at +
                     (uint64_t)self->program.scopes.bindings.cap *
                         sizeof *self->program.scopes.bindings.at;
    for (uint32_t i = 1; i < self->program.defs.len; i++) {
        const tk_code *code = self->program.defs.at[i].code;
        if (code)
            bytes += (uint64_t)code->instrs.cap * sizeof *code->instrs.at +
                     (uint64_t)code->operands.cap * sizeof *code->operands.at;
    }
    return bytes;
}

bool tk_infer_too_large(tk_infer *self)
{
    uint64_t bytes = tk_pool_bytes(self->pool) + self->program.code_bytes +
                     (uint64_t)self->nodes->rows.cap * sizeof *self->nodes->rows.at +
                     (uint64_t)self->fact_count * (sizeof *self->facts + sizeof *self->nominated) +
                     (uint64_t)self->origins.rows.cap * sizeof *self->origins.rows.at +
                     (uint64_t)self->objects.list.cap * sizeof *self->objects.list.at +
                     (uint64_t)self->memos.cap * sizeof *self->memos.at +
                     (uint64_t)self->nominations.cap * sizeof *self->nominations.at;
    if (self->memory_limit && bytes > self->memory_limit) {
        self->large = true;
        self->step_limit = 0;
    }
    return self->large;
}

void tk_infer_grow_facts(tk_infer *self)
{
    uint32_t count = self->nodes->rows.len;
    if (count <= self->fact_count)
        return;
    uint32_t room = count + count / 8;
    self->facts = tk_memory_grow(self->facts, room, sizeof *self->facts);
    for (uint32_t i = self->fact_count; i < room; i++)
        self->facts[i] = TK_FACT_BOTTOM;
    self->nominated = tk_memory_grow(self->nominated, room, sizeof *self->nominated);
    memset(self->nominated + self->fact_count, 0,
           (room - self->fact_count) * sizeof *self->nominated);
    self->fact_count = room;
}

tk_name tk_infer_name(tk_infer *self, const char *text)
{
    uint32_t place = (unsigned char)text[2] * 8u + (unsigned char)text[3];
    tk_asked_name *asked = &self->asked_names[place % TK_NAMES_KEPT];
    if (!asked->text || strcmp(asked->text, text) != 0) {
        tk_name name = tk_names_add(self->names, tk_slice_of(text));
        *asked = (tk_asked_name){tk_names_text(self->names, name).at, name};
    }
    return asked->name;
}

// --- facts -----------------------------------------------------------------------------------------

tk_fact tk_join(tk_infer *self, tk_fact a, tk_fact b)
{
    return tk_fact_join(self->pool, &self->origins, a, b);
}

tk_fact tk_made(tk_infer *self, tk_value value, tk_node node, tk_how how, tk_fact from)
{
    tk_fact fact = tk_fact_of(value);
    if (value.i == TK_BOTTOM.i || value.i == TK_UNKNOWN.i)
        return fact;
    if (from.value.i != TK_BOTTOM.i)
        fact.certainty = from.certainty;
    fact.origin = node.i ? tk_origin_add(&self->origins, node, how, from.origin) : from.origin;
    return fact;
}

static tk_cell *cell_of(tk_infer *self, uint32_t scope, uint32_t slot)
{
    if (scope >= self->cell_count) {
        uint32_t count = scope * 2 + 8;
        self->cells = tk_memory_grow(self->cells, count, sizeof *self->cells);
        memset(self->cells + self->cell_count, 0,
               (count - self->cell_count) * sizeof *self->cells);
        self->cell_count = count;
    }
    uint32_t slots = self->program.scopes.list.at[scope].slot_count;
    if (!self->cells[scope]) {
        self->cells[scope] = tk_memory_zero(slots, sizeof **self->cells);
        for (uint32_t i = 0; i < slots; i++)
            self->cells[scope][i] =
                (tk_cell){TK_FACT_BOTTOM, TK_FACT_BOTTOM, TK_FACT_BOTTOM, false};
    }
    if (slot >= slots)
        return NULL;
    if (self->program.scopes.list.at[scope].module && !self->cells[scope][slot].linked) {
        self->cells[scope][slot].linked = true;
        tk_fact base = tk_link_cell(self, scope, slot);
        tk_cell *cell = &self->cells[scope][slot];
        *cell = (tk_cell){tk_join(self, cell->now, base), tk_join(self, cell->before, base), base,
                          true};
    }
    return &self->cells[scope][slot];
}

void tk_cell_store(tk_infer *self, uint32_t scope, uint32_t slot, tk_fact fact)
{
    tk_cell *cell = cell_of(self, scope, slot);
    if (!cell)
        return;
    fact.keyed = 0;
    self->touched++;
    tk_fact joined = tk_join(self, cell->now, fact);
    if (!tk_fact_equal(joined, cell->now) && self->round == 1)
        self->changes++;
    cell->now = joined;
}

tk_fact tk_cell_load(tk_infer *self, uint32_t scope, uint32_t slot)
{
    tk_cell *cell = cell_of(self, scope, slot);
    if (!cell)
        return TK_FACT_UNKNOWN;
    tk_fact fact = self->round > 1 ? cell->before : cell->now;
    self->touched += !cell->linked || !tk_fact_equal(fact, cell->base);
    return fact.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : fact;
}

// --- rounds ----------------------------------------------------------------------------------------

static bool turn_fact(tk_fact *now, tk_fact *before, tk_fact base)
{
    bool changed = !tk_fact_equal(*now, *before);
    *before = *now;
    *now = base;
    return changed;
}

// What this round found becomes what the next one reads. True when there is something new in it.
static bool turn(tk_infer *self)
{
    bool changed = tk_objects_turn(&self->objects) || self->noted;
    self->noted = false;
    for (uint32_t scope = 0; scope < self->cell_count; scope++) {
        uint32_t slots =
            self->cells[scope] ? self->program.scopes.list.at[scope].slot_count : 0;
        for (uint32_t i = 0; i < slots; i++)
            changed |= turn_fact(&self->cells[scope][i].now, &self->cells[scope][i].before,
                                 self->cells[scope][i].base);
    }
    for (uint32_t i = 1; i < self->program.classes.len; i++) {
        tk_project_class *made = &self->program.classes.at[i];
        for (uint32_t k = 0; k < made->attributes.len; k++)
            changed |= turn_fact(&made->attributes.at[k].fact, &made->attributes.at[k].before,
                                 made->attributes.at[k].base);
    }
    for (uint32_t i = 1; i < self->program.defs.len; i++) {
        tk_def *def = &self->program.defs.at[i];
        def->calls = 0;
        for (uint32_t k = 0; k < def->param_count; k++)
            changed |= turn_fact(&def->params[k].passed, &def->params[k].before, TK_FACT_BOTTOM);
        for (uint32_t k = 0; k < def->attributes.len; k++)
            changed |= turn_fact(&def->attributes.at[k].fact, &def->attributes.at[k].before,
                                 TK_FACT_BOTTOM);
    }
    return changed;
}

static void run_module(tk_infer *self)
{
    const tk_code *code = tk_program_module(&self->program);
    tk_infer_grow_facts(self);
    tk_frame *frame = tk_frame_open(self, code);
    tk_interpret(self, frame, 1, code->instrs.len);
    tk_frame_close(self, frame);
}

// Constructors first: they say what the attributes are that the other methods read.
static void run_functions(tk_infer *self)
{
    tk_name init = tk_names_add(self->names, TK_SLICE("__init__"));
    for (int constructors = 1; constructors >= 0; constructors--)
        for (uint32_t i = 1; i < self->own_defs; i++)
            if ((self->program.defs.at[i].name.i == init.i) == constructors)
                tk_def_analyse(self, i);
}

void tk_infer_run(tk_infer *self)
{
    self->program.bytes_most = self->memory_limit;
    tk_program_lower_all(&self->program);
    self->own_defs = self->program.defs.len;
    self->own_classes = self->program.classes.len;
    tk_infer_grow_facts(self);
    if (tk_infer_too_large(self))
        return;
    for (self->round = 1;; self->round++) {
        tk_nominate_drop(self, 0, false);
        self->eager.len = 0;
        run_module(self);
        run_functions(self);
        bool changed = turn(self);
        uint32_t most = self->links.around.draft ? 2 : TK_ROUNDS_MOST;
        if ((!changed && self->round > 1) || self->round == most ||
            self->steps > self->step_limit)
            break;
    }
}

// --- what others see -------------------------------------------------------------------------------

tk_fact tk_infer_fact(const tk_infer *self, tk_node node)
{
    return node.i < self->fact_count ? self->facts[node.i] : TK_FACT_BOTTOM;
}

const tk_nomination *tk_infer_nominations(const tk_infer *self, uint32_t *count)
{
    *count = self->nominations.len;
    return self->nominations.at;
}

const tk_pool *tk_infer_pool(const tk_infer *self)
{
    return self->pool;
}

const tk_origins *tk_infer_origins(const tk_infer *self)
{
    return &self->origins;
}

tk_program *tk_infer_program(tk_infer *self)
{
    return &self->program;
}

void tk_infer_render(tk_infer *self, tk_fact fact, tk_text *out)
{
    tk_infer_render_value(self, fact.value, out);
    if (fact.value.i != TK_UNKNOWN.i && fact.value.i != TK_BOTTOM.i) {
        tk_text_add_char(out, ' ');
        tk_text_add_string(out, tk_certainty_text(tk_container_certainty(self, fact)));
    }
}
