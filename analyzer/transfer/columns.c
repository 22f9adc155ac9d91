// Transfers for what tables hold: a table knows its columns by their labels as a dict knows its values, a
// column its cells, a row the table that it comes from.
#include "transfer/transfer.h"

// The value, holding one thing that is known of its labels or cells.
static tk_fact holding(tk_infer *self, tk_fact made, tk_fact held)
{
    tk_value_row row = *tk_value_of(self->pool, made.value);
    if (row.kind != TK_VALUE_INSTANCE || held.value.i == TK_BOTTOM.i || held.value.i == TK_UNKNOWN.i)
        return made;
    row.items = tk_pool_seq(self->pool, &held.value.i, 1);
    made.value = tk_pool_intern(self->pool, row);
    made.certainty = tk_certainty_least(made.certainty, held.certainty);
    return made;
}

// Cells that hash by value, except texts, are left out: what becomes of numbers is the library's choice.
static tk_fact cells_of(tk_infer *self, tk_fact cells)
{
    tk_hash_set hash = tk_infer_hash(self, cells.value);
    if (tk_value_is_builtin(self->pool, cells.value, TK_BUILTIN_STR))
        return tk_fact_at(tk_value_builtin(self->pool, TK_BUILTIN_STR), cells.origin, cells.certainty);
    return hash.unknown || hash.value ? TK_FACT_BOTTOM : cells;
}

tk_fact tk_transfer_COLUMN(tk_infer *self, const tk_call *call)
{
    tk_fact x = call->roles[TK_ROLE_X], made = tk_typed_result(self, call, call->function->type);
    tk_family family = tk_value_family(self->pool, x.value);
    if (family != TK_FAMILY_LIST && family != TK_FAMILY_TUPLE)
        return made;
    return holding(self, made, cells_of(self, tk_iterate(self, x, call->role_nodes[TK_ROLE_X])));
}

tk_fact tk_transfer_CELLS(tk_infer *self, const tk_call *call)
{
    tk_fact cell = call->roles[TK_ROLE_X];
    cell.value = tk_value_item(self->pool, cell.value, 0);
    if (cell.value.i == TK_BOTTOM.i)
        cell = TK_FACT_UNKNOWN;
    else
        cell = tk_made(self, cell.value, call->node, TK_HOW_ELEMENT, cell);
    return tk_iterator_of(self, cell);
}

// What a function of the file gives for a cell becomes the new cells.
tk_fact tk_transfer_MAPPED(tk_infer *self, const tk_call *call)
{
    tk_fact function = call->roles[TK_ROLE_FUNCTION];
    if (tk_value_kind_of(self->pool, function.value) != TK_VALUE_DEF)
        return tk_transfer_APPLIED(self, call);
    tk_fact cell = tk_iterate(self, call->roles[TK_ROLE_X], call->node);
    tk_fact made = tk_call_simple(self, function, cell, call->node);
    // The number in a 0-d array that refuses to be hashed is taken out of it.
    bool number = tk_value_family(self->pool, made.value) == TK_FAMILY_ARRAY &&
                  tk_value_of(self->pool, made.value)->rank == 0 &&
                  tk_infer_hash(self, made.value).raises;
    return holding(self, tk_typed_result(self, call, call->function->type),
                   number ? TK_FACT_BOTTOM : cells_of(self, made));
}

// --- tables ------------------------------------------------------------------------------------------

// A column as the file gave it: a list of cells, or a column that knows its own.
static tk_fact cells_in(tk_infer *self, tk_fact column, tk_node node)
{
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self->pool, column.value, members);
    tk_fact all = TK_FACT_BOTTOM;
    for (uint32_t i = 0; i < count; i++) {
        tk_family family = tk_value_family(self->pool, members[i]);
        tk_value held = tk_value_item(self->pool, members[i], 0);
        tk_fact cell = tk_fact_at(TK_UNKNOWN, column.origin, column.certainty);
        if (family == TK_FAMILY_LIST || family == TK_FAMILY_TUPLE)
            cell = tk_iterate(self, tk_fact_at(members[i], column.origin, column.certainty), node);
        else if (family == TK_FAMILY_ARRAY && held.i != TK_BOTTOM.i)
            cell.value = held;
        all = tk_join(self, all, cell);
    }
    return all.value.i == TK_BOTTOM.i ? all : cells_of(self, all);
}

tk_fact tk_cells_under(tk_infer *self, tk_fact table, tk_value label, tk_node node)
{
    tk_fact cells = cells_in(self, tk_container_at(self, table, label), node);
    cells.certainty = tk_certainty_least(cells.certainty, TK_LIKELY);   // methods may change a table, too
    return cells;
}

tk_fact tk_labelled(tk_infer *self, const tk_call *call, const tk_type *type)
{
    tk_fact cells = tk_cells_under(self, call->roles[TK_ROLE_X], call->roles[TK_ROLE_INDEX].value,
                                   call->node);
    if (type && type->kind != TK_TYPE_UNKNOWN)
        return holding(self, tk_typed_result(self, call, type), cells);
    return cells.value.i == TK_BOTTOM.i ? TK_FACT_UNKNOWN
                                        : tk_made(self, cells.value, call->node, TK_HOW_ELEMENT, cells);
}

tk_fact tk_transfer_LABEL(tk_infer *self, const tk_call *call)
{
    return tk_labelled(self, call, call->function->type);
}

static tk_fact with_object(tk_infer *self, tk_fact made, tk_object_id object)
{
    tk_value_row row = *tk_value_of(self->pool, made.value);
    if (row.kind != TK_VALUE_INSTANCE)
        return made;
    row.object = object;
    made.value = tk_pool_intern(self->pool, row);
    return made;
}

tk_fact tk_transfer_VIEW(tk_infer *self, const tk_call *call)
{
    tk_object_id object = tk_value_of(self->pool, call->roles[TK_ROLE_X].value)->object;
    return with_object(self, tk_typed_result(self, call, call->function->type), object);
}

// The columns of a dict of them, or of a list of rows that are dicts with one value per column.
static void add_columns(tk_infer *self, const tk_call *call, tk_fact table, tk_fact from, bool rows)
{
    tk_value key;
    tk_fact part;
    for (uint32_t i = 0; tk_container_part(self, from.value, i, &key, &part); i++) {
        if (part.value.i == TK_BOTTOM.i)
            continue;
        if (rows)   // a column that knows its cells
            part = holding(self, tk_typed_result(self, call, call->function->scalar), part);
        tk_container_add(self, table, tk_fact_of(key), part);
    }
}

tk_fact tk_transfer_TABLE(tk_infer *self, const tk_call *call)
{
    tk_role role = tk_has_role(call, TK_ROLE_AXIS) ? TK_ROLE_AXIS : TK_ROLE_X;
    tk_fact from = call->roles[role], x = call->roles[TK_ROLE_X];
    tk_family family = tk_value_family(self->pool, from.value);
    bool says = family == (role == TK_ROLE_X ? TK_FAMILY_MAPPING : TK_FAMILY_LIST);
    tk_fact labels = says ? tk_iterate(self, from, call->role_nodes[role]) : TK_FACT_BOTTOM;
    bool text = tk_value_family(self->pool, labels.value) == TK_FAMILY_TEXT;
    tk_fact made = tk_typed_result(self, call, call->function->type);
    tk_class_id cls = tk_value_catalog_class(self->pool, made.value);
    tk_fact table = tk_container_new(self, cls, call->node, call->context);
    bool rows = tk_value_family(self->pool, x.value) == TK_FAMILY_LIST;
    if (rows)
        x = tk_iterate(self, x, call->role_nodes[TK_ROLE_X]);
    if (tk_value_family(self->pool, x.value) == TK_FAMILY_MAPPING)
        add_columns(self, call, table, x, rows);
    made = with_object(self, made, tk_value_of(self->pool, table.value)->object);
    return holding(self, made, text ? tk_fact_of(tk_value_builtin(self->pool, TK_BUILTIN_STR))
                                    : TK_FACT_BOTTOM);
}

// Rows as tuples with names, or as columns beside their label.
tk_fact tk_transfer_ROWS(tk_infer *self, const tk_call *call)
{
    tk_object_id object = tk_value_of(self->pool, call->roles[TK_ROLE_X].value)->object;
    tk_fact row = tk_typed_result(self, call, call->function->type);
    tk_value items[2] = {TK_UNKNOWN, TK_UNKNOWN};
    if (tk_value_family(self->pool, row.value) == TK_FAMILY_TUPLE) {
        tk_value_row tuple = *tk_value_of(self->pool, tk_value_tuple_of(self->pool, TK_UNKNOWN));
        tuple.ref = tk_value_of(self->pool, row.value)->ref;
        row.value = tk_pool_intern(self->pool, tuple);
        return tk_iterator_of(self, with_object(self, row, object));
    }
    items[1] = with_object(self, row, object).value;
    row.value = tk_value_tuple(self->pool, items, 2);
    return tk_iterator_of(self, row);
}
