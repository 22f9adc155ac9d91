// Displays and comprehensions: what they make and hash.
#include "infer/evaluate.h"

#include "value/derivation.h"

static tk_fact least_certain(tk_fact fact, tk_fact of)
{
    fact.certainty = tk_certainty_least(fact.certainty, of.certainty);
    return fact;
}

tk_fact tk_display_tuple(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    TK_VEC(tk_value) items = {0};
    tk_fact fact = tk_fact_of(TK_BOTTOM);
    bool open = false, blamed = false, content = false;
    const tk_operand *operands = tk_frame_operands(frame, instr);
    for (uint32_t i = 0; i < instr->n; i++) {
        tk_fact item = frame->temps[operands[i].temp];
        fact = least_certain(fact, item);
        tk_hash_set hash = tk_infer_hash(self, item.value);
        bool holds = tk_derivation_of(self->pool, item.value).parts & TK_DERIVED_CONTENT;
        if (!fact.origin.i || hash.raises || (hash.identity && !blamed) ||
            (holds && !blamed && !content)) {
            fact.origin = item.origin;   // that of the item which decides the hash, or holds the content
            blamed = hash.raises || hash.identity;
            content = holds;
        }
        tk_fact known[TK_ITEMS_MOST];
        uint32_t count = operands[i].kind == TK_OPERAND_STAR
                             ? tk_all_elements(self, item, operands[i].node, known) : 0;
        for (uint32_t k = 0; k < count; k++)
            tk_vec_push(&items, known[k].value);
        if (count)
            continue;
        if (operands[i].kind == TK_OPERAND_STAR) {
            item = tk_iterate(self, item, operands[i].node);
            open = true;
        }
        tk_vec_push(&items, item.value.i == TK_BOTTOM.i ? TK_UNKNOWN : item.value);
    }
    fact.value = tk_value_tuple(self->pool, items.at, items.len);
    if (instr->n == 0) {
        tk_value_row row = *tk_value_of(self->pool, fact.value);
        row.flags |= TK_FLAG_EMPTY;
        fact.value = tk_pool_intern(self->pool, row);
    }
    if (open) {
        tk_value all = TK_BOTTOM;
        for (uint32_t i = 0; i < items.len; i++)
            all = tk_value_join(self->pool, all, items.at[i]);
        fact.value = tk_value_tuple_of(self->pool, all);
    }
    tk_vec_free(&items);
    return fact;
}

static tk_fact make_container(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    static const tk_builtin classes[] = {TK_BUILTIN_LIST, TK_BUILTIN_SET, TK_BUILTIN_DICT};
    tk_builtin which = classes[instr->op - TK_OP_LIST];
    if (instr->op == TK_OP_LIST && instr->flag)
        which = TK_BUILTIN_ITERATOR;
    return tk_container_new(self, tk_pool_builtin(self->pool, which), instr->node, frame->context);
}

// `{{name}}`, which raises always: a place that a template fills in before Python sees it.
static bool is_placeholder(tk_infer *self, tk_node set)
{
    tk_node inner = tk_node_first(self->nodes, set);
    return tk_node_child_count(self->nodes, set) == 1 &&
           tk_node_kind(self->nodes, inner) == TK_KIND_SET &&
           tk_node_child_count(self->nodes, inner) == 1;
}

tk_fact tk_display_list(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact container = make_container(self, frame, instr);
    const tk_operand *operands = tk_frame_operands(frame, instr);
    bool open = instr->n == 0;   // an empty display, or a comprehension that fills it
    for (uint32_t i = 0; i < instr->n; i++) {
        tk_fact item = frame->temps[operands[i].temp];
        if (operands[i].kind == TK_OPERAND_STAR)
            item = tk_iterate(self, item, operands[i].node);
        if (instr->op == TK_OP_SET && !is_placeholder(self, instr->node))
            tk_nominate(self, frame, (tk_nomination){
                .kind = TK_SITE_SET_MEMBER,
                .part = operands[i].kind == TK_OPERAND_STAR ? TK_PART_ELEMENTS : TK_PART_WHOLE,
                .site = instr->node, .key = operands[i].node, .fact = item,
                .container = container});
        tk_container_add(self, container, TK_FACT_BOTTOM, item);
        open |= operands[i].kind == TK_OPERAND_STAR;
        if (instr->op == TK_OP_LIST && !open && instr->n <= TK_ITEMS_MOST)
            tk_container_place(self, container, i, item);
    }
    tk_object_id object = tk_value_of(self->pool, container.value)->object;
    if (object.i && !open)
        tk_object_of(&self->objects, object)->length = (int32_t)instr->n;
    return container;
}

tk_fact tk_display_dict(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact container = make_container(self, frame, instr);
    const tk_operand *operands = tk_frame_operands(frame, instr);
    for (uint32_t i = 0; i + 1 < instr->n; i += 2) {
        if (operands[i + 1].kind == TK_OPERAND_STARSTAR) {
            tk_contents held =
                tk_container_contents(self, frame->temps[operands[i + 1].temp]);
            tk_container_add(self, container, held.key, held.element);
            continue;
        }
        tk_fact key = frame->temps[operands[i].temp];
        tk_nominate(self, frame, (tk_nomination){
            .kind = TK_SITE_DICT_KEY,
            .site = tk_node_parent(self->nodes, operands[i].node), .key = operands[i].node,
            .fact = key, .container = container});
        tk_container_add(self, container, key, frame->temps[operands[i + 1].temp]);
    }
    return container;
}

// The step of a comprehension that fills what it makes.
void tk_display_add(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_fact container = frame->temps[instr->a];
    tk_fact first = frame->temps[instr->b];
    tk_op made = (tk_op)frame->code->instrs.at[instr->a].op;
    tk_node key = {instr->list};
    if (made != TK_OP_LIST)
        tk_nominate(self, frame, (tk_nomination){
            .kind = made == TK_OP_SET ? TK_SITE_SET_MEMBER : TK_SITE_DICT_KEY,
            .site = instr->node, .key = key, .fact = first, .container = container});
    if (made == TK_OP_DICT)
        tk_container_add(self, container, first, frame->temps[instr->c]);
    else
        tk_container_add(self, container, TK_FACT_BOTTOM, first);
}
