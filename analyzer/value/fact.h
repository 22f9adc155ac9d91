// Facts: a value with where it came from and how sure that is. Facts stand on nodes, in variables and
// in objects.
#ifndef TK_VALUE_FACT_H
#define TK_VALUE_FACT_H

#include "report/finding.h"
#include "syntax/node.h"
#include "value/value.h"

// Index into the unit's origins; 0 = none. An origin never takes part in comparing facts.
typedef struct tk_origin {
    uint32_t i;
} tk_origin;

// The very object that a container has as a key, not one like it.
typedef enum tk_taken {
    TK_TAKEN_NOT,
    TK_TAKEN_KEY,       // one of the keys of a mapping, or of the members of a set
    TK_TAKEN_PAIR,      // a tuple with such a key in front
} tk_taken;

typedef struct tk_origin_row {
    tk_node node;       // the expression that made the value
    tk_origin from;     // what it was taken or computed from
    uint8_t how;        // tk_how
    uint8_t taken;      // tk_taken
    tk_object_id taken_from;   // the container; 0: not known
} tk_origin_row;

typedef struct tk_origins {
    TK_VEC(tk_origin_row) rows;   // rows.at[0] unused
} tk_origins;

tk_origin tk_origin_add(tk_origins *self, tk_node node, tk_how how, tk_origin from);
// The same origin for what was taken out of the container `from`.
tk_origin tk_origin_taken(tk_origins *self, tk_origin origin, tk_taken taken, tk_object_id from);
tk_taken tk_origin_is_taken(const tk_origins *self, tk_origin origin);
tk_object_id tk_origin_taken_from(const tk_origins *self, tk_origin origin);
tk_how tk_origin_how(const tk_origins *self, tk_origin origin);

typedef struct tk_fact {
    tk_value value;
    tk_origin origin;
    tk_certainty certainty;
    uint32_t keyed;     // of a variable: what a cache has to do with this object, infer/keyed.h; 0: nothing
} tk_fact;

#define TK_FACT_BOTTOM ((tk_fact){TK_BOTTOM, {0}, TK_DEFINITE, 0})
#define TK_FACT_UNKNOWN ((tk_fact){TK_UNKNOWN, {0}, TK_DEFINITE, 0})

static inline tk_fact tk_fact_of(tk_value value)
{
    return (tk_fact){value, {0}, TK_DEFINITE, 0};
}

static inline tk_fact tk_fact_at(tk_value value, tk_origin origin, tk_certainty certainty)
{
    return (tk_fact){value, origin, certainty, 0};
}

// Origins are left out: they must not keep a fixpoint from being reached.
static inline bool tk_fact_equal(tk_fact a, tk_fact b)
{
    return a.value.i == b.value.i && a.certainty == b.certainty && a.keyed == b.keyed;
}

static inline tk_certainty tk_certainty_least(tk_certainty a, tk_certainty b)
{
    return a < b ? a : b;
}

// Both ways to reach this place. The origin of the earlier node stays; bottom adds nothing.
tk_fact tk_fact_join(tk_pool *pool, const tk_origins *origins, tk_fact a, tk_fact b);

#endif
