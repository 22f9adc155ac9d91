// What tkscan knows before it reads a line of Python: rules, library models, queries. Read once, then
// const and shared by all threads. This header is the data; docs/models.md and docs/rules.md describe
// the YAML in which it is written.
#ifndef TK_CATALOG_CATALOG_H
#define TK_CATALOG_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/diagnostic.h"
#include "base/names.h"
#include "base/vec.h"

typedef enum tk_dtype {
    TK_DTYPE_UNKNOWN,
#define TK_DTYPE(name, text, python) TK_DTYPE_##name,
#include "value/dtypes.def"
#undef TK_DTYPE
    TK_DTYPE_COUNT
} tk_dtype;

typedef enum tk_transfer {
#define TK_TRANSFER(name, text) TK_TRANSFER_##name,
#include "transfer/transfers.def"
#undef TK_TRANSFER
    TK_TRANSFER_COUNT
} tk_transfer;

typedef enum tk_role {
    TK_ROLE_NONE,
#define TK_ROLE(name, text) TK_ROLE_##name,
#include "catalog/roles.def"
#undef TK_ROLE
    TK_ROLE_END
} tk_role;

typedef enum tk_site_kind {
#define TK_SITE(name, text) TK_SITE_##name,
#include "catalog/sites.def"
#undef TK_SITE
    TK_SITE_COUNT
} tk_site_kind;

typedef enum tk_how {
    TK_HOW_UNKNOWN,
#define TK_HOW(name, text, phrase) TK_HOW_##name,
#include "value/origins.def"
#undef TK_HOW
    TK_HOW_COUNT
} tk_how;

// What hash(x) does for instances of a class. ITEMS: as its items do (tuple). INHERIT: as the first
// base that says.
typedef enum tk_hash {
    TK_HASH_INHERIT,
    TK_HASH_VALUE,      // by value, or by an identity that users intend (functions, classes, modules)
    TK_HASH_RAISES,
    TK_HASH_IDENTITY,   // silently by identity although == compares elements
    TK_HASH_ITEMS,
} tk_hash;

// What kind of thing a class is to the engine; inherited from the first base that says.
typedef enum tk_family {
    TK_FAMILY_NONE,
    TK_FAMILY_OBJECT,
    TK_FAMILY_ARRAY,      // has rank, dims, dtype
    TK_FAMILY_SCALAR,     // a library's scalars, Python numbers, bool
    TK_FAMILY_TEXT,       // str, bytes
    TK_FAMILY_TUPLE,
    TK_FAMILY_LIST,       // list, deque, ...: mutable sequences
    TK_FAMILY_SET,
    TK_FAMILY_MAPPING,
    TK_FAMILY_ITERATOR,   // iterators, views, ranges: something to iterate over once or more
    TK_FAMILY_COUNT
} tk_family;

// How long a container outlives the expression that made it.
typedef enum tk_lifetime {
    TK_LIFETIME_UNKNOWN,
    TK_LIFETIME_LOCAL,
    TK_LIFETIME_CLOSURE,
    TK_LIFETIME_SELF,      // an attribute of an instance
    TK_LIFETIME_MODULE,    // a global or a class attribute
} tk_lifetime;

// What a rule's condition can ask.
typedef enum tk_test {
#define TK_CONDITION(name, text, kind) TK_TEST_##name,
#include "catalog/conditions.def"
#undef TK_CONDITION
    TK_TEST_COUNT
} tk_test;

// What a call or attribute keeps of an array in the plain value it gives, see value/derivation.h.
typedef enum tk_derives {
    TK_DERIVES_NOTHING,
#define TK_DERIVES(name, text, what) TK_DERIVES_##name,
#include "value/derivations.def"
#undef TK_DERIVES
    TK_DERIVES_COUNT
} tk_derives;

typedef struct tk_class_id {
    uint32_t i;   // 1-based index into catalog->classes; 0 = none
} tk_class_id;
typedef struct tk_function_id {
    uint32_t i;   // 1-based index into catalog->functions; 0 = none
} tk_function_id;
typedef struct tk_library_id {
    uint32_t i;   // 1-based index into catalog->libraries; 0 = none
} tk_library_id;

// A type as models write it: `list[pack.Tensor rank=1]`, `tuple[int, ...]`, `int | None`, `self`.
typedef struct tk_type tk_type;
struct tk_type {
    enum {
        TK_TYPE_UNKNOWN,
        TK_TYPE_CLASS,      // an instance of `cls`
        TK_TYPE_SELF,       // the class of the receiver
        TK_TYPE_NONE,       // None
        TK_TYPE_UNION,      // one of `args`
        TK_TYPE_OBJECT_OF,  // `type[cls]`: the class itself
        TK_TYPE_ARGUMENT,   // `arg(ROLE)`: the value passed for `role`
        TK_TYPE_ITEM,       // `item(N)`: item `rank` of the receiver, a tuple
        TK_TYPE_ELEMENT,    // `element`: what the receiver yields when iterated
    } kind;
    tk_class_id cls;
    tk_role role;
    int8_t rank;            // -1 unknown
    uint8_t dtype;          // tk_dtype
    bool variadic;          // tuple[X, ...]
    bool likely;            // of a whole type: what it mostly is
    uint16_t arg_count;
    const tk_type *const *args;
};

typedef struct tk_parameter {
    tk_name name;            // the library's keyword
    tk_role role;
    bool variadic;           // `*shape`: takes all remaining positional arguments
    bool keyword_only;       // behind a `*` in the list
} tk_parameter;

typedef enum tk_part {
    TK_PART_WHOLE,       // the argument itself
    TK_PART_ELEMENTS,    // what iterating over it yields
    TK_PART_PAIRS,       // first items of what iterating yields, or the keys of a mapping
    TK_PART_ALL,         // every argument of the call (lru_cache)
    TK_PART_FIRST,       // the first item of the argument, a pair
    TK_PART_ENDS,        // first and second items of what iterating yields (edges of a graph)
    TK_PART_COLUMN,      // the cells of the one column of role x that the argument names
    TK_PART_COLUMNS,     // the same of several that it names, or, without it, of all
    TK_PART_GROUPS,      // of one or several, when the result is used
} tk_part;

// "this call hashes that argument"
typedef struct tk_hashing {
    tk_role role;            // NONE with TK_PART_ALL
    tk_part part;
    tk_site_kind site;
    const tk_type *unless;   // values of this class are looked up another way (a set in a set); or NULL
    bool asks;               // answers that nothing is there (`in`, get) instead of raising
} tk_hashing;

// "this call puts that argument into its receiver"
typedef struct tk_storing {
    enum { TK_STORE_ELEMENT, TK_STORE_ELEMENTS_OF, TK_STORE_KEY, TK_STORE_KEYS_OF, TK_STORE_VALUE,
           TK_STORE_PAIRS_OF } what;
    tk_role role;
} tk_storing;

// What a subscripted class means in an annotation.
typedef enum tk_annotation {
    TK_ANNOTATION_PLAIN,      // list[X]: an instance, the arguments are its items
    TK_ANNOTATION_OPTIONAL,   // X or None
    TK_ANNOTATION_UNION,      // one of the arguments
    TK_ANNOTATION_FIRST,      // the first argument, the rest is for others (Annotated, Final)
    TK_ANNOTATION_SHAPED,     // the first argument's array, the second is a text of its dimensions
} tk_annotation;

typedef enum tk_guard {
    TK_GUARD_NONE,
    TK_GUARD_ISINSTANCE,    // isinstance(x, class)
    TK_GUARD_IS_CLASS,      // is_tensor(x): x is of `guard_class`
    TK_GUARD_IS_SCALAR,     // isscalar(x)
    TK_GUARD_CALLABLE,
    TK_GUARD_HASATTR,
    TK_GUARD_ISSUBCLASS,    // issubclass(type(x), class)
    TK_GUARD_ALL,           // all(condition of x for x in xs)
    TK_GUARD_ANY,
} tk_guard;

// When a function runs that is handed to a library, or that a subclass writes for it.
typedef enum tk_stage {
    TK_STAGE_NONE,
    TK_STAGE_TRACED,     // on symbolic values, to be compiled (jit, Dataset.map)
    TK_STAGE_LOADING,    // per item or batch of a dataset (__getitem__, samplers, collate functions)
} tk_stage;

// How often a finding of this rule is right, in the words of code scanning.
typedef enum tk_precision {
    TK_PRECISION_LOW, TK_PRECISION_MEDIUM, TK_PRECISION_HIGH, TK_PRECISION_VERY_HIGH
} tk_precision;

typedef enum tk_mutates {
    TK_MUTATES_NOTHING,
    TK_MUTATES_PART,     // what was there goes into what is there afterwards
    TK_MUTATES_WHOLE,    // every element is replaced
} tk_mutates;

// What a decorator that caches hashes when its product is called.
typedef enum tk_caches {
    TK_CACHES_NOTHING,
    TK_CACHES_ARGUMENTS,   // all of them, and the receiver of a method
    TK_CACHES_OTHERS,      // all but the receiver
} tk_caches;

// How a cache depends on an array beyond the call that it answers.
typedef enum tk_kept {
    TK_KEPT_NOT,
    TK_KEPT_KEY,         // as a key that hashes by identity, with a result computed from its content
    TK_KEPT_ADDRESS,     // its address is the key of such a result
    TK_KEPT_ARGUMENT,    // as an argument of a cached function
    TK_KEPT_RESULT,      // as the result that a cached function gives again
} tk_kept;

// One function or method of a library. Methods receive the instance as role x without listing it.
// "for this text as role name the result is of this type"
typedef struct tk_named_type {
    tk_name name;
    const tk_type *type;
} tk_named_type;

typedef struct tk_function {
    tk_name name;                      // "lib.zeros", "lib.Array.sum"
    const tk_parameter *params;
    uint16_t param_count;
    uint16_t hashing_count, storing_count;
    const tk_hashing *hashing;
    const tk_storing *storing;
    uint8_t transfer;                  // tk_transfer
    uint8_t dtype;                     // tk_dtype the result has whatever its arguments; UNKNOWN: by transfer
    uint8_t default_dtype;             // tk_dtype when the transfer finds none
    bool any_dtype;                    // no dtype follows from those of the arguments
    uint8_t integers;                  // tk_dtype instead of the integer or bool the transfer finds
    uint8_t unsigned_integers;         // likewise, of one without a sign; UNKNOWN: as of the others
    bool floats_by_size;               // instead of integers the float that holds them, however small
    uint8_t how;                       // tk_how of the result; UNKNOWN: by transfer
    uint8_t guard;                     // tk_guard
    uint8_t derives;                   // tk_derives
    uint8_t stage;                     // tk_stage of role function, or of a subclass's method of this name
    tk_class_id guard_class;
    tk_class_id cls;                   // what the function itself is an instance of, when it has methods
    const tk_type *type;               // class of the result; NULL: that of role x
    const tk_type *tuple;              // pairs: the class of the tuple; NULL: a plain one
    const tk_type *scalar;             // instead, when role shape is absent (random without size)
    const tk_named_type *named;        // instead, by the text that role name is
    uint16_t named_count;
    tk_class_id requires;              // what is passed for roles x and y is one; 0: nobody says
    bool never_returns;                // sys.exit
    bool expects_error;                // pytest.raises: the body of its `with` ends by an exception
    bool evidence;                     // a method name that only this class has: tells what an unknown is
    bool strips;                       // gives `type` even of an array whose class overrides
    bool eager;                        // needs the values of an array: not while a function is traced
    uint8_t caches;                    // tk_caches: a decorator whose product hashes its arguments (lru_cache)
    uint8_t mutates;                   // tk_mutates: changes its receiver, or role x, in place
} tk_function;

typedef struct tk_member {
    tk_name name;
    tk_function_id function;           // a method, or
    const tk_type *type;               // an attribute's type, or
    uint8_t transfer;                  // how an attribute follows from its owner (TYPE: as `type` says)
    uint8_t derives;                   // tk_derives of an attribute
} tk_member;

typedef struct tk_class {
    tk_name name;                      // qualified: "lib.Array"
    tk_name refuses;                   // what Python says when an instance is hashed, if not the usual
    tk_name prints;                    // as error messages print it: "lib.Array", "Series"
    tk_library_id library;
    const tk_class_id *bases;
    uint16_t base_count;
    uint16_t ancestor_count;
    const tk_class_id *ancestors;      // Python's method resolution order, the class itself first
    uint8_t hash;                      // tk_hash, resolved through bases when the catalog is complete
    uint8_t family;                    // tk_family, likewise
    uint8_t dtype;                     // scalar classes: their dtype
    bool zero_dim_scalar;              // array classes: an int index of rank 1, or a reduction, gives a scalar
    bool overrides;                    // library functions that get one give one (masked arrays)
    uint8_t python_float;              // array classes: dtype that Python floats get; UNKNOWN: float64
    uint8_t annotation;                // tk_annotation: how `X[...]` reads in an annotation
    tk_name calls;                     // calling an instance calls this method of a subclass, or none
    bool enumeration;                  // what a subclass's body binds are instances of it
    bool abstract;                     // an annotation with it says nothing definite (Sequence, Any, object)
    tk_class_id scalars[TK_DTYPE_COUNT];   // array classes with zero_dim_scalar: by dtype; [UNKNOWN] when it isn't known
    tk_function_id constructor;        // calling the class; none: an instance of it
    const tk_member *members;          // sorted by name id
    uint16_t member_count;
} tk_class;

typedef struct tk_library {
    tk_name name;                      // "lib"
    uint16_t module_count;
    uint16_t always;                   // 1 for builtins: in every file, no prefilter word
    tk_name *modules;                  // import names that belong to it: "lib", "lib.random"
} tk_library;

// --- rules -----------------------------------------------------------------------------------------

typedef struct tk_condition tk_condition;
struct tk_condition {
    enum { TK_CONDITION_ALL, TK_CONDITION_ANY, TK_CONDITION_NOT, TK_CONDITION_TEST } op;
    uint8_t test;                      // TEST: tk_test
    uint32_t words;                    // TEST: bit set of enum values (hash, family, how, lifetime, bool): 1 << value
    uint16_t value_count;              // TEST: numbers, or class ids
    const int32_t *values;
    uint16_t part_count;               // ALL, ANY, NOT
    const tk_condition *const *parts;
};

typedef struct tk_advice {
    const tk_condition *when;          // NULL: always (in messages never)
    const char *text;                  // a template like the message
} tk_advice;

typedef enum tk_level { TK_LEVEL_NOTE, TK_LEVEL_WARNING, TK_LEVEL_ERROR } tk_level;
typedef enum tk_harm {
    TK_HARM_RAISES, TK_HARM_IDENTITY, TK_HARM_UNSOUND, TK_HARM_TRAP, TK_HARM_CONTRACT, TK_HARM_TOOL
} tk_harm;

typedef struct tk_rule_level {
    const tk_condition *when;
    tk_level level;
} tk_rule_level;

typedef struct tk_rule {
    const char *code, *name, *since;   // "TK101", "unhashable-dict-key", "0.1.0"
    tk_level level;                    // when none of `levels` holds
    const tk_rule_level *levels;       // the first whose condition holds
    uint16_t level_count;
    tk_harm harm;                      // the `class` of findings in reports
    uint32_t sites;                    // bit set of tk_site_kind; 0 for TK0xx and TK9xx
    const tk_condition *when;          // NULL: always
    const char *message;               // template, see docs/rules.md; when none of `messages` holds
    const tk_advice *messages;         // the first whose condition holds
    uint16_t message_count;
    const tk_advice *advice;           // the first whose condition holds
    uint16_t advice_count;
    const char *why, *bad, *good;      // documentation
    const char *deliberate, *suppress; // may be NULL
    uint8_t precision;                 // tk_precision
    const char *measured;              // how that is known; may be NULL
    const char *const *references;
    uint16_t reference_count;
    uint16_t precedence;               // of two rules at one site the higher wins
    const char *path;                  // of the file it stands in
    uint32_t layer;                    // 0: part of the program; else the user's folder, from 1
} tk_rule;

// Folders of the user's: DIR of rules with DIR/models and DIR/queries, and folders of models only.
typedef struct tk_catalog_folders {
    const char *const *rules, *const *models;
    uint32_t rule_count, model_count;
} tk_catalog_folders;

typedef struct tk_catalog {
    void *image;                       // what all of it but `queries`, `trusted` and added names lies in; NULL:
                                       // it was read (catalog/image.h)
    tk_names *names;
    tk_arena arena;
    TK_VEC(tk_library) libraries;
    TK_VEC(tk_class) classes;
    TK_VEC(tk_function) functions;
    TK_VEC(tk_rule) rules;             // sorted by code
    struct tk_symbol_table *symbols;   // qualified name -> class, function, module, value
    uint64_t additions;                // digest of what the user's folders and tk_catalog_trust add
    TK_VEC(tk_name) trusted;           // last parts of the names that tk_catalog_trust was told
    const struct tk_fixes *fixes;      // rules/fixes.yaml, see catalog/fixes.h; NULL: none
    struct tk_queries *queries;        // queries/*.scm (+ those of --rules), see catalog/query.h
} tk_catalog;

// What a qualified name ("lib.zeros", "lib.random", "lib.float32") stands for.
typedef struct tk_symbol {
    enum { TK_SYMBOL_NONE, TK_SYMBOL_MODULE, TK_SYMBOL_CLASS, TK_SYMBOL_FUNCTION, TK_SYMBOL_VALUE } kind;
    tk_class_id cls;
    tk_function_id function;
    uint32_t gap;                      // 0, named so that equal symbols have equal bytes (catalog/image.h)
    const tk_type *type;               // VALUE: a module attribute (pack.pi, pack.float32)
} tk_symbol;

// Loads the embedded files and those of `rules_dir` (may be NULL). Problems are added to
// `diagnostics` with file:line:column and a hint; what could be read is kept. Never NULL.
tk_catalog *tk_catalog_load(const char *const *rules_dirs, uint32_t dir_count,
                            tk_diagnostics *diagnostics);
// The same with folders of models besides; their *.yaml define what later layers do.
tk_catalog *tk_catalog_load_all(const tk_catalog_folders *folders, tk_diagnostics *diagnostics);
void tk_catalog_free(tk_catalog *self);
// Instances of this class hash by their value, whatever its model says: a qualified name of a model,
// or the name of a class that scanned files define. Before any file is scanned.
void tk_catalog_trust(tk_catalog *self, const char *name);
// Whether tk_catalog_trust has been told the name of a class of a file.
bool tk_catalog_trusts(const tk_catalog *self, tk_name name);

// NONE for names no model knows. Aliases of the models are followed.
tk_symbol tk_catalog_symbol(const tk_catalog *self, tk_name qualified);
tk_class_id tk_catalog_class(const tk_catalog *self, const char *qualified);   // 0 when unknown
const tk_class *tk_class_of(const tk_catalog *self, tk_class_id id);
const tk_function *tk_function_of(const tk_catalog *self, tk_function_id id);
// Looks through the ancestors; NULL when absent.
const tk_member *tk_class_member(const tk_catalog *self, tk_class_id cls, tk_name name);
bool tk_class_is(const tk_catalog *self, tk_class_id cls, tk_class_id base);   // reflexive
// The classes whose models mark `method` as evidence: the one at `index`, from 0; 0 behind the last.
tk_class_id tk_catalog_evidence(const tk_catalog *self, tk_name method, uint32_t index);
const tk_rule *tk_catalog_rule(const tk_catalog *self, const char *code);

const char *tk_dtype_text(tk_dtype dtype);       // "float64"; "unknown"
tk_dtype tk_dtype_find(tk_slice text);           // UNKNOWN when no such dtype
const char *tk_site_text(tk_site_kind kind);
const char *tk_how_text(tk_how how);
const char *tk_how_phrase(tk_how how);
const char *tk_lifetime_text(tk_lifetime lifetime);
const char *tk_harm_text(tk_harm harm);
const char *tk_level_text(tk_level level);

#endif
