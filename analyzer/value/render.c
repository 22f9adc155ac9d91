// Values as text: the notation of dumps, tests and `reveal_value`.
#include "value/value.h"

static void add_name(const tk_pool *pool, tk_name name, tk_text *out)
{
    tk_slice text = tk_names_text(tk_pool_catalog(pool)->names, name);
    if (tk_slice_starts(text, "builtins."))
        text = (tk_slice){text.at + 9, text.len - 9};
    tk_text_add_slice(out, text);
}

static void render_items(const tk_pool *pool, tk_value value, const tk_value_row *row, tk_text *out)
{
    uint32_t count = tk_value_item_count(pool, value);
    if (count == 0)
        return;
    tk_text_add_char(out, '[');
    for (uint32_t i = 0; i < count; i++) {
        if (i)
            tk_text_add_string(out, ", ");
        tk_value_render(pool, tk_value_item(pool, value, i), out);
    }
    if (row->flags & TK_FLAG_VARIADIC)
        tk_text_add_string(out, ", ...");
    tk_text_add_char(out, ']');
}

static void render_class(const tk_pool *pool, uint32_t ref, tk_text *out)
{
    if (ref >> 31)
        tk_text_format(out, "class#%u", (unsigned)(ref & 0x7FFFFFFFu));
    else
        add_name(pool, tk_class_of(tk_pool_catalog(pool), (tk_class_id){ref})->name, out);
}

static void render_instance(const tk_pool *pool, tk_value value, tk_text *out)
{
    const tk_value_row *row = tk_value_of(pool, value);
    if (tk_value_is_builtin(pool, value, TK_BUILTIN_NONE)) {
        tk_text_add_string(out, "None");
        return;
    }
    render_class(pool, row->ref, out);
    render_items(pool, value, row, out);
    if (tk_value_family(pool, value) != TK_FAMILY_ARRAY)
        return;
    if (row->rank >= 0)
        tk_text_format(out, " rank=%d", row->rank);
    if (row->dtype)
        tk_text_format(out, " dtype=%s", tk_dtype_text((tk_dtype)row->dtype));
}

void tk_value_render(const tk_pool *self, tk_value value, tk_text *out)
{
    const tk_value_row *row = tk_value_of(self, value);
    switch ((tk_value_kind)row->kind) {
    case TK_VALUE_BOTTOM:
        tk_text_add_string(out, "nothing");
        break;
    case TK_VALUE_UNKNOWN:
        tk_text_add_string(out, "unknown");
        break;
    case TK_VALUE_INSTANCE:
        render_instance(self, value, out);
        break;
    case TK_VALUE_CLASS:
        tk_text_add_string(out, "type[");
        render_class(self, row->ref, out);
        tk_text_add_char(out, ']');
        break;
    case TK_VALUE_MODULE:
        tk_text_add_string(out, "module");
        break;
    case TK_VALUE_FUNCTION:
        tk_text_add_string(out, "function ");
        add_name(self, tk_function_of(tk_pool_catalog(self), (tk_function_id){row->ref})->name, out);
        break;
    case TK_VALUE_DEF:
        tk_text_format(out, "def#%u", (unsigned)row->ref);
        break;
    case TK_VALUE_UNION:
        for (uint32_t i = 0; i < tk_value_item_count(self, value); i++) {
            if (i)
                tk_text_add_string(out, " | ");
            tk_value_render(self, tk_value_item(self, value, i), out);
        }
        break;
    }
}
