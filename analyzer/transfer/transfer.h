// Transfer functions: how the result of a library call follows from its arguments. One C function
// per line of transfers.def; they read the roles of a bound call (infer.h) and know no library.
#ifndef TK_TRANSFER_TRANSFER_H
#define TK_TRANSFER_TRANSFER_H

#include "infer/infer.h"

typedef tk_fact tk_transfer_function(tk_infer *self, const tk_call *call);

enum { TK_RANK_MOST = 32 };   // more than array libraries use; a larger rank counts as unknown

// The array-like view of a value: what a transfer needs to know of one operand.
typedef struct tk_operand_array {
    bool known;        // rank and dtype below mean something
    bool array;        // an instance of an array class (not a Python or library scalar)
    bool scalar;       // a Python or library number: rank 0
    int rank;          // -1 unknown
    uint32_t dims[TK_RANK_MOST];
    tk_dtype dtype;
    tk_dtype leaf;     // of nested sequences: the elements', if there are any
    tk_class_ref cls;  // of an array
} tk_operand_array;

tk_operand_array tk_array_of(tk_infer *self, tk_value value);
// The value for a result of this rank and dtype: of the model's class, a scalar where the class
// gives scalars for rank 0 and `unwraps`. `dtype` is replaced by what the model says of dtypes.
tk_fact tk_array_result(tk_infer *self, const tk_call *call, int rank, const uint32_t *dims,
                        tk_dtype dtype, bool unwraps, tk_how how);
// Of a given class instead of the model's.
tk_value tk_array_value(tk_infer *self, const tk_call *call, tk_class_ref cls, int rank,
                        const uint32_t *dims, tk_dtype dtype, bool unwraps);
tk_class_ref tk_result_class(tk_infer *self, const tk_call *call);
tk_dtype tk_result_dtype(tk_infer *self, const tk_call *call, tk_dtype found);
// Does a class give arrays also of rank 0? Then a function of the library gives one whatever it got.
bool tk_always_array(tk_infer *self, tk_class_ref cls);
tk_dtype tk_dtype_promote(tk_dtype a, tk_dtype b);
// The dtype that an argument like `pack.float32`, 'float32' or float names.
tk_dtype tk_dtype_named(tk_infer *self, tk_value value);
tk_value tk_python_scalar(tk_infer *self, tk_dtype dtype);

bool tk_has_role(const tk_call *call, tk_role role);          // passed, and not None
bool tk_role_is_none(tk_infer *self, const tk_call *call, tk_role role);
bool tk_role_int(tk_infer *self, const tk_call *call, tk_role role, int *number);
// A flag argument: 1, 0, or -1 when it is not known; absent counts as `fallback`.
int tk_role_flag(tk_infer *self, const tk_call *call, tk_role role, int fallback);
// The model's type for this call (self, arg(...), element resolved), not yet adopted.
tk_fact tk_typed_result(tk_infer *self, const tk_call *call, const tk_type *type);
tk_fact tk_iterator_of(tk_infer *self, tk_fact element);
// What a table or a row holds under the one label in role index: a column of this type, else a cell.
tk_fact tk_labelled(tk_infer *self, const tk_call *call, const tk_type *type);
tk_fact tk_pool_unknown_of(tk_fact of);                       // unknown, with its origin

// Like tk_array_of, but lists and tuples count as the arrays that the library makes of them.
tk_operand_array tk_nested_of(tk_infer *self, tk_fact fact, tk_dtype python_float);
tk_dtype tk_python_float(tk_infer *self, const tk_call *call);
// The same of the argument for a role; one that is absent is not known.
tk_operand_array tk_role_array(tk_infer *self, const tk_call *call, tk_role role);
// Rank and dims that a shape argument asks for; -1 when it is not known.
int tk_shape_of(tk_infer *self, tk_value shape, uint32_t dims[TK_RANK_MOST]);
// A value computed from `from`: what was taken as an element stays one.
tk_fact tk_derived(tk_infer *self, const tk_call *call, tk_value value, tk_fact from);
// The first array among the operands, else `x`.
tk_fact tk_first_array(tk_infer *self, const tk_call *call);

#define TK_TRANSFER(name, text) tk_transfer_function tk_transfer_##name;
#include "transfer/transfers.def"
#undef TK_TRANSFER

// The least rank of an array that has the axis of role axis, besides being `rank` (or that at least).
int tk_rank_by_axis(tk_infer *self, const tk_call *call, int rank);

#endif
