// The file's own functions and classes: what a definition makes.
#include "infer/define.h"

#include "infer/fields.h"

const tk_code *tk_code_of_def(tk_infer *self, uint32_t def)
{
    if (!self->program.defs.at[def].home.module)
        return tk_program_def(&self->program, def);
    if (!self->program.defs.at[def].code) {
        tk_code *code = tk_link_def_code(self, def);
        self->program.defs.at[def].code = code;
    }
    return self->program.defs.at[def].code;
}

const tk_code *tk_code_of_class(tk_infer *self, uint32_t project_class)
{
    if (!self->program.classes.at[project_class].home.module)
        return tk_program_class(&self->program, project_class);
    if (!self->program.classes.at[project_class].code) {
        tk_code *code = tk_link_class_code(self, project_class);
        self->program.classes.at[project_class].code = code;
    }
    return self->program.classes.at[project_class].code;
}

// Methods that get the class without a decorator that says so.
static uint8_t implied_flags(tk_infer *self, tk_def *def)
{
    tk_slice name = tk_names_text(self->names, def->name);
    bool makes = tk_slice_is(name, "__new__");
    if (!def->class_index ||
        (!makes && !tk_slice_is(name, "__init_subclass__") && !tk_slice_is(name, "__class_getitem__")))
        return 0;
    def->is_class_method = true;
    return makes ? TK_FLAG_STATIC : TK_FLAG_CLASS_METHOD;   // __new__ is passed the class by its callers
}

tk_fact tk_define_function(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr *instr = &frame->code->instrs.at[index];
    tk_link_def(self, instr->a);
    tk_def *def = &self->program.defs.at[instr->a];
    for (uint32_t i = 0; i < instr->n; i++) {
        const tk_operand *operand = &frame->code->operands.at[instr->list + i];
        for (uint32_t p = 0; p < def->param_count; p++)
            if (def->params[p].name.i == operand->name.i)
                def->params[p].fallback = frame->temps[operand->temp];
    }
    tk_value_row row = {.kind = TK_VALUE_DEF, .ref = instr->a};
    row.flags = implied_flags(self, def);
    return tk_fact_of(tk_pool_intern(self->pool, row));
}

tk_value tk_project_instance(tk_infer *self, uint32_t project_class)
{
    return tk_value_array(self->pool, (tk_class_ref){project_class | 1u << 31}, -1, NULL,
                          TK_DTYPE_UNKNOWN);
}

// --- classes ---------------------------------------------------------------------------------------

static void read_bases(tk_infer *self, tk_frame *frame, const tk_instr *instr)
{
    tk_project_class *made = &self->program.classes.at[instr->a];
    made->bases.len = 0;
    made->bases_known = true;
    for (uint32_t i = 0; i < instr->n; i++) {
        const tk_operand *operand = &frame->code->operands.at[instr->list + i];
        tk_fact base = frame->temps[operand->temp];
        bool is_class = tk_value_kind_of(self->pool, base.value) == TK_VALUE_CLASS;
        made->bases_known &= is_class;
        uint32_t own = tk_value_of(self->pool, base.value)->ref;
        if (operand->kind == TK_OPERAND_PLAIN && tk_project_class_index(own) != instr->a)
            tk_vec_push(&made->bases, base);
    }
}

// The derived classes of a base stand in the order of their numbers, each once; most come in that order.
static void add_to_base(tk_project_class *base, uint32_t project_class)
{
    uint32_t low = 0, high = base->derived.len;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (base->derived.at[middle] < project_class)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < base->derived.len && base->derived.at[low] == project_class)
        return;
    tk_vec_push(&base->derived, project_class);
    for (uint32_t i = base->derived.len - 1; i > low; i--)
        base->derived.at[i] = base->derived.at[i - 1];
    base->derived.at[low] = project_class;
}

// Its bases know of a class of the file.
static void add_derived(tk_infer *self, uint32_t project_class)
{
    const tk_project_class *made = &self->program.classes.at[project_class];
    for (uint32_t i = 0; project_class < self->own_classes && i < made->bases.len; i++) {
        const tk_value_row *row = tk_value_of(self->pool, made->bases.at[i].value);
        uint32_t base = row->kind == TK_VALUE_CLASS ? tk_project_class_index(row->ref) : 0;
        if (base)
            add_to_base(&self->program.classes.at[base], project_class);
    }
}

// What the body bound is what the class has.
static void read_members(tk_infer *self, const tk_frame *body, uint32_t project_class)
{
    tk_class_rows_clear(&self->program.classes.at[project_class].members);
    for (uint32_t i = 1; i < body->code->instrs.len; i++) {
        const tk_instr *instr = &body->code->instrs.at[i];
        if (instr->op != TK_OP_STORE)
            continue;
        tk_class_attribute member = {.name = {instr->c}, .fact = body->slots[instr->a],
                                     .before = TK_FACT_BOTTOM, .base = TK_FACT_BOTTOM};
        const tk_instr *typed = &body->code->instrs.at[instr->b];
        if (tk_value_of(self->pool, member.fact.value)->flags & TK_FLAG_FIELD &&
            tk_value_kind_of(self->pool, member.fact.value) == TK_VALUE_INSTANCE)
            member.fact = typed->op == TK_OP_TYPED
                              ? tk_annotation_value(self, (tk_node){typed->a}, body->code->scope)
                              : TK_FACT_UNKNOWN;
        tk_project_class *made = &self->program.classes.at[project_class];   // linking moves the rows
        tk_class_attribute *known = tk_class_rows_find(&made->members, member.name);
        if (known)
            *known = member;
        else
            tk_class_rows_add(&made->members, member);
    }
}

tk_fact tk_define_class(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    tk_value value = tk_value_class(self->pool, (tk_class_ref){instr.a | 1u << 31});
    self->touched++;
    read_bases(self, frame, &instr);
    add_derived(self, instr.a);
    if (self->program.classes.at[instr.a].running || self->depth >= TK_CALL_DEPTH)
        return tk_fact_of(value);
    const tk_code *code = tk_code_of_class(self, instr.a);
    self->program.classes.at[instr.a].running = true;
    self->depth++;
    tk_frame *body = tk_frame_open(self, code);
    body->project_class = instr.a;
    body->context = frame->context;
    body->via = frame->via;
    body->entry = frame->entry;
    tk_interpret(self, body, 1, code->instrs.len);
    read_members(self, body, instr.a);
    tk_fields_read(self, body, instr.a);
    tk_frame_close(self, body);
    self->depth--;
    self->program.classes.at[instr.a].running = false;
    return tk_fact_of(value);
}

// --- parameters ------------------------------------------------------------------------------------

static bool is_receiver(const tk_def *def, uint32_t index)
{
    return index == 0 && def->class_index && !def->is_static &&
           def->params[0].kind <= TK_PARAMETER_NORMAL;
}

// The class, or one of those that will be derived from it.
static tk_fact receiver_fact(tk_infer *self, const tk_def *def)
{
    tk_value value = def->is_class_method
                         ? tk_value_class(self->pool, (tk_class_ref){def->class_index | 1u << 31})
                         : tk_project_instance(self, def->class_index);
    return tk_fact_at(value, (tk_origin){0}, TK_LIKELY);
}

tk_fact tk_define_rest(tk_infer *self, tk_parameter_kind kind)
{
    if (kind == TK_PARAMETER_STAR)
        return tk_fact_of(tk_value_tuple_of(self->pool, TK_UNKNOWN));
    tk_value items[2] = {tk_value_builtin(self->pool, TK_BUILTIN_STR), TK_UNKNOWN};
    return tk_fact_of(tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_DICT),
                                       items, 2));
}

// Annotated as an array, but every call in the file passes something that hashes by value: the calls
// are right. Calls that leave it out, or pass the None that stands for that, say nothing.
static bool contradicted(tk_infer *self, tk_fact said, const tk_def_parameter *param)
{
    if (tk_value_is_builtin(self->pool, param->before.value, TK_BUILTIN_NONE))
        return false;
    tk_hash_set annotated = tk_infer_hash(self, said.value);
    tk_hash_set passed = tk_infer_hash(self, param->before.value);
    return (annotated.raises || annotated.identity) && passed.value && !passed.raises &&
           !passed.identity && !passed.unknown;
}

// The array that an annotation names has the rank of those that the file's own calls pass.
static tk_fact with_passed_rank(tk_infer *self, tk_fact said, tk_fact passed)
{
    tk_value_row row = *tk_value_of(self->pool, said.value);
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, passed.value, members);
    if (tk_value_family(self->pool, said.value) != TK_FAMILY_ARRAY || row.rank >= 0)
        return said;
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *one = tk_value_of(self->pool, members[i]);
        if (one->kind != TK_VALUE_INSTANCE || one->ref != row.ref ||
            tk_rank_least(one->rank) < tk_rank_least(row.rank))
            continue;
        row.rank = one->rank;
        said.value = tk_pool_intern(self->pool, row);
        break;
    }
    return said;
}

tk_fact tk_define_said(tk_infer *self, const tk_def *def, uint32_t index)
{
    tk_def_parameter *param = &def->params[index];
    if (param->annotation.i)
        return tk_annotation_value(self, param->annotation, def->parent_scope);
    if (!param->looked) {
        param->looked = true;
        param->documented = tk_docstring_parameter(self, def, param->name);
    }
    return param->documented;
}

static tk_fact documented_result(tk_infer *self, uint32_t index)
{
    tk_def *def = &self->program.defs.at[index];
    if (!def->looked && !def->generator) {
        def->looked = true;
        tk_fact documented = tk_docstring_result(self, def);
        self->program.defs.at[index].documented = documented;
    }
    return self->program.defs.at[index].documented;
}

// An array of the documented class and no certain rank, or a number where that is not known.
static bool is_vague(tk_infer *self, tk_value found, const tk_value_row *said)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, found, members);
    bool vague = false;
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        bool array = row->kind == TK_VALUE_INSTANCE && row->ref == said->ref;
        if (array ? row->rank >= 0 || tk_rank_least(row->rank) > said->rank
                  : !said->rank || tk_value_family(self->pool, members[i]) != TK_FAMILY_SCALAR)
            return false;
        vague |= array;
    }
    return vague;
}

// What the code gives, with what the documentation says besides: of a tuple each item for itself.
static tk_value with_documented(tk_infer *self, tk_value found, tk_value said, int deep)
{
    tk_value_row row = *tk_value_of(self->pool, said);
    uint32_t count = tk_value_known_items(self->pool, found);
    if (said.i == TK_UNKNOWN.i || tk_value_has_unknown(self->pool, found))
        return said.i == TK_UNKNOWN.i ? found : said;
    if (tk_value_family(self->pool, said) == TK_FAMILY_ARRAY && is_vague(self, found, &row)) {
        tk_value members[TK_UNION_MOST];
        uint32_t kinds = tk_value_members(self->pool, found, members);
        for (uint32_t i = 0; i < kinds; i++)
            if (tk_value_of(self->pool, members[i])->ref == row.ref) {
                tk_value_row array = *tk_value_of(self->pool, members[i]);
                array.rank = row.rank;
                return tk_pool_intern(self->pool, array);
            }
    }
    if (!deep || !count || count > TK_ITEMS_MOST || tk_value_family(self->pool, found) != TK_FAMILY_TUPLE ||
        count != tk_value_known_items(self->pool, said))
        return found;
    tk_value items[TK_ITEMS_MOST];
    for (uint32_t i = 0; i < count; i++)
        items[i] = with_documented(self, tk_value_item(self->pool, found, i),
                                   tk_value_item(self->pool, said, i), deep - 1);
    return tk_value_tuple(self->pool, items, count);
}

tk_fact tk_define_result(tk_infer *self, uint32_t index, tk_fact found)
{
    const tk_def *def = &self->program.defs.at[index];
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, found.value, members);
    bool open = false;
    if (def->returns.i) {
        tk_fact said = found.value.i == TK_UNKNOWN.i
                           ? tk_annotation_value(self, def->returns, def->parent_scope) : TK_FACT_BOTTOM;
        return said.value.i == TK_BOTTOM.i ? found : said;
    }
    for (uint32_t i = 0; i < count; i++)
        open |= members[i].i == TK_UNKNOWN.i;
    if (found.value.i == TK_BOTTOM.i)
        return found;
    tk_fact said = documented_result(self, index);
    if (said.value.i == TK_BOTTOM.i || open)
        return said.value.i == TK_BOTTOM.i ? found : said;
    tk_fact ranked = found;
    ranked.value = with_documented(self, found.value, said.value, 1);
    if (ranked.value.i != found.value.i)
        ranked.certainty = tk_certainty_least(ranked.certainty, TK_LIKELY);
    return ranked;
}

// `def taken(x, stop={2, 3})`: nobody calls it, but what is passed is most likely such a container.
static tk_fact default_container(tk_infer *self, const tk_def_parameter *param)
{
    tk_family family = tk_value_family(self->pool, param->fallback.value);
    tk_fact given = param->fallback;
    if (!param->has_default || (family != TK_FAMILY_SET && family != TK_FAMILY_MAPPING))
        return TK_FACT_UNKNOWN;
    given.certainty = tk_certainty_least(given.certainty, TK_LIKELY);
    return given;
}

tk_fact tk_define_parameter(tk_infer *self, const tk_def *def, uint32_t index)
{
    const tk_def_parameter *param = &def->params[index];
    if (is_receiver(def, index))
        return receiver_fact(self, def);
    tk_fact passed = self->round > 1 ? param->before : param->passed;
    passed.certainty = tk_certainty_least(passed.certainty, TK_LIKELY);
    if (param->kind == TK_PARAMETER_STAR && tk_value_known_items(self->pool, passed.value))
        return passed;
    if (param->kind == TK_PARAMETER_STAR || param->kind == TK_PARAMETER_STARSTAR)
        return tk_define_rest(self, param->kind);
    tk_fact said = tk_define_said(self, def, index);
    if (said.value.i != TK_BOTTOM.i && contradicted(self, said, param))
        said = param->before;
    said = with_passed_rank(self, said, param->before);
    if (said.value.i != TK_BOTTOM.i)
        return param->has_default ? tk_join(self, said, param->fallback) : said;
    return passed.value.i == TK_BOTTOM.i ? default_container(self, param) : passed;
}
