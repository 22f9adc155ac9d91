// Nominating: remembers where a value that may not be hashable, or hashes by identity, is hashed.
#include "infer/derived.h"

// The strongest of several nominations of one key stays: what one call makes certain, the join over
// all calls may leave open.
static bool weaker(tk_infer *self, const tk_nomination *old, const tk_nomination *new)
{
    tk_hash_set a = tk_infer_hash(self, old->fact.value), b = tk_infer_hash(self, new->fact.value);
    bool derived = !a.raises && !a.identity && !b.raises && !b.identity;
    if (derived)
        return tk_derived_weight(self, old) < tk_derived_weight(self, new);
    bool open_a = a.value || a.unknown, open_b = b.value || b.unknown;
    if (open_a != open_b)
        return open_a;
    return old->fact.certainty < new->fact.certainty;
}

// What a mapping has as keys, or a set as members.
static tk_fact held_keys(tk_infer *self, tk_fact container)
{
    tk_contents contents = tk_container_contents(self, container);
    switch (tk_value_family(self->pool, container.value)) {
    case TK_FAMILY_SET:
        return contents.element;
    case TK_FAMILY_OBJECT:   // a table with its labels
        return tk_fact_of(tk_value_item(self->pool, container.value, 0));
    default:
        return contents.key;
    }
}

static bool stands_for_all_calls(tk_infer *self, const tk_frame *frame)
{
    for (; frame; frame = frame->caller) {
        const tk_def *def = &self->program.defs.at[frame->def];
        if (frame->def && !frame->context && def->param_count > (def->class_index ? 1 : 0))
            return true;
    }
    return false;
}

// The method of a library's base class that a method of the project replaces says when it runs.
static tk_stage stage_of_def(tk_infer *self, const tk_def *def)
{
    if (def->stage != TK_STAGE_NONE || !def->class_index)
        return def->stage;
    tk_class_id base = tk_project_catalog_base(self, def->class_index);
    const tk_member *member = base.i ? tk_class_member(self->catalog, base, def->name) : NULL;
    if (!member || !member->function.i)
        return TK_STAGE_NONE;
    return (tk_stage)tk_function_of(self->catalog, member->function)->stage;
}

tk_stage tk_stage_now(tk_infer *self, const tk_frame *frame)
{
    tk_stage stage = TK_STAGE_NONE;
    for (; frame && stage == TK_STAGE_NONE; frame = frame->caller)
        if (frame->def)
            stage = stage_of_def(self, &self->program.defs.at[frame->def]);
    return stage;
}

static void push(tk_infer *self, tk_nomination nomination)
{
    nomination.older = self->nominated[nomination.key.i];
    tk_vec_push(&self->nominations, nomination);
    self->nominated[nomination.key.i] = self->nominations.len;
}

// The call on the way to this value that took it out of an array, in code that is traced.
static tk_node taken_out(tk_infer *self, tk_frame *frame, tk_fact fact)
{
    if (!self->eager.len || !frame || tk_stage_now(self, frame) != TK_STAGE_TRACED)
        return (tk_node){0};
    for (tk_origin at = fact.origin; at.i; at = self->origins.rows.at[at.i].from)
        for (uint32_t i = 0; i < self->eager.len; i++)
            if (self->eager.at[i].i == self->origins.rows.at[at.i].node.i)
                return self->eager.at[i];
    return (tk_node){0};
}

static bool may_be_text(tk_infer *self, tk_value value)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++)
        if (tk_value_kind_of(self->pool, members[i]) != TK_VALUE_INSTANCE ||
            tk_value_family(self->pool, members[i]) == TK_FAMILY_TEXT ||
            tk_project_class_index(tk_value_of(self->pool, members[i])->ref))
            return true;
    return false;
}

// `for key in d: d[key]`: what hashes by identity is found as the object that it is, and what was a key
// once was hashed then.
static bool is_found_again(tk_infer *self, const tk_nomination *nomination)
{
    tk_hash_set key = tk_infer_hash(self, nomination->fact.value);
    return (key.identity || key.raises) &&
           tk_origin_is_taken(&self->origins, nomination->fact.origin) == TK_TAKEN_KEY &&
           (key.raises || nomination->held.value.i == TK_BOTTOM.i ||
            tk_infer_hash(self, nomination->held.value).identity);
}

// A list or dict that only an annotation speaks of: code that always raises is rarer than an annotation
// that means any sequence.
static bool is_only_annotated(tk_infer *self, tk_fact fact)
{
    tk_inside inside;
    tk_value culprit = tk_infer_culprit(self, fact.value, &inside);
    tk_family family = tk_value_family(self->pool, culprit);
    if (fact.certainty == TK_DEFINITE || (family != TK_FAMILY_LIST && family != TK_FAMILY_MAPPING &&
                                          family != TK_FAMILY_SET))
        return false;
    tk_origin at = fact.origin;
    while (tk_origin_how(&self->origins, at) == TK_HOW_ELEMENT)
        at = self->origins.rows.at[at.i].from;
    return tk_origin_how(&self->origins, at) == TK_HOW_ANNOTATION;
}

// The operation of `code` that makes what stands at `node`; 0: none.
static tk_temp made_at(const tk_node_table *nodes, const tk_code *code, tk_node node)
{
    tk_kind kind = tk_node_kind(nodes, node);
    if (kind != TK_KIND_ATTRIBUTE && kind != TK_KIND_SUBSCRIPT)
        return 0;
    for (uint32_t i = 1; i < code->instrs.len; i++)
        if (code->instrs.at[i].node.i == node.i &&
            (code->instrs.at[i].op == TK_OP_ATTRIBUTE || code->instrs.at[i].op == TK_OP_SUBSCRIPT))
            return i;
    return 0;
}

static bool same_constant(const tk_code *code, tk_temp a, tk_temp b)
{
    const tk_instr *left = &code->instrs.at[a], *right = &code->instrs.at[b];
    return left->op == TK_OP_CONST && right->op == TK_OP_CONST && left->a == right->a;
}

// `args[0]` here and there, `self.x` here and there
static bool same_path(const tk_code *code, tk_temp a, tk_temp b)
{
    const tk_instr *left = &code->instrs.at[a], *right = &code->instrs.at[b];
    if (left->op != right->op || code->instrs.at[left->a].op != TK_OP_LOAD ||
        code->instrs.at[right->a].op != TK_OP_LOAD ||
        code->instrs.at[left->a].a != code->instrs.at[right->a].a)
        return false;
    return left->op == TK_OP_ATTRIBUTE   ? left->b == right->b
           : left->op == TK_OP_SUBSCRIPT ? same_constant(code, left->b, right->b)
                                         : false;
}

// Narrowing speaks of variables; of an attribute or an item that the function asks the class of, no
// more than its other values is known.
static bool is_asked_about(tk_infer *self, const tk_frame *frame, tk_node key)
{
    const tk_code *code = frame->code;
    tk_temp path = made_at(self->nodes, code, key);
    for (uint32_t i = 1; path && i < code->instrs.len; i++) {
        const tk_instr *call = &code->instrs.at[i];
        const tk_value_row *row = call->op == TK_OP_CALL && call->n
                                      ? tk_value_of(self->pool, frame->temps[call->a].value) : NULL;
        if (row && row->kind == TK_VALUE_FUNCTION &&
            tk_function_of(self->catalog, (tk_function_id){row->ref})->guard != TK_GUARD_NONE &&
            same_path(code, path, code->operands.at[call->list].temp))
            return true;
    }
    return false;
}

// What calls bring says more than what stands for all calls at once.
static void join_among(tk_infer *self, tk_nomination *old, tk_nomination *new)
{
    tk_value among = old->among_joined == new->among_joined ? tk_value_join(self->pool, old->among, new->among)
                     : old->among_joined                    ? new->among
                                                            : old->among;
    old->among = new->among = among;
    old->among_joined = new->among_joined = old->among_joined && new->among_joined;
}

// Does a name stand in both? Expressions of machine-written length count as if.
static bool share_a_name(const tk_node_table *nodes, tk_node a, tk_node b)
{
    enum { LONG = 200 };
    uint32_t stop_a = tk_node_row_of(nodes, a)->stop, stop_b = tk_node_row_of(nodes, b)->stop;
    if (stop_a - a.i > LONG || stop_b - b.i > LONG)
        return true;
    for (uint32_t i = a.i; i < stop_a; i++) {
        tk_slice name = tk_node_text(nodes, (tk_node){i});
        for (uint32_t k = b.i; k < stop_b && tk_node_kind(nodes, (tk_node){i}) == TK_KIND_IDENTIFIER; k++)
            if (tk_node_kind(nodes, (tk_node){k}) == TK_KIND_IDENTIFIER &&
                tk_slice_equal(tk_node_text(nodes, (tk_node){k}), name))
                return true;
    }
    return false;
}

static tk_node inside_parentheses(const tk_node_table *nodes, tk_node node)
{
    while (tk_node_kind(nodes, node) == TK_KIND_PARENTHESIZED_EXPRESSION)
        node = tk_node_first(nodes, node);
    return node;
}

// `d[row if wide else name]`: the way that never hashes by value is the key, unless the condition asks
// about it. False: there is no such way.
static bool nominate_arm(tk_infer *self, tk_frame *frame, tk_nomination nomination)
{
    const tk_node_table *nodes = self->nodes;
    tk_node whole = inside_parentheses(nodes, nomination.key), arm = tk_node_first(nodes, whole);
    if (nomination.part != TK_PART_WHOLE || tk_node_kind(nodes, whole) != TK_KIND_CONDITIONAL_EXPRESSION)
        return false;
    tk_node condition = tk_node_next(nodes, arm);
    for (int i = 0; i < 2 && arm.i && condition.i; i++, arm = tk_node_next(nodes, condition)) {
        tk_fact fact = tk_infer_fact(self, inside_parentheses(nodes, arm));
        tk_hash_set set = tk_infer_hash(self, fact.value);
        tk_value joined = tk_value_join(self->pool, nomination.fact.value, fact.value);
        if (!(set.raises || set.identity) || set.value || set.unknown ||
            joined.i != nomination.fact.value.i || share_a_name(nodes, arm, condition))
            continue;
        nomination.key = inside_parentheses(nodes, arm);
        nomination.fact = fact;
        tk_nominate(self, frame, nomination);
        return true;
    }
    return false;
}

// What stands behind the key in a comparison: `d` of `key in d`.
static tk_node operand_behind(const tk_node_table *nodes, tk_node key)
{
    tk_node at = tk_node_next(nodes, key);
    while (at.i && tk_node_row_of(nodes, at)->field == TK_FIELD_OPERATORS)
        at = tk_node_next(nodes, at);
    return at;
}

// The variable, or other expression, that the code has for the container: `d` of `d[key]`, `d.get(key)`,
// `key in d` and `d = {key: 1}`.
static tk_node container_at(const tk_infer *self, const tk_nomination *nomination)
{
    const tk_node_table *nodes = self->nodes;
    tk_node site = nomination->site, at = {0};
    switch (tk_node_kind(nodes, site)) {
    case TK_KIND_SUBSCRIPT:
        return tk_node_field(nodes, site, TK_FIELD_VALUE);
    case TK_KIND_COMPARISON_OPERATOR:
        return operand_behind(nodes, nomination->key);
    case TK_KIND_CALL:
        at = tk_node_field(nodes, tk_node_field(nodes, site, TK_FIELD_FUNCTION), TK_FIELD_OBJECT);
        return at.i && tk_infer_fact(self, at).value.i == nomination->container.value.i ? at : (tk_node){0};
    case TK_KIND_PAIR:
        at = tk_node_parent(nodes, tk_node_parent(nodes, site));
        return tk_node_kind(nodes, at) == TK_KIND_ASSIGNMENT ? tk_node_field(nodes, at, TK_FIELD_LEFT)
                                                             : (tk_node){0};
    default:
        return (tk_node){0};
    }
}

// Another module's code that goes on whatever is raised in it: the file that calls it never sees that.
static bool is_kept_from_callers(const tk_frame *frame)
{
    for (; frame && frame->entry; frame = frame->caller)
        if (frame->deliberate & TK_EXPECTS_SILENTLY)
            return true;
    return false;
}

void tk_nominate(tk_infer *self, tk_frame *frame, tk_nomination nomination)
{
    nomination.container_node = container_at(self, &nomination);
    tk_hash_set set = tk_infer_hash(self, nomination.fact.value);
    bool foreign = tk_node_is_foreign(nomination.key);
    bool changed = nomination.kind == TK_SITE_CHANGED_KEY;
    // Wrong where nothing is hashed, too: selections in a tuple, sets where an array is due.
    bool selects = nomination.kind == TK_SITE_ISIN_SET ||
                   (nomination.kind == TK_SITE_FRAME_INDEX &&
                    tk_value_family(self->pool, nomination.fact.value) == TK_FAMILY_TUPLE);
    bool derived = !foreign && nomination.kind != TK_SITE_HASH_CALL &&
                   nomination.kind != TK_SITE_CACHED_ARGUMENT &&
                   tk_derived_is(self, nomination.fact.value);
    bool name = nomination.kind == TK_SITE_MODULE_KEY && !may_be_text(self, nomination.fact.value);
    if (!foreign && (nomination.kind == TK_SITE_DICT_KEY || nomination.kind == TK_SITE_SET_MEMBER))
        nomination.symbolic = taken_out(self, frame, nomination.fact);
    bool known = set.raises || set.identity || derived || changed || name || selects || nomination.symbolic.i;
    if (!known || !frame || !nomination.key.i || self->quiet)
        return;
    if (!foreign && (set.value || set.unknown) && nominate_arm(self, frame, nomination))
        return;
    if (!changed && !foreign)
        tk_keyed_site(self, frame, &nomination);
    uint32_t expected = TK_EXPECTS_TYPE_ERROR | TK_EXPECTS_AN_ERROR;
    expected |= nomination.kind == TK_SITE_STATIC_ARGUMENT ? TK_EXPECTS_VALUE_ERROR : 0u;
    if (tk_expected_here(frame, expected) || (set.raises && is_kept_from_callers(frame)))
        return;
    if (is_only_annotated(self, nomination.fact) || is_asked_about(self, frame, nomination.key))
        nomination.fact.certainty = TK_POSSIBLE;
    if (foreign && (changed || !tk_entered_move(self, frame, &nomination)))
        return;
    if (self->alternatives)   // `key in (list or dict)`: only one of them hashes
        nomination.fact.certainty = TK_POSSIBLE;
    self->touched++;
    nomination.held = TK_FACT_BOTTOM;
    if (nomination.container.value.i != TK_BOTTOM.i)
        nomination.held = held_keys(self, nomination.container);
    if (is_found_again(self, &nomination))
        return;
    nomination.via = frame->context ? frame->via : (tk_node){0};
    if (nomination.via.i == nomination.site.i || tk_node_is_foreign(nomination.via))
        nomination.via = (tk_node){0};
    nomination.stage = tk_stage_now(self, frame);
    nomination.joined = nomination.among_joined = stands_for_all_calls(self, frame);
    nomination.among = nomination.fact.value;
    for (uint32_t at = self->nominated[nomination.key.i]; at;
         at = self->nominations.at[at - 1].older) {
        tk_nomination *old = &self->nominations.at[at - 1];
        if (old->site.i != nomination.site.i ||
            old->kind != nomination.kind)
            continue;
        if (nomination.stage == TK_STAGE_NONE)
            nomination.stage = old->stage;
        old->stage = nomination.stage;
        join_among(self, old, &nomination);
        if (weaker(self, old, &nomination)) {
            nomination.older = old->older;
            *old = nomination;
        }
        return;
    }
    push(self, nomination);
}

void tk_nominate_drop(tk_infer *self, uint32_t from, bool keep_calls)
{
    TK_VEC(tk_nomination) kept = {0};
    for (uint32_t i = self->nominations.len; i-- > from;) {
        const tk_nomination *nomination = &self->nominations.at[i];
        self->nominated[nomination->key.i] = nomination->older;
        if (keep_calls && nomination->via.i)
            tk_vec_push(&kept, *nomination);
    }
    self->nominations.len = from;
    while (kept.len)
        push(self, kept.at[--kept.len]);
    tk_vec_free(&kept);
}
