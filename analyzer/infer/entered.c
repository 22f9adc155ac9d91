// What another module hashes, and has from the file's own code, is a finding of the call that passes it.
#include "infer/infer.h"

// The argument of a call of this file that led to a value hashed in another module; NULL when that
// module has it from elsewhere, or from inside an argument.
static const tk_argument *argument_hashed(const tk_infer *self, const tk_entry *entry, tk_fact fact)
{
    for (tk_origin at = fact.origin; entry && at.i; at = self->origins.rows.at[at.i].from)
        for (uint32_t i = 0; i < entry->count; i++)
            if (entry->arguments[i].node.i == self->origins.rows.at[at.i].node.i)
                return &entry->arguments[i];
    return NULL;
}

// A set of variables, by slot; those behind the first 64 are left out.
typedef uint64_t variables;

static variables variable(uint32_t slot)
{
    return slot < 64 ? (variables)1 << slot : 0;
}

// Which parameters the variables and operations of a code follow from, by the names in it alone: of
// all that is stored in a variable, whatever the order.
typedef struct following {
    const tk_code *code;
    variables *slots, *temps;
    bool deep;      // through what is stored in variables, too
    bool changed;
} following;

static variables of_operands(const following *self, const tk_instr *instr)
{
    variables found = 0;
    for (uint32_t i = 0; i < instr->n; i++)
        found |= self->temps[self->code->operands.at[instr->list + i].temp];
    return found;
}

static void into_slot(following *self, uint32_t slot, variables found)
{
    found = self->deep ? found : 0;
    self->changed |= (self->slots[slot] | found) != self->slots[slot];
    self->slots[slot] |= found;
}

// `rows.append(x)`, `rows[i] = x`: a variable holds what is put into it.
static void into_container(following *self, tk_temp container, variables found)
{
    const tk_instr *at = &self->code->instrs.at[container];
    if (at->op == TK_OP_LOAD)
        into_slot(self, at->a, found);
}

// `self.key(x)` follows from x, `rows.first()` from rows.
static variables of_call(following *self, const tk_instr *instr)
{
    const tk_instr *callee = &self->code->instrs.at[instr->a];
    variables passed = of_operands(self, instr);
    if (callee->op == TK_OP_ATTRIBUTE)
        into_container(self, callee->a, passed);
    return passed ? passed : self->temps[instr->a];
}

static variables of_instr(following *self, const tk_instr *instr)
{
    switch ((tk_op)instr->op) {
    case TK_OP_LOAD:
        return self->slots[instr->a];
    case TK_OP_STORE:
        into_slot(self, instr->a, self->temps[instr->b]);
        return 0;
    case TK_OP_SET_SUBSCRIPT:
        into_container(self, instr->a, self->temps[instr->c]);
        return 0;
    case TK_OP_ADD_TO:
        self->temps[instr->a] |= self->temps[instr->b] | self->temps[instr->c];
        return 0;
    case TK_OP_CALL:
        return of_call(self, instr);
    case TK_OP_SUBSCRIPT:
    case TK_OP_BINARY:
    case TK_OP_AND:
    case TK_OP_OR:
    case TK_OP_CHOICE:
        return self->temps[instr->a] | self->temps[instr->b];
    case TK_OP_ATTRIBUTE:
    case TK_OP_UNARY:
    case TK_OP_VALUE:
    case TK_OP_ELEMENT:
    case TK_OP_UNPACK:
    case TK_OP_ENTER:
        return self->temps[instr->a];
    case TK_OP_TYPED:
        return self->temps[instr->b];
    case TK_OP_TUPLE:
    case TK_OP_LIST:
    case TK_OP_SET:
    case TK_OP_DICT:
        return of_operands(self, instr);
    default:   // answers, texts and what comes from elsewhere
        return 0;
    }
}

// A loop hands on to its beginning; what goes round more often than this is rare.
enum { PASSES_MOST = 4 };

static following follow(const tk_code *code, bool deep)
{
    following self = {.code = code, .deep = deep, .changed = true};
    self.slots = tk_memory_zero(code->slot_count + 1, sizeof *self.slots);
    self.temps = tk_memory_zero(code->instrs.len + 1, sizeof *self.temps);
    for (uint32_t slot = 0; slot < code->slot_count; slot++)
        self.slots[slot] = variable(slot);
    for (int pass = 0; pass < PASSES_MOST && self.changed; pass++) {
        self.changed = false;
        for (uint32_t i = 1; i < code->instrs.len; i++)
            self.temps[i] |= of_instr(&self, &code->instrs.at[i]);
    }
    return self;
}

static void unfollow(following *self)
{
    free(self->slots);
    free(self->temps);
}

static variables behind_node(const tk_code *code, tk_node node, bool deep)
{
    following self = follow(code, deep);
    variables found = 0;
    for (uint32_t i = 1; i < code->instrs.len; i++)
        if (code->instrs.at[i].node.i == node.i)
            found |= self.temps[i];
    unfollow(&self);
    return found;
}

// Does a call that passes something as `name`, or at `place`, pass it for one of the variables?
static bool is_passed_for(const tk_def *def, variables wanted, uint8_t kind, tk_name name, uint32_t place)
{
    place += def->class_index && !def->is_static;
    for (uint32_t i = 0; i < def->param_count; i++) {
        const tk_def_parameter *param = &def->params[i];
        bool starred = param->kind > TK_PARAMETER_NORMAL;
        bool is = kind == TK_OPERAND_KEYWORD ? param->name.i == name.i
                  : kind == TK_OPERAND_PLAIN ? !starred && i == place
                                             : starred;
        if (is && wanted & variable(param->slot))
            return true;
    }
    return false;
}

// What the caller has these variables of its callee from.
static variables behind_call(const tk_infer *self, const tk_frame *frame, variables wanted)
{
    const tk_def *def = &self->program.defs.at[frame->def];
    const tk_frame *caller = frame->caller;
    const tk_instr *instr = &caller->code->instrs.at[caller->at];
    if (instr->op != TK_OP_CALL)   // by an operator, or iterating: too much of that depends on the classes
        return 0;
    following behind = follow(caller->code, true);
    bool bound = def->class_index && !def->is_static && wanted & variable(def->params[0].slot);
    variables found = bound ? behind.temps[instr->a] : 0;
    for (uint32_t i = 0; i < instr->n; i++) {
        const tk_operand *operand = &caller->code->operands.at[instr->list + i];
        if (is_passed_for(def, wanted, operand->kind, operand->name, i))
            found |= behind.temps[operand->temp];
    }
    unfollow(&behind);
    return found;
}

static bool holds_things(const tk_infer *self, const tk_argument *argument)
{
    tk_value value = argument->fact.value;
    tk_family family = tk_value_family(self->pool, value);
    return (argument->kind == TK_OPERAND_PLAIN || argument->kind == TK_OPERAND_KEYWORD) &&
           tk_value_kind_of(self->pool, value) == TK_VALUE_INSTANCE && family != TK_FAMILY_SCALAR &&
           family != TK_FAMILY_TEXT && !tk_value_is_builtin(self->pool, value, TK_BUILTIN_NONE);
}

// The arguments with things inside that these variables of the function that was entered are passed as.
static uint32_t passed_as(const tk_infer *self, const tk_frame *entered, variables wanted,
                          const tk_argument **found)
{
    const tk_entry *entry = entered->entry;
    const tk_def *def = &self->program.defs.at[entered->def];
    uint32_t count = 0;
    for (uint32_t i = 0; wanted && i < entry->count; i++) {
        const tk_argument *argument = &entry->arguments[i];
        if (!holds_things(self, argument) ||
            !is_passed_for(def, wanted, argument->kind, argument->name, i))
            continue;
        *found = argument;
        count++;
    }
    return count;
}

// Lists and dicts come out of arguments where nobody put them: what one key has, every key has.
static bool is_array(tk_infer *self, tk_value value)
{
    tk_inside inside;
    tk_value culprit = tk_infer_culprit(self, value, &inside);
    return tk_value_family(self->pool, culprit) == TK_FAMILY_ARRAY;
}

// What the other module does not know by itself, and has not from an argument as it is, it has from
// inside one (`d[boxes.rows]`, `d[mean(vectors)]`, `for row in rows: d[row]`): the only argument with
// things inside that the key names, or else the only one that it follows from.
static const tk_argument *argument_around(tk_infer *self, const tk_frame *frame,
                                          const tk_nomination *nomination)
{
    const tk_argument *found = NULL;
    uint32_t count = 0;
    int depth = is_array(self, nomination->fact.value) ? 2 : 1;
    for (int deep = 0; deep < depth && !count && frame->def; deep++) {
        const tk_frame *at = frame;
        variables wanted = behind_node(frame->code, nomination->key, deep);
        for (; at->caller && at->caller->entry == frame->entry; at = at->caller)
            wanted = deep && wanted && at->def && at->caller->def ? behind_call(self, at, wanted) : 0;
        count = passed_as(self, at, wanted, &found);
    }
    return count == 1 ? found : NULL;
}

// Does the other module's own report speak of this key already?
static bool is_reported_there(const tk_infer *self, tk_node key)
{
    const tk_node_table *table = tk_node_home(self->nodes, &key);
    for (uint32_t i = 1; i < self->links.list.len; i++) {
        const tk_infer *image = self->links.list.at[i].image;
        for (uint32_t k = 0; image->nodes == table && k < image->hashed.len; k++)
            if (image->hashed.at[k].i == key.i)
                return true;
    }
    return false;
}

bool tk_entered_move(tk_infer *self, tk_frame *frame, tk_nomination *nomination)
{
    const tk_entry *entry = frame->entry;
    const tk_argument *argument = argument_hashed(self, entry, nomination->fact);
    nomination->indirect = !argument || (nomination->part == TK_PART_WHOLE &&
                                         argument->fact.value.i != nomination->fact.value.i);
    if (!entry || is_reported_there(self, nomination->key))
        return false;
    if (!argument)
        argument = argument_around(self, frame, nomination);
    if (!argument || tk_node_is_foreign(argument->node) || !argument->node.i)
        return false;
    for (tk_frame *at = frame; at && at->entry == entry; at = at->caller)
        at->hashes = true;
    nomination->inner = nomination->key;
    nomination->site = entry->node;
    nomination->key = argument->node;
    nomination->container_node = (tk_node){0};
    nomination->by_model = true;
    return true;
}
