// Values with the contents of containers, for dumps, `explain` and reveal_value.
#include "infer/infer.h"

static void render_contents(tk_infer *self, tk_value value, tk_text *out)
{
    tk_value_row row = *tk_value_of(self->pool, value);
    tk_family family = tk_value_family(self->pool, value);
    tk_contents contents = tk_container_contents(self, tk_fact_of(value));
    tk_value items[2] = {contents.element.value, contents.element.value};
    uint32_t count = 1;
    if (family == TK_FAMILY_MAPPING) {
        items[0] = contents.key.value;
        count = 2;
    }
    row.object = (tk_object_id){0};
    bool empty = items[count - 1].i == TK_BOTTOM.i;
    uint32_t ids[2] = {items[0].i, items[1].i};
    row.items = empty ? (tk_seq){0} : tk_pool_seq(self->pool, ids, count);
    tk_value_render(self->pool, tk_pool_intern(self->pool, row), out);
}

void tk_infer_render_value(tk_infer *self, tk_value value, tk_text *out)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, value, members);
    for (uint32_t i = 0; i < count; i++) {
        const tk_value_row *row = tk_value_of(self->pool, members[i]);
        uint32_t project = tk_project_class_index(row->ref);
        if (i)
            tk_text_add_string(out, " | ");
        if (row->kind == TK_VALUE_INSTANCE && row->object.i && !row->items.i)
            render_contents(self, members[i], out);
        else if (row->kind == TK_VALUE_INSTANCE && project)
            tk_text_add_slice(out, tk_names_text(self->names,
                                                 self->program.classes.at[project].name));
        else
            tk_value_render(self->pool, members[i], out);
    }
}
