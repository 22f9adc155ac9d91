// Derivations: of which parts of an array a plain value (text, bytes, number, tuple) was made, and so
// what it still tells apart as a key. Hash-consed in the pool as two numbers.
#ifndef TK_VALUE_DERIVATION_H
#define TK_VALUE_DERIVATION_H

#include "value/value.h"

#define TK_DERIVED(name) (1u << TK_DERIVES_##name)

enum {
    // The content, in a form that loses something.
    TK_DERIVED_CONTENT = 1 << TK_DERIVES_TEXT | 1 << TK_DERIVES_NAMED_TEXT | 1 << TK_DERIVES_BYTES |
                         1 << TK_DERIVES_DIGEST | 1 << TK_DERIVES_ADDRESS |
                         1 << TK_DERIVES_FLATTENED | 1 << TK_DERIVES_REFERENCE |
                         1 << TK_DERIVES_CHECKSUM | 1 << TK_DERIVES_SHOWN,
    TK_DERIVED_META = 1 << TK_DERIVES_SHAPE | 1 << TK_DERIVES_DTYPE,
    TK_DERIVED_OTHER = 1 << 24,       // beside it stands something that is not of the array
    TK_DERIVED_PLAIN = 1 << 25,       // on another way the value is not made of an array at all
    TK_DERIVED_MIXED_SHAPE = 1 << 26, // arrays of two known shapes lead here
    TK_DERIVED_MIXED_DTYPE = 1 << 27,
};

typedef struct tk_derivation {
    uint32_t parts;     // TK_DERIVED bits; 0: not derived
    tk_value source;    // the array
} tk_derivation;

tk_derivation tk_derivation_at(const tk_pool *pool, tk_seq derived);
// Of a value; a tuple is made of what its items are made of, a union of what its members are.
tk_derivation tk_derivation_of(tk_pool *pool, tk_value value);
tk_value tk_value_with_derivation(tk_pool *pool, tk_value value, tk_derivation derivation);

// One value or the other: what both keep stays, what either loses is lost.
tk_derivation tk_derivation_either(tk_pool *pool, tk_derivation a, tk_derivation b);
tk_seq tk_derivation_join(tk_pool *pool, tk_seq a, tk_seq b);
// Both side by side, as in a tuple. `b` is of `value`, a constant or something else.
tk_derivation tk_derivation_beside(tk_pool *pool, tk_derivation a, tk_value value);
// TK_MIXED_* bits: what two arrays are known to differ in.
uint8_t tk_arrays_differ(const tk_pool *pool, tk_value a, tk_value b);

#endif
