// Control flow: runs the operations of a range, branches, loops to a fixpoint, handlers.
#include "base/clock.h"
#include "infer/evaluate.h"
#include "infer/trail.h"

static uint32_t step(tk_infer *self, tk_frame *frame, uint32_t index);

void tk_interpret(tk_infer *self, tk_frame *frame, uint32_t from, uint32_t to)
{
    for (uint32_t i = from; i < to && !frame->dead;)
        i = step(self, frame, i);
}

// Runs a range as one way of a branch and takes its changes back.
static void run_way(tk_infer *self, tk_frame *frame, uint32_t from, uint32_t to, tk_deltas *ways)
{
    uint32_t mark = frame->log.len;
    tk_interpret(self, frame, from, to);
    tk_vec_push(ways, tk_frame_leave(frame, mark));
}

// The arm of `if x is None` that a call which passes something unknown for x is not likely to take: a
// caller who means None leaves the argument out, or writes it. -1: neither is.
static int unlikely_arm(tk_infer *self, const tk_frame *frame, tk_temp test)
{
    const tk_instr *instr = &frame->code->instrs.at[test];
    const tk_instr *read = &frame->code->instrs.at[instr->a];
    if (instr->op != TK_OP_IDENTITY || read->op != TK_OP_LOAD || !frame->context ||
        !tk_value_is_builtin(self->pool, frame->temps[instr->b].value, TK_BUILTIN_NONE) ||
        frame->stored[read->a].at || frame->slots[read->a].value.i != TK_UNKNOWN.i)
        return -1;
    return instr->flag ? 1 : 0;
}

// Applies a condition; how sure it is that it does not hold, when it left no way: what is only likely
// may be otherwise, and somebody wrote the condition. DEFINITE too when there is a way.
static tk_certainty apply_guard(tk_infer *self, tk_frame *frame, tk_temp test, bool truth)
{
    frame->barred = TK_DEFINITE;
    tk_guard_apply(self, frame, test, truth);
    return frame->dead ? frame->barred : TK_DEFINITE;
}

// How sure it is which way a condition goes whose truth is known.
static tk_certainty truth_certainty(const tk_frame *frame, tk_temp test, int truth)
{
    return truth < 0 ? TK_DEFINITE : frame->temps[test].certainty;
}

// What the ways leave is no surer than that the others are not taken.
static void limit_ways(tk_deltas *ways, tk_certainty most)
{
    for (uint32_t i = 0; most < TK_DEFINITE && i < ways->len; i++)
        for (uint32_t k = 0; k < ways->at[i].slots.len; k++) {
            tk_fact *fact = &ways->at[i].slots.at[k].old;
            if (fact->value.i != TK_BOTTOM.i)
                fact->certainty = tk_certainty_least(fact->certainty, most);
        }
}

static bool any_alive(const tk_deltas *ways)
{
    bool alive = false;
    for (uint32_t i = 0; i < ways->len; i++)
        alive |= ways->at[i].alive;
    return alive;
}

static void run_if(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    tk_temp test = instr->a;
    int truth = tk_value_truth(self->pool, frame->temps[test].value);
    int unlikely = unlikely_arm(self, frame, test);
    tk_certainty floor = frame->floor, sure = truth_certainty(frame, test, truth);
    tk_deltas ways = {0};
    uint32_t ends[3] = {index + 1, instr->b, instr->c};
    int barred = -1;
    for (int arm = 0; arm < 2; arm++) {
        if (truth == arm)   // the other arm is never taken
            continue;
        uint32_t mark = frame->log.len;
        tk_certainty against = apply_guard(self, frame, test, arm == 0);
        sure = tk_certainty_least(sure, against);
        barred = against < TK_DEFINITE ? arm : barred;
        frame->floor = arm == unlikely ? TK_POSSIBLE : floor;
        tk_interpret(self, frame, ends[arm], ends[arm + 1]);
        frame->floor = floor;
        tk_vec_push(&ways, tk_frame_leave(frame, mark));
    }
    if (barred >= 0 && !any_alive(&ways)) {   // then it is the way that is taken
        uint32_t mark = frame->log.len;
        frame->lenient = true;
        tk_guard_apply(self, frame, test, barred == 0);
        frame->lenient = false;
        tk_interpret(self, frame, ends[barred], ends[barred + 1]);
        tk_vec_push(&ways, tk_frame_leave(frame, mark));
    }
    limit_ways(&ways, sure);
    tk_frame_merge(self, frame, &ways, false);
}

// `a and b`: b runs only when a is true, and may narrow and bind.
static void run_logical(tk_infer *self, tk_frame *frame, uint32_t index, bool both)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    int truth = tk_value_truth(self->pool, frame->temps[instr->a].value);
    tk_deltas ways = {0};
    uint32_t mark = frame->log.len;
    tk_guard_apply(self, frame, instr->a, both);
    tk_interpret(self, frame, index + 1, instr->c);
    bool dead = frame->dead;
    tk_vec_push(&ways, tk_frame_leave(frame, mark));
    tk_frame_merge(self, frame, &ways, true);
    tk_fact right = dead ? TK_FACT_BOTTOM : frame->temps[instr->b];
    tk_fact left = frame->temps[instr->a];
    if (truth >= 0)
        right.certainty = tk_certainty_least(right.certainty, left.certainty);
    if (truth == (both ? 1 : 0))
        left = TK_FACT_BOTTOM;
    else if (truth >= 0)
        right = TK_FACT_BOTTOM;
    frame->temps[index] = tk_join(self, left, right);
}

static void run_choice(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    const tk_operand *parts = &frame->code->operands.at[instr->list];
    uint32_t ends[3] = {index + 1, parts[1].temp, parts[3].temp};
    tk_temp values[2] = {parts[0].temp, parts[2].temp};
    int truth = tk_value_truth(self->pool, frame->temps[instr->a].value);
    tk_certainty sure = truth_certainty(frame, instr->a, truth);
    tk_deltas ways = {0};
    tk_fact result = TK_FACT_BOTTOM;
    for (int arm = 0; arm < 2; arm++) {
        if (truth == arm)
            continue;
        uint32_t mark = frame->log.len;
        sure = tk_certainty_least(sure, apply_guard(self, frame, instr->a, arm == 0));
        tk_interpret(self, frame, ends[arm], ends[arm + 1]);
        if (!frame->dead)
            result = tk_join(self, result, frame->temps[values[arm]]);
        tk_vec_push(&ways, tk_frame_leave(frame, mark));
    }
    limit_ways(&ways, sure);
    tk_frame_merge(self, frame, &ways, false);
    result.certainty = tk_certainty_least(result.certainty, sure);
    frame->temps[index] = result;
}

// --- loops -----------------------------------------------------------------------------------------

// One pass over the body from the state at the head; the state afterwards is the head's again.
static void run_body(tk_infer *self, tk_frame *frame, tk_loop *loop, uint32_t from, uint32_t to)
{
    tk_deltas_free(&loop->breaks);
    tk_deltas_free(&loop->continues);
    tk_deltas_free(&loop->exits);
    loop->outer = frame->loop;
    loop->mark = frame->log.len;
    frame->loop = loop;
    tk_interpret(self, frame, from, to);
    frame->loop = loop->outer;
    tk_vec_push(&loop->continues, tk_frame_leave(frame, loop->mark));
}

// What still changes after several passes is widened to unknown.
static void widen(tk_frame *frame, uint32_t mark)
{
    uint32_t end = frame->log.len;
    for (uint32_t i = mark; i < end; i++)
        frame->slots[frame->log.at[i].slot] =
            tk_is_trail(frame, frame->log.at[i].slot) ? TK_FACT_BOTTOM : TK_FACT_UNKNOWN;
}

// Passes until the state at the head is stable; the ways of the last one stay in `loop`. Nominations of a
// pass that was not yet stable saw too little; those made inside calls stay, since the arguments were real
// ones. Returns whether the body changes what it starts from.
static bool run_to_fixpoint(tk_infer *self, tk_frame *frame, tk_loop *loop, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    uint32_t nominated = self->nominations.len, start = frame->log.len;
    bool known = tk_frame_loop_begin(self, frame, index);
    for (int pass = 0;; pass++) {
        uint64_t changes = self->changes;
        tk_nominate_drop(self, nominated, true);
        run_body(self, frame, loop, index + 1, instr.b);
        tk_deltas last = tk_deltas_copy(&loop->continues);
        uint32_t mark = frame->log.len;
        bool changed = tk_frame_merge(self, frame, &loop->continues, true);
        loop->continues = last;
        frame->dead = false;
        changed |= self->changes != changes;
        if (!changed || pass >= TK_LOOP_PASSES || self->steps > self->step_limit) {
            tk_frame_loop_keep(frame, index, start, known || pass > 0);
            return known || pass > 0;
        }
        if (pass == TK_LOOP_PASSES - 1)
            widen(frame, mark);
    }
}

static void run_loop(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    tk_loop loop = {0};
    tk_deltas ways = {0};
    bool changes = run_to_fixpoint(self, frame, &loop, index);
    // Only what the body leaves behind comes after a loop that certainly runs.
    bool runs = changes && instr.op == TK_OP_FOR &&
                tk_iterate_yields(self, frame->temps[instr.a]);
    uint32_t mark = frame->log.len;
    if (runs)
        tk_frame_merge(self, frame, &loop.continues, false);
    else if (instr.op == TK_OP_WHILE)
        tk_frame_merge(self, frame, &loop.exits, false);
    tk_interpret(self, frame, instr.b, instr.c);
    tk_vec_push(&ways, tk_frame_leave(frame, mark));
    for (uint32_t i = 0; i < loop.breaks.len; i++)
        tk_vec_push(&ways, loop.breaks.at[i]);
    loop.breaks.len = 0;
    tk_frame_merge(self, frame, &ways, false);
    tk_deltas_free(&loop.breaks);
    tk_deltas_free(&loop.continues);
    tk_deltas_free(&loop.exits);
}

// The state here relative to the loop's head, kept as one way of `ways`; this way goes no further.
static void jump(tk_frame *frame, tk_deltas *ways)
{
    tk_vec_push(ways, tk_frame_changes(frame, frame->loop->mark));
}

static void run_test(tk_infer *self, tk_frame *frame, tk_temp test)
{
    int truth = tk_value_truth(self->pool, frame->temps[test].value);
    if (truth != 1) {
        uint32_t mark = frame->log.len;
        tk_guard_apply(self, frame, test, false);
        if (!frame->dead)
            jump(frame, &frame->loop->exits);
        tk_delta none = tk_frame_leave(frame, mark);
        tk_vec_free(&none.slots);
    }
    if (truth == 0)
        frame->dead = true;
    else
        tk_guard_apply(self, frame, test, true);
}

// --- try, with, match ------------------------------------------------------------------------------

// A handler may start from any point of the body: every value a variable had in it is possible.
static tk_delta interrupted(tk_infer *self, tk_frame *frame, uint32_t mark)
{
    tk_delta delta = {.alive = true};
    frame->stamp++;
    for (uint32_t i = mark; i < frame->log.len; i++) {
        tk_slot_change change = frame->log.at[i];
        if (frame->stamps[change.slot] != frame->stamp) {
            frame->stamps[change.slot] = frame->stamp;
            frame->merged[change.slot] = frame->slots[change.slot];
            tk_vec_push(&delta.slots, change);
        }
        frame->merged[change.slot] =
            tk_trail_join(self, frame, change.slot, frame->merged[change.slot], change.old);
    }
    for (uint32_t i = 0; i < delta.slots.len; i++)
        delta.slots.at[i].old = frame->merged[delta.slots.at[i].slot];
    return delta;
}

static void apply(tk_frame *frame, const tk_delta *delta)
{
    for (uint32_t i = 0; i < delta->slots.len; i++)
        tk_frame_set(frame, delta->slots.at[i].slot, delta->slots.at[i].old);
}

static uint32_t run_try(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    const tk_operand *ends = &frame->code->operands.at[instr.list];
    tk_deltas ways = {0};
    uint32_t mark = frame->log.len, at = ends[0].temp, last = instr.n, final_from = 0;
    uint32_t deliberate = frame->deliberate;
    frame->deliberate |= instr.flag;
    tk_interpret(self, frame, index + 1, at);
    frame->deliberate = deliberate;
    bool ended = frame->dead;
    tk_delta broken = interrupted(self, frame, mark);
    for (uint32_t k = 1; k < instr.n; k++) {
        tk_kind kind = (tk_kind)ends[k].name.i;
        if (kind == TK_KIND_ELSE_CLAUSE && !ended)
            tk_interpret(self, frame, at, ends[k].temp);
        if (kind == TK_KIND_FINALLY_CLAUSE) {
            last = k;
            final_from = at;
        }
        at = ends[k].temp;
    }
    tk_vec_push(&ways, tk_frame_leave(frame, mark));
    at = ends[0].temp;
    for (uint32_t k = 1; k < last; k++) {
        if ((tk_kind)ends[k].name.i == TK_KIND_EXCEPT_CLAUSE) {
            apply(frame, &broken);
            run_way(self, frame, at, ends[k].temp, &ways);
            tk_delta undo = tk_frame_leave(frame, mark);
            // The handler's way is relative to the interrupted state: add what it left as it was.
            tk_delta *way = &ways.at[ways.len - 1];
            for (uint32_t i = 0; way->alive && i < undo.slots.len; i++) {
                bool changed = false;
                for (uint32_t j = 0; j < way->slots.len && !changed; j++)
                    changed = way->slots.at[j].slot == undo.slots.at[i].slot;
                if (!changed)
                    tk_vec_push(&way->slots, undo.slots.at[i]);
            }
            tk_vec_free(&undo.slots);
        }
        at = ends[k].temp;
    }
    tk_vec_free(&broken.slots);
    tk_frame_merge(self, frame, &ways, false);
    bool dead = frame->dead;
    if (final_from) {
        frame->dead = false;
        tk_interpret(self, frame, final_from, ends[last].temp);
        frame->dead |= dead;
    }
    return ends[instr.n - 1].temp;
}

static void run_with(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    uint32_t deliberate = frame->deliberate;
    for (uint32_t i = 0; i < instr->n; i++)
        frame->deliberate |=
            tk_expected_in_context(self, frame, frame->code->operands.at[instr->list + i].temp);
    tk_interpret(self, frame, index + 1, instr->b);
    frame->deliberate = deliberate;
}

static uint32_t run_match(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    const tk_operand *ends = tk_frame_operands(frame, &instr);
    tk_deltas ways = {0};
    uint32_t at = index + 1;
    for (uint32_t i = 0; i < instr.n; i++) {
        run_way(self, frame, at, ends[i].temp, &ways);
        at = ends[i].temp;
    }
    tk_frame_merge(self, frame, &ways, !instr.flag || instr.n == 0);
    return at;
}

// --- one operation ---------------------------------------------------------------------------------

// The clock is asked seldom: a step takes less time than that.
static void count_step(tk_infer *self)
{
    enum { STEPS_PER_LOOK = 64 };
    self->steps++;
    if (self->steps % STEPS_PER_LOOK)
        return;
    if (self->deadline && tk_clock_ms() > self->deadline) {
        self->late = true;
        self->step_limit = 0;
    }
    if (self->memory_limit)
        tk_infer_too_large(self);
}

static uint32_t step(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    uint32_t next = index + 1;
    frame->at = index;
    count_step(self);
    switch ((tk_op)instr->op) {
    case TK_OP_IF:
        next = instr->c;
        run_if(self, frame, index);
        break;
    case TK_OP_AND:
    case TK_OP_OR:
        next = instr->c;
        run_logical(self, frame, index, instr->op == TK_OP_AND);
        break;
    case TK_OP_CHOICE:
        next = frame->code->operands.at[instr->list + 3].temp;
        run_choice(self, frame, index);
        break;
    case TK_OP_FOR:
    case TK_OP_WHILE:
        next = instr->c;
        run_loop(self, frame, index);
        break;
    case TK_OP_TEST:
        run_test(self, frame, instr->a);
        break;
    case TK_OP_TRY:
        next = run_try(self, frame, index);
        break;
    case TK_OP_WITH:
        next = instr->b;
        run_with(self, frame, index);
        break;
    case TK_OP_MATCH:
        next = run_match(self, frame, index);
        break;
    case TK_OP_RETURN:
        frame->result = tk_join(self, frame->result, frame->temps[instr->a]);
        frame->dead = true;
        break;
    case TK_OP_RAISE:
        frame->dead = true;
        break;
    case TK_OP_BREAK:
    case TK_OP_CONTINUE:
        if (frame->loop)
            jump(frame, instr->op == TK_OP_BREAK ? &frame->loop->breaks
                                                 : &frame->loop->continues);
        frame->dead = true;
        break;
    case TK_OP_ASSERT:
        frame->lenient = true;   // who asserts it knows better than what is likely
        if (tk_value_truth(self->pool, frame->temps[instr->a].value) == 0)
            frame->dead = true;
        else
            tk_guard_apply(self, frame, instr->a, true);
        frame->lenient = false;
        break;
    default: {
        tk_fact fact = tk_evaluate(self, frame, index);
        if (frame->floor < fact.certainty)
            fact.certainty = frame->floor;
        frame->temps[index] = fact;
    }
    }
    // The node of what __enter__ gives is the context's, which has a fact of its own.
    if (instr->node.i && frame->context == 0 && instr->node.i < self->fact_count &&
        instr->op != TK_OP_ENTER && frame->temps[index].value.i != TK_BOTTOM.i)
        self->facts[instr->node.i] = frame->temps[index];
    return next;
}
