// Interpreting a function of the file: by itself, and once per call context, which is remembered.
#include "infer/define.h"

#include "base/hash.h"

static uint32_t *memo_slot(tk_infer *self, uint32_t def, tk_seq arguments)
{
    uint32_t mask = self->memo_slot_count - 1;
    uint32_t i = (uint32_t)tk_hash_mix(def, arguments.i) & mask;
    for (; self->memo_slots[i]; i = (i + 1) & mask) {
        const tk_memo *memo = &self->memos.at[self->memo_slots[i] - 1];
        if (memo->def == def && memo->arguments.i == arguments.i)
            break;
    }
    return &self->memo_slots[i];
}

// Finds or adds the memo of a call context; its index + 1 is the context's id.
static uint32_t memo_at(tk_infer *self, uint32_t def, tk_seq arguments)
{
    uint32_t *slot = memo_slot(self, def, arguments);
    if (*slot)
        return *slot;
    tk_vec_push(&self->memos, ((tk_memo){.def = def, .arguments = arguments, .result = TK_FACT_UNKNOWN}));
    *slot = self->memos.len;
    uint32_t id = self->memos.len;
    if (self->memos.len * 2 > self->memo_slot_count) {
        self->memo_slot_count *= 2;
        free(self->memo_slots);
        self->memo_slots = tk_memory_zero(self->memo_slot_count, sizeof *self->memo_slots);
        for (uint32_t i = 0; i < self->memos.len; i++)
            *memo_slot(self, self->memos.at[i].def, self->memos.at[i].arguments) = i + 1;
    }
    return id;
}

static tk_fact finished(tk_infer *self, uint32_t index, tk_frame *frame)
{
    tk_def *def = &self->program.defs.at[index];
    tk_fact result = frame->result;
    def->never_returns = frame->dead && !def->generator && result.value.i == TK_BOTTOM.i;
    if (!frame->dead && !def->is_lambda && !def->generator)
        result = tk_join(self, result, tk_fact_of(tk_value_none(self->pool)));
    if (def->generator) {
        tk_value item = frame->yielded.value.i == TK_BOTTOM.i ? TK_UNKNOWN : frame->yielded.value;
        result = frame->yielded;
        tk_class_id made = def->opens.i ? def->opens : tk_pool_builtin(self->pool, TK_BUILTIN_ITERATOR);
        result.value = tk_value_generic(self->pool, made, &item, 1);
    }
    if (result.value.i == TK_BOTTOM.i)
        result = TK_FACT_UNKNOWN;
    return tk_define_result(self, index, result);
}

// One way into a function: the facts of its parameters and who calls.
typedef struct way_in {
    const tk_fact *facts;
    uint32_t context;
    tk_node via;
    const tk_entry *entry;
    bool hashes;                 // said afterwards: see tk_memo
    tk_keyed_effects *effects;   // added to; NULL: nobody asks
} way_in;

static tk_fact run_def(tk_infer *self, uint32_t index, way_in *way)
{
    const tk_code *code = tk_code_of_def(self, index);
    self->program.defs.at[index].running = true;
    self->depth++;
    tk_frame *frame = tk_frame_open(self, code);
    frame->def = index;
    frame->project_class = self->program.defs.at[index].class_index;
    frame->context = way->context;
    frame->via = way->via;
    frame->entry = way->entry;
    frame->deliberate = self->program.defs.at[index].expects;
    for (uint32_t i = 0; i < self->program.defs.at[index].param_count; i++) {
        uint32_t slot = self->program.defs.at[index].params[i].slot;
        tk_fact fact = way->facts[i];
        fact.keyed = way->effects ? tk_keyed_parameter(self, i) : 0;
        tk_frame_set(frame, slot, fact);
        if (self->program.scopes.list.at[code->scope].has_inner)
            tk_cell_store(self, code->scope, slot, way->facts[i]);
    }
    uint32_t alternatives = self->alternatives;
    self->alternatives = 0;   // inside, it is this function that was called
    tk_interpret(self, frame, 1, code->instrs.len);
    self->alternatives = alternatives;
    tk_fact result = finished(self, index, frame);
    for (uint32_t i = 0; way->effects && i < frame->effects.len; i++)
        tk_vec_push(way->effects, frame->effects.at[i]);
    way->hashes = frame->hashes;
    tk_frame_close(self, frame);
    self->depth--;
    self->program.defs.at[index].running = false;
    return result;
}

// How the code of another module is entered by a call: from the file's own code, or further in.
const tk_entry *tk_context_entry(const tk_infer *self, uint32_t index, const tk_entry *call)
{
    if (!self->program.defs.at[index].home.module)
        return NULL;
    return self->top && self->top->entry ? self->top->entry : call;
}

// Functions that cost so little to go through are gone into further: `def key(self, x): return x`.
enum { SHORT_CODE = 12, SHORT_DEPTH = 2 * TK_FOREIGN_DEPTH };

static bool is_short(tk_infer *self, uint32_t index)
{
    return tk_code_of_def(self, index)->instrs.len <= SHORT_CODE;
}

// Other modules' functions were analysed where they stand: going through their calls again is worth
// it near the file's own code, with arguments that say more than numbers and texts do.
static bool worth_a_context(tk_infer *self, uint32_t index, const tk_fact_list *facts)
{
    uint32_t far = 0;
    bool tells = false;
    if (!self->program.defs.at[index].home.module)
        return true;
    for (const tk_frame *at = self->top; at && at->entry; at = at->caller)
        far++;
    for (uint32_t i = 0; i < facts->len && !tells; i++) {
        tk_value value = facts->at[i].value;
        tk_family family = tk_value_family(self->pool, value);
        uint32_t receiver = tk_project_class_index(tk_instance_class(self, value).i);
        tells = value.i > TK_UNKNOWN.i && family != TK_FAMILY_SCALAR && family != TK_FAMILY_TEXT &&
                !tk_value_is_builtin(self->pool, value, TK_BUILTIN_NONE) &&
                (!receiver || receiver != self->program.defs.at[index].class_index);
    }
    return far == 0 || (tells && (far < TK_FOREIGN_DEPTH || (far < SHORT_DEPTH && is_short(self, index))));
}

// Beside the least certainty in a context's key: its receiver may be of a derived class; see tk_infer.quiet.
enum { OPEN_RECEIVER = 16, QUIET = 32 };

tk_fact tk_context_run(tk_infer *self, uint32_t index, const tk_fact_list *facts,
                       const tk_entry *call, uint32_t *context)
{
    *context = 0;
    tk_def *def = &self->program.defs.at[index];
    tk_fact known = def->result.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN : def->result;
    uint32_t numbers[64], count = 0;
    self->touched += !def->home.module;
    if (def->running || self->depth >= TK_CALL_DEPTH || facts->len > 60 ||
        self->steps > self->step_limit || !worth_a_context(self, index, facts))
        return known;
    tk_certainty least = TK_DEFINITE;
    for (uint32_t i = 0; i < facts->len; i++) {
        numbers[count++] = facts->at[i].value.i;
        least = tk_certainty_least(least, facts->at[i].certainty);
    }
    bool open = facts->len && tk_may_be_derived(self, facts->at[0]);
    numbers[count++] = (uint32_t)least | (open ? OPEN_RECEIVER : 0u) | (self->quiet ? QUIET : 0u);
    tk_seq sequence = tk_pool_seq(self->pool, numbers, count);
    if (def->calls >= TK_CONTEXTS_MOST && !*memo_slot(self, index, sequence))
        return known;
    uint32_t id = memo_at(self, index, sequence);
    bool known_here = self->memos.at[id - 1].round == self->round || self->memos.at[id - 1].pure;
    if (known_here && !self->memos.at[id - 1].hashes) {
        *context = id;
        return self->memos.at[id - 1].result;
    }
    if (!known_here && self->program.defs.at[index].calls++ >= TK_CONTEXTS_MOST)
        return known;
    tk_keyed_effects effects = {0};
    way_in way = {.facts = facts->at, .context = id, .entry = tk_context_entry(self, index, call)};
    way.via = self->top && self->top->via.i ? self->top->via : call->node;
    bool own = !self->program.defs.at[index].home.module;
    if (own)
        way.effects = &effects;
    uint64_t touched = self->touched;
    tk_fact result = run_def(self, index, &way);
    tk_memo *memo = &self->memos.at[id - 1];
    tk_vec_free(&memo->effects);
    memo->effects = effects;
    memo->result = result;
    memo->round = self->round;
    memo->hashes = way.hashes;
    memo->pure = !own && !way.hashes && touched == self->touched;
    self->touched += own;
    *context = id;
    return result;
}

void tk_def_analyse(tk_infer *self, uint32_t def)
{
    tk_fact_list facts = {0};
    if (self->program.defs.at[def].running)
        return;
    for (uint32_t i = 0; i < self->program.defs.at[def].param_count; i++)
        tk_vec_push(&facts, tk_define_parameter(self, &self->program.defs.at[def], i));
    tk_fact result = run_def(self, def, &(way_in){.facts = facts.at});
    self->program.defs.at[def].result = result;
    tk_vec_free(&facts);
}
