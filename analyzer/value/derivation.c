#include "value/derivation.h"

static const tk_derivation nothing = {0, {0}};

tk_derivation tk_derivation_at(const tk_pool *pool, tk_seq derived)
{
    if (!derived.i)
        return nothing;
    return (tk_derivation){tk_seq_at(pool, derived, 0), {tk_seq_at(pool, derived, 1)}};
}

static tk_seq derivation_seq(tk_pool *pool, tk_derivation derivation)
{
    uint32_t numbers[2] = {derivation.parts, derivation.source.i};
    return derivation.parts ? tk_pool_seq(pool, numbers, 2) : (tk_seq){0};
}

tk_value tk_value_with_derivation(tk_pool *pool, tk_value value, tk_derivation derivation)
{
    tk_value_row row = *tk_value_of(pool, value);
    if (row.kind != TK_VALUE_INSTANCE)
        return value;
    row.derived = derivation_seq(pool, derivation);
    return tk_pool_intern(pool, row);
}

uint8_t tk_arrays_differ(const tk_pool *pool, tk_value a, tk_value b)
{
    const tk_value_row *x = tk_value_of(pool, a), *y = tk_value_of(pool, b);
    if (tk_value_family(pool, a) != TK_FAMILY_ARRAY || tk_value_family(pool, b) != TK_FAMILY_ARRAY)
        return 0;
    bool shape = x->rank >= 0 && y->rank >= 0 && x->rank != y->rank;
    for (int i = 0; x->rank == y->rank && i < x->rank; i++) {
        uint32_t m = tk_value_dim(pool, a, (uint32_t)i), n = tk_value_dim(pool, b, (uint32_t)i);
        shape |= m != n && m != TK_DIM_UNKNOWN && n != TK_DIM_UNKNOWN;
    }
    bool dtype = x->dtype && y->dtype && x->dtype != y->dtype;
    return (uint8_t)((shape ? TK_MIXED_SHAPE : 0) | (dtype ? TK_MIXED_DTYPE : 0));
}

static uint32_t mixed_parts(uint8_t mixed)
{
    return (mixed & TK_MIXED_SHAPE ? (uint32_t)TK_DERIVED_MIXED_SHAPE : 0) |
           (mixed & TK_MIXED_DTYPE ? (uint32_t)TK_DERIVED_MIXED_DTYPE : 0);
}

tk_derivation tk_derivation_either(tk_pool *pool, tk_derivation a, tk_derivation b)
{
    if (!a.parts || !b.parts) {
        tk_derivation one = a.parts ? a : b;
        one.parts |= one.parts ? TK_DERIVED_PLAIN : 0;
        return one;
    }
    const uint32_t kept = TK_DERIVED_META | TK_DERIVED_OTHER;
    uint32_t content = (a.parts | b.parts) & TK_DERIVED_CONTENT;
    uint32_t beside = (content ? a.parts & b.parts : a.parts | b.parts) & kept;
    return (tk_derivation){
        .parts = ((a.parts | b.parts) & ~kept) | beside |
                 mixed_parts(tk_arrays_differ(pool, a.source, b.source)),
        .source = tk_value_join(pool, a.source, b.source),
    };
}

tk_seq tk_derivation_join(tk_pool *pool, tk_seq a, tk_seq b)
{
    if (a.i == b.i)
        return a;
    return derivation_seq(pool, tk_derivation_either(pool, tk_derivation_at(pool, a),
                                                     tk_derivation_at(pool, b)));
}

static bool is_constant(const tk_pool *pool, tk_value value)
{
    const tk_value_row *row = tk_value_of(pool, value);
    return row->kind == TK_VALUE_INSTANCE && row->literal_kind != TK_LITERAL_NONE;
}

tk_derivation tk_derivation_beside(tk_pool *pool, tk_derivation a, tk_value value)
{
    tk_derivation b = tk_derivation_of(pool, value);
    if (!b.parts) {
        a.parts |= is_constant(pool, value) ? 0 : TK_DERIVED_OTHER;
        return a;
    }
    bool first = a.source.i && (a.parts & TK_DERIVED_CONTENT || !(b.parts & TK_DERIVED_CONTENT));
    return (tk_derivation){a.parts | b.parts, first ? a.source : b.source};
}

static tk_derivation of_tuple(tk_pool *pool, tk_value tuple)
{
    tk_derivation all = nothing;
    uint32_t count = tk_value_item_count(pool, tuple);
    for (uint32_t i = 0; i < count; i++)
        all = tk_derivation_beside(pool, all, tk_value_item(pool, tuple, i));
    return all.source.i ? all : nothing;
}

// Recursion is bounded by TK_DEPTH_MOST, the nesting of values.
tk_derivation tk_derivation_of(tk_pool *pool, tk_value value)
{
    const tk_value_row *row = tk_value_of(pool, value);
    if (row->kind == TK_VALUE_UNION) {
        tk_value members[TK_UNION_MOST];
        uint32_t count = tk_value_members(pool, value, members);
        tk_derivation all = tk_derivation_of(pool, members[0]);
        for (uint32_t i = 1; i < count; i++)
            all = tk_derivation_either(pool, all, tk_derivation_of(pool, members[i]));
        return all;
    }
    if (row->kind != TK_VALUE_INSTANCE)
        return nothing;
    if (row->derived.i)
        return tk_derivation_at(pool, row->derived);
    return tk_value_family(pool, value) == TK_FAMILY_TUPLE ? of_tuple(pool, value) : nothing;
}
