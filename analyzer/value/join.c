// The lattice: the least value that covers two.
#include <assert.h>
#include <string.h>

#include "value/derivation.h"
#include "value/fact.h"
#include "value/value.h"

static tk_value join_tuples(tk_pool *pool, tk_value a, tk_value b)
{
    const tk_value_row *ra = tk_value_of(pool, a), *rb = tk_value_of(pool, b);
    uint32_t na = tk_value_item_count(pool, a), nb = tk_value_item_count(pool, b);
    bool same_shape = na == nb && !((ra->flags | rb->flags) & TK_FLAG_VARIADIC);
    if (same_shape) {
        tk_value items[TK_ITEMS_MOST];
        for (uint32_t i = 0; i < na; i++)
            items[i] = tk_value_join(pool, tk_value_item(pool, a, i), tk_value_item(pool, b, i));
        return tk_value_tuple(pool, items, na);
    }
    tk_value all = TK_BOTTOM;
    for (uint32_t i = 0; i < na; i++)
        all = tk_value_join(pool, all, tk_value_item(pool, a, i));
    for (uint32_t i = 0; i < nb; i++)
        all = tk_value_join(pool, all, tk_value_item(pool, b, i));
    return tk_value_tuple_of(pool, all);
}

static tk_seq join_dims(tk_pool *pool, const tk_value_row *a, const tk_value_row *b)
{
    uint32_t count = tk_seq_length(pool, a->dims);
    if (count == 0 || tk_seq_length(pool, b->dims) != count)
        return (tk_seq){0};
    uint32_t dims[32];
    bool known = false;
    for (uint32_t i = 0; i < count; i++) {
        uint32_t x = tk_seq_at(pool, a->dims, i);
        dims[i] = x == tk_seq_at(pool, b->dims, i) ? x : TK_DIM_UNKNOWN;
        known |= dims[i] != TK_DIM_UNKNOWN;
    }
    return known ? tk_pool_seq(pool, dims, count) : (tk_seq){0};
}

// Items of two lists, sets, iterators or mappings of one class and one object.
static tk_seq join_items(tk_pool *pool, tk_value a, tk_value b)
{
    uint32_t na = tk_value_item_count(pool, a), nb = tk_value_item_count(pool, b);
    uint32_t ids[TK_ITEMS_MOST];
    uint32_t count = na < nb ? na : nb;
    if (na != nb && count == 0)   // `list` without items says nothing of its elements
        return (tk_seq){0};
    for (uint32_t i = 0; i < count; i++)
        ids[i] = tk_value_join(pool, tk_value_item(pool, a, i), tk_value_item(pool, b, i)).i;
    return tk_pool_seq(pool, ids, count);
}

// Can the two stand as one member of a union? Then *joined is that member.
static bool merge(tk_pool *pool, tk_value a, tk_value b, tk_value *joined)
{
    tk_value_row ra = *tk_value_of(pool, a), rb = *tk_value_of(pool, b);
    if (a.i == b.i) {
        *joined = a;
        return true;
    }
    if (ra.kind != TK_VALUE_INSTANCE || rb.kind != TK_VALUE_INSTANCE || ra.ref != rb.ref ||
        ra.object.i != rb.object.i)
        return false;
    if (tk_value_family(pool, a) == TK_FAMILY_TUPLE) {
        tk_value_row row = *tk_value_of(pool, join_tuples(pool, a, b));
        row.derived = tk_derivation_join(pool, ra.derived, rb.derived);
        row.dims = ra.dims.i == rb.dims.i ? ra.dims : (tk_seq){0};
        *joined = tk_pool_intern(pool, row);
        return true;
    }
    tk_value_row row = ra;
    row.mixed = ra.mixed | rb.mixed | tk_arrays_differ(pool, a, b);
    row.derived = tk_derivation_join(pool, ra.derived, rb.derived);
    if (ra.rank != rb.rank) {
        int least[2] = {tk_rank_least(ra.rank), tk_rank_least(rb.rank)};
        row.rank = (int8_t)tk_rank_from(least[0] < least[1] ? least[0] : least[1]);
        row.dims = (tk_seq){0};
    } else {
        row.dims = join_dims(pool, &ra, &rb);
    }
    if (ra.dtype != rb.dtype)
        row.dtype = TK_DTYPE_UNKNOWN;
    if (ra.literal_kind != rb.literal_kind || ra.literal != rb.literal) {
        row.literal_kind = TK_LITERAL_NONE;
        row.literal = 0;
    }
    row.flags = ra.flags & rb.flags;
    row.items = join_items(pool, a, b);
    *joined = tk_pool_intern(pool, row);
    return true;
}

typedef struct member_list {
    tk_value at[2 * TK_UNION_MOST];
    uint32_t count;
} member_list;

static void add_member(tk_pool *pool, member_list *list, tk_value value)
{
    for (uint32_t i = 0; i < list->count; i++) {
        tk_value joined;
        if (merge(pool, list->at[i], value, &joined)) {
            list->at[i] = joined;
            return;
        }
    }
    list->at[list->count++] = value;
}

static tk_value union_of(tk_pool *pool, member_list *list)
{
    if (list->count == 1)
        return list->at[0];
    if (list->count > TK_UNION_MOST)
        return TK_UNKNOWN;
    uint32_t ids[TK_UNION_MOST];
    for (uint32_t i = 0; i < list->count; i++) {
        uint32_t j = i;
        for (; j > 0 && ids[j - 1] > list->at[i].i; j--)
            ids[j] = ids[j - 1];
        ids[j] = list->at[i].i;
    }
    tk_value_row row = {.kind = TK_VALUE_UNION, .rank = -1,
                        .items = tk_pool_seq(pool, ids, list->count)};
    return tk_pool_intern(pool, row);
}

// Recursion is bounded by TK_DEPTH_MOST, the nesting of values.
tk_value tk_value_join(tk_pool *self, tk_value a, tk_value b)
{
    if (a.i == b.i || b.i == TK_BOTTOM.i)
        return a;
    if (a.i == TK_BOTTOM.i)
        return b;
    member_list list = {.count = 0};
    tk_value members[TK_UNION_MOST];
    uint32_t count = tk_value_members(self, a, members);
    for (uint32_t i = 0; i < count; i++)
        add_member(self, &list, members[i]);
    count = tk_value_members(self, b, members);
    for (uint32_t i = 0; i < count; i++)
        add_member(self, &list, members[i]);
    return union_of(self, &list);
}

static tk_origin add_row(tk_origins *self, tk_origin_row row)
{
    if (self->rows.len == 0)
        tk_vec_push(&self->rows, ((tk_origin_row){0}));
    // The loop that makes the same origin again finds it among the latest ones.
    uint32_t oldest = self->rows.len > 16 ? self->rows.len - 16 : 1;
    for (uint32_t i = self->rows.len; i-- > oldest;) {
        const tk_origin_row *old = &self->rows.at[i];
        if (old->node.i == row.node.i && old->how == row.how && old->from.i == row.from.i &&
            old->taken == row.taken && old->taken_from.i == row.taken_from.i)
            return (tk_origin){i};
    }
    tk_vec_push(&self->rows, row);
    return (tk_origin){self->rows.len - 1};
}

tk_origin tk_origin_add(tk_origins *self, tk_node node, tk_how how, tk_origin from)
{
    return add_row(self, (tk_origin_row){node, from, (uint8_t)how, TK_TAKEN_NOT, {0}});
}

tk_origin tk_origin_taken(tk_origins *self, tk_origin origin, tk_taken taken, tk_object_id from)
{
    if (!origin.i)
        return origin;
    tk_origin_row row = self->rows.at[origin.i];
    row.taken = (uint8_t)taken;
    row.taken_from = taken == TK_TAKEN_NOT ? (tk_object_id){0} : from;
    return add_row(self, row);
}

tk_object_id tk_origin_taken_from(const tk_origins *self, tk_origin origin)
{
    return origin.i ? self->rows.at[origin.i].taken_from : (tk_object_id){0};
}

tk_taken tk_origin_is_taken(const tk_origins *self, tk_origin origin)
{
    return origin.i ? (tk_taken)self->rows.at[origin.i].taken : TK_TAKEN_NOT;
}

tk_how tk_origin_how(const tk_origins *self, tk_origin origin)
{
    return origin.i ? (tk_how)self->rows.at[origin.i].how : TK_HOW_UNKNOWN;
}

static tk_origin earlier(const tk_origins *origins, tk_origin a, tk_origin b)
{
    if (!a.i || !b.i)
        return a.i ? a : b;
    return origins->rows.at[a.i].node.i <= origins->rows.at[b.i].node.i ? a : b;
}

tk_fact tk_fact_join(tk_pool *pool, const tk_origins *origins, tk_fact a, tk_fact b)
{
    if (b.value.i == TK_BOTTOM.i)
        return a;
    if (a.value.i == TK_BOTTOM.i)
        return b;
    return (tk_fact){
        .value = tk_value_join(pool, a.value, b.value),
        .origin = earlier(origins, a.origin, b.origin),
        .certainty = tk_certainty_least(a.certainty, b.certainty),
        .keyed = a.keyed > b.keyed ? a.keyed : b.keyed,   // what is known later says more
    };
}
