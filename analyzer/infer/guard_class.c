// Narrowing by class: isinstance, issubclass, `type(x) is T`.
#include "infer/guard.h"
#include "infer/trail.h"

static void add_class(tk_infer *self, tk_class_list *list, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    if (row->kind != TK_VALUE_CLASS || list->count == 16) {
        list->open = true;
        return;
    }
    if (!(row->ref >> 31) && tk_class_of(self->catalog, (tk_class_id){row->ref})->abstract)
        list->open = true;
    list->at[list->count++] = (tk_class_ref){row->ref};
}

tk_class_list tk_guard_classes_in(tk_infer *self, tk_value value)
{
    tk_class_list list = {.count = 0};
    tk_family family = tk_value_family(self->pool, value);
    if (family == TK_FAMILY_LIST || family == TK_FAMILY_SET) {
        tk_value members[TK_UNION_MOST];
        tk_value all = tk_container_contents(self, tk_fact_of(value)).element.value;
        uint32_t count = tk_value_members(self->pool, all, members);
        for (uint32_t i = 0; i < count; i++)
            add_class(self, &list, members[i]);
        return list;
    }
    if (family != TK_FAMILY_TUPLE) {
        add_class(self, &list, value);
        return list;
    }
    uint32_t count = tk_value_item_count(self->pool, value);
    list.open = tk_value_of(self->pool, value)->flags & TK_FLAG_VARIADIC;
    for (uint32_t i = 0; i < count; i++)
        add_class(self, &list, tk_value_item(self->pool, value, i));
    return list;
}

static bool is_one_of(tk_infer *self, tk_value member, const void *context)
{
    const tk_class_list *list = context;
    for (uint32_t i = 0; i < list->count; i++)
        if (tk_class_ref_is(self, tk_instance_class(self, member), list->at[i]))
            return true;
    return false;
}

static tk_value instance_of(tk_infer *self, const tk_class_list *list)
{
    tk_value all = TK_BOTTOM;
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t project = tk_project_class_index(list->at[i].i);
        tk_value one = project ? tk_project_instance(self, project)
                               : tk_value_instance(self->pool, (tk_class_id){list->at[i].i});
        all = tk_value_join(self->pool, all, one);
    }
    return all;
}

// Are the classes asked for kinds of what the value is known to be: `isinstance(module, Conv2d)`?
static bool are_kinds_of(tk_infer *self, const tk_class_list *list, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < list->count; i++) {
        bool kind = false;
        for (uint32_t k = 0; k < count; k++) {
            tk_class_ref known = tk_instance_class(self, members[k]);
            kind |= known.i && tk_class_ref_is(self, list->at[i], known);
        }
        if (!kind)
            return false;
    }
    return true;
}

// That it is one of the classes is no longer one possibility of several.
static void chosen(tk_frame *frame, int64_t slot)
{
    tk_fact fact = frame->slots[slot];
    if (frame->dead || fact.certainty >= TK_LIKELY || frame->floor < TK_LIKELY ||
        (tk_is_trail(frame, slot) && frame->context))
        return;
    fact.certainty = TK_LIKELY;
    tk_frame_set(frame, (uint32_t)slot, fact);
}

void tk_guard_classes(tk_infer *self, tk_frame *frame, int64_t slot, tk_class_list list, bool truth,
                      tk_node test)
{
    tk_value value = frame->slots[slot].value;
    if (list.open) {   // nothing certain follows; what it is now may be any of it
        if (truth)
            tk_guard_narrow(self, frame, slot, TK_UNKNOWN, TK_DEFINITE);
        else
            tk_guard_doubt(frame, slot);
        return;
    }
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    bool unknown = false;
    for (uint32_t i = 0; i < count; i++)
        unknown |= members[i].i == TK_UNKNOWN.i;
    tk_value kept = tk_guard_filter(self, value, is_one_of, &list, truth);
    if (truth && unknown) {
        kept = kept.i == TK_UNKNOWN.i ? TK_BOTTOM : kept;
        tk_value known = TK_BOTTOM;
        for (uint32_t i = 0; i < count; i++)
            if (members[i].i != TK_UNKNOWN.i && is_one_of(self, members[i], &list))
                known = tk_value_join(self->pool, known, members[i]);
        if (!frame->slots[slot].origin.i)
            frame->slots[slot].origin =
                tk_origin_add(&self->origins, test, TK_HOW_ANNOTATION, (tk_origin){0});
        tk_guard_narrow(self, frame, slot, tk_value_join(self->pool, known, instance_of(self, &list)),
                        TK_LIKELY);
        chosen(frame, slot);
        return;
    }
    // Either the class of the list is a subclass of what is known, or what is known is wrong: a test
    // that could never hold would not have been written.
    if (truth && kept.i == TK_BOTTOM.i) {
        tk_value kind = instance_of(self, &list);
        bool array = tk_value_family(self->pool, kind) == TK_FAMILY_ARRAY;
        bool surely = !array && are_kinds_of(self, &list, value);
        tk_guard_narrow(self, frame, slot, kind, surely ? TK_LIKELY : TK_POSSIBLE);
        return;
    }
    tk_guard_narrow(self, frame, slot, kept, TK_DEFINITE);
    if (truth)
        chosen(frame, slot);
}

// The variable whose class the temp is: `type(x)`, or a name for it. -1: none.
static int64_t variable_typed(tk_infer *self, tk_frame *frame, tk_temp temp)
{
    const tk_instr *call = tk_guard_instr(frame, temp);
    if (call->op != TK_OP_CALL || call->n != 1)
        return -1;
    const tk_value_row *callee = tk_value_of(self->pool, frame->temps[call->a].value);
    bool is_type = callee->kind == TK_VALUE_CLASS &&
                   callee->ref == tk_pool_builtin(self->pool, TK_BUILTIN_TYPE).i;
    return is_type ? tk_guard_variable(frame, frame->code->operands.at[call->list].temp) : -1;
}

void tk_guard_type(tk_infer *self, tk_frame *frame, tk_temp type, tk_value classes, bool truth,
                   tk_node test)
{
    const tk_instr *load = tk_guard_instr(frame, type);
    uint32_t as_of = frame->as_of;
    if (load->op == TK_OP_LOAD && !as_of) {   // `kind = type(x)`
        const tk_stored *stored = &frame->stored[load->a];
        if (!stored->at || stored->several)
            return;
        frame->as_of = stored->at;
        type = stored->temp;
    }
    int64_t slot = variable_typed(self, frame, type);
    tk_class_list list = tk_guard_classes_in(self, classes);
    if (slot >= 0 && !tk_is_trail(frame, slot))
        self->program.defs.at[frame->def].asks_classes = true;
    if (slot >= 0 && (truth || !list.open))
        tk_guard_classes(self, frame, slot, list, truth, test);
    frame->as_of = as_of;
}
