// What one file defines: its functions and classes, their code, and what is known about them.
#ifndef TK_INFER_PROGRAM_H
#define TK_INFER_PROGRAM_H

#include "infer/class_rows.h"
#include "infer/ir.h"
#include "infer/scope.h"
#include "syntax/syntax.h"
#include "value/fact.h"

typedef enum tk_parameter_kind {
    TK_PARAMETER_POSITIONAL,     // before `/`
    TK_PARAMETER_NORMAL,
    TK_PARAMETER_STAR,           // *args
    TK_PARAMETER_KEYWORD,        // behind `*`
    TK_PARAMETER_STARSTAR,       // **kwargs
} tk_parameter_kind;

typedef struct tk_def_parameter {
    tk_name name;
    uint32_t slot;
    tk_node annotation;          // the type's expression, or none
    tk_parameter_kind kind;
    bool has_default;
    tk_fact fallback;            // the default's value, known once the definition ran
    tk_fact passed, before;      // join over the call sites, this round and the one before
    tk_fact documented;          // what the function's documentation says, or BOTTOM
    bool looked;                 // there
} tk_def_parameter;

// Where something stands that another module of the project made; {0, 0}: it is this one's own.
typedef struct tk_home {
    uint32_t module;             // its number in the project
    uint32_t index;              // of the function or class in that module
} tk_home;

// A function, method or lambda of the file, or of a module that it uses.
typedef struct tk_def {
    tk_home home;
    tk_node node, body;
    tk_name name;                // none for a lambda
    uint32_t scope, parent_scope;
    uint32_t class_index;        // the class it is a method of, or 0
    tk_node returns;             // annotation or none
    tk_def_parameter *params;    // owned
    uint16_t param_count;
    bool linked;                 // another module's: parameters and result were taken over
    bool is_lambda, is_static, is_class_method, is_property;
    bool generator, async;
    bool running;                // on the stack of interpretations: a recursive call
    bool never_returns;          // it only raises, as methods do that derived classes have to write
    bool asks_classes;           // it, or what it calls, asks what something is: isinstance, hasattr, callable, hash
    tk_code *code;               // NULL until lowered; owned
    tk_class_rows attributes;   // f.memo = ..., anywhere in its own module
    tk_fact result;              // what it returned in its own latest analysis
    tk_class_id opens;           // class of a context manager that what it yields is wrapped in, or none
    tk_value makes_key;          // the function that makes the key of its cache, or BOTTOM
    tk_fact documented;          // what its documentation says that it returns, or BOTTOM
    bool looked;                 // there
    tk_class_id traced_as;       // see TK_FLAG_TRACED
    bool keeps_numbers;          // Python's own numbers stay what they are then
    tk_stage stage;              // a library runs it then, as some call says
    uint32_t expects;            // TK_EXPECTS_*: of a lambda that is passed beside a class of errors
    uint32_t calls;              // call sites seen in this round
} tk_def;

// A field of a dataclass, a named tuple or the like.
typedef struct tk_class_field {
    tk_name name;
    tk_node annotation;          // or none
    tk_fact fact;                // what the annotation says, or BOTTOM
    tk_fact fallback;            // its default's value, or BOTTOM
    uint8_t bits;                // TK_FIELD_*
} tk_class_field;

// A class of the file, or of a module that it uses.
typedef struct tk_project_class {
    tk_home home;                // members and attributes of another module's are taken over by name
    tk_node node;                // class_definition
    tk_region_id region;         // when its body's regions are parsed one by one
    tk_name name;
    uint32_t scope, parent_scope;
    tk_code *code;               // of the body; owned
    TK_VEC(tk_fact) bases;
    TK_VEC(uint32_t) derived;    // the file's own classes that have it among their bases
    bool bases_known;            // every base is a class of the catalog or of the file
    bool decorated_unknown;      // a decorator that is not understood stands on it
    uint8_t hash;                // tk_hash that a decorator decides (dataclass), or INHERIT
    bool dataclass;              // its __init__ and __hash__ are made of its fields
    TK_VEC(tk_class_field) fields;          // declared in the body, in order
    tk_class_rows members;       // names the body binds
    tk_class_rows attributes;    // self.x = ..., in any method
    bool running;
} tk_project_class;

// `from module import *` at module level.
typedef struct tk_star_import {
    tk_name spelled;             // as in the source, with the dots in front
    uint32_t level;
} tk_star_import;

// How far the search for a condition's words in the texts of the program came.
typedef struct tk_word_search {
    const void *words;           // of which condition
    uint32_t searched;           // files: this one, then those of nodes.foreign
    bool found;
} tk_word_search;

// A variable that is passed as a condition asks, in the region whose root that is.
typedef struct tk_passed_name {
    tk_node root;
    tk_name name;
} tk_passed_name;

typedef struct tk_passed_names {
    const void *words;           // of which condition
    uint32_t seen;               // rows of the node table that were looked through
    TK_VEC(tk_passed_name) list; // sorted; owned
} tk_passed_names;

typedef struct tk_program {
    tk_syntax *syntax;
    tk_names *names;
    tk_pool *pool;
    tk_scopes scopes;
    tk_code *module;                     // NULL until lowered
    TK_VEC(tk_def) defs;                 // [0] unused
    TK_VEC(tk_project_class) classes;    // [0] unused
    TK_VEC(tk_star_import) stars;
    struct tk_operator_names *operators; // interned special methods, see lower_expr.c
    TK_VEC(tk_word_search) searches;     // every finding asks again
    TK_VEC(tk_passed_names) passed;      // likewise
    uint64_t code_bytes;                 // of what was lowered
    uint64_t bytes_most;                 // of that and the nodes; 0: any
    bool too_deep;                       // something nested beyond the limit was left out
} tk_program;

void tk_program_init(tk_program *self, tk_syntax *syntax, tk_names *names, tk_pool *pool);
void tk_program_free(tk_program *self);

// Lower on demand; the results stay in the program.
const tk_code *tk_program_module(tk_program *self);
const tk_code *tk_program_def(tk_program *self, uint32_t def);
const tk_code *tk_program_class(tk_program *self, uint32_t project_class);
// All of it, so that numbers of functions, classes, scopes and nodes follow from the source alone; less
// when that takes more than `bytes_most`.
void tk_program_lower_all(tk_program *self);

void tk_code_free(tk_code *self);
void tk_code_dump(const tk_code *self, const tk_program *program, tk_text *out);

#endif
