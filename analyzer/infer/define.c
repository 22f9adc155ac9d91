// The file's own functions and classes: defining them, and calling them with the caller's values.
#include "infer/fields.h"

#include "base/hash.h"

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

// What the body bound is what the class has.
static void read_members(tk_infer *self, const tk_frame *body, uint32_t project_class)
{
    self->program.classes.at[project_class].members.len = 0;
    for (uint32_t i = 1; i < body->code->instrs.len; i++) {
        const tk_instr *instr = &body->code->instrs.at[i];
        if (instr->op != TK_OP_STORE)
            continue;
        tk_class_attribute member = {{instr->c}, body->slots[instr->a], TK_FACT_BOTTOM,
                                     TK_FACT_BOTTOM};
        const tk_instr *typed = &body->code->instrs.at[instr->b];
        if (tk_value_of(self->pool, member.fact.value)->flags & TK_FLAG_FIELD &&
            tk_value_kind_of(self->pool, member.fact.value) == TK_VALUE_INSTANCE)
            member.fact = typed->op == TK_OP_TYPED
                              ? tk_annotation_value(self, (tk_node){typed->a}, body->code->scope)
                              : TK_FACT_UNKNOWN;
        tk_project_class *made = &self->program.classes.at[project_class];   // linking moves the rows
        uint32_t k = 0;
        while (k < made->members.len && made->members.at[k].name.i != member.name.i)
            k++;
        if (k < made->members.len)
            made->members.at[k] = member;
        else
            tk_vec_push(&made->members, member);
    }
}

tk_fact tk_define_class(tk_infer *self, tk_frame *frame, uint32_t index)
{
    const tk_instr instr = frame->code->instrs.at[index];
    tk_value value = tk_value_class(self->pool, (tk_class_ref){instr.a | 1u << 31});
    self->touched++;
    read_bases(self, frame, &instr);
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

static tk_fact rest_fact(tk_infer *self, tk_parameter_kind kind)
{
    if (kind == TK_PARAMETER_STAR)
        return tk_fact_of(tk_value_tuple_of(self->pool, TK_UNKNOWN));
    tk_value items[2] = {tk_value_builtin(self->pool, TK_BUILTIN_STR), TK_UNKNOWN};
    return tk_fact_of(tk_value_generic(self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_DICT),
                                       items, 2));
}

// Annotated as an array, but every call in the file passes something that hashes by value: the calls
// are right.
static bool contradicted(tk_infer *self, tk_fact said, const tk_def_parameter *param)
{
    tk_hash_set annotated = tk_infer_hash(self, said.value);
    tk_hash_set passed = tk_infer_hash(self, param->before.value);
    return (annotated.raises || annotated.identity) && passed.value && !passed.raises &&
           !passed.identity && !passed.unknown;
}

tk_fact tk_define_parameter(tk_infer *self, const tk_def *def, uint32_t index)
{
    const tk_def_parameter *param = &def->params[index];
    if (is_receiver(def, index))
        return receiver_fact(self, def);
    if (param->kind == TK_PARAMETER_STAR || param->kind == TK_PARAMETER_STARSTAR)
        return rest_fact(self, param->kind);
    if (param->annotation.i) {
        tk_fact said = tk_annotation_value(self, param->annotation, def->parent_scope);
        if (said.value.i != TK_BOTTOM.i && contradicted(self, said, param))
            said = param->before;
        if (said.value.i != TK_BOTTOM.i)
            return param->has_default ? tk_join(self, said, param->fallback) : said;
    }
    tk_fact passed = self->round > 1 ? param->before : param->passed;
    if (passed.value.i == TK_BOTTOM.i)
        return TK_FACT_UNKNOWN;
    passed.certainty = tk_certainty_least(passed.certainty, TK_LIKELY);
    return passed;
}

// --- calls -----------------------------------------------------------------------------------------

typedef TK_VEC(tk_fact) fact_list;

static int64_t parameter_index(const tk_def *def, tk_name name)
{
    for (uint32_t i = 0; i < def->param_count; i++)
        if (def->params[i].name.i == name.i && def->params[i].kind != TK_PARAMETER_POSITIONAL)
            return i;
    return -1;
}

// `f(*pair)`: the items of a tuple of known length, one parameter each. False when they aren't known.
static bool spread_tuple(tk_infer *self, const tk_def *def, tk_fact whole, uint32_t *at,
                         fact_list *facts)
{
    uint32_t count = tk_value_item_count(self->pool, whole.value);
    if (tk_value_kind_of(self->pool, whole.value) != TK_VALUE_INSTANCE ||
        tk_value_family(self->pool, whole.value) != TK_FAMILY_TUPLE || !count ||
        tk_value_of(self->pool, whole.value)->flags & TK_FLAG_VARIADIC)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (*at < def->param_count && def->params[*at].kind <= TK_PARAMETER_NORMAL)
            facts->at[(*at)++] = tk_fact_at(tk_value_item(self->pool, whole.value, i),
                                            whole.origin, whole.certainty);
    return true;
}

// What `*rest` gets: a tuple of the arguments that no other parameter took.
static tk_fact rest_tuple(tk_infer *self, const fact_list *rest)
{
    tk_value items[TK_ITEMS_MOST];
    tk_fact tuple = tk_fact_of(TK_BOTTOM);
    if (rest->len > TK_ITEMS_MOST)
        return rest_fact(self, TK_PARAMETER_STAR);
    for (uint32_t i = 0; i < rest->len; i++) {
        tk_hash_set hash = tk_infer_hash(self, rest->at[i].value);
        if (!tuple.origin.i || hash.raises || hash.identity)
            tuple.origin = rest->at[i].origin;
        tuple.certainty = tk_certainty_least(tuple.certainty, rest->at[i].certainty);
        items[i] = rest->at[i].value;
    }
    tuple.value = tk_value_tuple(self->pool, items, rest->len);
    return tuple;
}

// One fact per parameter; what is not passed has its default, else BOTTOM.
static void bind_parameters(tk_infer *self, uint32_t index, tk_fact receiver,
                            const tk_argument *arguments, uint32_t count, fact_list *facts)
{
    const tk_def row = self->program.defs.at[index], *def = &row;   // linking moves the rows
    uint32_t at = 0;
    bool spread = false, starred = false;
    fact_list rest = {0};
    for (uint32_t i = 0; i < def->param_count; i++)
        tk_vec_push(facts, TK_FACT_BOTTOM);
    if (receiver.value.i != TK_BOTTOM.i && def->param_count)
        facts->at[at++] = receiver;
    for (uint32_t i = 0; i < count; i++) {
        const tk_argument *argument = &arguments[i];
        int64_t place = -1;
        if (argument->kind == TK_OPERAND_KEYWORD)
            place = parameter_index(def, argument->name);
        else if (argument->kind == TK_OPERAND_STAR && !spread &&
                 spread_tuple(self, def, argument->fact, &at, facts)) {
            starred = true;
            continue;
        } else if (argument->kind != TK_OPERAND_PLAIN)
            spread = true;
        else if (at < def->param_count && def->params[at].kind <= TK_PARAMETER_NORMAL && !spread)
            place = at++;
        if (place >= 0 && def->params[place].kind != TK_PARAMETER_STARSTAR)
            facts->at[place] = argument->fact;
        else if (argument->kind == TK_OPERAND_PLAIN && !spread && !starred)
            tk_vec_push(&rest, argument->fact);
        else
            tk_container_escape(self, argument->fact);
    }
    for (uint32_t i = 0; i < def->param_count; i++) {
        const tk_def_parameter *param = &def->params[i];
        if (param->kind == TK_PARAMETER_STAR && !spread && !starred)
            facts->at[i] = rest_tuple(self, &rest);
        else if (param->kind == TK_PARAMETER_STAR || param->kind == TK_PARAMETER_STARSTAR)
            facts->at[i] = rest_fact(self, param->kind);
        else if (facts->at[i].value.i == TK_BOTTOM.i)
            facts->at[i] = spread || !param->has_default ? TK_FACT_UNKNOWN : param->fallback;
    }
    tk_vec_free(&rest);
}

static void remember_passed(tk_infer *self, uint32_t index, fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++) {
        tk_def_parameter *param = &self->program.defs.at[index].params[i];
        facts->at[i].keyed = 0;
        tk_fact joined = tk_join(self, param->passed, facts->at[i]);
        if (!tk_fact_equal(joined, param->passed) && self->round == 1)
            self->changes++;
        param->passed = joined;
    }
}

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
    const tk_def *def = &self->program.defs.at[index];
    tk_fact result = frame->result;
    if (!frame->dead && !def->is_lambda && !def->generator)
        result = tk_join(self, result, tk_fact_of(tk_value_none(self->pool)));
    if (def->generator) {
        tk_value item = frame->yielded.value.i == TK_BOTTOM.i ? TK_UNKNOWN : frame->yielded.value;
        result = frame->yielded;
        result.value = tk_value_generic(
            self->pool, tk_pool_builtin(self->pool, TK_BUILTIN_ITERATOR), &item, 1);
    }
    if (result.value.i == TK_BOTTOM.i)
        result = TK_FACT_UNKNOWN;
    if (result.value.i == TK_UNKNOWN.i && def->returns.i) {
        tk_fact said = tk_annotation_value(self, def->returns, def->parent_scope);
        if (said.value.i != TK_BOTTOM.i)
            result = said;
    }
    return result;
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

// The argument that is passed for parameter `index`; NULL when that is not plain to see.
static const tk_argument *argument_for(const tk_def *def, uint32_t index, bool bound,
                                       const tk_argument *arguments, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++) {
        if (arguments[i].kind == TK_OPERAND_KEYWORD &&
            arguments[i].name.i == def->params[index].name.i)
            return &arguments[i];
        if (arguments[i].kind == TK_OPERAND_STAR)
            return NULL;
        if (arguments[i].kind == TK_OPERAND_PLAIN && i + bound == index &&
            def->params[index].kind <= TK_PARAMETER_NORMAL)
            return &arguments[i];
    }
    return NULL;
}

// `pipeline` of the call pipeline.steps(2): the receiver is an argument like the others.
static tk_node receiver_node(const tk_infer *self, tk_node call)
{
    tk_node function = tk_node_first(self->nodes, call);
    tk_node object = tk_node_first(self->nodes, function);
    return object.i ? object : function;
}

// Arguments of parameters that a compiler takes for parts of the program: it caches what it compiles
// by their hash.
static void nominate_static(tk_infer *self, tk_value_row callee, tk_fact receiver,
                            const tk_argument *arguments, uint32_t count, tk_node node)
{
    const tk_def row = self->program.defs.at[callee.ref], *def = &row;   // linking moves the rows
    bool bound = receiver.value.i != TK_BOTTOM.i;
    for (uint32_t i = 0; i < def->param_count && i < 32; i++) {
        if (!(callee.literal >> i & 1))
            continue;
        const tk_argument *passed = argument_for(def, i, bound, arguments, count);
        bool own = bound && i == 0 && tk_node_kind(self->nodes, node) == TK_KIND_CALL;
        if (passed || own)
            tk_nominate(self, self->top, (tk_nomination){
                .kind = TK_SITE_STATIC_ARGUMENT, .site = node,
                .key = own ? receiver_node(self, node) : passed->node,
                .fact = own ? receiver : passed->fact, .container = TK_FACT_BOTTOM,
                .by_model = true});
    }
}

// How the code of another module is entered by a call: from the file's own code, or further in.
static const tk_entry *entry_into(const tk_infer *self, uint32_t index, const tk_entry *call)
{
    if (!self->program.defs.at[index].home.module)
        return NULL;
    return self->top && self->top->entry ? self->top->entry : call;
}

// Other modules' functions were analysed where they stand: going through their calls again is worth
// it near the file's own code, with arguments that say more than numbers and texts do.
static bool worth_a_context(tk_infer *self, uint32_t index, const fact_list *facts)
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
    return far == 0 || (tells && far < TK_FOREIGN_DEPTH);
}

static tk_fact run_in_context(tk_infer *self, uint32_t index, const fact_list *facts,
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
    numbers[count++] = (uint32_t)least;
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
    way_in way = {.facts = facts->at, .context = id, .entry = entry_into(self, index, call)};
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

// What is passed to another module's function is marked with the argument it stands in, so that what
// is hashed there leads back to it.
static void mark_arguments(tk_infer *self, const tk_entry *call, fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++)
        for (uint32_t k = 0; k < call->count; k++) {
            tk_fact passed = call->arguments[k].fact;
            if (passed.value.i != facts->at[i].value.i || passed.origin.i != facts->at[i].origin.i ||
                call->arguments[k].kind == TK_OPERAND_STAR)
                continue;
            facts->at[i].origin =
                tk_origin_add(&self->origins, call->arguments[k].node,
                              tk_origin_how(&self->origins, passed.origin), passed.origin);
            break;
        }
}

static void nominate_cached(tk_infer *self, tk_fact receiver, const tk_argument *arguments,
                            uint32_t count, tk_node node)
{
    if (receiver.value.i != TK_BOTTOM.i && tk_node_kind(self->nodes, node) == TK_KIND_CALL)
        tk_nominate(self, self->top, (tk_nomination){
            .kind = TK_SITE_CACHED_ARGUMENT, .site = node, .key = receiver_node(self, node),
            .fact = receiver, .container = TK_FACT_BOTTOM, .by_model = true});
    for (uint32_t i = 0; i < count; i++) {
        tk_fact fact = arguments[i].fact;   // f(*args, **kwargs) hashes what is inside
        if (arguments[i].kind == TK_OPERAND_STAR)
            fact = tk_iterate(self, fact, arguments[i].node);
        else if (arguments[i].kind == TK_OPERAND_STARSTAR)
            fact = tk_container_contents(self, fact).element;
        tk_nominate(self, self->top, (tk_nomination){
            .kind = TK_SITE_CACHED_ARGUMENT, .site = node, .key = arguments[i].node,
            .fact = fact, .container = TK_FACT_BOTTOM, .by_model = true});
    }
}

// A compiled function gets arrays where it is called with numbers.
static void trace_numbers(tk_infer *self, tk_class_id array_class, uint32_t is_static,
                          fact_list *facts)
{
    for (uint32_t i = 0; i < facts->len; i++)
        if (!(i < 32 && is_static >> i & 1) &&
            tk_value_family(self->pool, facts->at[i].value) == TK_FAMILY_SCALAR)
            facts->at[i].value = tk_value_array(self->pool, (tk_class_ref){array_class.i}, 0, NULL,
                                                TK_DTYPE_UNKNOWN);
}

static void apply_effects(tk_infer *self, uint32_t context, bool bound,
                          const tk_argument *arguments, uint32_t count, tk_node node)
{
    uint32_t effects = context ? self->memos.at[context - 1].effects.len : 0;
    for (uint32_t i = 0; i < effects; i++) {
        tk_keyed_effect effect = self->memos.at[context - 1].effects.at[i];
        const tk_def *def = &self->program.defs.at[self->memos.at[context - 1].def];
        const tk_argument *passed = argument_for(def, effect.parameter, bound, arguments, count);
        if (passed)
            tk_keyed_apply(self, self->top, &effect, passed->fact, passed->node, node);
    }
}

tk_fact tk_def_call(tk_infer *self, tk_value callee, const tk_argument *arguments, uint32_t count,
                    tk_node node)
{
    const tk_value_row row = *tk_value_of(self->pool, callee);
    const tk_entry entry = {node, arguments, count};
    fact_list facts = {0};
    tk_link_def(self, row.ref);
    tk_fact receiver = TK_FACT_BOTTOM;
    if (row.items.i)
        receiver = tk_fact_of(tk_value_item(self->pool, callee, 0));
    bool cached = row.flags & TK_FLAG_CACHED;
    if (cached) {
        nominate_cached(self, receiver, arguments, count, node);
        tk_keyed_call(self, self->top, row.ref, arguments, count);
    }
    if (row.literal)
        nominate_static(self, row, receiver, arguments, count, node);
    bind_parameters(self, row.ref, receiver, arguments, count, &facts);
    if (row.flags & TK_FLAG_TRACED)
        trace_numbers(self, self->program.defs.at[row.ref].traced_as, row.literal, &facts);
    remember_passed(self, row.ref, &facts);
    // A parameter that is annotated and given something unknown is what the annotation says.
    for (uint32_t i = 0; i < facts.len; i++) {
        const tk_def *def = &self->program.defs.at[row.ref];
        if (facts.at[i].value.i == TK_UNKNOWN.i && def->params[i].annotation.i) {
            tk_fact said = tk_annotation_value(self, def->params[i].annotation, def->parent_scope);
            if (said.value.i != TK_BOTTOM.i)
                facts.at[i] = said;
        }
    }
    if (entry_into(self, row.ref, &entry) == &entry)
        mark_arguments(self, &entry, &facts);
    uint32_t context;
    tk_fact result = run_in_context(self, row.ref, &facts, &entry, &context);
    apply_effects(self, context, receiver.value.i != TK_BOTTOM.i, arguments, count, node);
    self->gave_keyed = cached ? tk_keyed_result(self, row.ref, node) : 0;
    tk_vec_free(&facts);
    return result;
}

void tk_def_analyse(tk_infer *self, uint32_t def)
{
    fact_list facts = {0};
    if (self->program.defs.at[def].running)
        return;
    for (uint32_t i = 0; i < self->program.defs.at[def].param_count; i++)
        tk_vec_push(&facts, tk_define_parameter(self, &self->program.defs.at[def], i));
    tk_fact result = run_def(self, def, &(way_in){.facts = facts.at});
    self->program.defs.at[def].result = result;
    tk_vec_free(&facts);
}

tk_fact tk_class_call(tk_infer *self, uint32_t project_class, const tk_argument *arguments,
                      uint32_t count, tk_node node)
{
    tk_fact instance = tk_made(self, tk_project_instance(self, project_class), node, TK_HOW_MADE,
                               TK_FACT_BOTTOM);
    tk_value init = tk_member_special(self, instance.value, "__init__");
    if (tk_value_kind_of(self->pool, init) == TK_VALUE_DEF)
        tk_def_call(self, init, arguments, count, node);
    else
        for (uint32_t i = 0; i < count; i++)
            tk_container_escape(self, arguments[i].fact);
    return tk_fields_fill(self, instance, arguments, count);
}
