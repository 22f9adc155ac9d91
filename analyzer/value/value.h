// Values: what an expression can be. Small, immutable, hash-consed in a pool: equal values have equal
// ids, so comparing, memoising and reaching a fixpoint are integer comparisons. A value knows nothing
// of where it came from; that is the fact's (value/fact.h).
#ifndef TK_VALUE_VALUE_H
#define TK_VALUE_VALUE_H

#include <assert.h>

#include "base/vec.h"
#include "catalog/catalog.h"

typedef struct tk_value {
    uint32_t i;
} tk_value;

#define TK_BOTTOM ((tk_value){0})    // unreachable, unbound: no value at all
#define TK_UNKNOWN ((tk_value){1})   // any value

// A class of the catalog or of the analysed project, in one number.
typedef struct tk_class_ref {
    uint32_t i;   // bit 31: project class, index in the low bits; otherwise a tk_class_id
} tk_class_ref;

// An allocation site's mutable state, see infer/object.h; 0 = none.
typedef struct tk_object_id {
    uint32_t i;
} tk_object_id;

// A hash-consed sequence of 32-bit numbers in the pool; 0 = the empty sequence.
typedef struct tk_seq {
    uint32_t i;
} tk_seq;

typedef enum tk_value_kind {
    TK_VALUE_BOTTOM,
    TK_VALUE_UNKNOWN,
    TK_VALUE_INSTANCE,   // of the class `ref` (a tk_class_ref)
    TK_VALUE_CLASS,      // the class `ref` itself
    TK_VALUE_MODULE,     // `ref`: the tk_name of its qualified name
    TK_VALUE_FUNCTION,   // `ref`: a tk_function_id of the catalog; items: [receiver] when bound
    TK_VALUE_DEF,        // `ref`: a function of the project; items: [receiver] when bound
    TK_VALUE_UNION,      // items: 2 to 4 members, sorted by id
} tk_value_kind;

typedef enum tk_literal {
    TK_LITERAL_NONE,
    TK_LITERAL_INT,      // `literal` is an int32
    TK_LITERAL_BOOL,
    TK_LITERAL_TEXT,     // `literal` is a tk_name
} tk_literal;

#define TK_DIM_UNKNOWN UINT32_MAX

enum {
    TK_UNION_MOST = 4,       // members; a larger union is unknown
    TK_ITEMS_MOST = 8,       // items of a tuple; a longer one has one item and is variadic
    TK_DEPTH_MOST = 6,       // nesting of items; deeper ones are unknown
};

// What a project function or class value says beside its index (bits of `flags`).
enum {
    TK_FLAG_VARIADIC = 1,     // tuple: items[0] any number of times
    TK_FLAG_CACHED = 2,       // def: calls hash their arguments
    TK_FLAG_KEYED = 1,        // def: what they hash def->makes_key gives; without it, all but the receiver
    TK_FLAG_FIELD = 2,        // instance: what field(...) gives; `literal`: TK_FIELD_* bits
    TK_FLAG_PROPERTY = 4,     // def: an attribute access calls it
    TK_FLAG_STATIC = 8,       // def: no receiver
    TK_FLAG_CLASS_METHOD = 16,
    TK_FLAG_FULL_SLICE = 32,  // slice: `:`
    TK_FLAG_TRACED = 32,      // def: arrays it is called with become def->traced_as, and numbers too
    TK_FLAG_UNBOUND = 128,    // catalog method asked of its class: the first argument is the receiver
    TK_FLAG_EMPTY = 64,       // tuple: known to have no items
    TK_FLAG_OPEN = 64,        // def: its receiver is of its class, or of one derived from it
    TK_FLAG_OVERRIDES = 128,  // def: of a derived class, asked of a receiver that may be of it
};

// Joins of arrays that are known to differ.
enum {
    TK_MIXED_SHAPE = 1,
    TK_MIXED_DTYPE = 2,
};

typedef struct tk_value_row {
    uint8_t kind;        // tk_value_kind
    uint8_t dtype;       // arrays and scalars: tk_dtype
    int8_t rank;         // arrays: dimensions; negative: not known, see tk_rank_least
    uint8_t literal_kind;   // tk_literal
    uint8_t flags;
    uint8_t depth;       // nesting of items below this value
    uint8_t mixed;       // arrays: TK_MIXED_* when a join of unlike ones
    uint8_t unused;      // 0: rows are compared and hashed word by word
    uint32_t ref;
    uint32_t literal;    // def: bit i: parameter i is static for a compiler, its argument is hashed
    tk_seq items;        // tuple: items; list, set, iterator: [element]; mapping: [key, value]
    tk_seq dims;         // arrays of known rank: sizes or TK_DIM_UNKNOWN; empty: all unknown;
                         // tuple: the names of its items, or none;
                         // function, def, class: [arguments that it is called with besides]
    tk_object_id object; // mutable containers made in the analysed code
    tk_seq derived;      // what of an array it was made of, see value/derivation.h; empty: nothing
} tk_value_row;

// A rank that is not known may have a least value: -1 is any rank, -2 one dimension or more, ...
static inline int tk_rank_least(int rank)
{
    return rank < 0 ? -1 - rank : rank;
}

static inline int tk_rank_from(int least)
{
    return -1 - least;
}

// Builtin classes the engine itself makes instances of (Python's own, never a library's).
typedef enum tk_builtin {
    TK_BUILTIN_OBJECT, TK_BUILTIN_INT, TK_BUILTIN_FLOAT, TK_BUILTIN_COMPLEX, TK_BUILTIN_BOOL,
    TK_BUILTIN_STR, TK_BUILTIN_BYTES, TK_BUILTIN_NONE, TK_BUILTIN_ELLIPSIS, TK_BUILTIN_TUPLE,
    TK_BUILTIN_LIST, TK_BUILTIN_SET, TK_BUILTIN_FROZENSET, TK_BUILTIN_DICT, TK_BUILTIN_ITERATOR,
    TK_BUILTIN_SLICE, TK_BUILTIN_TYPE, TK_BUILTIN_FUNCTION, TK_BUILTIN_MODULE,
    TK_BUILTIN_TYPE_ERROR, TK_BUILTIN_COUNT
} tk_builtin;

typedef struct tk_seq_row {
    uint32_t first, count;   // into numbers
} tk_seq_row;

// What is in it is read from here, by the functions below; pool.c alone adds to it.
typedef struct tk_pool {
    const tk_catalog *catalog;
    TK_VEC(tk_value_row) rows;     // [0] bottom, [1] unknown
    TK_VEC(tk_seq_row) seqs;       // [0] empty
    TK_VEC(uint32_t) numbers;
    uint32_t *row_slots, *seq_slots;   // open addressing: index + 1, 0 = free
    uint32_t row_slot_count, seq_slot_count;   // powers of two
    tk_class_id builtins[TK_BUILTIN_COUNT];
} tk_pool;

tk_pool *tk_pool_new(const tk_catalog *catalog);
void tk_pool_free(tk_pool *self);
uint64_t tk_pool_bytes(const tk_pool *self);
void tk_pool_freeze(tk_pool *self);   // nothing is added any more

tk_value tk_pool_intern(tk_pool *self, tk_value_row row);     // computes depth, cuts what is too deep
tk_seq tk_pool_seq(tk_pool *self, const uint32_t *numbers, uint32_t count);

static inline const tk_catalog *tk_pool_catalog(const tk_pool *self)
{
    return self->catalog;
}

static inline const tk_value_row *tk_value_of(const tk_pool *self, tk_value value)
{
    assert(value.i < self->rows.len);
    return &self->rows.at[value.i];
}

static inline uint32_t tk_seq_length(const tk_pool *self, tk_seq seq)
{
    return self->seqs.at[seq.i].count;
}

static inline uint32_t tk_seq_at(const tk_pool *self, tk_seq seq, uint32_t index)
{
    tk_seq_row row = self->seqs.at[seq.i];
    assert(index < row.count);
    return self->numbers.at[row.first + index];
}

static inline bool tk_value_equal(tk_value a, tk_value b)
{
    return a.i == b.i;
}

static inline tk_value_kind tk_value_kind_of(const tk_pool *self, tk_value value)
{
    return (tk_value_kind)tk_value_of(self, value)->kind;
}

static inline tk_class_id tk_pool_builtin(const tk_pool *self, tk_builtin which)
{
    return self->builtins[which];
}

// Catalog class of an instance, 0 for project classes and other kinds.
static inline tk_class_id tk_value_catalog_class(const tk_pool *self, tk_value value)
{
    const tk_value_row *row = tk_value_of(self, value);
    return (tk_class_id){row->kind == TK_VALUE_INSTANCE && !(row->ref >> 31) ? row->ref : 0};
}

static inline bool tk_value_is_builtin(const tk_pool *self, tk_value value, tk_builtin which)   // exact class
{
    tk_class_id cls = tk_value_catalog_class(self, value);
    return cls.i && cls.i == tk_pool_builtin(self, which).i;
}

static inline tk_family tk_value_family(const tk_pool *self, tk_value value)   // of an instance of a catalog class
{
    tk_class_id cls = tk_value_catalog_class(self, value);
    return cls.i ? (tk_family)self->catalog->classes.at[cls.i - 1].family : TK_FAMILY_NONE;
}

static inline uint32_t tk_value_item_count(const tk_pool *self, tk_value value)
{
    return tk_seq_length(self, tk_value_of(self, value)->items);
}

static inline tk_value tk_value_item(const tk_pool *self, tk_value value, uint32_t index)   // BOTTOM beyond the end
{
    tk_seq items = tk_value_of(self, value)->items;
    return index < tk_seq_length(self, items) ? (tk_value){tk_seq_at(self, items, index)} : TK_BOTTOM;
}

tk_value tk_value_instance(tk_pool *self, tk_class_id cls);
tk_value tk_value_builtin(tk_pool *self, tk_builtin which);
tk_value tk_value_none(tk_pool *self);
tk_value tk_value_int(tk_pool *self, int64_t number);          // beyond int32: no literal
tk_value tk_value_bool(tk_pool *self, bool truth);
tk_value tk_value_text(tk_pool *self, tk_builtin str_or_bytes, tk_name text);
tk_value tk_value_class(tk_pool *self, tk_class_ref cls);
tk_value tk_value_module(tk_pool *self, tk_name qualified);
tk_value tk_value_function(tk_pool *self, tk_function_id function, tk_value receiver);  // BOTTOM: unbound
tk_value tk_value_tuple(tk_pool *self, const tk_value *items, uint32_t count);
tk_value tk_value_tuple_of(tk_pool *self, tk_value item);      // any length
tk_value tk_value_generic(tk_pool *self, tk_class_id cls, const tk_value *items, uint32_t count);
// An array; `dims` may be NULL (all unknown). rank -1: unknown.
tk_value tk_value_array(tk_pool *self, tk_class_ref cls, int rank, const uint32_t *dims,
                        tk_dtype dtype);
tk_value tk_value_with_dtype(tk_pool *self, tk_value value, tk_dtype dtype);
// From a model's type. `receiver` answers `self`; arg(ROLE) and element are the caller's business
// and give unknown here.
tk_value tk_value_from_type(tk_pool *self, const tk_type *type, tk_value receiver);

// The length of a tuple whose items are known one by one; 0 for an empty tuple and anything else.
uint32_t tk_value_known_items(const tk_pool *self, tk_value value);
bool tk_value_has_unknown(const tk_pool *self, tk_value value);   // or is: any value is possible
uint32_t tk_value_dim(const tk_pool *self, tk_value value, uint32_t axis);
bool tk_value_as_int(const tk_pool *self, tk_value value, int *number);   // a known int or bool
bool tk_value_as_text(const tk_pool *self, tk_value value, tk_name *text);
// True or false when `bool(value)` is known from the value alone; -1 otherwise.
int tk_value_truth(const tk_pool *self, tk_value value);

// The least value that covers both.
tk_value tk_value_join(tk_pool *self, tk_value a, tk_value b);
// Members of a union, or the value itself; returns the count (1 for a plain value).
static inline uint32_t tk_value_members(const tk_pool *self, tk_value value,
                                        tk_value members[TK_UNION_MOST])
{
    const tk_value_row *row = tk_value_of(self, value);
    members[0] = value;
    if (row->kind != TK_VALUE_UNION)
        return 1;
    tk_seq_row items = self->seqs.at[row->items.i];
    for (uint32_t i = 0; i < items.count; i++)
        members[i] = (tk_value){self->numbers.at[items.first + i]};
    return items.count;
}

// "pack.array rank=2 dtype=float64", "tuple[int, str]", "unknown": the notation of dumps and tests.
void tk_value_render(const tk_pool *self, tk_value value, tk_text *out);

#endif
