// Calls: which function, class or method it is that gets the arguments.
#include "infer/call.h"

static void escape_arguments(tk_infer *self, const tk_argument *arguments, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, arguments[i].fact.value);
        uint32_t project = tk_project_class_index(row->ref);
        tk_container_escape(self, arguments[i].fact);
        if (row->kind == TK_VALUE_CLASS && project)   // an unknown decorator may change anything
            self->program.classes.at[project].decorated_unknown = true;
    }
}

static tk_fact call_class(tk_infer *self, tk_class_ref ref, const tk_argument *arguments,
                          uint32_t count, tk_node node)
{
    uint32_t project = tk_project_class_index(ref.i);
    if (project)
        return tk_class_call(self, project, arguments, count, node);
    const tk_class *cls = tk_class_of(self->catalog, (tk_class_id){ref.i});
    // np.float64(array) is an array, int(array) an int
    tk_class_id number = tk_pool_builtin(self->pool, TK_BUILTIN_INT);
    bool foreign = cls->library.i != tk_class_of(self->catalog, number)->library.i;
    if (foreign && cls->family == TK_FAMILY_SCALAR && count == 1 &&
        tk_value_family(self->pool, arguments->fact.value) == TK_FAMILY_ARRAY &&
        tk_value_of(self->pool, arguments->fact.value)->rank != 0)
        return TK_FACT_UNKNOWN;
    if (cls->constructor.i)
        return tk_call_function(self, cls->constructor, TK_FACT_BOTTOM, arguments, count, node);
    if (cls->abstract)
        return TK_FACT_UNKNOWN;
    return tk_made(self, tk_value_instance(self->pool, (tk_class_id){ref.i}), node, TK_HOW_MADE,
                   TK_FACT_BOTTOM);
}

static tk_fact call_instance(tk_infer *self, tk_fact callee, const tk_argument *arguments,
                             uint32_t count, tk_node node)
{
    bool found;
    // A library's base class may say that calling an instance calls a method the subclass writes.
    uint32_t project = tk_project_class_index(tk_instance_class(self, callee.value).i);
    tk_class_id base = project ? tk_project_catalog_base(self, project) : (tk_class_id){0};
    tk_name calls = base.i ? tk_class_of(self->catalog, base)->calls : (tk_name){0};
    if (calls.i && tk_project_member(self, project, calls)) {
        tk_fact method = tk_member_load(self, callee, calls, node);
        if (tk_value_kind_of(self->pool, method.value) == TK_VALUE_DEF)
            return tk_call_value(self, method, arguments, count, node);
    }
    tk_fact result =
        tk_call_special(self, callee, "__call__", arguments, count, node, &found);
    if (found)
        return result;
    escape_arguments(self, arguments, count);
    return TK_FACT_UNKNOWN;
}

// dict.get(d, key) is d.get(key), while dict.fromkeys(keys) has no receiver: what is passed first is
// one unless it is known to be of another class.
static bool takes_receiver(tk_infer *self, uint32_t function, const tk_argument *arguments)
{
    tk_function_id id = {function};
    if (arguments->kind != TK_OPERAND_PLAIN)
        return false;
    return tk_function_of(self->catalog, id)->transfer != TK_TRANSFER_DICT_FROM_KEYS;
}

static tk_fact call_member(tk_infer *self, tk_fact callee, const tk_argument *arguments,
                           uint32_t count, tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, callee.value);
    if (row.dims.i && row.kind != TK_VALUE_INSTANCE)
        return tk_call_bound(self, callee, arguments, count, node);
    switch ((tk_value_kind)row.kind) {
    case TK_VALUE_FUNCTION: {
        tk_fact receiver = TK_FACT_BOTTOM;
        if (row.items.i) {
            receiver = callee;
            receiver.value = tk_value_item(self->pool, callee.value, 0);
        } else if (row.flags & TK_FLAG_UNBOUND && count && takes_receiver(self, row.ref, arguments)) {
            receiver = arguments->fact;   // dict.get(d, key)
            arguments++;
            count--;
        }
        return tk_call_function(self, (tk_function_id){row.ref}, receiver, arguments, count, node);
    }
    case TK_VALUE_DEF:
        return tk_def_call(self, callee.value, arguments, count, node);
    case TK_VALUE_CLASS:
        return call_class(self, (tk_class_ref){row.ref}, arguments, count, node);
    case TK_VALUE_INSTANCE:
        if (tk_value_is_builtin(self->pool, callee.value, TK_BUILTIN_NONE))
            return TK_FACT_BOTTOM;
        return call_instance(self, callee, arguments, count, node);
    default:
        escape_arguments(self, arguments, count);
        return TK_FACT_UNKNOWN;
    }
}

// Are these several things to call? Two objects of one class have one method.
static bool differ(tk_infer *self, const tk_value *members, uint32_t count)
{
    const tk_value_row *first = tk_value_of(self->pool, members[0]);
    for (uint32_t i = 1; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        if (row->kind != first->kind || row->ref != first->ref)
            return true;
    }
    return false;
}

// A method of a class derived from that of `self`: it may not be the one, and is analysed by itself too.
static bool overrides(tk_infer *self, tk_value callee)
{
    const tk_value_row *row = tk_value_of(self->pool, callee);
    return row->kind == TK_VALUE_DEF && row->flags & TK_FLAG_OVERRIDES;
}

tk_fact tk_call_value(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count,
                      tk_node node)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t member_count = tk_value_members(self->pool, callee.value, members);
    if (self->nesting >= TK_NESTING_MOST)   // a model that calls itself: iter(x) that iterates x
        return TK_FACT_UNKNOWN;
    uint32_t open = differ(self, members, member_count);
    self->nesting++;
    self->alternatives += open;
    for (uint32_t i = 0; i < member_count; i++) {
        tk_fact one = callee;
        one.value = members[i];
        bool other = overrides(self, members[i]);
        self->quiet += other;
        all = tk_join(self, all, call_member(self, one, arguments, count, node));
        self->quiet -= other;
    }
    self->alternatives -= open;
    self->nesting--;
    all.certainty = tk_certainty_least(all.certainty, callee.certainty);
    return all;
}

tk_fact tk_call_special(tk_infer *self, tk_fact object, const char *method,
                        const tk_argument *arguments, uint32_t count, tk_node node, bool *found)
{
    tk_fact all = TK_FACT_BOTTOM;
    tk_value members[TK_UNION_MOST];
    uint32_t member_count = tk_value_members(self->pool, object.value, members);
    uint32_t open = differ(self, members, member_count);
    *found = false;
    self->alternatives += open;
    for (uint32_t i = 0; i < member_count; i++) {
        tk_fact callee = object;
        callee.value = tk_member_special(self, members[i], method);
        if (callee.value.i != TK_BOTTOM.i) {
            *found = true;
            all = tk_join(self, all, tk_call_value(self, callee, arguments, count, node));
        } else if (!tk_value_is_builtin(self->pool, members[i], TK_BUILTIN_NONE)) {
            all = tk_join(self, all, TK_FACT_UNKNOWN);
        }
    }
    self->alternatives -= open;
    return all;
}

tk_fact tk_call_simple(tk_infer *self, tk_fact callee, tk_fact argument, tk_node node)
{
    tk_argument one = {.fact = argument, .kind = TK_OPERAND_PLAIN, .node = node};
    return tk_call_value(self, callee, &one, 1, node);
}
