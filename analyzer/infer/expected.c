// Errors that code expects: what raises them is deliberate. (Handlers that name them are lowered so.)
#include "infer/infer.h"

static uint32_t of_class(tk_infer *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self->pool, value);
    if (row->kind != TK_VALUE_CLASS || tk_project_class_index(row->ref))
        return 0;
    tk_name name = tk_class_of(self->catalog, (tk_class_id){row->ref})->name;
    tk_slice text = tk_names_text(self->names, name);
    return tk_slice_is(text, "builtins.TypeError")    ? TK_EXPECTS_TYPE_ERROR
           : tk_slice_is(text, "builtins.ValueError") ? TK_EXPECTS_VALUE_ERROR : 0;
}

// A class of errors, or a tuple of them.
static uint32_t of_argument(tk_infer *self, tk_value value)
{
    uint32_t expected = of_class(self, value), items = tk_value_known_items(self->pool, value);
    for (uint32_t i = 0; i < items; i++)
        expected |= of_class(self, tk_value_item(self->pool, value, i));
    return expected;
}

// pytest.raises(TypeError), assertRaises(TypeError, ...), contextlib.suppress(TypeError): whatever
// the call, a context that is given the class expects the error.
uint32_t tk_expected_in_context(tk_infer *self, const tk_frame *frame, tk_temp context)
{
    const tk_instr *call = &frame->code->instrs.at[context];
    uint32_t expected = 0;
    if (call->op != TK_OP_CALL)
        return 0;
    const tk_value_row *callee = tk_value_of(self->pool, frame->temps[call->a].value);
    if (callee->kind == TK_VALUE_FUNCTION &&
        tk_function_of(self->catalog, (tk_function_id){callee->ref})->expects_error)
        expected = TK_EXPECTS_AN_ERROR;
    for (uint32_t i = 0; i < call->n; i++)
        expected |= of_argument(
            self, frame->temps[frame->code->operands.at[call->list + i].temp].value);
    return expected;
}

void tk_expected_by_call(tk_infer *self, const tk_argument *arguments, uint32_t count)
{
    uint32_t expected = 0;
    for (uint32_t i = 0; i < count; i++)
        expected |= of_argument(self, arguments[i].fact.value);
    for (uint32_t i = 0; expected && i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, arguments[i].fact.value);
        tk_def *def = row->kind == TK_VALUE_DEF ? &self->program.defs.at[row->ref] : NULL;
        if (def && def->is_lambda && (def->expects & expected) != expected) {
            def->expects |= expected;
            self->changes++;
        }
    }
}

bool tk_expected_here(const tk_frame *frame, uint32_t errors)
{
    if (frame && errors & TK_EXPECTS_TYPE_ERROR && frame->deliberate & TK_EXPECTS_TO_TELL)
        return true;
    for (; frame; frame = frame->caller)
        if (frame->deliberate & errors)
            return true;
    return false;
}
