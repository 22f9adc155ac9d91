// Abstract interpretation of one file: a fact on every expression, and the places where something
// gets hashed. The files of this folder share this header; the rest of the program sees the first
// part only.
#ifndef TK_INFER_INFER_H
#define TK_INFER_INFER_H

#include "infer/keyed.h"
#include "infer/link.h"
#include "infer/object.h"
#include "infer/program.h"

// A value used as a key. Inference nominates; queries (site.c) confirm the shape; rules decide.
typedef struct tk_nomination {
    tk_site_kind kind;
    tk_part part;              // ELEMENTS, PAIRS: what iterating over the key expression yields
    tk_node site, key;         // the pair, subscript, call ...; the expression of the key
    tk_node container_node;    // what the code calls the container: `d` of `d[key]`, `d = {key: 1}`; or none
    tk_fact fact;              // of what is hashed
    tk_fact container;         // BOTTOM when there is none
    tk_fact held;              // the keys known to be in it before
    uint32_t older;            // index + 1 of an earlier nomination of the same key; 0 = none
    tk_node via;               // the call through which the value came here, or none
    tk_node inner;             // where another module hashes what this call passes, or none
    bool indirect;             // not what is passed itself, but something of it
    bool asks;                 // not being there is an answer, not an error
    tk_stage stage;            // of the innermost running function that has one
    bool by_model;             // the shape is a call, a method of the container hashes
    tk_node symbolic;          // where a value was taken out of an array that is only traced, or none
    tk_kept kept;              // CHANGED_KEY: how the cache holds it,
    tk_node kept_at;           // and since where
    bool joined;               // seen with parameters that stand for all calls at once
    tk_value among;            // the join over the calls that bring something here; `fact` is of one
    bool among_joined;         // no call does: over what stands for all calls
} tk_nomination;

typedef struct tk_infer tk_infer;

// `around` may be NULL: imports of the project's own modules are unknown then.
tk_infer *tk_infer_new(const tk_catalog *catalog, tk_syntax *syntax, tk_names *names,
                       const tk_surroundings *around);
void tk_infer_free(tk_infer *self);
void tk_infer_run(tk_infer *self);
// Forgets what only this file's own report needs: other modules may read the rest from now on.
void tk_infer_freeze(tk_infer *self);
uint64_t tk_infer_bytes(const tk_infer *self);   // of its tables, about
tk_fact tk_infer_fact(const tk_infer *self, tk_node node);   // BOTTOM when never reached
const tk_nomination *tk_infer_nominations(const tk_infer *self, uint32_t *count);
const tk_pool *tk_infer_pool(const tk_infer *self);
const tk_origins *tk_infer_origins(const tk_infer *self);
tk_program *tk_infer_program(tk_infer *self);
tk_lifetime tk_infer_lifetime(tk_infer *self, tk_value container);
// What hash() does: bits 1 << TK_HASH_*; an unknown member sets none of them but `unknown`.
typedef struct tk_hash_set {
    bool raises, identity, value, unknown;
} tk_hash_set;
tk_hash_set tk_infer_hash(tk_infer *self, tk_value value);
// The first member, looking through tuples and fields, whose hash raises or goes by identity.
typedef struct tk_inside {
    bool tuple;       // an item of a tuple
    bool instance;    // a field of an instance whose hash is made of its fields
} tk_inside;
tk_value tk_infer_culprit(tk_infer *self, tk_value value, tk_inside *inside);
// Name of a class as Python prints it in an error.
tk_slice tk_infer_class_prints(tk_infer *self, tk_value instance);
bool tk_infer_class_is(tk_infer *self, tk_value instance, tk_class_id base);
void tk_infer_render_value(tk_infer *self, tk_value value, tk_text *out);   // containers with contents
void tk_infer_render(tk_infer *self, tk_fact fact, tk_text *out);   // "pack.array rank=1 definite"

// --- shared by the files of inference and by the transfer functions ---------------------------------

typedef struct tk_slot_change {
    uint32_t slot;
    tk_fact old;
} tk_slot_change;

typedef TK_VEC(tk_slot_change) tk_slot_changes;   // in a delta: slot and its value at the end

// How one way through a branch differs from the state before it.
typedef struct tk_delta {
    tk_slot_changes slots;
    bool alive;
} tk_delta;

typedef TK_VEC(tk_delta) tk_deltas;

// Where `break` and `continue` lead.
typedef struct tk_loop {
    struct tk_loop *outer;
    uint32_t mark;             // length of the frame's log at the head
    tk_deltas breaks, continues, exits;
} tk_loop;

// What a loop within a loop had at its head when nothing changed any more: the next pass of the outer
// one begins there, or passes would multiply.
typedef struct tk_loop_head {
    uint32_t index;            // of the operation
    bool changes;              // the body changed what it started from
    tk_slot_changes slots;     // owned
} tk_loop_head;

// The call in the file's own code by which the code of another module was entered.
typedef struct tk_entry {
    tk_node node;
    const struct tk_argument *arguments;
    uint32_t count;
} tk_entry;

// How a variable got its value: `is_type = isinstance(x, type)` is a condition under a name.
typedef struct tk_stored {
    uint32_t at;               // the latest STORE; 0: none, as of a parameter
    tk_temp temp;              // what it stored
    bool several;              // another STORE ran before
} tk_stored;

// What is followed like a variable once a cache depends on it: `self.x`, `xs[0]`, `module.x`.
typedef struct tk_followed {
    tk_slice text;             // as the code spells it
    bool local;                // its first name is a variable of this code
} tk_followed;

// One interpretation of one code.
typedef struct tk_frame {
    struct tk_frame *caller;
    const tk_code *code;
    tk_fact *slots;            // code->slot_count, and behind them one for each of `places`
    TK_VEC(tk_followed) places;   // attributes, elements and global variables that a cache depends on
    tk_stored *stored;         // per slot
    tk_fact *temps;            // code->instrs.len
    tk_slot_changes log;       // every change of a slot, newest last
    uint32_t *stamps;          // per slot, for merging
    uint8_t *counts;
    tk_fact *merged;
    uint32_t slot_room, temp_room;   // of these arrays; they are kept when the frame is closed
    uint32_t stamp;
    tk_loop *loop;
    TK_VEC(tk_loop_head) heads;   // in the order of their operations
    uint32_t def;              // index, or 0
    uint32_t project_class;    // when this is a class body, or a method's class
    uint32_t context;          // 0: the analysis of the body itself; else the call context
    tk_node via;               // the outermost call of this context
    const struct tk_entry *entry;   // how another module's code was entered; NULL in the file's own
    bool hashes;               // another module's code hashed what `entry` passes
    tk_fact result;            // join of returns
    tk_fact yielded;
    uint32_t deliberate;       // TK_EXPECTS_*: under handlers that name these errors
    tk_keyed_effects effects;  // on what was passed for parameters
    bool dead;                 // no way leads here
    uint32_t at;               // the operation that runs
    tk_certainty floor;        // facts made here are at most this certain
    uint32_t as_of;            // > 0: a condition is applied that was evaluated before this operation
    tk_certainty barred;       // how sure it is that a condition cannot hold, of the ones that killed a way
    bool lenient;              // a variable of which a condition leaves nothing is unknown, not impossible
} tk_frame;

typedef struct tk_cell {
    tk_fact now, before;       // join of all that is stored, this round and the one before
    tk_fact base;              // what another module, whose variable it is, left in it
    bool linked;               // `base` was taken over
} tk_cell;

typedef struct tk_memo {
    uint32_t def;
    tk_seq arguments;
    tk_fact result;
    tk_keyed_effects effects;  // owned
    uint32_t round;
    bool hashes;               // another module's function that hashes an argument: each call counts
    bool pure;                 // one that touched nothing: the same in every round
} tk_memo;

// Names that were put together, and those that the engine itself asks for: the latest at each place.
typedef struct tk_joined_name {
    tk_name module, name, joined;
} tk_joined_name;

typedef struct tk_asked_name {
    const char *text;          // as `names` has it
    tk_name name;
} tk_asked_name;

enum { TK_NAMES_KEPT = 64 };

struct tk_infer {
    const tk_catalog *catalog;
    tk_program program;
    tk_links links;
    uint32_t own_defs, own_classes;   // those behind are other modules'
    tk_pool *pool;
    tk_names *names;
    tk_joined_name joined_names[TK_NAMES_KEPT];
    tk_asked_name asked_names[TK_NAMES_KEPT];
    const tk_node_table *nodes;
    tk_origins origins;
    tk_objects objects;
    tk_keyed keyed;
    TK_VEC(tk_node) eager;     // calls that need the values of an array while a function is traced
    uint32_t gave_keyed;       // fact.keyed of what the latest call or operator gave
    tk_fact *facts;            // per node
    uint32_t fact_count;
    TK_VEC(tk_nomination) nominations;
    uint32_t quiet;            // > 0: of what runs now it is not sure that it does: nothing is nominated
    uint32_t *nominated;       // per key node: index + 1 of its latest nomination, 0 = none
    tk_cell **cells;           // per scope: per slot, when functions inside may read them
    uint32_t cell_count;
    TK_VEC(tk_memo) memos;
    TK_VEC(bool) attributes_set;   // per name: an attribute stored on what is no object of the file
    bool open_attributes;      // an attribute was taken for what the model's __getattr__ says
    uint32_t *memo_slots;
    uint32_t memo_slot_count;
    TK_VEC(tk_node) hashed;    // once frozen: keys that this module's own report speaks of
    tk_frame *top;
    tk_frame *spare;           // closed ones, linked by `caller`: their room is used again
    uint32_t depth;            // of calls of the file's own functions
    uint32_t nesting;          // of calls of any kind
    uint32_t alternatives;     // > 0: calling one of several things that an expression may be
    uint32_t round;            // from 1
    uint64_t changes;          // of anything shared
    uint64_t touched;          // readings and changes of anything that differs from round to round
    uint64_t steps, step_limit;
    int64_t deadline;          // of the monotonic clock, in ms; 0: none
    bool noted;                // this round saw what an attribute is used as
    bool late;                 // the deadline has passed: the step limit is 0
    uint64_t memory_limit;     // bytes of what grows; 0: none
    bool large;                // it was reached: the step limit is 0
};

enum {
    TK_ROUNDS_MOST = 4,
    TK_CALL_DEPTH = 6,
    TK_FOREIGN_DEPTH = 2,    // calls of other modules' functions one inside the other
    TK_NESTING_MOST = 48,
    TK_CONTEXTS_MOST = 8,
    TK_LOOP_PASSES = 6,
};

// frame.c
tk_frame *tk_frame_open(tk_infer *self, const tk_code *code);
void tk_frame_close(tk_infer *self, tk_frame *frame);
void tk_frames_free(tk_infer *self);   // those that are closed
void tk_frame_set(tk_frame *frame, uint32_t slot, tk_fact fact);
uint32_t tk_frame_follow(tk_frame *frame, tk_followed place);   // a slot for it, unbound
tk_delta tk_frame_leave(tk_frame *frame, uint32_t mark);   // takes the changes back, returns them
tk_delta tk_frame_changes(tk_frame *frame, uint32_t mark);   // returns them alone
// Joins the ways; `stay`: not taking any of them is possible too. Returns whether a slot changed.
bool tk_frame_merge(tk_infer *self, tk_frame *frame, tk_deltas *ways, bool stay);
tk_deltas tk_deltas_copy(const tk_deltas *ways);
void tk_deltas_free(tk_deltas *ways);
// The state at the head of a loop within a loop: kept for the next pass of the outer one, which starts
// from it. `begin` returns whether the body is known to change it.
bool tk_frame_loop_begin(tk_infer *self, tk_frame *frame, uint32_t index);
void tk_frame_loop_keep(tk_frame *frame, uint32_t index, uint32_t mark, bool changes);

// interpret.c
void tk_interpret(tk_infer *self, tk_frame *frame, uint32_t from, uint32_t to);
// evaluate.c, with display.c and operator.c
tk_fact tk_evaluate(tk_infer *self, tk_frame *frame, uint32_t index);
tk_fact tk_slicing(tk_infer *self, const tk_fact *parts, uint32_t count, bool full);
// assume.c: narrows variables by what is done with them.
void tk_assume_attribute(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_assume_call(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_assume_unpacked(tk_infer *self, tk_frame *frame, const tk_instr *instr);
void tk_assume_indexed(tk_infer *self, tk_frame *frame, const tk_instr *instr);
// evidence.c: the class that a method's name tells: only it has one, or the only one of a library that
// the file imports.
tk_class_id tk_evidence_class(tk_infer *self, tk_name method);
// A method of `cls` is called on what `read` gives: when that is an attribute, later rounds know it.
void tk_evidence_note(tk_infer *self, tk_frame *frame, tk_temp read, tk_class_id cls, tk_node node);
tk_fact tk_evidence_attribute(tk_infer *self, uint32_t project_class, tk_name name);
// guard.c: narrows variables by what a condition says when it is `truth`.
void tk_guard_apply(tk_infer *self, tk_frame *frame, tk_temp condition, bool truth);

// infer.c
// Whether what grows has reached the limit that the user set: there are no more steps then.
bool tk_infer_too_large(tk_infer *self);
tk_name tk_infer_name(tk_infer *self, const char *text);   // "__getitem__", ...: three letters or more
void tk_infer_grow_facts(tk_infer *self);    // after regions were parsed
tk_fact tk_join(tk_infer *self, tk_fact a, tk_fact b);
tk_fact tk_made(tk_infer *self, tk_value value, tk_node node, tk_how how, tk_fact from);
void tk_cell_store(tk_infer *self, uint32_t scope, uint32_t slot, tk_fact fact);
tk_fact tk_cell_load(tk_infer *self, uint32_t scope, uint32_t slot);

// containers.c
tk_fact tk_container_new(tk_infer *self, tk_class_id cls, tk_node site, uint32_t context);
tk_contents tk_container_contents(tk_infer *self, tk_fact container);
void tk_container_add(tk_infer *self, tk_fact container, tk_fact key, tk_fact element);
// Of what a value says, contents included; what others may put in is left out.
tk_certainty tk_container_certainty(tk_infer *self, tk_fact container);
// What stands under a literal key; BOTTOM: not known apart from the rest.
tk_fact tk_container_at(tk_infer *self, tk_fact container, tk_value key);
// The cells of a table's column; BOTTOM: not known, or such as a library makes what it likes of.
tk_fact tk_cells_under(tk_infer *self, tk_fact table, tk_value label, tk_node node);
// The item of a list display at a place, besides being added.
void tk_container_place(tk_infer *self, tk_fact list, uint32_t index, tk_fact item);
// The parts one by one; false: there is none of this index.
bool tk_container_part(tk_infer *self, tk_value container, uint32_t index, tk_value *key,
                       tk_fact *part);
// Gives a mutable container that a library call returned an object of its own.
tk_fact tk_container_adopt(tk_infer *self, tk_fact fact, tk_node site, uint32_t context);
// Items of a list display that nothing was put into later; -1 when that is not known.
void tk_container_grow(tk_infer *self, tk_fact container);   // its length is not known any more
int32_t tk_container_length(tk_infer *self, tk_value container);
// What one place makes in several calls, as one: an attribute is the class's, not the object's.
tk_value tk_container_merge_sites(tk_infer *self, tk_value value);
void tk_container_escape(tk_infer *self, tk_fact fact);
void tk_container_outlive(tk_infer *self, tk_fact fact, tk_lifetime lifetime);

// iterate.c
tk_fact tk_iterate(tk_infer *self, tk_fact iterable, tk_node node);       // what iterating yields
// One of the things that iterating certainly yields: of a tuple or list whose items are known, of
// several iterables one behind the other. BOTTOM beyond the last.
tk_fact tk_certain_element(tk_infer *self, tk_fact whole, uint32_t index, tk_node node);
// All that iterating over a tuple or list yields, in order; 0 when that is not known.
uint32_t tk_all_elements(tk_infer *self, tk_fact whole, tk_node node, tk_fact items[TK_ITEMS_MOST]);
bool tk_iterate_yields(tk_infer *self, tk_fact iterable);                 // something, for sure
tk_fact tk_unpack(tk_infer *self, tk_fact whole, uint32_t index, uint32_t count, bool starred,
                  tk_node node);
tk_fact tk_pair_key(tk_infer *self, tk_fact pairs, tk_node node);         // keys of dict(pairs)
tk_fact tk_pair_value(tk_infer *self, tk_fact pairs, tk_node node);

// member.c
tk_fact tk_member_load(tk_infer *self, tk_fact object, tk_name name, tk_node node);
// Is it known what the attribute is?
bool tk_member_is_known(tk_infer *self, tk_value object, tk_name name);
void tk_member_store(tk_infer *self, tk_fact object, tk_name name, tk_fact value);
// Is an attribute of this name set anywhere on what is no class of a project?
bool tk_attribute_is_set(const tk_infer *self, tk_name name);
// The special method `name` of an instance as a callable value; BOTTOM when it has none.
tk_value tk_member_special(tk_infer *self, tk_value instance, const char *name);
// A module variable or builtin, as code in `scope` sees it.
tk_fact tk_name_load(tk_infer *self, uint32_t scope, tk_name name, tk_node node);
// A name of a module that models know; unknown when they do not.
tk_fact tk_module_member(tk_infer *self, tk_name module, tk_name name, tk_node node);
// A module of the project as an import statement of module `link` spells it; BOTTOM: there is none.
tk_value tk_module_value(tk_infer *self, uint32_t link, tk_name spelled);
// `from spelled import name` in module `link`.
tk_fact tk_import_member(tk_infer *self, uint32_t link, tk_name spelled, tk_name name,
                         tk_node node);

// call.c, call_bound.c; by models: call_model.c, call_effects.c
typedef struct tk_argument {
    tk_fact fact;
    tk_name name;              // keyword, or none
    uint8_t kind;              // tk_operand_kind
    tk_node node;
} tk_argument;

// One call with its arguments bound to the roles of a catalog function.
typedef struct tk_call {
    const tk_function *function;
    const tk_argument *arguments;
    uint32_t count;
    tk_node node;
    uint32_t context;
    tk_fact receiver;          // BOTTOM when not a method
    tk_fact roles[TK_ROLE_END];     // BOTTOM when absent
    tk_node role_nodes[TK_ROLE_END];
    bool spread;               // *args or **kwargs whose contents are not known
} tk_call;

tk_fact tk_call_value(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count,
                      tk_node node);
tk_fact tk_call_special(tk_infer *self, tk_fact object, const char *method,
                        const tk_argument *arguments, uint32_t count, tk_node node, bool *found);
// The callable with these arguments bound: what partial(f, x) gives, and a decorator with options.
tk_fact tk_call_later(tk_infer *self, tk_fact callee, const tk_argument *arguments, uint32_t count);
// One call without keywords on facts that stand on no node of their own.
tk_fact tk_call_simple(tk_infer *self, tk_fact callee, tk_fact argument, tk_node node);

// define.c; define_call.c and context.c call and interpret
tk_fact tk_define_function(tk_infer *self, tk_frame *frame, uint32_t index);
tk_fact tk_define_class(tk_infer *self, tk_frame *frame, uint32_t index);
tk_fact tk_define_parameter(tk_infer *self, const tk_def *def, uint32_t index);
tk_fact tk_def_call(tk_infer *self, tk_value callee, const tk_argument *arguments, uint32_t count,
                    tk_node node);
void tk_def_analyse(tk_infer *self, uint32_t def);
// The code of a function or class, lowered or copied when somebody asks.
const tk_code *tk_code_of_def(tk_infer *self, uint32_t def);
const tk_code *tk_code_of_class(tk_infer *self, uint32_t project_class);
tk_fact tk_class_call(tk_infer *self, uint32_t project_class, const tk_argument *arguments,
                      uint32_t count, tk_node node);
static inline uint32_t tk_project_class_index(uint32_t ref)
{
    return ref >> 31 ? ref & 0x7FFFFFFFu : 0;
}
tk_value tk_project_instance(tk_infer *self, uint32_t project_class);

// classes.c: classes of the catalog and of the file alike
tk_class_ref tk_instance_class(tk_infer *self, tk_value instance);   // {0} for what is no instance
bool tk_class_ref_is(tk_infer *self, tk_class_ref cls, tk_class_ref base);
tk_hash tk_class_ref_hash(tk_infer *self, tk_class_ref cls);
// A member of a project class or its project bases; NULL when only a catalog base may have it.
const tk_fact *tk_project_member(tk_infer *self, uint32_t project_class, tk_name name);
// Classes of the file derived from it that bind `name` themselves: at most `most`, into `found`.
uint32_t tk_project_overriding(tk_infer *self, uint32_t project_class, tk_name name, uint32_t *found,
                               uint32_t most);
// `self`, or an instance by an annotation: of the class, or of one derived from it.
bool tk_may_be_derived(const tk_infer *self, tk_fact object);
// The first catalog class among the bases, 0 when there is none.
tk_class_id tk_project_catalog_base(tk_infer *self, uint32_t project_class);
bool tk_project_bases_known(tk_infer *self, uint32_t project_class);
bool tk_project_dataclass(tk_infer *self, uint32_t project_class);   // itself, or a base in the file
// A tuple, or an instance of a named tuple of the file whose items are known.
bool tk_is_tuple(tk_infer *self, tk_value value);

// annotation.c: BOTTOM when the annotation says nothing.
tk_fact tk_annotation_value(tk_infer *self, tk_node annotation, uint32_t scope);

// expected.c: TK_EXPECTS_*
uint32_t tk_expected_in_context(tk_infer *self, const tk_frame *frame, tk_temp context);
// `raises(TypeError, lambda: d[x])`: remembered for the lambda.
void tk_expected_by_call(tk_infer *self, const tk_argument *arguments, uint32_t count);
// Does the code run under a handler, or in a test, that expects one of these?
bool tk_expected_here(const tk_frame *frame, uint32_t errors);

// docstring.c: BOTTOM when the documentation says nothing.
tk_fact tk_docstring_parameter(tk_infer *self, const tk_def *def, tk_name name);
tk_fact tk_docstring_result(tk_infer *self, const tk_def *def);

// nominate.c
void tk_nominate(tk_infer *self, tk_frame *frame, tk_nomination nomination);
// When the code that runs now runs: the stage of the innermost function that has one.
tk_stage tk_stage_now(tk_infer *self, const tk_frame *frame);
// Forgets the nominations from index `from` on, but those made inside calls when `keep_calls`.
void tk_nominate_drop(tk_infer *self, uint32_t from, bool keep_calls);

// entered.c: reports what another module's code hashes at the call that passes it there; false: nothing of it
// is passed, or that module's own report speaks of it.
bool tk_entered_move(tk_infer *self, tk_frame *frame, tk_nomination *nomination);

// transfer/derive.c: marks what a call gives with what it was made of
tk_fact tk_derive_call(tk_infer *self, const tk_call *call, tk_fact fact);
// The same for a formatted string `node` with these interpolations.
tk_fact tk_derive_text(tk_infer *self, const tk_fact *parts, const tk_node *nodes, uint32_t count,
                       tk_node node, tk_fact text);

// transfer/transfer.h
tk_fact tk_transfer_apply(tk_infer *self, const tk_call *call);

#endif
